"""Where lines lie on the card: what stands beside, above or below what. Pure.

Vertical columns are turned by a quarter first, so that "left of" always means "before, in the same run of text" and
"below" always means "on the next line or column".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cardscan.model import TextLine


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


def box(line: TextLine) -> Box:
    """Return the box of ``line``, as if its text ran from left to right."""
    across, down = [x for x, _ in line.quad], [y for _, y in line.quad]
    if line.vertical:
        return Box(min(down), -max(across), max(down), -min(across))
    return Box(min(across), min(down), max(across), max(down))


def boxes(lines: Sequence[TextLine]) -> tuple[Box, ...]:
    """Return the box of every line."""
    return tuple(box(line) for line in lines)


def same_row(one: Box, other: Box) -> bool:
    """Whether two boxes stand side by side: they share more than half of the smaller height."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > 0.5 * min(one.height, other.height) and min(one.height, other.height) > 0


def left_neighbour(lines: Sequence[TextLine], number: int) -> int | None:
    """Return the nearest line before line ``number`` in its row, or None."""
    here = box(lines[number])
    best: tuple[float, int] | None = None
    for other, line in enumerate(lines):
        there = box(line)
        if other == number or line.vertical != lines[number].vertical or not same_row(here, there):
            continue
        gap = here.left - there.right
        if -0.5 * here.height <= gap and there.left < here.left and (best is None or gap < best[0]):
            best = (gap, other)
    return best[1] if best else None


def right_neighbour(lines: Sequence[TextLine], number: int) -> int | None:
    """Return the nearest line after line ``number`` in its row, or None."""
    here = box(lines[number])
    best: tuple[float, int] | None = None
    for other, line in enumerate(lines):
        there = box(line)
        if other == number or line.vertical != lines[number].vertical or not same_row(here, there):
            continue
        gap = there.left - here.right
        if -0.5 * here.height <= gap and there.left > here.left and (best is None or gap < best[0]):
            best = (gap, other)
    return best[1] if best else None


def line_above(lines: Sequence[TextLine], number: int) -> int | None:
    """Return the nearest line above line ``number`` that starts near its left edge, or None."""
    return _stacked(lines, number, up=True)


def line_below(lines: Sequence[TextLine], number: int) -> int | None:
    """Return the nearest line below line ``number`` that starts near its left edge, or None."""
    return _stacked(lines, number, up=False)


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


def _stacked(lines: Sequence[TextLine], number: int, *, up: bool) -> int | None:
    here = box(lines[number])
    best: tuple[float, int] | None = None
    for other, line in enumerate(lines):
        there = box(line)
        gap = here.top - there.bottom if up else there.top - here.bottom
        near = abs(there.left - here.left) < 2 * max(here.height, there.height)
        if other == number or line.vertical != lines[number].vertical or not near or same_row(here, there):
            continue
        if -0.3 * here.height <= gap < 1.5 * max(here.height, there.height) and (best is None or gap < best[0]):
            best = (gap, other)
    return best[1] if best else None
