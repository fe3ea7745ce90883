"""Outlines in, the order in which a person would count them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.image.shape import Corners


def reading_order(found: Sequence[Corners]) -> list[int]:
    """Return the positions of the quads row by row from the top, each row from the left. Rows may slant a little."""
    x, y = ([float(corners[:, axis].mean()) for corners in found] for axis in (0, 1))
    left = sorted(range(len(found)), key=y.__getitem__)
    ordered: list[int] = []
    while left:
        row = [left.pop(0)]
        reach = 0.5 * float(np.ptp(found[row[0]][:, 1]))
        for i in list(left):
            nearest = min(row, key=lambda other: abs(x[other] - x[i]))
            if abs(y[i] - y[nearest]) < reach:
                row.append(i)
                left.remove(i)
        ordered += sorted(row, key=x.__getitem__)
    return ordered
