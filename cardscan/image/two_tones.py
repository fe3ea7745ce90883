"""An outline of half a card in, that of the whole out: of two colours, one was not taken for paper. Cards of one table
are of one size, and on the edges of the photo it shows where this one ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.image.edges import noise_of, supports
from cardscan.image.shape import scaled, share_inside, upright
from cardscan.image.sharpen import sharpen_corners
from cardscan.image.shrink import shrunk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.image.shape import Corners
    from cardscan.image.size import Size
    from cardscan.model import Pixels

WORKING_SIZE = 1000  # long side in pixels of the picture in which edges are looked for
REACH = 6.0  # pixels of it: how far they may lie from where a card of the size would end
SLACK = 4  # likewise, of outlines that are not moved onto them
HALF = 0.2  # by which part an outline is off the size that may be half a card's
HELD = 0.9  # part of the outline that the whole card holds
SEEN = 0.6  # support by edges from which it is believed
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
        whose four sides lie on edges; None where there is no such card, or the outline is of the size."""
        off = size.off(corners)
        if off is None or off < HALF:
            return None
        rough = [card for card in size.cards_at(corners) if share_inside(corners, card) > HELD]
        sharp = [upright(sharpen_corners(self._small, scaled(card, 1 / self._factor), REACH)) for card in rough]
        found = [
            (each.score, scaled(card, self._factor))
            for each, card in zip(supports(self._small, sharp, self._noise), sharp, strict=True)
            if each.score >= SEEN and (size.off(scaled(card, self._factor)) or 0.0) < STILL
        ]
        return max(found, key=lambda one: one[0])[1] if found else None
