"""People who are in the book, or were, are taken out of it for ever: rows, past, pictures, pages of the database.

``erase`` is one transaction. What it cannot do inside of one (files to remove, pages to write anew) it notes as
``leftover``, and ``sweep`` does that: whoever is killed between the two goes on with ``sweep`` the next time.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from cardscan.book import files, journal, sent, shelf, store, thanks
from cardscan.book.connection import transaction
from cardscan.book.journal import Entry
from cardscan.book.leaving import Leaving, all_of
from cardscan.book.marks import Mark, forms, in_text
from cardscan.book.shelf import to_json
from cardscan.book.store import Snapshot
from cardscan.errors import BookBusy

_DRAFT = re.compile(r"\..+\.(?P<process>\d+)(?:\.tmp)?")
PAGES = ""  # among the leftovers: the pages of the database itself


@dataclass(frozen=True, slots=True)
class Blackened:
    """A picture, kept as ``file`` in ``cards/``, on which the cards of people who leave are black."""

    hash: str
    file: str


@dataclass(frozen=True, slots=True)
class Erased:
    """How many people, and files in ``cards/``, are gone."""

    people: int
    files: int


def erase(db: sqlite3.Connection, folder: Path, who: Leaving, blackened: Mapping[str, Blackened], now: str) -> Erased:
    """Take people out of every table; ``blackened`` are the pictures that stand for those they share with others.

    Nothing of it can be undone. ``sweep`` must follow. Raises BookBusy if another process has changed meanwhile what is
    theirs: nothing is done then.
    """
    db.execute("pragma secure_delete = on")
    with transaction(db):
        if not who.is_as(all_of(db, folder, who.uids)):
            raise BookBusy("another process has just changed what the book holds of them")
        before = shelf.picture_files(db)
        for uid in sorted(who.uids):
            store.delete_person(db, uid)
        shelf.take_flats_of(db, who.cards)
        shelf.forget_cards(db, who.cards)
        for old, new in blackened.items():
            shelf.replace_picture(db, old, new.hash, new.file)
        thanks.forget_people(db, who.uids)  # while the journal knows who was joined with whom
        journal.forget_entries(db, who.uids)
        sent.forget_people(db, who.uids)
        _clean_past(db, who.own, now)
        gone = before - shelf.picture_files(db)
        db.executemany("insert or ignore into leftover (file) values (?)", [(name,) for name in (*gone, PAGES)])
    return Erased(len(who.uids), len(gone))


def _clean_past(db: sqlite3.Connection, own: frozenset[Mark], now: str) -> None:
    """Take those who left out of the past of others, who were one entry with them for a time, or speak of them."""
    pattern, change = in_text(own), journal.next_change(db)
    cleaned = {
        uid: kept
        for uid in journal.naming(db, {form for mark in own for form in forms(mark)})
        if (kept := _cleaned(db, uid, pattern, change, now)) is not None
    }
    if cleaned:
        journal.open_change(db, "forget", "", now)
    for uid, kept in cleaned.items():
        journal.rewrite_entries(db, uid, kept)
        files.shows_entry(db, uid, journal.last_entry(db))
    journal.blank_words(db, pattern)
    shelf.blank_sources(db, pattern)


def _cleaned(
    db: sqlite3.Connection, uid: str, pattern: re.Pattern[str], change: int, now: str
) -> tuple[Entry, ...] | None:
    """Return the entries of a person that say nothing of those who left, or None if that is all of them; one more at
    the end, if the last one is not what the book says of the person now."""

    def clean(one: Snapshot | None) -> bool:
        return one is None or not pattern.search(to_json(one))

    every = journal.read_entries(db, uid)
    kept = [entry for entry in every if clean(entry.before) and clean(entry.after)]
    kept = [one if not pattern.search("\n".join(one.reasons)) else replace(one, reasons=()) for one in kept]
    present = store.load_snapshot(db, uid)
    last = kept[-1].after if kept else None
    if last != present and (present is not None or last is not None):
        kept.append(Entry(now, "forget", uid, (), last, present, (), change))
    return None if tuple(kept) == every else tuple(kept)


# ---------------------------------------------------------------- what is left to do


def leftover(db: sqlite3.Connection) -> frozenset[str]:
    """Return what is still to be done for people who were forgotten: names of files in ``cards/``, PAGES."""
    return frozenset(name for (name,) in db.execute("select file from leftover"))


def sweep(db: sqlite3.Connection, folder: Path) -> None:
    """Remove the files of people who were forgotten and drafts that killed processes left, and write the database anew.
    ``contacts/`` must be current by then."""
    left = leftover(db)
    for name in (left - shelf.picture_files(db)) - {PAGES}:
        (folder / "cards" / name).unlink(missing_ok=True)
    for draft in abandoned(folder):
        draft.unlink(missing_ok=True)
    db.execute("vacuum")
    db.executemany("delete from leftover where file = ?", [(name,) for name in left])


def abandoned(folder: Path) -> Iterator[Path]:
    """Yield the drafts in a book's folder of which no process can make a file any more."""
    contacts = folder / "contacts"
    yield from contacts.glob(".*.vcf.tmp") if contacts.is_dir() else ()
    for place in (folder, folder / "cards", folder / "tray"):
        for path in sorted(place.iterdir()) if place.is_dir() else ():
            found = _DRAFT.fullmatch(path.name)
            if found and path.is_file() and not _runs(int(found["process"])):
                yield path


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
