"""What was written to contacts/, and whose file is not current: rows in, rows out, in the transaction of the caller."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from cardscan.book.shelf import to_json


@dataclass(frozen=True, slots=True)
class Mirrored:
    """A file in contacts/ as it was last written or understood: it shows the person after journal entry ``entry``."""

    name: str
    uid: str
    stamp: str
    hash: str
    entry: int


def is_stale(db: sqlite3.Connection) -> bool:
    """Whether the .vcf of anybody is not known to be current."""
    return db.execute("select 1 from stale limit 1").fetchone() is not None


def stale(db: sqlite3.Connection) -> tuple[str, ...]:
    """Return the uids whose .vcf is not known to be current."""
    return tuple(uid for (uid,) in db.execute("select uid from stale order by uid"))


def mark_stale(db: sqlite3.Connection, uid: str) -> None:
    """Note that the .vcf of a person is to be written."""
    db.execute("insert or ignore into stale (uid) values (?)", (uid,))


def no_longer_stale(db: sqlite3.Connection, uids: Iterable[str]) -> None:
    """Note that the .vcf of these people are current."""
    db.execute("delete from stale where uid in (select value from json_each(?))", (to_json(sorted(uids)),))


def load_mirrored(db: sqlite3.Connection) -> dict[str, Mirrored]:
    """Return every file that was written to contacts/, by its name."""
    return {row[0]: Mirrored(*row) for row in db.execute("select name, uid, stamp, hash, entry from mirrored")}


def save_mirrored(db: sqlite3.Connection, files: Iterable[Mirrored]) -> None:
    """Note files as they were written."""
    rows = ((one.name, one.uid, one.stamp, one.hash, one.entry) for one in files)
    db.executemany("insert or replace into mirrored (name, uid, stamp, hash, entry) values (?, ?, ?, ?, ?)", rows)


def mirrored_of(db: sqlite3.Connection, uids: Iterable[str]) -> tuple[Mirrored, ...]:
    """Return the files that show these people."""
    query = "select name, uid, stamp, hash, entry from mirrored where uid in (select value from json_each(?))"
    return tuple(Mirrored(*row) for row in db.execute(query, (to_json(sorted(uids)),)))


def current_files(db: sqlite3.Connection, uids: Iterable[str]) -> tuple[Mirrored, ...]:
    """Return the files that show these people as they are now, under their own names."""
    known = (one for one in mirrored_of(db, uids) if one.name == f"{one.uid}.vcf")
    waiting = frozenset(stale(db))
    return tuple(one for one in known if one.uid not in waiting)


def files_of(db: sqlite3.Connection, uids: Iterable[str]) -> frozenset[str]:
    """Return the names of the files that show these people."""
    query = "select name from mirrored where uid in (select value from json_each(?))"
    return frozenset(name for (name,) in db.execute(query, (to_json(sorted(uids)),)))


def has_file(db: sqlite3.Connection, uid: str, but: str) -> bool:
    """Whether a file other than ``but`` shows this person."""
    return db.execute("select 1 from mirrored where uid = ? and name != ?", (uid, but)).fetchone() is not None


def forget_files(db: sqlite3.Connection, names: Iterable[str]) -> None:
    """Note that these files are no longer there."""
    db.executemany("delete from mirrored where name = ?", ((name,) for name in names))


def forget_folder(db: sqlite3.Connection) -> None:
    """Note that nothing of contacts/ is there any more."""
    db.execute("delete from mirrored")
    db.execute("insert or ignore into stale (uid) select uid from person")


def shows_entry(db: sqlite3.Connection, uid: str, entry: int) -> None:
    """Note that the files of a person show them after the journal entry ``entry``."""
    db.execute("update mirrored set entry = ? where uid = ?", (entry, uid))
