"""Photo in, the corners of its cards out, with the reason why each was taken for one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from cardscan.image.by_edges import by_edges
from cardscan.image.edges import sharpen_corners
from cardscan.image.instances import instances
from cardscan.image.lattice import lattice
from cardscan.image.order import reading_order
from cardscan.image.outline import outline
from cardscan.image.shape import angles, area, flat_aspect, overlap, quad_of, scaled, side_lengths, upright
from cardscan.image.shrink import shrunk
from cardscan.image.sight import Sight, look
from cardscan.image.whole import whole_picture, why_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.image.instances import Instance
    from cardscan.image.shape import Corners
    from cardscan.model import Photo, Pixels, Quad

    Border = tuple[int, float]  # axis (0 x, 1 y) and where the picture ends, in pixels

FINE_SIDE = 900  # pixels: the longer side of a card in the picture in which its corners are made exact
CUT = 4.0  # cells: an outline this near to a border that its card touches ends there
REACH = 1.25  # cells: how far the network's outline may lie from the true edge
SHARP = (35.0, 145.0)  # degrees: the corners of a card, seen from however low
LONGEST = 2.6  # long side / short side; a card in a case is never that long
LEAST_SURE = 0.72
LEAST_FILLED = 0.7  # of an outline; a finger over a card hides less
LEAST_PRINT = 0.01  # part of a card that is print; an unsure shape without any is paper
SURE_WITHOUT_PRINT = 0.93
QUITE_SURE = 0.92  # below, edges are asked, too
WELL_FILLED = 0.88  # likewise
CARD_LIKE = ((0.9, 1.12), (1.33, 2.0))  # long side / short side: likewise beyond
ONE_CARD = (0.85, 1.3)  # of the cells of a card: of whatever shape, it is one
TOO_LARGE = 1.7  # of the cells of a card: likewise, for it may be two
STRAY_PRINT = 0.08  # part of the print that lies in no card: likewise
FEWEST_PRINT = 6  # cells of it
CLEAR = 0.75  # weight from which what edges show is a card
UNSEEN = 0.5  # how sure a picture is a card when only print says so
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
    chosen = _apart([c for c in _candidates(sight, shape) if _is_card(c, shape)])
    if _is_doubtful(chosen, sight):
        chosen = _asked(by_edges(photo.pixels), chosen, sight, shape)
    exact = _on_sheet([_exact(photo.pixels, c, sight) for c in chosen], sight, shape)
    why = why_whole(photo.pixels, [c.corners for c in exact], sight)
    if why is not None:
        sure = max((c.sure for c in exact), default=UNSEEN)
        return (Found(quad_of(whole_picture(photo.pixels)), sure, why),)
    in_order = [exact[i] for i in reading_order([c.corners for c in exact])]
    return tuple(Found(quad_of(c.corners), c.sure, _reason(c)) for c in in_order)


def _is_doubtful(chosen: Sequence[_Candidate], sight: Sight) -> bool:
    """Return whether edges should be asked too: an outline is unsure, or a good part of the print lies in none."""
    if any(each.is_doubtful for each in chosen):
        return True
    print_cells = sight.print > 0.5
    stray = print_cells.copy()
    for each in chosen:
        stray &= ~sight.cover(each.corners)
    return int(stray.sum()) > max(STRAY_PRINT * int(print_cells.sum()), FEWEST_PRINT)


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


def _on_sheet(found: list[_Candidate], sight: Sight, shape: tuple[int, ...]) -> list[_Candidate]:
    """Return the cards of a print sheet where the rows and columns of the well seen ones say, for the sides of the
    others are hard to see; elsewhere what was found. A sheet is full: paper at every place, and no card half on it."""
    rows = lattice([each.corners for each in found])
    if rows is None:
        return found
    others = [each for i, each in enumerate(found) if i not in rows.at]
    places = rows.places([each.corners for each in others])
    cards = [_told(rows.outline(*place), sight, shape) for place in places]
    on_it = [sum(overlap(each.corners, c.corners) for c in cards) / area(each.corners) for each in others]
    is_full = all(card.filled >= FULL for card in cards) and not any(BESIDE < part < 1 - BESIDE for part in on_it)
    if not is_full or len(rows.at) < ENOUGH * len(places):
        return found
    return [*cards, *(each for each, part in zip(others, on_it, strict=True) if part <= BESIDE)]


def _told(corners: Corners, sight: Sight, shape: tuple[int, ...]) -> _Candidate:
    inside = sight.cover(corners)
    if not inside.any():
        return _Candidate(corners, 0.0, 0.0, 0.0, 1.0, 1.0)
    paper, print_share = sight.card[inside], float((sight.print[inside] > 0.5).mean())
    filled, aspect = float((paper > 0.5).mean()), _aspect(corners, shape)
    return _Candidate(corners, float(paper.mean()), print_share, filled, 1.0, aspect, "a place on a sheet of cards")


def _candidates(sight: Sight, shape: tuple[int, ...]) -> list[_Candidate]:
    made = ((instance, outline(instance, sight)) for instance in instances(sight))
    return [_candidate(each, corners, sight, shape) for each, corners in made if corners is not None]


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
    sharp = sharpen_corners(fine, scaled(corners - low, 1 / factor), REACH * cell / factor)
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
