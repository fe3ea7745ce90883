"""`cardscan history` and `undo`: what was done, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cardscan.cli.options import AsJson, BookFolder, book_folder
from cardscan.cli.person import chosen, opened
from cardscan.cli.rows import changed_lines
from cardscan.cli.terminal import counted, harmless, print_table, say, write, write_json

if TYPE_CHECKING:
    from cardscan.book import Change, Entry

WORDS = {
    "insert": "new",
    "merge": "merged with a card",
    "edit": "edited by you",
    "approve": "approved by you",
    "join": "two entries joined",
    "split": "split in two",
    "delete": "deleted",
    "import": "imported",
    "folder": "changed in contacts/",
    "forget": "somebody was forgotten",
    "rescan": "read again",
    "event": "event",
    "remember": "remembered",
    "undo": "undone",
}


def history(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Only what happened to this person.", show_default=False)
    ] = None,
    most: Annotated[int, typer.Option("--most", min=1, help="How many changes to show.")] = 20,
    book: BookFolder = None,
    json: AsJson = False,
) -> None:
    """Show what was changed, when, and why: in the whole book the newest first, of one person the oldest first.

    \b
    Examples:
      cardscan history
      cardscan history 髙橋
    """
    from cardscan.book import open_book
    from cardscan.cli.records import change_record, entry_record
    from cardscan.contract import to_json

    with open_book(book_folder(book), create=False) as out:
        entries = out.history(chosen(out, name).uid)[-most:] if name else ()
        changes = () if name else out.changes(most)
    if json:
        for record in (*map(entry_record, entries), *map(change_record, changes)):
            write_json(to_json(record))
    elif name:
        print_table(("Change", "When", "What", "How"), [_entry_row(entry) for entry in entries])
    elif changes:
        print_table(("Change", "When", "What", "Who"), [_change_row(change) for change in changes])
    else:
        say("Nothing has happened in this book yet.")


def _entry_row(entry: Entry) -> tuple[str, ...]:
    lines = [*entry.reasons, *changed_lines(entry.before, entry.after)]
    return str(entry.change), local_time(entry.at), WORDS.get(entry.action, entry.action), "\n".join(lines)


def _change_row(change: Change) -> tuple[str, ...]:
    undone = f" (undone by {change.undone})" if change.undone else ""
    who = change.words if change.people <= 1 else f"{change.words}: {counted(change.people, 'person', 'people')}"
    return str(change.id), local_time(change.at), WORDS.get(change.action, change.action) + undone, who


def local_time(at: str) -> str:
    """Return a time of the book as people here read it.

    >>> len(local_time("2026-11-22T12:52:13.076239+00:00"))
    16
    """
    from datetime import datetime

    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")


def undo(
    change: Annotated[
        int | None,
        typer.Argument(metavar="[CHANGE]", help="Its number, as `cardscan history` shows it.", show_default=False),
    ] = None,
    book: BookFolder = None,
) -> None:
    """Take a change back: the last one, or any other by its number.

    A whole import is one change. An undo can be undone by its number.

    \b
    Examples:
      cardscan undo
      cardscan undo 17
    """
    from cardscan.cli.change import rewrite_export

    with opened(book) as out:
        taken_back = out.undo(change)
        by = out.changes(1)[0].id
        rewrite_export(out.folder)
    what = WORDS.get(taken_back.action, taken_back.action)
    write(
        harmless(f"Taken back: change {taken_back.id}, {what}: {taken_back.words} (cardscan undo {by} does it again)")
    )
