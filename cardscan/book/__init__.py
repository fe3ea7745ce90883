"""CONTACTS IN, ONE TIDY BOOK: a folder with ``book.sqlite`` (the truth), ``cards/`` and ``contacts/``.

``book.plan(contact)`` decides, the front end asks if it must, ``book.apply(plan, ...)`` writes: one transaction, one
entry in the journal. What ``apply`` has returned is saved, whatever happens next.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from cardscan.book import pictures, store
from cardscan.book.connection import connect, faults, transaction
from cardscan.book.doubts import Doubt, doubts_of, still_doubtful
from cardscan.book.merge import meet, merge
from cardscan.book.mirror import Mirror, refresh
from cardscan.book.plan import decide
from cardscan.book.search import names, query_terms
from cardscan.errors import BookUnusable, NotFound
from cardscan.likeness.folding import fold
from cardscan.model import Ask, CardReading, Contact, Encounter, Insert, Merge, ParsedCard, Person, Plan

__all__ = ["Added", "Book", "Mirror", "Question", "open_book", "picture_hash"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a card: ``uid`` is the person it now belongs to.

    ``new``: nobody like this was there. ``merged``: it went to somebody known, who has more or the same now. ``asked``:
    kept apart, the question is open. ``known``: this very card of this very picture was in the book before.
    """

    uid: str
    outcome: Literal["new", "merged", "asked", "known"]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Two people who may be one."""

    one: str
    other: str
    reasons: tuple[str, ...]


def picture_hash(content: bytes) -> str:
    """Return the name of a picture in the book: the SHA-256 of its file."""
    return hashlib.sha256(content).hexdigest()


def open_book(folder: Path, *, create: bool = True, mirror: Callable[[Path], Mirror] | None = None) -> Book:
    """Return the book in ``folder``, a context manager. A command that changes it passes ``mirror=share.vdir.Vdir``:
    ``contacts/`` is made current now and after every change. Without it, changes wait for the next who does.

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


class Book:
    """An open book. Not for use by two threads; other processes may have it open, too."""

    def __init__(self, folder: Path, db: sqlite3.Connection, mirror: Mirror | None) -> None:
        self.folder = folder
        self._path = folder / "book.sqlite"
        self._db = db
        self._mirror = mirror

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the book. Everything that was reported as saved already is."""
        self._db.close()

    # ------------------------------------------------------------ pictures

    def has_picture(self, picture: str) -> bool:
        """Whether every card of the picture with this hash is in the book already."""
        with faults(self._path):
            found = store.load_picture(self._db, picture)
        return found is not None and found[1]

    def keep_picture(self, content: bytes, source: str) -> str:
        """Save the file that is about to be read, under its hash; return the hash."""
        picture = picture_hash(content)
        with faults(self._path):
            file = pictures.keep(self.folder / "cards", content, source)
            with transaction(self._db):
                store.save_picture(self._db, picture, file, source)
        return picture

    def close_picture(self, picture: str) -> None:
        """Note that all cards of a picture are saved: from now on ``has_picture`` says yes."""
        with faults(self._path), transaction(self._db):
            store.close_picture(self._db, picture, _now())

    def card_owner(self, picture: str, page: int, number: int) -> str | None:
        """Return the uid of the person to whom this card of this picture went, or None if it is not in the book."""
        with faults(self._path):
            return store.card_owner(self._db, picture, page, number)

    def people_on(self, picture: str) -> tuple[Person, ...]:
        """Return the people whose cards are in a picture."""
        with faults(self._path):
            return store.people_in_picture(self._db, picture)

    def cards_on(self, picture: str) -> tuple[tuple[str, store.CardRow], ...]:
        """Return (uid, card) of every card of a picture, in its order."""
        with faults(self._path):
            return store.cards_in_picture(self._db, picture)

    def picture_file(self, picture: str) -> Path | None:
        """Return the copy of a picture in ``cards/``, or None if the book has no such picture."""
        with faults(self._path):
            found = store.load_picture(self._db, picture)
        return self.folder / "cards" / found[0] if found else None

    def watched(self) -> dict[str, str]:
        """Return the files of watched folders that are done with: path and stamp."""
        with faults(self._path):
            return store.load_watched(self._db)

    def close_watched(self, path: str, stamp: str) -> None:
        """Note that the file of a watched folder is done with as long as its stamp is this one."""
        with faults(self._path), transaction(self._db):
            store.save_watched(self._db, path, stamp)

    # ------------------------------------------------------------ changes

    def plan(self, contact: Contact, *backs: Contact) -> Plan:
        """Decide what to do with a contact: Insert, Merge or Ask. Writes nothing.

        ``backs`` is what other sides of the same card say: it is one contact with all of it.
        """
        whole = reduce(merge, backs, contact)
        with faults(self._path):
            return decide(whole, store.sharing_a_key(self._db, whole))

    def apply(
        self,
        plan: Plan,
        reading: CardReading | None = None,
        *,
        picture: str | None = None,
        flat: bytes | None = None,
        encounter: Encounter | None = None,
    ) -> Added:
        """Carry out a plan in one transaction with one journal entry, and return what became of it.

        ``reading`` is the card, ``picture`` what ``keep_picture`` returned for the file it is in, ``flat`` the flat
        card as a JPEG or PNG file. An Ask is kept apart, with the question open. The same card of the same picture
        again changes nothing. Raises NotFound if the person to merge with is gone, CannotSave, BookBusy.
        """
        with faults(self._path):
            file = pictures.keep(self.folder / "cards", flat, "flat") if flat else None
            card = _card_row(reading, picture, file) if reading and picture else None
            with transaction(self._db):
                known = store.card_owner(self._db, card.picture, card.page, card.number) if card else None
                if known is not None:
                    return Added(known, "known")
                added = self._write(plan, reading, card, encounter)
            self.refresh_contacts()
        return added

    def _write(
        self, plan: Plan, reading: CardReading | None, card: store.CardRow | None, encounter: Encounter | None
    ) -> Added:
        now = _now()
        uid = plan.uid if isinstance(plan, Merge) else str(uuid.uuid4())
        before = store.load_snapshot(self._db, uid)
        if isinstance(plan, Merge) and before is None:
            raise NotFound(f"the person to merge {_called(plan.contact)} with is no longer in the book")
        doubts = _doubts(reading.parsed, plan.contact) if reading else ()
        after = _grown(before, plan.contact, encounter, doubts)
        added = _added(plan, uid)
        if after != before:
            store.save_snapshot(self._db, uid, after, now)
        number = store.save_card(self._db, uid, card) if card else None
        if after != before or card:
            store.index(self._db, uid, after)
            action = "merge" if before else "insert"
            store.write_journal(self._db, store.Entry(now, action, uid, added.reasons, before, after), number)
        if isinstance(plan, Ask):
            for other, reasons in plan.candidates:
                store.save_question(self._db, uid, other, reasons, now)
        return added

    def refresh_contacts(self) -> None:
        """Make ``contacts/`` current, if this book was opened with a mirror and can be written to."""
        if self._mirror is not None and os.access(self._path, os.W_OK):
            with faults(self._path):
                refresh(self._db, self._mirror)

    # ------------------------------------------------------------ looking

    def people(self, sort: Literal["reading", "changed"] = "reading") -> tuple[Person, ...]:
        """Return everybody: in 五十音 order, then kanji without reading, Latin names, organisations; or the last
        changed first."""
        with faults(self._path):
            everybody = store.load_people(self._db)
        if sort == "changed":
            return tuple(sorted(everybody, key=lambda person: person.changed or "", reverse=True))
        return everybody

    def find(self, text: str) -> tuple[Person, ...]:
        """Return the people with every word of ``text`` somewhere: name, reading, romaji, company, mail, digits of a
        number, event, memo, or any line of their cards; those whose name has it first."""
        terms = query_terms(text)
        if not terms:
            return ()
        with faults(self._path):
            found = store.people_matching(self._db, terms)
        return tuple(sorted(found, key=lambda person: not _named(person, terms)))

    def show(self, text: str) -> tuple[Person, ...]:
        """Return the people meant by ``text``: the start of a uid, a whole name in any spelling, or else what ``find``
        finds. Namesakes are several. Raises NotFound."""
        with faults(self._path):
            by_uid = store.people_with_uid_start(self._db, text)
        found = by_uid or self.find(text)
        exact = tuple(person for person in found if fold(text) in names(person.contact))
        if not found:
            raise NotFound(f"nobody in the book answers to {text!r}")
        return exact or found

    def person(self, uid: str) -> Person:
        """Return the person with this uid. Raises NotFound."""
        with faults(self._path):
            found = store.people_with_uids(self._db, {uid})
        if not found:
            raise NotFound(f"nobody in the book has the number {uid}")
        return found[0]

    def cards(self, uid: str) -> tuple[store.CardRow, ...]:
        """Return a person's cards as they were read, in the order they came."""
        with faults(self._path):
            return store.load_cards(self._db, uid)

    def history(self, uid: str) -> tuple[store.Entry, ...]:
        """Return every change of a person, oldest first."""
        with faults(self._path):
            return store.read_journal(self._db, uid)

    def questions(self) -> tuple[Question, ...]:
        """Return the open questions: pairs of people who may be one."""
        with faults(self._path):
            return tuple(Question(*row) for row in store.load_questions(self._db))


def _doubts(parsed: ParsedCard, confirmed: Contact) -> tuple[Doubt, ...]:
    """Return what wants eyes on a card that was confirmed as ``confirmed``, by a person or by its other side."""
    found = doubts_of(parsed.fields, parsed.contact, confirmed)
    return still_doubtful(found, parsed.contact, confirmed)


def _grown(
    before: store.Snapshot | None, contact: Contact, encounter: Encounter | None, doubts: tuple[Doubt, ...]
) -> store.Snapshot:
    if before is None:
        return store.Snapshot(contact, meet((), encounter), doubts)
    merged = merge(before.contact, contact)
    kept = (*still_doubtful(before.doubts, before.contact, merged), *still_doubtful(doubts, contact, merged))
    return store.Snapshot(merged, meet(before.encounters, encounter), tuple(dict.fromkeys(kept)))


def _added(plan: Plan, uid: str) -> Added:
    match plan:
        case Insert():
            return Added(uid, "new")
        case Merge():
            return Added(uid, "merged", plan.reasons)
        case Ask():
            return Added(uid, "asked", tuple(dict.fromkeys(why for _, reasons in plan.candidates for why in reasons)))


def _card_row(reading: CardReading, picture: str, flat: str | None) -> store.CardRow:
    card, parsed = reading.card, reading.parsed
    text = store.CardText(card.quad, parsed.lines, parsed.fields, parsed.contact, card.codes, card.quality)
    return store.CardRow(picture, card.photo.page, card.index, parsed.side, card.tag, flat, text)


def _called(contact: Contact) -> str:
    if contact.name is not None:
        return contact.name.full
    return next((place.org for place in contact.affiliations if place.org), "this card")


def _named(person: Person, terms: tuple[tuple[str, ...], ...]) -> bool:
    called = "\n".join(names(person.contact))
    return all(any(spelling in called for spelling in term) for term in terms)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
