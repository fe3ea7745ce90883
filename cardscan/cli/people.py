"""`cardscan list`, `show` and `find`: who is in the book."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cardscan.cli.options import AsJson, BookFolder, book_folder
from cardscan.cli.person import looked_into
from cardscan.cli.rows import PERSON_COLUMNS, met_cell, person_details, person_row
from cardscan.cli.terminal import print_table, say, write_json
from cardscan.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.model import Person


First = Annotated[int | None, typer.Option("--first", metavar="N", min=1, help="Only so many.", show_default=False)]


class By(StrEnum):
    """The order of the list."""

    READING = "reading"
    DATE = "date"
    EVENT = "event"


def list_people(
    by: Annotated[
        By, typer.Option("--by", help="reading: in 五十音 order. date: last met first. event: evening by evening.")
    ] = By.READING,
    event: Annotated[
        str | None,
        typer.Option("--event", metavar="NAME", help="Only those met there, by number.", show_default=False),
    ] = None,
    first: First = None,
    book: BookFolder = None,
    json: AsJson = False,
) -> None:
    """List everybody in the book, in 五十音 order.

    That is the order of the readings in the Japanese syllabary; kanji without a reading, Latin names and organisations
    follow.

    \b
    Examples:
      cardscan list
      cardscan list --by date --first 20
      cardscan list --event "Ikebukuro meetup"
      cardscan list --json | jq -r ".contact.emails[]"
    """
    with looked_into(book) as opened:
        everybody = opened.met_at(event)[:first] if event else opened.people(by.value, first)
    print_people(everybody, json=json, met=by is not By.READING or event is not None)
    if event and not everybody:
        raise NotFound(f"nobody in the book was met at {event!r}", "Try `cardscan find` with a part of it")
    if not everybody:
        say(f"The book in {book_folder(book)} is empty. Add cards to it: cardscan scan FILE...")


def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, a part of one, or its reading.")],
    sources: Annotated[bool, typer.Option("--sources", help="Where each value is from, and since when.")] = False,
    book: BookFolder = None,
    json: AsJson = False,
) -> None:
    """Show all that is known of a person.

    Every number and address, where you met, and what is doubtful; of everybody whom NAME fits.

    \b
    Examples:
      cardscan show 髙橋
      cardscan show たかはし
      cardscan show "Misaki Takahashi" --json
      cardscan show 髙橋 --sources
    """
    with looked_into(book) as opened:
        found = opened.show(name)
        if sources:
            from cardscan.cli.sources import print_sources

            print_sources(opened, found, json=json)
            return
    if json:
        print_people(found, json=True)
        return
    for person in found:
        print_table(("What", "On the card"), person_details(person))


def find(
    words: Annotated[
        list[str], typer.Argument(metavar="TEXT...", help="Words of the card or the meeting; all must be there.")
    ],
    first: First = None,
    book: BookFolder = None,
    json: AsJson = False,
) -> None:
    """List the people whose card or meeting mentions TEXT.

    A day (11/20, 20 November, 昨日, 先週の金曜) is one on which you met them, a bare number the one on their card case.

    \b
    Examples:
      cardscan find 池袋
      cardscan find 11/20 保険
      cardscan find 8
      cardscan find 090-1234
      cardscan find "Ikebukuro meetup"
      cardscan find 営業 --first 20
    """
    text = " ".join(words)
    with looked_into(book) as opened:
        found, many = opened.found(text, 0, first)
    if not found:
        raise NotFound(f"nothing in the book mentions {text!r}", "Try a shorter part of it")
    print_people(found, json=json)
    if len(found) < many:
        say(f"The first {len(found)} of {many}.")


def print_people(people: Sequence[Person], *, json: bool, met: bool = False) -> None:
    """Print people on stdout: a table, with a column for where they were ``met`` if that is asked, or JSON Lines."""
    if json:
        from cardscan.contract import person_record, to_json

        for person in people:
            write_json(to_json(person_record(person)))
    elif people:
        rows = [person_row(person.contact, person.doubts) for person in people]
        if met:
            rows = [(met_cell(person), *row) for person, row in zip(people, rows, strict=True)]
        print_table(("Met", *PERSON_COLUMNS) if met else PERSON_COLUMNS, rows)
