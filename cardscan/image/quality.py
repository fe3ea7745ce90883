"""How well a card was caught, and what to do about it, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from cardscan.image.shape import corners_of, side_lengths
from cardscan.model import Quality

if TYPE_CHECKING:
    import numpy.typing as npt

    from cardscan.model import Pixels, Quad

CARD_INCHES = 91 / 25.4
LEAST_DPI = 150  # 6 point print is then 12 pixels high, the least that readers manage
LEAST_SHARPNESS = 0.3
MOST_GLARE = 0.03

CUT_OFF = "cut off by the frame"
TOO_SMALL = "too small: move closer"
BLURRED = "blurred: hold still"
GLARE = "glare: tilt the card or the lamp"


def judge(pixels: Pixels, quad: Quad, flat: Pixels) -> Quality:
    """Return the quality of the card at ``quad`` in the photo ``pixels``, whose flat picture is ``flat``.

    ``dpi`` assumes that the long side is 91 mm; ``sharpness`` is 1 where strokes have crisp edges and 0 where print of
    ordinary size is gone; ``glare`` is the share of the card that a light has washed out.
    """
    long = float(side_lengths(corners_of(quad)).max())
    dpi = long / CARD_INCHES
    enlarged = max(flat.shape[:2]) / max(long, 1.0)
    sharpness = _sharpness(flat, enlarged)
    glare = _glare(flat)
    return Quality(dpi, sharpness, glare, _advice(_is_cut(quad, pixels), dpi, sharpness, glare))


def _advice(cut: bool, dpi: float, sharpness: float, glare: float) -> str | None:
    if cut:
        return CUT_OFF
    if dpi < LEAST_DPI:
        return TOO_SMALL
    if sharpness < LEAST_SHARPNESS:
        return BLURRED
    return GLARE if glare > MOST_GLARE else None


def _is_cut(quad: Quad, pixels: Pixels) -> bool:
    """Return whether the card reaches over the picture's border. A card that *is* the picture does not."""
    height, width = pixels.shape[:2]
    x, y = corners_of(quad).T
    beyond = max(2.0, 0.004 * max(width, height))
    outside = (x < -beyond) | (y < -beyond) | (x > width - 1 + beyond) | (y > height - 1 + beyond)
    at_border = np.stack([x < 2, y < 2, x > width - 3, y > height - 3])
    sides = [bool((at_border[:, i] & at_border[:, (i + 1) % 4]).any()) for i in range(4)]
    return bool(outside.any()) or 0 < sum(sides) < 4


def _sharpness(flat: Pixels, enlarged: float) -> float:
    """Return 0–1 from the width of the crispest strokes' edges: 1 for edges of 2 photo pixels or 0.12 mm, 0 for edges
    of both 7 photo pixels and 0.6 mm."""
    grey = cv2.cvtColor(flat, cv2.COLOR_BGR2GRAY)
    window = max(9, round(max(grey.shape) / 60)) | 1
    kernel = np.ones((window, window), np.uint8)
    contrast = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, kernel).astype(np.float32)
    inked = contrast > max(30.0, 0.5 * float(np.percentile(contrast, 99)))
    if inked.mean() < 0.001:
        return 1.0
    smooth = cv2.GaussianBlur(grey, (3, 3), 0).astype(np.float32)
    slope = np.hypot(cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1)) / 8.0
    steepest = float(np.percentile((slope / np.maximum(contrast, 1.0))[inked], 98))
    width = 1.0 / max(steepest, 1e-3)
    in_pixels = width / enlarged
    in_mm = width / max(grey.shape) * 91
    return float(max(np.interp(in_pixels, (2.5, 8.0), (1.0, 0.0)), np.interp(in_mm, (0.15, 0.6), (1.0, 0.0))))


def _glare(flat: Pixels) -> float:
    """Return the share of large burnt-out patches that fade softly into something darker. White paper and printed
    panels do not: the one has no darker surroundings, the others end in a line."""
    small = cv2.resize(
        flat, None, fx=400 / max(flat.shape[:2]), fy=400 / max(flat.shape[:2]), interpolation=cv2.INTER_AREA
    )
    if np.median(small) >= 245:  # white paper, well lit
        return 0.0
    burnt = (small.min(axis=2) >= 250).astype(np.uint8)
    burnt = np.asarray(cv2.morphologyEx(burnt, cv2.MORPH_OPEN, np.ones((7, 7), np.uint8)), np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(burnt)
    light = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    washed = sum(int(stats[i, 4]) for i in range(1, count) if _fades(np.asarray(labels == i), light))
    return float(washed / burnt.size)


def _fades(patch: npt.NDArray[np.bool_], light: npt.NDArray[Any]) -> bool:
    """Return whether the brightness falls slowly around ``patch``: still bright 3 pixels out, much darker 20 out."""
    mask = patch.astype(np.uint8)
    near = _ring(mask, 2, 5)
    far = _ring(mask, 16, 24)
    if near.sum() < 20 or far.sum() < 20:
        return False
    fall_near, fall_far = 255 - float(np.median(light[near])), 255 - float(np.median(light[far]))
    return fall_far > 18 and fall_near < 0.55 * fall_far


def _ring(mask: npt.NDArray[np.uint8], inner: int, outer: int) -> npt.NDArray[np.bool_]:
    def wider(by: int) -> npt.NDArray[np.uint8]:
        disk = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * by + 1, 2 * by + 1))
        return np.asarray(cv2.dilate(mask, disk), np.uint8)

    return np.asarray((wider(outer) > 0) & (wider(inner) == 0), np.bool_)
