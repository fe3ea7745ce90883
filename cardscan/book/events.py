"""The events of the book: those that were set up, and those that people were met at. Rows in, rows out, in the caller's
transaction. An event is its name and its day: the same evening in the next month is another one."""

from __future__ import annotations

import sqlite3
from dataclasses import astuple

from cardscan.model import Event

_ALL = """
    select name, nullif(date, ''), place, begins, ends from event
    union all
    select event, date, min(place), null, null from encounter
        where event is not null and not exists (
            select 1 from event where name = encounter.event and date = ifnull(encounter.date, ''))
        group by event, date
    order by 2 desc nulls last, 4 desc nulls last, 1
"""


def load_events(db: sqlite3.Connection) -> tuple[Event, ...]:
    """Return every event, the last one first, those without a day after them."""
    return tuple(Event(*row) for row in db.execute(_ALL))


def load_event(db: sqlite3.Connection, name: str, date: str | None) -> Event:
    """Return what is known of one event; its name and day alone if it was not set up."""
    row = db.execute("select place, begins, ends from event where name = ? and date = ?", (name, date or "")).fetchone()
    return Event(name, date, *(row or ()))


def save_event(db: sqlite3.Connection, event: Event) -> None:
    """Note an event, or what is known of it now."""
    name, date, *rest = astuple(event)
    query = "insert or replace into event (name, date, place, begins, ends) values (?, ?, ?, ?, ?)"
    db.execute(query, (name, date or "", *rest))


def delete_event(db: sqlite3.Connection, event: Event) -> None:
    """Note that an event was not set up; who was met there still was."""
    db.execute("delete from event where name = ? and date = ?", (event.name, event.date or ""))


def people_at(db: sqlite3.Connection, event: Event) -> tuple[str, ...]:
    """Return the uids of those who were met at an event."""
    query = "select distinct uid from encounter where event = ? and date is ?"
    return tuple(uid for (uid,) in db.execute(query, (event.name, event.date)))
