"""An open book in, an evening and the numbered list of its guests out: what the command line and the page share."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from cardscan.errors import NotFound, WhichOne
from cardscan.roster import of_people

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cardscan.book.looking import Looking
    from cardscan.model import Event
    from cardscan.roster import Roster


def occasion(book: Looking, name: str | None, day: str | None = None) -> Event:
    """Return the event called ``name``, or part of it, at which somebody was met: the last one, or that on ``day``; the
    last of all for None. Raises NotFound, WhichOne."""
    there = [one for one in book.events() if day is None or one.date == day]
    found = there if name is None else _called(name, there)
    if name is not None and len({one.name for one in found}) > 1:
        told = ", ".join(dict.fromkeys(one.name for one in found))
        raise WhichOne(f"several events are called {name!r}: {told}", "Write more of the name")
    event = next((one for one in found if book.guests(one)), None)
    if event is not None:
        return event
    on = f" on {day}" if day else ""
    called = "anywhere" if name is None else f"at {name!r}"
    raise NotFound(f"nobody in the book was met {called}{on}", "See `cardscan list --by event`")


def is_occasion(book: Looking, name: str) -> bool:
    """Whether an event is called just so."""
    return any(_plain(one.name) == _plain(name) for one in book.events())


def _called(name: str, events: Sequence[Event]) -> list[Event]:
    exact = [one for one in events if _plain(one.name) == _plain(name)]
    return exact or [one for one in events if _plain(name) in _plain(one.name)]


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def roster_of(
    book: Looking, event: Event, up_to: int | None = None, faces: Mapping[str, bytes] | None = None
) -> Roster:
    """Return the numbered list of an event's guests, with the numbers whose cards could not be read.

    ``up_to`` is the highest number given out, ``faces`` are small pictures of cards, by uid."""
    guests = book.guests(event)
    unread = [(one.tag, one.why) for one in book.unread_beside(guest.uid for guest in guests) if one.tag]
    return of_people(event, guests, unread, up_to, faces)
