"""Values in, HTML out: the only place for Jinja. Everything is escaped; a template that names what is not there
fails."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from cardscan.web import shapes
from cardscan.web.words import LANGUAGES, chosen, words_in

if TYPE_CHECKING:
    from starlette.requests import Request

    from cardscan.web.words import Words

LANGUAGE_COOKIE = "cardscan_language"


@lru_cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["shapes"] = shapes
    return made


def words_for(request: Request) -> Words:
    """Return the words in the language that the browser, or its user, has chosen."""
    return words_in(chosen(request.headers.get("accept-language", ""), request.cookies.get(LANGUAGE_COOKIE)))


def page(request: Request, template: str, status: int = 200, **shown: object) -> HTMLResponse:
    """Return the page made of ``template`` and what it shows."""
    words = words_for(request)
    text = _templates().get_template(template).render(t=words, here=request.url.path, **shown)
    return HTMLResponse(text, status)


async def choose_language(request: Request) -> Response:
    """Keep the language that somebody chose in a cookie."""
    from cardscan.web.asked import told

    wanted = (await told(request, dict[str, str])).get("language", "")
    answer = Response(status_code=204)
    if wanted in LANGUAGES:
        answer.set_cookie(LANGUAGE_COOKIE, wanted, max_age=400 * 86_400, samesite="strict", httponly=True)
    return answer
