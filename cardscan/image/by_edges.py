"""A photo in, quads out that lie on edges with print inside: a second opinion where the network is in doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cardscan.image.choose import Candidate, candidate, choose
from cardscan.image.edges import Support, noise_of, supports
from cardscan.image.lettering import lettering
from cardscan.image.regions import possible_quads
from cardscan.image.shape import scaled, upright
from cardscan.image.sharpen import sharpen_corners
from cardscan.image.shrink import shrunk

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from cardscan.image.shape import Corners
    from cardscan.model import Pixels

WORKING_SIZE = 1000  # long side in pixels: enough for 30 cards, small enough for a second


def by_edges(pixels: Pixels, within: Corners) -> list[tuple[Corners, float]]:
    """Return quads in photo pixels, none overlapping another by much, each with its weight 0–1, heaviest first.

    Only cards whose four sides can be seen ``within`` that rectangle of the photo, (2, 2) from left top to right
    bottom, with print inside. About a second of one core for all of a photo; of 1,123 cards on development photographs
    it found twelve that the network had lost or outlined badly.
    """
    size = np.array(pixels.shape[1::-1])
    (left, top), (right, bottom) = np.clip(np.round(within), 0, size).astype(int)
    part = pixels[top:bottom, left:right]
    if not part.size:
        return []
    small, factor = shrunk(part, WORKING_SIZE * max(part.shape[:2]) / max(pixels.shape[:2]))
    noise = noise_of(small)
    letters, _ = lettering(small, noise)
    chosen = choose(_candidates(small, noise, letters), small, letters)
    whole = [each for each in chosen if not any(each.support.framed)]
    heaviest = sorted(whole, key=lambda each: -each.weight)
    return [(scaled(each.corners, factor) + np.array([left, top]), each.weight) for each in heaviest]


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
