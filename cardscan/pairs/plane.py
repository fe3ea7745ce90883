"""How large a card is, measured by another one on the same table: seen from the side, a far card looks smaller.

The quad of one card tells how its plane is seen (a homography; the unit square's by Heckbert, "Fundamentals of Texture
Mapping and Image Warping", 1989, §2.2.3); by that the other is laid flat beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from cardscan.model import Quad

    Floats = npt.NDArray[np.float64]

LONG, SHORT = 91.0, 55.0  # mm: of a Japanese card; others are nearly as long for their width


def size_beside(quad: Quad, measure: Quad) -> tuple[float, float]:
    """Return the long and the short side of the card ``quad`` in parts of those of the card ``measure`` as they lie on
    one plane; both infinite where they cannot."""
    seen = np.array(measure, np.float64)
    across, down = _sides(seen)
    flat = np.diag((LONG, SHORT, 1.0) if across >= down else (SHORT, LONG, 1.0)) @ np.linalg.pinv(_from_square(seen))
    placed = np.column_stack([np.array(quad, np.float64), np.ones(4)]) @ flat.T
    if placed[:, 2].min() <= 0:
        return np.inf, np.inf
    sides = _sides(placed[:, :2] / placed[:, 2:])
    return max(sides) / LONG, min(sides) / SHORT


def _sides(corners: Floats) -> tuple[float, float]:
    """Return the mean length of the first and third side, and of the second and fourth."""
    lengths = np.hypot(*(np.roll(corners, -1, axis=0) - corners).T)
    return float(lengths[0] + lengths[2]) / 2, float(lengths[1] + lengths[3]) / 2


def _from_square(corners: Floats) -> Floats:
    """Return the homography (3, 3) of the unit square, clockwise from its origin, to ``corners``."""
    a, b, c, d = corners
    sums = np.column_stack([b - c, d - c])
    g, h = np.linalg.pinv(sums) @ (a - b + c - d)
    columns = [[*(b - a + g * b), g], [*(d - a + h * d), h], [*a, 1.0]]
    return np.asarray(np.array(columns).T, np.float64)
