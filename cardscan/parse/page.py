"""Where things stand on the card: stretches of text that no contact field used, with their size and place."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from cardscan.model import Kind, Source
from cardscan.parse.labels import is_only_label
from cardscan.parse.roles import pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cardscan.model import TextLine
    from cardscan.parse.piece import Piece

    Cut = Callable[[str], tuple[Piece, ...]]

Box = tuple[float, float, float, float]  # left, top, right, bottom
ROLES = ("name", "reading", "latin", "org", "department", "title", "qualification", "note")
NEAR = 1.0  # how far under a part what goes with it stands at the most, in their type size
ALIGNED = 1.2  # how far left edges of one block may lie apart, in their type size
LEAST = 0.01  # chance of a role: beyond, nothing is known


@dataclass(frozen=True, slots=True)
class Part:
    """Characters ``start``..``end`` of line ``line``: what their words make of them, their type size, their
    place; ``chances`` of each of ROLES, as learned."""

    kind: Kind | None
    text: str
    line: int
    start: int
    end: int
    size: float
    box: Box
    confidence: float
    vertical: bool
    weak: bool = False
    chances: tuple[float, ...] = ()

    def source(self, rule: str) -> Source:
        """Return where this part is printed."""
        return Source(self.line, self.start, self.end, rule)

    def log_odds(self, *roles: str) -> float:
        """Return the log of the odds that this part plays one of ``roles``, of ROLES; 0 where none is known."""
        chance = sum(self.chances[ROLES.index(role)] for role in roles) if self.chances else 0.5
        bounded = min(max(chance, LEAST), 1 - LEAST)
        return math.log(bounded / (1 - bounded))


def parts(lines: Sequence[TextLine], used: Iterable[Source], cut: Cut = pieces) -> tuple[Part, ...]:
    """Return what is left of ``lines`` outside ``used``, cut into parts by ``cut``, in reading order."""
    taken: dict[int, list[tuple[int, int]]] = {}
    for source in used:
        taken.setdefault(source.line, []).append((source.start, source.end))
    return tuple(
        part
        for number, line in enumerate(lines)
        for start, end in stretches(len(line.text), taken.get(number, []))
        for part in _parts_of(number, line, start, end, cut)
    )


def stretches(length: int, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of what is left of 0..``length`` outside ``taken``."""
    at = 0
    for start, end in sorted(taken):
        if start > at:
            yield at, start
        at = max(at, end)
    if at < length:
        yield at, length


def _parts_of(number: int, line: TextLine, start: int, end: int, cut: Cut) -> Iterator[Part]:
    text = line.text[start:end]
    if is_only_label(text):
        return
    box, size = bounds(line), type_size(line)
    for piece in cut(text):
        if piece.text and not is_only_label(piece.text):
            at = start + piece.start, start + piece.end
            share = _share(box, at[0] / len(line.text), at[1] / len(line.text), line.vertical)
            yield Part(piece.kind, piece.text, number, *at, size, share, line.confidence, line.vertical, piece.weak)


def part_of(part: Part, start: int, end: int) -> Part:
    """Return characters ``start``..``end`` of a part's text as a part of their own."""
    box = _share(part.box, start / len(part.text), end / len(part.text), part.vertical)
    at = part.start + start, part.start + end
    return replace(part, text=part.text[start:end], start=at[0], end=at[1], box=box)


def bounds(line: TextLine) -> Box:
    """Return the upright rectangle around a line."""
    xs, ys = zip(*line.quad, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def box_of(line: TextLine, source: Source) -> Box:
    """Return the upright rectangle around a stretch of a line, by its share of the characters."""
    length = max(1, len(line.text))
    return _share(bounds(line), source.start / length, source.end / length, line.vertical)


def type_size(line: TextLine) -> float:
    """Return the height of a line, or the width of a column, in pixels."""
    (ax, ay), (bx, by), _, (dx, dy) = line.quad
    across = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
    down = ((dx - ax) ** 2 + (dy - ay) ** 2) ** 0.5
    return float(max(1.0, across if line.vertical else down))


def glyph(part: Part) -> float:
    """Return the side of a glyph in pixels, whichever way the part was read."""
    return min(part.box[2] - part.box[0], part.box[3] - part.box[1])


def usual_size(lines: Sequence[TextLine]) -> float:
    """Return the median type size of a card, in pixels."""
    return median(type_size(line) for line in lines) if lines else 1.0


def beside(part: Box, other: Box, reach: float) -> bool:
    """Return whether ``other`` touches ``part`` grown by ``reach`` pixels on every side."""
    return (
        other[0] < part[2] + reach
        and other[2] > part[0] - reach
        and other[1] < part[3] + reach
        and other[3] > part[1] - reach
    )


def same_row(a: Part, b: Part) -> bool:
    """Return whether two parts stand on one line of the card (one column, if they are vertical)."""
    low, high = (0, 2) if a.vertical and b.vertical else (1, 3)
    middle = (b.box[low] + b.box[high]) / 2
    return a.box[low] < middle < a.box[high]


def distance(a: Box, b: Box) -> float:
    """Return the gap between two rectangles in pixels, 0 if they touch."""
    across = max(0.0, a[0] - b[2], b[0] - a[2])
    down = max(0.0, a[1] - b[3], b[1] - a[3])
    return float((across**2 + down**2) ** 0.5)


def around(boxes: Sequence[Box]) -> Box:
    """Return the rectangle around all ``boxes``."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _share(box: Box, start: float, end: float, vertical: bool) -> Box:
    """Return the rectangle of a part of a line, by its share of the characters."""
    left, top, right, bottom = box
    if vertical:
        return left, top + (bottom - top) * start, right, top + (bottom - top) * end
    return left + (right - left) * start, top, left + (right - left) * end, bottom


def stands_under(above: Part, below: Part) -> bool:
    """Return whether a part stands right under another, at its left edge or about its middle."""
    size = max(above.size, below.size)
    gap = below.box[1] - above.box[3]
    middles = (above.box[0] + above.box[2] - below.box[0] - below.box[2]) / 2
    edges = min(abs(above.box[0] - below.box[0]), abs(above.box[2] - below.box[2]), abs(middles))
    return -0.5 * size < gap < NEAR * size and edges < ALIGNED * size
