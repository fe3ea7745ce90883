"""Photo in, the corners of its cards out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from cardscan.image.choose import Candidate, candidate, choose
from cardscan.image.edges import Support, noise_of, sharpen_corners, supports
from cardscan.image.lettering import lettering
from cardscan.image.regions import possible_quads
from cardscan.image.shape import quad_of, scaled, upright
from cardscan.image.whole import is_whole_card, whole_picture

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from cardscan.image.shape import Corners
    from cardscan.model import Photo, Pixels, Quad

WORKING_SIZE = 1000  # long side in pixels: enough for 30 cards, small enough for half a second
FINE_SIZE = 3000  # long side in pixels of the picture in which corners are made exact


def find_cards(photo: Photo) -> tuple[Quad, ...]:
    """Return the quads of the cards in ``photo``, in pixels of the photo, rows top to bottom, left to right.

    Each quad is clockwise and begins at the corner that is top left when the photo is held as it is; which way up the
    card's text runs is not known here. A flat scan is one card. An empty tuple means that no card is to be seen.
    """
    small, factor = _shrunk(photo.pixels, WORKING_SIZE)
    noise = noise_of(small)
    letters, marks = lettering(small, noise)
    chosen = choose(_candidates(small, noise, letters), small, letters)
    if is_whole_card(small, chosen, letters, marks):
        return (quad_of(whole_picture(photo.pixels)),)
    found = [_exact(photo.pixels, scaled(c.corners, factor), factor) for c in chosen]
    return tuple(quad_of(corners) for corners in reading_order(found))


def reading_order(found: Sequence[Corners]) -> list[Corners]:
    """Return the quads row by row from the top, each row from the left. Rows may slant a little."""
    left = sorted(found, key=lambda corners: corners[:, 1].mean())
    ordered: list[Corners] = []
    while left:
        row = [left.pop(0)]
        reach = 0.5 * (np.ptp(row[0][:, 1]))
        for corners in list(left):
            nearest = min(row, key=lambda other: abs(other[:, 0].mean() - corners[:, 0].mean()))
            if abs(corners[:, 1].mean() - nearest[:, 1].mean()) < reach:
                row.append(corners)
                left = [other for other in left if other is not corners]
        ordered += sorted(row, key=lambda corners: corners[:, 0].mean())
    return ordered


def _candidates(small: Pixels, noise: float, letters: npt.NDArray[np.uint8]) -> list[Candidate]:
    rough = _distinct(possible_quads(small), 4.0)
    hopeful = [quad for quad, seen in zip(rough, supports(small, rough, noise, 5), strict=True) if _is_hopeful(seen)]
    sharp = [upright(sharpen_corners(small, quad, 6.0, 48)) for quad in hopeful]
    found = _distinct([*sharp, *hopeful], 1.0)
    return [candidate(quad, seen, letters) for quad, seen in zip(found, supports(small, found, noise), strict=True)]


def _is_hopeful(seen: Support) -> bool:
    """Return whether sharpening may make a card of a rough quad: its lines may be a few pixels off, so ask little."""
    return sum(side > 0.15 or framed for side, framed in zip(seen.sides, seen.framed, strict=True)) >= 3


def _distinct(quads: Iterable[Corners], apart: float) -> list[Corners]:
    """Return the quads without those whose corners all lie within ``apart`` pixels of an earlier one's."""
    kept = np.empty((0, 4, 2))
    for quad in quads:
        if not len(kept) or np.abs(kept - quad).max(axis=(1, 2)).min() >= apart:
            kept = np.concatenate([kept, quad[None]])
    return list(kept)


def _exact(pixels: Pixels, corners: Corners, factor: float) -> Corners:
    """Return ``corners`` (photo pixels) made exact in a picture of up to FINE_SIZE."""
    left, top = np.floor(np.clip(corners.min(axis=0) - 20 * factor, 0, None)).astype(int)
    right, bottom = np.ceil(corners.max(axis=0) + 20 * factor).astype(int)
    part = pixels[top:bottom, left:right]
    fine, step = _shrunk(part, min(FINE_SIZE, round(max(part.shape[:2]) * 2.5 / max(factor, 1e-6))))
    reach = max(2.5 * factor / step, 2.0)
    sharp = sharpen_corners(fine, scaled(corners - (left, top), 1 / step), reach)
    return upright(scaled(sharp, step) + np.array([left, top]))


def _shrunk(pixels: Pixels, size: int) -> tuple[Pixels, float]:
    """Return the picture with a long side of at most ``size``, and how many old pixels make a new one."""
    height, width = pixels.shape[:2]
    factor = max(height, width) / max(size, 1)
    if factor <= 1:
        return pixels, 1.0
    shape = (max(1, round(width / factor)), max(1, round(height / factor)))
    return np.asarray(cv2.resize(pixels, shape, interpolation=cv2.INTER_AREA), np.uint8), factor
