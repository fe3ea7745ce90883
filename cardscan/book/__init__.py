"""CONTACTS IN, ONE TIDY BOOK: a folder with ``book.sqlite`` (the truth), ``cards/`` and ``contacts/``.

``book.plan(contact)`` decides, the front end asks if it must, ``book.apply(plan, ...)`` writes: one transaction, one
change in the journal. What ``apply`` has returned is saved, whatever happens next; ``undo`` takes any change back.
"""

from __future__ import annotations

import hashlib
import sqlite3
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Literal, TypeVar

from cardscan.book import (
    backup,
    clock,
    forget,
    intake,
    journal,
    pictures,
    sent,
    shelf,
    store,
    strokes,
    unread,
    upkeep,
)
from cardscan.book.claims import claimed_by_codes
from cardscan.book.connection import connect, faults, roomy, transaction
from cardscan.book.corrections import Corrections, learned
from cardscan.book.doubts import Doubt, doubts_of, still_doubtful
from cardscan.book.forget import Blackened, Erased
from cardscan.book.grow import News, grown
from cardscan.book.intake import Taken
from cardscan.book.journal import Change, Entry, Moved
from cardscan.book.leaving import Leaving
from cardscan.book.looking import Question
from cardscan.book.meetings import Told
from cardscan.book.merge import merge
from cardscan.book.mirror import Mirror
from cardscan.book.plan import decide
from cardscan.book.reread import Reread, Revision
from cardscan.book.saying import Saying
from cardscan.book.seen import seen_before
from cardscan.book.unread import Unread
from cardscan.errors import BookUnusable, NotFound
from cardscan.model import Ask, CardReading, Contact, Encounter, Incoming, Insert, Merge, ParsedCard, Plan

__all__ = [
    "Added",
    "Blackened",
    "Book",
    "Change",
    "Entry",
    "Erased",
    "Leaving",
    "Mirror",
    "Question",
    "Reread",
    "Revision",
    "Taken",
    "Told",
    "Unread",
    "open_book",
    "picture_hash",
]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a card: ``uid`` is the person it now belongs to.

    ``new``: nobody like this was there. ``merged``: it went to somebody known, who has more or the same now. ``asked``:
    kept apart, the question is open. ``known``: this very card of this very picture was in the book before.
    """

    uid: str
    outcome: Literal["new", "merged", "asked", "known"]
    reasons: tuple[str, ...] = ()


def picture_hash(content: bytes) -> str:
    """Return the name of a picture in the book: the SHA-256 of its file."""
    return hashlib.sha256(content).hexdigest()


def open_book(folder: Path, *, create: bool = True, mirror: Callable[[Path], Mirror] | None = None) -> Book:
    """Return the book in ``folder``, a context manager. A command that changes it passes ``mirror=share.vdir.Vdir``:
    what others changed in ``contacts/`` is taken in, and the folder is made current, now and after every change.
    Without it, changes wait for the next who does.

    Raises BookUnusable (no book there and not ``create``; not a book; newer version), BookBusy, CannotSave.
    """
    path = folder / "book.sqlite"
    with faults(path):
        if not path.exists():
            if not create:
                raise BookUnusable(f"there is no book in {folder}", "Scan cards into it first: cardscan scan FILE...")
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        book = Book(folder, connect(path), mirror(folder / "contacts") if mirror else None)
        try:
            book.refresh_contacts()
        except BaseException:
            book.close()
            raise
        return book


class Book(Saying):
    """An open book. Not for use by two threads; other processes may have it open, too."""

    def __init__(self, folder: Path, db: sqlite3.Connection, mirror: Mirror | None) -> None:
        super().__init__(folder, db, mirror)
        self._known: tuple[int, Corrections] | None = None  # as of which entry of the journal

    # ------------------------------------------------------------ pictures

    def keep_picture(self, content: bytes, source: str) -> str:
        """Save the file that is about to be read, under its hash; return the hash."""
        picture = picture_hash(content)
        with faults(self._path):
            file = pictures.keep(self.folder / "cards", content, source)
            with transaction(self._db):
                shelf.save_picture(self._db, picture, file, source)
        return picture

    def keep_flat(self, flat: bytes) -> str:
        """Save the flat card (a JPEG or PNG file) that is about to be noted; return its name in ``cards/``."""
        with faults(self._path):
            return pictures.keep(self.folder / "cards", flat, "flat")

    def close_picture(self, picture: str) -> None:
        """Note that all cards of a picture are saved: from now on ``has_picture`` says yes."""
        with faults(self._path), transaction(self._db):
            shelf.close_picture(self._db, picture, clock.utc_now())

    def note_unread(self, picture: str, cards: Iterable[Unread]) -> None:
        """Note which cards of a picture could not be read, instead of what was noted before."""
        with faults(self._path), transaction(self._db):
            unread.save_unread(self._db, picture, cards)

    def close_watched(self, path: str, stamp: str) -> None:
        """Note that the file of a watched folder is done with as long as its stamp is this one."""
        with faults(self._path), transaction(self._db):
            shelf.save_watched(self._db, path, stamp)

    # ------------------------------------------------------------ what comes in

    def plan(self, contact: Contact, *backs: Contact, lines: Sequence[str] = ()) -> Plan:
        """Decide what to do with a contact: Insert, Merge or Ask. Writes nothing.

        ``backs`` is what other sides of the same card say: it is one contact with all of it. ``lines`` are those of the
        card, by which another photo of it is known again.
        """
        whole = reduce(merge, backs, contact)
        with faults(self._path):
            candidates = store.sharing_a_key(self._db, whole)
            return decide(whole, candidates, seen_before(self._db, whole, lines, candidates))

    def apply(
        self,
        plan: Plan,
        reading: CardReading | None = None,
        *,
        picture: str | None = None,
        flat: bytes | None = None,
        encounter: Encounter | None = None,
    ) -> Added:
        """Carry out a plan in one transaction, as one change, and return what became of it.

        ``reading`` is the card, ``picture`` what ``keep_picture`` returned for the file it is in, ``flat`` the flat
        card as a JPEG or PNG file. An Ask is kept apart, with the question open. The same card of the same picture
        again changes nothing. Raises NotFound if the person to merge with is gone, CannotSave, BookBusy.
        """
        with faults(self._path):
            file = self.keep_flat(flat) if flat else None
            card = shelf.row_of(reading, picture, file) if reading and picture else None
            with transaction(self._db):
                known = shelf.card_owner(self._db, card.picture, card.page, card.number) if card else None
                if known is not None:
                    return Added(known, "known")
                added = self._write(self._still(plan), reading, card, encounter)
            self._refresh()
        return added

    def _still(self, plan: Plan) -> Plan:
        """A question about those of its people whom nobody took out of the book since it was planned."""
        if not isinstance(plan, Ask):
            return plan
        there = {person.uid for person in store.people_with_uids(self._db, (uid for uid, _ in plan.candidates))}
        left = tuple((uid, reasons) for uid, reasons in plan.candidates if uid in there)
        return Ask(plan.contact, left) if left else Insert(plan.contact)

    def _write(
        self, plan: Plan, reading: CardReading | None, card: shelf.CardRow | None, encounter: Encounter | None
    ) -> Added:
        now = clock.utc_now()
        uid = plan.uid if isinstance(plan, Merge) else str(uuid.uuid4())
        before = store.load_snapshot(self._db, uid)
        if isinstance(plan, Merge) and before is None:
            raise NotFound(f"the person to merge {strokes.called(plan.contact)} with is no longer in the book")
        after = grown(before, _news(plan.contact, reading, encounter, now))
        added = _added(plan, uid)
        if after != before:
            store.save_snapshot(self._db, uid, after, now)
        moved = (Moved(shelf.save_card(self._db, uid, card), None, uid),) if card else ()
        if after != before or card:
            store.index(self._db, uid, after)
            action = "merge" if before else "insert"
            change = journal.open_change(self._db, action, strokes.called(after.contact), now)
            entry = Entry(now, action, uid, added.reasons, before, after, moved, change)
            journal.write_entry(self._db, change, entry)
        if isinstance(plan, Ask):
            for other, reasons in plan.candidates:
                store.save_question(self._db, uid, other, reasons, now)
        return added

    def take_in(self, incoming: Iterable[Incoming], words: str) -> Taken:
        """Take what another address book says into the book, as one change called ``words``; return what became of it.

        A record whose UID is known is that person, whatever it says; for the others it is decided as for cards. The
        same records again change nothing. Raises CannotSave, BookBusy.
        """
        with faults(self._path):
            with roomy(self._db), transaction(self._db):
                taken = intake.take_in(self._db, incoming, words, self._mirror, clock.utc_now())
            self._refresh()
        return taken

    def corrections(self) -> Corrections:
        """Return what humans have corrected so far: see ``corrections.corrected``."""
        with faults(self._path):
            now = journal.last_entry(self._db)
            if self._known is None or self._known[0] != now:
                self._known = now, learned(store.corrected_people(self._db))
        return self._known[1]

    # ------------------------------------------------------------ what goes out

    def note_sent(self, device: str, uids: Iterable[str]) -> None:
        """Note that these people were exported to a device of this name. Raises CannotSave, BookBusy."""
        with faults(self._path), transaction(self._db):
            sent.save_sent(self._db, device, uids, clock.utc_now())

    # ------------------------------------------------------------ looking after it

    def check(self) -> tuple[str, ...]:
        """Return in words everything that is wrong with the book; it must have been opened with a mirror."""
        if self._mirror is None:
            raise ValueError("a book is checked together with its contacts/")
        with faults(self._path):
            return tuple(upkeep.faults_in(self._db, self.folder, self._mirror))

    def forget(self, who: Leaving, blackened: Mapping[str, Blackened]) -> Erased:
        """Take people out for ever (``leaving`` says what is theirs); ``blackened`` are pictures, by the hash of those
        they stand for, on which only other people's cards are to be seen. ``sweep`` must follow.

        Raises CannotSave, BookBusy.
        """
        with faults(self._path):
            erased = forget.erase(self._db, self.folder, who, blackened, clock.utc_now())
            self._known = None
            self._refresh()
        return erased

    def sweep(self) -> int:
        """Remove what is left in files of people who were forgotten, and files that belong to nothing; return how many
        of those. Raises CannotSave, BookBusy."""
        with faults(self._path):
            self._refresh()
            forget.sweep(self._db, self.folder)
            return upkeep.remove_strays(self._db, self.folder / "cards")

    def backup(self, target: Path) -> int:
        """Write the book as one file; return how many pictures are in it. Raises CannotSave."""
        return backup.backup(self._db, self.folder, target)


def _news(contact: Contact, reading: CardReading | None, encounter: Encounter | None, now: str) -> News:
    met = (encounter,) if encounter else ()
    if reading is None:
        return News(contact, met)
    claims = claimed_by_codes(reading.parsed.fields, reading.card.codes, contact, now)
    return News(contact, met, _doubts(reading.parsed, contact), claims)


def _doubts(parsed: ParsedCard, confirmed: Contact) -> tuple[Doubt, ...]:
    """Return what wants eyes on a card that was confirmed as ``confirmed``, by a person or by its other side."""
    found = doubts_of(parsed.fields, parsed.contact, confirmed)
    return still_doubtful(found, parsed.contact, confirmed)


def _added(plan: Plan, uid: str) -> Added:
    match plan:
        case Insert():
            return Added(uid, "new")
        case Merge():
            return Added(uid, "merged", plan.reasons)
        case Ask():
            return Added(uid, "asked", tuple(dict.fromkeys(why for _, reasons in plan.candidates for why in reasons)))
