"""Review by exception: one person at a time, what is doubtful first; a field accepted or corrected, a person
approved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, RedirectResponse, Response

from cardscan.errors import Changed, Unclear
from cardscan.review import edit
from cardscan.share.numbers import with_numbers
from cardscan.web import asked, pages, shapes
from cardscan.web.desk import export_again
from cardscan.web.evidence import Evidence, evidence
from cardscan.web.pace import minutes_left
from cardscan.web.pictures import flat_sizes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from starlette.requests import Request

    from cardscan.book import Book
    from cardscan.book.shelf import CardRow
    from cardscan.model import Contact, Person
    from cardscan.web.desk import Desk
    from cardscan.web.shapes import Line
    from cardscan.web.words import Words

    _Stroke = Callable[[Book, str], int | None]

LONGEST_TEXT = 10_000  # characters of one field


class Wanted(msgspec.Struct, frozen=True):
    """A field as somebody wants it: ``was`` is what the page showed, so that nobody overwrites what they did not
    see."""

    path: str
    text: str
    was: str


@dataclass(frozen=True, slots=True)
class Row:
    """A value with why it is doubtful (or nothing), and what backs it."""

    line: Line
    doubt: str
    backed: Evidence


def begin(request: Request) -> Response:
    """Go to the first person who is left to look at, or say that nobody is."""
    with request.app.state.desk.look() as book:
        left = book.unchecked()
        people = book.count()
    if left:
        return RedirectResponse(f"/review/{left[0].uid}", 303)
    return pages.page(request, "reviewed.html", people=people)


def show(request: Request) -> Response:
    """One person: doubtful values first, each beside the pixels that it was read from."""
    with request.app.state.desk.look() as book:
        person = book.person(request.path_params["uid"])
        cards = book.cards(person.uid)
        left = book.unchecked()
        minutes = minutes_left(book.changes(200), len(left))
        sizes = flat_sizes(book, cards)
    found = rows(person, cards, pages.words_for(request))
    return pages.page(
        request,
        "review.html",
        person=person,
        cards=cards,
        sizes=sizes,
        doubtful=[row for row in found if row.doubt],
        certain=[row for row in found if not row.doubt],
        place=next((i for i, one in enumerate(left, 1) if one.uid == person.uid), 0),
        left=len(left),
        minutes=minutes,
        later=_after(left, person.uid) or person.uid,
        adds=_places_to_add(person.contact),
    )


def rows(person: Person, cards: Sequence[CardRow], words: Words) -> tuple[Row, ...]:
    """Return every value of a person with what backs it: the doubtful ones in the order of the harm that they can
    do."""
    doubts = shapes.doubts(person, words)
    found = [
        Row(line, doubts.get(line.path, ""), evidence(cards, line.path, line.text))
        for line in shapes.lines(person.contact)
        if line.text or line.path in doubts
    ]
    return tuple(sorted(found, key=lambda row: shapes.harm(row.line.path) if row.doubt else 0))


def _places_to_add(contact: Contact) -> dict[str, str]:
    """Return the path of one more value of each kind, by the word for it."""
    org, titles = max(0, len(contact.orgs) - 1), len(contact.orgs[-1].titles) if contact.orgs else 0
    missing = {line.word: line.path for line in shapes.lines(contact) if not line.text}
    return missing | {
        "company": f"orgs[{len(contact.orgs)}].name",
        "phone": f"phones[{len(contact.phones)}]",
        "mail": f"emails[{len(contact.emails)}]",
        "web": f"urls[{len(contact.urls)}]",
        "title": f"orgs[{org}].titles[{titles}]",
        "address": f"addresses[{len(contact.addresses)}]",
        "note": f"notes[{len(contact.notes)}]",
    }


def _after(left: Sequence[Person], uid: str) -> str | None:
    """Return who comes after ``uid`` among those left, round and round; None if nobody else is."""
    uids = [person.uid for person in left]
    at = uids.index(uid) + 1 if uid in uids else 0
    return next((one for one in (*uids[at:], *uids[:at]) if one != uid), None)


async def change(request: Request) -> Response:
    """Accept a field as it is, or make it what somebody typed."""
    wanted = await asked.told(request, Wanted)
    if len(wanted.text) > LONGEST_TEXT:
        raise Unclear(f"a field has at the most {LONGEST_TEXT} characters", "Shorten it")
    done = await run_in_threadpool(_change, request.app.state.desk, request.path_params["uid"], wanted)
    return JSONResponse({"change": done})


def _change(desk: Desk, uid: str, wanted: Wanted) -> int | None:
    with desk.book() as book:
        person = book.person(uid)
        if text_at(person.contact, wanted.path) != wanted.was:
            raise Changed("this field was changed in another window", "Look at it as it is now")
        contact = person.contact
        if wanted.text != wanted.was:
            contact = with_numbers(edit(contact, {wanted.path: wanted.text}), contact)
        done = book.confirm(uid, contact, [shapes.main_path(wanted.path)])
        export_again(book)
        return done


def text_at(contact: Contact, path: str) -> str:
    """Return the text at a path; nothing where there is none yet."""
    if path.endswith(".kind"):
        return next((one.kind for one in shapes.lines(contact) if one.path == path.removesuffix(".kind")), "")
    return next((one.text for one in shapes.lines(contact) if one.path == path), "")


def approve(request: Request) -> Response:
    """All that stands there is right: nothing is doubtful any more."""
    return _go_on(request, lambda book, uid: book.confirm(uid, book.person(uid).contact))


def delete(request: Request) -> Response:
    """This person does not belong into the book."""
    return _go_on(request, lambda book, uid: book.delete(uid))


def _go_on(request: Request, stroke: _Stroke) -> Response:
    """Do something about a person, and say who comes next."""
    uid = request.path_params["uid"]
    with request.app.state.desk.book() as book:
        following = _after(book.unchecked(), uid)
        done = stroke(book, uid)
        export_again(book)
    return JSONResponse({"change": done, "next": f"/review/{following}" if following else "/review"})
