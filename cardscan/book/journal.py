"""Every change of the book: what was done at one stroke, to whom, and how each person was before and after.

Rows in, rows out, as in ``store``; whoever calls holds the transaction.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from cardscan.book.shelf import to_json
from cardscan.book.store import Snapshot


@dataclass(frozen=True, slots=True)
class Moved:
    """A card that went from one person to another; None is nobody."""

    card: int
    whence: str | None
    to: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """What a change did to one person; ``before`` is None for somebody new, ``after`` for somebody who left."""

    at: str
    action: str
    uid: str
    reasons: tuple[str, ...]
    before: Snapshot | None
    after: Snapshot | None
    moved: tuple[Moved, ...] = ()
    change: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One stroke: ``words`` say what it was about, ``undone`` is the change that took it back."""

    id: int
    at: str
    action: str
    words: str
    people: int
    undone: int | None = None


def open_change(db: sqlite3.Connection, action: str, words: str, at: str) -> int:
    """Begin a change; its entries follow in the same transaction. Return its number."""
    query = "insert into change (at, action, words) values (?, ?, ?)"
    return int(db.execute(query, (at, action, words)).lastrowid or 0)


def next_change(db: sqlite3.Connection) -> int:
    """Return the number that the next change will have."""
    return int(db.execute("select coalesce(max(id), 0) + 1 from change").fetchone()[0])


def write_entry(db: sqlite3.Connection, change: int, entry: Entry) -> None:
    """Write what a change did to one person."""
    before, after = (to_json(one) if one else None for one in (entry.before, entry.after))
    db.execute(
        "insert into journal (at, action, uid, reasons, before, after, moved, change) values (?, ?, ?, ?, ?, ?, ?, ?)",
        (entry.at, entry.action, entry.uid, to_json(entry.reasons), before, after, to_json(entry.moved), change),
    )


def read_entries(db: sqlite3.Connection, uid: str) -> tuple[Entry, ...]:
    """Return the changes of one person, oldest first."""
    return _entries(db, "uid = ?", uid)


def entries_of(db: sqlite3.Connection, change: int) -> tuple[Entry, ...]:
    """Return what one change did, in the order in which it was done."""
    return _entries(db, "change = ?", change)


def _entries(db: sqlite3.Connection, where: str, value: object) -> tuple[Entry, ...]:
    query = f"select at, action, uid, reasons, before, after, moved, change from journal where {where} order by id"
    return tuple(
        Entry(at, action, uid, _words(reasons), _snapshot(before), _snapshot(after), _moved(moved), change)
        for at, action, uid, reasons, before, after, moved, change in db.execute(query, (value,))
    )


def last_entry(db: sqlite3.Connection) -> int:
    """Return the number of the newest entry."""
    return int(db.execute("select coalesce(max(id), 0) from journal").fetchone()[0])


def snapshot_at(db: sqlite3.Connection, uid: str, entry: int) -> Snapshot | None:
    """Return a person as they were after entry number ``entry``."""
    query = "select after from journal where uid = ? and id <= ? order by id desc limit 1"
    row = db.execute(query, (uid, entry)).fetchone()
    return _snapshot(row[0]) if row else None


_PEOPLE = "(select count(distinct uid) from journal where change = change.id)"
_CHANGE = f"select id, at, action, words, {_PEOPLE}, undone from change"


def load_changes(db: sqlite3.Connection, most: int) -> tuple[Change, ...]:
    """Return the last ``most`` changes, the newest first."""
    return tuple(Change(*row) for row in db.execute(f"{_CHANGE} order by id desc limit ?", (most,)))


def load_change(db: sqlite3.Connection, number: int) -> Change | None:
    """Return one change, or None."""
    row = db.execute(f"{_CHANGE} where id = ?", (number,)).fetchone()
    return Change(*row) if row else None


def last_to_undo(db: sqlite3.Connection) -> Change | None:
    """Return the newest change that is no undo and was not undone, or None."""
    row = db.execute(
        f"{_CHANGE} where action not in ('undo', 'forget') and undone is null order by id desc limit 1"
    ).fetchone()
    return Change(*row) if row else None


def mark_undone(db: sqlite3.Connection, change: int, by: int | None) -> None:
    """Note that a change was taken back by another one."""
    db.execute("update change set undone = ? where id = ?", (by, change))


def undone_by(db: sqlite3.Connection, change: int) -> int | None:
    """Return the change that ``change`` took back, or None."""
    row = db.execute("select id from change where undone = ?", (change,)).fetchone()
    return row[0] if row else None


def gone_before(db: sqlite3.Connection, at: str) -> tuple[str, ...]:
    """Return the uids of people who left the book before ``at`` and are not in it now; whoever was joined with another
    one lives on there and is not among them."""
    query = (
        "select uid from journal j where after is null and at < ? and action != 'join'"
        " and not exists (select 1 from journal k where k.uid = j.uid and k.id > j.id)"
    )
    return tuple(uid for (uid,) in db.execute(query, (at,)))


_TOLD = "select change from journal union select change from event_change"  # of these something is left to tell


def forget_entries(db: sqlite3.Connection, uids: Iterable[str]) -> None:
    """Take every entry about these people out of the journal: nothing about them can be undone any more."""
    gone = to_json(sorted(uids))
    db.execute("delete from journal where uid in (select value from json_each(?))", (gone,))
    db.execute(f"update change set words = '' where id not in ({_TOLD})")


def joined_into(db: sqlite3.Connection, uids: Iterable[str]) -> frozenset[str]:
    """Return these uids, and those of everybody who was joined with one of them and lives on there."""
    query = (
        "select j.uid from journal j where j.action = 'join' and j.after is null"
        " and not exists (select 1 from journal k where k.uid = j.uid and k.id > j.id)"
        " and j.change in (select change from journal where action = 'join' and after is not null"
        " and uid in (select value from json_each(?)))"
    )
    found = frozenset(uids)
    while more := {uid for (uid,) in db.execute(query, (to_json(sorted(found)),))} - found:
        found |= more
    return found


def naming(db: sqlite3.Connection, words: Iterable[str]) -> tuple[str, ...]:
    """Return the uids in whose entries any of these texts stands, in capitals or not."""
    db.execute("create temp table if not exists word (text text)")
    db.executemany("insert into word values (lower(?))", [(word,) for word in words])
    said = ("before", "after", "reasons")
    stands = " or ".join(f"instr(lower({part}), text)" for part in said)
    query = f"select distinct uid from journal where exists (select 1 from word where {stands})"
    found = tuple(uid for (uid,) in db.execute(query))
    db.execute("drop table word")
    return found


def rewrite_entries(db: sqlite3.Connection, uid: str, kept: Iterable[Entry]) -> None:
    """Let these be all the entries of a person, in this order."""
    db.execute("delete from journal where uid = ?", (uid,))
    for entry in kept:
        write_entry(db, entry.change, entry)


def blank_words(db: sqlite3.Connection, pattern: re.Pattern[str]) -> None:
    """Take the words of changes away in which a pattern is found, and of changes of which no entry is left."""
    told = [(number,) for number, words in db.execute("select id, words from change") if pattern.search(words)]
    db.executemany("update change set words = '' where id = ?", told)
    db.execute(f"update change set words = '' where id not in ({_TOLD})")


def _words(text: str) -> tuple[str, ...]:
    return msgspec.json.decode(text, type=tuple[str, ...])


def _moved(text: str) -> tuple[Moved, ...]:
    return msgspec.json.decode(text, type=tuple[Moved, ...])


def _snapshot(text: str | None) -> Snapshot | None:
    return msgspec.json.decode(text, type=Snapshot) if text is not None else None
