"""Is a number written on a label, a piece of paper round it with an edge? A line alone may be anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from cardscan.image.corner import picture_of

if TYPE_CHECKING:
    import numpy.typing as npt

    from cardscan.image.spots import Spot
    from cardscan.model import CardImage, Pixels

PER_MM = 4.0  # pixels in the picture that is looked at
REACH_MM = 11.0  # from the number's middle; labels end before
ROUND_MM = (0.5, 1.2)  # from the number's box, how far the paper is surely the label's
WAYS = 48  # directions in which an edge is looked for,
CLOSED = 0.55  # and share of them in which there must be one: white paper on a white card hides some
LIKELY = 0.8  # chance of a spot that is a label; the spotter doubts marks on a sheet
BEYOND_MM = 1.25  # what is beyond the edge is not paper either; a cut line is thinner
PLAIN = 12.0  # grey levels by which paper varies,
EDGE = 3.0  # and how many times as much the ground round it differs, at least


def is_on_paper(card: CardImage, spot: Spot) -> bool:
    """Return whether the number at ``spot`` stands on plain paper that ends all round it."""
    if spot.chance < LIKELY:
        return False
    left, top, right, bottom = spot.box
    x, y = (left + right) / 2, (top + bottom) / 2
    window = (x - REACH_MM, y - REACH_MM, x + REACH_MM, y + REACH_MM)
    seen = picture_of(card.photo.pixels, spot.corner, window, PER_MM)
    return seen is not None and _closed(seen, ((right - left) / 2, (bottom - top) / 2)) >= CLOSED


def _closed(seen: Pixels, half: tuple[float, float]) -> float:
    """Return the share of directions in which the paper in the middle of ``seen``, round a box of ``half`` its size
    in mm, ends."""
    lab = cv2.cvtColor(cv2.GaussianBlur(seen, (0, 0), 0.8), cv2.COLOR_BGR2LAB).astype(np.float32)
    out = _outside(seen.shape[0], half)
    near = lab[(out >= ROUND_MM[0]) & (out < ROUND_MM[1])]
    paper = np.median(near, axis=0)
    spread = float(np.median(np.abs(near - paper).max(axis=1)))
    other = np.abs(lab - paper).max(axis=2) > max(PLAIN, EDGE * spread)
    return float(np.mean([_ends(other, out, angle) for angle in np.arange(WAYS) * 2 * np.pi / WAYS]))


def _outside(size: int, half: tuple[float, float]) -> npt.NDArray[np.float32]:
    """Return for each pixel how far it is from the box in mm, 0 inside."""
    y, x = np.abs(np.mgrid[:size, :size].astype(np.float32) - (size - 1) / 2) / PER_MM
    return np.asarray(np.hypot(np.clip(x - half[0], 0, None), np.clip(y - half[1], 0, None)), np.float32)


def _ends(other: npt.NDArray[np.bool_], out: npt.NDArray[np.float32], angle: float) -> bool:
    """Return whether something that is not paper, and is no line on it, is met in that direction from the middle."""
    steps = np.arange(0, REACH_MM - 0.5, 0.5 / PER_MM) * PER_MM
    middle = (other.shape[0] - 1) / 2
    x = np.rint(middle + steps * np.cos(angle)).astype(int)
    y = np.rint(middle + steps * np.sin(angle)).astype(int)
    met = other[y, x][out[y, x] >= ROUND_MM[0]]
    long = round(BEYOND_MM * PER_MM / 0.5)
    return len(met) >= long and bool((np.convolve(met, np.ones(long), "valid") == long).any())
