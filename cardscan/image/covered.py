"""An outline that is not of the size that the cards of its table are in, the same prolonged to that size out, under the
card that covers a part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cardscan.image.outline import border_of, merit, shapes
from cardscan.image.shape import upright

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cardscan.image.instances import Instance
    from cardscan.image.shape import Corners
    from cardscan.image.sight import Sight
    from cardscan.image.size import Size

    Edges = Callable[[Sequence[Corners]], Sequence[float]]  # how well outlines lie on edges of the photo, 0–1

OF_A_SIZE = 0.08  # of its sides, both together: as near, and an outline is left as it is
OFF = 0.5  # what a shape loses for each part that its sides are off a card's,
MOST_OFF = 0.15  # at the most: much less than if it lay beside the card, on the table
TRIED = 6  # shapes, the best without regard to size, a corner and a side of which may be the card's
ROOM = 1.2  # shorter sides about what is seen
AS_GOOD = 0.03  # shapes as near to the best are told apart by the edges in the photo


def of_its_size(corners: Corners, instance: Instance, sight: Sight, size: Size, edges: Edges) -> Corners:
    """Return the outline in photo pixels, clockwise; as it is where it is of ``size``, or nothing fits better."""
    off = size.off(corners)
    if off is None or off < OF_A_SIZE:
        return corners
    border = border_of(instance, sight, room=int(np.ceil(ROOM * instance.short)))
    if border is None:
        return corners
    bases = sorted(shapes(border.contour), key=lambda shape: -merit(shape, border))[:TRIED]
    tried = [corners, *(sight.in_photo(upright(border.in_cells(base))) for base in bases)]
    tried += [upright(card) for base in tried for card in size.cards_at(base)]
    worth = []
    for each in tried:
        off = size.off(each)
        loss = MOST_OFF if off is None else min(OFF * off, MOST_OFF)
        worth.append(merit(border.in_sub_cells(sight.in_cells(each)), border) - loss)
    good = [each for each, value in zip(tried, worth, strict=True) if value > max(worth) - AS_GOOD]
    return max(zip(good, edges(good), strict=True), key=lambda one: one[1])[0] if len(good) > 1 else good[0]
