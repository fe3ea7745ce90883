"""Photo in, the outlines of its cards out: what the network and the edges say, weighed against each other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from cardscan.image.borders import borders_at, borders_of, to_border, where_cut
from cardscan.image.by_edges import by_edges
from cardscan.image.covered import of_its_size
from cardscan.image.instances import instances
from cardscan.image.outline import outline
from cardscan.image.seams import without_seams
from cardscan.image.shape import angles, area, overlap, scaled, side_lengths, upright
from cardscan.image.sharpen import to_edges_of_paper
from cardscan.image.shrink import shrunk
from cardscan.image.sighting import QUITE_SURE, Sighting, aspect_of, is_card_like, is_oblong, sighting
from cardscan.image.size import size_on_table
from cardscan.image.two_tones import SeenEdges
from cardscan.image.uncut import in_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.image.instances import Instance
    from cardscan.image.shape import Corners
    from cardscan.image.sight import Sight
    from cardscan.image.size import Size
    from cardscan.model import Pixels

FINE_SIDE = 900  # pixels: the longer side of a card in the picture in which its corners are made exact
REACH = 1.25  # cells: how far the network's outline may lie from the true edge
SHARP = (35.0, 145.0)  # degrees: the corners of a card, seen from however low
LONGEST = 2.9  # long side / short side as it is seen, from however low: what is longer is a slip or a strip
LEAST_SURE = 0.72
ON_EDGES = "edges on all sides"
LEAST_FILLED = 0.7  # of an outline; a finger over a card hides less
LEAST_PRINT = 0.01  # part of a card that is print; what edges show without any is paper,
LEAST_FAINT = 0.08  # and so is an unsure shape of which no more is print, if only faintly: the least of an unsure
# card on 300 dev photographs was 0.085; papers, slips and gadgets mostly had less, keys of keyboards had more
SURE_WITHOUT_PRINT = 0.93
ANOTHER_SIZE = 0.2  # by which part what edges show may be off the size of the table's cards
STRAY_PRINT = 0.08  # part of the print that lies in no card: likewise
FEWEST_PRINT = 6  # cells of it
ROOM = 2.0  # shorter sides of a card about what is doubtful, in which edges are looked for
CLEAR = 0.75  # weight from which what edges show is a card
SQUARE = 1.25  # long side / short side: of a square card no more is seen, nor of a key,
KEY = 0.2  # and of the other cards' area a square card has three times this
FEWEST_TO_COMPARE = 4  # cards that tell how much print is usual on a table:
MUCH_LESS = 0.3  # of that, less bears a tile,
SURELY = 0.96  # and the network is less sure of it
AS_LARGE = 0.25  # octaves by which the area of a card may be off that of the others
COVERED = 0.45  # of the smaller card: what overlaps more is a second opinion on one card


def cards_outlined(pixels: Pixels, sight: Sight) -> list[Sighting]:
    """Return the outlines of cards in a photo of which ``sight`` tells what the network sees, corners in its pixels."""
    shape = pixels.shape
    found, size = _candidates(pixels, sight)
    chosen = without_tiles(without_keys(without_seams(_apart([c for c in found if _is_card(c, shape)]), shape)))
    doubtful = _doubtful_part(chosen, sight)
    if doubtful is not None:
        chosen = _asked(_of_any(size, by_edges(pixels, doubtful)), chosen, sight, shape)
    return in_rows(pixels, [_exact(pixels, c, sight) for c in chosen], sight)


def without_keys(found: Sequence[Sighting]) -> list[Sighting]:
    """Return what was found without squares that are tiny beside the cards: keys of a keyboard, stickers, tiles."""
    cards = [area(each.corners) for each in found if is_oblong(each.aspect) and each.sure >= QUITE_SURE]
    least = KEY * float(np.median(cards)) if cards else 0.0
    return [each for each in found if each.aspect > SQUARE or area(each.corners) >= least]


def without_tiles(found: Sequence[Sighting]) -> list[Sighting]:
    """Return what was found without unsure shapes that bear much less print than the others and are not shaped like
    them, where there are enough: tiles, patches of a quilt, paving. Backs of cards have little print, too."""
    if len(found) < FEWEST_TO_COMPARE:
        return list(found)
    least = MUCH_LESS * float(np.median([each.print for each in found]))
    usual = float(np.median([area(each.corners) for each in found]))
    return [each for each in found if each.sure >= SURELY or each.print >= least or _is_like_others(each, usual)]


def _is_like_others(each: Sighting, usual: float) -> bool:
    """Return whether an outline has the shape of a card and about the ``usual`` area."""
    return is_card_like(each.aspect) and abs(float(np.log2(area(each.corners) / usual))) < AS_LARGE


def _doubtful_part(chosen: Sequence[Sighting], sight: Sight) -> Corners | None:
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
    edges: Sequence[tuple[Corners, float]], chosen: Sequence[Sighting], sight: Sight, shape: tuple[int, ...]
) -> list[Sighting]:
    """Return the candidates with those that edges show, with print inside, in place of the doubtful ones there."""
    kept = [each for each in chosen if not each.is_doubtful]
    for corners, weight in edges:
        inside = sight.cover(corners)
        print_share = float((sight.print[inside] > 0.5).mean()) if inside.any() else 0.0
        if weight < CLEAR or print_share < LEAST_PRINT or _lies_on_any(corners, kept):
            continue
        kept.append(Sighting(corners, weight, print_share, 1.0, 1.0, aspect_of(corners, shape), ON_EDGES))
    return kept + [each for each in chosen if each.is_doubtful and not _lies_on_any(each.corners, kept)]


def _lies_on_any(corners: Corners, others: Sequence[Sighting]) -> bool:
    return any(overlap(corners, each.corners) >= COVERED * min(area(corners), area(each.corners)) for each in others)


def _candidates(pixels: Pixels, sight: Sight) -> tuple[list[Sighting], Size | None]:
    """Return the outlines that may be cards', and the size that most of them are of, if they agree."""
    seen = ((instance, outline(instance, sight)) for instance in instances(sight))
    made = [(instance, corners) for instance, corners in seen if corners is not None]
    size = size_on_table([corners for _, corners in made])
    if size is None:
        return [sighting(instance, corners, sight, pixels.shape) for instance, corners in made], None
    edges = SeenEdges(pixels)
    return [_of_size(*each, sight, size, edges, pixels.shape) for each in made], size


def _of_size(
    instance: Instance, corners: Corners, sight: Sight, size: Size, edges: SeenEdges, shape: tuple[int, ...]
) -> Sighting:
    """Return the outline of the whole card, of which others may cover a part, or only one of its two colours was taken
    for paper; what the picture cuts off stays cut."""
    if where_cut(instance, corners, sight, shape):
        return sighting(instance, corners, sight, shape)
    whole = edges.with_other_half(corners, size)
    if whole is not None:
        seen = sighting(instance, whole, sight, shape)
        return replace(seen, filled=1.0, share=1.0, words=ON_EDGES)
    prolonged = of_its_size(corners, instance, sight, size, edges.along)
    return sighting(instance, prolonged, sight, shape)


def _seen_aspect(corners: Corners) -> float:
    """Return how long an outline is for its width as it is seen: a corner that is off tells of a tilt that is not."""
    sides = side_lengths(corners)
    across, down = float(sides[0] + sides[2]), float(sides[1] + sides[3])
    return max(across, down) / max(min(across, down), 1e-6)


def _is_card(candidate: Sighting, shape: tuple[int, ...]) -> bool:
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
    needed = LEAST_SURE if candidate.faint >= LEAST_FAINT else SURE_WITHOUT_PRINT
    return candidate.sure >= needed


def _touches(corners: Corners, shape: tuple[int, ...]) -> bool:
    """Return whether the outline ends at the picture's border: of a card that is cut off any part may be seen."""
    height, width = shape[:2]
    slack = 0.01 * max(height, width)
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    return bool(left < slack or top < slack or right > width - slack or bottom > height - slack)


def _apart(candidates: Sequence[Sighting]) -> list[Sighting]:
    """Return the candidates without those that mostly lie on a surer one."""
    kept: list[Sighting] = []
    for each in sorted(candidates, key=lambda c: -c.sure):
        if not _lies_on_any(each.corners, kept):
            kept.append(each)
    return kept


def _exact(pixels: Pixels, candidate: Sighting, sight: Sight) -> Sighting:
    """Return the candidate with its corners on the edges of the photo, where edges can be seen near its outline."""
    cell = max(sight.scale)
    corners = candidate.corners
    low = np.clip(np.floor(corners.min(axis=0) - 3 * cell), 0, None).astype(int)
    high = np.ceil(corners.max(axis=0) + 3 * cell).astype(int)
    part = pixels[low[1] : high[1], low[0] : high[0]]
    if min(part.shape[:2]) < 8:
        return candidate
    cut = borders_at(corners, pixels.shape)
    fine, factor = shrunk(part, max(part.shape[:2]) * min(1.0, FINE_SIDE / float(side_lengths(corners).max())))
    sharp = to_edges_of_paper(fine, scaled(corners - low, 1 / factor), REACH * cell / factor)
    exact = upright(scaled(sharp, factor) + low)
    exact = to_border(exact, cut, 2 * REACH * cell)  # print near the border is no edge of a card that is cut off there
    return replace(candidate, corners=to_border(exact, borders_of(pixels.shape), 0.5 * cell))
