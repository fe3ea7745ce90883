"""Right after the evening, at the terminal: a line about one guest after the other. Each is kept at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cardscan.cli.change import rewrite_export
from cardscan.cli.roster import COLUMNS, row
from cardscan.cli.terminal import counted, harmless, print_table, say
from cardscan.listing import roster_of

if TYPE_CHECKING:
    from cardscan.book import Book
    from cardscan.model import Event
    from cardscan.roster import Guest, Roster

# “12: …” says it of another guest than the one who is asked about.
_OTHER = re.compile(r"\s*[0-9０-９]{1,4}\s*[:：]\s*\D")


def ask_each(book: Book, event: Event) -> None:
    """Ask for a line about each guest, by number; nothing typed goes on, ``?`` lists all, the end of input ends it."""
    roster = roster_of(book, event)
    say(f"{event.name}: {counted(len(roster.guests), 'guest')}. Enter goes on, ? lists them, 12: … is about number 12, "
        "Ctrl-D ends.")  # fmt: skip
    kept = 0
    try:
        for guest in roster.guests:
            kept += _ask(book, event, roster, guest)
    except EOFError:
        say("")
    if kept:
        rewrite_export(book.folder)
    say(f"{counted(kept, 'line')} kept (cardscan undo takes back the last one)")


def _ask(book: Book, event: Event, roster: Roster, guest: Guest) -> int:
    """Ask about one guest until a line is given or passed over; return how many lines were kept. Raises EOFError."""
    kept = 0
    while True:
        answer = input(_prompt(guest)).strip()
        if answer == "?":
            print_table(COLUMNS, [row(one) for one in roster_of(book, event).guests])
        elif _OTHER.match(answer):
            kept += _about_another(book, event, roster, answer)
        else:
            return kept + (_keep(book, event, guest, answer) if answer else 0)


def _prompt(guest: Guest) -> str:
    told = harmless(" ".join(filter(None, (guest.number or "–", guest.name, guest.org))))
    known = harmless(" / ".join(guest.memo.split("\n"))) if guest.memo else ""
    return f"{told} ({known}): " if known else f"{told}: "


def _about_another(book: Book, event: Event, roster: Roster, answer: str) -> int:
    from cardscan.roster.memories import Unclear, memory
    from cardscan.roster.who import meant

    line = memory(answer)
    guest = line.why if isinstance(line, Unclear) else meant(line, roster)
    if isinstance(guest, str) or isinstance(line, Unclear):
        say(str(guest))
        return 0
    return _keep(book, event, guest, line.words)


def _keep(book: Book, event: Event, guest: Guest, words: str) -> int:
    from cardscan.book import Told

    told = Told(guest.uid, event, guest.number, " ".join(words.split()))
    return int(book.remember([told], f"{event.name}: {guest.name}") is not None)
