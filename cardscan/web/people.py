"""Who is in the book: by 五十音 row, by event, or found while typing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cardscan.web import asked, pages, shapes

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from cardscan.book import Book
    from cardscan.model import Person

AT_ONCE = 60  # people


def show(request: Request) -> Response:
    """The list, or the part of it that a search or an index letter leaves; ``part`` alone for what is typed."""
    text, event, row = (asked.text_of(request, name) for name in ("q", "event", "row"))
    skipped = asked.text_of(request, "from")
    begin = int(skipped) if skipped.isdecimal() and len(skipped) < 7 else 0
    with request.app.state.desk.look() as book:
        everybody = book.people()
        chosen = found(book, everybody, text, event, row)
    return pages.page(
        request,
        "people_list.html" if "part" in request.query_params else "people.html",
        people=chosen[begin : begin + AT_ONCE],
        found=len(chosen),
        more=begin + AT_ONCE if begin + AT_ONCE < len(chosen) else None,
        total=len(everybody),
        rows=Counter(shapes.initial(person.contact) for person in everybody),
        events=shapes.events(everybody),
        asked={"q": text, "event": event, "row": row},
    )


def found(book: Book, everybody: tuple[Person, ...], text: str, event: str, row: str) -> tuple[Person, ...]:
    """Return those whom a search, else an event, else an index letter leaves; ``everybody`` if all three are empty."""
    if text:
        return book.find(text)
    if event:
        return book.met_at(event)
    return tuple(one for one in everybody if not row or shapes.initial(one.contact) == row)
