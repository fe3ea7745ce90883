"""Pictures in, people in the book: what every command that fills the book shares.

The cards of a photo are saved, one after the other, before the next photo is read.
"""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

import typer

from cardscan import crew
from cardscan.cli.options import book_folder
from cardscan.cli.reading import outcomes, outcomes_in_order
from cardscan.cli.rows import PERSON_COLUMNS, called, person_row
from cardscan.cli.terminal import ask_number, complain, counted, harmless, print_table, say, uninterrupted, write
from cardscan.entering import Picture, close_pictures, enter, picture, planned
from cardscan.errors import CardscanError
from cardscan.intake import exposure, fetch
from cardscan.model import Ask, Insert, Merge
from cardscan.occasion import occasion_of
from cardscan.pipeline import pages
from cardscan.seen import Seen, seen_before, seen_now
from cardscan.sides import Failure, whole_cards
from cardscan.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from cardscan.book import Added, Book
    from cardscan.cli.terminal import Bar
    from cardscan.model import CardReading, Encounter, Exposure, Plan, Quad
    from cardscan.occasion import Told
    from cardscan.ocr import Engine
    from cardscan.sides import Page


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
    told: Told
    exposed: Callable[[bytes], Exposure]  # when a picture was taken, by what is in its file
    ask: bool  # whether somebody sits at the terminal who can say that two people are one
    uids: dict[str, None] = field(default_factory=dict)  # everybody on the pictures, in the order of the cards
    cards: Counter[str] = field(default_factory=Counter)  # by book.Added.outcome
    places: set[tuple[str, int, Quad]] = field(default_factory=set)  # of the cards: picture, page and outline
    both_sides: int = 0  # cards of which front and back were read
    known_pictures: int = 0
    tally: Tally = field(default_factory=Tally)
    pictures: int = 0  # that were read
    seen: Seen = field(default_factory=Seen)  # the cards of the picture before
    apart: list[str] = field(default_factory=list)
    failures: list[CardscanError] = field(default_factory=list)

    def to_read(self, names: Iterable[str]) -> Iterator[crew.Picture]:
        """Yield the pictures of these names as a crew reads them: known are those in the book already."""
        from cardscan.book import picture_hash

        for name in names:
            try:
                content = fetch(name)
            except CardscanError:  # ``take`` says what is wrong with it, in its turn
                yield crew.Picture(name, None)
            else:
                yield crew.Picture(name, content, self.book.has_picture(picture_hash(content)))

    def take(self, name: str, bar: Bar, content: bytes | None = None, read: Iterable[Page] = ()) -> Taken:
        """Put the cards of one picture into the book, unless the picture is there already; return what came of it.

        Failures are told on stderr. ``content`` is the picture's file, if it was fetched before, ``read`` its pages, if
        they were read before. Raises BookBusy, CannotSave, StdoutClosed.
        """
        pictures, failures = self._fetched([name], [content], bar)
        if not pictures:
            return self._told(Taken((), failures))
        (picture,) = pictures
        if self.book.has_picture(picture.hash):
            return self._known(pictures)
        found = outcomes(read or pages(name, self.reader, picture.content), bar, self.seen.faces)
        return self._told(self._read(pictures, found, bar))

    def take_in_order(self, group: Sequence[tuple[crew.Picture, Iterable[Page]]], bar: Bar) -> Taken:
        """As ``take``, of two pictures, or of a document with its pages, that come as front, back, front, back, …"""
        names, contents = [one.name for one, _ in group], [one.content for one, _ in group]
        pictures, failures = self._fetched(names, contents, bar)
        if all(self.book.has_picture(picture.hash) for picture in pictures):
            return self._told(Taken(self._known(pictures).uids if pictures else (), failures))
        read = {one.name: found for one, found in group}
        found = [read[one.name] or pages(one.name, self.reader, one.content) for one in pictures]
        taken = self._read(pictures, outcomes_in_order(found, bar), bar)
        return self._told(Taken(taken.uids, (*failures, *taken.failures)))

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
            export(everybody, path, self.book.vcards(everybody))
        return path, len(everybody)

    def _told(self, taken: Taken) -> Taken:
        self.failures += taken.failures
        return taken

    def _fetched(
        self, names: Sequence[str], contents: Sequence[bytes | None], bar: Bar
    ) -> tuple[list[Picture], tuple[CardscanError, ...]]:
        """Return the pictures, and the failures of those that are not to be had."""
        pictures: list[Picture] = []
        failures: list[CardscanError] = []
        for name, given in zip(names, contents, strict=True):
            try:
                content = fetch(name) if given is None else given
            except CardscanError as error:
                complain(error, bar.console)
                failures.append(error)
            else:
                pictures.append(picture(name, harmless(name), content))
        return pictures, tuple(failures)

    def _known(self, pictures: Sequence[Picture]) -> Taken:
        """Note the people on pictures that are in the book."""
        self.known_pictures += len(pictures)
        people = dict.fromkeys(person.uid for one in pictures for person in self.book.people_on(one.hash))
        self.uids |= people
        self.seen = seen_before(self.book, pictures[-1].name, pictures[-1].hash)
        return Taken(tuple(people), ())

    def _read(self, pictures: Sequence[Picture], read: Iterator[CardReading | Failure], bar: Bar) -> Taken:
        """Put the cards on pictures into the book as they are read, each as the book's people were corrected before."""
        from cardscan.book.corrections import corrected

        known = self.book.corrections()
        named = {picture.name: picture for picture in pictures}
        met = {picture.name: self._met(picture, bar) for picture in pictures}
        failures: list[Failure] = []
        kept: set[str] = set()
        uids: dict[str, None] = {}
        page: list[tuple[str, CardReading]] = []  # of the last page only: pictures are large
        self.pictures += len(pictures)
        for card in whole_cards(read):
            for outcome in (card,) if isinstance(card, Failure) else card:
                self.tally = self.tally.plus(outcome)
            if isinstance(card, Failure):
                failures.append(card)
                continue
            for name in {side.card.photo.name for side in card} - kept:
                self.book.keep_picture(named[name].content, named[name].label)
                kept.add(name)
            card = tuple(replace(side, parsed=corrected(side.parsed, known)) for side in card)
            uid = self._add(card, named, met[card[0].card.photo.name], bar)
            uids[uid] = None
            page = [*(one for one in page if one[1].card.photo is card[-1].card.photo), *((uid, side) for side in card)]
        if uids:
            close_pictures(self.book, pictures, failures)
        self.seen = seen_now(page)
        return Taken(tuple(uids), tuple(failure.error for failure in failures))

    def _met(self, picture: Picture, bar: Bar) -> Encounter:
        """Return where the people on a picture were met, and say what of it is not sure."""
        told = occasion_of(self.told, self.exposed(picture.content), self.book.set_up_events(), date.today())
        if told.note:
            say(f"{picture.label}: {told.note}. Choose another with --event and --date", bar.console)
        return told.met

    def _add(self, card: tuple[CardReading, ...], pictures: Mapping[str, Picture], met: Encounter, bar: Bar) -> str:
        """Put one card, front and back if both are there, into the book and return whose it is; on a terminal ask where
        that is not sure."""
        plan = self._planned(card, pictures[card[0].card.photo.name], bar)
        with uninterrupted():  # what is saved is counted, too
            added = enter(self.book, plan, card, pictures, met)
            self.uids[added.uid] = None
            self._count(added, card)
        if added.outcome == "asked":
            why = ", ".join(added.reasons)
            self.apart.append(f"{called(plan.contact)}: perhaps known already ({why}), kept separate")
        return added.uid

    def _planned(self, card: tuple[CardReading, ...], on: Picture, bar: Bar) -> Plan:
        plan = planned(self.book, card, self.seen)
        place = (on.hash, card[0].card.photo.page, card[0].card.index)
        if isinstance(plan, Ask) and self.ask and self.book.card_owner(*place) is None:
            with bar.aside():
                return _asked(plan, self.book)
        return plan

    def _count(self, added: Added, card: tuple[CardReading, ...]) -> None:
        """Count a card once, however many of its sides were read, and at whatever time."""
        if len(card) == 1 and self.seen.owner_of_other_side(card[0]) is not None:
            self.both_sides += added.outcome != "known"
            return
        self.cards[added.outcome] += 1
        self.both_sides += len(card) > 1
        front = card[0].card
        self.places.add((front.photo.name, front.photo.page, front.quad))

    def report(self) -> None:
        """Print who was found and what became of the cards."""
        people = [self.book.person(uid) for uid in self.uids]
        if people:
            print_table(PERSON_COLUMNS, [person_row(person.contact, person.doubts) for person in people])
        new = self.cards["new"] + self.cards["asked"]
        known = self.cards["merged"] + self.cards["known"]
        several = f" with {self.cards.total()} people" if len(self.places) < self.cards.total() else ""
        parts = [f"{counted(len(self.places), 'card')}{several} read: {new} new, {known} known"]
        if self.both_sides:
            parts.append(f"front and back of {self.both_sides}")
        if self.known_pictures:
            were = "was" if self.known_pictures == 1 else "were"
            parts.append(f"{counted(self.known_pictures, 'picture')} {were} in the book already: nothing changes")
        for line in (*self.apart, "; ".join(parts) + "."):
            write(harmless(line))
        if self.tally.retake or self.tally.unread:
            write(harmless(self.tally.words(self.pictures) + "."))


@contextmanager
def evening(
    folder: Path | None,
    reader: Engine,
    told: Told,
    *,
    yes: bool,
    exposed: Callable[[bytes], Exposure] = exposure,
) -> Iterator[Evening]:
    """Open the book for the block; afterwards print what has come of it and write contacts.vcf.

    Raises BookUnusable, BookBusy, CannotSave.
    """
    from cardscan.book import open_book
    from cardscan.share.vdir import Vdir

    ask = not yes and sys.stdin.isatty() and sys.stdout.isatty()
    with open_book(book_folder(folder), mirror=Vdir) as book:
        this = Evening(reader, book, told, exposed, ask)
        try:
            yield this
        finally:  # also after Ctrl-C or on a full disk: what was saved is shown
            this.report()
        path, people = this.export()
        if people:
            write(f"For the phone, everybody in the book ({people}): {path}")


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
