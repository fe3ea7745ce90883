"""A picture's way through: load, find and flatten, read, turn upright, take the number off, parse. One screen."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cardscan.ahead import ahead
from cardscan.errors import BlankCard, CardscanError, NoCardFound
from cardscan.model import CardReading

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from cardscan.image.camera import Moment as Moment
    from cardscan.image.tags import Label
    from cardscan.model import CardImage, ParsedCard, Photo, TextLine
    from cardscan.ocr import Engine

    Found = tuple[Photo, tuple[CardImage, ...]]  # a photo and the flat cards on it


SURE_PERSON = 0.75  # of a name and a firm without any number or address


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, a page or a card that gave no contact, and why."""

    source: str
    error: CardscanError


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


def camera_moments(camera: str) -> Generator[Moment, None, None]:
    """Open ``camera`` (a number or a video file) and return a picture for each card that lies still before it, and
    hints for the person there. Close it to let the camera go. Raises CameraError, at once or later."""
    from cardscan.image.camera import frames, moments

    return moments(frames(camera))


def read(source: str, engine: Engine, content: bytes | None = None) -> Iterator[CardReading | Failure]:
    """Yield every card of every page of ``source`` as soon as it is read, and every failure where it happened.

    ``content`` is what ``fetch`` returned for it, if that was called.
    """
    for page in _found_on(source, content):
        yield from _read_page(page, engine)


def read_each(sources: Sequence[str], engine: Engine) -> Iterator[tuple[str, Iterator[CardReading | Failure]]]:
    """Yield each source with what ``read`` yields for it; cards are found in the next picture while this one is read.

    The second part must be used up before the next pair is asked for.
    """
    with closing(ahead(page for source in sources for page in (*_found_on(source), None))) as pages:
        for source in sources:
            yield source, _until_none(pages, engine)


def read_photo(photo: Photo, engine: Engine) -> Iterator[CardReading | Failure]:
    """Yield the cards of one photo in reading order, numbered from 1. Raises NoCardFound when there is none."""
    from cardscan.image.cards import cards_in

    yield from _read_found(photo, cards_in(photo), engine)


def _found_on(source: str, content: bytes | None = None) -> Iterator[Found | Failure]:
    """Yield the cards found on each page of ``source``, and the failure of what cannot be loaded."""
    from cardscan.image.cards import cards_in
    from cardscan.image.load import load

    try:
        for photo in load(source, content):
            yield photo, cards_in(photo)
    except CardscanError as error:
        yield Failure(source, error)


def _until_none(pages: Iterator[Found | Failure | None], engine: Engine) -> Iterator[CardReading | Failure]:
    for page in pages:
        if page is None:
            return
        yield from _read_page(page, engine)


def _read_page(page: Found | Failure, engine: Engine) -> Iterator[CardReading | Failure]:
    if isinstance(page, Failure):
        yield page
        return
    photo, shapes = page
    try:
        yield from _read_found(photo, shapes, engine)
    except CardscanError as error:
        yield Failure(photo.name, error)


def _read_found(photo: Photo, shapes: Sequence[CardImage], engine: Engine) -> Iterator[CardReading | Failure]:
    """Read what was found on a photo. Something flat without any text beside cards that have some (an empty case, a
    telephone) is passed over."""
    from cardscan.image.tags import find_labels

    number, blank = 0, None
    for shape, label in zip(shapes, find_labels(shapes, engine.read_label), strict=True):
        card = replace(shape, index=number + 1)
        try:
            yield read_card(card, engine, label)
        except BlankCard as error:
            blank = error
            continue
        except NoCardFound as error:
            yield Failure(photo.name, error)
        number += 1
    if number == 0:
        raise blank or NoCardFound(f"no card was found in {photo.name}")


def read_card(card: CardImage, engine: Engine, label: Label | None = None) -> CardReading:
    """Return what one card says; ``label`` is the number on its case.

    Raises BlankCard without text, NoCardFound without anything to reach a person by.
    """
    from cardscan.image.tags import is_on_label
    from cardscan.parse import parse

    lines = engine.read(card)
    if label is not None:
        card = replace(card, tag=label.number)
        lines = tuple(line for line in lines if not is_on_label(line.quad, label))
    where = f"{card.photo.name}, card {card.index}" if card.index > 1 else card.photo.name
    if not lines and not card.codes:
        raise BlankCard(f"there is no text on {where}")
    card, lines = _upright(card, lines)
    parsed = parse(lines, card.codes)
    if not is_contact(parsed):
        raise NoCardFound(f"no name, number or address was found on {where}")
    return CardReading(card, parsed)


def is_contact(parsed: ParsedCard) -> bool:
    """Return whether there is somebody to reach, or at least surely a person of a firm: receipts and prose have not."""
    contact = parsed.contact
    if contact.phones or contact.emails or contact.accounts or contact.urls:
        return True
    somebody = contact.name is not None or any(place.org for place in contact.affiliations)
    if somebody and contact.addresses:
        return True
    sure = {field.path for field in parsed.fields if field.doubt is None and field.confidence >= SURE_PERSON}
    return {"name.full", "orgs[0].name"} <= sure


def _upright(card: CardImage, lines: tuple[TextLine, ...]) -> tuple[CardImage, tuple[TextLine, ...]]:
    from cardscan.image.flatten import turn
    from cardscan.ocr.order import quarters, turned

    by = quarters(lines)
    height, width = card.pixels.shape[:2]
    return (turn(card, by), turned(lines, by, width, height)) if by else (card, lines)
