"""Everybody of an evening by number, to tick on a phone: whom one talked with, and a line about each. What is ticked or
typed is saved at once."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from cardscan.book import Told
from cardscan.errors import Changed, NotFound, Unclear
from cardscan.listing import occasion, roster_of
from cardscan.model import Event
from cardscan.roster.words import words_in
from cardscan.web import asked, pages
from cardscan.web.desk import export_again

if TYPE_CHECKING:
    from starlette.requests import Request

    from cardscan.book import Book
    from cardscan.web.desk import Desk

LONGEST = 2000  # characters of what is remembered of somebody at one evening
MOST_EVENINGS = 30  # to choose from


class Said(msgspec.Struct, frozen=True):
    """What somebody ticked or typed about a guest: ``talked``, or ``memo`` where the page showed ``was``."""

    uid: str
    event: str
    date: str | None = None
    tag: str | None = None
    talked: bool | None = None
    memo: str | None = None
    was: str = ""


def show(request: Request) -> Response:
    """The list of the event that the address names, else of the last one; a hint, where nobody was met anywhere."""
    name, day = (asked.text_of(request, part) or None for part in ("event", "date"))
    with request.app.state.desk.look() as book:
        evenings = list(islice((one for one in book.events() if book.guests(one)), MOST_EVENINGS))
        event = occasion(book, name, day) if evenings or name or day else None
        roster = roster_of(book, event) if event else None
    language = pages.words_for(request).language
    return pages.page(
        request,
        "roster.html",
        event=event,
        roster=roster,
        evenings=evenings,
        r=words_in("ja" if language == "ja" else "en"),
    )


async def say(request: Request) -> Response:
    """Keep what somebody ticked or typed. Raises Changed, Unclear, NotFound."""
    said = await asked.told(request, Said)
    if said.memo is not None and len(said.memo) > LONGEST:
        raise Unclear(f"a memory has at the most {LONGEST} characters", "Shorten it")
    done = await run_in_threadpool(_kept, request.app.state.desk, said)
    return JSONResponse({"change": done})


def _kept(desk: Desk, said: Said) -> int | None:
    event = Event(said.event, said.date)
    with desk.book() as book:
        if said.memo is not None and _memo(book, said, event) not in (said.was, said.memo):
            raise Changed("this line was changed in another window", "Look at it as it is now")
        told = Told(said.uid, event, said.tag, None, said.memo, said.talked)
        done = book.remember([told], said.event)
        export_again(book)
        return done


def _memo(book: Book, said: Said, event: Event) -> str:
    """Return what is remembered of a guest now. Raises NotFound for somebody who was not there."""
    for guest in roster_of(book, event).guests:
        if (guest.uid, guest.number) == (said.uid, said.tag):
            return guest.memo
    raise NotFound("this guest is not in the list any more", "Load the page again")
