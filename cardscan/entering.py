"""Cards read in, people in the book out: what every front end that fills the book shares. Asks nobody, prints
nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date as day
from typing import TYPE_CHECKING

from cardscan.errors import EngineError
from cardscan.model import Merge
from cardscan.shown import flat_jpeg
from cardscan.tally import why_unread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cardscan.book import Added, Book, Unread
    from cardscan.model import CardReading, Encounter, Plan
    from cardscan.seen import Seen
    from cardscan.sides import Failure

    Card = tuple[CardReading, ...]  # its sides, the front first

SAME_CARD = "the other side of the same card"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as readers know it (``name``), as people call it (``label``), what is in its file, and its hash."""

    name: str
    label: str
    content: bytes
    hash: str


def picture(name: str, label: str, content: bytes) -> Picture:
    """Return the picture with the hash by which the book knows it."""
    from cardscan.book import picture_hash

    return Picture(name, label, content, picture_hash(content))


def planned(book: Book, card: Card, seen: Seen) -> Plan:
    """Return what to do with a card: it goes to the person whose other side came with the picture before, else the
    book decides. Writes nothing."""
    front, *backs = card
    owner = seen.owner_of_other_side(front)
    if owner is not None:
        return Merge(front.parsed.contact, owner, both_sides(front))
    lines = [line.text for line in front.parsed.lines]
    return book.plan(front.parsed.contact, *(back.parsed.contact for back in backs), lines=lines)


def enter(book: Book, plan: Plan, card: Card, pictures: Mapping[str, Picture], met: Encounter) -> Added:
    """Put one card, front and back if both are there, into the book and return whose it is.

    ``pictures`` are by the name that readers know, and kept in the book already. Raises CannotSave, BookBusy.
    """
    front, *backs = card
    tag = next((side.card.tag for side in card if side.card.tag), None)
    encounter = replace(dated(met), tag=tag)
    added = book.apply(plan, front, picture=_hash(front, pictures), flat=flat_jpeg(front.card), encounter=encounter)
    for side in backs:
        whose = Merge(side.parsed.contact, added.uid, both_sides(side))
        book.apply(whose, side, picture=_hash(side, pictures), flat=flat_jpeg(side.card), encounter=encounter)
    return added


def close_pictures(book: Book, pictures: Sequence[Picture], failures: Sequence[Failure]) -> None:
    """Note that pictures need not be read again; neither the empty back of a card. A reader may be mended."""
    for one in pictures:
        errors = [failure.error for failure in failures if failure.source == one.name]
        unread = _unread(one, failures)
        if unread or not errors:
            book.keep_picture(one.content, one.label)
        book.note_unread(one.hash, unread)
        if not any(isinstance(error, EngineError) for error in errors):
            book.close_picture(one.hash)


def _unread(on: Picture, failures: Sequence[Failure]) -> list[Unread]:
    """Return the cards of a picture that gave nobody; those without a number tell nothing to anybody later."""
    from cardscan.book import Unread

    there = [failure for failure in failures if failure.source == on.name]
    cards = [(failure.card, why_unread(failure)) for failure in there if failure.card is not None]
    return [Unread(on.hash, card.photo.page, card.index, card.tag, why) for card, why in cards if card.tag]


def both_sides(side: CardReading) -> tuple[str, ...]:
    """Return why a side belongs to the person of the other side, in words."""
    return (SAME_CARD, *(side.other_side.reasons if side.other_side else ()))


def dated(met: Encounter) -> Encounter:
    """Return the meeting with its day: today, where an event has none. A command may run past midnight."""
    return replace(met, date=day.today().isoformat()) if met.event and not met.date else met


def _hash(side: CardReading, pictures: Mapping[str, Picture]) -> str:
    return pictures[side.card.photo.name].hash
