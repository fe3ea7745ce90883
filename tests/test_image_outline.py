"""What the finder's network sees made into outlines: the sight is painted here, so no network is needed."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.image.instances import instances
from cardscan.image.outline import outline
from cardscan.image.shape import likeness, upright
from cardscan.image.sight import Sight

Corners = npt.NDArray[np.float64]
ROWS, COLUMNS = 120, 160
CELL = 10.0  # photo pixels
OVER = 8  # painted this many times finer, to know which part of a cell is covered


def turned(x: float, y: float, width: float, degrees: float, height: float | None = None) -> Corners:
    """A card about (x, y), in cells."""
    half = np.array([width, height or width * 55 / 91]) / 2
    angle = np.radians(degrees)
    spin = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * half @ spin.T + (x, y)


def cover(corners: Corners) -> npt.NDArray[np.float32]:
    """Which part of each cell a shape covers."""
    fine = np.zeros((ROWS * OVER, COLUMNS * OVER), np.uint8)
    cv2.fillConvexPoly(fine, np.round((corners + 0.5) * OVER * 16 - 8).astype(np.int32), 255, shift=4)
    return np.asarray(cv2.resize(fine, (COLUMNS, ROWS), interpolation=cv2.INTER_AREA), np.float32) / 255


def sight(cards: Sequence[Corners], covered: Corners | None = None) -> Sight:
    """What a perfect network sees of cards, the later ones on top, ``covered`` by something."""
    belief = np.zeros((ROWS, COLUMNS), np.float32)
    x, y, short = (np.zeros((ROWS, COLUMNS), np.float32) for _ in range(3))
    hidden = cover(covered) if covered is not None else belief
    for corners in cards:
        part = cover(corners)
        belief = np.maximum(belief, part)
        mine = (part > 0.5) & (hidden < 0.5)
        rows, columns = np.nonzero(mine)
        x[mine], y[mine] = columns.mean(), rows.mean()
        sides = np.hypot(*(np.roll(corners, -1, axis=0) - corners).T)
        short[mine] = sides.min()
    nothing = np.zeros((ROWS, COLUMNS), np.float32)
    return Sight(np.minimum(belief, 1 - hidden), nothing, x, y, short, (CELL, CELL))


def found(seen: Sight) -> list[Corners]:
    return [corners for each in instances(seen) if (corners := outline(each, seen)) is not None]


def in_photo(corners: Corners) -> Corners:
    return upright((corners + 0.5) * CELL - 0.5)


@given(st.floats(0, 360), st.floats(20, 75))
def test_a_card_at_any_angle_is_outlined_to_a_fraction_of_a_cell(degrees: float, width: float) -> None:
    truth = turned(80, 60, width, degrees)
    (corners,) = found(sight([truth]))
    assert likeness(corners, in_photo(truth)) > (0.97 if width > 40 else 0.93)


def test_cards_that_touch_are_told_apart() -> None:
    cards = [turned(40 + 40 * column, 30 + 24.2 * row, 40, 0) for row in range(3) for column in range(3)]
    corners = found(sight(cards))
    assert len(corners) == 9
    assert all(max(likeness(each, in_photo(card)) for each in corners) > 0.9 for card in cards)


def test_a_corner_under_another_card_is_found_where_the_sides_meet() -> None:
    below, above = turned(60, 50, 60, 0), turned(96, 72, 60, 10)
    corners = found(sight([below, above]))
    assert len(corners) == 2
    assert max(likeness(each, in_photo(below)) for each in corners) > 0.9


def test_a_finger_over_an_edge_does_not_bend_the_card() -> None:
    card, finger = turned(80, 60, 90, 20), turned(85, 88, 14, 100)
    (corners,) = found(sight([card], finger))
    assert likeness(corners, in_photo(card)) > 0.93


@pytest.mark.parametrize("strength", [0.15, 0.3])
def test_a_card_seen_from_the_side_keeps_its_four_corners(strength: float) -> None:
    flat = turned(80, 60, 90, 0)
    leaning = flat + np.array([(strength * 30, 0), (-strength * 30, 0), (0, 0), (0, 0)])
    (corners,) = found(sight([leaning]))
    assert likeness(corners, in_photo(leaning)) > 0.97


def test_a_card_cut_off_by_the_picture_ends_there() -> None:
    (corners,) = found(sight([turned(0, 60, 60, 0)]))
    assert corners[:, 0].min() == pytest.approx(0, abs=CELL)
    assert corners[:, 0].max() == pytest.approx(30 * CELL, abs=CELL)


def test_crumbs_are_no_cards() -> None:
    crumb = sight([turned(80, 60, 4, 0)])
    assert found(crumb) == []
    told_large = Sight(crumb.card, crumb.print, crumb.vote_x, crumb.vote_y, crumb.short * 8, crumb.scale)
    assert found(told_large) == []


def test_a_card_among_crumbs_that_vote_for_nothing_is_found() -> None:
    """Keys of a keyboard look like paper; what their cells vote for lies between them."""
    card = turned(110, 60, 32, 10)
    seen = sight([card])
    astray = np.random.default_rng(1).normal(0, 3, (2, ROWS, COLUMNS))
    seen.vote_x[:] += astray[0]
    seen.vote_y[:] += astray[1]
    for left in range(2, 60, 6):
        for top in range(2, 110, 12):
            key = np.s_[top : top + 3, left : left + 3]
            seen.card[key], seen.short[key] = 1.0, 3.0
            seen.vote_x[key], seen.vote_y[key] = left + 4, top + 4
    assert any(likeness(each, in_photo(card)) > 0.9 for each in found(seen))


def test_where_nothing_is_seen_nothing_is_found() -> None:
    assert found(sight([])) == []


@given(st.integers(0, 2**32 - 1))
def test_any_answer_of_the_network_gives_an_end_and_finite_corners(seed: int) -> None:
    dice = np.random.default_rng(seed)
    made = [dice.normal(0.5, 0.5, (30, 40)).astype(np.float32) for _ in range(2)]
    wild = [dice.normal(20, 300, (30, 40)).astype(np.float32) for _ in range(2)]
    short = dice.uniform(0.01, 400, (30, 40)).astype(np.float32)
    seen = Sight(made[0], made[1], wild[0], wild[1], short, (CELL, CELL))
    assert all(np.isfinite(corners).all() for corners in found(seen))
