"""Numbers are read in one go, and a label that two cards show is read once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from test_image_find import Picture, turned

from cardscan.image.claims import beside
from cardscan.image.corner import corners_round, moved, outline
from cardscan.image.flatten import flatten
from cardscan.image.numbers import NUMBER, middle_of, read_spots, wider
from cardscan.image.shape import quad_of
from cardscan.image.spots import Spot
from cardscan.model import CardImage, Photo

SCENE = np.full((900, 1500, 3), 200, np.uint8)
LABEL = np.array([(720, 430), (760, 430), (760, 490), (720, 490)], np.float64)  # in the photo
SCENE[430:460, 720:760] = 0  # its upper half is dark
LEFT, RIGHT = turned((440, 600), 500, 0), turned((1040, 600), 500, 0)


def shown(corners: Sequence[tuple[float, float]], index: int) -> tuple[CardImage, Spot]:
    """A card, and the label as its corner number ``index`` shows it."""
    card = flatten(Photo("photo.jpg", 1, SCENE), quad_of(np.array(corners)), 1)
    corner = corners_round(card)[index]
    box = moved(np.linalg.inv(corner.to_photo), LABEL)
    (left, top), (right, bottom) = box.min(axis=0).tolist(), box.max(axis=0).tolist()
    return card, Spot(corner, (left, top, right, bottom), 0.9)


def says(patches: Sequence[Picture]) -> list[tuple[tuple[str, float], ...]]:
    """Reads the label, which is upright where its dark half is up."""
    upright = [patch.shape[0] > patch.shape[1] and patch[: len(patch) // 2].mean() < 120 for patch in patches]
    return [(("7", 1.0),) if each else () for each in upright]


def test_all_turns_of_all_spots_are_read_at_once() -> None:
    calls: list[int] = []

    def read(patches: Sequence[Picture]) -> list[tuple[tuple[str, float], ...]]:
        calls.append(len(patches))
        return says(patches)

    card, spot = shown(LEFT, 1)
    far = Spot(corners_round(card)[3], (10.0, 10.0, 14.0, 16.0), 0.9)
    (seen,) = read_spots([card], [(0, spot), (0, far)], read)
    assert (seen.best.text, seen.best.quarters, calls) == ("7", 0, [8])


@pytest.mark.parametrize("turned_by", range(4))
def test_a_label_that_two_cards_show_is_read_once_and_stands_for_each_its_way(turned_by: int) -> None:
    left, spot = shown(LEFT, 1)
    right, other = shown(np.roll(np.array(RIGHT), turned_by, axis=0), turned_by)
    calls: list[int] = []

    def read(patches: Sequence[Picture]) -> list[tuple[tuple[str, float], ...]]:
        calls.append(len(patches))
        return says(patches)

    both = read_spots([left, right], [(0, spot), (1, other)], read)
    assert calls == [4]
    (alone,) = read_spots([right], [(0, other)], says)
    assert [each.best.quarters for each in both] == [0, alone.best.quarters]


def test_no_spots_ask_nothing() -> None:
    def read(patches: Sequence[Picture]) -> list[tuple[tuple[str, float], ...]]:
        raise AssertionError

    assert read_spots([], [], read) == ()


def test_there_is_room_for_a_digit_more_on_either_side() -> None:
    card, spot = shown(LEFT, 1)
    (seen,) = read_spots([card], [(0, spot)], says)
    left, top, right, bottom = spot.box
    _, wide = wider(seen, 0)
    digit = 0.6 * (bottom - top)
    assert wide.box == pytest.approx((left - digit, top, right + digit, bottom))
    _, tall = wider(seen, 1)
    assert tall.box[0] == left and tall.box[1] < top and tall.box[3] > bottom


def test_a_label_that_only_the_next_card_shows_is_seen_from_the_card_without_one() -> None:
    (left, _), (right, spot) = shown(LEFT, 1), shown(RIGHT, 0)
    ((own, seen),) = beside([left, right], [(1, spot)], [0])
    assert (own, seen.corner.index) == (0, 1)
    assert middle_of(seen) == pytest.approx(middle_of(spot), abs=0.5)
    assert moved(seen.corner.to_photo, outline(seen.box)) == pytest.approx(LABEL, abs=1)
    assert beside([left, right], [(1, spot)], []) == []


@pytest.mark.parametrize(("text", "is_one"), [("7", True), ("A12", True), ("08", True), ("00", False), ("7B", False)])
def test_a_number_is_digits_with_a_letter_before_them_or_none(text: str, is_one: bool) -> None:
    assert bool(NUMBER.fullmatch(text)) == is_one
