"""Contacts out that this phone has not got yet. Each browser has a number of its own, in a cookie; the book notes under
it who went there, as `cardscan export --new --device` does."""

from __future__ import annotations

import logging
import re
import secrets
from typing import TYPE_CHECKING

from starlette.background import BackgroundTask

from cardscan.errors import CardscanError, NothingToSend
from cardscan.web.contacts import answer, chosen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from cardscan.web.desk import Desk

DEVICE_COOKIE = "cardscan_device"
_DEVICE = re.compile(r"browser [0-9a-f]{16}")
_YEARS = 400 * 86_400  # seconds: the longest that browsers keep a cookie
_log = logging.getLogger("cardscan.web")


def export(request: Request) -> Response:
    """A vCard file of those of the people asked for who did not go to this browser before; they count as gone there
    once all of it was sent. Raises NotFound, NothingToSend."""
    desk, device = request.app.state.desk, _device(request)
    with desk.look() as book:
        asked, name = chosen(request, book)
        there = book.sent_to(device)
        new = tuple(person for person in asked if person.uid not in there)
        if not new:
            raise NothingToSend("everybody asked for is on this device already", "Use “Download” to take them again")
        given = answer("vcf", new, book, name)
    given.background = BackgroundTask(_note, desk, device, [person.uid for person in new])
    given.set_cookie(DEVICE_COOKIE, device.replace(" ", "-"), max_age=_YEARS, samesite="strict", httponly=True)
    return given


def _device(request: Request) -> str:
    """Return under which name this browser is known, a new one if it is not."""
    known = request.cookies.get(DEVICE_COOKIE, "").replace("-", " ")
    return known if _DEVICE.fullmatch(known) else f"browser {secrets.token_hex(8)}"


def _note(desk: Desk, device: str, uids: Sequence[str]) -> None:
    try:
        with desk.look() as book:
            book.note_sent(device, uids)
    except CardscanError as error:
        _log.warning("who was downloaded could not be noted, and counts as new the next time: %s", error)
