"""Cards known on a picture and a new reading of it in, which is which out. Pure.

A card is where it was: its number on the page may have changed with the cards that are found. Of several people on one
card each is who is called so.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

from cardscan.model import CardReading, Contact, Quad

K = TypeVar("K", bound=Hashable)
ENOUGH = 0.3  # of what two outlines cover together both must cover, to be of one card
Place = tuple[int, Quad, str]  # the page, the outline on it in pixels of the upright photo, and the name on the card


def found_again(known: Mapping[K, Place], read: Sequence[CardReading]) -> dict[K, CardReading]:
    """Return the reading of every known card that lies where it lay, the best fitting first, of those that fit alike
    first those of one name; each reading once."""
    from cardscan.image.shape import corners_of, likeness  # brings OpenCV

    fits = [
        (likeness(corners_of(quad), corners_of(one.card.quad)), called == name_on(one.parsed.contact), key, number)
        for key, (page, quad, called) in known.items()
        for number, one in enumerate(read)
        if one.card.photo.page == page
    ]
    found: dict[K, CardReading] = {}
    taken: set[int] = set()
    for fit, _, key, number in sorted(fits, key=lambda each: (-round(each[0], 3), not each[1])):
        if fit >= ENOUGH and key not in found and number not in taken:
            found[key] = read[number]
            taken.add(number)
    return found


def replaced(before: Mapping[K, str], read: Sequence[CardReading]) -> list[K | None]:
    """Return which of the people known on one card (``before``: their names) each reading of it is, None for somebody
    new. A card of one person is that person's, whatever name is read on it now."""
    names = {called: key for key, called in before.items()}
    told = [names.get(name_on(one.parsed.contact)) for one in read]
    if len(before) == 1 and told and not any(key is not None for key in told):
        told[0] = next(iter(before))
    return told


def name_on(contact: Contact) -> str:
    """Return the name on a card as it is printed; empty where there is none."""
    return contact.name.full if contact.name else ""
