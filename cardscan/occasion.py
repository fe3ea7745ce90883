"""What the user says of the meeting and when a photo was taken in, where the people on it were met out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cardscan.errors import CardscanError
from cardscan.model import Encounter, Event, Exposure, Person


@dataclass(frozen=True, slots=True)
class Told:
    """What the user says: where people were met, whether a photo without an event gets the one that was on when it was
    taken (``by_time``), and whether its coordinates are the place where no place is known (``by_position``)."""

    met: Encounter
    by_time: bool = True
    by_position: bool = False


@dataclass(frozen=True, slots=True)
class Occasion:
    """Where the people on a photo were met; ``note`` says in words what of it the user should know, or nothing."""

    met: Encounter
    note: str = ""


def occasion_of(told: Told, exposure: Exposure, events: Sequence[Event], today: date) -> Occasion:
    """Return where the people on a photo were met. ``events`` are those that were set up: the one that the user names
    tells its day and place; if none is named, the one that was on when the photo was taken. Where two were on, or none
    of that day's, no event is noted, and the note says so."""
    if told.met.event:
        event, note = _named(told.met, exposure, events, today)
    elif told.by_time:
        event, note = _by_time(told.met, exposure, events)
    else:
        event, note = None, ""
    met = told.met
    if event is not None:
        met = Encounter(event.name, met.date or event.date, met.place or event.place)
    if told.by_position and exposure.position is not None and not met.place:
        met = Encounter(met.event, met.date, coordinates(exposure.position))
    return Occasion(met, note)


def _named(met: Encounter, exposure: Exposure, events: Sequence[Event], today: date) -> tuple[Event | None, str]:
    from cardscan.likeness.folding import fold

    def key(name: str | None) -> str:
        return fold(name or "") or name or ""

    called = [one for one in events if key(one.name) == key(met.event) and met.date in (None, one.date)]
    if not called:
        like = [one.name for one in events if key(met.event) in key(one.name) and met.date in (None, one.date)]
        hint = f"{met.event} is an event of its own; say the whole name if you mean {like[0]}" if len(like) == 1 else ""
        return None, hint
    if len(called) == 1:
        return called[0], ""
    then = [one for one in called if any(is_on(one, clock) for clock in exposure.clocks)]
    if len(then) == 1:
        return then[0], ""
    begun = [one for one in called if one.date and one.date <= today.isoformat()]
    event = max(begun, key=_day) if begun else min(called, key=_day)
    return event, f"taken for {event.name} on {event.date}: there are {len(called)} of that name"


def _day(event: Event) -> str:
    return event.date or ""


def _by_time(met: Encounter, exposure: Exposure, events: Sequence[Event]) -> tuple[Event | None, str]:
    possible = [one for one in events if one.date and met.date in (None, one.date)]
    on = [one for one in possible if any(is_on(one, clock) for clock in exposure.clocks)]
    if len(on) == 1:
        return on[0], ""
    if on:
        return None, f"taken {_at(exposure)}, when {_all(on)} were on: no event is noted"
    days = {clock.date().isoformat() for clock in exposure.clocks}
    that_day = [one for one in possible if one.date in days]
    return None, f"taken {_at(exposure)}, outside the hours of {_all(that_day)}: no event is noted" if that_day else ""


def _at(exposure: Exposure) -> str:
    return f"{exposure.clocks[0]:%Y-%m-%d %H:%M}"


def _all(events: Iterable[Event]) -> str:
    return " and ".join(one.name for one in events)


def on_at(moment: datetime, events: Iterable[Event]) -> Event | None:
    """Return the event that is on at a moment of this machine's clock, if it is one."""
    on = [one for one in events if is_on(one, moment)]
    return on[0] if len(on) == 1 else None


def is_on(event: Event, moment: datetime) -> bool:
    """Whether an event was on at a moment of its own clocks: within its hours, to the minute, or on its day if it has
    none. One that ends before it begins ends on the next day.

    >>> is_on(Event("二次会", "2026-11-20", begins="22:00", ends="01:00"), datetime(2026, 11, 21, 0, 30))
    True
    """
    if event.date is None:
        return False
    day = date.fromisoformat(event.date)
    begins = datetime.combine(day, time.fromisoformat(event.begins or "00:00"))
    ends = datetime.combine(day, time.fromisoformat(event.ends or "23:59"))
    if ends < begins and day < date.max:
        ends += timedelta(days=1)
    return begins <= moment.replace(second=0, microsecond=0) <= ends


def met_there(person: Person, event: Event) -> Encounter:
    """Return how a person was met at an event: all their numbers and memos there."""
    there = [one for one in person.encounters if (one.event, one.date) == (event.name, event.date)]
    numbers = dict.fromkeys(one.tag for one in there if one.tag)
    memos = dict.fromkeys(one.memo for one in there if one.memo)
    place = next((one.place for one in there if one.place), event.place)
    return Encounter(event.name, event.date, place, ", ".join(numbers) or None, "\n".join(memos) or None)


def hours(event: Event) -> str:
    """Return the hours of an event as one text; empty where none is known.

    >>> hours(Event("二次会", begins="22:00"))
    '22:00–'
    """
    return f"{event.begins or ''}–{event.ends or ''}" if event.begins or event.ends else ""


def coordinates(position: tuple[float, float]) -> str:
    """Return (latitude, longitude) as text that maps understand, to some ten metres.

    >>> coordinates((35.72951, 139.7109))
    '35.7295,139.7109'
    """
    return "{:.4f},{:.4f}".format(*position)


def clock(text: str) -> str:
    """Return ``text`` as HH:MM if it is a time of the day like 18:30 or 9:00. Raises ValueError.

    >>> clock("9:00")
    '09:00'
    """
    hours, colon, minutes = text.strip().partition(":")
    if not (colon and hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2):
        raise ValueError(f"{text!r} is no time of the day")
    return f"{time(int(hours), int(minutes)):%H:%M}"


MOST_LETTERS = 200  # of an event's name or place


def event_as_typed(name: str, day: str, place: str, begins: str, ends: str) -> Event:
    """Return the event that somebody typed; what is empty is not known. Raises CardscanError."""
    called = " ".join(name.split())
    if not called or len(called) > MOST_LETTERS or len(place) > MOST_LETTERS:
        raise CardscanError(f"an event has a name of at the most {MOST_LETTERS} letters", "Type another one")
    try:
        when = date.fromisoformat(day).isoformat() if day else None
    except ValueError:
        raise CardscanError(f"{day!r} is no day", "Write it like 2026-11-20") from None
    try:
        from_, until = (clock(text) if text else None for text in (begins, ends))
    except ValueError as error:
        raise CardscanError(str(error), "Write it like 18:30") from None
    return Event(called, when, " ".join(place.split()) or None, from_, until)
