"""`cardscan check`, `purge`, `backup` and `restore`: looking after the book."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cardscan.cli.options import BookFolder, Yes, book_folder, cache_folder
from cardscan.cli.person import opened
from cardscan.cli.terminal import ask_number, counted, harmless, say, write
from cardscan.errors import BookUnsound


def check(book: BookFolder = None) -> None:
    """Look whether the book is sound: database, pictures, search, journal and contacts/ in step.

    \b
    Example:
      cardscan check
    """
    with opened(book) as out:
        found = out.check()
        people = out.count()
    for words in found:
        write(harmless(words))
    if found:
        raise BookUnsound(f"{counted(len(found), 'thing')} wrong with the book in {book_folder(book)}")
    write(f"The book is sound: {counted(people, 'person', 'people')}.")


def purge(
    days: Annotated[
        int, typer.Option("--older-than", metavar="DAYS", min=0, help="Only people deleted so many days ago.")
    ] = 30,
    yes: Yes = False,
    book: BookFolder = None,
) -> None:
    """Remove the last trace of deleted people: from the journal, the database file, cards/ and the memory of readings.

    After that a deletion cannot be undone. A photo that shows others, too, stays.

    \b
    Examples:
      cardscan purge
      cardscan purge --older-than 0 --yes
    """
    with opened(book) as out:
        if not yes and not ask_number("Purge for good? 1: yes, 0: no", 1):
            say("Nothing was purged. Use --yes to purge without being asked.")
            raise typer.Exit(1)
        gone = out.purge(days)
    shutil.rmtree(cache_folder(), ignore_errors=True)
    write(f"Purged: {counted(gone.people, 'person', 'people')}, {counted(gone.files, 'file')}.")
    if gone.shared_photos:
        say(f"{counted(gone.shared_photos, 'photo')} of theirs stay: other people's cards are on them, too.")


def backup(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="Default: cardscan-DAY.zip in this folder.", show_default=False),
    ] = None,
    book: BookFolder = None,
) -> None:
    """Write the whole book, pictures included, into one file.

    Others may go on working on it meanwhile. It can be read by whoever has the file: keep it where only you can.

    \b
    Examples:
      cardscan backup
      cardscan backup /media/stick/cards.zip
    """
    target = file or Path(f"cardscan-{date.today().isoformat()}.zip")
    with opened(book) as out:
        pictures = out.backup(target)
        people = out.count()
    write(harmless(f"{counted(people, 'person', 'people')} and {counted(pictures, 'picture')} saved to {target}"))


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `cardscan backup` wrote.", show_default=False)],
    book: BookFolder = None,
) -> None:
    """Make the book what a backup holds. A book that is there is moved aside, not lost.

    \b
    Example:
      cardscan restore cardscan-2026-11-28.zip
    """
    from cardscan.book.backup import restore as restored

    aside = restored(file, book_folder(book))
    with opened(book) as out:
        people = out.count()
    write(harmless(f"{counted(people, 'person', 'people')} restored from {file}"))
    if aside is not None:
        say(f"The book that was there is now in {aside}")
