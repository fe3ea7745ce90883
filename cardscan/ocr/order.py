"""Reading order: rows from top to bottom, in a row from left to right; columns from right to left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.model import Quad, TextLine

Box = tuple[float, float, float, float]  # left, top, right, bottom in the upright card
Placed = tuple[Box, "TextLine"]
STANDS = 2.0  # times as high as wide is a line that stands on its end, or a column among rows


def in_reading_order(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Return ``lines`` as a person reads them, the card standing the way its text runs."""
    if not lines:
        return ()
    turn = quarters(lines)
    placed = [(_upright(line.quad, turn), line) for line in lines]
    if sum(line.vertical for line in lines) > len(lines) / 2:
        return tuple(line for _, line in sorted(placed, key=lambda at: (-round(at[0][2] / 8), at[0][1])))
    ordered: list[TextLine] = []
    waiting = sorted(placed, key=lambda at: at[0][1])
    while waiting:
        row = _row(waiting)
        ordered += [line for _, line in sorted(row, key=lambda at: at[0][0])]
        waiting = [at for at in waiting if at not in row]
    return tuple(ordered)


def _row(waiting: Sequence[Placed]) -> list[Placed]:
    """Return the lines on a row with the uppermost one; what stands upright beside the rows is none of them."""
    first = waiting[0]
    (left, top, right, bottom), _ = first
    if bottom - top > STANDS * (right - left):
        return [first]
    middle = (top + bottom) / 2
    row = [at for at in waiting if at[0][1] < middle < at[0][3] or abs((at[0][1] + at[0][3]) / 2 - middle) < 4]
    return [at for at in row if at is first or (at[0][1] + at[0][3]) / 2 < bottom]


def quarters(lines: Sequence[TextLine]) -> int:
    """Return by how many quarter turns clockwise the card must be turned so that its text stands upright, 0–3."""
    votes = np.zeros(4)
    for line in lines:
        (ax, ay), (bx, by), *_ = line.quad
        angle = np.degrees(np.arctan2(by - ay, bx - ax))
        votes[round(-angle / 90) % 4] += len(line.text) * line.confidence
    return int(votes.argmax())


def _upright(quad: Quad, turn: int) -> Box:
    """Return the bounds of ``quad`` after turning the plane by ``turn`` quarters clockwise."""
    points = np.array(quad)
    for _ in range(turn):
        points = np.stack([-points[:, 1], points[:, 0]], axis=1)
    left, top = points.min(axis=0)
    right, bottom = points.max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def turned(lines: Sequence[TextLine], turn: int, width: int, height: int) -> tuple[TextLine, ...]:
    """Return ``lines`` with their quads moved as when a card of ``width`` by ``height`` pixels is turned clockwise by
    ``turn`` quarters."""
    for _ in range(turn % 4):
        lines = [replace(line, quad=_quarter(line.quad, height)) for line in lines]
        width, height = height, width
    return tuple(lines)


def _quarter(quad: Quad, height: int) -> Quad:
    a, b, c, d = ((height - y, x) for x, y in quad)
    return a, b, c, d
