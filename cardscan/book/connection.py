"""The connection to ``book.sqlite``: durability, transactions, and the words for what can go wrong.

The rollback journal is used rather than WAL: ``book.sqlite`` alone is then always the whole book, also when somebody
copies just that file. ``synchronous=extra`` makes a commit final before it is reported.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cardscan.book.blocks import refresh
from cardscan.book.schema import migrate
from cardscan.book.store import reindex
from cardscan.errors import BookBusy, BookUnusable, CannotSave, CardscanError

BUSY_SECONDS = 5.0
CACHE_KB = 65_536  # pages kept in memory at the most
ROOMY_KB = 393_216  # the same while much comes in at once: in the end all that a book of 500,000 is looked up by
_FULL = {
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EFBIG,
    errno.EROFS,
    errno.EACCES,
    errno.EPERM,
    errno.EIO,
    errno.ENOTDIR,
    errno.EEXIST,
}


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turn what SQLite and the disk say into BookBusy, CannotSave or BookUnusable, naming ``path``."""
    try:
        yield
    except sqlite3.Error as error:
        raise _explained(error, path) from error
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise CannotSave(f"cannot write to {error.filename or path}: {error.strerror}") from error


def _explained(error: sqlite3.Error, path: Path) -> CardscanError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BookBusy(f"{path} is being written to by another process")
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return BookUnusable(f"{path} is not a book, or is damaged: {error}", "Choose another folder with --book")
    if code in (
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_AUTH,
    ):
        return CannotSave(f"cannot write to {path}: {error}")
    raise error


def connect(path: Path) -> sqlite3.Connection:
    """Return a connection to the book at ``path``, brought to this version."""
    db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        for pragma in ("foreign_keys = on", "synchronous = extra", "trusted_schema = off", f"cache_size = -{CACHE_KB}"):
            db.execute(f"pragma {pragma}")
        migrate(db, str(path), reindex)
    except BaseException:
        db.close()
        raise
    return db


@contextmanager
def roomy(db: sqlite3.Connection) -> Iterator[None]:
    """Keep more pages in memory, as far as they are needed: much comes in, and its keys lie all over the book."""
    db.execute(f"pragma cache_size = -{ROOMY_KB}")
    try:
        yield
    finally:
        db.execute(f"pragma cache_size = -{CACHE_KB}")
        db.execute("pragma shrink_memory")


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing; the write lock is taken at once, so that what is read inside stays true. What people are
    found by is in step again at its end."""
    db.execute("begin immediate")
    try:
        yield
        refresh(db)
        db.execute("commit")
    except BaseException:
        if db.in_transaction:
            db.execute("rollback")
        raise
