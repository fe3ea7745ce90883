"""Cards read and cards that failed in, one line for the end out: how many were read, and which to retake.

Pure. A card is called by the number on its case, else by its number in the photo.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cardscan.errors import BlankCard
from cardscan.model import CardReading

if TYPE_CHECKING:
    from cardscan.model import CardImage
    from cardscan.sides import Failure

MOST_NAMED = 12  # more than this nobody looks for one by one


@dataclass(frozen=True, slots=True)
class Mention:
    """A card to speak of: the ``picture`` it is on, what it is ``called`` there, and ``why``."""

    picture: str
    called: str
    why: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Cards ``found`` and ``read`` so far; those to ``retake``, and those ``unread`` for which that would not help."""

    found: int = 0
    read: int = 0
    retake: tuple[Mention, ...] = ()
    unread: tuple[Mention, ...] = ()

    def plus(self, outcome: CardReading | Failure) -> Tally:
        """Return the tally with one more card, read or not. Front and back are one card; a file that could not be
        opened, or a picture without any card, is none."""
        if isinstance(outcome, CardReading):
            counted = self if _is_second_side(outcome) else replace(self, found=self.found + 1, read=self.read + 1)
            return counted._advised(outcome.card)
        if outcome.card is not None:
            counted = replace(self, found=self.found + 1)
            if outcome.card.quality.advice:
                return counted._advised(outcome.card)
            return replace(counted, unread=(*counted.unread, _mention(outcome.card, why_unread(outcome))))
        if isinstance(outcome.error, BlankCard):
            blank = Mention(outcome.source, "the card", "no text")
            return replace(self, found=self.found + 1, unread=(*self.unread, blank))
        return self

    def words(self, pictures: int) -> str:
        """Return the line for people, of a batch of so many ``pictures``; empty where there is nothing to count: no
        card, or a single one with nothing to retake, of which the table or the message has told already.

        >>> Tally(24, 23, retake=(Mention("table.jpg", "17", "glare over the name"),)).words(1)
        '23 of 24 read; retake 17 (glare over the name)'
        """
        if self.found <= 1 and not self.retake:
            return ""
        parts = [f"{self.read} of {self.found} read"]
        if self.retake:
            parts.append(f"retake {_list(self.retake, pictures)}")
        if self.unread:
            parts.append(f"not read: {_list(self.unread, pictures)}")
        return "; ".join(parts)

    def _advised(self, card: CardImage) -> Tally:
        advice = card.quality.advice
        if advice is None:
            return self
        return replace(self, retake=(*self.retake, _mention(card, advice.partition(":")[0])))


def why_unread(failure: Failure) -> str:
    """Return in a word or two why a card that was found gave nobody (``glare``, ``no text``)."""
    advice = failure.card.quality.advice if failure.card is not None else None
    if advice is not None:
        return advice.partition(":")[0]
    return "no text" if isinstance(failure.error, BlankCard) else "no name, number or address"


def _is_second_side(reading: CardReading) -> bool:
    return reading.other_side is not None and reading.parsed.side == "back"


def _mention(card: CardImage, why: str) -> Mention:
    page = f"p. {card.photo.page} " if card.photo.page > 1 else ""
    return Mention(card.photo.name, page + (card.tag or f"card {card.index}"), why)


def _list(cards: tuple[Mention, ...], pictures: int) -> str:
    """Return the cards with their reasons; with their picture where there are several."""
    named = [
        f"{card.called} in {card.picture} ({card.why})" if pictures > 1 else f"{card.called} ({card.why})"
        for card in cards[:MOST_NAMED]
    ]
    more = len(cards) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")
