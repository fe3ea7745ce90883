"""A year of people: what was met when and where, drawn and in figures."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from starlette.responses import Response

from cardscan.roster.business import businesses
from cardscan.stats import met_in, year_of, years_in
from cardscan.stats.panels import panels
from cardscan.stats.poster import poster, summary
from cardscan.stats.svg import LIGHT, Look
from cardscan.web import asked, pages

if TYPE_CHECKING:
    from starlette.requests import Request

    from cardscan.stats import Year

# The page's own colours, light or dark as it is: see page.css.
PAGE = Look("var(--sheet)", "var(--ink)", "var(--soft)", "var(--line)",
            ("var(--none)", "var(--few)", "var(--some)", "var(--many)", "var(--most)"),
            "var(--first)", "var(--second)")  # fmt: skip


def show(request: Request) -> Response:
    """The year that the address names, or the last one with anybody in it."""
    words = pages.words_for(request)
    year, years = _year(request)
    drawn = [(one.name, one.title, one.drawing.svg()) for one in panels(year, words, PAGE)]
    return pages.page(request, "stats.html", year=year, years=years, panels=drawn, summary=summary(year, words))


def picture(request: Request) -> Response:
    """The year on one picture, to keep."""
    year, _ = _year(request)
    headers = {"content-disposition": f'attachment; filename="cardscan-{year.year}.svg"'}
    return Response(poster(year, pages.words_for(request), LIGHT), media_type="image/svg+xml", headers=headers)


def _year(request: Request) -> tuple[Year, tuple[int, ...]]:
    """Return the figures of the year asked for, and the years that there are."""
    wanted = asked.text_of(request, "year")
    with request.app.state.desk.look() as book:
        people, cards, known = book.people(), book.lived_cards(), book.known_again()
        thanked = {(one.uid, one.event, one.date or "") for one in book.thanks() if one.thanked}
    years = years_in(people, cards)
    is_year = wanted.isascii() and wanted.isdecimal() and 0 < len(wanted) < 5
    year = int(wanted) if is_year else next(iter(years), date.today().year)
    trades = businesses(met_in(year, people), pages.words_for(request).language)
    return year_of(max(1, year), people, cards, known, thanked=thanked or None, businesses=trades), years
