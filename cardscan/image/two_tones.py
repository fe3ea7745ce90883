"""An outline of half a card in, that of the whole out: of two colours, one was not taken for paper. Cards of one table
are of one size, and on the edges of the photo it shows where this one ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cardscan.image.edges import noise_of, supports
from cardscan.image.shape import NEXT, scaled, share_inside, upright
from cardscan.image.sharpen import sharpen_corners
from cardscan.image.shrink import shrunk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.image.edges import Support
    from cardscan.image.shape import Corners
    from cardscan.image.size import Size
    from cardscan.model import Pixels

WORKING_SIZE = 1000  # long side in pixels of the picture in which edges are looked for
REACH = 6.0  # pixels of it: how far they may lie from where a card of the size would end
SLACK = 4  # likewise, of outlines that are not moved onto them
HALF = 0.2  # by which part an outline is off the size that may be half a card's
HELD = 0.9  # part of the outline that the whole card holds
SEEN = 0.6  # support by edges from which it is believed, if what it adds has as much,
STILL = 0.08  # by which part it may be off the size when its sides lie on edges


class SeenEdges:
    """A photo's edges, as a smaller picture of it shows them."""

    def __init__(self, pixels: Pixels) -> None:
        self._small, self._factor = shrunk(pixels, WORKING_SIZE)
        self._noise = noise_of(self._small)

    def along(self, outlines: Sequence[Corners]) -> list[float]:
        """Return for each outline (photo pixels) which part of its sides lies on edges, 0–1."""
        small = [scaled(each, 1 / self._factor) for each in outlines]
        return [sum(each.sides) / 4 for each in supports(self._small, small, self._noise, SLACK)]

    def with_other_half(self, corners: Corners, size: Size) -> Corners | None:
        """Return the card of ``size`` that holds an outline (photo pixels, clockwise) which is but a part of one, and
        whose four sides lie on edges; None where there is no such card, or the outline is of the size. An outline on
        edges may be a square card: then the rest of the whole must lie on edges, too."""
        off = size.off(corners)
        if off is None or off < HALF:
            return None
        rough = [card for card in size.cards_at(corners) if share_inside(corners, card) > HELD]
        sharp = [upright(sharpen_corners(self._small, scaled(card, 1 / self._factor), REACH)) for card in rough]
        small = scaled(corners, 1 / self._factor)
        halves = [_beyond(small, card) for card in sharp]
        (own,) = self._supports([small])
        found = [
            (whole.score, scaled(card, self._factor))
            for whole, half, card in zip(self._supports(sharp), self._supports(halves), sharp, strict=True)
            if whole.score >= SEEN and (whole.score > own.score or half.score >= SEEN)
            if (size.off(scaled(card, self._factor)) or 0.0) < STILL
        ]
        return max(found, key=lambda one: one[0])[1] if found else None

    def _supports(self, outlines: Sequence[Corners]) -> list[Support]:
        return supports(self._small, outlines, self._noise)


def _beyond(corners: Corners, card: Corners) -> Corners:
    """Return the part of a card that an outline at one end of it leaves."""
    apart = np.hypot(*(card[:, None] - corners[None]).transpose(2, 0, 1))  # (4, 4)
    from_outline = apart.min(axis=1)
    first = int(np.argmax(from_outline + from_outline[NEXT]))  # the far side begins there
    far = [first, NEXT[first]]
    return np.array([*card[far], *corners[apart[far].argmin(axis=1)][::-1]])
