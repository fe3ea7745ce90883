"""A print sheet's cards lie at its places, wherever they were outlined; cards that people lay in rows lie where they
are seen."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from cardscan.image.shape import likeness
from cardscan.image.sight import Sight
from cardscan.image.sighting import Sighting
from cardscan.image.uncut import in_rows

Corners = npt.NDArray[np.float64]
CELL = 10.0  # photo pixels
SHAPE = (1600, 1600, 3)
SIDE = np.array([273.0, 165.0])
PLACES = [(200 + SIDE[0] * (i % 4 + 0.5), 300 + SIDE[1] * (i // 4 + 0.5)) for i in range(20)]


def card(middle: Sequence[float], degrees: float = 0.0) -> Corners:
    angle = np.radians(degrees)
    spin = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * SIDE / 2 @ spin.T + np.array(middle)


def table(cards: Sequence[Corners]) -> npt.NDArray[np.uint8]:
    """A grey table with white cards, each with a dark edge as its shadow makes it."""
    picture = np.full(SHAPE, 120, np.uint8)
    for corners in cards:
        shape = np.round(corners * 16).astype(np.int32)
        cv2.fillConvexPoly(picture, shape, (245, 245, 245), shift=4)
        cv2.polylines(picture, [shape], True, (150, 150, 150), 2, shift=4)
    return picture


def seen(cards: Sequence[Corners]) -> Sight:
    """Paper, where there is any; in_rows asks for no more."""
    paper = np.zeros((160, 160), np.float32)
    for corners in cards:
        cv2.fillConvexPoly(paper, np.round(corners / CELL - 0.5).astype(np.int32), 1.0)
    return Sight(paper, paper * 0, paper * 0, paper * 0, paper * 0 + 16.5, (CELL, CELL))


def sightings(outlines: Sequence[Corners]) -> list[Sighting]:
    return [Sighting(corners, 0.97, 0.1, 1.0, 1.0, 1.65) for corners in outlines]


def test_what_was_outlined_wrongly_on_a_sheet_is_put_in_its_place() -> None:
    printed = [card(place) for place in PLACES]
    page = np.full(SHAPE, 245, np.uint8)  # cards of one paper, nothing between them
    off = [card(np.add(place, (70, 45)) if i in (3, 9, 14) else place) for i, place in enumerate(PLACES)]
    found = in_rows(page, sightings(off), seen(printed))
    assert len(found) == len(printed)
    assert all(max(likeness(each.corners, true) for each in found) > 0.98 for true in printed)


def designed(printed: Sequence[Corners]) -> npt.NDArray[np.uint8]:
    """A page of white cards with the same words on each, nothing between them."""
    picture = np.full(SHAPE, 245, np.uint8)
    for corners in printed:
        x, y = (round(float(each)) for each in corners[0])
        for down, words, size in ((60, "NAME", 1.4), (95, "03-1234", 0.6), (120, "SOME STREET", 0.6)):
            cv2.putText(
                picture, words, (x + 60, y + down), cv2.FONT_HERSHEY_SIMPLEX, size, (50, 50, 50), 2, cv2.LINE_AA
            )
    return picture


def test_the_paper_says_where_a_sheet_of_one_design_begins_that_was_outlined_off_it() -> None:
    printed = [card(place) for place in PLACES]
    off = [card(np.add(place, (45, 10))) for place in PLACES]
    found = in_rows(designed(printed), sightings(off), seen(printed))
    assert len(found) == len(printed)
    assert all(max(likeness(each.corners, true) for each in found) > 0.9 for true in printed)


def test_cards_laid_side_by_side_by_hand_stay_where_they_are_seen() -> None:
    laid = [card(np.multiply(place, 1.06), 4.0 if i % 2 else -3.0) for i, place in enumerate(PLACES)]
    found = in_rows(table(laid), sightings(laid), seen(laid))
    assert all(max(likeness(each.corners, true) for each in found) > 0.98 for true in laid)
