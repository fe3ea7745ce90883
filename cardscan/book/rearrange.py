"""Events that are set up, moved and called off: one change of the journal each, and whoever was met there follows.

Whoever calls holds the transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from cardscan.book import events, strokes
from cardscan.book.events import Row
from cardscan.book.merge import meet
from cardscan.book.which import called
from cardscan.model import Encounter, Event


def set_up(db: sqlite3.Connection, event: Event, now: str) -> int | None:
    """Keep an event, or what is known of it now; return the change, or None if that changes nothing."""
    known = events.as_set_up(db, event)
    return None if known == event else _write(db, called(event), [(known, event)], [], now)


def call_off(db: sqlite3.Connection, event: Event, now: str) -> int | None:
    """Note that an event is not set up; return the change, or None if it was not. Who was met there keeps that."""
    known = events.as_set_up(db, event)
    return _write(db, called(known), [(known, None)], [], now) if known else None


def move(db: sqlite3.Connection, event: Event, to: Event, now: str) -> int | None:
    """Make an event another one, and with it where everybody was met there; return the change, or None if that changes
    nothing. If the other one is set up already, the two are one from now on."""
    known = events.as_set_up(db, event)
    if known == to:
        return None
    rows: list[Row] = [(known, None)] if known and _key(known) != _key(to) else []
    rows.append((events.as_set_up(db, to), to))
    steps = []
    for uid in events.people_at(db, event):
        before = strokes.present(db, uid)
        after = replace(before, encounters=_moved(before.encounters, event, to))
        if after != before:
            steps.append(strokes.Step(uid, before, after))
    words = called(to) if _key(event) == _key(to) else f"{called(event)} → {called(to)}"
    return _write(db, words, rows, steps, now)


def _key(event: Event) -> tuple[str, str | None]:
    return event.name, event.date


def _moved(met: Sequence[Encounter], event: Event, to: Event) -> tuple[Encounter, ...]:
    """Return encounters with those at ``event`` at ``to`` instead; a place of somebody's own stays."""
    found: tuple[Encounter, ...] = ()
    for one in met:
        if (one.event, one.date) == _key(event):
            place = to.place if one.place in (None, event.place) else one.place
            one = replace(one, event=to.name, date=to.date, place=place)
        # who was met at both was met once
        found = meet(found, one) if (one.event, one.date) == _key(to) else (*found, one)
    return found


def _write(db: sqlite3.Connection, words: str, rows: Sequence[Row], steps: Sequence[strokes.Step], now: str) -> int:
    change = strokes.carry_out(db, "event", words, steps, now)
    events.write(db, change, rows)
    return change
