"""Is the picture itself the card? True of scans, renders and close-ups, where no desk is to be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from cardscan.image.edges import has_edges, noise_of
from cardscan.image.lettering import lettering
from cardscan.image.shape import area, is_straight, scaled
from cardscan.image.shrink import shrunk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.image.shape import Corners
    from cardscan.image.sight import Sight
    from cardscan.model import Pixels

SMALL = 640  # pixels: the long side of the picture in which sides are looked at
FINE = 1000  # and of the one in which characters are counted
FEWEST_MARKS = 12  # characters: a picture with fewer holds no card worth the name
FEWEST_PRINT = 25  # cells of print from which a picture without any outline is a card
FILLS = 0.035  # of the picture's size: how far from its border a card's sides may lie for the picture to be the card
STRAY_PRINT = 0.35  # of all print: more than this outside all outlines, and these are boxes printed on a card
SURE = 0.88  # probability of paper from which an outline without edges is a card all the same
TILED = 0.85  # of the picture: two outlines that cover as much are the two colours of one card
CARD_LIKE = ((0.94, 1.07), (1.35, 1.95))  # long side / short side
HALF = 0.8  # of the picture: what is smaller leaves out more than a margin
JUST_A_CARD = (1.51, 1.77)  # long side / short side of cards (85×55 to 3.5×2 inches)
A_SCREEN = (1.595, 1.605)  # 16:10, of some webcams and screens: such a picture may show a desk
UNLIKE = 1.6  # times the area of the smallest outline has the largest: they are no cards of one sheet
LEAST_SHARE = 0.2  # of the picture: print that keeps to less of it is not all that a card says


def why_whole(pixels: Pixels, chosen: Sequence[Corners], sight: Sight) -> str | None:
    """Return why the whole picture is one card, given the cards ``chosen`` in it (corners in photo pixels), or None."""
    height, width = pixels.shape[:2]
    if not chosen:
        has_print = int((sight.print > 0.5).sum()) >= FEWEST_PRINT or _marks(pixels) >= FEWEST_MARKS
        return "print, and no outline: the whole picture" if has_print else None
    if len(chosen) == 2 and _is_card_shaped(pixels) and sum(area(each) for each in chosen) > TILED * height * width:
        return "two halves of one card fill the picture"
    if len(chosen) > 1:
        if not _is_card_shaped(pixels):
            return None
        if _are_panels(pixels, chosen):
            return "panels of one card: the whole picture"
        imagined = all(_is_imagined(pixels, each, sight) for each in chosen)
        return "paper without an edge: the whole picture" if imagined else None
    (only,) = chosen
    if float(np.abs(only - whole_picture(pixels)).max()) < FILLS * max(height, width):
        return "the card fills the picture"
    if not _is_card_shaped(pixels):
        return None
    if _is_panel(pixels, only):
        return "one of two colours of a card: the whole picture"
    if _stray_print(only, sight) > STRAY_PRINT and area(only) < 0.5 * height * width:
        return "print beside the only outline: the whole picture"
    return _printed_frame(pixels, only)


def _is_panel(pixels: Pixels, only: Corners) -> bool:
    """Return whether an outline reaches the picture's border on three sides, or two across, and is no card's shape, or
    the picture is just of that: one of a card's colours."""
    (left, top), (right, bottom) = only.min(axis=0), only.max(axis=0)
    aspect = max(right - left, bottom - top) / max(min(right - left, bottom - top), 1.0)
    sides, just = _sides_reached(pixels, only), _is_just_a_card(pixels)
    if any(low <= aspect <= high for low, high in CARD_LIKE[1:]) and not just:
        return False
    return bool(sides >= 3 and is_straight(only)) or (just and _goes_across(pixels, only))


def is_half(pixels: Pixels, only: Corners) -> bool:
    """Return whether an outline at a corner of a picture of just a card's shape leaves much of it out: one of its
    colours."""
    most = HALF * pixels.shape[0] * pixels.shape[1]
    return _is_just_a_card(pixels) and _sides_reached(pixels, only) >= 2 and bool(area(only) < most)


def _is_just_a_card(pixels: Pixels) -> bool:
    short, long = sorted(pixels.shape[:2])
    shape = long / short
    return bool(JUST_A_CARD[0] < shape < JUST_A_CARD[1] and not A_SCREEN[0] < shape < A_SCREEN[1])


def _goes_across(pixels: Pixels, only: Corners) -> bool:
    """Return whether an outline goes from side to side of a picture: between two colours, or over a row of keys."""
    height, width = pixels.shape[:2]
    (left, top), (right, bottom) = only.min(axis=0), only.max(axis=0)
    near = FILLS * max(height, width)
    return bool(max(left, width - 1 - right) < near or max(top, height - 1 - bottom) < near)


def _are_panels(pixels: Pixels, chosen: Sequence[Corners]) -> bool:
    """Return whether outlines are a heading, columns or cells of one card that was scanned or drawn: in a picture of
    just a card's shape, one at its corner or along a side, and of unlike size, which no cards on a sheet are."""
    if not _is_just_a_card(pixels):
        return False
    sizes = [area(each) for each in chosen]
    return max(sizes) > UNLIKE * min(sizes) and any(_sides_reached(pixels, each) >= 2 for each in chosen)


def _sides_reached(pixels: Pixels, outline: Corners) -> int:
    """Return how many sides of the picture an outline reaches."""
    height, width = pixels.shape[:2]
    (left, top), (right, bottom) = outline.min(axis=0), outline.max(axis=0)
    near = FILLS * max(height, width)
    return sum(gap < near for gap in (left, top, width - 1 - right, height - 1 - bottom))


def whole_picture(pixels: Pixels) -> Corners:
    """Return the corners of the picture."""
    height, width = pixels.shape[:2]
    return np.array([(0, 0), (width - 1, 0), (width - 1, height - 1), (0, height - 1)], np.float64)


def _marks(pixels: Pixels) -> int:
    """Return the number of marks that look like characters; some are too small for the network."""
    small, _ = shrunk(pixels, FINE)
    return lettering(small, noise_of(small))[1]


def _stray_print(only: Corners, sight: Sight) -> float:
    """Return which part of the print lies outside."""
    print_cells = sight.print > 0.5
    return int((print_cells & ~sight.cover(only)).sum()) / max(int(print_cells.sum()), FEWEST_PRINT)


def _is_imagined(pixels: Pixels, outline: Corners, sight: Sight) -> bool:
    """Return whether an outline is unsure and no edge is to be seen along it: marks on paper, taken for cards."""
    inside = sight.cover(outline)
    if inside.any() and float(sight.card[inside].mean()) >= SURE:
        return False
    small, factor = shrunk(pixels, SMALL)
    return not has_edges(small, scaled(outline, 1 / factor), noise_of(small))


def _printed_frame(pixels: Pixels, only: Corners) -> str | None:
    """Return why ``only`` is no card's edge but printed on one, or imagined on plain paper; None where it is one."""
    small, factor = shrunk(pixels, SMALL)
    corners = scaled(only, 1 / factor)
    if not has_edges(small, corners, noise_of(small)) and area(corners) > LEAST_SHARE * small.shape[0] * small.shape[1]:
        return "paper without an edge: the whole picture"
    if is_straight(corners) and _is_centered(corners, small) and _is_bare(small, corners):
        return "a frame printed on plain paper: the whole picture"
    return None


def _is_bare(small: Pixels, corners: Corners) -> bool:
    """Return whether the margin is one even colour, as paper in a scan or render is and a desk in a photo is not."""
    inside = np.zeros(small.shape[:2], np.uint8)
    cv2.fillConvexPoly(inside, np.round(corners).astype(np.int32), 255)
    grown = np.asarray(cv2.dilate(inside, np.ones((9, 9), np.uint8)))
    margin = small[grown == 0].astype(np.float32)
    return len(margin) < 200 or bool((np.percentile(margin, 90, axis=0) - np.percentile(margin, 10, axis=0)).max() < 8)


def _is_card_shaped(pixels: Pixels) -> bool:
    short, long = sorted(pixels.shape[:2])
    return any(low <= long / short <= high for low, high in CARD_LIKE)


def _is_centered(corners: Corners, small: Pixels) -> bool:
    height, width = small.shape[:2]
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    margins = np.array([left, top, width - 1 - right, height - 1 - bottom])
    return bool(np.ptp(margins) < 0.06 * max(height, width))
