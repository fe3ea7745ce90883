"""Whom one has had nothing to do with for a long time: met once, and never written to, written about or met again."""

from __future__ import annotations

import sqlite3
from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from cardscan.book import store
from cardscan.model import Encounter, Person

_BY_HAND = ("edit", "folder", "join", "split")  # what a human does with somebody whom they know


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A person, and the day (ISO 8601) on which they were last met or their last card came."""

    person: Person
    last: str


def lapsed_before(db: sqlite3.Connection, before: date, thanked: Container[str] = ()) -> tuple[Lapsed, ...]:
    """Return the people whose last meeting and last card are older than ``before``, if nothing was done with them
    since: no memo, nothing edited or tagged by hand, not met twice, and not among the ``thanked`` (uids). Those of whom
    nothing was heard for longest come first."""
    marks = ", ".join("?" for _ in _BY_HAND)
    untouched = f"not exists (select 1 from journal where journal.uid = person.uid and action in ({marks}))"
    arrived = dict(
        db.execute("select uid, max(at) from journal where action in ('insert', 'merge', 'import') group by uid")
    )
    found = []
    for person in store.load_people(db, f"date(added) < ? and {untouched}", (before.isoformat(), *_BY_HAND)):
        last = max([one.date for one in person.encounters if one.date] + [arrived.get(person.uid, "")[:10]])
        if last < before.isoformat() and not _was_met_again(person.encounters) and person.uid not in thanked:
            found.append(Lapsed(person, last))
    return tuple(sorted(found, key=lambda one: one.last))


def _was_met_again(met: tuple[Encounter, ...]) -> bool:
    return any(one.memo for one in met) or len({(one.event, one.date) for one in met if one.event or one.date}) > 1
