"""A person and something new about them in, the person as they are then out. Pure.

Nothing is thrown away and nothing outranked is overwritten: see ``claims`` for whom the book believes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cardscan.book.claims import Alias, Ledger, add_claims, allowed, claimed, hold_name, preferred, stated, told_first
from cardscan.book.doubts import Doubt, still_doubtful
from cardscan.book.merge import meet, merge, spellings
from cardscan.book.store import Snapshot
from cardscan.book.values import listed, values, without
from cardscan.book.wishes import taken_over
from cardscan.model import By, Claim, Contact, Encounter, Incoming


@dataclass(frozen=True, slots=True)
class News:
    """What a card or another address book adds: ``claims`` say what of it is more than read by a camera."""

    contact: Contact
    encounters: tuple[Encounter, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    claims: tuple[Claim, ...] = ()


def grown(before: Snapshot | None, news: News) -> Snapshot:
    """Return the person with the news; for None, somebody new."""
    if before is None:
        return Snapshot(news.contact, _met((), news.encounters), news.doubts, add_claims(Ledger(), news.claims))
    by = next((one.by for one in news.claims if one.part == "name.full"), None)
    new, old = allowed(before.ledger, news.contact), before.contact
    merged = merge(old, new, preferred(before.ledger, old, by))
    merged = hold_name(before.ledger, old.name, merged, by)
    ledger = stated(add_claims(before.ledger, news.claims), merged)
    kept = (*still_doubtful(before.doubts, old, merged), *still_doubtful(news.doubts, new, merged))
    return Snapshot(merged, _met(before.encounters, news.encounters), settled(kept, ledger), ledger)


def taken_in(before: Snapshot | None, incoming: Incoming, by: By, at: str) -> Snapshot:
    """Return the person with what another address book says; for None, somebody new.

    What that book no longer says of them, and nobody else ever said, goes.
    """
    after = _first_said(incoming, by, at) if before is None else _also_said(before, incoming, by, at)
    known = tuple(alias for alias in after.ledger.aliases if alias.uid != incoming.uid)
    aliases = (*known, Alias(incoming.uid or f"record {incoming.mark}", incoming.mark))
    known_before = after.ledger.properties
    properties = tuple(dict.fromkeys((*known_before, *taken_over(known_before, incoming.properties))))
    return replace(after, ledger=replace(after.ledger, aliases=aliases, properties=properties))


def _first_said(incoming: Incoming, by: By, at: str) -> Snapshot:
    ledger = told_first(incoming.contact, by, at)
    return Snapshot(incoming.contact, _met((), incoming.encounters), (), ledger)


def _also_said(before: Snapshot, incoming: Incoming, by: By, at: str) -> Snapshot:
    news = News(incoming.contact, incoming.encounters, (), claimed(incoming.contact, by, at))
    return grown(_less(before, incoming), news)


def _less(before: Snapshot, incoming: Incoming) -> Snapshot:
    """Return the person without what only an earlier version of the same record said."""
    if [alias.uid for alias in before.ledger.aliases] != [incoming.uid]:
        return before
    imported = {(one.part, one.text) for one in before.ledger.claims if one.by == "import"}
    gone = frozenset(one for one in imported - values(incoming.contact) if not one[0].startswith("name."))
    return replace(before, contact=without(before.contact, gone)) if gone else before


def joined(one: Snapshot, other: Snapshot) -> Snapshot:
    """Return two people who are one, under the uid of the first."""
    claims, ledger = other.ledger.claims, one.ledger
    merged = grown(replace(one, ledger=replace(ledger, refused=())), News(other.contact, other.encounters, (), claims))
    doubts = (*still_doubtful(one.doubts, one.contact, merged.contact), *other.doubts)
    held = values(merged.contact)
    refused = tuple(dict.fromkeys(one for one in (*ledger.refused, *other.ledger.refused) if one not in held))
    whole = replace(
        merged.ledger,
        refused=refused,
        aliases=tuple(dict.fromkeys((*ledger.aliases, *other.ledger.aliases))),
        properties=tuple(dict.fromkeys((*ledger.properties, *other.ledger.properties))),
    )
    return Snapshot(merged.contact, merged.encounters, tuple(dict.fromkeys(doubts)), whole)


def left_after_split(person: Snapshot, gone: Contact, met: Iterable[Encounter], rest: Contact) -> Snapshot:
    """Return the person without what only the cards that left say: ``gone`` is what those say, ``met`` where they were
    given, ``rest`` what the cards that stay say. What anybody claimed stays; the name is that of what stays."""
    claims = tuple(one for one in person.ledger.claims if one.by != "code" or (one.part, one.text) in values(rest))
    held = frozenset((one.part, one.text) for one in claims)
    spelled = (("notes", text) for text in spellings(gone))  # a merge noted what it had no place for
    only_there = frozenset(v for v in (*listed(gone), *spelled) if v not in values(rest) and v not in held)
    less = without(replace(person.contact, name=None), only_there)
    contact = replace(less, name=person.contact.name if rest.name is None else rest.name)
    ledger = stated(person.ledger.claiming(claims), contact)
    contact = hold_name(ledger, person.contact.name, contact, None)
    left = tuple(one for one in person.encounters if one not in set(met))
    return Snapshot(contact, left, person.doubts, ledger)


def _met(known: tuple[Encounter, ...], new: Iterable[Encounter]) -> tuple[Encounter, ...]:
    for one in new:
        known = meet(known, one)
    return known


def settled(doubts: Iterable[Doubt], ledger: Ledger) -> tuple[Doubt, ...]:
    """Return the doubts that no human has settled by typing or approving the value."""
    sure = {one.text.rpartition(" ")[2].casefold() for one in ledger.claims if one.by == "human"}
    sure |= {one.text.casefold() for one in ledger.claims if one.by == "human"}
    return tuple(one for one in dict.fromkeys(doubts) if one.text is None or one.text.casefold() not in sure)
