"""One person: cards, places of work, encounters, where each value is from, what was changed; and taking changes
back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from cardscan.book.wishes import refusal
from cardscan.web import asked, pages, shapes, thanks
from cardscan.web.desk import export_again
from cardscan.web.evidence import evidence
from cardscan.web.pictures import flat_sizes

if TYPE_CHECKING:
    from starlette.requests import Request

    from cardscan.book import Change, Entry
    from cardscan.book.store import Snapshot
    from cardscan.model import Person
    from cardscan.web.desk import Desk
    from cardscan.web.evidence import Evidence
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
class Past:
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
        sizes = flat_sizes(book, cards)
        letters = thanks.rows_of(book, person.uid)
        open_questions = [one for one in book.questions() if person.uid in (one.one, one.other)]
    doubts = shapes.doubts(person, words)
    facts = [
        Fact(line, _source(person, line, backed, words), backed, doubts.get(line.path, ""))
        for line in shapes.lines(person.contact)
        if line.text
        for backed in [evidence(cards, line.path, line.text)]
    ]
    past = [_past(entry, words) for entry in reversed(history)]
    return pages.page(
        request,
        "person.html",
        person=person,
        cards=cards,
        sizes=sizes,
        facts=facts,
        past=past,
        questions=open_questions,
        letters=letters,
        no_mail=refusal(person),
    )


def _source(person: Person, line: Line, backed: Evidence, words: Words) -> str:
    """Return where a value is from: a human, another address book or a code that claims it, else the print."""
    for claim in person.claims:
        if _is_about(claim.part, claim.text, line):
            return words(f"person.from_{claim.by}", day=local(claim.at, "%Y-%m-%d"))
    if backed.line is not None:
        return words("person.from_print", line=backed.line)
    return words("person.from_guess")


def _is_about(part: str, text: str, line: Line) -> bool:
    name = {"orgs": "company", "departments": "department", "titles": "title"}.get(part, shapes.word_of(f"{part}[0]"))
    word = shapes.word_of(part) if part.startswith("name.") else name
    bare = text.partition(" ")[2] if part in ("phones", "accounts") else text
    return word == line.word and _bare(bare) == _bare(line.text, national=part == "phones")


def _bare(text: str, *, national: bool = False) -> str:
    """Return what two spellings of one value have in common; of a number the digits of its end."""
    if national or text.startswith("+"):
        return "".join(character for character in text if character.isdecimal())[-9:]
    return "".join(text.casefold().split())


def local(at: str, shape: str = "%Y-%m-%d %H:%M") -> str:
    """Return a time of the book as people here read it."""
    return datetime.fromisoformat(at).astimezone().strftime(shape)


def _past(entry: Entry, words: Words) -> Past:
    was, now = (dict.fromkeys(_said(one, words)) for one in (entry.before, entry.after))
    lines = [*(f"− {line}" for line in was if line not in now), *(f"+ {line}" for line in now if line not in was)]
    reasons = tuple(words.said(why) for why in entry.reasons)
    return Past(entry.change, local(entry.at), words(f"history.{entry.action}"), reasons, tuple(lines))


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
