"""A person and their cards read again in, the person as they are then out. Pure.

What the cards no longer say goes, what they say now comes; what a human typed or took out, and what another address
book says, stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce

from cardscan.book.claims import Ledger, add_claims, claimed_by_codes, hold_name, stated
from cardscan.book.doubts import Doubt, doubts_of, still_doubtful
from cardscan.book.grow import settled
from cardscan.book.merge import merge
from cardscan.book.shelf import CardText
from cardscan.book.store import Snapshot
from cardscan.book.values import Value, replacements, revise, values, without
from cardscan.model import Contact


@dataclass(frozen=True, slots=True)
class Reread:
    """A card of the book (``CardRow.id``) as it is read now; ``flat`` is its flat card in ``cards/``, None if none was
    saved."""

    card: int
    text: CardText
    flat: str | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """What cards read again change of a person. ``held``: what stands, and what is read in its place and not taken."""

    uid: str
    before: Snapshot
    after: Snapshot
    held: tuple[tuple[Value, Value], ...]
    rereads: tuple[Reread, ...]


def revised(
    person: Snapshot, was: Sequence[CardText], now: Sequence[CardText], at: str
) -> tuple[Snapshot, tuple[tuple[Value, Value], ...]]:
    """Return the person when all their cards say ``now`` what they ``was`` saying, and what was held against that."""
    ledger, old = person.ledger, person.contact
    refused, typed = frozenset(ledger.refused), _stands(ledger)
    wanted = _named(without(_said(now), refused), _said(was), person)
    base = without(_said(was), refused & values(_said(now)))
    held = tuple((mine, read) for mine, read in replacements(base, wanted) if mine in refused | typed)
    base = without(base, refused | (typed - values(wanted)))
    contact = revise(old, base, without(wanted, frozenset(read for _, read in held)))
    claims = [one for one in ledger.claims if one.by != "code"]
    coded = (one for text in now for one in claimed_by_codes(text.fields, text.codes, text.contact, at))
    known = add_claims(ledger.claiming(claims), coded)
    contact = hold_name(known, old.name, contact, None)
    known = stated(known, contact)
    after = Snapshot(contact, person.encounters, settled(_doubts(now, contact), known), known)
    return after, tuple((mine, read) for mine, read in held if read not in values(contact))


def _stands(ledger: Ledger) -> frozenset[Value]:
    """Return the values that no camera may take away. A name is held part by part: see ``claims.hold_name``."""
    return frozenset(
        (one.part, one.text) for one in ledger.claims if one.by != "code" and not one.part.startswith("name.")
    )


def _said(texts: Sequence[CardText]) -> Contact:
    return reduce(merge, (text.contact for text in texts), Contact())


def _named(wanted: Contact, was: Contact, person: Snapshot) -> Contact:
    """A name that can no longer be read is not lost, and one that a human took away does not come back."""
    taken_away = person.contact.name is None and any(part == "name.full" for part, _ in person.ledger.refused)
    return replace(wanted, name=was.name) if wanted.name is None or taken_away else wanted


def _doubts(cards: Sequence[CardText], contact: Contact) -> list[Doubt]:
    return [
        doubt
        for text in cards
        for doubt in still_doubtful(doubts_of(text.fields, text.contact, contact), text.contact, contact)
    ]
