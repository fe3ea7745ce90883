"""The routes of the page, and what becomes of errors. One line says which handler answers what."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from cardscan.errors import (
    BookBusy,
    CannotSave,
    CannotUndo,
    CardscanError,
    Changed,
    NotFound,
    PictureTooLarge,
    TrayFull,
)
from cardscan.web import (
    camera,
    capture,
    contacts,
    events,
    forgetting,
    fresh,
    pages,
    people,
    person,
    photos,
    pictures,
    qr,
    questions,
    reviewing,
    rosters,
    stats,
    thanks,
)
from cardscan.web.guard import Guard
from cardscan.web.reading import Reader

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp

    from cardscan.web.desk import Desk, Door

ROUTES = (
    Route("/", capture.show),
    Route("/photos", capture.take, methods=["POST"]),
    Route("/photos/events", capture.events),
    Route("/photos/{picture}/cancel", capture.cancel, methods=["POST"]),
    Route("/photos/{picture}/retry", capture.retry, methods=["POST"]),
    Route("/photos/{picture}", photos.show),
    Route("/photos/{picture}/view.jpg", pictures.photo),
    Route("/photos/{picture}/cards", photos.read_again, methods=["POST"]),
    Route("/cards/{card}/flat.jpg", pictures.flat),
    Route("/cards/{card}/nobody", photos.not_a_card, methods=["POST"]),
    Route("/sides", photos.one_card, methods=["POST"]),
    Route("/camera", camera.show),
    Route("/camera/look", camera.look, methods=["POST"]),
    Route("/events", events.show),
    Route("/events", events.set_up, methods=["POST"]),
    Route("/event", events.one),
    Route("/event/page.html", events.in_one_file),
    Route("/event/change", events.change, methods=["POST"]),
    Route("/event/remove", events.remove, methods=["POST"]),
    Route("/review", reviewing.begin),
    Route("/review/{uid}", reviewing.show),
    Route("/people", people.show),
    Route("/people/{uid}", person.show),
    Route("/people/{uid}/code", qr.show),
    Route("/people/{uid}/code.svg", qr.drawing),
    Route("/people/{uid}/field", reviewing.change, methods=["POST"]),
    Route("/people/{uid}/approve", reviewing.approve, methods=["POST"]),
    Route("/people/{uid}/forget", forgetting.show),
    Route("/people/{uid}/forget", forgetting.answer, methods=["POST"]),
    Route("/people/{uid}/delete", reviewing.delete, methods=["POST"]),
    Route("/roster", rosters.show),
    Route("/roster", rosters.say, methods=["POST"]),
    Route("/people/{uid}/thanks.eml", thanks.draft),
    Route("/people/{uid}/nomail", thanks.wish, methods=["POST"]),
    Route("/thanks", thanks.show),
    Route("/thanks", thanks.note, methods=["POST"]),
    Route("/questions", questions.show),
    Route("/questions", questions.answer, methods=["POST"]),
    Route("/undo", person.undo, methods=["POST"]),
    Route("/stats", stats.show),
    Route("/stats.svg", stats.picture),
    Route("/export/new", fresh.export, methods=["POST"]),
    Route("/export/{kind}", contacts.export),
    Route("/language", pages.choose_language, methods=["POST"]),
    Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
)
_STATUS: dict[type[CardscanError], int] = {
    NotFound: 404,
    CannotUndo: 409,
    Changed: 409,
    TrayFull: 429,
    PictureTooLarge: 413,
    BookBusy: 503,
    CannotSave: 507,
}


def page(desk: Desk, door: Door) -> ASGIApp:
    """Return the application: its reader works as long as it is served."""
    reader = Reader(desk)

    @asynccontextmanager
    async def serving(app: Starlette) -> AsyncIterator[None]:
        reader.start()
        yield
        reader.stop()

    app = Starlette(
        routes=list(ROUTES),
        exception_handlers={CardscanError: _explained, 404: _nothing_there},
        lifespan=serving,
    )
    app.state.desk, app.state.reader, app.state.views = desk, reader, pictures.Views()
    return Guard(app, door)  # around all of it: the answer that says that we stumbled passes through it as well


async def _explained(request: Request, error: Exception) -> Response:
    """Say what went wrong: to scripts as JSON, to people as a page."""
    assert isinstance(error, CardscanError)
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 400)
    if "text/html" in request.headers.get("accept", ""):
        return pages.page(request, "error.html", status, error=error)
    words = pages.words_for(request)
    return JSONResponse({"code": error.code, "message": words.said(error.message), "remedy": error.remedy}, status)


async def _nothing_there(request: Request, _: Exception) -> Response:
    return await _explained(request, NotFound("there is no such page", "Go back to the photos"))
