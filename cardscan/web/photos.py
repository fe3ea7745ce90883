"""The table view: a photo with every card found, outlined and numbered; corners moved or drawn by hand are read
again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from cardscan.again import name_on, replaced
from cardscan.errors import NoCardFound, NotFound, Unclear
from cardscan.model import Encounter, Merge, Quad
from cardscan.occasion import Told
from cardscan.web import asked, pages, shapes
from cardscan.web.desk import export_again
from cardscan.web.reading import occasion_on

if TYPE_CHECKING:
    from starlette.requests import Request

    from cardscan.book import Book
    from cardscan.model import CardReading, Plan
    from cardscan.web.desk import Desk
    from cardscan.web.reading import Reader

UNTOLD = Told(Encounter())
BY_HAND = ("you showed where the card is",)
LARGEST = 100_000  # pixels: no photo is wider


@dataclass(frozen=True, slots=True)
class Outline:
    """A card on the photo: ``card`` and ``uid`` are set if somebody was read from it, else ``why`` says what is
    wrong."""

    number: str
    quad: Quad
    card: int | None
    uid: str
    called: str
    doubts: int
    why: str


class Drawn(msgspec.Struct, frozen=True):
    """Four corners in pixels of the upright photo, clockwise from the card's top left; ``replaces`` is the number of
    the card whose corners they are instead."""

    page: int
    quad: Quad
    replaces: asked.Number | None = None


class Pair(msgspec.Struct, frozen=True):
    """Two people of whom one is only the other side of the other's card."""

    one: str
    other: str


def show(request: Request) -> Response:
    """The photo with its outlines, and how many of the cards were read."""
    desk: Desk = request.app.state.desk
    picture = request.path_params["picture"]
    found = asked.text_of(request, "page")
    page = int(found) if found.isdecimal() and len(found) < 5 else 1
    seen = request.app.state.views.of(desk, picture, page)
    words = pages.words_for(request)
    with desk.look() as book:
        outlines = _outlines(book, picture, page)
    shown = desk.tray.photo(picture)
    spots = [
        Outline("", spot.quad, None, "", "", 0, words.said(spot.why))
        for spot in (shown.spots if shown else ())
        if spot.page == page
    ]
    return pages.page(
        request,
        "photo.html",
        picture=picture,
        name=shown.name if shown else "",
        page_number=page,
        view=seen,
        outlines=[*outlines, *spots],
        read=len(outlines),
        found=len(outlines) + len(spots),
    )


def _outlines(book: Book, picture: str, page: int) -> list[Outline]:
    cards = [(uid, card) for uid, card in book.cards_on(picture) if card.page == page]
    tags = Counter(card.tag for _, card in cards)
    found = []
    for place, (uid, card) in enumerate(cards, 1):
        person = book.person(uid)
        number = card.tag if card.tag and tags[card.tag] == 1 else str(place)
        called = shapes.called(person.contact)
        found.append(Outline(number, card.text.quad, card.id, uid, called, len(person.doubts), ""))
    return found


async def read_again(request: Request) -> Response:
    """Read the card whose corners somebody has shown, instead of the one that it replaces."""
    drawn = await asked.told(request, Drawn)
    if not 1 <= drawn.page <= 2000 or any(not -LARGEST < n < LARGEST for point in drawn.quad for n in point):
        raise Unclear("these corners lie on no photo", "Draw them again")
    state = request.app.state
    uid = await run_in_threadpool(_read_again, state.desk, state.reader, request.path_params["picture"], drawn)
    return JSONResponse({"uid": uid})


def _read_again(desk: Desk, reader: Reader, picture: str, drawn: Drawn) -> str:
    from cardscan.pipeline import read_part

    with desk.book() as book:
        content = desk.photo(book, picture)
        if content is None:
            raise NotFound("this photo is not there any more")
        cards = [card for _, card in book.cards_on(picture) if card.page == drawn.page]
        number = max((card.number for card in cards), default=0) + 1
        there = next((card.text.quad for card in cards if card.id == drawn.replaces), None)
        before = {card.id: name_on(card.text.contact) for card in cards if card.text.quad == there}
        source = desk.tray.source(picture)
        try:
            with reader.alone() as engine:
                readings = read_part(source, content, drawn.page, drawn.quad, number, engine)
        except NoCardFound as error:  # in words that do not name the tray's file
            raise NoCardFound("nobody could be read there", error.remedy) from error
        whose = replaced(before, readings)
        uids = {
            replaces: _entered(desk, book, picture, content, reading, msgspec.structs.replace(drawn, replaces=replaces))
            for reading, replaces in zip(readings, whose, strict=True)
        }
        return uids.get(drawn.replaces) or next(iter(uids.values()))


def _entered(desk: Desk, book: Book, picture: str, content: bytes, reading: CardReading, drawn: Drawn) -> str:
    """Put the new reading into the book, and take the one that it replaces out."""
    from cardscan.entering import enter
    from cardscan.entering import picture as as_picture

    shown = desk.tray.photo(picture)
    source = desk.tray.source(picture)
    on = as_picture(source, shown.name if shown else "photo", content)
    book.keep_picture(content, on.label)
    owner = _owner(book, drawn.replaces) if drawn.replaces is not None else None
    plan: Plan = book.plan(reading.parsed.contact)
    if owner is not None:
        plan = Merge(reading.parsed.contact, owner, BY_HAND)
    uid = enter(book, plan, (reading,), {source: on}, _met(book, picture, shown.told if shown else UNTOLD, content)).uid
    if drawn.replaces is not None and owner is not None:
        withdraw(book, owner, drawn.replaces)
    desk.tray.read_by_hand(picture, drawn.quad, uid)
    export_again(book)
    return uid


def _met(book: Book, picture: str, told: Told, content: bytes) -> Encounter:
    """Return where the people on a photo were met: as it was told, or by when it was taken, else as one of the others
    on it."""
    met = occasion_on(book, told, content).met
    if met != Encounter():
        return met
    others = (one for person in book.people_on(picture) for one in person.encounters if one.event)
    return next((Encounter(one.event, one.date, one.place) for one in others), met)


def _owner(book: Book, card: int) -> str | None:
    row = book.card(card)
    return book.card_owner(row.picture, row.page, row.number)


def withdraw(book: Book, uid: str, card: int) -> int:
    """Take a card, and all that only it said, out of the book; a person who has no other card goes with it. Return the
    last change. Raises NotFound, CardscanError."""
    if len(book.cards(uid)) <= 1:
        return book.delete(uid)
    return book.delete(book.split(uid, [card]))


def not_a_card(request: Request) -> Response:
    """What was taken for a card is none."""
    card = asked.card_of(request)
    with request.app.state.desk.book() as book:
        owner = _owner(book, card)
        if owner is None:
            raise NotFound("this card is not there any more", "Load the page again")
        done = withdraw(book, owner, card)
        export_again(book)
    return JSONResponse({"change": done})


async def one_card(request: Request) -> Response:
    """Two outlines are front and back of one card: what both say is one person's."""
    pair = await asked.told(request, Pair)
    done = await run_in_threadpool(_joined, request.app.state.desk, pair)
    return JSONResponse({"change": done})


def _joined(desk: Desk, pair: Pair) -> int:
    from cardscan.entering import SAME_CARD

    with desk.book() as book:
        done = book.join(pair.one, pair.other, (SAME_CARD, "you said so"))
        export_again(book)
        return done
