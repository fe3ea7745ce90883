"""The second reader: Tesseract through pytesseract, for those who prefer it and for scripts that the first lacks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import mean
from typing import TYPE_CHECKING, Any

import numpy as np

from cardscan.errors import EngineError, EngineMissing
from cardscan.model import TextLine
from cardscan.ocr.order import in_reading_order, turned
from cardscan.ocr.script import is_cjk
from cardscan.ocr.version import stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cardscan.model import CardImage, Pixels, Quad
    from cardscan.ocr import Guesses

WANTED = {
    None: ("jpn", "eng"),
    "ja": ("jpn", "eng"),
    "zh": ("chi_sim", "chi_tra", "eng"),
    "ko": ("kor", "eng"),
    "latin": ("eng", "deu", "fra", "spa", "ita", "por"),
    "ru": ("rus", "eng"),
    "uk": ("ukr", "eng"),
    "th": ("tha", "eng"),
    "ar": ("ara", "eng"),
    "he": ("heb", "eng"),
    "hi": ("hin", "eng"),
}
SURE = 0.72  # mean confidence from which a card is believed to be upright
FAINTEST = 0.3
WIDEST_CJK, WIDEST_THAI = 0.6, 0.3  # times the height of a line is a gap between two glyphs that is no space
DIRECTIONS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"))  # marks without ink
ONE_LINE = "--psm 7 -c tessedit_char_whitelist=0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Word:
    """One word as Tesseract gives it: its place in the layout, its box in pixels, its confidence 0–1."""

    line: tuple[int, int, int]
    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float


def open_engine(language: str | None = None) -> Tesseract:
    """Return the reader with the best of the installed languages. Raises EngineMissing without any."""
    wanted = WANTED[language]
    there = installed()
    languages = tuple(each for each in wanted if each in there)
    if wanted[0] not in there and (language or not languages):
        data = wanted[0].replace("_", "-")
        raise EngineMissing(f"Tesseract has no language data for {wanted[0]}", f"Try: apt install tesseract-ocr-{data}")
    return Tesseract("+".join(languages))


def installed() -> frozenset[str]:
    """Return the languages that Tesseract has data for. Raises EngineMissing without Tesseract."""
    import pytesseract

    try:
        return frozenset(pytesseract.get_languages())
    except (pytesseract.TesseractNotFoundError, pytesseract.TesseractError) as problem:
        remedy = "Try: apt install tesseract-ocr tesseract-ocr-jpn"
        raise EngineMissing("Tesseract is not installed", remedy) from problem


class Tesseract:
    """Reads a card as sparse text, the way up that gives the surest words; see ``ocr.Engine``."""

    name = "tesseract"

    def __init__(self, languages: str) -> None:
        self.languages = languages

    @property
    def version(self) -> str:
        """Tesseract's own, its languages, and this code."""
        import pytesseract

        return f"{pytesseract.get_tesseract_version()} {self.languages} {stamp()}"

    def read(self, card: CardImage) -> tuple[TextLine, ...]:
        """Return the lines of ``card`` in reading order. Raises EngineError when Tesseract fails on it."""
        best: tuple[float, int, list[Word]] = (-1.0, 0, [])
        for turn in (0, 2, 1, 3):
            words = self._words(np.rot90(card.pixels, -turn))
            sure = mean(word.confidence for word in words) if words else 0.0
            merit = sure * min(1.0, sum(len(word.text) for word in words) / 30)
            best = max(best, (merit, -turn, words), key=lambda option: option[:2])
            if merit >= SURE:
                break
        _, turn, words = best
        height, width = np.rot90(card.pixels, turn).shape[:2]
        return in_reading_order(turned(tuple(_lines(words)), turn % 4, width, height))

    def read_line(self, pixels: Pixels) -> str:
        """Return what the one line says that fills ``pixels``; nothing where nothing can be read. Raises EngineError
        when Tesseract fails on it."""
        words = self._words(pixels, "--psm 7")
        return _joined(words, pixels.shape[0]) if words else ""

    def read_labels(self, patches: Sequence[Pixels]) -> tuple[Guesses, ...]:
        """Return the one short text on each of ``patches`` and its confidence; Tesseract tells no other."""
        return tuple(map(self._read_label, patches))

    def _read_label(self, patch: Pixels) -> Guesses:
        words = self._words(patch, ONE_LINE)
        text = "".join(word.text for word in words)
        return ((text, min(word.confidence for word in words)),) if words else ()

    def _words(self, pixels: Pixels, config: str = "--psm 11") -> list[Word]:
        import pytesseract

        picture = np.ascontiguousarray(pixels[:, :, ::-1])  # Tesseract wants RGB
        try:
            found = pytesseract.image_to_data(
                picture, lang=self.languages, config=config, output_type=pytesseract.Output.DICT
            )
        except (pytesseract.TesseractError, OSError) as problem:
            raise EngineError(f"Tesseract failed: {problem}") from problem
        return [word for word in map(_word, _rows(found)) if word.text and word.confidence >= FAINTEST]


def _rows(found: dict[str, list[Any]]) -> Iterable[dict[str, Any]]:  # pytesseract's untyped table
    return (dict(zip(found, row, strict=True)) for row in zip(*found.values(), strict=True))


def _word(row: dict[str, Any]) -> Word:  # a row of that table
    left, top = int(row["left"]), int(row["top"])
    line = (int(row["block_num"]), int(row["par_num"]), int(row["line_num"]))
    right, bottom = left + int(row["width"]), top + int(row["height"])
    return Word(
        line,
        str(row["text"]).translate(DIRECTIONS).strip(),
        left,
        top,
        right,
        bottom,
        max(0.0, float(row["conf"]) / 100),
    )


def _lines(words: list[Word]) -> Iterable[TextLine]:
    for key in dict.fromkeys(word.line for word in words):
        own = [word for word in words if word.line == key]
        left, top = min(w.left for w in own), min(w.top for w in own)
        right, bottom = max(w.right for w in own), max(w.bottom for w in own)
        quad: Quad = ((left, top), (right, top), (right, bottom), (left, bottom))
        line = TextLine("", quad, mean(word.confidence for word in own), "tesseract")
        yield replace(line, text=_joined(own, bottom - top))


def _joined(words: list[Word], height: int) -> str:
    """Return the words as one text: Tesseract puts a space between Japanese words, and between Thai letters, that is
    not on the card."""
    text = words[0].text
    for before, word in pairwise(words):
        gap = (word.left - before.right) / height
        beside = (before.text[-1], word.text[0])
        tight = (all(map(is_cjk, beside)) and gap < WIDEST_CJK) or (all(map(_is_thai, beside)) and gap < WIDEST_THAI)
        text += word.text if tight else f" {word.text}"
    return text


def _is_thai(char: str) -> bool:
    return "\u0e00" <= char <= "\u0e7f"
