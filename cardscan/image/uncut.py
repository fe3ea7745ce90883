"""What was found on a print sheet that is not cut yet in, the cards at all its places out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cardscan.image.block import FEWEST, blocks
from cardscan.image.lattice import Lattice, lattice
from cardscan.image.marks import moved_to_marks, to_marks
from cardscan.image.shape import area, holds, off_by, overlap, upright
from cardscan.image.sheet import Grid
from cardscan.image.sighting import ON_SHEET, Sighting, aspect_of, is_card_like
from cardscan.image.two_tones import SeenEdges

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.image.shape import Corners
    from cardscan.image.sight import Sight
    from cardscan.model import Pixels

ROUGHLY = 0.16  # of a card's side: how far outlines may be off before marks are looked for
TOUCHING = 1.08  # from one card to the next, in cards: wider, and it may be that edges tell where each ends
MOSTLY = 0.75  # of a sheet's cards, if they do not touch: as many must lie on their places,
ASKEW = 0.05  # of a card's side, and their corners be no further off
ENOUGH = 0.4  # of a sheet's cards: as many must be seen well;
MOST = 0.8  # and if fewer than so many are, it may have other rows and columns than they tell
CROOKED = 3.0  # degrees off the right angle on the plane of the sheet: no card is,
MANY = 0.3  # and of a sheet's outlines as many show that they are wrong,
NEARLY_ALL = 0.9  # if as many of its places have an outline
FULL = 0.82  # of a sheet's places that is paper,
HALF_FULL = 0.7  # and of each of them
MOSTLY_ON = 0.5  # of an outline: more, and it is some of the sheet's cards
BESIDE = 0.3  # of an outline: less, and it lies beside the sheet
AWAY = 0.04  # of a card's side: further off its place, and it was outlined elsewhere,
HALF = 0.5  # and of the outlines as many are that were laid by hand;
ON_EDGES = 0.88  # of the sides of those: as much lies on edges of the photo,
OFF_EDGES = 0.07  # and less by this of the sides of their places


def in_rows(pixels: Pixels, found: list[Sighting], sight: Sight) -> list[Sighting]:
    """Return the cards of a print sheet between its crop marks or lines, where such are to be seen; elsewhere what was
    found, put in order by the cards that are well seen. Cards laid in rows by hand stay where they are seen to lie."""
    paper = list(blocks([each.corners for each in found], sight, pixels.shape)) if len(found) >= FEWEST else []
    sheet = (
        _between_marks(pixels, found, sight, paper)
        or _on_sheet(found, sight, pixels.shape)
        or _in_block(pixels, found, sight, paper)
        or _roughly(pixels, found, sight)
    )
    return found if sheet is None or _are_laid(pixels, found, sheet) else sheet


def _are_laid(pixels: Pixels, found: Sequence[Sighting], sheet: Sequence[Sighting]) -> bool:
    """Return whether most of the outlines lie off the places of a sheet, and on edges that those lack: cards of one
    size laid by hand lie nearly in rows, too, but each a little askew. On dev photos of sheets the edges are seen at
    the places, or nowhere."""
    places = [each.corners for each in sheet if each.is_on_sheet]
    pairs = [(each.corners, min(places, key=lambda place: off_by(each.corners, place))) for each in found]
    off = [pair for pair in pairs if off_by(*pair) > AWAY]
    if len(off) < HALF * len(found):
        return False
    edges = SeenEdges(pixels)
    here, there = (float(np.median(edges.along([pair[i] for pair in off]))) for i in (0, 1))
    return here >= ON_EDGES and here - there >= OFF_EDGES


def _between_marks(pixels: Pixels, found: list[Sighting], sight: Sight, paper: Sequence[Grid]) -> list[Sighting] | None:
    """Return the cards of a sheet of one design, between its marks, where enough of them are seen well."""
    rough = lattice([each.corners for each in found], ROUGHLY)
    if rough is None:
        return None
    others = [each for i, each in enumerate(found) if i not in rough.at]
    places = rough.places([each.corners for each in others])
    if len(rough.at) < ENOUGH * len(places):
        return None
    seen = rough.grid(places)
    grid = _of_one_design(pixels, seen, len(rough.at) / len(places), paper)
    return None if grid is None else _sheet_of(_cells(grid), others, sight, pixels.shape)


def _of_one_design(pixels: Pixels, seen: Grid, agreeing: float, paper: Sequence[Grid]) -> Grid | None:
    """Return the grid of a sheet of one design: as outlines were ``seen`` to lie, a part of which is ``agreeing``, or
    as the ``paper`` round them lies, the likeliest first: whichever shows more lines to cut along. Where all show as
    many the paper knows better where a sheet begins. None where the cards differ."""
    rough = [each for each in paper if _is_like(each, seen) or agreeing < MOST]
    found = [made for each in [*rough, seen] if (made := to_marks(pixels, each)) is not None]
    return max(found, key=lambda each: each.shown).grid if found else None  # of equals the first


def _is_like(one: Grid, other: Grid) -> bool:
    return (one.columns, one.rows) == (other.columns, other.rows)


def _in_block(pixels: Pixels, found: list[Sighting], sight: Sight, paper: Sequence[Grid]) -> list[Sighting] | None:
    """Return the cards of a sheet of one design that were told apart wrongly: paper all round them shows it is one."""
    for rough in paper:
        marked = to_marks(pixels, rough)
        if marked is None:
            continue
        cells = _cells(marked.grid)
        others = [each for each in found if _share_on(cells, each) < MOSTLY_ON]  # those on it were told apart wrongly
        if (whole := _sheet_of(cells, others, sight, pixels.shape)) is not None:
            return whole
    return None


def _cells(grid: Grid) -> list[Corners]:
    return [upright(grid.card(column, row)) for row in range(grid.rows) for column in range(grid.columns)]


def _on_sheet(found: list[Sighting], sight: Sight, shape: tuple[int, ...]) -> list[Sighting] | None:
    """Return the cards of a print sheet where the rows and columns of the well seen ones say, for the sides of the
    others are hard to see."""
    rows = lattice([each.corners for each in found])
    if rows is None:
        return None
    others = [each for i, each in enumerate(found) if i not in rows.at]
    places = rows.places([each.corners for each in others])
    if max(rows.pitch) > TOUCHING and not _is_printed(rows, found, len(places)):
        return None
    whole = _sheet_of([rows.outline(*place) for place in places], others, sight, shape)
    return whole if len(rows.at) >= ENOUGH * len(places) else None


def _roughly(pixels: Pixels, found: list[Sighting], sight: Sight) -> list[Sighting] | None:
    """Return the cards of a print sheet where nearly all were told apart, but few of them well: crooked ones are off,
    each in its own way, and all together right."""
    rows = lattice([each.corners for each in found], ROUGHLY)
    if rows is None:
        return None
    others = [each for i, each in enumerate(found) if i not in rows.at]
    places = rows.places([each.corners for each in others])
    crooked = [rows.leaning(found[i].corners) > CROOKED for i in rows.at]
    if len(rows.at) < NEARLY_ALL * len(places) or sum(crooked) < MANY * len(crooked):
        return None
    return _sheet_of(_cells(moved_to_marks(pixels, rows.grid(places))), others, sight, pixels.shape)


def _is_printed(rows: Lattice, found: list[Sighting], places: int) -> bool:
    """Return whether cards with gaps between them lie as only printed ones do: most of them on their places, none of
    them askew. Where all of them are seen well, that is of no use."""
    seen_well = len(rows.at)
    return MOSTLY * places <= seen_well < len(found) and rows.off([each.corners for each in found]) < ASKEW


def _sheet_of(
    cells: Sequence[Corners], others: Sequence[Sighting], sight: Sight, shape: tuple[int, ...]
) -> list[Sighting] | None:
    """Return the cards at all places of a sheet and what lies beside it, or None where it is not full: paper at every
    place, and nothing half on it whose middle lies on none of them."""
    cards = [_told(cell, sight, shape) for cell in cells]
    if not is_card_like(float(np.median([card.aspect for card in cards]))):
        return None  # halves of cards, or two of them at each place
    beside = [each for each in others if not any(holds(card.corners, each.corners.mean(axis=0)) for card in cards)]
    on_it = [_share_on([card.corners for card in cards], each) for each in beside]
    filled = [card.filled for card in cards]
    if min(filled) < HALF_FULL or sum(filled) < FULL * len(cards) or max(on_it, default=0.0) > BESIDE:
        return None
    return [*cards, *beside]


def _share_on(cells: Sequence[Corners], each: Sighting) -> float:
    """Return which part of an outline lies on the places of a sheet."""
    return sum(overlap(each.corners, cell) for cell in cells) / max(area(each.corners), 1e-9)


def _told(corners: Corners, sight: Sight, shape: tuple[int, ...]) -> Sighting:
    inside = sight.cover(corners)
    if not inside.any():
        return Sighting(corners, 0.0, 0.0, 0.0, 1.0, 1.0)
    paper, print_share = sight.card[inside], float((sight.print[inside] > 0.5).mean())
    filled, aspect = float((paper > 0.5).mean()), aspect_of(corners, shape)
    return Sighting(corners, float(paper.mean()), print_share, filled, 1.0, aspect, ON_SHEET)
