"""How well a card was caught, before anything is read: figures, and what to do in plain words.

The limits are where reading really fails: ``python -m bench.retake`` damages cards and reads them. What has been read
tells more; ``retake`` has the last word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from cardscan.image.shape import corners_of, side_lengths
from cardscan.image.shrink import shrunk
from cardscan.model import Quality

if TYPE_CHECKING:
    import numpy.typing as npt

    from cardscan.model import Pixels, Quad

CARD_MM = 91.0  # long side
SQUARE_MM = 70.0  # side of a square card
SQUARE = 1.15  # a card less oblong than this is taken for a square one
WORKING_SIZE = 800  # long side in pixels at which edges are measured: 0.11 mm a pixel, and losses begin at 0.5 mm
SAMPLES = 12_000  # pixels at which slopes are compared
SMALL_PRINT_MM = 6 * 25.4 / 72  # 6 point

LEAST_PRINT = 12.0  # pixels: small print lower than this is read with luck
LEAST_SHARPNESS = 0.58  # half of the pictures below this lose a name, a number or a mail address
MOST_GLARE = 0.03

CUT_OFF = "cut off by the edge of the picture: retake with the whole card in view"
BLURRED = "blurred: hold the phone still and retake"
GLARE = "glare: tilt the card or move the lamp, and retake"
TOO_FAR = "too far away: small print is {} pixels high; come nearer and retake"


def judge(pixels: Pixels, quad: Quad, flat: Pixels) -> Quality:
    """Return the quality of the card at ``quad`` in the photo ``pixels``, whose flat picture is ``flat``.

    ``dpi`` assumes that the long side is 91 mm (70 mm for a square card); ``sharpness`` is 1 where strokes have crisp
    edges and 0 where print of ordinary size is gone; ``glare`` is the share of the card that a light has washed out.
    """
    dpi = dots_per_inch(quad, flat)
    grey, _ = shrunk(cv2.cvtColor(flat, cv2.COLOR_BGR2GRAY), WORKING_SIZE)
    sharpness, glare = _sharpness(grey), _glare(grey)
    return Quality(dpi, sharpness, glare, _advice(is_cut(quad, pixels), dpi, sharpness, glare))


def print_height(dpi: float) -> float:
    """Return how many pixels of the photo small print (6 point) is high."""
    return SMALL_PRINT_MM * dpi / 25.4


def too_far(dpi: float) -> str:
    """Return the advice for a card that is too small in the photo."""
    return TOO_FAR.format(round(print_height(dpi)))


def dots_per_inch(quad: Quad, flat: Pixels) -> float:
    """Return the pixels of the photo for an inch of the card."""
    height, width = flat.shape[:2]
    oblong = max(height, width) / max(min(height, width), 1)
    return float(side_lengths(corners_of(quad)).max()) / ((CARD_MM if oblong > SQUARE else SQUARE_MM) / 25.4)


def is_cut(quad: Quad, pixels: Pixels) -> bool:
    """Return whether the card reaches over the picture's border. A card that *is* the picture does not."""
    height, width = pixels.shape[:2]
    x, y = corners_of(quad).T
    beyond = max(2.0, 0.004 * max(width, height))
    outside = (x < -beyond) | (y < -beyond) | (x > width - 1 + beyond) | (y > height - 1 + beyond)
    at_border = np.stack([x < 2, y < 2, x > width - 3, y > height - 3])
    sides = [bool((at_border[:, i] & at_border[:, (i + 1) % 4]).any()) for i in range(4)]
    return bool(outside.any()) or 0 < sum(sides) < 4


def _advice(cut: bool, dpi: float, sharpness: float, glare: float) -> str | None:
    if cut:
        return CUT_OFF
    if print_height(dpi) < LEAST_PRINT:
        return too_far(dpi)
    if sharpness < LEAST_SHARPNESS:
        return BLURRED
    return GLARE if glare > MOST_GLARE else None


def _sharpness(grey: npt.NDArray[Any]) -> float:
    """Return 0–1 from the width of the edges of print: 1 for 0.35 mm and less, 0 for 0.95 mm.

    The width is the contrast nearby over the slope, at the crispest edges, in the direction in which they are
    softest: a shaken photo is sharp along the shake and soft across it. Only what has half of the card's strongest
    contrast counts, so that soft designs and the grain of the paper do not.
    """
    per_mm = max(grey.shape) / CARD_MM
    window, margin = max(5, round(1.6 * per_mm)) | 1, max(1, round(1.5 * per_mm))
    kernel = np.ones((window, window), np.uint8)
    contrast = cv2.morphologyEx(cv2.medianBlur(grey, 3), cv2.MORPH_GRADIENT, kernel)
    inner = contrast[margin:-margin, margin:-margin]  # without the card's own edges
    if not inner.size:
        return 1.0
    marked = np.zeros(grey.shape, np.bool_)
    marked[margin:-margin, margin:-margin] = inner > max(18.0, 0.5 * _percentile(inner, 99))
    ink = np.flatnonzero(marked)
    if len(ink) < 300:
        return 1.0
    ink = ink[:: len(ink) // SAMPLES + 1]
    slopes = _slopes(grey, ink) / contrast.ravel()[ink].astype(np.float32)
    steepest = min(float(np.percentile(slope, 97)) for slope in slopes)
    return float(np.interp(1 / max(steepest, 1e-3) / per_mm, (0.35, 0.95), (1.0, 0.0)))


def _slopes(grey: npt.NDArray[Any], places: npt.NDArray[np.intp]) -> npt.NDArray[np.float32]:
    """Return the steepness in grey levels a pixel in four directions at the places, shape (4, number of places)."""
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    across = cv2.Sobel(smooth, cv2.CV_16S, 1, 0).ravel()[places].astype(np.float32) / 8
    down = cv2.Sobel(smooth, cv2.CV_16S, 0, 1).ravel()[places].astype(np.float32) / 8
    slopes = np.stack([across, down, (across + down) / np.sqrt(2), (across - down) / np.sqrt(2)])
    return np.asarray(np.abs(slopes), np.float32)


def _percentile(levels: npt.NDArray[Any], percent: float) -> int:
    """Return the percentile of grey levels, from their histogram: many times faster than sorting."""
    counts = cv2.calcHist([np.ascontiguousarray(levels)], [0], None, [256], [0, 256]).ravel().cumsum()
    return int(np.searchsorted(counts, percent / 100 * counts[-1]))


def _glare(grey: npt.NDArray[Any]) -> float:
    """Return the share of large burnt-out patches that fade softly into something darker. White paper and printed
    panels do not: the one has no darker surroundings, the others end in a line."""
    small, _ = shrunk(grey, 200)
    if _percentile(small, 50) >= 245:  # white paper, well lit
        return 0.0
    burnt = (small >= 250).astype(np.uint8)
    burnt = np.asarray(cv2.morphologyEx(burnt, cv2.MORPH_OPEN, np.ones((4, 4), np.uint8)), np.uint8)
    if not burnt.any():
        return 0.0
    count, labels, stats, _ = cv2.connectedComponentsWithStats(burnt)
    largest = sorted(range(1, count), key=lambda i: -int(stats[i, 4]))[:5]
    washed = sum(int(stats[i, 4]) for i in largest if _fades(np.asarray(labels == i), small))
    return float(washed / burnt.size)


def _fades(patch: npt.NDArray[np.bool_], light: npt.NDArray[Any]) -> bool:
    """Return whether the brightness falls slowly around ``patch``: still bright 1 mm out, much darker 5 mm out."""
    mask = patch.astype(np.uint8)
    near = _ring(mask, 1, 3)
    far = _ring(mask, 8, 12)
    if near.sum() < 10 or far.sum() < 10:
        return False
    fall_near, fall_far = 255 - float(np.median(light[near])), 255 - float(np.median(light[far]))
    return fall_far > 18 and fall_near < 0.55 * fall_far


def _ring(mask: npt.NDArray[np.uint8], inner: int, outer: int) -> npt.NDArray[np.bool_]:
    def wider(by: int) -> npt.NDArray[np.uint8]:
        disk = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * by + 1, 2 * by + 1))
        return np.asarray(cv2.dilate(mask, disk), np.uint8)

    return np.asarray((wider(outer) > 0) & (wider(inner) == 0), np.bool_)
