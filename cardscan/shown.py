"""What was found and read in, pictures for a person to look at out."""

from __future__ import annotations

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
