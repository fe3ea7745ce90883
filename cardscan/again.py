"""Cards known on a picture and a new reading of it in, which is which out. Pure.

A card is where it was: its number on the page may have changed with the cards that are found.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

from cardscan.model import CardReading, Quad

K = TypeVar("K", bound=Hashable)
ENOUGH = 0.3  # of what two outlines cover together both must cover, to be of one card
Place = tuple[int, Quad]  # the page, and the outline on it in pixels of the upright photo


def found_again(known: Mapping[K, Place], read: Sequence[CardReading]) -> dict[K, CardReading]:
    """Return the reading of every known card that lies where it lay, the best fitting first; each reading once."""
    from cardscan.image.shape import corners_of, likeness  # brings OpenCV

    fits = [
        (likeness(corners_of(quad), corners_of(one.card.quad)), key, number)
        for key, (page, quad) in known.items()
        for number, one in enumerate(read)
        if one.card.photo.page == page
    ]
    found: dict[K, CardReading] = {}
    taken: set[int] = set()
    for fit, key, number in sorted(fits, key=lambda each: -each[0]):
        if fit >= ENOUGH and key not in found and number not in taken:
            found[key] = read[number]
            taken.add(number)
    return found
