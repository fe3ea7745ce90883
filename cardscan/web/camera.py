"""The webcam: the browser sends small frames, where cards lie comes back; the shot itself goes the way of any photo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from cardscan.pipeline import outlines
from cardscan.web import asked, pages
from cardscan.web.events import proposed

if TYPE_CHECKING:
    from starlette.requests import Request

MOST_FRAME = 2_000_000  # bytes


def show(request: Request) -> Response:
    """The live view."""
    with request.app.state.desk.look() as book:
        known = proposed(book)
    return pages.page(request, "camera.html", proposed=known)


async def look(request: Request) -> Response:
    """Say where cards lie in a frame: corners as parts of its width and height."""
    frame = await asked.body(request, MOST_FRAME)
    quads, width, height = await run_in_threadpool(outlines, "camera", frame)
    shown = [[[x / width, y / height] for x, y in quad] for quad in quads]
    return JSONResponse({"cards": shown})
