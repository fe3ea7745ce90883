"""A book as one file, and back. Only the truth is in it: ``book.sqlite`` and ``cards/``; the rest is made anew."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sqlite3
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from cardscan.book import shelf
from cardscan.book.connection import connect, faults, transaction
from cardscan.errors import BookUnusable, CannotSave

_CARD = re.compile(r"cards/(?P<hash>[0-9a-f]{64})(?:\.[a-z0-9]{1,5})?")
_BLOCK = 1024 * 1024
_REMEDY = "Give a file that `cardscan backup` wrote"


def backup(db: sqlite3.Connection, folder: Path, target: Path) -> int:
    """Write the book as one file, whole or not at all; return how many pictures are in it. Others may go on writing: it
    holds the book as it was at one moment. Raises CannotSave."""
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with faults(target), tempfile.TemporaryDirectory(dir=target.absolute().parent, prefix=".backup-") as scratch:
            copy = Path(scratch) / "book.sqlite"
            db.execute("vacuum into ?", (str(copy),))
            files = _files_in(copy)
            draft.touch(mode=0o600)  # it holds other people's data
            with draft.open("wb") as file:
                with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
                    archive.write(copy, "book.sqlite", zipfile.ZIP_DEFLATED)
                    for name in sorted(files):
                        archive.write(folder / "cards" / name, f"cards/{name}")
                file.flush()
                os.fsync(file.fileno())
            draft.replace(target)
        note_backup(db, target)
        return len(files)
    except FileNotFoundError as error:
        raise CannotSave(f"cannot write {target}: {error.filename} is not there", "See `cardscan check`") from error
    finally:
        draft.unlink(missing_ok=True)


def note_backup(db: sqlite3.Connection, target: Path) -> None:
    """Note in the book where a backup of it is: whoever is forgotten later is still in there."""
    row = (os.fsencode(target.absolute()), datetime.now(UTC).isoformat(timespec="microseconds"))
    with faults(target), transaction(db):
        db.execute("insert or replace into backup (path, at) values (?, ?)", row)


def load_backups(db: sqlite3.Connection) -> tuple[tuple[bytes, str], ...]:
    """Return (path, when it was made, ISO 8601 in UTC) of every backup that was written, the last one first."""
    return tuple(db.execute("select path, at from backup order by at desc"))


def _files_in(copy: Path) -> frozenset[str]:
    db = sqlite3.connect(copy)
    try:
        return shelf.picture_files(db)
    finally:
        db.close()


def restore(source: Path, folder: Path) -> Path | None:
    """Make the folder the book that the file holds; return where the book that was there is now, or None.

    Everything is unpacked and examined beside the folder first. Raises BookUnusable (no backup, or a damaged one; the
    folder is then untouched), CannotSave.
    """
    with faults(folder):
        folder.absolute().parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(dir=folder.absolute().parent, prefix=".restore-"))
        try:
            _unpack(source, scratch)
            connect(scratch / "book.sqlite").close()
            before = _aside(folder)
            scratch.replace(folder)
            return before
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _unpack(source: Path, to: Path) -> None:
    try:
        with zipfile.ZipFile(source) as archive:
            (to / "cards").mkdir(mode=0o700)
            for member in archive.infolist():
                _take(archive, member, to)
    except FileNotFoundError as error:
        raise BookUnusable(f"{source} is not there", _REMEDY) from error
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise BookUnusable(f"{source} is no backup, or is damaged: {error}", _REMEDY) from error
    if not (to / "book.sqlite").exists():
        raise BookUnusable(f"{source} holds no book", _REMEDY)


def _take(archive: zipfile.ZipFile, member: zipfile.ZipInfo, to: Path) -> None:
    card = _CARD.fullmatch(member.filename)
    if card is None and member.filename != "book.sqlite":
        raise BookUnusable(f"{archive.filename} holds {member.filename!r}, which no backup does", _REMEDY)
    seen = hashlib.sha256()
    with archive.open(member) as packed, (to / member.filename).open("xb") as file:
        while block := packed.read(_BLOCK):
            seen.update(block)
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    if card is not None and seen.hexdigest() != card["hash"]:
        raise BookUnusable(f"{archive.filename} is damaged: {member.filename} is not what it was", _REMEDY)


def _aside(folder: Path) -> Path | None:
    """Move what is in the folder's place out of the way; nothing of it is lost."""
    if not folder.exists() or not any(folder.iterdir()):
        return None
    names = (folder.with_name(f"{folder.name}.before-restore{f'-{n}' if n > 1 else ''}") for n in range(1, 1000))
    free = next((name for name in names if not name.exists()), None)
    if free is None:
        raise CannotSave(f"cannot move {folder} out of the way", "Remove older folders beside it")
    folder.replace(free)
    return free
