"""What labels say, in the light of all others of their photo: numbers of an evening differ, and leave few out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from cardscan.image.habit import follows
from cardscan.image.numbers import Reading
from cardscan.image.order import reading_order
from cardscan.image.paper import is_on_paper
from cardscan.image.series import lacking, series
from cardscan.image.shape import corners_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cardscan.image.habit import Habit
    from cardscan.image.numbers import Seen
    from cardscan.model import CardImage

DOUBLED = 0.01  # chance that a digit read stands for two of them,
LOST = 0.02  # and that the first of three was not read, at the rim of a round label
FAR_LESS = 0.01  # what is this much less likely than what was read is not believed whatever the others say
PLAIN = 0.3  # chance from which a number that the set lacks is read though labels lie elsewhere,
CLEAR = 0.92  # and how sure the spotter must be then of what is only lines


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A label as it was read: where, and which of its readings is believed."""

    seen: Seen
    reading: Reading


def counted(
    cards: Sequence[CardImage], told: Sequence[Told | None], seen: Sequence[Seen], habit: Habit
) -> list[Told | None]:
    """Return the labels, those that were read as what cannot be, or not at all, as what the other numbers make of
    them, where they may be read so too."""
    quads = [corners_of(card.quad) for card in cards]
    orders = reading_order(quads), reading_order([quad[:, ::-1] for quad in quads])  # row by row, column by column
    numbers = [each.reading.text if each else None for each in told]
    must, lack = series(numbers, orders), lacking(numbers)
    kept = set(numbers)  # what one card says the order gives to no other
    answer = list(told)
    for i, number in enumerate(must):
        known = number is not None and number not in kept
        may = frozenset({number}) if number is not None and known else lack.numbers
        if numbers[i] not in may and (known or told[i] is None or i in lack.strays):
            near = [each for each in seen if each.card == i]
            answer[i] = _read_as(may, cards[i], near, habit, told[i]) or told[i]
    return answer


def doubtful(told: Sequence[Told | None]) -> frozenset[int]:
    """Return the cards whose label says nothing, or what does not belong to the set."""
    strays = lacking([each.reading.text if each else None for each in told]).strays
    return strays | {i for i, each in enumerate(told) if each is None}


def differing(told: Sequence[Told | None], habit: Habit | None) -> list[Told | None]:
    """Return the labels without those that say the same. Where labels have their place the surest of them is right;
    elsewhere none is: what recurs is print."""
    counts = Counter(each.reading.text for each in told if each)
    surest: dict[str, Told] = {}
    for each in sorted((each for each in told if each), key=lambda each: each.reading.chance):
        surest[each.reading.text] = each
    return [
        each if each and (counts[each.reading.text] == 1 or (habit and each is surest[each.reading.text])) else None
        for each in told
    ]


def is_bare_line(card: CardImage, seen: Seen, text: str) -> bool:
    """Return whether what reads as a one, or two of them, is no more than lines: a crop mark, a fold, a vein. On a
    label it is a number."""
    return set(text) == {"1"} and not is_on_paper(card, seen.spot)


def _read_as(
    numbers: frozenset[str], card: CardImage, seen: Sequence[Seen], habit: Habit, read: Told | None
) -> Told | None:
    """Return the label that may be read as one of ``numbers``, or None. ``read`` is what was read."""
    options = [
        each
        for number in numbers
        for each in _options(number, card, seen, habit, read)
        if read is None or each.reading.chance >= FAR_LESS * read.reading.chance
    ]
    return max(options, key=lambda each: each.reading.chance, default=None)


def _options(number: str, card: CardImage, seen: Sequence[Seen], habit: Habit, read: Told | None) -> Iterator[Told]:
    """Yield the ways to read ``number`` where labels lie; if nothing was ``read`` also elsewhere, what says so plainly
    and the same way up: on a wider case the label lies further out. A reader merges a doubled digit into one, and may
    lose the first of three."""
    merged = "".join(digit for digit, _ in groupby(number))
    shortened = number[1:] if len(number) == 3 and number.isdecimal() else None
    for each in seen:
        at_place = follows(each.view, habit)
        for reading in each.readings:
            plain = read is None and reading.quarters == habit.turn and reading.chance >= PLAIN
            if reading.text == number and (
                at_place or (plain and (each.spot.chance >= CLEAR or not is_bare_line(card, each, number)))
            ):
                yield Told(each, reading)
            elif reading.text == merged and at_place:
                yield Told(each, Reading(number, reading.chance * DOUBLED, reading.quarters))
            elif reading.text == shortened and (at_place or (read is not None and reading is read.reading)):
                yield Told(each, Reading(number, reading.chance * LOST, reading.quarters))
