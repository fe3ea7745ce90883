"""A person whose card was changed in the book and on the server at once: one card that says what both say. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cardscan.model import Contact, Incoming, Person, Property
from cardscan.share.content_lines import Card, cards
from cardscan.share.vcard import to_vcard
from cardscan.share.vcard_in import read_card


def merged(mine: bytes, theirs: bytes, merge: Callable[[Contact, Contact], Contact]) -> bytes | None:
    """Return one card of two; None if either is not one whole card. ``merge`` makes one contact of two."""
    one, other = _read(mine), _read(theirs)
    if one is None or other is None:
        return None
    properties = tuple(dict.fromkeys((*one.properties, *other.properties)))
    contact = merge(one.contact, other.contact)
    return to_vcard(Person(one.uid or other.uid or "", contact, properties=properties)).encode()


def _read(content: bytes) -> Incoming | None:
    found = list(cards(content))
    incoming = read_card(found[0]) if len(found) == 1 and not found[0].broken else None
    if incoming is None:
        return None
    return replace(incoming, encounters=(), properties=(*incoming.properties, *_groups(found[0])))


def _groups(card: Card) -> tuple[Property, ...]:
    """The events stay groups: as meetings they would be noted a second time."""
    return tuple(Property(line.name, line.value) for line in card.lines if line.name == "CATEGORIES")
