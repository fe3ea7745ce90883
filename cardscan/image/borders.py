"""The picture's own borders: a card that reaches one is cut off there, and its outline ends on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cardscan.image.shape import LAST, NEXT, side_lengths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.image.instances import Instance
    from cardscan.image.shape import Corners
    from cardscan.image.sight import Sight

    Border = tuple[int, float]  # axis (0 x, 1 y) and where the picture ends, in pixels


def borders_of(shape: tuple[int, ...]) -> list[Border]:
    """Return the four borders of a picture of a shape (height, width, …)."""
    return [(0, 0.0), (0, shape[1] - 1.0), (1, 0.0), (1, shape[0] - 1.0)]


def borders_at(corners: Corners, shape: tuple[int, ...]) -> list[Border]:
    """Return the borders on which a whole side lies."""
    return [(axis, at) for axis, at in borders_of(shape) if np.count_nonzero(np.abs(corners[:, axis] - at) < 0.5) > 1]


def to_border(corners: Corners, borders: Sequence[Border], reach: float) -> Corners:
    """Return the corners with each side that runs along one of the picture's ``borders``, within ``reach`` pixels, on
    it: what is seen there ends, the card does not."""
    moved = corners.copy()
    for axis, border in borders:
        near = np.abs(corners[:, axis] - border) < reach
        side = near & (near[LAST] | near[NEXT])
        moved[side, axis] = border
    return moved


def where_cut(instance: Instance, corners: Corners, sight: Sight, shape: tuple[int, ...]) -> list[Border]:
    """Return the picture's borders that a good part of the card's cells touch."""
    rows, columns = np.nonzero(instance.mask)
    cells = sight.in_photo(np.column_stack([columns, rows]).astype(np.float64))
    wanted = 0.5 * float(side_lengths(corners).min())
    return [
        (axis, border)
        for axis, border in borders_of(shape)
        if np.count_nonzero(np.abs(cells[:, axis] - border) < sight.scale[axis]) * sight.scale[1 - axis] > wanted
    ]
