"""Pictures in, people in the book: what every command that fills the book shares.

Each card is saved before the next one is read.
"""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date as day
from typing import TYPE_CHECKING

import typer

from cardscan.cli.options import book_folder
from cardscan.cli.reading import outcomes
from cardscan.cli.rows import PERSON_COLUMNS, called, person_row
from cardscan.cli.terminal import ask_number, complain, harmless, print_table, uninterrupted, write
from cardscan.errors import CardscanError, EngineError
from cardscan.model import Ask, Encounter, Insert, Merge
from cardscan.pipeline import Failure, fetch, flat_jpeg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cardscan.book import Book
    from cardscan.cli.terminal import Bar
    from cardscan.model import CardReading, Plan
    from cardscan.ocr import Engine


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of one picture: the people on it, and what could not be read."""

    uids: tuple[str, ...]
    failures: tuple[CardscanError, ...]


@dataclass(slots=True)
class Evening:
    """A reader, an open book, and what has come of the pictures so far."""

    reader: Engine
    book: Book
    met: Encounter
    ask: bool  # whether somebody sits at the terminal who can say that two people are one
    uids: dict[str, None] = field(default_factory=dict)  # everybody on the pictures, in the order of the cards
    cards: Counter[str] = field(default_factory=Counter)  # by book.Added.outcome
    known_pictures: int = 0
    apart: list[str] = field(default_factory=list)
    failures: list[CardscanError] = field(default_factory=list)

    def take(self, name: str, bar: Bar, content: bytes | None = None) -> Taken:
        """Put the cards of one picture into the book, unless the picture is there already; return what came of it.

        Failures are told on stderr. ``content`` is the picture's file, if it was fetched before.
        Raises BookBusy, CannotSave, StdoutClosed.
        """
        taken = self._taken(name, bar, content)
        self.failures += taken.failures
        return taken

    def introduce(self, name: str, taken: Taken) -> None:
        """Print one line with the people on the picture called ``name``, if there are any."""
        if taken.uids:
            write(harmless(f"{name}: {', '.join(called(self.book.person(uid).contact) for uid in taken.uids)}"))

    def leave(self) -> None:
        """End the command with the exit code of the first failure, if there was any."""
        if self.failures:
            raise typer.Exit(self.failures[0].exit_code)

    def export(self) -> tuple[Path, int]:
        """Write contacts.vcf beside the book, unless nobody is in it; return its path and how many people it holds."""
        from cardscan.share.vdir import export

        everybody, path = self.book.people(), self.book.folder / "contacts.vcf"
        if everybody:
            export(everybody, path)
        return path, len(everybody)

    def _taken(self, name: str, bar: Bar, content: bytes | None) -> Taken:
        from cardscan.book import picture_hash

        try:
            content = fetch(name) if content is None else content
        except CardscanError as error:
            complain(error, bar.console)
            return Taken((), (error,))
        picture = picture_hash(content)
        if self.book.has_picture(picture):
            self.known_pictures += 1
            people = tuple(person.uid for person in self.book.people_on(picture))
            self.uids |= dict.fromkeys(people)
            return Taken(people, ())
        failures: list[CardscanError] = []
        uids: list[str] = []
        for outcome in outcomes(name, self.reader, bar, content):
            if isinstance(outcome, Failure):
                failures.append(outcome.error)
                continue
            if not uids:
                self.book.keep_picture(content, harmless(name))
            uids.append(self._add(outcome, picture, bar))
        if uids and not any(isinstance(error, EngineError) for error in failures):  # a reader may be mended
            self.book.close_picture(picture)
        return Taken(tuple(dict.fromkeys(uids)), tuple(failures))

    def _add(self, reading: CardReading, picture: str, bar: Bar) -> str:
        """Put one card into the book and return whose it is; on a terminal ask where that is not sure."""
        contact, flat = reading.parsed.contact, flat_jpeg(reading.card)
        plan = self.book.plan(contact)
        place = (picture, reading.card.photo.page, reading.card.index)
        if isinstance(plan, Ask) and self.ask and self.book.card_owner(*place) is None:
            with bar.aside():
                plan = _asked(plan, self.book)
        encounter = replace(_dated(self.met), tag=reading.card.tag)
        with uninterrupted():  # what is saved is counted, too
            added = self.book.apply(plan, reading, picture=picture, flat=flat, encounter=encounter)
            self.uids[added.uid] = None
            self.cards[added.outcome] += 1
        if added.outcome == "asked":
            why = ", ".join(added.reasons)
            self.apart.append(f"{called(contact)}: perhaps known already ({why}), kept separate")
        return added.uid

    def report(self) -> None:
        """Print who was found and what became of the cards."""
        people = [self.book.person(uid) for uid in self.uids]
        if people:
            print_table(PERSON_COLUMNS, [person_row(person.contact, person.doubts) for person in people])
        new = self.cards["new"] + self.cards["asked"]
        known = self.cards["merged"] + self.cards["known"]
        parts = [f"{self.cards.total()} cards read: {new} new, {known} known"]
        if self.known_pictures:
            parts.append(f"{self.known_pictures} pictures were in the book already and change nothing")
        for line in (*self.apart, "; ".join(parts) + "."):
            write(harmless(line))


@contextmanager
def evening(folder: Path | None, engine: str, met: Encounter, *, yes: bool) -> Iterator[Evening]:
    """Open the reader and the book for the block; afterwards print what has come of it and write contacts.vcf.

    Raises EngineMissing, BookUnusable, BookBusy, CannotSave.
    """
    from cardscan.book import open_book
    from cardscan.ocr import open_engine
    from cardscan.share.vdir import Vdir

    reader = open_engine(engine)
    ask = not yes and sys.stdin.isatty() and sys.stdout.isatty()
    with open_book(book_folder(folder), mirror=Vdir) as book:
        this = Evening(reader, book, met, ask)
        try:
            yield this
        finally:  # also after Ctrl-C or on a full disk: what was saved is shown
            this.report()
        path, people = this.export()
        if people:
            write(f"For the phone, everybody in the book ({people}): {path}")


def _dated(met: Encounter) -> Encounter:
    """Return the meeting with its day: today, where an event has none. A command may run past midnight."""
    return replace(met, date=day.today().isoformat()) if met.event and not met.date else met


def _asked(plan: Ask, book: Book) -> Plan:
    """Show the people whom the card may be about and let the user choose: one of them, or somebody new."""
    people = [book.person(uid) for uid, _ in plan.candidates]
    print_table(
        ("", *PERSON_COLUMNS, "Why"),
        [
            ("this card", *person_row(plan.contact, ()), ""),
            *(
                (str(number), *person_row(person.contact, ()), "\n".join(reasons))
                for number, (person, (_, reasons)) in enumerate(zip(people, plan.candidates, strict=True), 1)
            ),
        ],
    )
    choice = ask_number("Which of them is the person on this card? 0: none, somebody new", len(people))
    if choice == 0:
        return Insert(plan.contact)
    uid, reasons = plan.candidates[choice - 1]
    return Merge(plan.contact, uid, (*reasons, "you said so"))
