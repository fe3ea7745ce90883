"""Lines about guests in, kept in the book and told: each to the right person, those that are nobody's named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from cardscan.cli.change import rewrite_export
from cardscan.cli.person import tell
from cardscan.cli.terminal import counted, harmless, say, write, write_json
from cardscan.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cardscan.book import Book, Told
    from cardscan.model import Event
    from cardscan.roster import Guest, Roster
    from cardscan.roster.memories import Memory, Unclear

MOST_TOLD = 40  # lines that are printed one by one


@dataclass(frozen=True, slots=True)
class _Noted:
    """A line and the guest that it is about."""

    memory: Memory
    guest: Guest


def keep(
    book: Book, event: Event, lines: Sequence[Memory | Unclear], *, ticks: bool | None, one: str, json: bool
) -> None:
    """Keep what lines say of guests, as one change; those that cannot be kept are named, and cost no other.

    ``ticks``: whether everybody named was talked with, None for those whose line says so; ``one`` is what a line is
    called in a message. Raises CannotSave, BookBusy.
    """
    from cardscan.listing import roster_of

    roster = roster_of(book, event)
    noted, unclear = _told_apart(lines, roster)
    told = [_told(line, event, ticks) for line in noted]
    done = book.remember(told, f"{event.name}: {counted(len(noted), 'line')}")
    if done is not None:
        rewrite_export(book.folder)
    if json:
        _print_records(noted, unclear, ticks)
    for at, why in unclear:
        say(harmless(f"{one} {at}: {why}" if at else why))
    if not json and (noted or not unclear):
        _tell(noted, event, ticks, changed=done is not None)
    if unclear:
        raise typer.Exit(NotFound.exit_code)


def _told_apart(lines: Iterable[Memory | Unclear], roster: Roster) -> tuple[list[_Noted], list[tuple[int, str]]]:
    from cardscan.roster.memories import Unclear
    from cardscan.roster.who import meant

    noted: list[_Noted] = []
    unclear: list[tuple[int, str]] = []
    for line in lines:
        guest = line.why if isinstance(line, Unclear) else meant(line, roster)
        if isinstance(line, Unclear) or isinstance(guest, str):
            unclear.append((line.at, str(guest)))
        elif line.words or line.talked:
            noted.append(_Noted(line, guest))
    return noted, unclear


def _told(line: _Noted, event: Event, ticks: bool | None) -> Told:
    from cardscan.book import Told

    talked = ticks if ticks is not None else line.memory.talked or None
    return Told(line.guest.uid, event, line.guest.number, line.memory.words or None, None, talked)


def _tell(noted: Sequence[_Noted], event: Event, ticks: bool | None, *, changed: bool) -> None:
    if not changed:
        say("Nothing has changed.")
        return
    if len(noted) > MOST_TOLD:
        tell(f"{event.name}: {counted(len(noted), 'line')} kept")
        return
    for line in noted:
        mark = {True: "talked", False: "not talked", None: ""}[ticks]
        said = ", ".join(filter(None, (mark, line.memory.words)))
        write(harmless(f"{line.guest.number or '–'} {line.guest.name}: {said or 'talked'}"))
    tell(f"{event.name}: kept")


def _print_records(noted: Iterable[_Noted], unclear: Iterable[tuple[int, str]], ticks: bool | None) -> None:
    from cardscan.cli.roster_records import ToldRecord, UnclearRecord
    from cardscan.contract import to_json

    for line in noted:
        guest, memory = line.guest, line.memory
        talked = guest.talked or memory.talked if ticks is None else ticks
        write_json(to_json(ToldRecord(guest.number, guest.uid, guest.name, memory.words, talked)))
    for at, why in unclear:
        write_json(to_json(UnclearRecord(at, why)))
