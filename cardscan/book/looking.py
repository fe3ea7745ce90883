"""Looking things up in an open book; nothing here writes."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from cardscan.book import events, files, forget, journal, listing, proof, sent, shelf, store, thanks, unread
from cardscan.book.connection import faults
from cardscan.book.days import asked_for
from cardscan.book.lapsed import Lapsed, lapsed_before
from cardscan.book.leaving import Leaving, all_of
from cardscan.book.lived import LivedCard, known_again, lived_cards
from cardscan.book.search import first_sign, names, query_terms
from cardscan.errors import NotFound
from cardscan.likeness.folding import fold
from cardscan.model import Event, Person


@dataclass(frozen=True, slots=True)
class Question:
    """Two people who may be one."""

    one: str
    other: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Original:
    """A picture as it was given: its hash, its copy in ``cards/``, and the name it was given under."""

    hash: str
    file: Path
    source: str


Sort = Literal["reading", "changed", "date", "event"]


class Looking:
    """An open book that is only looked at. Not for use by two threads; other processes may have it open, too."""

    def __init__(self, folder: Path, db: sqlite3.Connection) -> None:
        self.folder = folder
        self._path = folder / "book.sqlite"
        self._db = db

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the book. Everything that was reported as saved already is."""
        self._db.close()

    # ------------------------------------------------------------ people

    def people(self, sort: Sort = "reading", most: int | None = None) -> tuple[Person, ...]:
        """Return everybody, or the first ``most``: in 五十音 order, then kanji without reading, Latin names,
        organisations; or the last changed first; or the last met first; or event by event, the last one first."""
        with faults(self._path):
            return store.load_people(self._db, order=store.ORDERS[sort], most=-1 if most is None else most)

    def count(self) -> int:
        """Return how many people there are."""
        with faults(self._path):
            return store.count_people(self._db)

    def met_at(self, event: str) -> tuple[Person, ...]:
        """Return the people met at an event of this very name: by the number on their cases, then in 五十音 order."""
        with faults(self._path):
            found = store.people_met_at(self._db, event)
        return tuple(sorted(found, key=lambda person: _number(person, event)))

    # ------------------------------------------------------------ events

    def events(self) -> tuple[Event, ...]:
        """Return every event that was set up or that somebody was met at, the last one first."""
        with faults(self._path):
            return events.load_events(self._db)

    def event(self, name: str, date: str | None) -> Event:
        """Return what is known of an event; its name and day alone if it was not set up."""
        with faults(self._path):
            return events.load_event(self._db, name, date)

    def guests(self, event: Event) -> tuple[Person, ...]:
        """Return the people met at an event, on its day: by the number on their cases, then in 五十音 order."""
        with faults(self._path):
            there = store.people_with_uids(self._db, events.people_at(self._db, event))
        return tuple(sorted(there, key=lambda person: _number(person, event.name)))

    def met_since(self, day: str) -> tuple[Person, ...]:
        """Return the people met at some event on ``day`` (ISO 8601) or later, in 五十音 order."""
        with faults(self._path):
            met = "uid in (select uid from encounter where event is not null and date >= ?)"
            return store.load_people(self._db, met, (day,))

    def thanks(self, event: Event | None = None) -> tuple[thanks.Thanks, ...]:
        """Return what was noted of letters to people met at an event, or at any."""
        with faults(self._path):
            return thanks.load_thanks(self._db, event)

    def unread_beside(self, uids: Iterable[str]) -> tuple[unread.Unread, ...]:
        """Return the cards that could not be read on the pictures most of whose cards are these people's."""
        with faults(self._path):
            return unread.unread_beside(self._db, uids)

    def set_up_events(self) -> tuple[Event, ...]:
        """Return the events that were set up, the last one first."""
        with faults(self._path):
            return events.load_set_up(self._db)

    def attendance(self) -> tuple[tuple[Event, int], ...]:
        """Return every event with the number of people met there, the last one first."""
        with faults(self._path):
            count = events.count_people(self._db)
        return tuple((one, count.get((one.name, one.date), 0)) for one in self.events())

    def find(self, text: str, today: date | None = None, most: int | None = None) -> tuple[Person, ...]:
        """Return the people with every word of ``text`` somewhere: name, reading, romaji, company, mail, digits of a
        number, event, memo, or any line of their cards; those whose name has it first. A day (11/20, yesterday, from
        ``today`` on) is one on which they were met, a bare number that somebody's card case had is that one. Only the
        first ``most``."""
        return self.found(text, 0, most, today)[0]

    def found(
        self, text: str, begin: int, most: int | None, today: date | None = None
    ) -> tuple[tuple[Person, ...], int]:
        """Return so many of those whom ``find`` finds, from number ``begin`` on, and how many they are in all."""
        asked = asked_for(text, today or date.today())
        with faults(self._path):
            asked = asked.where_numbers(lambda number: events.is_number(self._db, number))
            terms = query_terms(asked.words)
            named, others = listing.matching(self._db, terms) if terms else ([], [])
            if asked.days or asked.numbers:
                met = events.people_met(self._db, asked.days, asked.numbers)
                named, others = ([uid for uid in group if uid in met] for group in (named, others))
                others = others if terms else list(met)
            people = listing.part(self._db, (named, others), begin, -1 if most is None else most)
        return people, len(named) + len(others)

    def signs(self) -> tuple[tuple[str, str], ...]:
        """Return (uid, sign) of everybody in 五十音 order: the first letter of what they are sorted by, or ``""`` for
        kanji without a reading."""
        with faults(self._path):
            return tuple((uid, first_sign(sort)) for uid, sort in listing.signs(self._db))

    def people_of(self, uids: Sequence[str]) -> tuple[Person, ...]:
        """Return the people with these uids, in 五十音 order; who is not in the book is left out."""
        with faults(self._path):
            return store.people_with_uids(self._db, uids)

    def events_met_at(self) -> tuple[str, ...]:
        """Return the names of the events at which somebody was met, the last one first."""
        with faults(self._path):
            return listing.events_met_at(self._db)

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

    def unchecked(self) -> tuple[Person, ...]:
        """Return the people with cards of whom something is doubtful, or nothing was ever looked at by a human: in the
        order in which their first cards came."""
        with faults(self._path):
            return store.unchecked_people(self._db)

    def questions(self) -> tuple[Question, ...]:
        """Return the open questions: pairs of people who may be one."""
        with faults(self._path):
            return tuple(Question(*row) for row in store.load_questions(self._db))

    # ------------------------------------------------------------ cards and pictures

    def card(self, number: int) -> shelf.CardRow:
        """Return the card with this ``CardRow.id``. Raises NotFound."""
        with faults(self._path):
            found = shelf.cards_with_ids(self._db, [number])
        if not found:
            raise NotFound(f"there is no card number {number} in the book")
        return found[0]

    def flat_file(self, card: shelf.CardRow) -> Path | None:
        """Return the flat picture of a card in ``cards/``, or None if none was kept."""
        return self.folder / "cards" / card.flat if card.flat else None

    def cards(self, uid: str) -> tuple[shelf.CardRow, ...]:
        """Return a person's cards as they were read, in the order they came."""
        with faults(self._path):
            return shelf.load_cards(self._db, uid)

    def has_picture(self, picture: str) -> bool:
        """Whether every card of the picture with this hash is in the book already."""
        with faults(self._path):
            found = shelf.load_picture(self._db, picture)
        return found is not None and found[1]

    def card_owner(self, picture: str, page: int, number: int) -> str | None:
        """Return the uid of the person to whom this card of this picture went, or None if it is not in the book."""
        with faults(self._path):
            return shelf.card_owner(self._db, picture, page, number)

    def people_on(self, picture: str) -> tuple[Person, ...]:
        """Return the people whose cards are in a picture."""
        with faults(self._path):
            return store.people_in_picture(self._db, picture)

    def cards_on(self, picture: str) -> tuple[tuple[str, shelf.CardRow], ...]:
        """Return (uid, card) of every card of a picture, in its order."""
        return tuple((uid, card) for uid, card in self.every_card_on(picture) if uid is not None)

    def every_card_on(self, picture: str) -> tuple[tuple[str | None, shelf.CardRow], ...]:
        """Return (uid, card) of every card of a picture, in its order, those of deleted people (uid None) included."""
        with faults(self._path):
            return shelf.cards_in_picture(self._db, picture)

    def picture_file(self, picture: str) -> Path | None:
        """Return the copy of a picture in ``cards/``, or None if the book has no such picture."""
        with faults(self._path):
            found = shelf.load_picture(self._db, picture)
        return self.folder / "cards" / found[0] if found else None

    def pictures_of(self, uids: Iterable[str]) -> tuple[Original, ...]:
        """Return the pictures on which these people's cards are, in the order in which they came."""
        with faults(self._path):
            found = shelf.pictures_of(self._db, uids)
        return tuple(Original(hash, self.folder / "cards" / file, source) for hash, file, source in found)

    def watched(self) -> dict[str, str]:
        """Return the files of watched folders that are done with: path and stamp."""
        with faults(self._path):
            return shelf.load_watched(self._db)

    # ------------------------------------------------------------ what went out

    def sent_to(self, device: str) -> dict[str, str]:
        """Return when each person was last exported to a device (ISO 8601, UTC), by uid."""
        with faults(self._path):
            return sent.load_sent(self._db, device)

    def vcards(self, people: Iterable[Person]) -> dict[str, bytes]:
        """Return the vCards of people by uid as they stand in ``contacts/``: of those whose file is current and
        holds to the last byte what was written there. They need not be made again."""
        with faults(self._path):
            current = files.current_files(self._db, (person.uid for person in people))
        return {one.uid: content for one in current if (content := self._written(one)) is not None}

    def _written(self, file: files.Mirrored) -> bytes | None:
        try:
            content = (self.folder / "contacts" / file.name).read_bytes()
        except OSError:
            return None
        return content if hashlib.sha256(content).hexdigest() == file.hash else None

    def flat_picture(self, uid: str) -> Path | None:
        """Return the flat picture of a person's last card, its front; None if no card of theirs was seen."""
        flats = [(card.side == "front", card.id, card.flat) for card in self.cards(uid) if card.flat]
        return self.folder / "cards" / max(flats)[2] if flats else None

    # ------------------------------------------------------------ who is to be forgotten

    def leaving(self, uids: Iterable[str]) -> Leaving:
        """Return all that the book holds of these people, who are in it or were, and where else they are."""
        with faults(self._path):
            return all_of(self._db, self.folder, uids)

    def lapsed(self, before: date, thanked: Container[str] = ()) -> tuple[Lapsed, ...]:
        """Return the people of whom nothing was heard since the day ``before``: see ``book.lapsed``."""
        with faults(self._path):
            return lapsed_before(self._db, before, thanked)

    def deleted(self, before: str) -> tuple[str, ...]:
        """Return the uids of people who were deleted before a time (ISO 8601, UTC) and can still be brought back."""
        with faults(self._path):
            return journal.gone_before(self._db, before)

    def is_swept(self) -> bool:
        """Whether nothing is left to be done for people who were forgotten: see ``Book.sweep``."""
        with faults(self._path):
            return not forget.leftover(self._db)

    def places_left(self, who: Leaving, seen: Callable[[str], None] = lambda name: None) -> tuple[str, ...]:
        """Return in words where in the book's folder people who were forgotten are still to be found: every byte is
        looked at, ``seen`` is told each file."""
        with faults(self._path):
            return proof.places_left(self._db, self.folder, who.own, seen)

    # ------------------------------------------------------------ looking back

    def lived_cards(self) -> tuple[LivedCard, ...]:
        """Return how well each card was read, as it turned out, in the order in which they came."""
        with faults(self._path):
            return tuple(lived_cards(self._db))

    def known_again(self) -> tuple[str, ...]:
        """Return when a card or record turned out to be of somebody who was in the book already (ISO 8601, UTC)."""
        with faults(self._path):
            return known_again(self._db)

    # ------------------------------------------------------------ the past

    def history(self, uid: str) -> tuple[journal.Entry, ...]:
        """Return every change of a person, oldest first."""
        with faults(self._path):
            return journal.read_entries(self._db, uid)

    def arrivals(self, uid: str) -> dict[int, shelf.Arrival]:
        """Return when, and in which file, each card of a person came, by ``CardRow.id``."""
        with faults(self._path):
            return shelf.arrivals(self._db, uid)

    def words_of(self, changes: Iterable[int]) -> dict[int, str]:
        """Return what these changes were about (a name, a file), by their numbers."""
        with faults(self._path):
            found = {number: journal.load_change(self._db, number) for number in changes}
        return {number: change.words for number, change in found.items() if change is not None}

    def changes(self, most: int = 20) -> tuple[journal.Change, ...]:
        """Return the last changes of the book, the newest first."""
        with faults(self._path):
            return journal.load_changes(self._db, most)


def _number(person: Person, event: str) -> tuple[int, str]:
    tags = [met.tag for met in person.encounters if met.event == event and met.tag]
    return (int(tags[0]), "") if tags and tags[0].isdecimal() else (10**9, tags[0] if tags else "")
