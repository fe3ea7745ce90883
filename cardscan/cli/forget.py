"""`cardscan forget`: people out of the book for ever, with proof; one by name, or all with whom nothing was done."""

from __future__ import annotations

import re
import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from cardscan.cli.options import AsJson, BookFolder, Yes, cache_folder
from cardscan.cli.person import chosen, opened
from cardscan.cli.rows import called
from cardscan.cli.terminal import ask_number, counted, harmless, print_table, progress, say, write, write_json
from cardscan.errors import StillThere

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cardscan.book import Book
    from cardscan.book.lapsed import Lapsed
    from cardscan.forgetting import Around, Forgotten
    from cardscan.model import Person

_AGE = re.compile(r"(?P<number>[1-9]\d{0,3})(?P<unit>[dwmy])")
_MOST_SHOWN = 200  # people


def forget(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="A name in any spelling, or a number (uid).", show_default=False),
    ] = None,
    forget_after: Annotated[
        str | None,
        typer.Option(
            "--forget-after",
            "--older-than",
            metavar="AGE",
            help="Everybody met once, so long ago (3y, 18m, 8w, 90d), with whom you have done nothing since.",
            show_default=False,
        ),
    ] = None,
    yes: Yes = False,
    book: BookFolder = None,
    json: AsJson = False,
) -> None:
    """Forget a person for ever: entry, past, cards, pictures, .vcf, every byte in the book's folder.

    It asks first and cannot be undone. On a photo that shows others, too, their card is made black. Afterwards every
    file in the folder is searched for their mail addresses, numbers and names, and what is outside of it is listed:
    backups, devices they were exported to, your own photos.

    --forget-after takes those of whom there is no memo, and whom you have not edited, tagged or met again. Without a
    terminal it only lists them, unless you say --yes. For people deleted before see `cardscan purge`.

    \b
    Examples:
      cardscan forget 髙橋
      cardscan forget --forget-after 3y
      cardscan forget --forget-after 18m --yes --json
    """
    if (name is None) is (forget_after is None):
        raise typer.BadParameter("Say who: a NAME, or --forget-after AGE.")
    before = _before(forget_after) if forget_after else None
    with opened(book) as out:
        finished(out)
        people = _lapsed(out, before) if before else (chosen(out, name or ""),)
        if not people or not _is_agreed(out, people, yes=yes, dry=before is not None):
            return
        done = _forgotten(out, people)
    from cardscan.cli.forgotten import forgotten_record, report

    if json:
        from cardscan.contract import to_json

        write_json(to_json(forgotten_record(people, done)))
    else:
        files = counted(done.erased.files, "file")
        write(harmless(f"Forgotten: {_listed(people)} ({files} removed). {_proof(done)}"))
    report(done)
    if done.left:
        raise StillThere(f"something is left in {counted(len(done.left), 'place')}")


def _before(age: str) -> date:
    """Return the day so long ago. Raises BadParameter."""
    found = _AGE.fullmatch(age)
    if found is None:
        raise typer.BadParameter(f"{age!r} is no age. Write it like 3y, 18m, 8w or 90d.")
    number, today = int(found["number"]), date.today()
    if found["unit"] in "dw":
        return today - timedelta(days=number * (7 if found["unit"] == "w" else 1))
    months = today.year * 12 + today.month - 1 - number * (12 if found["unit"] == "y" else 1)
    if months < 12:
        raise typer.BadParameter(f"{age!r} is longer than calendars go back.")
    first = date(months // 12, months % 12 + 1, 1)
    return first + timedelta(days=min(today.day, 28) - 1)


def _lapsed(book: Book, before: date) -> tuple[Person, ...]:
    found = book.lapsed(before, {one.uid for one in book.thanks() if one.thanked})
    if not found:
        say(f"Nobody was last met before {before.isoformat()} and left alone since.")
    else:
        _print_lapsed(found)
    return tuple(one.person for one in found)


def _print_lapsed(found: Sequence[Lapsed]) -> None:
    rows = []
    for one in found[:_MOST_SHOWN]:
        met = next((met.event for met in one.person.encounters if met.event), "")
        org = next((place.org for place in one.person.contact.affiliations if place.org), "")
        rows.append((one.last, called(one.person.contact), org, met))
    print_table(("Last seen", "Name", "Company", "Met at"), rows)
    if len(found) > _MOST_SHOWN:
        say(f"and {len(found) - _MOST_SHOWN} more")


def _is_agreed(book: Book, people: Sequence[Person], *, yes: bool, dry: bool) -> bool:
    """Say what will happen and ask; without a terminal a ``dry`` run says only what would. Raises Exit."""
    if yes:
        return True
    who = book.leaving([person.uid for person in people])
    cards, photos = counted(len(who.cards), "card"), counted(len(who.photos), "photo")
    say(f"This takes {_listed(people)} with {cards} out of the book for ever; it cannot be undone.")
    if who.photos:
        say(f"On {photos} with other people's cards, too, theirs will be made black.")
    if dry and not sys.stdin.isatty():
        say("Nobody was forgotten: use --yes to do it.")
        return False
    if not ask_number("Forget for ever? 1: yes, 0: no", 1):
        say("Nobody was forgotten. Use --yes to forget without being asked.")
        raise typer.Exit(1)
    return True


def _forgotten(book: Book, people: Sequence[Person]) -> Forgotten:
    from cardscan.forgetting import forget as forget_people

    files = sum(1 for path in book.folder.rglob("*") if path.is_file())
    with progress(files) as bar:

        def seen(name: str) -> None:
            bar.name(f"searching {name}")
            bar.step()

        return forget_people(book, [person.uid for person in people], around(book.folder), seen)


def around(folder: Path) -> Around:
    """Return what lies around the book in ``folder``."""
    from cardscan.forgetting import Around
    from cardscan.web.tray import Tray

    return Around(Tray(folder / "tray"), cache_folder())


def finished(book: Book) -> None:
    """Finish what an earlier forgetting was cut off from, and say so."""
    if not book.is_swept():
        from cardscan.forgetting import finish

        finish(book, around(book.folder))
        say("An earlier forgetting was cut off before its end: it is finished now.")


def _listed(people: Sequence[Person]) -> str:
    names = ", ".join(called(person.contact) for person in people[:3])
    return names if len(people) <= 3 else f"{names} and {len(people) - 3} more"


def _proof(done: Forgotten) -> str:
    marks = counted(len(done.who.own), "value")
    return f"Every file was searched for {marks} of theirs: {counted(len(done.left), 'place')} left."
