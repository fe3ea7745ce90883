"""`cardscan talked` and `memories`: by number, whom one talked with and what to remember of them."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cardscan.cli.noting import keep
from cardscan.cli.occasion import Day
from cardscan.cli.options import AsJson, BookFolder
from cardscan.cli.person import opened
from cardscan.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cardscan.book import Book
    from cardscan.roster.memories import Memory

STDIN = "-"
MOST_BYTES = 4_000_000  # of a file of memory lines: ten thousand people have less


def talked(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[EVENT] NUMBER...",
            help="Numbers on the cases, or names; before them the event, if it is not the last one.",
            show_default=False,
        ),
    ] = None,
    memo: Annotated[
        list[str] | None,
        typer.Option(
            "--memo",
            metavar='"7: TEXT"',
            help="A line to remember one of them by. May be repeated.",
            show_default=False,
        ),
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="We did not talk: take the tick away.")] = False,
    date: Day = None,
    book: BookFolder = None,
    json: AsJson = False,
) -> None:
    """Tick whom you talked with, by the number on their card case.

    They are found by `cardscan find talked` (or 話した) and exported alone by `export --talked`. Who has a --memo was
    talked with, too.

    \b
    Examples:
      cardscan talked 3 7 12
      cardscan talked "Ikebukuro meetup" 3 7 12 --memo "7: 絵画が趣味"
      cardscan talked 12 --remove
    """  # fmt: skip
    from cardscan.listing import occasion
    from cardscan.roster.memories import memory

    with opened(book) as out:
        name, who = _event_first(out, words or [])
        if not who and not memo:
            raise typer.BadParameter("whom? Give the numbers on their cases: cardscan talked 3 7 12")
        event = occasion(out, name, date)
        lines = [memory(text, at) for at, text in enumerate(memo or [], 1)]
        keep(out, event, [*_each(who), *lines], ticks=not remove, one="--memo", json=json)


def memories(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[EVENT] FILE",
            help="The event, if it is not the last one; a text or CSV file, - for standard input.",
            show_default=False,
        ),
    ] = None,
    date: Day = None,
    book: BookFolder = None,
    json: AsJson = False,
) -> None:
    """Keep a line about each person, by the number on their card case.

    One line each in the file: 8 保険 絵画が趣味. A CSV of `cardscan roster` whose last columns you filled does as well.
    Without FILE you are asked about one guest after the other. The lines go into the phone's notes, and `cardscan find`
    finds them.

    \b
    Examples:
      cardscan memories evening.txt
      cardscan memories "Ikebukuro meetup" roster.csv
      cardscan memories
    """
    from cardscan.listing import occasion
    from cardscan.roster.memories import read_memories

    name, file = _event_and_file(words or [])
    content = None if file is None and sys.stdin.isatty() else _content(file or STDIN)
    with opened(book) as out:
        event = occasion(out, name, date)
        if content is None:
            from cardscan.cli.asking import ask_each

            ask_each(out, event)
        else:
            keep(out, event, read_memories(content), ticks=None, one="line", json=json)


def _event_first(book: Book, words: list[str]) -> tuple[str | None, list[str]]:
    """Return the event, if one is called like the first word or it is no number, and the rest."""
    from cardscan.listing import is_occasion

    if words and (is_occasion(book, words[0]) or (len(words) > 1 and not _is_number(words[0]))):
        return words[0], words[1:]
    return None, words


def _is_number(word: str) -> bool:
    from cardscan.roster.numbers import tag_of

    return re.fullmatch(r"(?:[A-Z]?-?\d{1,4}[,、]?)+", tag_of(word)) is not None


def _each(words: Iterable[str]) -> list[Memory]:
    """Return those who are named: by numbers, also as 3,7,12, or by name."""
    from cardscan.roster.memories import Memory
    from cardscan.roster.numbers import tag_of

    parts = [part.strip() for word in words for part in re.split("[,、，]", word)]
    return [
        Memory(0, "", tag_of(part), None, True) if _is_number(part) else Memory(0, "", None, part, True)
        for part in parts
        if part
    ]


def _event_and_file(words: list[str]) -> tuple[str | None, str | None]:
    match words:
        case []:
            return None, None
        case [one] if one == STDIN or Path(one).exists():
            return None, one
        case [one]:
            if Path(one).suffix.lower() in (".txt", ".csv", ".tsv"):
                raise UnreadableFile(f"{one} is not there", "Give the event, then the file")
            return one, None
        case [event, file]:
            return event, file
    raise typer.BadParameter("give at the most an event and a file.")


def _content(file: str) -> bytes:
    """Return what a file of lines holds. Raises UnreadableFile."""
    try:
        if file == STDIN:
            content = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(file).open("rb") as opened_file:
                content = opened_file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UnreadableFile(f"{file} cannot be read: {error.strerror}", "Give a text or CSV file") from error
    if len(content) > MOST_BYTES:
        raise UnreadableFile(f"{file} is longer than any evening: more than {MOST_BYTES // 10**6} MB", "Give a text")
    return content
