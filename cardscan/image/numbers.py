"""What is written at the spots of labels: an engine reads them all at once, each in four turns."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from cardscan.image.corner import CARD_MM, OWN, moved, outline, picture_of
from cardscan.image.habit import View
from cardscan.image.shape import corners_of, side_lengths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cardscan.image.spots import Spot
    from cardscan.model import CardImage, Pixels

    Guesses = tuple[tuple[str, float], ...]
    Reader = Callable[[Sequence[Pixels]], Sequence[Guesses]]

NUMBER = re.compile(r"[A-Z]?(?!0+$)\d{1,3}")
FAINT = 0.002  # chance from which a reading is kept: the numbers beside it may speak for it
POSSIBLE = 0.6  # chance from which a reading may be a number, where labels are expected
PER_MM = 7.0  # pixels in the picture that the number is read from
ROUND_MM = 0.8  # what it shows round the number
SAME_MM, SAME_DEGREES = 1.5, 8.0  # what two cards show this near to each other, turned so little, is one picture
DIGIT = 0.6  # width of a digit to its height


@dataclass(frozen=True, slots=True)
class Reading:
    """What a number says when it is turned clockwise by ``quarters``, and the chance (0–1) that it does."""

    text: str
    chance: float
    quarters: int


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A spot at which a number can be read: its card's place in the list, and what it says, one way up or several."""

    card: int
    spot: Spot
    readings: tuple[Reading, ...]

    @property
    def best(self) -> Reading:
        """The likeliest reading, whichever way up."""
        return max(self.readings, key=lambda reading: reading.chance)

    @property
    def view(self) -> View:
        """Where it is and what it may say, each way up."""
        left, top, right, bottom = self.spot.box
        middle = (left + right) / 2, (top + bottom) / 2
        possible = sorted((r for r in self.readings if r.chance >= POSSIBLE), key=lambda reading: -reading.chance)
        said: dict[int, str] = {}
        for reading in possible:
            said.setdefault(reading.quarters, reading.text)
        return View(self.card, middle, _distance(middle), tuple(said.items()))


def read_spots(cards: Sequence[CardImage], spots: Sequence[tuple[int, Spot]], read: Reader) -> tuple[Seen, ...]:
    """Return those of ``spots``, each beside its card's place in the list, at which a number can be read."""
    alike = _alike(cards, spots)
    pictures = {
        k: picture_of(cards[spots[k][0]].photo.pixels, spots[k][1].corner, _round(spots[k][1]), PER_MM)
        for k in sorted({first for first, _ in alike})
    }
    shown = {k: picture for k, picture in pictures.items() if picture is not None}
    turned = [np.ascontiguousarray(np.rot90(each, -quarters)) for each in shown.values() for quarters in range(4)]
    answers = read(turned) if turned else ()
    said = {k: tuple(_readings(answers[4 * n : 4 * n + 4])) for n, k in enumerate(shown)}
    seen = (
        Seen(i, spot, tuple(replace(each, quarters=(each.quarters + turn) % 4) for each in said.get(first, ())))
        for (i, spot), (first, turn) in zip(spots, alike, strict=True)
    )
    return tuple(each for each in seen if each.readings)


def _alike(cards: Sequence[CardImage], spots: Sequence[tuple[int, Spot]]) -> list[tuple[int, int]]:
    """Return for each spot the surest one that shows the same label, be it itself, and by how many quarters its number
    must be turned further: in a row of cases every card shows its neighbour's label too, and one reading does."""
    middles = [np.array(middle_of(spot)) for _, spot in spots]
    angles = [_angle(spot) for _, spot in spots]
    order = sorted(range(len(spots)), key=lambda k: -spots[k][1].chance)
    answer = [(k, 0) for k in range(len(spots))]
    for place, k in enumerate(order):
        near = SAME_MM * pixels_per_mm(cards[spots[k][0]])
        for first in order[:place]:
            turn = (angles[k] - angles[first]) / 90
            straight = abs(turn - round(turn)) * 90 < SAME_DEGREES
            if answer[first] == (first, 0) and straight and np.hypot(*(middles[k] - middles[first])) < near:
                answer[k] = first, round(turn) % 4
                break
    return answer


def _angle(spot: Spot) -> float:
    """Return where the window's x axis points in the photo, at a spot, in degrees clockwise."""
    x, y = outline(spot.box).mean(axis=0)
    start, end = moved(spot.corner.to_photo, np.array([(x, y), (x + 1, y)]))
    return float(np.degrees(np.arctan2(end[1] - start[1], end[0] - start[0])))


def wider(seen: Seen, turn: int) -> tuple[int, Spot]:
    """Return the spot with room for a digit more before and after what is read at ``turn``."""
    left, top, right, bottom = seen.spot.box
    lying = turn % 2 == 1
    digit = DIGIT * (right - left if lying else bottom - top)
    x, y = (0.0, digit) if lying else (digit, 0.0)
    return seen.card, replace(seen.spot, box=(left - x, top - y, right + x, bottom + y))


def _round(spot: Spot) -> tuple[float, float, float, float]:
    left, top, right, bottom = spot.box
    return left - ROUND_MM, top - ROUND_MM, right + ROUND_MM, bottom + ROUND_MM


def _readings(answers: Sequence[Guesses]) -> Iterator[Reading]:
    """Yield what of an engine's answers, one for each turn, may be numbers."""
    for quarters, guesses in enumerate(answers):
        for text, chance in guesses:
            if chance >= FAINT and NUMBER.fullmatch(text):
                yield Reading(text, chance, quarters)


def middle_of(spot: Spot) -> tuple[float, float]:
    """Return the middle of a spot in the photo."""
    x, y = moved(spot.corner.to_photo, outline(spot.box)).mean(axis=0)
    return float(x), float(y)


def pixels_per_mm(card: CardImage) -> float:
    """Return how many pixels of the photo make a millimetre of ``card``."""
    return float(side_lengths(corners_of(card.quad)).max()) / CARD_MM


def _distance(middle: tuple[float, float]) -> float:
    """Return how far a point of a corner's window lies from the card in mm; below 0 inside."""
    out = middle[0] - OWN[0], OWN[1] - middle[1]
    return float(np.hypot(*np.clip(out, 0, None))) if max(out) > 0 else max(out)
