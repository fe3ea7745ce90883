"""A picture's way through: load, find and flatten, read, turn upright, take the number off, parse. One screen."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from cardscan.ahead import ahead
from cardscan.errors import BlankCard, CardscanError, NoCardFound
from cardscan.model import CardReading
from cardscan.sides import Failure as Failure
from cardscan.sides import Page, nobody, told_by_content, told_in_order, where
from cardscan.sides import is_contact as is_contact
from cardscan.sides import sides_to_come as sides_to_come

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from cardscan.image.camera import Moment as Moment
    from cardscan.image.tags import Label
    from cardscan.model import CardImage, Code, ParsedCard, Photo, Quad, TextLine
    from cardscan.ocr import Engine
    from cardscan.pairs import Face as Face

    Found = tuple[Photo, tuple[CardImage, ...]]  # a photo and the flat cards on it


def side_seen(source: str, page: int, number: int, quad: Quad, parsed: ParsedCard, codes: tuple[Code, ...]) -> Face:
    """Return a card that was read earlier as one whose other side may be in the next picture."""
    from cardscan.pairs import Face

    return Face(source, page, number, 1, 1, quad, parsed, codes, somebody=True)


def whole_cards(outcomes: Iterator[CardReading | Failure]) -> Iterator[tuple[CardReading, ...] | Failure]:
    """Yield each card with both its sides, the front first; one whose other side came with an earlier picture alone."""
    from cardscan.pairs.readings import whole_cards as whole

    return whole(outcomes)


def pictures(arguments: Sequence[str]) -> Iterator[str]:
    """Yield the name of every picture meant by ``arguments``: files, folders, patterns, ``-``; in the order given."""
    from cardscan.image.sources import pictures as named

    return named(arguments)


def fetch(source: str) -> bytes:
    """Return the file called ``source`` as it is. Raises UnreadableFile or NothingToRead."""
    from cardscan.image.load import fetch as fetch_file

    return fetch_file(source)


def flat_jpeg(card: CardImage) -> bytes:
    """Return the flat card as a JPEG file, its light made even: what the book keeps to look at."""
    from cardscan.image.light import even_light
    from cardscan.image.save import jpeg

    return jpeg(even_light(card.pixels))


def page_of(outcome: CardReading | Failure) -> Photo | None:
    """Return the photo that an outcome is about; None for a file that could not be loaded."""
    return outcome.photo if isinstance(outcome, Failure) else outcome.card.photo


def drawing(photo: Photo, outcomes: Sequence[CardReading | Failure]) -> bytes:
    """Return a JPEG file of ``photo`` with what was found on it, for a person to see what happened."""
    from cardscan.image.draw import Shown, drawn
    from cardscan.image.save import jpeg

    cards, remarks = [], []
    for outcome in outcomes:
        if isinstance(outcome, CardReading):
            cards.append(Shown(outcome.card, outcome.parsed.lines))
        elif outcome.card is not None:
            cards.append(Shown(outcome.card, (), outcome.error.message))
        else:
            remarks.append(outcome.error.message)
    return jpeg(drawn(photo, cards, remarks))


def camera_moments(camera: str) -> Generator[Moment, None, None]:
    """Open ``camera`` (a number or a video file) and return a picture for each card that lies still before it, and
    hints for the person there. Close it to let the camera go. Raises CameraError, at once or later."""
    from cardscan.image.camera import frames, moments

    return moments(frames(camera))


def read(
    source: str, engine: Engine, content: bytes | None = None, before: tuple[Face, ...] = ()
) -> Iterator[CardReading | Failure]:
    """Yield every card of every page of ``source`` as soon as its page is read, and every failure where it happened.

    ``content`` is what ``fetch`` returned for it, if that was called. A back finds its front on the same page or on the
    one before; ``before`` are the cards of the picture before that may be such fronts (``sides_to_come``).
    """
    yield from told_by_content((_read_page(page, engine) for page in _found_on(source, content)), before)


def read_each(sources: Sequence[str], engine: Engine) -> Iterator[tuple[str, Iterator[CardReading | Failure]]]:
    """Yield each source with what ``read`` yields for it; cards are found in the next picture while this one is read.

    The second part must be used up before the next pair is asked for.
    """
    before: tuple[Face, ...] = ()
    with closing(ahead(page for source in sources for page in (*_found_on(source), None))) as pages:
        for source in sources:
            cards: list[CardReading] = []
            yield source, _noted(told_by_content(_until_none(pages, engine), before), cards)
            before = sides_to_come(cards)
            cards.clear()  # no picture stays in memory


def read_in_order(
    sources: Sequence[str], engine: Engine, contents: Sequence[bytes | None] = (None, None)
) -> Iterator[CardReading | Failure]:
    """Yield the cards of two pictures, front and back, or of one document with its pages 1-2, 3-4, … as such.

    A single picture has fronts and backs beside each other: its cards 1-2, 3-4, …. A back without text is no failure.
    """
    pages = (
        _read_page(page, engine)
        for source, content in zip(sources, contents, strict=False)
        for page in _found_on(source, content)
    )
    for _, sheet in groupby(pages, key=lambda page: 0 if len(sources) > 1 else (page.number - 1) // 2):
        yield from told_in_order(list(sheet))


def in_twos(sources: Sequence[str]) -> list[tuple[str, ...]]:
    """Return what ``read_in_order`` takes at a time: every document alone, of the pictures two and two.

    >>> in_twos(["a.jpg", "b.jpg", "scan.pdf", "c.jpg"])
    [('a.jpg', 'b.jpg'), ('scan.pdf',), ('c.jpg',)]
    """
    groups: list[tuple[str, ...]] = []
    for source in sources:
        if groups and len(groups[-1]) == 1 and not _is_document(groups[-1][0]) and not _is_document(source):
            groups[-1] = (*groups[-1], source)
        else:
            groups.append((source,))
    return groups


def _is_document(source: str) -> bool:
    return source.casefold().endswith((".pdf", ".tif", ".tiff"))


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


def _until_none(pages: Iterator[Found | Failure | None], engine: Engine) -> Iterator[Page]:
    for page in pages:
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


def _read_found(photo: Photo, shapes: Sequence[CardImage], engine: Engine) -> Iterator[CardReading]:
    """Read what was found on a photo. Something flat without any text beside cards that have some (an empty case, a
    telephone) is passed over."""
    from cardscan.image.tags import find_labels

    number, blank = 0, None
    for shape, label in zip(shapes, find_labels(shapes, engine.read_label), strict=True):
        try:
            yield _look_at(replace(shape, index=number + 1), engine, label)
        except BlankCard as error:
            blank = error
            continue
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
