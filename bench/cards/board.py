"""The free area of a sheet, and how blocks are put into it: what every layout is made with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from bench.cards.parts import Parts
from bench.cards.setting import MM, Align, Element, above, beside, shifted


@dataclass(frozen=True)
class Board:
    """The free area of a sheet in pixels: left, top, right, bottom inside the margins and panels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Width in pixels."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height in pixels."""
        return self.bottom - self.top


Layout = Callable[[Parts, Board, Random], list[Element]]


def put(board: Board, element: Element, x: float, y: float) -> Element:
    """Return the element with its own point (x, y shares of its size) at the same shares of the board."""
    dx = board.left + x * (board.width - element.width)
    dy = board.top + y * (board.height - element.height)
    return shifted(element, dx, dy)


def head(parts: Parts, gap: float = 1.6 * MM) -> Element:
    """Return mark and organisation side by side."""
    return beside([parts.mark, parts.org], gap, "middle")


def foot(parts: Parts, align: Align = "left", gap: float = 1.0 * MM) -> Element:
    """Return address over reach over notes."""
    return above([parts.address, parts.reach, parts.notes], gap, align)


def code(parts: Parts, board: Board, x: float = 1.0, y: float = 1.0) -> list[Element]:
    """Return the code at its place, if there is one."""
    return [put(board, parts.code, x, y)] if parts.code.width else []
