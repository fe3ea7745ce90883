"""Somebody forgotten for ever from the page: what it would do, doing it, and what is left to do by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from cardscan.errors import Changed
from cardscan.forgetting import Around, finish, forget
from cardscan.web import asked, pages, shapes

if TYPE_CHECKING:
    from starlette.requests import Request

    from cardscan.forgetting import Forgotten
    from cardscan.web.desk import Desk
    from cardscan.web.words import Words

# What a browser has kept of photos goes as well: https://www.w3.org/TR/clear-site-data/
HEADERS = {"clear-site-data": '"cache"'}


class Sure(msgspec.Struct, frozen=True):
    """Whom the page showed when somebody said yes."""

    called: str


def show(request: Request) -> Response:
    """What would be forgotten, and what stays elsewhere; made when somebody wants it."""
    with request.app.state.desk.look() as book:
        person = book.person(request.path_params["uid"])
        who = book.leaving([person.uid])
    return pages.page(request, "forget.html", person=person, who=who)


async def answer(request: Request) -> Response:
    """Forget a person, and say what is left to do."""
    sure = await asked.told(request, Sure)
    done = await run_in_threadpool(_forgotten, request.app.state.desk, request.path_params["uid"], sure)
    request.app.state.views.forget()
    return JSONResponse({"lines": _told(done, pages.words_for(request))}, headers=HEADERS)


def _forgotten(desk: Desk, uid: str, sure: Sure) -> Forgotten:
    around = Around(desk.tray, desk.memory)
    with desk.book() as book:
        if shapes.called(book.person(uid).contact) != sure.called:
            raise Changed("this person was changed in another window", "Look at it as it is now")
        if not book.is_swept():
            finish(book, around)
        return forget(book, [uid], around)


def _told(done: Forgotten, words: Words) -> list[str]:
    """Return in words what was done and what is left to do by hand, the proof first."""
    lines = [words("forget.proof", count=len(done.left), values=len(done.who.own))]
    lines += [words("forget.left", place=place) for place in done.left]
    lines += [words("forget.lost", file=source) for source in done.lost]
    if done.who.common:
        lines.append(words("forget.common", values=", ".join(sorted({mark.text for mark in done.who.common}))))
    lines += [words("forget.backup", file=one.path) for one in done.who.backups]
    lines += [words("forget.device", device=device, day=at[:10]) for device, at in done.who.devices]
    lines += [words("forget.sync")] if done.is_synced else []
    return lines
