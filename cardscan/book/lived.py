"""How well cards were read, as it turned out: what was doubtful on each, and what a human took out later. Rows in,
values out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from cardscan.book.claims import Ledger
from cardscan.book.shelf import CardText
from cardscan.book.values import values


@dataclass(frozen=True, slots=True)
class LivedCard:
    """A card: when it came (ISO 8601, UTC), how many values it gave, how many of its fields were doubtful, and how many
    of its values a human has put right or taken out since."""

    at: str
    values: int
    doubtful: int
    corrected: int


def lived_cards(db: sqlite3.Connection) -> Iterator[LivedCard]:
    """Yield every card of people who are in the book, in the order in which they came."""
    query = (
        "select coalesce(read_at, person.added), reading, ledger from card join person using (uid)"
        " join picture on picture = hash order by 1, card.id"
    )
    for at, reading, ledger in db.execute(query):
        text = msgspec.json.decode(reading, type=CardText)
        refused = frozenset(msgspec.json.decode(ledger, type=Ledger).refused)
        said = values(text.contact)
        doubtful = len({one.path for one in text.fields if one.doubt})
        yield LivedCard(at, len(said), doubtful, len(said & refused))


def known_again(db: sqlite3.Connection) -> tuple[str, ...]:
    """Return when (ISO 8601, UTC) a card or record turned out to be of somebody who was in the book already, or two
    entries to be one person; what was taken back is left out."""
    query = (
        "select journal.at from journal join change on change.id = change where undone is null"
        " and (journal.action in ('merge', 'join') and after is not null"
        " or journal.action = 'import' and before is not null) order by 1"
    )
    return tuple(at for (at,) in db.execute(query))
