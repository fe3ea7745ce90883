"""Photos in: dropped, chosen or taken with the phone; and how far each of them is, as it happens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from cardscan.errors import NotFound
from cardscan.web import asked, pages
from cardscan.web.events import proposed
from cardscan.web.pace import minutes_left

if TYPE_CHECKING:
    from starlette.requests import Request

    from cardscan.web.desk import Desk
    from cardscan.web.tray import Shown
    from cardscan.web.words import Words

BEAT = 0.2  # seconds between looks at the tray
SILENCE = 75  # beats without news before a line is sent that keeps the connection open
MOST_SHOWN = 60  # photos


def show(request: Request) -> Response:
    """The first page: where photos go, what is being read, and what is left to look at."""
    desk: Desk = request.app.state.desk
    with desk.look() as book:
        left = book.unchecked()
        minutes = minutes_left(book.changes(200), len(left))
        known = proposed(book)
        questions, people = len(book.questions()), book.count()
    return pages.page(
        request,
        "capture.html",
        photos=_newest(desk),
        left=len(left),
        doubts=sum(len(person.doubts) for person in left),
        minutes=minutes,
        proposed=known,
        questions=questions,
        people=people,
    )


async def take(request: Request) -> Response:
    """Put a photo on the tray; the reader takes it from there."""
    desk: Desk = request.app.state.desk
    content = await asked.photo(request)
    name, event, date, place = (asked.text_of(request, part) for part in ("name", "event", "date", "place"))
    day = date if _is_day(date) else None
    by_time = asked.text_of(request, "by_time") != "no"
    put = partial(desk.tray.put, by_time=by_time)
    shown = await run_in_threadpool(put, content, name or "photo", event or None, day, place or None)
    return _json(shown, 202)


def _is_day(text: str) -> bool:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


async def events(request: Request) -> Response:
    """The state of every photo, whenever something has changed: server-sent events, one object a line."""
    desk: Desk = request.app.state.desk
    words = pages.words_for(request)
    return StreamingResponse(_news(desk, words), media_type="text/event-stream")


async def _news(desk: Desk, words: Words) -> AsyncIterator[bytes]:
    told, quiet = -1, 0
    while True:
        if desk.tray.version != told:
            told, quiet = desk.tray.version, 0
            yield b"data: " + msgspec.json.encode([_translated(one, words) for one in _newest(desk)]) + b"\n\n"
        elif quiet >= SILENCE:
            quiet = 0
            yield b": still here\n\n"
        quiet += 1
        await asyncio.sleep(BEAT)


def _newest(desk: Desk) -> tuple[Shown, ...]:
    return tuple(reversed(desk.tray.photos()[-MOST_SHOWN:]))


def _translated(shown: Shown, words: Words) -> Shown:
    spots = tuple(msgspec.structs.replace(spot, why=words.said(spot.why)) for spot in shown.spots)
    return msgspec.structs.replace(shown, why=words.said(shown.why), note=words.said(shown.note), spots=spots)


def cancel(request: Request) -> Response:
    """Do not read a photo, or stop reading it; cards that were read stay in the book."""
    tray = request.app.state.desk.tray
    shown = _known(request)
    if shown.state in ("waiting", "reading"):
        tray.set(shown.hash, state="cancelled")
    else:
        tray.drop(shown.hash)
    return Response(status_code=204)


def retry(request: Request) -> Response:
    """Read a photo again that was cancelled or could not be read."""
    shown = _known(request)
    if shown.state in ("cancelled", "failed"):
        request.app.state.desk.tray.set(shown.hash, state="waiting", why="")
    return Response(status_code=204)


def _known(request: Request) -> Shown:
    shown: Shown | None = request.app.state.desk.tray.photo(request.path_params["picture"])
    if shown is None:
        raise NotFound("this photo is no longer on the tray", "Load the page again")
    return shown


def _json(value: msgspec.Struct, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, media_type="application/json")
