"""Letters of thanks: who has not been thanked yet, a draft to download or to open in the mail program, and who was
thanked, or wants no mail, as the user says. Nothing is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, urlencode

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from cardscan.errors import NotFound, UnreadableTemplate
from cardscan.model import Event
from cardscan.web import asked, pages
from cardscan.web.desk import export_again

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request

    from cardscan.book import Book
    from cardscan.share.letters.letter import Letter
    from cardscan.thanking import Meeting, State, Wishes
    from cardscan.web.desk import Desk


_LONGEST = 10_000  # characters of an event's name


@dataclass(frozen=True, slots=True)
class Row:
    """A person and a meeting as the page shows them: ``why_not`` a letter is written, where there is none; else the
    ``link`` to the mail program, with how many lines had no room in it, and the address of the ``file``."""

    meeting: Meeting
    state: State
    late: bool
    why_not: str
    link: str = ""
    left_out: int = 0
    file: str = ""
    tells_memo: bool = False  # a template of the user's own does


class Said(msgspec.Struct, frozen=True):
    """What became of the letter to a person about a meeting."""

    uid: str
    event: str
    date: str | None
    step: Literal["drafted", "thanked", "not thanked"]


class Wish(msgspec.Struct, frozen=True):
    """Whether a person wants no mail."""

    no_mail: Literal["yes", "no"]


def show(request: Request) -> Response:
    """Who has not been thanked yet, event by event, the last one first; or of one event alone."""
    from cardscan.thanking import LOOKED_BACK, meetings_at, meetings_since

    name, day = asked.text_of(request, "event", _LONGEST), asked.text_of(request, "date")
    now = datetime.now()
    first = (now - LOOKED_BACK).date()
    with request.app.state.desk.look() as book:
        event = next((one for one in book.events() if (_spaced(one.name), one.date or "") == (name, day)), None)
        found = meetings_at(book, event) if event else meetings_since(book, first)
        shown = rows([one for one in found if one.state != "thanked"], _wishes(book, now), now)
    evenings = [(event, list(group)) for event, group in groupby(shown, lambda row: row.meeting.event)]
    return pages.page(request, "thanks.html", evenings=evenings, first=first, one=event)


def rows(meetings: Sequence[Meeting], wishes: Wishes, now: datetime) -> list[Row]:
    """Return what the page shows of meetings. A template that cannot be used is the reason why there is no letter."""
    return [_row(meeting, wishes, now) for meeting in meetings]


def rows_of(book: Book, uid: str) -> list[Row]:
    """Return what the page shows of the letters to one person, the last meeting first."""
    from cardscan.thanking import meetings_of

    now = datetime.now()
    return rows(meetings_of(book, book.person(uid)), _wishes(book, now), now)


def _row(meeting: Meeting, wishes: Wishes, now: datetime) -> Row:
    from cardscan.share.letters.mailto import to_mailto
    from cardscan.thanking import letter_about, template_for, why_not

    late = meeting.is_late(now)
    try:
        letter = letter_about(meeting, wishes)
    except UnreadableTemplate as error:
        return Row(meeting, meeting.state, late, error.message)
    if letter is None:
        return Row(meeting, meeting.state, late, why_not(meeting))
    link = to_mailto(letter)
    where = urlencode({"event": meeting.event.name, "date": meeting.event.date or ""}, quote_via=quote)
    file = f"/people/{quote(meeting.person.uid, safe='')}/thanks.eml?{where}"
    told = template_for(meeting, wishes).tells_memo
    return Row(meeting, meeting.state, late, "", link.address, len(link.left_out), file, told)


def _wishes(book: Book, now: datetime) -> Wishes:
    from cardscan.share.letters.stationery import plain_stationery, stationery_in
    from cardscan.thanking import Wishes

    folder = book.folder / "letters"
    try:
        return Wishes(stationery_in(folder), now.date())
    except UnreadableTemplate:  # said by `cardscan thank`; the page goes on without
        return Wishes(plain_stationery(folder), now.date())


def draft(request: Request) -> Response:
    """A draft as a file. Raises NotFound, UnreadableTemplate."""
    from cardscan.share.letters.eml import file_name, to_eml

    with request.app.state.desk.look() as book:
        letter, uid = _letter(request, book)
    named = quote(file_name(letter, uid[:8]), safe="")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{named}"}
    return Response(to_eml(letter), media_type="message/rfc822", headers=headers)


def _letter(request: Request, book: Book) -> tuple[Letter, str]:
    from cardscan.thanking import letter_about, why_not

    name, day = asked.text_of(request, "event", _LONGEST), asked.text_of(request, "date")
    meeting = _meeting(book, request.path_params["uid"], name, day or None)
    letter = letter_about(meeting, _wishes(book, datetime.now()))
    if letter is None:
        raise NotFound(f"there is no letter to write: {why_not(meeting)}", "Go back to the person")
    return letter, meeting.person.uid


def _meeting(book: Book, uid: str, event: str, date: str | None) -> Meeting:
    """Return a person at an event. Raises NotFound."""
    from cardscan.thanking import meetings_of

    for meeting in meetings_of(book, book.person(uid)):
        if (_spaced(meeting.event.name), meeting.event.date) == (_spaced(event), date):
            return meeting
    raise NotFound("this person was not met there", "Load the page again")


def _spaced(name: str) -> str:
    """Return the name of an event with its spaces as an address brings them back."""
    return " ".join(name.split())


async def note(request: Request) -> Response:
    """Note that a person was written a draft, thanked, or not after all."""
    said = await asked.told(request, Said)
    await run_in_threadpool(_noted, request.app.state.desk, said)
    return Response(status_code=204)


def _noted(desk: Desk, said: Said) -> None:
    with desk.book() as book:
        meeting = _meeting(book, said.uid, said.event, said.date)
        book.note_thanks(Event(meeting.event.name, meeting.event.date), [said.uid], said.step)


async def wish(request: Request) -> Response:
    """Note whether a person wants no mail."""
    said = await asked.told(request, Wish)
    done = await run_in_threadpool(_wished, request.app.state.desk, request.path_params["uid"], said.no_mail)
    return JSONResponse({"change": done})


def _wished(desk: Desk, uid: str, no_mail: Literal["yes", "no"]) -> int | None:
    with desk.book() as book:
        done = book.note_wish(uid, no_mail)
        export_again(book)
        return done
