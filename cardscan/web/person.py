"""One person: cards, places of work, encounters, where each value is from, what was changed; and taking changes
back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from cardscan.book.wishes import refusal
from cardscan.web import asked, pages, shapes, thanks
from cardscan.web.desk import export_again
from cardscan.web.origins import Past, origins
from cardscan.web.pictures import flat_sizes

if TYPE_CHECKING:
    from starlette.requests import Request

    from cardscan.book import Change, Entry
    from cardscan.book.store import Snapshot
    from cardscan.web.desk import Desk
    from cardscan.web.evidence import Evidence
    from cardscan.web.origins import Origin
    from cardscan.web.shapes import Line
    from cardscan.web.words import Words


@dataclass(frozen=True, slots=True)
class Fact:
    """A value, where it is from in words, what backs it, and why it is doubtful (or nothing)."""

    line: Line
    source: str
    backed: Evidence
    doubt: str


@dataclass(frozen=True, slots=True)
class Done:
    """A change of a person: its number, when, what was done and why, what left (−) and what came (+)."""

    change: int
    at: str
    action: str
    reasons: tuple[str, ...]
    lines: tuple[str, ...]


class Which(msgspec.Struct, frozen=True):
    """The number of a change to take back."""

    change: asked.Number


def show(request: Request) -> Response:
    """All that is known of a person, and where it is from."""
    words = pages.words_for(request)
    with request.app.state.desk.look() as book:
        person = book.person(request.path_params["uid"])
        cards = book.cards(person.uid)
        history = book.history(person.uid)
        arrivals = book.arrivals(person.uid)
        told = book.words_of(entry.change for entry in history if entry.action == "import")
        sizes = flat_sizes(book, cards)
        letters = thanks.rows_of(book, person.uid)
        open_questions = [one for one in book.questions() if person.uid in (one.one, one.other)]
    doubts = shapes.doubts(person, words)
    facts = [
        Fact(line, _words(origin, words), backed, doubts.get(line.path, ""))
        for line, backed, origin in origins(person, Past(cards, arrivals, history, told))
    ]
    done = [_done(entry, words) for entry in reversed(history)]
    return pages.page(
        request,
        "person.html",
        person=person,
        cards=cards,
        sizes=sizes,
        facts=facts,
        past=done,
        questions=open_questions,
        letters=letters,
        no_mail=refusal(person),
    )


def _words(origin: Origin, words: Words) -> str:
    """Return where a value is from, and when."""
    day = local(origin.at, "%Y-%m-%d") if origin.at else ""
    told = words(f"person.from_{origin.by}", line=origin.line, day=day)
    file = Path(origin.source).name if origin.source and origin.by != "guess" else ""
    return " · ".join(filter(None, (told, day if origin.by == "print" else "", file)))


def local(at: str, shape: str = "%Y-%m-%d %H:%M") -> str:
    """Return a time of the book as people here read it."""
    return datetime.fromisoformat(at).astimezone().strftime(shape)


def _done(entry: Entry, words: Words) -> Done:
    was, now = (dict.fromkeys(_said(one, words)) for one in (entry.before, entry.after))
    lines = [*(f"− {line}" for line in was if line not in now), *(f"+ {line}" for line in now if line not in was)]
    reasons = tuple(words.said(why) for why in entry.reasons)
    return Done(entry.change, local(entry.at), words(f"history.{entry.action}"), reasons, tuple(lines))


def _said(one: Snapshot | None, words: Words) -> list[str]:
    if one is None:
        return []
    values = [f"{words(f'field.{line.word}')}: {line.text}" for line in shapes.lines(one.contact) if line.text]
    met = [f"{words('person.met')}: {' · '.join(filter(None, (shapes.met(e), e.memo)))}" for e in one.encounters]
    return [*values, *met]


async def undo(request: Request) -> Response:
    """Take a change back."""
    wanted = await asked.told(request, Which)
    taken_back = await run_in_threadpool(_undone, request.app.state.desk, wanted.change)
    return JSONResponse({"change": taken_back.id, "about": taken_back.words})


def _undone(desk: Desk, number: int) -> Change:
    with desk.book() as book:
        done = book.undo(number)
        export_again(book)
        return done
