"""Number labels on card cases: the sticker by which an organiser counts the cards on a long table.

The labels of one photo are looked at together: which card each belongs to, and which way up its number stands, is
plainer for all than for one. What is written there an engine says (``numbers``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from cardscan.image.claims import beside, claimed, is_on_another
from cardscan.image.corner import moved, outline
from cardscan.image.counted import Told, counted, differing, doubtful, is_bare_line
from cardscan.image.habit import follows, habit_of
from cardscan.image.numbers import read_spots, wider
from cardscan.image.shape import corners_of, quad_of
from cardscan.image.spots import find_spots

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.image.habit import Habit
    from cardscan.image.numbers import Reader, Seen
    from cardscan.image.spots import Spot
    from cardscan.model import CardImage, Quad

SURE = 0.995  # chance from which a reading is a number though labels are not expected there: marble's veins look so
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


def find_labels(cards: Sequence[CardImage], read: Reader) -> tuple[Label | None, ...]:
    """Return the label of each of ``cards``, all of one photo, or None; most often None.

    ``read`` is ``Engine.read_labels``. The cards may lie any way round, and their labels too.
    """
    spots = [(i, spot) for i, card in enumerate(cards) for spot in find_spots(card)]
    own = [(i, spot) for i, spot in spots if not is_on_another(cards, i, spot)]
    seen = read_spots(cards, own, read)
    habit = habit_of([each.view for each in seen], len(cards), USUAL)
    told = differing(_told(cards, seen, habit), habit)
    if habit is not None:
        more = read_spots(cards, _again(cards, told, spots, seen, habit), read)
        told = differing(counted(cards, told, [*seen, *more], habit), habit)
    return tuple(_label(each) if each else None for each in told)


def _again(
    cards: Sequence[CardImage],
    told: Sequence[Told | None],
    spots: Sequence[tuple[int, Spot]],
    seen: Sequence[Seen],
    habit: Habit,
) -> list[tuple[int, Spot]]:
    """Return where to read again for cards whose labels say nothing, or what cannot be: where labels lie, with room for
    a digit more, and all that is near a card without a number."""
    doubted = doubtful(told)
    alone = [i for i, each in enumerate(told) if each is None]
    wide = [wider(each, habit.turn) for each in seen if each.card in doubted and follows(each.view, habit)]
    return [*wide, *beside(cards, spots, alone)]


def _told(cards: Sequence[CardImage], seen: Sequence[Seen], habit: Habit | None) -> list[Told | None]:
    """Return what each card's label says, taken for itself."""
    expected = [each for each in seen if habit and follows(each.view, habit) and habit.turn in each.view.turns]
    others = [each for each in seen if each not in expected and _is_certain(cards[each.card], each)]
    own = claimed(cards, [*expected, *others], len(expected))
    usual = tuple(1.0 if habit and turn == habit.turn else share for turn, share in enumerate(USUAL))
    return [_upright(own[i], usual) if i in own else None for i in range(len(cards))]


def _is_certain(card: CardImage, seen: Seen) -> bool:
    """Return whether a number is one though labels are not expected there."""
    return seen.best.chance >= SURE and not is_bare_line(card, seen, seen.best.text)


def _upright(seen: Seen, usual: Sequence[float]) -> Told:
    return Told(seen, max(seen.readings, key=lambda reading: reading.chance * usual[reading.quarters]))


def _label(told: Told) -> Label:
    corner = told.seen.spot.corner
    quad = quad_of(moved(corner.to_flat, outline(told.seen.spot.box)))
    return Label(told.reading.text, told.reading.chance, corner.index, quad)


def is_on_label(quad: Quad, label: Label) -> bool:
    """Return whether a line of text at ``quad`` (pixels of the flat card) is printed on the label, not on the card."""
    number = corners_of(label.quad)
    middle = corners_of(quad).mean(axis=0)
    long = float(np.ptp(number, axis=0).max())
    grown = number.mean(axis=0) + (number - number.mean(axis=0)) * 1.3
    inside = cv2.pointPolygonTest(grown.astype(np.float32), (float(middle[0]), float(middle[1])), False) >= 0
    return inside and float(np.ptp(corners_of(quad), axis=0).max()) < 2.5 * long
