"""Outlines in a picture that a program drew, a page or a conversation on a screen, in; what of them are cards out.

Such pictures have no noise: what is one colour there is so to the last bit. A bubble is paper with print, and so is the
figure in which a page shows a card; but on a screen it is to be seen where each of them ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

from cardscan.image.edges import framed
from cardscan.image.shape import NEXT, area, overlap, side_lengths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.image.shape import Corners
    from cardscan.model import Pixels

EVEN = 1  # grey levels between pixels of one colour: JPEG may round
WHITE = 250  # grey levels: photos and scans are one colour without noise, too, where they are too bright
STRAIGHT = 0.01  # of a side: how far it may be from upright or level
FAINT = 14  # grey levels: a page differs no more from its figures' ground, what is drawn to be seen does
BESIDE = 0.02  # of the shorter side: so near to an outline its two sides are compared,
MOST, HALF = 0.9, 0.6  # and along so much of it; where nothing changes print may cross
DEEPEST = 0.22  # of a side: how far inside a figure its card may begin
LINE, BARE = 0.75, 0.02  # part of a row of pixels that is drawn on: on a card's edge, and between it and the figure's
FURTHER = 0.4  # of a side: how far beyond it those beside it are looked for,
ASKEW = 0.06  # of the shorter side: within this of where they would run,
TAKEN = 0.2  # unless another outline takes so much of the place
SAMPLES, OFFSETS = 64, 9
GRID = 60  # rows and columns in which an outline is looked through,
THROUGH = 0.85  # of a row that is ground,
SOLID = 0.3  # of the other rows, all together, that may be,
APART = 0.15  # of the rows that are not, on either side
LEAST = 0.3  # of a figure that its card fills


def card_in_figure(pixels: Pixels, corners: Corners) -> Corners:
    """Return the outline of the card that a figure of nearly its own white shows, or ``corners`` where they are no such
    figure's: straight, hardly to be seen, its ground of one colour as far as a line that runs all round."""
    if not _is_straight(corners):
        return corners
    left, top = np.ceil(corners.min(axis=0)).astype(int)
    right, bottom = np.floor(corners.max(axis=0)).astype(int) + 1
    near = max(3, round(BESIDE * float(side_lengths(corners).min())))
    figure = pixels[max(top, 0) + near : bottom - near, max(left, 0) + near : right - near]
    if min(figure.shape[:2]) < 8 or _contrast(pixels, corners, near) > FAINT:
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


def is_no_card(pixels: Pixels, corners: Corners, others: Sequence[Corners]) -> bool:
    """Return whether an outline is but a part of a bubble or a bar: along no side that is to be seen anything changes,
    or along one, and beyond it the two beside run on where no other of the outlines lies."""
    height, width = pixels.shape[:2]
    near = max(3.0, BESIDE * float(side_lengths(corners).min()))
    seen = [side for side, along in enumerate(framed(corners, width, height)) if not along]
    even = [side for side in seen if _is_even(pixels, corners[side], corners[NEXT[side]], near)]
    if not even:
        return False
    if even == seen:
        return bool(float(np.median(_across(pixels, corners[even[0]], corners[NEXT[even[0]]], near))) < WHITE)
    return any(_runs_on(pixels, np.roll(corners, -side, axis=0), others) for side in even)


def is_parted(pixels: Pixels, corners: Corners, ground: npt.NDArray[np.uint8]) -> bool:
    """Return whether the ``ground`` of a screen shows through an outline from side to side: two bubbles are no card."""
    unit = np.array([(0, 0), (GRID, 0), (GRID, GRID), (0, GRID)], np.float32)
    flat = cv2.getPerspectiveTransform(corners.astype(np.float32), unit)
    seen = cv2.warpPerspective(pixels, flat, (GRID, GRID), flags=cv2.INTER_NEAREST)
    is_ground = np.abs(seen.astype(np.int16) - ground).max(axis=2) <= EVEN
    return any(_is_band(is_ground.mean(axis=axis)) for axis in (0, 1))


def _is_band(ground: npt.NDArray[np.float64]) -> bool:
    """Return whether rows of ``ground`` (the part of each that is) lie between others, a good part of them on either
    side, of which hardly any is: paper of a card on its own white is ground all over."""
    through = ground > THROUGH
    (at,) = np.nonzero(through)
    margin = round(APART * len(through))
    if not len(at) or at[0] < margin or at[-1] >= len(through) - margin:
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
    near = max(3.0, ASKEW * float(side_lengths(corners).min()))
    along = framed(corners, *pixels.shape[1::-1])  # the picture's border goes on for ever
    beside = ((a, far_a, along[3]), (far_b, b, along[1]))
    return all(at_border or _is_edge(pixels, start, end, near) for start, end, at_border in beside)


def _is_even(pixels: Pixels, start: Corners, end: Corners, near: float) -> bool:
    """Return whether nothing at all changes from ``near`` outside a side to as far inside."""
    return float((np.ptp(_across(pixels, start, end, near), axis=1).max(axis=1) <= EVEN).mean()) > HALF


def _is_edge(pixels: Pixels, start: Corners, end: Corners, near: float) -> bool:
    return float((np.ptp(_across(pixels, start, end, near), axis=1).max(axis=1) > FAINT).mean()) > MOST


def _contrast(pixels: Pixels, corners: Corners, near: float) -> float:
    """Return by how many grey levels what lies outside of the clearest side is off what lies inside."""
    off = []
    for side in range(4):
        across = np.median(_across(pixels, corners[side], corners[NEXT[side]], near), axis=0)
        off.append(float(np.ptp(across, axis=0).max()))
    return max(off)


def _across(pixels: Pixels, start: Corners, end: Corners, near: float) -> npt.NDArray[np.int16]:
    """Return what the picture shows across a side, (samples, offsets, channels); beyond its border what is there."""
    along = np.linspace(0.08, 0.92, SAMPLES)[:, None, None]
    side = end - start
    inward = np.array([-side[1], side[0]]) / max(float(np.hypot(*side)), 1e-9)
    points = start + along * side + np.linspace(-near, near, OFFSETS)[:, None] * inward
    at = np.clip(np.round(points), 0, np.array(pixels.shape[1::-1]) - 1).astype(int)
    return np.asarray(pixels[at[..., 1], at[..., 0]], np.int16)


def _is_straight(corners: Corners) -> bool:
    sides = corners[NEXT] - corners
    return bool((np.abs(sides).min(axis=1) <= STRAIGHT * np.abs(sides).max(axis=1)).all())
