"""A card in, the people who gave this very card before out: another photo of it says the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from cardscan.book import shelf
from cardscan.likeness.cards import same_card
from cardscan.likeness.folding import fold
from cardscan.model import Contact, Person


def seen_before(
    db: sqlite3.Connection, contact: Contact, lines: Sequence[str], candidates: Iterable[Person]
) -> frozenset[str]:
    """Return the uids of those of ``candidates`` one of whose cards has these lines and names this very person."""
    if contact.name is None or not lines:
        return frozenset()
    name = contact.name.full
    called = [one.uid for one in candidates if one.contact.name and fold(one.contact.name.full) == fold(name)]
    return frozenset(
        uid
        for uid in called
        if any(same_card(lines, [line.text for line in card.text.lines], name) for card in shelf.load_cards(db, uid))
    )
