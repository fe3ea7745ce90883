"""`cardscan roster`: everybody of an evening by the number on their case, to print, to tick or for a spreadsheet."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cardscan.cli.occasion import Day, UpTo
from cardscan.cli.options import DEFAULT_ENGINE, AsJson, BookFolder, EngineName, Lang, NoCache
from cardscan.cli.person import looked_into
from cardscan.cli.rows import called
from cardscan.cli.terminal import counted, harmless, print_table, say, write, write_bytes, write_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.book import Book
    from cardscan.model import Person
    from cardscan.roster import Guest, Roster
    from cardscan.roster.words import Language, Words

STDOUT = "-"
COLUMNS = ("No.", "Name and reading", "Company and title", "Business", "Talked", "Memory line")
FACE = 360  # pixels of the longer side of a card's picture


class Format(StrEnum):
    """What a roster can be."""

    HTML = "html"
    PDF = "pdf"
    CSV = "csv"


class Tongue(StrEnum):
    """The languages of its words."""

    EN = "en"
    JA = "ja"


def roster(
    event: Annotated[
        str | None,
        typer.Argument(metavar="EVENT", help="Its name, or part of it. Default: the last one.", show_default=False),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write .html, .pdf or .csv; - for standard output.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        Format | None,
        typer.Option("--format", help="Default: what the ending of FILE says.", show_default=False),
    ] = None,
    photo: Annotated[
        list[str] | None,
        typer.Option(
            "--photo",
            metavar="FILE",
            help="Read this photo of the table instead of a book. May be repeated.",
            show_default=False,
        ),
    ] = None,
    up_to: UpTo = None,
    language: Annotated[
        Tongue | None,
        typer.Option("--language", help="Of the file's words. Default: your system's.", show_default=False),
    ] = None,
    date: Day = None,
    book: BookFolder = None,
    json: AsJson = False,
    engine: EngineName = DEFAULT_ENGINE,
    lang: Lang = None,
    no_cache: NoCache = False,
) -> None:
    """List everybody of an evening by the number on their card case.

    Numbers that are missing, or could not be read, are named. The line of business is guessed from the card's own words
    and ends with a question mark. The .csv comes back with what you wrote into it: cardscan memories.

    \b
    Examples:
      cardscan roster
      cardscan roster "Ikebukuro meetup" -o roster.pdf
      cardscan roster "Ikebukuro meetup" -o roster.csv --up-to 24
      cardscan roster --photo table.jpg -o roster.html
    """  # fmt: skip
    from cardscan.listing import occasion, roster_of

    kind = _kind(output, format)
    with_faces = kind in (Format.HTML, Format.PDF)
    if photo:
        from cardscan.cli.table_photo import roster_of_photos

        made, code = roster_of_photos(photo, event, up_to, FACE if with_faces else None, engine, lang, no_cache)
    else:
        with looked_into(book) as opened:
            which = occasion(opened, event, date)
            faces = _faces(opened, opened.guests(which)) if with_faces else {}
            made, code = roster_of(opened, which, up_to, faces), 0
    if kind is not None and output is not None:
        _save(made, kind, output, _language(language))
    else:
        show(made, json=json)
    if code:
        raise typer.Exit(code)


def _kind(output: str | None, format: Format | None) -> Format | None:
    """Return what is to be written, None for a table on the terminal. Raises BadParameter."""
    if output is None:
        if format is not None:
            raise typer.BadParameter("--format needs a file: -o FILE, or -o - for standard output.")
        return None
    ending = Path(output).suffix.lower().removeprefix(".")
    if format is None and ending not in {one.value for one in Format}:
        raise typer.BadParameter("a roster is .html, .pdf or .csv: name the file so, or add --format.")
    return format or Format(ending)


def _language(chosen: Tongue | None) -> Language:
    """Return the language chosen, else that of the system."""
    told = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "ja" if (chosen.value if chosen else told).startswith("ja") else "en"


def _faces(book: Book, people: Sequence[Person]) -> dict[str, bytes]:
    """Return small pictures of people's cards by uid; one that cannot be read is named and left out."""
    from cardscan.share.photo import small_jpeg

    found: dict[str, bytes] = {}
    for person in people:
        path = book.flat_picture(person.uid)
        try:
            found |= {person.uid: small_jpeg(path.read_bytes(), FACE)} if path else {}
        except OSError as error:
            say(harmless(f"{called(person.contact)}: no picture, {path} cannot be read: {error}"))
    return found


def _save(roster: Roster, kind: Format, target: str, language: Language) -> None:
    from cardscan.roster.words import words_in
    from cardscan.share import vdir

    content = _written(roster, kind, words_in(language))
    if target == STDOUT:
        write_bytes(content)
        return
    vdir.save(content, Path(target))
    say(
        harmless(f"{counted(len(roster.guests), 'card')} written to {target}; {missing(roster) or 'no number missing'}")
    )


def _written(roster: Roster, kind: Format, words: Words) -> bytes:
    if kind is Format.CSV:
        from cardscan.roster.table import to_csv

        return to_csv(roster, words)
    if kind is Format.HTML:
        from cardscan.roster.page import to_html

        return to_html(roster, words)
    from cardscan.roster.fonts import fonts
    from cardscan.roster.pdf import to_pdf

    printed = to_pdf(roster, words, fonts())
    if printed.lacking:
        say(f"no font of this machine has {printed.lacking}: 〓 stands for it in the PDF; .html shows it")
    return printed.content


def show(roster: Roster, *, json: bool) -> None:
    """Print a roster on stdout: as a table and one line about numbers that are not in it, or as JSON Lines."""
    if json:
        from cardscan.cli.roster_records import guest_record, remark_record
        from cardscan.contract import to_json

        for record in (*map(guest_record, roster.guests), *map(remark_record, roster.remarks)):
            write_json(to_json(record))
        return
    print_table(COLUMNS, [row(guest) for guest in roster.guests])
    where = ", ".join(filter(None, (roster.title, roster.day, roster.place)))
    told = missing(roster)
    write(harmless(f"{where}: {counted(len(roster.guests), 'card')}" + (f"; {told}." if told else ".")))


def missing(roster: Roster) -> str:
    """Return in one line which numbers are not in a roster, and why."""
    return "; ".join(f"{one.number}: {one.why}" for one in roster.remarks)


def row(guest: Guest) -> tuple[str, ...]:
    """Return the cells under COLUMNS."""
    business = f"{guest.business.ja}?" if guest.business else ""
    talked = "yes" if guest.talked else ""
    name, work = (_lines(one) for one in ((guest.name, guest.reading), (guest.org, guest.post)))
    return (guest.number or "–", name, work, business, talked, guest.memo)


def _lines(parts: tuple[str, ...]) -> str:
    return "\n".join(part.replace("\n", " ") for part in parts if part)
