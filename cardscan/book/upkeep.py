"""Looking after a book: is all of it sound, and are there files that belong to nothing."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from cardscan.book import blocks, files, forget, journal, shelf, store
from cardscan.book.mirror import Mirror
from cardscan.book.search import sort_key

_YOUNG = 3600.0  # seconds: a picture's file is there a moment before its row is


def faults_in(db: sqlite3.Connection, folder: Path, mirror: Mirror) -> Iterator[str]:
    """Yield in words everything that is wrong with a book; nothing, if it is sound."""
    yield from _database(db)
    yield from _files(db, folder / "cards")
    yield from _people(db)
    if forget.leftover(db):
        yield "forgetting somebody was cut off before its end (cardscan forget goes on with it)"
    yield from _mirrored(db, mirror)


def _database(db: sqlite3.Connection) -> Iterator[str]:
    for (words,) in db.execute("pragma integrity_check"):
        if words != "ok":
            yield f"book.sqlite: {words}"
    for table, row, parent, _ in db.execute("pragma foreign_key_check"):
        yield f"book.sqlite: row {row} of {table} points to a {parent} that is not there"


def _files(db: sqlite3.Connection, folder: Path) -> Iterator[str]:
    known = shelf.picture_files(db)
    for name in sorted(known):
        path = folder / name
        if not path.is_file():
            yield f"cards/{name} is missing"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != name.partition(".")[0]:
            yield f"cards/{name} is not what it was when it was saved"
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.name not in known and not _is_young(path):
            yield f"cards/{path.name} belongs to nothing in the book (cardscan purge removes it)"


def _is_young(path: Path) -> bool:
    return time.time() - path.stat().st_mtime < _YOUNG


def _people(db: sqlite3.Connection) -> Iterator[str]:
    """The journal, the order of the list, the keys and the search text must all say the same of everybody."""
    for uid in sorted(store.uids(db)):
        person = store.load_snapshot(db, uid)
        if person is None:
            continue
        if journal.snapshot_at(db, uid, journal.last_entry(db)) != person:
            yield f"{uid}: the journal ends with something else than the book says"
        told = sort_key(person.contact), store.kept_keys(person), store.search_text_of(db, uid, person)
        if store.indexed(db, uid) != told:
            yield f"{uid}: is not found by what the book says of them"
    if not blocks.in_step(db):
        yield "what people are found by is not what the book says of them"


def _mirrored(db: sqlite3.Connection, mirror: Mirror) -> Iterator[str]:
    if files.is_stale(db):
        yield "contacts/ is not current (any command that changes the book makes it so)"
        return
    there = set(mirror.stamps() or ())
    shown = {one.name for one in files.load_mirrored(db).values()}
    for person in store.load_people(db):
        name = f"{person.uid}.vcf"
        if mirror.read(name) != mirror.shown(person)[0]:
            yield f"contacts/{name} is not what the book says"
    for name in sorted(there - shown):
        yield f"contacts/{name} was not taken into the book"


def remove_strays(db: sqlite3.Connection, folder: Path) -> int:
    """Remove the files in ``cards/`` that have belonged to nothing in the book for an hour; return how many."""
    known = shelf.picture_files(db)
    entries = [path for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []
    strays = [path for path in entries if path.name not in known and not _is_young(path)]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)
