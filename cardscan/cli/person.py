"""Which person a command is about, and a look at what it did to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cardscan.cli.rows import called
from cardscan.cli.terminal import harmless, say, write
from cardscan.errors import WhichOne

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from cardscan.book import Book
    from cardscan.book.looking import Looking
    from cardscan.model import Person

GLANCE = 20_000  # people

Who = Annotated[
    str,
    typer.Argument(metavar="NAME", help="A name in any spelling, or the first characters of the number (uid)."),
]


def chosen(book: Looking, name: str) -> Person:
    """Return the one person meant by ``name``. Raises NotFound, WhichOne."""
    found = book.show(name)
    if len(found) == 1:
        return found[0]
    told = "; ".join(f"{person.uid[:8]} {_introduced(person)}" for person in found[:10])
    more = f"; and {len(found) - 10} more" if len(found) > 10 else ""
    raise WhichOne(f"{len(found)} people answer to {name!r}: {told}{more}")


def _introduced(person: Person) -> str:
    org = next((place.org for place in person.contact.affiliations if place.org), None)
    return f"{called(person.contact)} ({org})" if org and person.contact.name else called(person.contact)


def opened(folder: Path | None, *, create: bool = False) -> AbstractContextManager[Book]:
    """Open the book for a change: edits made in contacts/ are taken in first, and what could not be is said."""
    from contextlib import contextmanager

    from cardscan.book import open_book
    from cardscan.cli.options import book_folder
    from cardscan.share.vdir import Vdir

    @contextmanager
    def opening() -> Iterator[Book]:
        with open_book(book_folder(folder), create=create, mirror=Vdir) as book:
            for notice in book.notices:
                say(notice)
            yield book

    return opening()


def looked_into(folder: Path | None) -> AbstractContextManager[Book]:
    """Open the book to look something up. Edits made in contacts/ are taken in first, unless it is so large that this
    would take longer than the looking; commands that change the book then do it."""
    from cardscan.book import open_book
    from cardscan.cli.options import book_folder

    with open_book(book_folder(folder), create=False) as book:
        large = book.count() > GLANCE
    return open_book(book_folder(folder), create=False) if large else opened(folder)


def tell(words: str) -> None:
    """Print what was done, in one line, and how to take it back."""
    write(harmless(f"{words} (cardscan undo takes it back)"))
