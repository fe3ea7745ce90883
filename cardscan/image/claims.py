"""Which card of a photo is each spot the label of? One that lies on another card is print there, or that card's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from cardscan.image.corner import OWN, corners_round, moved, outline
from cardscan.image.numbers import middle_of, pixels_per_mm
from cardscan.image.owners import owners
from cardscan.image.shape import corners_of
from cardscan.image.spots import Spot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.image.corner import Corner
    from cardscan.image.numbers import Seen
    from cardscan.model import CardImage

UNSURE_MM = 40.0  # by so much further away than it is counts what cannot be a number
DEEP_MM = 2.0  # a spot this far inside another card belongs to that card
NEAR_MM = 25.0  # from a corner of its card, at most, lies a label
SAME_MM = 4.0  # spots of two cards nearer to each other than this are one label


def is_on_another(cards: Sequence[CardImage], own: int, spot: Spot) -> bool:
    """Return whether ``spot`` lies on a card that is not its own."""
    others = (card for i, card in enumerate(cards) if i != own)
    middle = middle_of(spot)
    return any(
        cv2.pointPolygonTest(corners_of(card.quad).astype(np.float32), middle, True) > DEEP_MM * pixels_per_mm(card)
        for card in others
    )


def claimed(cards: Sequence[CardImage], seen: Sequence[Seen], expected: int) -> dict[int, Seen]:
    """Return the label of each card that has one. The first ``expected`` lie where labels lie in this photo, so they
    come before the others; among several near one card what is surely a number does."""
    far = [each.view.distance + UNSURE_MM * (1 - each.best.chance) for each in seen]
    places = _places(cards, seen)
    taken = owners([(each.card, far[i]) for i, each in enumerate(seen[:expected])], places[:expected])
    left = [
        i
        for i in range(expected, len(seen))
        if seen[i].card not in {seen[j].card for j in taken} and places[i] not in {places[j] for j in taken}
    ]
    more = owners([(seen[i].card, far[i]) for i in left], [places[i] for i in left])
    return {seen[i].card: seen[i] for i in (*taken, *(left[k] for k in more))}


def beside(
    cards: Sequence[CardImage], spots: Sequence[tuple[int, Spot]], alone: Sequence[int]
) -> list[tuple[int, Spot]]:
    """Return the spots, whichever card shows them, that lie near one of ``alone``, as the nearest of these sees them.

    Where cases overlap or an outline is wrong, a label lies on the next card, or only the next card shows it."""
    corners = [(i, corner) for i in alone for corner in corners_round(cards[i])]
    found = []
    for _, spot in spots if corners else ():
        far, k = min((_away(cards[i], corner, spot), k) for k, (i, corner) in enumerate(corners))
        if far < NEAR_MM:
            i, corner = corners[k]
            found.append((i, _seen_from(corner, spot)))
    return found


def _away(card: CardImage, corner: Corner, spot: Spot) -> float:
    """Return how far a spot is from a card's corner, in mm."""
    at = moved(corner.to_photo, np.array([OWN]))[0]
    return float(np.hypot(*(at - middle_of(spot)))) / pixels_per_mm(card)


def _seen_from(corner: Corner, spot: Spot) -> Spot:
    """Return ``spot`` in the window of another corner, of whatever card."""
    box = moved(np.linalg.inv(corner.to_photo) @ spot.corner.to_photo, outline(spot.box))
    (left, top), (right, bottom) = box.min(axis=0).tolist(), box.max(axis=0).tolist()
    return Spot(corner, (left, top, right, bottom), spot.chance)


def _places(cards: Sequence[CardImage], seen: Sequence[Seen]) -> list[int]:
    """Return for each spot which label it is, 0, 1, …: spots of two cards at one place are one label."""
    middles = [np.array(middle_of(each.spot)) for each in seen]
    places: list[int] = []
    for i, each in enumerate(seen):
        near = SAME_MM * pixels_per_mm(cards[each.card])
        same = [places[j] for j in range(i) if np.hypot(*(middles[j] - middles[i])) < near]
        places.append(min(same, default=max(places, default=-1) + 1))
    return places
