"""Changes that touch people who are there: edited, joined, split, deleted, and taken back. Whoever calls holds the
transaction; each of these is one change of the journal.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import reduce

from cardscan.book import events, journal, shelf, store, thanks
from cardscan.book.claims import Ledger, add_claims, claimed_by_codes, edited, stated
from cardscan.book.doubts import Doubt, doubts_of, locate, spots
from cardscan.book.grow import joined, left_after_split
from cardscan.book.journal import Entry, Moved
from cardscan.book.meetings import Told, carried_over, retold
from cardscan.book.merge import merge
from cardscan.book.reread import Reread, Revision, revised
from cardscan.book.shelf import CardRow
from cardscan.book.store import Snapshot
from cardscan.book.values import Value, at_path, listed, revise, values
from cardscan.book.wishes import Wish, wish_in, wishing
from cardscan.errors import CannotUndo, CardscanError, NotFound
from cardscan.model import Claim, Contact, Encounter


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one person: ``before`` None for somebody new, ``after`` None for somebody who leaves."""

    uid: str
    before: Snapshot | None
    after: Snapshot | None
    moved: tuple[Moved, ...] = ()
    reasons: tuple[str, ...] = ()


def carry_out(
    db: sqlite3.Connection, action: str, words: str, steps: Sequence[Step], now: str, rereads: Iterable[Reread] = ()
) -> int:
    """Write all the steps as one change, with what cards say that were read again, and return its number."""
    change = journal.open_change(db, action, words, now)
    for one in rereads:
        shelf.reread_card(db, change, one.card, shelf.to_json(one.text), one.flat)
    for step in steps:
        if step.after is not None:
            store.save_snapshot(db, step.uid, step.after, now)
            if step.before is not None:
                thanks.follow(db, step.uid, step.before.encounters, step.after.encounters)
    for step in steps:
        for moved in step.moved:
            shelf.move_card(db, moved.card, moved.to)
        if step.after is None:
            store.delete_person(db, step.uid)
        journal.write_entry(
            db, change, Entry(now, action, step.uid, step.reasons, step.before, step.after, step.moved, change)
        )
    for step in steps:
        if step.after is not None:
            store.index(db, step.uid, step.after)
    return change


def called(contact: Contact) -> str:
    """Return what a contact is called in a sentence."""
    if contact.name is not None:
        return contact.name.full
    return next((place.org for place in contact.affiliations if place.org), "somebody without a name")


def present(db: sqlite3.Connection, uid: str) -> Snapshot:
    """Return a person. Raises NotFound."""
    found = store.load_snapshot(db, uid)
    if found is None:
        raise NotFound(f"nobody in the book has the number {uid}")
    return found


def edit(db: sqlite3.Connection, uid: str, contact: Contact, encounters: tuple[Encounter, ...], now: str) -> int | None:
    """Make a person what a human says; return the change, or None if that changes nothing."""
    before = present(db, uid)
    doubts = tuple(one for one in before.doubts if one.text is None or one.text in _texts(contact))
    after = Snapshot(contact, encounters, doubts, edited(before.ledger, before.contact, contact, now))
    if (after.contact, after.encounters) == (before.contact, before.encounters):
        return None
    return carry_out(db, "edit", called(contact), [Step(uid, before, after)], now)


def _texts(contact: Contact) -> frozenset[str]:
    return frozenset(spots(contact).values())


def confirm(db: sqlite3.Connection, uid: str, contact: Contact, paths: Iterable[str] | None, now: str) -> int | None:
    """Make a person's values what a human says, and let what stands at ``paths`` of ``contact`` (None: all of it) be
    what a human has looked at: claimed, and no longer doubted. Return the change, or None if that changes nothing."""
    before = present(db, uid)
    seen = values(contact) if paths is None else frozenset(one for path in paths for one in at_path(contact, path))
    ledger = edited(before.ledger, before.contact, contact, now)
    ledger = add_claims(
        ledger, (Claim(part, text, "human", now) for part, text in listed(contact) if (part, text) in seen)
    )
    left = () if paths is None else tuple(one for one in before.doubts if _stands(one, contact, seen))
    after = Snapshot(contact, before.encounters, left, ledger)
    if after == before:
        return None
    action = "edit" if contact != before.contact else "approve"
    return carry_out(db, action, called(contact), [Step(uid, before, after)], now)


def _stands(doubt: Doubt, contact: Contact, seen: AbstractSet[Value]) -> bool:
    """Whether a doubt is left after a human has looked at the values ``seen``."""
    if doubt.text is not None and doubt.text not in _texts(contact):
        return False
    return not any(at_path(contact, path) & seen for path, _ in locate([doubt], contact))


def remember(db: sqlite3.Connection, told: Sequence[Told], words: str, now: str) -> int | None:
    """Keep what is told of meetings, as one change called ``words``; return it, or None if nothing changes. Raises
    NotFound for somebody who is not in the book, or was not met there."""
    steps = []
    for uid in dict.fromkeys(one.uid for one in told):
        before = present(db, uid)
        met = before.encounters
        for one in told:
            after = retold(met, one) if one.uid == uid else met
            if after is None:
                raise NotFound(f"{called(before.contact)} was not met at {one.event.name}")
            met = after
        if met != before.encounters:
            steps.append(Step(uid, before, replace(before, encounters=met)))
    return carry_out(db, "remember", words, steps, now) if steps else None


def wish(db: sqlite3.Connection, uid: str, no_mail: Wish, now: str) -> int | None:
    """Note whether a person wants no mail; return the change, or None if that is noted already. Raises NotFound."""
    before = present(db, uid)
    ledger = replace(before.ledger, properties=wishing(before.ledger.properties, no_mail))
    if ledger == before.ledger:
        return None
    reason = "wants no mail" if no_mail == "yes" else "mail is welcome"
    after = replace(before, ledger=ledger)
    return carry_out(db, "edit", called(before.contact), [Step(uid, before, after, (), (reason,))], now)


def join(db: sqlite3.Connection, uid: str, other: str, reasons: tuple[str, ...], now: str) -> int:
    """Make two people one, under the first uid. Raises NotFound."""
    one, two = present(db, uid), present(db, other)
    if uid == other:
        raise CardscanError("that is one person already", "Name two different people")
    cards = tuple(Moved(card, other, uid) for card in shelf.card_ids(db, other))
    steps = [Step(uid, one, joined(one, two), (), reasons), Step(other, two, None, cards, reasons)]
    return carry_out(db, "join", f"{called(one.contact)}, {called(two.contact)}", steps, now)


def keep_apart(db: sqlite3.Connection, uid: str, other: str) -> None:
    """Keep the answer that two people are two. Raises NotFound, CardscanError."""
    for one in (uid, other):
        present(db, one)
    if uid == other:
        raise CardscanError("that is one person already", "Name two different people")
    store.close_question(db, uid, other)


def split(db: sqlite3.Connection, uid: str, cards: Iterable[int], now: str) -> str:
    """Make the cards with these ids a person of their own; return the new uid. Raises NotFound, CardscanError."""
    person, wanted = present(db, uid), set(cards)
    mine = shelf.load_cards(db, uid)
    leaving, staying = [c for c in mine if c.id in wanted], [c for c in mine if c.id not in wanted]
    if not leaving or len(leaving) < len(wanted) or not (staying or person.ledger.aliases):
        raise CardscanError("a split needs some, but not all, of this person's cards", "See `cardscan history NAME`")
    gone, rest = _said(leaving), _said(staying)
    met = _encounters_of(db, uid, wanted)
    alone = Snapshot(gone, met, _doubts(leaving, gone), _ledger(leaving, gone, now))
    left = left_after_split(person, gone, set(met) - set(_encounters_of(db, uid, {c.id for c in staying})), rest)
    other, reasons = str(uuid.uuid4()), (f"split from {called(person.contact)}",)
    moved = tuple(Moved(card.id, uid, other) for card in leaving)
    steps = [Step(uid, person, left), Step(other, None, alone, moved, reasons)]
    carry_out(db, "split", called(person.contact), steps, now)
    store.close_question(db, uid, other)
    return other


def _said(cards: Sequence[CardRow]) -> Contact:
    return reduce(merge, (card.text.contact for card in cards), Contact())


def _doubts(cards: Sequence[CardRow], contact: Contact) -> tuple[Doubt, ...]:
    found = [doubt for card in cards for doubt in doubts_of(card.text.fields, card.text.contact, contact)]
    return tuple(dict.fromkeys(found))


def _ledger(cards: Sequence[CardRow], contact: Contact, now: str) -> Ledger:
    texts = [card.text for card in cards]
    claims = [one for text in texts for one in claimed_by_codes(text.fields, text.codes, text.contact, now)]
    return stated(add_claims(Ledger(), claims), contact)


def _encounters_of(db: sqlite3.Connection, uid: str, cards: set[int]) -> tuple[Encounter, ...]:
    """Return the encounters that came into the book with these cards."""
    found: dict[Encounter, None] = {}
    for entry in journal.read_entries(db, uid):
        if entry.after and {moved.card for moved in entry.moved} & cards:
            known = entry.before.encounters if entry.before else ()
            found |= dict.fromkeys(one for one in entry.after.encounters if one not in known)
    return tuple(found)


def delete(db: sqlite3.Connection, uid: str, now: str, action: str = "delete") -> int:
    """Take a person out of the book; until purged this can be undone. Raises NotFound."""
    person = present(db, uid)
    cards = tuple(Moved(card, uid, None) for card in shelf.card_ids(db, uid))
    return carry_out(db, action, called(person.contact), [Step(uid, person, None, cards)], now)


def revisions(db: sqlite3.Connection, rereads: Iterable[Reread], now: str) -> tuple[Revision, ...]:
    """Return what cards read again change, person by person; a person of whom nothing changes but how a card was read
    is among them. Cards that belong to nobody any more are passed over."""
    news = {one.card: one for one in rereads}
    found = []
    for uid in shelf.owners(db, news):
        person, cards = present(db, uid), shelf.load_cards(db, uid)
        now_said = [news[card.id].text if card.id in news else card.text for card in cards]
        after, held = revised(person, [card.text for card in cards], now_said, now)
        theirs = tuple(news[card.id] for card in cards if card.id in news and news[card.id].text != card.text)
        if theirs or after != person:
            found.append(Revision(uid, person, after, held, theirs))
    return tuple(found)


def reread(db: sqlite3.Connection, rereads: Iterable[Reread], words: str, now: str) -> int | None:
    """Let cards say what they say now, and their people with them; return the change, or None if nothing changes."""
    found = revisions(db, rereads, now)
    if not found:
        return None
    steps = [Step(one.uid, one.before, one.after, (), ("cards read again",)) for one in found]
    return carry_out(db, "rescan", words, steps, now, (each for one in found for each in one.rereads))


# ---------------------------------------------------------------- taking back


def undo(db: sqlite3.Connection, number: int, now: str) -> int:
    """Take change ``number`` back, as a change of its own, which can be taken back as well. Raises CannotUndo."""
    change = journal.load_change(db, number)
    if change is None:
        raise CannotUndo(f"there is no change number {number}")
    if change.action == "forget":
        raise CannotUndo("somebody was forgotten, which is for ever")
    if change.undone is not None:
        raise CannotUndo(f"change {number} was undone already, by change {change.undone}")
    entries = journal.entries_of(db, number)
    if not entries and not events.written(db, number):
        raise CannotUndo(f"what change {number} did was purged")
    steps = [_backwards(db, entry) for entry in reversed(entries)]
    by = carry_out(db, "undo", f"{change.action}: {change.words}", steps, now)
    _take_back_rereads(db, number, by, steps)
    events.take_back(db, number, by)
    cards = {moved.card for entry in entries for moved in entry.moved if moved.whence is None}
    shelf.reopen_pictures(db, cards)
    journal.mark_undone(db, number, by)
    taken_back = journal.undone_by(db, number) if change.action == "undo" else None
    if taken_back is not None:
        journal.mark_undone(db, taken_back, None)
    return by


def _take_back_rereads(db: sqlite3.Connection, number: int, by: int, steps: Sequence[Step]) -> None:
    shelf.take_back_rereads(db, number, by)
    for step in steps:
        if step.after is not None:
            store.index(db, step.uid, step.after)


def _backwards(db: sqlite3.Connection, entry: Entry) -> Step:
    now = store.load_snapshot(db, entry.uid)
    moved = tuple(Moved(one.card, one.to, one.whence) for one in reversed(entry.moved))
    if now == entry.after:
        return Step(entry.uid, now, entry.before, moved)
    if now is None or entry.before is None or entry.after is None:
        who = called((entry.after or entry.before or Snapshot(Contact())).contact)
        raise CannotUndo(f"change {entry.change} cannot be undone: {who} has changed since")
    return Step(entry.uid, now, _revised(now, entry.after, entry.before), moved)


def _revised(now: Snapshot, base: Snapshot, wanted: Snapshot) -> Snapshot:
    """Return ``now`` with what changed from ``base`` to ``wanted``, though it has changed in other ways since."""
    contact = revise(now.contact, base.contact, wanted.contact)
    ours, theirs, back = now.ledger, base.ledger, wanted.ledger
    claims = tuple(one for one in ours.claims if one in back.claims or one not in theirs.claims)
    refused = tuple(one for one in ours.refused if one in back.refused or one not in theirs.refused)
    aliases = tuple(one for one in ours.aliases if one in back.aliases or one not in theirs.aliases)
    ours = ours.claiming(dict.fromkeys((*claims, *back.claims)))
    properties = ours.properties
    if wish_in(ours.properties) == wish_in(theirs.properties):
        properties = wishing(properties, wish_in(back.properties))
    ledger = replace(ours, refused=refused, aliases=aliases, properties=properties)
    doubts = tuple(dict.fromkeys((*now.doubts, *wanted.doubts)))
    met = carried_over(now.encounters, base.encounters, wanted.encounters)
    return Snapshot(contact, met, doubts, stated(ledger, contact))
