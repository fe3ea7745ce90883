"""Photo in, the corners of its cards out, with the reason why each was taken for one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from cardscan.image.by_edges import by_edges
from cardscan.image.covered import of_its_size
from cardscan.image.instances import instances
from cardscan.image.lattice import lattice
from cardscan.image.marks import to_marks
from cardscan.image.order import reading_order
from cardscan.image.outline import outline
from cardscan.image.shape import angles, area, flat_aspect, overlap, quad_of, scaled, side_lengths, upright
from cardscan.image.sharpen import to_edges_of_paper
from cardscan.image.sheet import Grid
from cardscan.image.shrink import shrunk
from cardscan.image.sight import Sight, look
from cardscan.image.size import size_on_table
from cardscan.image.two_tones import SeenEdges
from cardscan.image.whole import whole_picture, why_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.image.instances import Instance
    from cardscan.image.shape import Corners
    from cardscan.image.size import Size
    from cardscan.model import Photo, Pixels, Quad

    Border = tuple[int, float]  # axis (0 x, 1 y) and where the picture ends, in pixels

FINE_SIDE = 900  # pixels: the longer side of a card in the picture in which its corners are made exact
CUT = 4.0  # cells: an outline this near to a border that its card touches ends there
REACH = 1.25  # cells: how far the network's outline may lie from the true edge
SHARP = (35.0, 145.0)  # degrees: the corners of a card, seen from however low
LONGEST = 2.9  # long side / short side as it is seen, from however low: what is longer is a slip or a strip
LEAST_SURE = 0.72
LEAST_FILLED = 0.7  # of an outline; a finger over a card hides less
LEAST_PRINT = 0.01  # part of a card that is print; an unsure shape without any is paper
SURE_WITHOUT_PRINT = 0.93
QUITE_SURE = 0.92  # below, edges are asked, too
WELL_FILLED = 0.88  # likewise
CARD_LIKE = ((0.9, 1.12), (1.33, 2.0))  # long side / short side: likewise beyond
ONE_CARD = (0.85, 1.3)  # of the cells of a card: of whatever shape, it is one
TOO_LARGE = 1.7  # of the cells of a card: likewise, for it may be two
ANOTHER_SIZE = 0.2  # by which part what edges show may be off the size of the table's cards
STRAY_PRINT = 0.08  # part of the print that lies in no card: likewise
FEWEST_PRINT = 6  # cells of it
ROOM = 2.0  # shorter sides of a card about what is doubtful, in which edges are looked for
CLEAR = 0.75  # weight from which what edges show is a card
UNSEEN = 0.5  # how sure a picture is a card when only print says so
ROUGHLY = 0.16  # of a card's side: how far outlines on a print sheet may be off before its marks are looked for
TOUCHING = 1.13  # from one card to the next, in cards: wider, and edges tell where they end
ENOUGH = 0.4  # of a sheet's cards: as many must be seen well
FULL = 0.82  # of each place on a sheet that is paper
BESIDE = 0.3  # of an outline on a sheet: less, and it lies beside it; all but that, and it lies on it
COVERED = 0.45  # of the smaller card: what overlaps more is a second opinion on one card


@dataclass(frozen=True, slots=True)
class Found:
    """A card: its ``quad`` in photo pixels, ``sure`` 0–1, and the ``reason`` in words."""

    quad: Quad
    sure: float
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
    corners: Corners
    sure: float
    print: float  # part of its area
    filled: float  # part of the outline that is paper, of whichever card
    share: float  # cells as part of those that a card of the size told has
    aspect: float  # long side / short side
    words: str = "paper of a card"

    @property
    def is_doubtful(self) -> bool:
        """Whether edges should be asked: unsure, or too large or not of the shape for one card."""
        of_a_shape = any(low <= self.aspect <= high for low, high in CARD_LIKE)
        of_a_size = of_a_shape or ONE_CARD[0] <= self.share <= ONE_CARD[1]
        return self.sure < QUITE_SURE or self.filled < WELL_FILLED or self.share > TOO_LARGE or not of_a_size


def find_cards(photo: Photo) -> tuple[Found, ...]:
    """Return the cards in ``photo``, rows top to bottom, left to right.

    Each quad is clockwise and begins at the corner that is top left when the photo is held as it is; which way up the
    card's text runs is not known here. A flat scan is one card. An empty tuple means that no card is to be seen.
    """
    sight = look(photo.pixels)
    shape = photo.pixels.shape
    found, size = _candidates(photo.pixels, sight)
    chosen = _apart([c for c in found if _is_card(c, shape)])
    doubtful = _doubtful_part(chosen, sight)
    if doubtful is not None:
        chosen = _asked(_of_any(size, by_edges(photo.pixels, doubtful)), chosen, sight, shape)
    exact = _between_marks(photo.pixels, [_exact(photo.pixels, c, sight) for c in chosen], sight)
    why = why_whole(photo.pixels, [c.corners for c in exact], sight)
    if why is not None:
        sure = max((c.sure for c in exact), default=UNSEEN)
        return (Found(quad_of(whole_picture(photo.pixels)), sure, why),)
    in_order = [exact[i] for i in reading_order([c.corners for c in exact])]
    return tuple(Found(quad_of(c.corners), c.sure, _reason(c)) for c in in_order)


def _doubtful_part(chosen: Sequence[_Candidate], sight: Sight) -> Corners | None:
    """Return the part of the photo (left top and right bottom, (2, 2) pixels) where edges should be asked, too, with
    room for a card round it: where outlines are unsure, or a good part of the print lies in none. None of most photos.
    """
    doubtful = [each.corners for each in chosen if each.is_doubtful]
    print_cells = sight.print > 0.5
    stray = print_cells.copy()
    for each in chosen:
        stray &= ~sight.cover(each.corners)
    if int(stray.sum()) > max(STRAY_PRINT * int(print_cells.sum()), FEWEST_PRINT):
        doubtful.append(sight.in_photo(np.argwhere(stray)[:, ::-1].astype(np.float64)))
    if not doubtful:
        return None
    points = np.concatenate(doubtful)
    paper = sight.card > 0.5
    short = float(np.median(sight.short[paper])) if paper.any() else float(max(sight.card.shape))
    room = ROOM * short * max(sight.scale)
    return np.array([points.min(axis=0) - room, points.max(axis=0) + room])


def _of_any(size: Size | None, edges: Sequence[tuple[Corners, float]]) -> list[tuple[Corners, float]]:
    """Return what edges show without what is far from the ``size`` of the table's cards: half of one, a logo's box."""
    return [each for each in edges if size is None or (size.off(each[0]) or 0.0) < ANOTHER_SIZE]


def _asked(
    edges: Sequence[tuple[Corners, float]], chosen: Sequence[_Candidate], sight: Sight, shape: tuple[int, ...]
) -> list[_Candidate]:
    """Return the candidates with those that edges show, with print inside, in place of the doubtful ones there."""
    kept = [each for each in chosen if not each.is_doubtful]
    for corners, weight in edges:
        inside = sight.cover(corners)
        print_share = float((sight.print[inside] > 0.5).mean()) if inside.any() else 0.0
        if weight < CLEAR or print_share < LEAST_PRINT or _lies_on_any(corners, kept):
            continue
        kept.append(_Candidate(corners, weight, print_share, 1.0, 1.0, _aspect(corners, shape), "edges on all sides"))
    return kept + [each for each in chosen if each.is_doubtful and not _lies_on_any(each.corners, kept)]


def _lies_on_any(corners: Corners, others: Sequence[_Candidate]) -> bool:
    return any(overlap(corners, each.corners) >= COVERED * min(area(corners), area(each.corners)) for each in others)


def _between_marks(pixels: Pixels, found: list[_Candidate], sight: Sight) -> list[_Candidate]:
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


def _on_sheet(found: list[_Candidate], sight: Sight, shape: tuple[int, ...]) -> list[_Candidate]:
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
    cells: Sequence[Corners], others: Sequence[_Candidate], sight: Sight, shape: tuple[int, ...]
) -> list[_Candidate] | None:
    """Return the cards at all places of a sheet and what lies beside it, or None where it is not full: paper at every
    place, and nothing else that was found half on it."""
    cards = [_told(cell, sight, shape) for cell in cells]
    on_it = [sum(overlap(each.corners, c.corners) for c in cards) / area(each.corners) for each in others]
    if not all(card.filled >= FULL for card in cards) or any(BESIDE < part < 1 - BESIDE for part in on_it):
        return None
    return [*cards, *(each for each, part in zip(others, on_it, strict=True) if part <= BESIDE)]


def _told(corners: Corners, sight: Sight, shape: tuple[int, ...]) -> _Candidate:
    inside = sight.cover(corners)
    if not inside.any():
        return _Candidate(corners, 0.0, 0.0, 0.0, 1.0, 1.0)
    paper, print_share = sight.card[inside], float((sight.print[inside] > 0.5).mean())
    filled, aspect = float((paper > 0.5).mean()), _aspect(corners, shape)
    return _Candidate(corners, float(paper.mean()), print_share, filled, 1.0, aspect, "a place on a sheet of cards")


def _candidates(pixels: Pixels, sight: Sight) -> tuple[list[_Candidate], Size | None]:
    """Return the outlines that may be cards', and the size that most of them are of, if they agree."""
    seen = ((instance, outline(instance, sight)) for instance in instances(sight))
    made = [(instance, corners) for instance, corners in seen if corners is not None]
    size = size_on_table([corners for _, corners in made])
    if size is None:
        return [_candidate(instance, corners, sight, pixels.shape) for instance, corners in made], None
    edges = SeenEdges(pixels)
    return [_of_size(*each, sight, size, edges, pixels.shape) for each in made], size


def _of_size(
    instance: Instance, corners: Corners, sight: Sight, size: Size, edges: SeenEdges, shape: tuple[int, ...]
) -> _Candidate:
    """Return the outline of the whole card, of which others may cover a part, or only one of its two colours was taken
    for paper; what the picture cuts off stays cut."""
    if _where_cut(instance, corners, sight, shape):
        return _candidate(instance, corners, sight, shape)
    whole = edges.with_other_half(corners, size)
    if whole is not None:
        print_share = float((sight.print[instance.mask] > 0.5).mean())
        return _Candidate(whole, instance.sure, print_share, 1.0, 1.0, _aspect(whole, shape), "edges on all sides")
    prolonged = of_its_size(corners, instance, sight, size, edges.along)
    return _candidate(instance, prolonged, sight, shape)


def _candidate(instance: Instance, outlined: Corners, sight: Sight, shape: tuple[int, ...]) -> _Candidate:
    corners = _to_border(outlined, _where_cut(instance, outlined, sight, shape), CUT * max(sight.scale))
    inside = sight.cover(corners)
    filled = float((sight.card[inside] > 0.5).mean()) if inside.any() else 0.0
    print_share = float((sight.print[instance.mask] > 0.5).mean())
    return _Candidate(corners, instance.sure, print_share, filled, instance.share, _aspect(corners, shape))


def _aspect(corners: Corners, shape: tuple[int, ...]) -> float:
    aspect = flat_aspect(corners, shape[1], shape[0])
    return max(aspect, 1 / max(aspect, 1e-6))


def _seen_aspect(corners: Corners) -> float:
    """Return how long an outline is for its width as it is seen: a corner that is off tells of a tilt that is not."""
    sides = side_lengths(corners)
    across, down = float(sides[0] + sides[2]), float(sides[1] + sides[3])
    return max(across, down) / max(min(across, down), 1e-6)


def _is_card(candidate: _Candidate, shape: tuple[int, ...]) -> bool:
    """Return whether the outline can be a card's, and enough speaks for one: paper of a card, or paper with print."""
    corners = candidate.corners
    least, most = SHARP
    inner = angles(corners)
    if not (inner.min() > least and inner.max() < most):
        return False
    if min(candidate.aspect, _seen_aspect(corners)) > LONGEST and not _touches(corners, shape):
        return False
    if candidate.filled < LEAST_FILLED:
        return False
    needed = LEAST_SURE if candidate.print >= LEAST_PRINT else SURE_WITHOUT_PRINT
    return candidate.sure >= needed


def _touches(corners: Corners, shape: tuple[int, ...]) -> bool:
    """Return whether the outline ends at the picture's border: of a card that is cut off any part may be seen."""
    height, width = shape[:2]
    slack = 0.01 * max(height, width)
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    return bool(left < slack or top < slack or right > width - slack or bottom > height - slack)


def _apart(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Return the candidates without those that mostly lie on a surer one."""
    kept: list[_Candidate] = []
    for each in sorted(candidates, key=lambda c: -c.sure):
        if not _lies_on_any(each.corners, kept):
            kept.append(each)
    return kept


def _exact(pixels: Pixels, candidate: _Candidate, sight: Sight) -> _Candidate:
    """Return the candidate with its corners on the edges of the photo, where edges can be seen near its outline."""
    cell = max(sight.scale)
    corners = candidate.corners
    low = np.clip(np.floor(corners.min(axis=0) - 3 * cell), 0, None).astype(int)
    high = np.ceil(corners.max(axis=0) + 3 * cell).astype(int)
    part = pixels[low[1] : high[1], low[0] : high[0]]
    if min(part.shape[:2]) < 8:
        return candidate
    cut = _borders_at(corners, pixels.shape)
    fine, factor = shrunk(part, max(part.shape[:2]) * min(1.0, FINE_SIDE / float(side_lengths(corners).max())))
    sharp = to_edges_of_paper(fine, scaled(corners - low, 1 / factor), REACH * cell / factor)
    exact = upright(scaled(sharp, factor) + low)
    exact = _to_border(exact, cut, 2 * REACH * cell)  # print near the border is no edge of a card that is cut off there
    return replace(candidate, corners=_to_border(exact, _borders(pixels.shape), 0.5 * cell))


def _borders(shape: tuple[int, ...]) -> list[Border]:
    return [(0, 0.0), (0, shape[1] - 1.0), (1, 0.0), (1, shape[0] - 1.0)]


def _borders_at(corners: Corners, shape: tuple[int, ...]) -> list[Border]:
    """Return the borders on which a whole side lies."""
    return [(axis, at) for axis, at in _borders(shape) if np.count_nonzero(np.abs(corners[:, axis] - at) < 0.5) > 1]


def _to_border(corners: Corners, borders: Sequence[Border], reach: float) -> Corners:
    """Return the corners with each side that runs along one of the picture's ``borders``, within ``reach`` pixels, on
    it: what is seen there ends, the card does not."""
    moved = corners.copy()
    for axis, border in borders:
        near = np.abs(corners[:, axis] - border) < reach
        side = near & (np.roll(near, 1) | np.roll(near, -1))
        moved[side, axis] = border
    return moved


def _where_cut(instance: Instance, corners: Corners, sight: Sight, shape: tuple[int, ...]) -> list[Border]:
    """Return the picture's borders that a good part of the card's cells touch."""
    rows, columns = np.nonzero(instance.mask)
    cells = sight.in_photo(np.column_stack([columns, rows]).astype(np.float64))
    wanted = 0.5 * float(side_lengths(corners).min())
    return [
        (axis, border)
        for axis, border in _borders(shape)
        if np.count_nonzero(np.abs(cells[:, axis] - border) < sight.scale[axis]) * sight.scale[1 - axis] > wanted
    ]


def _reason(candidate: _Candidate) -> str:
    words = f"{candidate.words} ({candidate.sure:.2f})"
    return f"{words}, {candidate.print:.0%} print" if candidate.print >= LEAST_PRINT else f"{words}, no print seen"
