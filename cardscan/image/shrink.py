"""A picture in, the same picture no larger than needed out."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

HALVED = 4.0  # times as large as wanted, each way: from there on


def shrunk(pixels: npt.NDArray[Any], long_side: float) -> tuple[npt.NDArray[Any], float]:
    """Return the picture, grey or in colour, with a long side of at most ``long_side`` pixels, and how many old pixels
    make a new one (at least 1). By area, so that nothing is skipped and nothing aliases."""
    height, width = pixels.shape[:2]
    factor = max(height, width) / max(long_side, 1)
    if factor <= 1:
        return pixels, 1.0
    return resized(pixels, (max(1, round(width / factor)), max(1, round(height / factor)))), factor


def resized(pixels: npt.NDArray[Any], size: tuple[int, int]) -> npt.NDArray[Any]:
    """Return the picture with ``size`` (width, height) pixels, fewer than it has, by area.

    Two by two pixels go into one first, while that leaves twice as many as are wanted: of 12 megapixels, in half the
    time.
    """
    while min(pixels.shape[1] / size[0], pixels.shape[0] / size[1]) >= HALVED and not any(
        n % 2 for n in pixels.shape[:2]
    ):
        half = (pixels.shape[1] // 2, pixels.shape[0] // 2)
        pixels = np.asarray(cv2.resize(pixels, half, interpolation=cv2.INTER_AREA))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))
