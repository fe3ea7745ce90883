"""Cards of one table are of one size: outlines that are not are prolonged, under others or over a second colour."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.image.candidates import without_keys, without_tiles
from cardscan.image.covered import of_its_size
from cardscan.image.instances import instances
from cardscan.image.outline import outline
from cardscan.image.shape import likeness, upright
from cardscan.image.sight import Sight
from cardscan.image.sighting import Sighting
from cardscan.image.size import LONG, size_on_table
from cardscan.image.two_tones import SeenEdges

Corners = npt.NDArray[np.float64]
ROWS, COLUMNS = 120, 160
CELL = 10.0  # photo pixels


def card(x: float, y: float, short: float, degrees: float, aspect: float = LONG) -> Corners:
    """A card about (x, y), in photo pixels."""
    half = np.array([short * aspect, short]) / 2
    angle = np.radians(degrees)
    spin = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * half @ spin.T + (x, y)


def seen_from(corners: Corners, tilt: float) -> Corners:
    """The same from the side: what is farther up in the photo is smaller, and all is less high."""
    depth = 1 + tilt * (1 - corners[:, 1:] / 1200)
    return np.asarray((corners - (800, 0)) * (1, 1 - tilt) / depth + (800, 0), np.float64)


@given(st.floats(0.0, 0.25), st.lists(st.floats(0, 360), min_size=8, max_size=8))
def test_the_size_of_cards_is_known_all_over_a_table_seen_from_the_side(tilt: float, turns: list[float]) -> None:
    places = [(300 + 330 * (i % 4), 300 + 500 * (i // 4)) for i in range(8)]
    cards = [seen_from(card(x, y, 150, turn), tilt) for (x, y), turn in zip(places, turns, strict=True)]
    size = size_on_table(cards)
    assert size is not None
    assert max(size.off(each) or 0.0 for each in cards) < 0.06


def test_a_card_of_another_shape_does_not_change_the_size_of_the_others() -> None:
    usual = [card(300 + 300 * i, 300, 150, 20 * i) for i in range(4)]
    square = card(900, 800, 150, 10, aspect=1.0)
    size = size_on_table([*usual, square])
    assert size is not None
    assert max(size.off(each) or 0.0 for each in usual) < 0.02
    assert (size.off(square) or 0.0) > 0.4


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_cards_tell_no_size(count: int) -> None:
    assert size_on_table([card(300 + 300 * i, 300, 150, 0) for i in range(count)]) is None


def test_things_of_all_sizes_tell_none() -> None:
    assert size_on_table([card(300 * i, 300, 60 * (i + 1), 0, aspect=1 + i * 0.5) for i in range(5)]) is None


def sight(cards: Sequence[Corners]) -> Sight:
    """What a perfect network sees of cards, the later ones on top."""
    owner = np.zeros((ROWS, COLUMNS), np.int32)
    for number, corners in enumerate(cards, start=1):
        cv2.fillConvexPoly(owner, np.round((corners + 0.5) / CELL * 16 - 8).astype(np.int32), number, shift=4)
    x, y, short = (np.zeros((ROWS, COLUMNS), np.float32) for _ in range(3))
    for number, corners in enumerate(cards, start=1):
        rows, columns = np.nonzero(owner == number)
        x[rows, columns], y[rows, columns] = columns.mean(), rows.mean()
        short[rows, columns] = np.hypot(*(corners[2] - corners[1])) / CELL
    return Sight((owner > 0).astype(np.float32), np.zeros_like(x), x, y, short, (CELL, CELL))


@pytest.mark.parametrize("degrees", [0, 25, 70])
def test_a_card_half_under_another_is_as_long_as_the_others(degrees: float) -> None:
    x, y = 500 + 170 * np.cos(np.radians(degrees)), 450 + 170 * np.sin(np.radians(degrees))
    below, above = card(500, 450, 220, degrees), card(x, y, 220, degrees + 90)  # all of one end
    others = [card(200, 1000, 220, 0), card(1250, 250, 220, 90), card(1200, 800, 220, 30)]
    seen = sight([below, above, *others])
    outlined = [(each, corners) for each in instances(seen) if (corners := outline(each, seen)) is not None]
    size = size_on_table([corners for _, corners in outlined])
    assert size is not None
    whole = [of_its_size(corners, each, seen, size, lambda tried: [0.0] * len(tried)) for each, corners in outlined]
    assert max(likeness(each, upright(below)) for each in whole) > 0.92
    assert max(likeness(corners, upright(below)) for _, corners in outlined) < 0.85


def photo_of(two_toned: Corners) -> npt.NDArray[np.uint8]:
    """A desk with a card whose one half is white and whose other is red."""
    picture = np.random.default_rng(1).normal(90, 2, (1200, 1600, 3)).clip(0, 255).astype(np.uint8)
    cv2.fillConvexPoly(picture, np.round(two_toned).astype(np.int32), (40, 40, 190))
    cv2.fillConvexPoly(picture, np.round(half_of(two_toned)).astype(np.int32), (250, 250, 250))
    return picture


def half_of(corners: Corners) -> Corners:
    a, b, c, d = corners
    return np.array([a, (a + b) / 2, (c + d) / 2, d])


def test_half_a_card_of_two_colours_becomes_the_whole() -> None:
    cards = [card(300, 300, 220, 5), card(900, 300, 220, 40), card(500, 900, 220, 90)]
    size = size_on_table([*cards, card(1300, 900, 220, 0)])
    two_toned = card(1100, 700, 220, 20)
    assert size is not None
    whole = SeenEdges(photo_of(two_toned)).with_other_half(half_of(two_toned), size)
    assert whole is not None
    assert likeness(whole, upright(two_toned)) > 0.95


def test_a_small_card_beside_which_there_is_only_a_table_stays_small() -> None:
    cards = [card(300, 300, 220, 5), card(900, 300, 220, 40), card(500, 900, 220, 90)]
    size = size_on_table([*cards, card(1300, 900, 220, 0)])
    small = card(1100, 700, 220, 20, aspect=1.0)
    assert size is not None
    assert SeenEdges(photo_of(small)).with_other_half(upright(small), size) is None


def test_a_square_card_seen_whole_stays_square_whatever_edges_lie_beside_it() -> None:
    cards = [card(300, 300, 220, 5), card(900, 300, 220, 40), card(500, 900, 220, 90)]
    size = size_on_table([*cards, card(1300, 900, 220, 0)])
    square, keyboard = card(1100, 700, 220, 0, aspect=1.0), card(1455, 700, 400, 0, aspect=0.5)
    picture = photo_of(square)
    cv2.fillConvexPoly(picture, np.round(square).astype(np.int32), (250, 250, 250))
    cv2.fillConvexPoly(picture, np.round(keyboard).astype(np.int32), (30, 30, 30))
    assert size is not None
    assert SeenEdges(picture).with_other_half(upright(square), size) is None


def seen_as(corners: Corners, aspect: float, sure: float = 0.97, print_share: float = 0.1) -> Sighting:
    return Sighting(corners, sure, print_share, 1.0, 1.0, aspect)


def test_squares_that_are_tiny_beside_the_cards_are_none() -> None:
    cards = [seen_as(card(300 + 500 * i, 300, 220, 10), LONG) for i in range(2)]
    square = seen_as(card(400, 800, 200, 20, aspect=1.0), 1.0)
    keys = [seen_as(card(700 + 60 * i, 900, 50, 0, aspect=1.0), 1.0) for i in range(6)]
    assert without_keys([*cards, square, *keys]) == [*cards, square]


def test_small_squares_alone_may_be_cards_far_away() -> None:
    squares = [seen_as(card(700 + 60 * i, 900, 50, 0, aspect=1.0), 1.0) for i in range(3)]
    assert without_keys(squares) == squares


def test_unsure_shapes_with_much_less_print_than_the_cards_are_tiles() -> None:
    cards = [seen_as(card(300 + 300 * i, 300, 150, 0), LONG) for i in range(4)]
    bare = seen_as(card(300, 700, 150, 0), LONG, sure=0.98, print_share=0.0)  # the network is sure of it
    sparse = seen_as(card(700, 700, 150, 0), LONG, sure=0.85, print_share=0.05)
    tile = seen_as(card(1100, 700, 110, 0), LONG, sure=0.9, print_share=0.01)
    assert without_tiles([*cards, bare, sparse, tile]) == [*cards, bare, sparse]


def test_a_back_with_hardly_any_print_is_a_card_if_it_is_as_large_as_the_others() -> None:
    cards = [seen_as(card(300 + 300 * i, 300, 150, 0), LONG) for i in range(4)]
    back = seen_as(card(300, 700, 146, 0), LONG, sure=0.9, print_share=0.01)
    assert without_tiles([*cards, back]) == [*cards, back]


def test_two_cards_alone_tell_nothing_of_how_much_is_usually_printed() -> None:
    two = [seen_as(card(300, 300, 150, 0), LONG), seen_as(card(700, 300, 150, 0), LONG, 0.8, 0.0)]
    assert without_tiles(two) == two
