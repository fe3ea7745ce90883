"""Is the picture itself the card? True of scans, renders and close-ups, where no desk is to be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from cardscan.image.shape import side_lengths

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from cardscan.image.choose import Candidate
    from cardscan.image.shape import Corners
    from cardscan.model import Pixels

FEWEST_MARKS = 12  # characters: a picture with fewer holds no card worth the name
CARD_LIKE = ((0.94, 1.07), (1.35, 1.95))


def is_whole_card(small: Pixels, chosen: Sequence[Candidate], letters: npt.NDArray[np.uint8], marks: int) -> bool:
    """Return whether the whole picture is one card, given the cards ``chosen`` in it."""
    if not chosen:
        return marks >= FEWEST_MARKS
    covered = _covered(chosen, letters.shape)
    outside = _print_outside(covered, letters)
    if outside > 0.3 and float((covered > 0).mean()) < 0.06:
        return True  # a logo or a word in a box, in the midst of text
    sure = [c for c in chosen if c.weight > 0.8]
    if len(sure) >= 2 and (len(sure) >= 3 or not all(_is_straight(c.corners) for c in sure)):
        return False
    if outside > 0.3:
        if all(c.weight > 0.9 and not _is_straight(c.corners) and not any(c.support.framed) for c in chosen):
            return False  # what looks like print out there is the pattern of a cloth
        return _is_card_shaped(small) or all(_is_straight(c.corners) for c in chosen)
    if len(chosen) > 1 or not _is_card_shaped(small):
        return False
    (only,) = chosen
    if not (_is_straight(only.corners) and _is_centered(only.corners, small)):
        return False
    return _is_bare(small, covered)


def whole_picture(pixels: Pixels) -> Corners:
    """Return the corners of the picture."""
    height, width = pixels.shape[:2]
    return np.array([(0, 0), (width - 1, 0), (width - 1, height - 1), (0, height - 1)], np.float64)


def _covered(chosen: Sequence[Candidate], shape: tuple[int, ...]) -> npt.NDArray[np.uint8]:
    inside = np.zeros(shape[:2], np.uint8)
    for c in chosen:
        cv2.fillConvexPoly(inside, np.round(c.corners).astype(np.int32), 255)
    return cv2.dilate(inside, np.ones((9, 9), np.uint8)).astype(np.uint8)


def _print_outside(covered: npt.NDArray[np.uint8], letters: npt.NDArray[np.uint8]) -> float:
    """Return which part of the printed area lies outside; areas, not ink, so that a QR code does not outweigh text."""
    lines = np.asarray(cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((13, 13), np.uint8)), np.uint8)
    return cv2.countNonZero(lines & ~covered) / max(cv2.countNonZero(lines), 1)


def _is_bare(small: Pixels, covered: npt.NDArray[np.uint8]) -> bool:
    """Return whether the margin is one even colour, as paper in a scan or render is and a desk in a photo is not."""
    margin = small[covered == 0].astype(np.float32)
    return len(margin) < 200 or bool((np.percentile(margin, 90, axis=0) - np.percentile(margin, 10, axis=0)).max() < 8)


def _is_card_shaped(small: Pixels) -> bool:
    short, long = sorted(small.shape[:2])
    return any(low <= long / short <= high for low, high in CARD_LIKE)


def _is_straight(corners: Corners) -> bool:
    """Return whether all sides run along the picture's sides within half a degree."""
    sides = np.roll(corners, -1, axis=0) - corners
    slant = np.abs(sides).min(axis=1) / (side_lengths(corners) + 1e-9)
    return bool(slant.max() < 0.009)


def _is_centered(corners: Corners, small: Pixels) -> bool:
    height, width = small.shape[:2]
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    margins = np.array([left, top, width - 1 - right, height - 1 - bottom])
    return bool(np.ptp(margins) < 0.06 * max(height, width))
