"""`cardscan check`, `purge`, `backup` and `restore`: looking after the book."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cardscan.cli.forget import around, finished
from cardscan.cli.options import BookFolder, Yes, book_folder
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
        finished(out)
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
    """Forget deleted people for ever, as `cardscan forget` does with people who are in the book.

    After that a deletion cannot be undone. On a photo that shows others, too, their card is made black.

    \b
    Examples:
      cardscan purge
      cardscan purge --older-than 0 --yes
    """
    from cardscan.cli.forgotten import report
    from cardscan.forgetting import purge as purge_deleted

    with opened(book) as out:
        if not yes and not ask_number("Purge for good? 1: yes, 0: no", 1):
            say("Nothing was purged. Use --yes to purge without being asked.")
            raise typer.Exit(1)
        gone = purge_deleted(out, days, around(out.folder))
    files = gone.erased.files + gone.strays
    write(f"Purged: {counted(gone.erased.people, 'person', 'people')}, {counted(files, 'file')}.")
    report(gone)


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
