"""Two halves of one card are one card; two cards side by side are two."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cardscan.image.seams import together, without_seams
from cardscan.image.shape import likeness, upright
from cardscan.image.sighting import Sighting, aspect_of

SHAPE = (1500, 2000, 3)


def seen(corners: np.ndarray, turn: float = 0.0, lean: float = 0.0) -> np.ndarray:
    """Return corners in mm as a camera sees them: 8 pixels a mm, turned by degrees, leaning away."""
    angle = np.deg2rad(turn)
    spun = corners @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]]) * 8
    return upright(spun / (1 + lean * spun[:, 1:] / 1000) + [900, 600])


def sighting(corners: np.ndarray) -> Sighting:
    """Return corners as what the network saw."""
    return Sighting(corners, 0.97, 0.1, 0.95, 1.0, aspect_of(corners, SHAPE), faint=0.1)


def box(left: float, top: float, right: float, bottom: float) -> np.ndarray:
    """Return corners in mm."""
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float64)


@given(st.floats(0.3, 0.7), st.floats(0, 360), st.floats(0, 0.2), st.booleans())
def test_halves_of_a_card_however_it_is_cut_and_lies_are_one(
    cut: float, turn: float, lean: float, turned: bool
) -> None:
    whole, seam = box(0, 0, 91, 55), 91 * cut
    halves = [box(0, 0, seam, 55), box(seam, 0, 91, 55)]
    first, second = (seen(each, turn, lean) for each in (halves[::-1] if turned else halves))
    made = together(first, second)
    assert made is not None
    assert likeness(upright(made), seen(whole, turn, lean)) > 0.98


def test_they_stand_for_one_sighting() -> None:
    square, rest = sighting(seen(box(0, 0, 55, 55))), sighting(seen(box(55.5, 0, 91, 55)))
    (whole,) = without_seams([square, rest], SHAPE)
    assert likeness(whole.corners, seen(box(0, 0, 91, 55))) > 0.97
    assert not whole.is_doubtful


def test_two_cards_that_touch_stay_two() -> None:
    for other in (box(91, 0, 182, 55), box(0, 55, 91, 110)):
        assert len(without_seams([sighting(seen(box(0, 0, 91, 55))), sighting(seen(other))], SHAPE)) == 2


def test_a_square_card_beside_something_apart_or_of_another_height_stays_one() -> None:
    square = sighting(seen(box(0, 0, 55, 55)))
    for other in (box(65, 0, 101, 55), box(55, 20, 91, 75), box(55, 0, 91, 80)):
        assert len(without_seams([square, sighting(seen(other))], SHAPE)) == 2


def test_square_cards_beside_it_do_not_tell_how_large_it_is() -> None:
    halves = [sighting(seen(each)) for each in (box(0, 0, 55, 55), box(55, 0, 91, 55))]
    squares = [sighting(seen(box(60 * column, 70, 60 * column + 49, 119))) for column in (0, 1)]
    assert len(without_seams([*halves, *squares], SHAPE)) == 3


def test_what_would_be_a_card_far_smaller_than_the_others_is_none() -> None:
    halves = [sighting(seen(each)) for each in (box(0, 0, 27, 27), box(27, 0, 45, 27))]
    others = [sighting(seen(box(0, 60 * row, 91, 60 * row + 55))) for row in (1, 2, 3)]
    assert len(without_seams([*halves, *others], SHAPE)) == 5
    assert len(without_seams(halves, SHAPE)) == 1
