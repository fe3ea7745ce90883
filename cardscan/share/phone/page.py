"""The page for the phone: two addresses, both behind the token; everything else is not found. Knows no socket."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, Template
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from cardscan.share.phone.offer import Answer, Offer

_SAFE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_FILE = {"Content-Disposition": 'attachment; filename="contacts.vcf"', "Content-Security-Policy": "default-src 'none'"}


def page_of(offer: Offer, host: str, when_given: Callable[[], None]) -> Starlette:
    """Return the page of an offer. Only requests to ``host`` are answered, so that no web site can reach the page by a
    name of its own; ``when_given`` is called when the file was sent to somebody, from the first byte to the last.

    The handlers wait for nothing, so no two requests can both be the first one of an offer that is good once.
    """

    async def show(request: Request) -> Response:
        refusal = _refusal(offer, request)
        return refusal or _shown(200, people=offer.people, token=offer.token, title=_title(len(offer.people)))

    async def give(request: Request) -> Response:
        refusal = _refusal(offer, request)
        if refusal:
            return refusal
        task = None
        if request.method == "GET":  # a phone may look with HEAD first
            offer.given += 1
            task = BackgroundTask(when_given)
        return Response(offer.content, 200, _SAFE | _FILE, "text/vcard; charset=utf-8", task)

    return Starlette(
        routes=[Route("/{token}", show), Route("/{token}/contacts.vcf", give)],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=[host], www_redirect=False)],
    )


def _refusal(offer: Offer, request: Request) -> Response | None:
    match offer.answer(request.path_params["token"]):
        case Answer.HERE:
            return None
        case Answer.UNKNOWN:
            return PlainTextResponse("Not Found", 404, _SAFE)
        case Answer.GONE:
            words = "Make a new one on the computer: cardscan share."
            return _shown(410, people=(), words=words, title="This link is used up")


def _title(count: int) -> str:
    return "1 contact" if count == 1 else f"{count} contacts"


def _shown(status: int, **values: object) -> Response:
    nonce = secrets.token_urlsafe(8)
    policy = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    body = _template().render(nonce=nonce, **values)
    return HTMLResponse(body, status, _SAFE | {"Content-Security-Policy": policy})


@lru_cache(maxsize=1)
def _template() -> Template:
    return Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True).get_template("page.html")
