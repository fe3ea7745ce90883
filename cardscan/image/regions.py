"""Every four-cornered thing that might be a card: generous on purpose, because each one is verified later.

Three independent ideas, each blind where another sees: colour unlike the border's (background model), areas enclosed by
edges, and grey levels cut at many heights.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from cardscan.image.shape import angles, area, side_lengths, upright

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from cardscan.image.shape import Corners
    from cardscan.model import Pixels

    Mask = npt.NDArray[Any]  # uint8; the stubs of cv2 do not say what its functions return
    Floats = npt.NDArray[np.float32]

SMALLEST = 0.005  # of the picture's area
FULLNESS = 0.86  # a region must fill its quad this far (round corners and ragged edges cost a little)


def possible_quads(picture: Pixels) -> Iterator[Corners]:
    """Yield clockwise corners, shape (4, 2), of every region of ``picture`` (about 1000 px) that is nearly a quad."""
    lab = cv2.cvtColor(cv2.GaussianBlur(picture, (3, 3), 0), cv2.COLOR_BGR2LAB)
    for mask in (*_unlike_border(lab), *_enclosed(lab), *_levels(lab)):
        yield from quads_in(mask)


def quads_in(mask: Mask) -> Iterator[Corners]:
    """Yield the quads among the outlines, outer and inner, of a mask of 0 and 255."""
    least = SMALLEST * mask.size
    outlines, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    for outline in outlines:
        width, height = cv2.boundingRect(outline)[2:]
        if width * height < least:
            continue
        hull = cv2.convexHull(outline)
        filled = cv2.contourArea(hull)
        if filled < least or len(hull) < 4:
            continue
        corners = cv2.approxPolyN(hull, 4, ensure_convex=False).reshape(-1, 2).astype(np.float64)
        if len(corners) == 4 and filled >= FULLNESS * area(corners):
            corners = upright(corners)
            if is_plausible(corners):
                yield corners


def is_plausible(corners: Corners) -> bool:
    """Return whether a camera could see a card as these corners."""
    corner_angles = angles(corners)
    if corner_angles.min() < 40 or corner_angles.max() > 140:
        return False
    top, right, bottom, left = side_lengths(corners)
    if min(top, bottom) < 0.45 * max(top, bottom) or min(left, right) < 0.45 * max(left, right):
        return False
    long, short = sorted(((top + bottom) / 2, (left + right) / 2), reverse=True)
    return bool(long <= 3.2 * short)


def _unlike_border(lab: Mask) -> Iterator[Mask]:
    distance = cv2.GaussianBlur(_distance_from_border(lab), (5, 5), 0)
    for threshold in (2.5, 4, 7, 11, 17, 26, 40):
        mask = (distance > threshold).astype(np.uint8) * 255
        opened = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
        yield cv2.morphologyEx(opened, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))


def _distance_from_border(lab: Mask) -> Floats:
    """Return how far each pixel's colour is from a smooth surface laid through the colours along the border."""
    height, width = lab.shape[:2]
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
    terms = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1)
    band = max(4, min(height, width) // 40)
    border = np.zeros((height, width), bool)
    border[:band] = border[-band:] = True
    border[:, :band] = border[:, -band:] = True
    known, colours = terms[border][::7], lab[border][::7].astype(np.float32)
    kept = np.ones(len(known), bool)
    surface = np.zeros((6, 3), np.float32)
    for _ in range(5):  # cards that reach the border are outliers: drop what lies far off, fit again
        surface = np.linalg.lstsq(known[kept], colours[kept], rcond=None)[0]
        miss = np.abs(known @ surface - colours).max(axis=1)
        kept = miss <= max(6.0, 2.0 * float(np.median(miss)))
    return np.asarray(np.linalg.norm(lab.astype(np.float32) - terms @ surface, axis=2), np.float32)


def _enclosed(lab: Mask) -> Iterator[Mask]:
    rise = _gradient(lab)
    for threshold, gap in ((5, 3), (10, 3), (18, 3), (18, 7), (32, 3), (32, 7), (60, 5)):
        edges = (rise > threshold).astype(np.uint8) * 255
        yield cv2.morphologyEx(edges, cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8))
        yield cv2.erode(255 - edges, np.ones((gap, gap), np.uint8))
    for low, high in ((20, 50), (50, 120)):
        thin = np.maximum.reduce([np.asarray(cv2.Canny(lab[..., i], low, high)) for i in range(3)])
        yield cv2.dilate(thin, np.ones((3, 3), np.uint8))


def _gradient(lab: Mask) -> Mask:
    """Return the steepest change over all channels: what a colour edge and a grey edge have in common."""
    kernel = np.ones((3, 3), np.uint8)
    steep: Mask = cv2.morphologyEx(lab, cv2.MORPH_GRADIENT, kernel)
    return np.asarray(steep.max(axis=2))


def _levels(lab: Mask) -> Iterator[Mask]:
    small = cv2.medianBlur(lab, 5)
    for channel, count in ((0, 9), (1, 4), (2, 4)):
        plane = small[..., channel]
        low, high = np.percentile(plane, (2, 98))
        for level in np.linspace(low, high, count + 2)[1:-1]:
            yield (plane > level).astype(np.uint8) * 255
    grey = small[..., 0]
    for window in (41, 121):
        yield cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, window, -2)
        yield cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, window, 4)
