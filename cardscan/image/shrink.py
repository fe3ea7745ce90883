"""A picture in, the same picture no larger than needed out."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt


def shrunk(pixels: npt.NDArray[Any], long_side: float) -> tuple[npt.NDArray[Any], float]:
    """Return the picture, grey or in colour, with a long side of at most ``long_side`` pixels, and how many old pixels
    make a new one (at least 1). By area, so that nothing is skipped and nothing aliases."""
    height, width = pixels.shape[:2]
    factor = max(height, width) / max(long_side, 1)
    if factor <= 1:
        return pixels, 1.0
    size = (max(1, round(width / factor)), max(1, round(height / factor)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)), factor
