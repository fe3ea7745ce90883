"""vCards out: one person, an event, what a search finds, or everybody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import Response

from cardscan.web import asked, shapes

if TYPE_CHECKING:
    from starlette.requests import Request

    from cardscan.book import Book
    from cardscan.model import Person


def vcards(request: Request) -> Response:
    """A .vcf file of the people that the address asks for; of everybody if it asks for nobody."""
    from cardscan.share.vcard import to_vcard

    with request.app.state.desk.look() as book:
        people, name = _chosen(request, book)
    content = "".join(to_vcard(person) for person in people).encode()
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(f'{file_name(name)}.vcf', safe='')}"}
    return Response(content, media_type="text/vcard; charset=utf-8", headers=headers)


def _chosen(request: Request, book: Book) -> tuple[tuple[Person, ...], str]:
    uid, event, text = (asked.text_of(request, name) for name in ("uid", "event", "q"))
    if uid:
        person = book.person(uid)
        return (person,), shapes.called(person.contact)
    if event:
        return book.met_at(event), event
    return (book.find(text), text) if text else (book.people(), "contacts")


def file_name(text: str) -> str:
    """Return ``text`` as a name for a file: letters and digits of any script stay, everything else becomes ``_``.

    >>> file_name("../異業種交流会 池袋")
    '異業種交流会_池袋'
    """
    return re.sub(r"[^\w-]+", "_", text).strip("_")[:60] or "contacts"
