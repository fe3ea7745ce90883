"""Events: all of them, one with everybody who was met there, and setting up, changing or removing one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from cardscan.errors import NotFound
from cardscan.occasion import event_as_typed, hours, met_there, on_at
from cardscan.web import asked, contacts, pages
from cardscan.web.desk import export_again

if TYPE_CHECKING:
    from starlette.requests import Request

    from cardscan.book import Book
    from cardscan.model import Encounter, Event, Person
    from cardscan.web.desk import Desk

MOST_PROPOSED = 20  # events on the list of a field


class Typed(msgspec.Struct, frozen=True):
    """An event as somebody typed it; what is empty is not known."""

    name: str
    date: str = ""
    place: str = ""
    begins: str = ""
    ends: str = ""

    def event(self) -> Event:
        """Return the event. Raises CardscanError."""
        return event_as_typed(self.name, self.date, self.place, self.begins, self.ends)


class Which(msgspec.Struct, frozen=True):
    """An event of the book, by its name and its day."""

    name: str
    date: str = ""


class Move(msgspec.Struct, frozen=True):
    """An event, and what it should be."""

    event: Which
    to: Typed


@dataclass(frozen=True, slots=True)
class Shown:
    """An event as a page shows it: with its hours in words, its address, and how many people were met there."""

    event: Event
    hours: str
    address: str
    people: int


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who was met at an event, how, and the number of the card to show, if there is one."""

    person: Person
    met: Encounter
    card: int | None


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a page of photos knows of events: their names, and the one that is on now."""

    names: tuple[str, ...]
    now: Event | None
    set_up: bool


def proposed(book: Book) -> Proposed:
    """Return what to propose to somebody who adds photos now."""
    names = tuple(dict.fromkeys(one.name for one in book.events()))[:MOST_PROPOSED]
    there = book.set_up_events()
    return Proposed(names, on_at(datetime.now(), there), bool(there))


def show(request: Request) -> Response:
    """All events, the last one first."""
    with request.app.state.desk.look() as book:
        shown = [_shown(event, count) for event, count in book.attendance()]
    return pages.page(request, "events.html", events=shown, today=date.today().isoformat())


def one(request: Request) -> Response:
    """An event, and everybody who was met there."""
    with request.app.state.desk.look() as book:
        event = _wanted(book, Which(asked.text_of(request, "name"), asked.text_of(request, "date")))
        guests = [Guest(person, met_there(person, event), _face(book, person.uid)) for person in book.guests(event)]
        is_set_up = event in book.set_up_events()
    return pages.page(request, "event.html", shown=_shown(event, len(guests)), guests=guests, is_set_up=is_set_up)


def in_one_file(request: Request) -> Response:
    """The same as one HTML file to keep, send or print."""
    from cardscan.share.event_page import event_page

    with request.app.state.desk.look() as book:
        event = _wanted(book, Which(asked.text_of(request, "name"), asked.text_of(request, "date")))
        guests = [(person, met_there(person, event)) for person in book.guests(event)]
        pictures = contacts.card_pictures(book, [person for person, _ in guests])
    name = quote(f"{contacts.file_name(event.name)}.html", safe="")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(event_page(event, guests, pictures), media_type="text/html; charset=utf-8", headers=headers)


def _wanted(book: Book, which: Which) -> Event:
    """Return the event that is meant. Raises NotFound."""
    found = (one for one in book.events() if (one.name, one.date or "") == (which.name, which.date))
    event = next(found, None)
    if event is None:
        raise NotFound("this event is not there any more", "Go back to the events")
    return event


def _shown(event: Event, people: int) -> Shown:
    return Shown(event, hours(event), address_of(event), people)


def address_of(event: Event) -> str:
    """Return the address of an event's page."""
    return f"/event?{urlencode({'name': event.name, 'date': event.date or ''}, quote_via=quote)}"


def _face(book: Book, uid: str) -> int | None:
    """Return the number of a person's last card with a picture, its front if there is one."""
    cards = [(card.side == "front", card.id) for card in book.cards(uid) if card.flat]
    return max(cards)[1] if cards else None


async def set_up(request: Request) -> Response:
    """Set an event up."""
    event = (await asked.told(request, Typed)).event()
    return await run_in_threadpool(_set_up, request.app.state.desk, event)


def _set_up(desk: Desk, event: Event) -> Response:
    with desk.book() as book:
        return _done(book.set_up(event), event)


async def change(request: Request) -> Response:
    """Make an event another one; who was met there follows."""
    wanted = await asked.told(request, Move)
    return await run_in_threadpool(_changed, request.app.state.desk, wanted.event, wanted.to.event())


def _changed(desk: Desk, which: Which, to: Event) -> Response:
    with desk.book() as book:
        done = book.move(_wanted(book, which), to)
        export_again(book)
        return _done(done, to)


async def remove(request: Request) -> Response:
    """Take back that an event was set up; who was met there keeps that."""
    which = await asked.told(request, Which)
    return await run_in_threadpool(_removed, request.app.state.desk, which)


def _removed(desk: Desk, which: Which) -> Response:
    with desk.book() as book:
        return _done(book.call_off(_wanted(book, which)), None)


def _done(number: int | None, event: Event | None) -> Response:
    """Say which change that was, and where to look at it."""
    return JSONResponse({"change": number, "address": address_of(event) if event else "/events"})
