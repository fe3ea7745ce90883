"""What other address books say, record by record, into the book. Whoever calls holds the transaction."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace

from cardscan.book import journal, store
from cardscan.book.claims import add_claims, allowed, claimed, stated
from cardscan.book.grow import taken_in
from cardscan.book.journal import Entry
from cardscan.book.mirror import Mirror
from cardscan.book.plan import decide
from cardscan.book.store import Snapshot
from cardscan.book.values import revise, values
from cardscan.book.wishes import wish_in, wishing
from cardscan.model import Ask, Incoming, Merge


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an import: uids of new people, of people who have more now, of new people about whom there is a
    question, and how many records changed nothing. ``change`` undoes all of it; None if nothing changed."""

    new: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    unchanged: int = 0
    change: int | None = None


@dataclass(frozen=True, slots=True)
class _Fate:
    uid: str
    outcome: str
    reasons: tuple[str, ...] = ()
    questions: tuple[tuple[str, tuple[str, ...]], ...] = ()


def take_in(db: sqlite3.Connection, incoming: Iterable[Incoming], words: str, mirror: Mirror | None, now: str) -> Taken:
    """Take every record in as one change; see ``Book.take_in``."""
    outcomes: dict[str, dict[str, None]] = {"new": {}, "merged": {}, "asked": {}}
    change = journal.next_change(db)
    unchanged = 0
    for record in incoming:
        fate = _fate(db, record)
        if not _take(db, record, fate, change, mirror, now):
            unchanged += 1
        elif fate.uid not in outcomes["new"] and fate.uid not in outcomes["asked"]:
            outcomes[fate.outcome][fate.uid] = None
    if not any(outcomes.values()):
        return Taken(unchanged=unchanged)
    journal.open_change(db, "import", words, now)
    return Taken(tuple(outcomes["new"]), tuple(outcomes["merged"]), tuple(outcomes["asked"]), unchanged, change)


def _fate(db: sqlite3.Connection, record: Incoming) -> _Fate:
    """Decide whose a record is: by its UID, by the record itself if it came before, else as for cards."""
    alias = record.uid or f"record {record.mark}"
    known = store.person_called(db, alias)
    if known is None and record.uid and store.load_snapshot(db, record.uid) is not None:
        known = record.uid
    if known is not None:
        return _Fate(known, "merged", ("same UID",) if record.uid else ("the same record",))
    plan = decide(record.contact, store.sharing_a_key(db, record.contact))
    if isinstance(plan, Merge):
        return _Fate(plan.uid, "merged", plan.reasons)
    free = record.uid is not None and store.can_be_uid(record.uid) and not journal.read_entries(db, record.uid)
    uid = record.uid if record.uid and free else str(uuid.uuid4())
    if isinstance(plan, Ask):
        reasons = tuple(dict.fromkeys(why for _, whys in plan.candidates for why in whys))
        return _Fate(uid, "asked", reasons, plan.candidates)
    return _Fate(uid, "new")


def _take(db: sqlite3.Connection, record: Incoming, fate: _Fate, change: int, mirror: Mirror | None, now: str) -> bool:
    """Write one record; return whether it changed anything."""
    before = store.load_snapshot(db, fate.uid) if fate.outcome == "merged" else None
    if before is not None and any(alias.mark == record.mark for alias in before.ledger.aliases):
        return False
    if before is not None and mirror is not None and _ours(before, record, fate.uid):
        after = _edited_elsewhere(before, record, fate.uid, mirror, now)
    else:
        after = taken_in(before, record, "import", now)
    if after == before:
        return False
    if before is None:
        store.save_newcomer(db, fate.uid, after, now)
        store.index_newcomer(db, fate.uid, after)
    else:
        store.save_snapshot(db, fate.uid, after, now)
        store.index(db, fate.uid, after)
    journal.write_entry(db, change, Entry(now, "import", fate.uid, fate.reasons, before, after, (), change))
    for other, reasons in fate.questions:
        store.save_question(db, fate.uid, other, reasons, now)
    return True


def _ours(before: Snapshot, record: Incoming, uid: str) -> bool:
    """Whether a record is a card that this book wrote, and not one that came from elsewhere with its own UID."""
    return record.uid == uid and all(alias.uid != uid for alias in before.ledger.aliases)


def _edited_elsewhere(before: Snapshot, record: Incoming, uid: str, mirror: Mirror, now: str) -> Snapshot:
    """A card that this book wrote comes back: what it says differently from what was written was changed elsewhere. Its
    note, in which we put meetings and further companies, adds only lines that we did not write."""
    written = mirror.shown(store.as_person(uid, before))[1].contact
    contact = revise(before.contact, written, allowed(before.ledger, record.contact))
    contact = replace(contact, name=contact.name or before.contact.name)
    came = values(contact) - values(before.contact)
    claims = [one for one in claimed(contact, "import", now) if (one.part, one.text) in came]
    ledger = stated(add_claims(before.ledger, claims), contact)
    wish = wish_in(before.ledger.properties) or wish_in(record.properties)
    ledger = replace(ledger, properties=wishing(ledger.properties, wish))
    return replace(before, contact=contact, ledger=ledger)
