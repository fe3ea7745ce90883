"""Where lines lie on the card: what stands beside, above or below what. Pure.

Vertical columns are turned by a quarter first, so that "left of" always means "before, in the same run of text" and
"below" always means "on the next line or column".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cardscan.model import Quad, TextLine


@dataclass(frozen=True, slots=True)
class Box:
    """The upright box around a line, in pixels of the flat card, turned so that its text runs left to right."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """The height of the line: about the size of its type."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class _Neighbours:
    """The numbers of the lines around a line."""

    left: int | None
    right: int | None
    above: int | None
    below: int | None


def box(line: TextLine) -> Box:
    """Return the box of ``line``, as if its text ran from left to right."""
    return _box(line.quad, line.vertical)


@lru_cache(maxsize=4096)
def _box(quad: Quad, vertical: bool) -> Box:
    across, down = [x for x, _ in quad], [y for _, y in quad]
    if vertical:
        return Box(min(down), -max(across), max(down), -min(across))
    return Box(min(across), min(down), max(across), max(down))


def same_row(one: Box, other: Box) -> bool:
    """Whether two boxes stand side by side: they share more than half of the smaller height."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > 0.5 * min(one.height, other.height) and min(one.height, other.height) > 0


def left_neighbour(lines: Sequence[TextLine], number: int) -> int | None:
    """Return the nearest line before line ``number`` in its row, or None."""
    return _all_neighbours(lines)[number].left


def right_neighbour(lines: Sequence[TextLine], number: int) -> int | None:
    """Return the nearest line after line ``number`` in its row, or None."""
    return _all_neighbours(lines)[number].right


def line_above(lines: Sequence[TextLine], number: int) -> int | None:
    """Return the nearest line above line ``number`` that starts near its left edge, or None."""
    return _all_neighbours(lines)[number].above


def line_below(lines: Sequence[TextLine], number: int) -> int | None:
    """Return the nearest line below line ``number`` that starts near its left edge, or None."""
    return _all_neighbours(lines)[number].below


def follows(lines: Sequence[TextLine], first: int, second: int) -> bool:
    """Whether line ``second`` can go on where line ``first`` ends: below it, close, in type of about its size, with
    some width in common; or beside it in the row. Lines without a place (zero-size boxes) follow in reading order."""
    one, two = box(lines[first]), box(lines[second])
    if lines[first].vertical != lines[second].vertical:
        return False
    if one == two or one.height <= 0 or two.height <= 0:
        return second == first + 1
    size = max(one.height, two.height)
    if same_row(one, two):
        return two.left > one.left and two.left - one.right < 4 * size
    gap = two.top - one.bottom
    overlap = min(one.right, two.right) - max(one.left, two.left)
    return (
        two.top > one.top
        and gap < 1.3 * size
        and overlap > 0
        and max(one.height, two.height) < 1.8 * min(one.height, two.height)
    )


def _all_neighbours(lines: Sequence[TextLine]) -> tuple[_Neighbours, ...]:
    return _neighbours(tuple((line.quad, line.vertical) for line in lines))


@lru_cache(maxsize=64)
def _neighbours(places: tuple[tuple[Quad, bool], ...]) -> tuple[_Neighbours, ...]:
    """Return the neighbours of each line. Only lines of the same direction can be neighbours."""
    boxes = [_box(quad, vertical) for quad, vertical in places]
    same = [[other for other, place in enumerate(places) if place[1] == vertical] for _, vertical in places]
    return tuple(
        _Neighbours(
            left=_nearest(boxes, number, others, _gap_left),
            right=_nearest(boxes, number, others, _gap_right),
            above=_nearest(boxes, number, others, lambda here, there: _gap_down(there, here)),
            below=_nearest(boxes, number, others, _gap_down),
        )
        for number, others in enumerate(same)
    )


def _nearest(
    boxes: Sequence[Box], number: int, others: Sequence[int], gap: Callable[[Box, Box], float | None]
) -> int | None:
    """Return the line with the smallest ``gap`` from line ``number``; None stands for no neighbour at all."""
    here = boxes[number]
    gaps = [
        (distance, other) for other in others if other != number and (distance := gap(here, boxes[other])) is not None
    ]
    return min(gaps)[1] if gaps else None


def _gap_left(here: Box, there: Box) -> float | None:
    if there.left >= here.left or not same_row(here, there):
        return None
    gap = here.left - there.right
    return gap if gap >= -0.5 * here.height else None


def _gap_right(here: Box, there: Box) -> float | None:
    if there.left <= here.left or not same_row(here, there):
        return None
    gap = there.left - here.right
    return gap if gap >= -0.5 * here.height else None


def _gap_down(upper: Box, lower: Box) -> float | None:
    size = max(upper.height, lower.height)
    gap = lower.top - upper.bottom
    if not -0.3 * size <= gap < 1.5 * size or abs(upper.left - lower.left) >= 2 * size or same_row(upper, lower):
        return None
    return gap
