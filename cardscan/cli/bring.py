"""`cardscan import`: what other address books know goes into the book."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cardscan.cli.options import BookFolder
from cardscan.cli.person import opened
from cardscan.cli.terminal import complain, counted, harmless, progress, say, write
from cardscan.errors import CardscanError

if TYPE_CHECKING:
    from cardscan.book import Taken
    from cardscan.model import Incoming

_MOST_NAMED = 20


def import_contacts(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help=".vcf or .csv files; - for standard input.", show_default=False),
    ],
    book: BookFolder = None,
) -> None:
    """Take the contacts of other address books into the book, nobody twice.

    A .vcf of any phone or program (version 2.1, 3.0, 4.0, also in Shift_JIS), or a .csv from Google Contacts, Outlook
    or Eight. The same file again changes nothing; a person whose UID is known is updated. Each file is one change,
    which `cardscan undo` takes back.

    \b
    Examples:
      cardscan import phone.vcf
      cardscan import eight.csv google.csv
    """
    failures: list[CardscanError] = []
    with opened(book, create=True) as out, progress(len(files)) as bar:
        for name in files:
            bar.name(name)
            try:
                incoming = _read(name)
                write(harmless(_told(name, out.take_in(incoming, name))))
            except CardscanError as error:
                complain(error, bar.console)
                failures.append(error)
            bar.step()
    if failures:
        raise typer.Exit(failures[0].exit_code)


def _read(name: str) -> list[Incoming]:
    """Return the people in a file; what cannot be read is named. Raises UnreadableContacts, UnreadableFile."""
    from cardscan.model import Unreadable
    from cardscan.share.address_books import fetch, read_address_book

    found = list(read_address_book(fetch(name), name))
    unread = [one for one in found if isinstance(one, Unreadable)]
    for one in unread[:_MOST_NAMED]:
        say(f"{name}, {one.where}: {one.why}")
    if len(unread) > _MOST_NAMED:
        say(f"{name}: and {len(unread) - _MOST_NAMED} more places like these")
    return [one for one in found if not isinstance(one, Unreadable)]


def _told(name: str, taken: Taken) -> str:
    parts = [f"{len(taken.new) + len(taken.asked)} new", f"{len(taken.merged)} known who have more now"]
    parts.append(f"{taken.unchanged} unchanged")
    asked = f"; {counted(len(taken.asked), 'person', 'people')} may be known: cardscan ask" if taken.asked else ""
    return f"{name}: {', '.join(parts)}{asked}"
