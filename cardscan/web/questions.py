"""Two people who may be one, side by side with the reasons; a human says: one, two, or later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from cardscan.web import asked, pages, shapes
from cardscan.web.desk import export_again

if TYPE_CHECKING:
    from starlette.requests import Request

    from cardscan.book import Book
    from cardscan.model import Person
    from cardscan.web.desk import Desk
    from cardscan.web.words import Words

AT_ONCE = 20  # questions


class Answer(msgspec.Struct, frozen=True):
    """What somebody said about two people."""

    one: str
    other: str
    answer: Literal["same", "different"]


def show(request: Request) -> Response:
    """The open questions."""
    words = pages.words_for(request)
    with request.app.state.desk.look() as book:
        questions = book.questions()
        shown = [
            (_of(book, one.one), _of(book, one.other), [words.said(why) for why in one.reasons])
            for one in questions[:AT_ONCE]
        ]
    sides = [(one, other, why, _beside(one[0], other[0], words)) for one, other, why in shown]
    return pages.page(request, "questions.html", questions=sides, total=len(questions))


def _of(book: Book, uid: str) -> tuple[Person, int | None]:
    """Return a person, and the number of the last card of theirs that has a picture."""
    pictures = [card.id for card in book.cards(uid) if card.flat]
    return book.person(uid), pictures[-1] if pictures else None


def _beside(one: Person, other: Person, words: Words) -> list[tuple[str, str, str, bool]]:
    """Return (word, of one, of the other, whether they are the same) for all that either says."""
    left, right = (_told(person, words) for person in (one, other))
    return [
        (word, left.get(word, ""), right.get(word, ""), left.get(word) == right.get(word)) for word in {**left, **right}
    ]


def _told(person: Person, words: Words) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for line in shapes.lines(person.contact):
        if line.text:
            found.setdefault(words(f"field.{line.word}"), []).append(line.text)
    found[words("person.met")] = [shapes.met(one) for one in person.encounters if shapes.met(one)]
    return {word: "\n".join(texts) for word, texts in found.items() if texts}


async def answer(request: Request) -> Response:
    """Join two people, or keep them apart for good. Later is no answer: the question stays."""
    said = await asked.told(request, Answer)
    done = await run_in_threadpool(_answered, request.app.state.desk, said)
    return JSONResponse({"change": done})


def _answered(desk: Desk, said: Answer) -> int | None:
    with desk.book() as book:
        if said.answer == "different":
            book.keep_apart(said.one, said.other)
            return None
        reasons = next((one.reasons for one in book.questions() if {one.one, one.other} == {said.one, said.other}), ())
        done = book.join(said.one, said.other, ("you said so", *reasons))
        export_again(book)
        return done
