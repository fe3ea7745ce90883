"""`cardscan scan`: what is on the cards goes into the book, each card saved before the next one is read."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date as day
from typing import TYPE_CHECKING, Annotated

import typer

from cardscan.cli.options import DEFAULT_ENGINE, BookFolder, EngineName, Files, book_folder, iso_date
from cardscan.cli.reading import outcomes
from cardscan.cli.rows import PERSON_COLUMNS, called, person_row
from cardscan.cli.terminal import ask_number, complain, harmless, print_table, progress, uninterrupted, write
from cardscan.errors import CardscanError, EngineError
from cardscan.model import Ask, Encounter, Insert, Merge
from cardscan.pipeline import Failure, fetch, flat_jpeg, pictures

if TYPE_CHECKING:
    from cardscan.book import Book
    from cardscan.cli.terminal import Bar
    from cardscan.model import CardReading, Plan
    from cardscan.ocr import Engine

Event = Annotated[str | None, typer.Option(metavar="NAME", help="Where you met: it is kept with every person.")]
Date = Annotated[
    str | None,
    typer.Option(metavar="DAY", help="When, like 2026-11-20. Default with --event: today.", callback=iso_date),
]
Place = Annotated[str | None, typer.Option(metavar="NAME", help="The place.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing: people who may be the same stay separate.")]


@dataclass(slots=True)
class Evening:
    """What has come of a scan so far."""

    uids: dict[str, None] = field(default_factory=dict)  # everybody on the pictures, in the order of the cards
    cards: Counter[str] = field(default_factory=Counter)  # by book.Added.outcome
    known_pictures: int = 0
    apart: list[str] = field(default_factory=list)
    failures: list[CardscanError] = field(default_factory=list)


def scan(
    files: Files,
    event: Event = None,
    date: Date = None,
    place: Place = None,
    book: BookFolder = None,
    engine: EngineName = DEFAULT_ENGINE,
    yes: Yes = False,
) -> None:
    """Read cards and put the people on them into the book.

    Scanning the same picture again changes nothing. Then contacts.vcf in the FOLDER of the book holds everybody in it,
    for the phone.

    \b
    Examples:
      cardscan scan photos/ --event "Ikebukuro meetup"
      cardscan scan table.jpg --event Expo --date 2026-11-20 --place "Makuhari Messe"
      cardscan scan IMG_*.HEIC --book ~/cards --yes
    """
    from cardscan.book import open_book
    from cardscan.ocr import open_engine
    from cardscan.share.vdir import Vdir, export

    reader = open_engine(engine)
    met = Encounter(event=event, date=date or (day.today().isoformat() if event else None), place=place)
    evening = Evening()
    ask = not yes and sys.stdin.isatty() and sys.stdout.isatty()
    names = list(pictures(files))
    with open_book(book_folder(book), mirror=Vdir) as opened:
        try:
            with progress(len(names)) as bar:
                for name in names:
                    bar.name(name)
                    _scan_picture(name, reader, opened, met, evening, bar, ask=ask)
                    bar.step()
        finally:  # also after Ctrl-C or on a full disk: what was saved is shown
            _report(opened, evening)
        everybody = opened.people()
        if everybody:
            export(everybody, opened.folder / "contacts.vcf")
            write(f"For the phone, everybody in the book ({len(everybody)}): {opened.folder / 'contacts.vcf'}")
    if evening.failures:
        raise typer.Exit(evening.failures[0].exit_code)


def _scan_picture(
    name: str, reader: Engine, book: Book, met: Encounter, evening: Evening, bar: Bar, *, ask: bool
) -> None:
    """Put the cards of one picture into the book, unless the picture is there already."""
    from cardscan.book import picture_hash

    try:
        content = fetch(name)
    except CardscanError as error:
        complain(error, bar.console)
        evening.failures.append(error)
        return
    picture = picture_hash(content)
    if book.has_picture(picture):
        evening.known_pictures += 1
        evening.uids |= dict.fromkeys(person.uid for person in book.people_on(picture))
        return
    failures, saved = [], False
    for outcome in outcomes(name, reader, bar, content):
        if isinstance(outcome, Failure):
            failures.append(outcome.error)
            continue
        if not saved:
            book.keep_picture(content, harmless(name))
            saved = True
        _add(outcome, picture, book, met, evening, bar, ask=ask)
    evening.failures += failures
    if saved and not any(isinstance(error, EngineError) for error in failures):  # a reader may be mended: try again
        book.close_picture(picture)


def _add(
    reading: CardReading, picture: str, book: Book, met: Encounter, evening: Evening, bar: Bar, *, ask: bool
) -> None:
    """Put one card into the book; on a terminal ask whether two people are one where that is not sure."""
    contact, flat = reading.parsed.contact, flat_jpeg(reading.card)
    plan = book.plan(contact)
    if isinstance(plan, Ask) and ask and book.card_owner(picture, reading.card.photo.page, reading.card.index) is None:
        with bar.aside():
            plan = _asked(plan, book)
    encounter = replace(met, tag=reading.card.tag)
    with uninterrupted():  # what is saved is counted, too
        added = book.apply(plan, reading, picture=picture, flat=flat, encounter=encounter)
        evening.uids[added.uid] = None
        evening.cards[added.outcome] += 1
    if added.outcome == "asked":
        evening.apart.append(f"{called(contact)}: perhaps known already ({', '.join(added.reasons)}), kept separate")


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


def _report(book: Book, evening: Evening) -> None:
    """Print who was found and what became of the cards."""
    people = [book.person(uid) for uid in evening.uids]
    if people:
        print_table(PERSON_COLUMNS, [person_row(person.contact, person.doubts) for person in people])
    new = evening.cards["new"] + evening.cards["asked"]
    parts = [f"{evening.cards.total()} cards read: {new} new, {evening.cards['merged'] + evening.cards['known']} known"]
    if evening.known_pictures:
        parts.append(f"{evening.known_pictures} pictures were in the book already and change nothing")
    for line in (*evening.apart, "; ".join(parts) + "."):
        write(harmless(line))
