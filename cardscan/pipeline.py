"""A picture's way through: load, find and flatten, read, turn upright, take the number off, parse. One screen."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from cardscan.ahead import ahead
from cardscan.errors import BlankCard, CardscanError, NoCardFound
from cardscan.model import CardReading
from cardscan.sides import (
    Failure,
    Page,
    each_person,
    is_contact,
    nobody,
    sides_to_come,
    told_by_content,
    told_in_order,
    where,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cardscan.image.tags import Label
    from cardscan.model import CardImage, Photo, Quad, TextLine
    from cardscan.ocr import Engine
    from cardscan.pairs import Face

    Found = tuple[Photo, tuple[CardImage, ...]]  # a photo and the flat cards on it


def read(
    source: str, engine: Engine, content: bytes | None = None, before: tuple[Face, ...] = ()
) -> Iterator[CardReading | Failure]:
    """Yield every card of every page of ``source`` as soon as its page is read, and every failure where it happened.

    ``content`` is what ``fetch`` returned for it, if that was called. A back finds its front on the same page or on the
    one before; ``before`` are the cards of the picture before that may be such fronts (``sides_to_come``).
    """
    yield from told_by_content(pages(source, engine, content), before)


def read_each(sources: Sequence[str], engine: Engine) -> Iterator[tuple[str, Iterator[CardReading | Failure]]]:
    """Yield each source with what ``read`` yields for it; cards are found in the next picture while this one is read.

    The second part must be used up before the next pair is asked for.
    """
    before: tuple[Face, ...] = ()
    with closing(ahead(page for source in sources for page in (*_found_on(source), None))) as found:
        for source in sources:
            cards: list[CardReading] = []
            yield source, _noted(told_by_content(_until_none(found, engine), before), cards)
            before = sides_to_come(cards)
            cards.clear()  # no picture stays in memory


def read_in_order(
    sources: Sequence[str], engine: Engine, contents: Sequence[bytes | None] = (None, None)
) -> Iterator[CardReading | Failure]:
    """Yield the cards of two pictures, front and back, or of one document with its pages 1-2, 3-4, … as such.

    A single picture has fronts and backs beside each other: its cards 1-2, 3-4, …. A back without text is no failure.
    """
    given = zip(sources, contents, strict=False)
    yield from in_order([pages(source, engine, content) for source, content in given])


def in_order(pictures: Sequence[Iterable[Page]]) -> Iterator[CardReading | Failure]:
    """Yield the cards of two pictures, or of one document, whose ``pages`` were read: as ``read_in_order`` does."""
    every = (page for picture in pictures for page in picture)
    for _, sheet in groupby(every, key=lambda page: 0 if len(pictures) > 1 else (page.number - 1) // 2):
        yield from told_in_order(list(sheet))


def pages(source: str, engine: Engine, content: bytes | None = None) -> Iterator[Page]:
    """Yield what is on each page of a picture: every card with text, be it nobody's, and every failure. Which are backs
    is not told yet: ``read`` is this and ``sides.told_by_content``."""
    for found in _found_on(source, content):
        yield _read_page(found, engine)


def read_photo(photo: Photo, engine: Engine) -> Iterator[CardReading | Failure]:
    """Yield the cards of one photo in reading order, numbered from 1. Raises NoCardFound when there is none."""
    from cardscan.image.cards import cards_in

    yield from told_by_content([Page(photo.name, photo.page, tuple(_read_found(photo, cards_in(photo), engine)))])


def _found_on(source: str, content: bytes | None = None) -> Iterator[Found | Failure]:
    """Yield the cards found on each page of ``source``, and the failure of what cannot be loaded."""
    from cardscan.image.cards import cards_in
    from cardscan.image.load import load

    try:
        for photo in load(source, content):
            yield photo, cards_in(photo)
    except CardscanError as error:
        yield Failure(source, error)


def _noted(outcomes: Iterator[CardReading | Failure], cards: list[CardReading]) -> Iterator[CardReading | Failure]:
    """Pass ``outcomes`` on and keep the cards of the last page in ``cards``."""
    for outcome in outcomes:
        if isinstance(outcome, CardReading):
            if cards and cards[-1].card.photo is not outcome.card.photo:
                cards.clear()
            cards.append(outcome)
        yield outcome


def _until_none(found: Iterator[Found | Failure | None], engine: Engine) -> Iterator[Page]:
    for page in found:
        if page is None:
            return
        yield _read_page(page, engine)


def _read_page(page: Found | Failure, engine: Engine) -> Page:
    if isinstance(page, Failure):
        return Page(page.source, 0, (page,))
    photo, shapes = page
    outcomes: list[CardReading | Failure] = []
    try:
        for outcome in _read_found(photo, shapes, engine):
            outcomes.append(outcome)  # noqa: PERF402 -- what was read before an error counts
    except CardscanError as error:
        outcomes.append(Failure(photo.name, error, photo=photo))
    return Page(photo.name, photo.page, tuple(outcomes))


def _read_found(photo: Photo, shapes: Sequence[CardImage], engine: Engine) -> Iterator[CardReading | Failure]:
    """Read what was found on a photo. Something flat without any text beside cards that have some (a telephone) is
    passed over, unless it has a number: that one is missed. Each person on a card has a number of their own."""
    from cardscan.image.tags import find_labels

    number, blank = 0, None
    for shape, label in zip(shapes, find_labels(shapes, engine.read_labels), strict=True):
        try:
            reading = _look_at(replace(shape, index=number + 1), engine, label)
            yield reading
            number += len(reading.parsed.others)
        except BlankCard as error:
            blank = error
            if label is None:
                continue
            yield Failure(photo.name, error, replace(shape, index=number + 1, tag=label.number), photo)
        number += 1
    if number == 0:
        raise blank or NoCardFound(f"no card was found in {photo.name}")


# ---------------------------------------------------------------- card by card


def read_card(card: CardImage, engine: Engine, label: Label | None = None) -> CardReading:
    """Return what one card says; ``label`` is the number on its case.

    Raises BlankCard without text, NoCardFound without anything to reach a person by.
    """
    reading = _look_at(card, engine, label)
    if not is_contact(reading.parsed):
        raise nobody(card)
    return reading


def read_part(
    source: str, content: bytes, page: int, quad: Quad, index: int, engine: Engine
) -> tuple[CardReading, ...]:
    """Return what the card says whose corners a person has shown, once for each of the people on it; ``quad`` is in
    pixels of the upright photo, ``index`` its number there.

    Raises UnreadableFile; BlankCard or NoCardFound where nobody can be read there.
    """
    from cardscan.image.flatten import flatten
    from cardscan.image.load import load

    photo = next((photo for photo in load(source, content) if photo.page == page), None)
    if photo is None:
        raise NoCardFound(f"{source} has no page {page}", "Choose another page")
    return tuple(each_person(read_card(replace(flatten(photo, quad, index), reason="shown by hand"), engine)))


def outlines(source: str, content: bytes) -> tuple[tuple[Quad, ...], int, int]:
    """Return the outlines of the cards on the first page of a picture, and its width and height in pixels: what a live
    view shows. Reads no text. Raises UnreadableFile."""
    from cardscan.image.cards import cards_in
    from cardscan.image.load import load

    photo = next(iter(load(source, content)))
    height, width = photo.pixels.shape[:2]
    return tuple(card.quad for card in cards_in(photo)), width, height


def _look_at(card: CardImage, engine: Engine, label: Label | None) -> CardReading:
    """Return what one card says, be it nobody's. Raises BlankCard without text."""
    from cardscan.image.retake import judge_reading
    from cardscan.image.tags import is_on_label
    from cardscan.parse import parse

    lines = engine.read(card)
    if label is not None:
        card = replace(card, tag=label.number)
        lines = tuple(line for line in lines if not is_on_label(line.quad, label))
    if not lines and not card.codes:
        raise BlankCard(f"there is no text on {where(card)}")
    card, lines = _upright(card, lines)
    parsed = parse(lines, card.codes)
    return CardReading(replace(card, quality=judge_reading(card, parsed.lines, parsed.fields)), parsed)


def _upright(card: CardImage, lines: tuple[TextLine, ...]) -> tuple[CardImage, tuple[TextLine, ...]]:
    from cardscan.image.flatten import turn
    from cardscan.ocr.order import quarters, turned

    by = quarters(lines)
    height, width = card.pixels.shape[:2]
    return (turn(card, by), turned(lines, by, width, height)) if by else (card, lines)
