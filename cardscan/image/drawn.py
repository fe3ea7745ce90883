"""Outlines in a picture that a program drew, a page or a conversation on a screen, in; what of them are cards out.

Such pictures have no noise: what is one colour there is so to the last bit. A bubble is paper with print, and so is the
figure in which a page shows a card; but on a screen it is to be seen where each of them ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

from cardscan.image.edges import across_sides, framed
from cardscan.image.shape import angles, area, is_straight, overlap, side_lengths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.image.figures import Colour
    from cardscan.image.shape import Corners
    from cardscan.model import Pixels

Floats = npt.NDArray[np.float32]

EVEN = 1  # grey levels between pixels of one colour: JPEG may round
WHITE = 250  # grey levels: scans are one colour without noise, too, where they are too bright
FAINT = 14  # grey levels: a page differs no more from its figures' ground, what is drawn to be seen does
BESIDE = 0.02  # of the shorter side: so near to an outline its two sides are compared,
MOST, HALF = 0.9, 0.6  # and along so much of it; where nothing changes print may cross
CROOKED = 20  # degrees off a right angle that no card on a screen is
DEEPEST = 0.22  # of a side: how far inside a figure its card may begin
LINE, BARE = 0.75, 0.02  # part of a row of pixels that is drawn on: on a card's edge, and between it and the figure's
FURTHER = 0.4  # of a side: how far beyond it those beside it are looked for,
ASKEW = 0.06  # of the shorter side: within this of where they would run,
TAKEN = 0.2  # unless another outline takes so much of the place
SAMPLES, OFFSETS = 64, 9  # along a side and across it
GRID = 60  # rows and columns in which an outline is looked through,
THROUGH = 0.85  # of a row that is ground,
SOLID = 0.3  # of the other rows, all together, that may be,
APART = 0.15  # of the rows that are not, on either side
LEAST = 0.3  # of a figure that its card fills


def card_in_figure(pixels: Pixels, corners: Corners) -> Corners:
    """Return the outline of the card that a figure of nearly its own white shows, or ``corners`` where they are no such
    figure's: straight, hardly to be seen, its ground of one colour as far as a line that runs all round."""
    if not is_straight(corners):
        return corners
    left, top = np.ceil(corners.min(axis=0)).astype(int)
    right, bottom = np.floor(corners.max(axis=0)).astype(int) + 1
    near = _near(corners)
    figure = pixels[max(top, 0) + near : bottom - near, max(left, 0) + near : right - near]
    if min(figure.shape[:2]) < 8 or _contrast(pixels, corners).max() > FAINT:
        return corners
    ground = np.median(figure[:2].reshape(-1, 3), axis=0)
    drawn = np.abs(figure.astype(np.int16) - ground).max(axis=2) > FAINT
    edges = [_first_line(each) for each in (drawn, drawn[::-1], drawn.T, drawn.T[::-1])]
    if any(edge is None for edge in edges):
        return corners
    up, down, west, east = (int(edge) for edge in edges if edge is not None)
    high, wide = drawn.shape
    x, y = max(left, 0) + near, max(top, 0) + near
    inner = np.array([(x + west, y + up), (x + wide - 1 - east, y + high - 1 - down)], np.float64)
    (a, b), (c, d) = inner
    return np.array([(a, b), (c, b), (c, d), (a, d)]) if (c - a) * (d - b) > LEAST * high * wide else corners


def _first_line(drawn: npt.NDArray[np.bool_]) -> int | None:
    """Return how many rows of a figure are bare before the one that is a line from end to end, or None where print
    comes first."""
    most = round(DEEPEST * len(drawn))
    for row, part in enumerate(drawn[:most].mean(axis=1)):
        if part > BARE:
            at = row + int(drawn[row : row + 3].mean(axis=1).argmax())
            return at if float(drawn[at].mean()) > LINE else None
    return None


def is_no_card(pixels: Pixels, corners: Corners, others: Sequence[Corners], ground: Colour) -> bool:
    """Return whether an outline in a picture of a screen is none of a card: it ends in the middle of the page or of a
    bubble, or the page, which is all ``ground``, shows through it.

    An outline that is to be seen nowhere (a black card on a table that is burnt to black) is not judged; one that is
    crooked, or stands askew without a side that is seen all along, is made of lines of text.
    """
    seen = [side for side, along in enumerate(framed(corners, *pixels.shape[1::-1])) if not along]
    across = _across(pixels, corners, _near(corners))
    steady = np.ptp(across, axis=2).max(axis=2) <= EVEN  # (4, samples)
    even = [side for side in seen if float(steady[side].mean()) > HALF]
    if len(even) > 1 and np.abs(angles(corners) - 90).max() > CROOKED:
        return True
    if len(even) == 4:
        return False
    if len(even) > 1 and not is_straight(corners) and _contrast(pixels, corners)[seen].max() <= FAINT:
        return True
    on_page = np.abs(across - ground).max(axis=(2, 3)) <= EVEN
    if ground.min() < WHITE and any(float(on_page[side].mean()) > HALF for side in even):
        return True
    page = _page_in(pixels, corners, ground)
    if len(seen) <= 1 and float(page.mean()) > THROUGH:
        return True
    if any(_is_band(page.mean(axis=axis)) for axis in (0, 1)):
        return True
    return any(_runs_on(pixels, np.roll(corners, -side, axis=0), others) for side in even)


def _near(corners: Corners) -> int:
    """Return how many pixels beside an outline are looked at."""
    return max(3, round(BESIDE * float(side_lengths(corners).min())))


def _page_in(pixels: Pixels, corners: Corners, ground: Colour) -> npt.NDArray[np.bool_]:
    """Return where in an outline the ground of the page shows, (GRID, GRID)."""
    unit = np.array([(0, 0), (GRID, 0), (GRID, GRID), (0, GRID)], np.float32)
    flat = cv2.getPerspectiveTransform(corners.astype(np.float32), unit)
    seen = cv2.warpPerspective(pixels, flat, (GRID, GRID), flags=cv2.INTER_NEAREST)
    return np.asarray(np.abs(seen.astype(np.int16) - ground).max(axis=2) <= EVEN)


def _is_band(ground: npt.NDArray[np.float64]) -> bool:
    """Return whether rows of ``ground`` (the part of each that is) lie between others, a good part of them on either
    side, of which hardly any is: paper of a card on its own white is ground all over."""
    margin = round(APART * len(ground))
    through = ground > THROUGH
    (at,) = np.nonzero(through[margin:-margin])
    if not len(at) or (~through[: margin + at[0]]).sum() < margin or (~through[margin + at[-1] :]).sum() < margin:
        return False
    return float(ground[~through].mean()) < SOLID


def _runs_on(pixels: Pixels, corners: Corners, others: Sequence[Corners]) -> bool:
    """Return whether the sides beside the first, 0→1, are to be seen beyond it, too."""
    a, b, c, d = corners
    further, pairs = FURTHER * float(np.hypot(*(b - a))), ((a, d), (b, c))
    last = np.array(pixels.shape[1::-1]) - 1.0
    far_a, far_b = (np.clip(p + (p - q) / max(float(np.hypot(*(p - q))), 1e-9) * further, 0, last) for p, q in pairs)
    strip = np.array([far_a, far_b, b, a])
    if any(overlap(strip, other) > TAKEN * area(strip) for other in others):
        return False
    across = _across(pixels, strip, max(3.0, ASKEW * float(side_lengths(corners).min())))
    _, right, _, left = framed(corners, *pixels.shape[1::-1])  # the picture's border goes on for ever
    return (right or _is_edge(across[1])) and (left or _is_edge(across[3]))


def _is_edge(across: Floats) -> bool:
    """Return whether something is to be seen all along a side, sampled across it (samples, offsets, channels)."""
    return float((np.ptp(across, axis=1).max(axis=1) > FAINT).mean()) > MOST


def has_faint_side(pixels: Pixels, corners: Corners) -> bool:
    """Return whether a side of an outline is hardly to be seen: it runs through the page, or a figure's own white."""
    inside = [not along for along in framed(corners, *pixels.shape[1::-1])]
    return bool((_contrast(pixels, corners)[inside] <= FAINT).any())


def _contrast(pixels: Pixels, corners: Corners) -> Floats:
    """Return by how many grey levels what lies outside of each side is off what lies inside, (4,)."""
    along = np.median(_across(pixels, corners, _near(corners)), axis=1)
    return np.asarray(np.ptp(along, axis=1).max(axis=1), np.float32)


def _across(pixels: Pixels, corners: Corners, near: float) -> Floats:
    """Return what the picture shows from ``near`` outside each side to as far inside, (4, samples, offsets, 3)."""
    return np.asarray(across_sides(pixels, corners[None], SAMPLES, np.linspace(-near, near, OFFSETS))[0], np.float32)
