"""Sheets of A4 on which lines of any writing are put. The only place for fpdf2 and fontTools; the file holds the
letters that it shows."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError
from fpdf import FPDF

from cardscan.errors import FontMissing

GETA = "〓"  # what printers set for a letter that they have not
_OWN = frozenset("…" + GETA)
_SMALLEST = 6.0  # points
_STEP = 0.5
_HEIGHT = 0.45  # millimetres of a line for each point of its size
_LONGEST = 300  # letters of a line: no more have room
_UNSEEN = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]")
_HALF_PAIR = re.compile("[\ud800-\udfff]")


def plain(text: str) -> str:
    """Return what can be seen of ``text``, on one line."""
    return _HALF_PAIR.sub("\ufffd", _UNSEEN.sub("", text.replace("\n", " ")))


class Sheets:
    """A PDF in the making. ``lacking`` are the letters of its texts that no font has: 〓 stands for them. Lengths are
    millimetres from the top left, sizes of letters points."""

    def __init__(self, title: str, language: str, texts: str, fonts: Sequence[Path]) -> None:
        """Begin a PDF with the letters of ``texts``, set in the first of ``fonts``; the others lend what it lacks.

        Raises FontMissing if there is no font.
        """
        used, self.lacking = _covering(fonts, {letter for letter in plain(texts) if not letter.isspace()} | _OWN)
        if not used:
            raise FontMissing("no font with Japanese letters was found on this machine")
        self._pdf = FPDF(format="A4")
        self._pdf.alias_nb_pages("")  # {nb} on a card is what it says
        self._pdf.set_auto_page_break(False)
        for number, path in enumerate(used):
            self._pdf.add_font(f"font{number}", fname=path)
        self._pdf.set_font("font0")
        self._pdf.set_fallback_fonts([f"font{number}" for number in range(1, len(used))])
        self._pdf.set_title(self._shown(title))
        self._pdf.set_lang(language)

    def turn(self) -> None:
        """Begin the next page."""
        self._pdf.add_page()

    def put(self, text: str, x: float, y: float, width: float, size: float, align: str = "L") -> None:
        """Put one line: set smaller if it is long, and cut off if it is longer than that."""
        text = self._shown(text)[:_LONGEST]
        while size > _SMALLEST and self._width(text, size) > width:
            size -= _STEP
        if self._width(text, size) > width:
            while text and self._width(f"{text}…", size) > width:
                text = text[:-1]
            text += "…"
        self._pdf.set_font_size(size)
        self._pdf.set_xy(x, y)
        self._pdf.cell(width, size * _HEIGHT, text, align=align)

    def flow(self, text: str, x: float, y: float, width: float, size: float) -> None:
        """Put a text on as many lines as it takes."""
        self._pdf.set_font_size(size)
        self._pdf.set_xy(x, y)
        self._pdf.multi_cell(width, size * _HEIGHT, self._shown(text), align="L")

    def picture(self, jpeg: bytes, x: float, y: float, width: float, height: float) -> None:
        """Put a picture into a box, as large as it has room there."""
        self._pdf.image(io.BytesIO(jpeg), x, y, width, height, keep_aspect_ratio=True)

    def rule(self, x: float, y: float, width: float, weight: float = 0.2) -> None:
        """Draw a line across."""
        self._pdf.set_line_width(weight)
        self._pdf.line(x, y, x + width, y)

    def box(self, x: float, y: float, side: float) -> None:
        """Draw a box to tick."""
        self._pdf.set_line_width(0.3)
        self._pdf.rect(x, y, side, side)

    def content(self) -> bytes:
        """Return the file."""
        return bytes(self._pdf.output())

    def _width(self, text: str, size: float) -> float:
        self._pdf.set_font_size(size)
        return float(self._pdf.get_string_width(text))

    def _shown(self, text: str) -> str:
        return "".join(GETA if letter in self.lacking else letter for letter in plain(text))


def _covering(fonts: Sequence[Path], needed: set[str]) -> tuple[list[Path], frozenset[str]]:
    """Return the first font and those after it that have letters that it lacks, and the letters that none has. A file
    that is no font is passed over."""
    used: list[Path] = []
    left = set(needed)
    for path in fonts:
        there = _letters(path)
        if there and (not used or left & there):
            used.append(path)
        left -= there
        if not left:
            break
    return used, frozenset(left)


def _letters(path: Path) -> frozenset[str]:
    try:
        with TTFont(path, fontNumber=0, lazy=True) as font:
            return frozenset(map(chr, font.getBestCmap() or ()))
    except (TTLibError, OSError):
        return frozenset()
