"""A card in, the same with what lies in deep shadow lit up out: print there is too faint for the detector.

Shadows cannot be told from dark panels by their looks. Nor need they be: what was found before stays as it is, and of
the rest only dark parts are lit in which there is something that was not found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from cardscan.model import Pixels

    Floats = npt.NDArray[np.float32]
    Mask = npt.NDArray[np.uint8]

SIDE = 480  # pixels: the longer side of the picture in which it is looked for shadows
COARSE = 160  # pixels along it, of those that are looked at first
AROUND = 21  # pixels of it about each place, of which the brightest is paper, or what is printed in white
DARK = 0.4  # of the brightness of the card's paper: below, it is a shadow or a dark panel
LARGEST_GAIN = 8.0
MARGIN = 3  # pixels of it about what was found
STEEP = 0.12  # of the brightness there, from one pixel to the next but one: an edge of print
FEWEST_EDGES = 60  # pixels of it: a word or two
RIM = 0.02  # of the longer side: so near to the card's edge there is no print, but what lies beside the card


def lit_up(pixels: Pixels, found: Sequence[Floats]) -> Pixels | None:
    """Return the card with dark parts as bright as its paper, but for what is in the boxes (4, 2) that were ``found``;
    None where no dark part has anything else in it."""
    if not _may_be_dark(pixels):
        return None
    factor = min(1.0, SIDE / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.uint8)
    paper = cv2.dilate(cv2.medianBlur(grey, 3), np.ones((AROUND, AROUND), np.uint8))
    usual = float(np.percentile(paper, 90))
    rim, covered = round(RIM * max(grey.shape)), _cover(found, factor, grey.shape)
    dark = np.asarray((paper < DARK * usual) & (covered == 0))[rim:-rim, rim:-rim]
    if not dark.any() or not _has_print(grey[rim:-rim, rim:-rim], dark):
        return None
    gain = np.clip(usual / np.maximum(cv2.GaussianBlur(paper, (0, 0), AROUND / 3).astype(np.float32), 1.0), 1.0, None)
    height, width = pixels.shape[:2]
    gain = np.where(covered > 0, 1.0, np.minimum(gain, LARGEST_GAIN)).astype(np.float32)
    full = np.asarray(cv2.resize(gain, (width, height), interpolation=cv2.INTER_LINEAR))
    return np.asarray(np.clip(pixels.astype(np.float32) * full[..., None], 0, 255), np.uint8)


def _may_be_dark(pixels: Pixels) -> bool:
    """Return whether a few of the card's pixels leave it open that parts of it are dark: of most cards they do not."""
    step = max(max(pixels.shape[:2]) // COARSE, 1)
    paper = cv2.dilate(np.ascontiguousarray(pixels[::step, ::step].max(axis=2)), np.ones((5, 5), np.uint8))
    return bool((paper < DARK * float(np.percentile(paper, 90))).any())


def _has_print(grey: Mask, where: npt.NDArray[np.bool_]) -> bool:
    """Return whether there is more than grain in a part of the picture."""
    calm = cv2.GaussianBlur(grey.astype(np.float32), (0, 0), 0.8)
    steep = np.maximum(np.abs(cv2.Sobel(calm, cv2.CV_32F, 1, 0)), np.abs(cv2.Sobel(calm, cv2.CV_32F, 0, 1))) / 4
    return int((where & (steep > STEEP * np.maximum(calm, 8.0))).sum()) >= FEWEST_EDGES


def _cover(found: Sequence[Floats], factor: float, shape: tuple[int, ...]) -> Mask:
    covered = np.zeros(shape, np.uint8)
    for box in found:
        cv2.fillConvexPoly(covered, np.round(box * factor).astype(np.int32), 1)
    return np.asarray(cv2.dilate(covered, np.ones((2 * MARGIN + 1, 2 * MARGIN + 1), np.uint8)), np.uint8)
