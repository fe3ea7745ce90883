"""Shapes and words in, an SVG out: only what browsers draw without any script or style, every text escaped."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from xml.etree import ElementTree

FONTS = "Noto Sans CJK JP, Noto Sans JP, Hiragino Sans, Yu Gothic UI, Meiryo, IPAexGothic, VL PGothic, sans-serif"
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Look:
    """Colours. ``scale`` runs from nothing to most in one hue, so that its lightness alone tells; ``first`` and
    ``second`` are told apart by everybody, whatever colours they see (Okabe and Ito's blue and orange)."""

    paper: str
    ink: str
    soft: str
    line: str
    scale: tuple[str, ...]
    first: str
    second: str


LIGHT = Look("#ffffff", "#1b1d22", "#5a5f69", "#dedbd2",
             ("#eceae4", "#bdd7ee", "#7fb2dd", "#3e86c0", "#005a96"), "#0072b2", "#e69f00")  # fmt: skip
DARK = Look("#1d2026", "#eceae4", "#a7acb6", "#333842",
            ("#2a2e36", "#1f4a6b", "#2c73a3", "#56a5d8", "#a8d8f5"), "#56b4e9", "#e69f00")  # fmt: skip


class Drawing:
    """An SVG of ``width`` × ``height`` pixels that grows shape by shape; ``words`` say what it shows to who cannot see
    it. ``paper`` is painted behind everything, if it is given."""

    def __init__(self, width: float, height: float, words: str, paper: str | None = None) -> None:
        self._root = ElementTree.Element(
            "svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {_n(width)} {_n(height)}",
                    "width": _n(width), "height": _n(height), "font-family": FONTS, "role": "img"},
        )  # fmt: skip
        ElementTree.SubElement(self._root, "title").text = _legal(words)
        if paper:
            self.box(0, 0, width, height, paper)

    def box(
        self, x: float, y: float, width: float, height: float, fill: str, hint: str = "", rounded: float = 0
    ) -> None:
        """Draw a rectangle; ``hint`` is what it means, for the mouse and for who cannot see it."""
        told = {"x": _n(x), "y": _n(y), "width": _n(max(width, 0)), "height": _n(max(height, 0)), "fill": fill}
        shape = ElementTree.SubElement(self._root, "rect", told | ({"rx": _n(rounded)} if rounded else {}))
        if hint:
            ElementTree.SubElement(shape, "title").text = _legal(hint)

    def text(
        self, x: float, y: float, text: str, size: float, fill: str, anchor: str = "start", weight: str = ""
    ) -> None:
        """Write text on the line ``y``: ``anchor`` is start, middle or end."""
        told = {"x": _n(x), "y": _n(y), "font-size": _n(size), "fill": fill, "text-anchor": anchor}
        shape = ElementTree.SubElement(self._root, "text", told | ({"font-weight": weight} if weight else {}))
        shape.text = _legal(text)

    def put(self, other: Drawing, x: float, y: float) -> None:
        """Put another drawing at a place of this one."""
        group = ElementTree.SubElement(self._root, "g", {"transform": f"translate({_n(x)} {_n(y)})"})
        group.extend([shape for shape in other._root if shape.tag != "title"])

    def svg(self) -> str:
        """Return the file."""
        return ElementTree.tostring(self._root, encoding="unicode")


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _legal(text: str) -> str:
    """Return ``text`` without what no XML may hold: a card, or a file, can hold anything."""
    return " ".join(_ILLEGAL.sub("", text).split())


def width_of(text: str, size: float) -> float:
    """Return about how wide a text is."""
    return size * sum(1.0 if unicodedata.east_asian_width(character) in "WF" else 0.56 for character in text)


def fitted(text: str, size: float, room: float) -> str:
    """Return as much of a text as there is room for, with … if that is not all."""
    text = _legal(text)
    if width_of(text, size) <= room:
        return text
    while text and width_of(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"
