"""What was found on a print sheet that is not cut yet in, the cards at all its places out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cardscan.image.lattice import lattice
from cardscan.image.marks import to_marks
from cardscan.image.shape import area, overlap, upright
from cardscan.image.sheet import Grid
from cardscan.image.sighting import Sighting, aspect_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.image.shape import Corners
    from cardscan.image.sight import Sight
    from cardscan.model import Pixels

ROUGHLY = 0.16  # of a card's side: how far outlines may be off before marks are looked for
TOUCHING = 1.13  # from one card to the next, in cards: wider, and edges tell where they end
ENOUGH = 0.4  # of a sheet's cards: as many must be seen well
FULL = 0.82  # of each place on a sheet that is paper
BESIDE = 0.3  # of an outline: less, and it lies beside the sheet; all but that, and it lies on it


def in_rows(pixels: Pixels, found: list[Sighting], sight: Sight) -> list[Sighting]:
    """Return the cards of a print sheet between its crop marks or lines, where such are to be seen; elsewhere what was
    found, put in order by the cards that are well seen."""
    rough, whole = lattice([each.corners for each in found], ROUGHLY), None
    if rough is None or max(rough.pitch) > TOUCHING:
        return _on_sheet(found, sight, pixels.shape)
    others = [each for i, each in enumerate(found) if i not in rough.at]
    places = rough.places([each.corners for each in others])
    (left, top), (right, low) = np.min(places, axis=0), np.max(places, axis=0)
    grid = to_marks(pixels, Grid(int(right - left) + 1, int(low - top) + 1, rough.around(places)))
    if grid is not None and len(rough.at) >= ENOUGH * len(places):
        cells = [grid.card(column, row) for row in range(grid.rows) for column in range(grid.columns)]
        whole = _sheet_of([upright(cell) for cell in cells], others, sight, pixels.shape)
    return whole or _on_sheet(found, sight, pixels.shape)


def _on_sheet(found: list[Sighting], sight: Sight, shape: tuple[int, ...]) -> list[Sighting]:
    """Return the cards of a print sheet where the rows and columns of the well seen ones say, for the sides of the
    others are hard to see; elsewhere what was found."""
    rows = lattice([each.corners for each in found])
    if rows is None:
        return found
    others = [each for i, each in enumerate(found) if i not in rows.at]
    places = rows.places([each.corners for each in others])
    whole = _sheet_of([rows.outline(*place) for place in places], others, sight, shape)
    return whole if whole is not None and len(rows.at) >= ENOUGH * len(places) else found


def _sheet_of(
    cells: Sequence[Corners], others: Sequence[Sighting], sight: Sight, shape: tuple[int, ...]
) -> list[Sighting] | None:
    """Return the cards at all places of a sheet and what lies beside it, or None where it is not full: paper at every
    place, and nothing else that was found half on it."""
    cards = [_told(cell, sight, shape) for cell in cells]
    on_it = [sum(overlap(each.corners, c.corners) for c in cards) / area(each.corners) for each in others]
    if not all(card.filled >= FULL for card in cards) or any(BESIDE < part < 1 - BESIDE for part in on_it):
        return None
    return [*cards, *(each for each, part in zip(others, on_it, strict=True) if part <= BESIDE)]


def _told(corners: Corners, sight: Sight, shape: tuple[int, ...]) -> Sighting:
    inside = sight.cover(corners)
    if not inside.any():
        return Sighting(corners, 0.0, 0.0, 0.0, 1.0, 1.0)
    paper, print_share = sight.card[inside], float((sight.print[inside] > 0.5).mean())
    filled, aspect = float((paper > 0.5).mean()), aspect_of(corners, shape)
    return Sighting(corners, float(paper.mean()), print_share, filled, 1.0, aspect, "a place on a sheet of cards")
