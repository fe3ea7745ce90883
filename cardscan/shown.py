"""What was found and read in, pictures for a person to look at out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan.model import CardReading
from cardscan.sides import Failure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.model import CardImage, Photo


def flat_jpeg(card: CardImage) -> bytes:
    """Return the flat card as a JPEG file, its light made even: what the book keeps to look at."""
    from cardscan.image.light import even_light
    from cardscan.image.save import jpeg

    return jpeg(even_light(card.pixels))


@dataclass(frozen=True, slots=True)
class View:
    """A page of a picture as a JPEG file small enough to look at; ``width`` and ``height`` are those of the upright
    photo itself, in whose pixels outlines are given; ``pages`` is how many the file has."""

    jpeg: bytes
    width: int
    height: int
    pages: int


def view(source: str, content: bytes, page: int, longest: int = 1600) -> View:
    """Return page number ``page`` of a picture, its long side at the most ``longest`` pixels.

    Raises UnreadableFile, NothingToRead where there is no such page.
    """
    from cardscan.errors import NothingToRead
    from cardscan.image.load import load
    from cardscan.image.save import jpeg
    from cardscan.image.shrink import shrunk

    found, pages = None, 0
    for photo in load(source, content):
        pages += 1
        if photo.page == page:
            height, width = photo.pixels.shape[:2]
            found = jpeg(shrunk(photo.pixels, longest)[0], quality=82), width, height
    if found is None:
        raise NothingToRead(f"{source} has no page {page}", "Choose another page")
    return View(*found, pages)


def size_of(content: bytes) -> tuple[int, int]:
    """Return (width, height) in pixels of the first page of a picture. Raises UnreadableFile."""
    from cardscan.image.load import load

    height, width = next(iter(load("picture", content))).pixels.shape[:2]
    return width, height


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
