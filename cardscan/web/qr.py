"""One person as a QR code: what a phone's camera takes as a contact, and in words what had no room in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from cardscan.web import pages

if TYPE_CHECKING:
    from starlette.requests import Request

    from cardscan.share.qr import CodeMade


def show(request: Request) -> Response:
    """The part of a person's page that holds the code: fetched when somebody opens it, since drawing takes a moment."""
    made = _made(request)
    return pages.page(request, "qr.html", uid=request.path_params["uid"], left_out=made.left_out)


def drawing(request: Request) -> Response:
    """The code itself."""
    return Response(_made(request).as_svg(), media_type="image/svg+xml")


def _made(request: Request) -> CodeMade:
    from cardscan.share.qr import code_of

    with request.app.state.desk.look() as book:
        person = book.person(request.path_params["uid"])
    return code_of(person)
