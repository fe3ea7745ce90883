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
        signs = book.signs()
        chosen, many = found(book, text, event, row, begin, AT_ONCE)
        events = book.events_met_at()
    return pages.page(
        request,
        "people_list.html" if "part" in request.query_params else "people.html",
        people=chosen,
        found=many,
        more=begin + AT_ONCE if begin + AT_ONCE < many else None,
        total=len(signs),
        rows=Counter(shapes.row(sign) for _, sign in signs),
        events=events,
        asked={"q": text, "event": event, "row": row},
    )


def found(
    book: Book, text: str, event: str, row: str, begin: int = 0, most: int | None = None
) -> tuple[tuple[Person, ...], int]:
    """Return those whom a search, else an event, else an index letter leaves (everybody if all three are empty), at the
    most ``most`` from number ``begin`` on, and how many they are in all."""
    if text:
        return book.found(text, begin, most)
    end = None if most is None else begin + most
    if event:
        guests = book.met_at(event)
        return guests[begin:end], len(guests)
    uids = [uid for uid, sign in book.signs() if not row or shapes.row(sign) == row]
    return book.people_of(uids[begin:end]), len(uids)
