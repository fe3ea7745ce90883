"""Rows and columns of a print sheet told from the outlines that are right."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardscan.image.lattice import lattice
from cardscan.image.shape import likeness, upright

Array = npt.NDArray[np.float64]
CARD = (91.0, 55.0)


def place(column: int, row: int, gap: float = 0.0) -> Array:
    """A card on a plane, in mm."""
    x, y = column * (CARD[0] + gap), row * (CARD[1] + gap)
    return np.array([(x, y), (x + CARD[0], y), (x + CARD[0], y + CARD[1]), (x, y + CARD[1])])


def seen(corners: Array, turn: float, tilt: float) -> Array:
    """The card as a camera above the plane, tilted, shows it, in pixels; corners begin where they may."""
    cos, sin = np.cos(turn), np.sin(turn)
    moved = (corners - (91, 137)) @ np.array([[cos, sin], [-sin, cos]])
    depth = 600 + moved[:, 1:] * np.sin(tilt)
    flat = np.column_stack([moved[:, 0], moved[:, 1] * np.cos(tilt)])
    return upright(flat / depth * 2000 + (1500, 1500))


@settings(max_examples=60)
@given(
    st.floats(-3.1, 3.1), st.floats(-0.6, 0.6), st.sets(st.integers(0, 9), min_size=6, max_size=9), st.integers(0, 99)
)
def test_outlines_that_are_right_tell_where_the_others_are(
    turn: float, tilt: float, right: set[int], seed: int
) -> None:
    rng = np.random.default_rng(seed)
    truth = [seen(place(i % 2, i // 2), turn, tilt) for i in range(10)]
    off = [rng.choice([-1, 1], (4, 2)) * rng.uniform(80, 160, (4, 2)) for _ in truth]  # a fifth of a card and more
    wrong = [corners + off[i] for i, corners in enumerate(truth) if i not in right]
    found = lattice([truth[i] for i in sorted(right)] + wrong)
    assert found is not None
    told = [found.outline(*each) for each in found.places(wrong)]
    spanned = [i for i in range(10) if min(right) // 2 <= i // 2 <= max(right) // 2]
    assert all(max(likeness(truth[i], each) for each in told) > 0.97 for i in spanned)


def test_three_cards_are_no_sheet() -> None:
    assert lattice([seen(place(i, 0), 0, 0) for i in range(3)]) is None


def test_cards_with_gaps_between_them_need_no_help() -> None:
    assert lattice([seen(place(i % 2, i // 2, gap=20.0), 0, 0) for i in range(10)]) is None


def test_cards_thrown_on_a_table_are_no_sheet() -> None:
    rng = np.random.default_rng(1)
    thrown = [cv2.boxPoints((tuple(rng.uniform(0, 3000, 2)), (300, 180), rng.uniform(0, 90))) for _ in range(20)]
    assert lattice([upright(each.astype(np.float64)) for each in thrown]) is None


@pytest.mark.parametrize("gap", [0.0, 4.0, 9.0])
def test_the_grid_of_a_lattice_says_how_much_of_each_place_is_bare(gap: float) -> None:
    truth = [seen(place(i % 2, i // 2, gap), 0.2, 0.3) for i in range(10)]
    found = lattice(truth)
    assert found is not None
    grid = found.grid(list(found.at.values()))
    assert sorted((grid.columns, grid.rows)) == [2, 5]
    cells = [grid.card(column, row) for column in range(grid.columns) for row in range(grid.rows)]
    assert all(max(likeness(card, cell) for cell in cells) > 0.98 for card in truth)


def test_a_lattice_says_how_far_an_outline_is_from_right_angles_on_its_plane() -> None:
    found = lattice([seen(place(i % 2, i // 2), 0.2, 0.4) for i in range(10)])
    assert found is not None
    straight, crooked = place(0, 1), place(0, 1) + np.array([(0, 0), (0, 0), (0, 9), (0, 0)])
    assert found.leaning(seen(straight, 0.2, 0.4)) < 0.1
    assert 4 < found.leaning(seen(crooked, 0.2, 0.4)) < 8
