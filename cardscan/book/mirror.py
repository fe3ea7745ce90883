"""The folder ``contacts/`` kept in step with the book, both ways: changed people are written there, and what somebody
else changed there comes back as a human's edit. Whoever opens the book says what the folder is made of.

What was last written is noted file by file, so an edit is whatever differs from that.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Protocol

from cardscan.book import files, journal, store
from cardscan.book.claims import edited
from cardscan.book.connection import transaction
from cardscan.book.files import Mirrored
from cardscan.book.grow import taken_in
from cardscan.book.meetings import lines_of
from cardscan.book.store import Snapshot
from cardscan.book.strokes import Step, called, carry_out, delete
from cardscan.book.values import NAME_PARTS, revise
from cardscan.book.wishes import reconciled
from cardscan.model import Contact, Encounter, Incoming, Person, Written


class Mirror(Protocol):
    """The folder that shows each person as a .vcf (``share.vdir.Vdir``). Writes are atomic and final."""

    def stamps(self) -> Mapping[str, str] | None:
        """Return, by name, what tells each file from a later version of it; None if there is no such folder."""
        ...

    def stamp(self, name: str) -> str | None:
        """Return the stamp of one file, or None if it is not there."""
        ...

    def read(self, name: str) -> bytes | None:
        """Return what a file holds, or None if it is not there any more."""
        ...

    def write(self, people: Iterable[Person]) -> Mapping[str, Written]:
        """Make the files of ``people`` current; return them by uid."""
        ...

    def delete(self, names: Iterable[str]) -> None:
        """Take files away."""
        ...

    def digest(self, content: bytes) -> str:
        """Return the SHA-256 of ``content``."""
        ...

    def shown(self, person: Person) -> tuple[bytes, Incoming]:
        """Return what the file of a person holds, and what it says when it is read back."""
        ...

    def understood(self, content: bytes) -> Incoming | None:
        """Return what a file says, or None if it is no card, or not whole yet."""
        ...


def refresh(db: sqlite3.Connection, mirror: Mirror, now: Callable[[], str]) -> tuple[str, ...]:
    """Write the files of changed people and take away those of people who are gone; return in words what could not be.

    An edit that somebody made there meanwhile is taken in before it would be written over. Done under the write lock,
    so that two processes cannot write an older card over a newer one. If it is cut off, the list of stale files is
    still in the book and the next one does it.
    """
    if not files.is_stale(db):
        return ()
    with transaction(db):
        said, left = _edited_meanwhile(db, mirror, files.stale(db), now())
        waiting = set(files.stale(db)) - left
        current = store.people_with_uids(db, waiting)
        written = mirror.write(current)
        entry = journal.last_entry(db)
        gone = files.files_of(db, waiting) - {one.name for one in written.values()}
        mirror.delete(gone)
        files.forget_files(db, gone)
        files.save_mirrored(db, (Mirrored(one.name, uid, one.stamp, one.hash, entry) for uid, one in written.items()))
        files.no_longer_stale(db, waiting)
    return said


def _edited_meanwhile(
    db: sqlite3.Connection, mirror: Mirror, uids: Iterable[str], now: str
) -> tuple[tuple[str, ...], frozenset[str]]:
    """Take in what others changed in the files of these people since; return in words what could not be, and the uids
    whose files must stay as they are because they cannot be read."""
    said: list[str] = []
    left: set[str] = set()
    for file in files.mirrored_of(db, uids):
        stamp = mirror.stamp(file.name)
        if stamp is None or stamp == file.stamp:
            continue
        content = mirror.read(file.name)
        if content is not None and mirror.understood(content) is None:
            left.add(file.uid)
        said += _take_in(db, mirror, file.name, stamp, file, now)
    return tuple(said), frozenset(left)


def take_in_edits(db: sqlite3.Connection, mirror: Mirror, now: Callable[[], str]) -> tuple[str, ...]:
    """Bring what others changed in the folder into the book; return in words what could not be.

    A file changed or made by others is an edit, a file that is gone a deletion that can be undone. A folder that is
    gone, or empty, is no deletion of everybody: it is written anew.
    """
    if not _differs(mirror.stamps(), files.load_mirrored(db)):
        return ()
    said: list[str] = []
    with transaction(db):
        # looked at again under the lock: what another process is just writing is not missing
        stamps, known = mirror.stamps(), files.load_mirrored(db)
        if not stamps:
            if known:
                files.forget_folder(db)
            return ()
        for name in sorted(stamps):
            if name not in known or known[name].stamp != stamps[name]:
                said += _take_in(db, mirror, name, stamps[name], known.get(name), now())
        for name in sorted(known.keys() - stamps.keys()):
            _deleted(db, known[name], now())
    return tuple(said)


def _differs(stamps: Mapping[str, str] | None, known: Mapping[str, Mirrored]) -> bool:
    return (stamps or {}) != {name: file.stamp for name, file in known.items()}


def _deleted(db: sqlite3.Connection, file: Mirrored, now: str) -> None:
    if store.load_snapshot(db, file.uid) is not None and not files.has_file(db, file.uid, but=file.name):
        delete(db, file.uid, now, "folder")
    files.forget_files(db, {file.name})


def _take_in(
    db: sqlite3.Connection, mirror: Mirror, name: str, stamp: str, known: Mirrored | None, now: str
) -> list[str]:
    content = mirror.read(name)
    if content is None:
        return []
    digest = mirror.digest(content)
    uid = known.uid if known else name.removesuffix(".vcf")
    person = next(iter(store.people_with_uids(db, {uid})), None)
    if (known and known.hash == digest) or (person and mirror.shown(person)[0] == content):
        entry = known.entry if known and known.hash == digest else journal.last_entry(db)
        files.save_mirrored(db, [Mirrored(name, uid, stamp, digest, entry)])
        return []
    incoming = mirror.understood(content)
    if incoming is None:
        return [f"contacts/{name} cannot be read as one contact: it is left alone, and what it says is not taken in"]
    if person is None:
        return _newcomer(db, mirror, name, incoming, now)
    said = _edited(db, mirror, person, known, incoming, now)
    files.save_mirrored(db, [Mirrored(name, uid, stamp, digest, journal.last_entry(db))])
    return said


def _edited(
    db: sqlite3.Connection, mirror: Mirror, person: Person, known: Mirrored | None, incoming: Incoming, now: str
) -> list[str]:
    before = store.load_snapshot(db, person.uid)
    base = journal.snapshot_at(db, person.uid, known.entry) if known else before
    if before is None or base is None:
        return []
    was = mirror.shown(replace(person, contact=base.contact, encounters=base.encounters))[1]
    contact, lost = _reconciled(before.contact, mirror.shown(person)[1].contact, was.contact, incoming.contact)
    contact, met = _notes_of_meetings(contact, before.encounters, was.contact, incoming.contact)
    ledger = edited(before.ledger, before.contact, contact, now)
    properties = reconciled(ledger.properties, base.ledger.properties, incoming.properties)
    ledger = replace(ledger, properties=properties)
    after = Snapshot(contact, met, before.doubts, ledger)
    files.mark_stale(db, person.uid)
    if after != before:
        step = Step(person.uid, before, after, (), ("edited in contacts/",))
        carry_out(db, "folder", called(contact), [step], now)
    words = f"{called(contact)} was changed in the book and in contacts/: {', '.join(lost)} is kept as a note"
    return [words] if lost else []


def _reconciled(mine: Contact, shown: Contact, base: Contact, wanted: Contact) -> tuple[Contact, tuple[str, ...]]:
    """Return ``mine`` with the edit from ``base`` to ``wanted``, and what the edit said of the name where the book had
    changed it, too, since ``base``: the book's stands, the other is a note."""
    lost = tuple(
        str(theirs)
        for part in NAME_PARTS
        if (ours := getattr(shown.name, part, None)) != (was := getattr(base.name, part, None))
        and (theirs := getattr(wanted.name, part, None)) not in (was, ours, None)
    )
    contact = revise(mine, base, wanted)
    if not lost:
        return contact, ()
    notes = tuple(dict.fromkeys((*contact.notes, *lost)))
    return replace(contact, name=mine.name, notes=notes), lost


def _notes_of_meetings(
    contact: Contact, met: tuple[Encounter, ...], base: Contact, wanted: Contact
) -> tuple[Contact, tuple[Encounter, ...]]:
    """A .vcf has one note for everything: a line that was a memo and is another one now is a changed memo."""
    gone = [line for line in base.notes if line not in wanted.notes]
    came = [line for line in wanted.notes if line not in base.notes]
    for number, one in enumerate(met):
        lines = list(lines_of(one.memo))
        changed = [place for place, line in enumerate(lines) if line in gone]
        for place in changed:
            lines[place] = came.pop(0) if came else ""
            contact = replace(contact, notes=tuple(note for note in contact.notes if note != lines[place]))
        if changed:
            memo = "\n".join(filter(None, lines)) or None
            met = (*met[:number], replace(one, memo=memo), *met[number + 1 :])
    return contact, met


def _newcomer(db: sqlite3.Connection, mirror: Mirror, name: str, incoming: Incoming, now: str) -> list[str]:
    """A card that somebody else put into the folder: a new person, or, where its UID is known, more of one."""
    uid = incoming.uid or ""
    before = store.load_snapshot(db, uid) if uid else None
    if before is None:
        uid = name.removesuffix(".vcf") if uid in ("", name.removesuffix(".vcf")) else uid
        uid = uid if store.can_be_uid(uid) else str(uuid.uuid4())
    after = taken_in(before, incoming, "human", now)
    step = Step(uid, before, after, (), ("put into contacts/",))
    carry_out(db, "folder", called(after.contact), [step], now)
    files.save_mirrored(db, [Mirrored(name, uid, "", "", journal.last_entry(db))])
    return []
