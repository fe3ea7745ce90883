"""Shading and shadows taken out of a flat card, where that is safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from cardscan.model import Pixels

    Floats = npt.NDArray[np.float32]

LEAST_PAPER = 0.45  # of the card must be one bare colour, or there is nothing to judge the light by
LEAST_UNEVENNESS = 0.10
STRONGEST = (0.6, 2.5)  # bounds of the correction


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
    light = _spread(small.mean(axis=2), paper)
    level = float(np.percentile(light, 80))
    low, high = np.percentile(light, (2, 98))
    if high / low - 1 < LEAST_UNEVENNESS:
        return pixels
    gain = np.clip(level / light, *STRONGEST).astype(np.float32)
    full = cv2.resize(gain, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(np.clip(pixels.astype(np.float32) * np.asarray(full)[..., None], 0, 255), np.uint8)


def _paper(small: Floats) -> npt.NDArray[np.bool_]:
    """Return which pixels are bare paper: the hue of most of the card, and a brightness that changes slowly."""
    log = np.log(small)
    tint = log - log.mean(axis=2, keepdims=True)
    usual = np.median(tint.reshape(-1, 3), axis=0)
    bright = cv2.medianBlur(np.clip(small.mean(axis=2), 0, 255).astype(np.uint8), 5).astype(np.float32) + 1
    window = np.ones((5, 5), np.uint8)
    calm = cv2.morphologyEx(bright, cv2.MORPH_GRADIENT, window) < 0.10 * bright
    same_tint = np.abs(tint - usual).max(axis=2) < 0.12
    return np.asarray(calm & same_tint & _one_level(bright, calm & same_tint), np.bool_)


def _one_level(bright: Floats, eligible: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return which pixels lie on one smooth surface of brightness (of second order), the one most agree on."""
    height, width = bright.shape
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
    terms = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1)
    level = np.log(bright)
    kept = eligible.copy()
    for _ in range(4):
        if kept.sum() < 50:
            return np.zeros_like(eligible)
        surface = np.linalg.lstsq(terms[kept], level[kept], rcond=None)[0]
        miss = np.abs(terms @ surface - level)
        kept = eligible & (miss < max(0.08, 1.5 * float(np.median(miss[kept]))))
    return np.asarray(eligible & (miss < 0.25), np.bool_)


def _spread(bright: Floats, paper: npt.NDArray[np.bool_]) -> Floats:
    """Return the paper's brightness everywhere: filled in under the print from the paper around it."""
    weight = paper.astype(np.float32)
    total = np.zeros_like(bright)
    known = np.zeros_like(bright)
    for sigma, trust in ((4.0, 1.0), (12.0, 0.02), (60.0, 0.0005)):
        total += trust * cv2.GaussianBlur(bright * weight, (0, 0), sigma)
        known += trust * cv2.GaussianBlur(weight, (0, 0), sigma)
    return np.asarray(total / np.maximum(known, 1e-6), np.float32)
