"""Who may come in and what a page may do: Host and key are checked, writes must come from our own page, and
browsers are told to run nothing that is not a file of ours. Wraps the application; nothing passes beside it.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from starlette.datastructures import URL, Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from cardscan.web.desk import Door

COOKIE = "cardscan_key"
READ_ONLY = frozenset(("GET", "HEAD"))
HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
    " media-src 'self' blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), microphone=(), geolocation=()",
}


class Guard:
    """Stands before the application ``inside`` and lets in what ``door`` allows."""

    def __init__(self, inside: ASGIApp, door: Door) -> None:
        self._inside = inside
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on and put the headers on what comes back."""
        if scope["type"] != "http":
            await self._inside(scope, receive, send)
            return
        refusal = self._refusal(Request(scope))
        await (refusal or self._inside)(scope, receive, _with_headers(send))

    def _refusal(self, request: Request) -> Response | None:
        if request.headers.get("host", "") not in self._door.hosts:  # a name that somebody pointed at this machine
            return PlainTextResponse("This address is not served here.", 421)
        if not request.scope["query_string"].isascii():  # browsers write everything else as %E3
            return PlainTextResponse("This is no address.", 400)
        if self._door.key is not None and not _is_key(request.cookies.get(COOKIE, ""), self._door.key):
            return self._let_in(request)
        if request.method not in READ_ONLY and not is_from_here(request.headers, request.url):
            return PlainTextResponse("Only the page itself may change anything.", 403)
        return None

    def _let_in(self, request: Request) -> Response:
        """Take the key out of the address, so that it stays in no history, and put it into a cookie."""
        if self._door.key is None or not _is_key(request.query_params.get("key", ""), self._door.key):
            return PlainTextResponse("Open the address with the key that cardscan web has printed.", 403)
        answer = RedirectResponse("/", 303)
        answer.set_cookie(COOKIE, self._door.key, httponly=True, samesite="strict", path="/")
        return answer


def is_from_here(headers: Headers, url: URL) -> bool:
    """Return whether a request that changes something was made by a page of this very server: browsers say so in Origin
    or Sec-Fetch-Site, and no other page can make them lie. Programs must say so, too."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    if origin is not None:
        return origin == f"{url.scheme}://{headers.get('host', '')}"
    return site is not None


def _is_key(given: str, key: str) -> bool:
    return hmac.compare_digest(given.encode(), key.encode())


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-store")
        await send(message)

    return sent
