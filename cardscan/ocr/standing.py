"""Lines that stand in the picture, of a card that lies on its side or is set in columns: the detector was mostly taught
with level ones, and misses standing ones that are small and blurred. So such a card is looked at on its side, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cardscan.ocr.boxes import besides, in_order, overlaps_joined, size_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from cardscan.model import Pixels

    Floats = npt.NDArray[np.float32]

MOSTLY = 0.5  # part of the length of all lines that stand
LONG = 1.5  # times as high as it is wide is a line that stands


def most_stand(found: Sequence[Floats]) -> bool:
    """Return whether most of what was found, boxes (4, 2), stands."""
    sizes = [size_of(box) for box in found]
    standing = sum(high for wide, high in sizes if high > LONG * wide)
    return standing > MOSTLY * sum(max(size) for size in sizes)


def on_its_side(pixels: Pixels) -> Pixels:
    """Return a card a quarter turn against the clock."""
    return np.ascontiguousarray(np.rot90(pixels))


def stood_up(found: Sequence[Floats], width: int) -> list[Floats]:
    """Return boxes found on the side of a card, ``width`` pixels wide, as they are on the card itself."""
    return [in_order(np.stack([width - box[:, 1], box[:, 0]], axis=1)) for box in found]


def together(found: Sequence[Floats], again: Sequence[Floats]) -> list[Floats]:
    """Return the boxes of the look that found more, with those of the other that lie in none of them: joined to those
    that they share a glyph with."""
    most, least = sorted((list(found), list(again)), key=_length, reverse=True)
    more = besides(most, least)
    return overlaps_joined([*most, *more]) if more else most


def _length(found: Sequence[Floats]) -> float:
    return sum(max(size_of(box)) for box in found)
