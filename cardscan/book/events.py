"""The events of the book: those that were set up, and those that people were met at. Rows in, rows out, in the caller's
transaction. An event is its name and its day: the same evening in the next month is another one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import astuple

import msgspec

from cardscan.book.days import Dates
from cardscan.book.shelf import to_json
from cardscan.book.which import called
from cardscan.errors import CannotUndo
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


def load_set_up(db: sqlite3.Connection) -> tuple[Event, ...]:
    """Return the events that were set up, the last one first."""
    query = "select name, nullif(date, ''), place, begins, ends from event order by date desc, begins desc, name"
    return tuple(Event(*row) for row in db.execute(query))


def count_people(db: sqlite3.Connection) -> dict[tuple[str, str | None], int]:
    """Return how many people were met at each event, by its name and day; where nobody was, it is missing."""
    query = "select event, date, count(distinct uid) from encounter where event is not null group by event, date"
    return {(name, date): count for name, date, count in db.execute(query)}


# ---------------------------------------------------------------- who was met when, and with which number


def is_number(db: sqlite3.Connection, number: str) -> bool:
    """Whether somebody's card case had this number."""
    return db.execute("select 1 from encounter where tag = ? limit 1", (number,)).fetchone() is not None


def people_met(db: sqlite3.Connection, days: Iterable[Dates], numbers: Iterable[str]) -> frozenset[str]:
    """Return the uids of those who were met on each of the days; with numbers, with one of these at that time."""
    told = tuple(numbers)
    return frozenset.intersection(*(_met(db, dates, told) for dates in tuple(days) or ((),)))


def _met(db: sqlite3.Connection, dates: Dates, numbers: tuple[str, ...]) -> frozenset[str]:
    day = " or ".join(["date glob ?"] * len(dates)) or "true"
    number = " or ".join(["tag = ?"] * len(numbers)) or "true"
    found = db.execute(f"select uid from encounter where ({day}) and ({number})", (*dates, *numbers))
    return frozenset(uid for (uid,) in found)


# ---------------------------------------------------------------- events that change


Row = tuple[Event | None, Event | None]
"""What a change did to an event that was set up: before and after; None where it is not set up."""


def write(db: sqlite3.Connection, change: int, rows: Iterable[Row]) -> None:
    """Do to events what the rows say, as a part of a change of the journal."""
    for position, (before, after) in enumerate(rows):
        if before is not None:
            delete_event(db, before)
        if after is not None:
            save_event(db, after)
        told = (to_json(before) if before else None, to_json(after) if after else None)
        query = "insert into event_change (change, position, before, after) values (?, ?, ?, ?)"
        db.execute(query, (change, position, *told))


def as_set_up(db: sqlite3.Connection, event: Event) -> Event | None:
    """Return what is known of an event of this name and day, or None if it is not set up."""
    return next((one for one in load_set_up(db) if (one.name, one.date) == (event.name, event.date)), None)


def take_back(db: sqlite3.Connection, change: int, by: int) -> None:
    """Undo what a change did to events, as a part of the change ``by``. Raises CannotUndo if they changed since."""
    rows = written(db, change)
    for before, after in rows:
        changed = after or before
        if changed is not None and as_set_up(db, changed) != after:
            raise CannotUndo(f"change {change} cannot be undone: {called(changed)} has changed since")
    write(db, by, [(after, before) for before, after in reversed(rows)])


def written(db: sqlite3.Connection, change: int) -> tuple[Row, ...]:
    """Return what a change did to events, in the order in which it was done."""
    rows = db.execute("select before, after from event_change where change = ? order by position", (change,))
    return tuple((_event(before), _event(after)) for before, after in rows)


def _event(text: str | None) -> Event | None:
    return msgspec.json.decode(text, type=Event) if text is not None else None
