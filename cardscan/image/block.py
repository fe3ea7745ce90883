"""Paper seen as one block in, the grids of cards that it may be printed with out: where the cards of a sheet were told
apart wrongly, its outline and the shape of cards still tell how many lie across and down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from cardscan.image.instances import Instance
from cardscan.image.outline import outline
from cardscan.image.shape import area, flat_aspect, upright
from cardscan.image.sheet import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from cardscan.image.shape import Corners
    from cardscan.image.sight import Sight

FEWEST = 4  # cards on a sheet, and outlines in a block of paper that may be one
USUAL = 91 / 55  # long side / short side of a card,
OTHERWISE = 0.13  # octaves by which the cards of a sheet, all of them together, may be off that
AS_TOLD = 0.9  # octaves by which their size may be off what the network tells
MOST_ACROSS = 6  # cards
FILLED = 0.9  # of its outline: a block that fills less is cards that lie together somehow


def blocks(outlines: Sequence[Corners], sight: Sight, shape: tuple[int, ...]) -> Iterator[Grid]:
    """Yield the grids that the larger pieces of paper may be, the likeliest of each first; ``outlines`` are what was
    found on them, ``shape`` the photo's (height, width, …)."""
    _, labels = cv2.connectedComponents((sight.card > 0.5).astype(np.uint8), connectivity=4)
    middles = np.round(sight.in_cells(np.array([each.mean(axis=0) for each in outlines]))).astype(int)
    middles = np.clip(middles, 0, np.array(labels.shape[::-1]) - 1)
    numbers, counts = np.unique(labels[middles[:, 1], middles[:, 0]], return_counts=True)
    for number in numbers[(counts >= FEWEST) & (numbers > 0)]:
        yield from _grids(np.asarray(labels == number, np.bool_), sight, shape)


def _grids(mask: npt.NDArray[np.bool_], sight: Sight, shape: tuple[int, ...]) -> list[Grid]:
    short = float(np.median(sight.short[mask]))
    corners = outline(Instance(mask, 1.0, short), sight)
    if corners is None:
        return []
    corners = upright(corners)
    cells = area(corners) / float(np.prod(sight.scale))
    if int(mask.sum()) < FILLED * cells:
        return []
    aspect = flat_aspect(corners, shape[1], shape[0])
    found = []
    for columns in range(1, MOST_ACROSS + 1):
        for of_card in (USUAL, 1 / USUAL):
            rows = round(columns * of_card / aspect)
            off = abs(np.log2(max(rows, 1) * aspect / columns / of_card))
            told = abs(np.log2(np.sqrt(cells / (columns * max(rows, 1)) / USUAL) / short))
            if columns * rows >= FEWEST and off < OTHERWISE and told < AS_TOLD:
                found.append((told + off, Grid(columns, rows, corners)))
    return [grid for _, grid in sorted(found, key=lambda each: each[0])]
