"""Number labels on card cases: the sticker by which an organiser counts the cards on a long table.

The labels of one photo are looked at together: which card each belongs to, and which way up its number stands, is
plainer for all than for one. What is written there an engine says, a small picture at a time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import cv2
import numpy as np

from cardscan.image.corner import CARD_MM, OWN, moved, outline, picture_of
from cardscan.image.habit import View, follows, habit_of
from cardscan.image.order import reading_order
from cardscan.image.owners import owners
from cardscan.image.series import impostors, lacking, series
from cardscan.image.shape import corners_of, quad_of, side_lengths
from cardscan.image.spots import find_spots

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cardscan.image.spots import Spot
    from cardscan.model import CardImage, Pixels, Quad

    Reader = Callable[[Pixels], tuple[tuple[str, float], ...]]

NUMBER = re.compile(r"[A-Z]?(?!0+$)\d{1,3}")
FAINT = 0.002  # chance from which a reading is kept: the numbers beside it may speak for it
DOUBLED = 0.01  # chance that a digit read stands for two of them
POSSIBLE = 0.6  # chance from which a reading may be a number, where labels are expected,
SURE = 0.995  # and from which it is one elsewhere: veins of marble look like digits too
PER_MM = 7.0  # pixels in the picture that the number is read from
UNSURE_MM = 40.0  # by so much further away than it is counts what cannot be a number
ROUND_MM = 0.8  # what it shows round the number
DEEP_MM = 2.0  # a spot this far inside another card belongs to that card
SAME_MM = 4.0  # spots of two cards nearer to each other than this are one label
# Organisers put labels at the right-hand corners of their cases: at the top right (turned by 0, as corners are looked
# at) or the bottom right (1), seldom at the left (3, 2).
USUAL = (0.45, 0.45, 0.05, 0.05)


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """A number label: what it says and how surely, the card's corner it lies at (0 its first, clockwise), and the
    outline of its number in pixels of the flat card, often outside it."""

    number: str
    confidence: float
    corner: int
    quad: Quad


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a number says when it is turned clockwise by ``quarters``, and the chance (0–1) that it does."""

    text: str
    chance: float
    quarters: int


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """A spot at which a number can be read: its card's place in the list, and what it says, one way up or several."""

    card: int
    spot: Spot
    readings: tuple[_Reading, ...]

    @property
    def chance(self) -> float:
        """The chance that it is a number, whichever way up."""
        return max(reading.chance for reading in self.readings)

    @property
    def view(self) -> View:
        """Where it is and which ways up it can be read."""
        left, top, right, bottom = self.spot.box
        middle = (left + right) / 2, (top + bottom) / 2
        possible = sorted((r for r in self.readings if r.chance >= POSSIBLE), key=lambda reading: -reading.chance)
        return View(self.card, middle, _distance(middle), tuple(reading.quarters for reading in possible))


def find_labels(cards: Sequence[CardImage], read: Reader) -> tuple[Label | None, ...]:
    """Return the label of each of ``cards``, all of one photo, or None; most often None.

    ``read`` is ``Engine.read_label``. The cards may lie any way round, and their labels too.
    """
    spots = [(i, spot) for i, card in enumerate(cards) for spot in find_spots(card) if not _on_another(cards, i, spot)]
    seen = [_Seen(i, spot, _readings(cards[i], spot, read)) for i, spot in spots]
    seen = [each for each in seen if each.readings]
    views = [each.view for each in seen]
    habit = habit_of(views, len(cards), USUAL)
    usual = tuple(1.0 if habit and turn == habit.turn else share for turn, share in enumerate(USUAL))
    expected = [each for each in seen if habit and follows(each.view, habit) and habit.turn in each.view.turns]
    own = _owned(
        cards, [*expected, *(each for each in seen if each not in expected and each.chance >= SURE)], len(expected)
    )
    labels = [_label(own[i], usual) if i in own else None for i in range(len(cards))]
    if habit is not None:
        labels = _counted(cards, labels, [each for each in seen if follows(each.view, habit)])
    false = impostors([each.number if each else None for each in labels])
    return tuple(None if i in false else label for i, label in enumerate(labels))


def _counted(cards: Sequence[CardImage], labels: Sequence[Label | None], seen: Sequence[_Seen]) -> list[Label | None]:
    """Return the labels, those that were read as what cannot be, or not at all, as what the other numbers make of
    them, where they may be read so too."""
    quads = [corners_of(card.quad) for card in cards]
    orders = reading_order(quads), reading_order([quad[:, ::-1] for quad in quads])  # row by row, column by column
    numbers = [each.number if each else None for each in labels]
    told, lack = series(numbers, orders), lacking(numbers)
    counted = list(labels)
    for card, number in enumerate(told):
        if number is not None:
            possible = frozenset({number})
        elif labels[card] is None or card in lack.strays:
            possible = lack.numbers
        else:
            continue
        if numbers[card] not in possible:
            counted[card] = _read_as(possible, [each for each in seen if each.card == card]) or labels[card]
    return counted


def _read_as(numbers: frozenset[str], seen: Sequence[_Seen]) -> Label | None:
    """Return the label that may be read as one of ``numbers``, or None. A reader merges a doubled digit into one."""
    possible = [
        (reading.chance * (1.0 if reading.text == number else DOUBLED), number, reading, each)
        for each in seen
        for reading in each.readings
        for number in numbers
        if reading.text in (number, "".join(digit for digit, _ in groupby(number)))
    ]
    if not possible:
        return None
    chance, number, reading, spot = max(possible, key=lambda each: each[0])
    return _as_label(_Reading(number, chance, reading.quarters), spot)


def is_on_label(quad: Quad, label: Label) -> bool:
    """Return whether a line of text at ``quad`` (pixels of the flat card) is printed on the label, not on the card."""
    number = corners_of(label.quad)
    middle = corners_of(quad).mean(axis=0)
    long = float(np.ptp(number, axis=0).max())
    grown = number.mean(axis=0) + (number - number.mean(axis=0)) * 1.3
    inside = cv2.pointPolygonTest(grown.astype(np.float32), (float(middle[0]), float(middle[1])), False) >= 0
    return inside and float(np.ptp(corners_of(quad), axis=0).max()) < 2.5 * long


def _on_another(cards: Sequence[CardImage], own: int, spot: Spot) -> bool:
    """Return whether ``spot`` lies on a card that is not its own: then it is print there, or that card's label."""
    x, y = _middle(spot)
    others = (card for i, card in enumerate(cards) if i != own)
    return any(
        cv2.pointPolygonTest(corners_of(card.quad).astype(np.float32), (x, y), True) > DEEP_MM * _pixels_per_mm(card)
        for card in others
    )


def _middle(spot: Spot) -> tuple[float, float]:
    """Return the middle of a spot in the photo."""
    x, y = moved(spot.corner.to_photo, outline(spot.box)).mean(axis=0)
    return float(x), float(y)


def _readings(card: CardImage, spot: Spot, read: Reader) -> tuple[_Reading, ...]:
    """Return the ways up in which a number can be read at ``spot``."""
    left, top, right, bottom = spot.box
    round_it = (left - ROUND_MM, top - ROUND_MM, right + ROUND_MM, bottom + ROUND_MM)
    picture = picture_of(card.photo.pixels, spot.corner, round_it, PER_MM)
    if picture is None:
        return ()
    return tuple(
        _Reading(text, chance, quarters)
        for quarters in range(4)
        for text, chance in read(np.ascontiguousarray(np.rot90(picture, -quarters)))
        if chance >= FAINT and NUMBER.fullmatch(text)
    )


def _places(cards: Sequence[CardImage], seen: Sequence[_Seen]) -> list[int]:
    """Return for each spot which label it is, 0, 1, …: spots of two cards at one place are one label."""
    middles = [np.array(_middle(each.spot)) for each in seen]
    places: list[int] = []
    for i, each in enumerate(seen):
        near = SAME_MM * _pixels_per_mm(cards[each.card])
        same = [places[j] for j in range(i) if np.hypot(*(middles[j] - middles[i])) < near]
        places.append(min(same, default=max(places, default=-1) + 1))
    return places


def _pixels_per_mm(card: CardImage) -> float:
    return float(side_lengths(corners_of(card.quad)).max()) / CARD_MM


def _distance(middle: tuple[float, float]) -> float:
    """Return how far a point of a corner's window lies from the card in mm; below 0 inside."""
    out = middle[0] - OWN[0], OWN[1] - middle[1]
    return float(np.hypot(*np.clip(out, 0, None))) if max(out) > 0 else max(out)


def _owned(cards: Sequence[CardImage], seen: Sequence[_Seen], expected: int) -> dict[int, _Seen]:
    """Return the label of each card that has one. The first ``expected`` lie where labels lie in this photo, so they
    come before the others; among several near one card what is surely a number does."""
    far = [each.view.distance + UNSURE_MM * (1 - each.chance) for each in seen]
    places = _places(cards, seen)
    taken = owners([(each.card, far[i]) for i, each in enumerate(seen[:expected])], places[:expected])
    left = [
        i
        for i in range(expected, len(seen))
        if seen[i].card not in {seen[j].card for j in taken} and places[i] not in {places[j] for j in taken}
    ]
    more = owners([(seen[i].card, far[i]) for i in left], [places[i] for i in left])
    return {seen[i].card: seen[i] for i in (*taken, *(left[k] for k in more))}


def _label(seen: _Seen, usual: Sequence[float]) -> Label:
    return _as_label(max(seen.readings, key=lambda reading: reading.chance * usual[reading.quarters]), seen)


def _as_label(reading: _Reading, seen: _Seen) -> Label:
    quad = quad_of(moved(seen.spot.corner.to_flat, outline(seen.spot.box)))
    return Label(reading.text, reading.chance, seen.spot.corner.index, quad)
