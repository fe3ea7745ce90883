"""An open book in, an evening and the numbered list of its guests out: what the command line and the page share."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cardscan.book.which import folded, latest_called
from cardscan.errors import NotFound
from cardscan.roster import of_people

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cardscan.book.looking import Looking
    from cardscan.model import Event
    from cardscan.roster import Roster


def occasion(book: Looking, name: str | None, day: str | None = None) -> Event:
    """Return the event called ``name``, or part of it, at which somebody was met: the last one, or that on ``day``; the
    last of all for None. Raises NotFound, WhichOne."""
    every = book.attendance()
    there = [one for one, count in every if count and day in (None, one.date)]
    if name is None and there:
        return there[0]
    on = f" on {day}" if day else ""
    if name is None:
        raise NotFound(f"nobody in the book was met anywhere{on}", "See `cardscan event list`")
    try:
        return latest_called(there, name, date.today())
    except NotFound:
        event = latest_called([one for one, _ in every], name, date.today(), day)
        raise NotFound(f"nobody in the book was met at {event.name}{on}", "See `cardscan event list`") from None


def is_occasion(book: Looking, name: str) -> bool:
    """Whether an event is called just so."""
    return any(folded(one.name) == folded(name) for one in book.events())


def roster_of(
    book: Looking, event: Event, up_to: int | None = None, faces: Mapping[str, bytes] | None = None
) -> Roster:
    """Return the numbered list of an event's guests, with the numbers whose cards could not be read.

    ``up_to`` is the highest number given out, ``faces`` are small pictures of cards, by uid."""
    guests = book.guests(event)
    unread = [(one.tag, one.why) for one in book.unread_beside(guest.uid for guest in guests) if one.tag]
    return of_people(event, guests, unread, up_to, faces)
