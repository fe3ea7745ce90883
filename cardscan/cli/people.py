"""`cardscan list`, `show` and `find`: who is in the book."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cardscan.cli.options import AsJson, BookFolder, book_folder
from cardscan.cli.rows import PERSON_COLUMNS, person_details, person_row
from cardscan.cli.terminal import print_table, say, write_json
from cardscan.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.model import Person


def list_people(book: BookFolder = None, json: AsJson = False) -> None:
    """List everybody in the book, in 五十音 order.

    That is the order of the readings in the Japanese syllabary; names without a reading follow.

    \b
    Examples:
      cardscan list
      cardscan list --json | jq -r ".contact.emails[]"
    """
    from cardscan.book import open_book

    folder = book_folder(book)
    with open_book(folder, create=False) as opened:
        everybody = opened.people()
    print_people(everybody, json=json)
    if not everybody:
        say(f"The book in {folder} is empty. Add cards to it: cardscan scan FILE...")


def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, a part of one, or its reading.")],
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
    """
    from cardscan.book import open_book

    with open_book(book_folder(book), create=False) as opened:
        found = opened.show(name)
    if json:
        print_people(found, json=True)
        return
    for person in found:
        print_table(("What", "On the card"), person_details(person))


def find(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Anything on the card or about the meeting.")],
    book: BookFolder = None,
    json: AsJson = False,
) -> None:
    """List the people whose card or meeting mentions TEXT.

    \b
    Examples:
      cardscan find 池袋
      cardscan find 090-1234
      cardscan find "Ikebukuro meetup"
    """
    from cardscan.book import open_book

    with open_book(book_folder(book), create=False) as opened:
        found = opened.find(text)
    if not found:
        raise NotFound(f"nothing in the book mentions {text!r}", "Try a shorter part of it")
    print_people(found, json=json)


def print_people(people: Sequence[Person], *, json: bool) -> None:
    """Print people on stdout: a table, or JSON Lines."""
    if json:
        from cardscan.contract import person_record, to_json

        for person in people:
            write_json(to_json(person_record(person)))
    elif people:
        print_table(PERSON_COLUMNS, [person_row(person.contact, person.doubts) for person in people])
