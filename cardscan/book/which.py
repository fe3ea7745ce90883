"""What somebody calls an event in, the events that are meant out: by name, by a part of it, by its day. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fnmatch import fnmatchcase

from cardscan.book.days import Asked, asked_for
from cardscan.errors import NotFound, WhichOne
from cardscan.likeness.folding import fold
from cardscan.model import Event


def event_called(events: Sequence[Event], text: str, today: date, day: str | None = None) -> Event:
    """Return the one event that ``text`` means, of those on ``day`` (YYYY-MM-DD) if that is told. A whole name comes
    before a part of one. Raises NotFound, WhichOne."""
    found = _answering(events, text, today, day)
    if len(found) > 1:
        raise _which(found, text)
    return found[0]


def latest_called(events: Sequence[Event], text: str, today: date, day: str | None = None) -> Event:
    """As ``event_called``, of ``events`` of which the last ones come first; of one that was held on several days the
    last one begun."""
    found = _answering(events, text, today, day)
    if len({folded(one.name) for one in found}) > 1:
        raise _which(found, text)
    begun = [one for one in found if one.date and one.date <= today.isoformat()]
    return (begun or found)[0]


def _answering(events: Sequence[Event], text: str, today: date, day: str | None) -> list[Event]:
    there = [one for one in events if day in (None, one.date)]
    asked = asked_for(text, today)
    found = (
        [one for one in there if one.name == text]
        or [one for one in there if folded(one.name) == folded(text)]
        or [one for one in there if _is_asked(one, asked)]
        or [one for one in there if folded(text) in folded(one.name)]
    )
    if not found:
        when = f" on {day}" if day else ""
        raise NotFound(f"no event is called {text!r}{when}", "See `cardscan event list`")
    return found


def _which(found: Sequence[Event], text: str) -> WhichOne:
    told = "; ".join(called(one) for one in found[:10]) + ("; …" if len(found) > 10 else "")
    return WhichOne(f"{len(found)} events answer to {text!r}: {told}", "Say which with more of its name or --date")


def called(event: Event) -> str:
    """Return what an event is called in a sentence: its name and its day."""
    return f"{event.name}, {event.date}" if event.date else event.name


def folded(name: str) -> str:
    """Return a name as it is compared; one of signs only as it is."""
    return fold(name) or name.strip()


def _is_asked(event: Event, asked: Asked) -> bool:
    """Whether an event is on all the days and has all the words that were asked for."""
    if not asked.days:
        return False
    on = all(any(fnmatchcase(event.date or "", pattern) for pattern in dates) for dates in asked.days)
    return on and all(folded(word) in folded(event.name) for word in asked.words.split())
