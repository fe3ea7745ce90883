"""Contacts out: one person, an event, what a search finds, a row of the list or everybody, as a file for a phone or
another program."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import Response

from cardscan.errors import NotFound
from cardscan.share.formats import FORMATS, Wishes
from cardscan.web import asked, shapes
from cardscan.web import people as listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request

    from cardscan.book import Book
    from cardscan.model import Person

_log = logging.getLogger("cardscan.web")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: how its name ends, and what browsers are told that it is."""

    ending: str
    media_type: str


_CSV = "text/csv; charset=utf-8"
KINDS: Mapping[str, Kind] = {
    "vcf": Kind(".vcf", "text/vcard; charset=utf-8"),
    "google": Kind("-google.csv", _CSV),
    "outlook": Kind("-outlook.csv", _CSV),
    "eight": Kind("-eight.csv", _CSV),
    "excel": Kind(".csv", _CSV),
    "xlsx": Kind(".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": Kind(".jsonl", "application/x-ndjson; charset=utf-8"),
}


def export(request: Request) -> Response:
    """A file of the people that the address asks for; of everybody if it asks for nobody. Raises NotFound."""
    wanted = request.path_params["kind"]
    if wanted not in KINDS:
        raise NotFound("there is no such file to download", "Choose one on the list of people")
    with request.app.state.desk.look() as book:
        people, name = chosen(request, book)
        return answer(wanted, people, book, name)


def answer(kind: str, people: Sequence[Person], book: Book, name: str) -> Response:
    """Return a file of ``people``, called ``name``, as a download; ``kind`` is one of KINDS."""
    pictures = card_pictures(book, people) if kind == "xlsx" else {}
    written = book.vcards(people) if kind == "vcf" else {}
    named = quote(f"{file_name(name)}{KINDS[kind].ending}", safe="")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{named}"}
    made = _made(kind, people, Wishes(pictures=pictures, written=written))
    return Response(made, media_type=KINDS[kind].media_type, headers=headers)


def chosen(request: Request, book: Book) -> tuple[tuple[Person, ...], str]:
    """Return the people asked for, and what they are called together. Raises NotFound if there are none."""
    uid, event, text, row = (asked.text_of(request, name) for name in ("uid", "event", "q", "row"))
    if uid:
        person = book.person(uid)
        return (person,), shapes.called(person.contact)
    found, _ = listed.found(book, text, event, row)
    if not found:
        raise NotFound("nobody in the book is all that was asked for", "Go back to the list of people")
    return found, text or event or row or "contacts"


def card_pictures(book: Book, people: Sequence[Person]) -> dict[str, bytes]:
    """Return small pictures of people's cards, by uid; one that cannot be read costs nobody the rest."""
    from cardscan.share.photo import small_jpeg

    found: dict[str, bytes] = {}
    for person in people:
        path = book.flat_picture(person.uid)
        try:
            found |= {person.uid: small_jpeg(path.read_bytes())} if path else {}
        except OSError as error:
            _log.warning("%s cannot be read and is left out of the workbook: %s", path, error)
    return found


def _made(kind: str, people: Sequence[Person], wishes: Wishes) -> bytes:
    if kind == "json":
        from cardscan.contract import json_lines

        return json_lines(people)
    return FORMATS[kind](people, wishes)


def file_name(text: str) -> str:
    """Return ``text`` as a name for a file: letters and digits of any script stay, everything else becomes ``_``.

    >>> file_name("../異業種交流会 池袋")
    '異業種交流会_池袋'
    """
    return re.sub(r"[^\w-]+", "_", text).strip("_")[:60] or "contacts"
