"""What a human says to an open book: of people, of their meetings, of events; and taking any of it back."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from cardscan.book import clock, journal, rearrange, strokes, thanks
from cardscan.book.connection import faults, transaction
from cardscan.book.journal import Change
from cardscan.book.looking import Looking
from cardscan.book.meetings import Told
from cardscan.book.mirror import Mirror, refresh, take_in_edits
from cardscan.book.reread import Reread, Revision
from cardscan.book.wishes import Wish
from cardscan.errors import CannotUndo
from cardscan.model import Contact, Encounter, Event

T = TypeVar("T")


class Saying(Looking):
    """An open book to which a human says things; ``contacts/`` is current after each. ``notices`` say in words what of
    the edits made there could not be taken in as it stood."""

    def __init__(self, folder: Path, db: sqlite3.Connection, mirror: Mirror | None) -> None:
        super().__init__(folder, db)
        self._mirror = mirror
        self.notices: tuple[str, ...] = ()

    # ------------------------------------------------------------ people

    def edit(self, uid: str, contact: Contact, encounters: tuple[Encounter, ...]) -> int | None:
        """Make a person people. What was typed stands for ever, what was taken out does not come back by a
        scan. Return the change, or None if nothing changes. Raises NotFound, CannotSave, BookBusy."""
        return self._stroke(lambda now: strokes.edit(self._db, uid, contact, encounters, now))

    def confirm(self, uid: str, contact: Contact, paths: Iterable[str] | None = None) -> int | None:
        """Make a person people, and note that they have looked at what stands at ``paths`` of ``contact``
        (``emails[0]``; None: at everything): it is theirs from now on, and doubted no longer.

        Return the change, or None if nothing changes. Raises NotFound, CannotSave, BookBusy.
        """
        return self._stroke(lambda now: strokes.confirm(self._db, uid, contact, paths, now))

    def remember(self, told: Sequence[Told], words: str) -> int | None:
        """Keep what is told of meetings, as one change called ``words``; return it, or None if nothing changes. Raises
        NotFound (nobody of that uid, or not met there), CannotSave, BookBusy."""
        return self._stroke(lambda now: strokes.remember(self._db, told, words, now))

    def join(self, uid: str, other: str, reasons: tuple[str, ...] = ("you said so",)) -> int:
        """Make two people one, under the first uid. Raises NotFound, CardscanError, CannotSave, BookBusy."""
        return self._stroke(lambda now: strokes.join(self._db, uid, other, reasons, now))

    def keep_apart(self, uid: str, other: str) -> None:
        """Keep the answer that two people are two: it is not asked again.

        Raises NotFound, CardscanError (one person twice), CannotSave, BookBusy.
        """
        with faults(self._path), transaction(self._db):
            strokes.keep_apart(self._db, uid, other)

    def split(self, uid: str, cards: Iterable[int]) -> str:
        """Make some of a person's cards (``CardRow.id``) a person of their own; return the new uid.

        Raises NotFound, CardscanError (none, all, or others' cards), CannotSave, BookBusy.
        """
        return self._stroke(lambda now: strokes.split(self._db, uid, cards, now))

    def delete(self, uid: str) -> int:
        """Take a person out of the book. Until purged it can be undone. Raises NotFound, CannotSave, BookBusy."""
        return self._stroke(lambda now: strokes.delete(self._db, uid, now))

    def revisions(self, rereads: Iterable[Reread]) -> tuple[Revision, ...]:
        """Return what cards read again would change of their people; writes nothing."""
        with faults(self._path):
            return strokes.revisions(self._db, rereads, clock.utc_now())

    def reread(self, rereads: Iterable[Reread], words: str) -> int | None:
        """Let cards say what they say now, and their people with them, as one change called ``words``. What a human
        said stays. Return the change, or None if nothing changes. Raises CannotSave, BookBusy."""
        return self._stroke(lambda now: strokes.reread(self._db, rereads, words, now))

    def undo(self, change: int | None = None) -> Change:
        """Take a change back, the last one by default, and return it. An undo can be undone by its number.

        Raises CannotUndo, CannotSave, BookBusy.
        """
        return self._stroke(lambda now: self._undone(change, now))

    def _undone(self, number: int | None, now: str) -> Change:
        last = journal.last_to_undo(self._db) if number is None else journal.load_change(self._db, number)
        if last is None:
            raise CannotUndo("there is nothing to undo" if number is None else f"there is no change number {number}")
        strokes.undo(self._db, last.id, now)
        return last

    def _stroke(self, change: Callable[[str], T]) -> T:
        with faults(self._path):
            with transaction(self._db):
                done = change(clock.utc_now())
            self._refresh()
        return done

    # ------------------------------------------------------------ events

    def set_up(self, event: Event) -> int | None:
        """Keep an event, or what is known of it now; return the change, or None if that changes nothing.

        Raises CannotSave, BookBusy.
        """
        return self._stroke(lambda now: rearrange.set_up(self._db, event, now))

    def move(self, event: Event, to: Event) -> int | None:
        """Make an event another one (its name, day, place or hours), and with it where everybody was met there, as one
        change; return it, or None if nothing changes. Raises CannotSave, BookBusy."""
        return self._stroke(lambda now: rearrange.move(self._db, event, to, now))

    def call_off(self, event: Event) -> int | None:
        """Forget that an event was set up; who was met there keeps the encounter. Return the change, or None if it was
        not set up. Raises CannotSave, BookBusy."""
        return self._stroke(lambda now: rearrange.call_off(self._db, event, now))

    # ------------------------------------------------------------ thanks

    def note_thanks(self, event: Event, uids: Iterable[str], step: thanks.Step) -> None:
        """Note what became of the letters to these people about a meeting. Raises CannotSave, BookBusy."""
        with faults(self._path), transaction(self._db):
            thanks.save_thanks(self._db, event, uids, step, clock.utc_now())

    def note_wish(self, uid: str, no_mail: Wish) -> int | None:
        """Note whether a person wants no mail. Return the change, or None. Raises NotFound, CannotSave, BookBusy."""
        return self._stroke(lambda now: strokes.wish(self._db, uid, no_mail, now))

    # ------------------------------------------------------------ the folder contacts/

    def refresh_contacts(self) -> None:
        """Take in what others changed in ``contacts/`` and make it current, if this book was opened with a mirror and
        can be written to."""
        if self._mirror is not None and os.access(self._path, os.W_OK):
            with faults(self._path):
                self._notice(take_in_edits(self._db, self._mirror, clock.utc_now))
                self._notice(refresh(self._db, self._mirror, clock.utc_now))

    def _refresh(self) -> None:
        if self._mirror is not None:
            self._notice(refresh(self._db, self._mirror, clock.utc_now))

    def _notice(self, said: tuple[str, ...]) -> None:
        self.notices = tuple(dict.fromkeys((*self.notices, *said)))
