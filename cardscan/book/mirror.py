"""The folder ``contacts/`` kept in step with the book. Whoever opens the book says what the folder is made of."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Protocol

from cardscan.book import store
from cardscan.book.connection import transaction
from cardscan.model import Person


class Mirror(Protocol):
    """The folder that shows each person as a .vcf (``share.vdir.Vdir``). Writes are atomic and final."""

    def uids(self) -> frozenset[str]:
        """Return the uids that have a file."""
        ...

    def write(self, people: Iterable[Person]) -> None:
        """Make the files of ``people`` current."""
        ...

    def delete(self, uids: Iterable[str]) -> None:
        """Take the files of ``uids`` away."""
        ...


def refresh(db: sqlite3.Connection, mirror: Mirror) -> None:
    """Make the folder current: files of changed people, files that are missing, files of people who are gone.

    Done under the write lock, so that two processes cannot write an older card over a newer one. If it is cut off, the
    list of stale files is still in the book and the next one does it.
    """
    present = mirror.uids()
    if not store.stale(db) and store.uids(db) <= present:
        return
    with transaction(db):
        waiting = set(store.stale(db)) | (store.uids(db) - present)
        current = store.people_with_uids(db, waiting)
        mirror.write(current)
        mirror.delete(waiting - {person.uid for person in current})
        store.no_longer_stale(db)
