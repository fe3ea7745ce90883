"""The cards of the picture before, whose backs may be in the next one, and whose they are in the book."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cardscan.model import ParsedCard
from cardscan.sides import side_seen, sides_to_come

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cardscan.book import Book
    from cardscan.book.shelf import CardText
    from cardscan.model import CardReading
    from cardscan.sides import Face

    Place = tuple[str, int, int]  # the picture's name, the page, the number of the card


@dataclass(frozen=True, slots=True)
class Seen:
    """``faces`` wait for their other side; ``owners`` are uids by the place of the card."""

    faces: tuple[Face, ...] = ()
    owners: Mapping[Place, str] = field(default_factory=dict)

    def owner_of_other_side(self, reading: CardReading) -> str | None:
        """Return whose the card is of which ``reading`` is the other side, if it came with the picture before."""
        other = reading.other_side
        return self.owners.get((other.source, other.page, other.card)) if other else None


def seen_now(cards: Sequence[tuple[str, CardReading]]) -> Seen:
    """Return what to remember of a picture that was just read: ``cards`` of its last page with their uids."""
    owners = {(one.card.photo.name, one.card.photo.page, one.card.index): uid for uid, one in cards}
    return Seen(sides_to_come([one for _, one in cards]), owners)


def seen_before(book: Book, name: str, picture: str) -> Seen:
    """Return what to remember of a picture (its hash) that is in the book already, now called ``name``."""
    cards = book.cards_on(picture)
    count = Counter(uid for uid, _ in cards)
    alone = [(uid, card) for uid, card in cards if count[uid] == 1]
    faces = (
        side_seen(name, card.page, card.number, card.text.quad, _parsed(card.text), card.text.codes)
        for _, card in alone
    )
    return Seen(tuple(faces), {(name, card.page, card.number): uid for uid, card in alone})


def _parsed(text: CardText) -> ParsedCard:
    return ParsedCard(text.lines, text.contact, text.fields)
