"""Shading and shadows taken out of a flat card, where that is safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from cardscan.model import Pixels

    Floats = npt.NDArray[np.float32]

LEAST_PAPER = 0.5  # of the card must be one bare colour, or there is nothing to judge the light by
LEAST_UNEVENNESS = 0.10
STRONGEST = (0.6, 2.0)  # bounds of the correction


def even_light(pixels: Pixels) -> Pixels:
    """Return the flat card as if lit evenly, or ``pixels`` itself where that would not help or not be safe.

    The light is judged by the card's bare paper (of any colour, also dark). A card without one dominant paper colour
    is left alone, so that panels and gradients are not taken for shadows.
    """
    height, width = pixels.shape[:2]
    scale = 240 / max(height, width)
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.float32) + 1.0
    paper = _paper(small)
    if paper.mean() < LEAST_PAPER:
        return pixels
    light = _light(small, paper)
    low, high = np.percentile(light, (2, 98))
    if high / low - 1 < LEAST_UNEVENNESS:
        return pixels
    gain = np.clip(np.percentile(light, 80) / light, *STRONGEST).astype(np.float32)
    full = np.asarray(cv2.resize(gain, (width, height), interpolation=cv2.INTER_LINEAR))
    return np.asarray(np.clip(pixels.astype(np.float32) * full[..., None], 0, 255), np.uint8)


def _paper(small: Floats) -> npt.NDArray[np.bool_]:
    """Return which pixels are bare paper: the hue of most of the card, and a brightness that changes slowly."""
    log = np.log(small)
    tint = log - log.mean(axis=2, keepdims=True)
    usual = np.median(tint.reshape(-1, 3), axis=0)
    bright = cv2.medianBlur(np.clip(small.mean(axis=2), 0, 255).astype(np.uint8), 5).astype(np.float32) + 1
    window = np.ones((5, 5), np.uint8)
    calm = cv2.morphologyEx(bright, cv2.MORPH_GRADIENT, window) < 0.10 * bright
    same_tint = np.abs(tint - usual).max(axis=2) < 0.06
    return _one_level(bright, np.asarray(calm & same_tint))


def _one_level(bright: Floats, eligible: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return the eligible pixels whose brightness lies on one smooth surface, the one most of them agree on."""
    level, kept = np.log(bright), eligible
    for _ in range(5):
        if kept.sum() < 50:
            return np.zeros_like(eligible)
        miss = np.abs(_surface(level, kept) - level)
        kept = np.asarray(eligible & (miss < max(0.06, 1.5 * float(np.median(miss[kept])))))
    return kept


def _light(small: Floats, paper: npt.NDArray[np.bool_]) -> Floats:
    """Return the brightness that bare paper would have at each pixel."""
    return np.asarray(np.exp(_surface(np.log(small.mean(axis=2)), paper)), np.float32)


def _surface(level: Floats, known: npt.NDArray[np.bool_]) -> Floats:
    """Return the surface of second order that fits ``level`` best where it is ``known``, at every pixel. A surface this
    stiff cannot follow a panel or a photo on the card and so cannot wash it out."""
    height, width = level.shape
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
    terms = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1)
    return np.asarray(terms @ np.linalg.lstsq(terms[known], level[known], rcond=None)[0], np.float32)
