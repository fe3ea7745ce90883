"""Which found card is which: overlaps of quads that can be worked out on paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.score.outline import overlap, pair, same_way_up

SQUARE = [(0, 0), (10, 0), (10, 10), (0, 10)]


def moved(quad: list[tuple[float, float]], right: float, down: float) -> list[tuple[float, float]]:
    return [(x + right, y + down) for x, y in quad]


def test_a_card_overlaps_itself_wholly_whichever_corner_comes_first() -> None:
    assert overlap(SQUARE, SQUARE) == pytest.approx(1.0)
    assert overlap(SQUARE, SQUARE[2:] + SQUARE[:2]) == pytest.approx(1.0)
    assert overlap(SQUARE, SQUARE[::-1]) == pytest.approx(1.0)


def test_a_card_moved_by_half_its_width_overlaps_by_a_third() -> None:
    assert overlap(SQUARE, moved(SQUARE, 5, 0)) == pytest.approx(1 / 3)


def test_cards_that_only_touch_do_not_overlap() -> None:
    assert overlap(SQUARE, moved(SQUARE, 10, 0)) == 0.0


def test_a_diamond_inside_a_square_covers_half_of_it() -> None:
    assert overlap(SQUARE, [(5, 0), (10, 5), (5, 10), (0, 5)]) == pytest.approx(0.5)


def test_each_card_is_paired_once_with_its_best_partner() -> None:
    truth = [SQUARE, moved(SQUARE, 20, 0)]
    found = [moved(SQUARE, 21, 0), moved(SQUARE, 1, 0), moved(SQUARE, 2, 0), moved(SQUARE, 60, 60)]
    assert [(i, j) for i, j, _ in pair(truth, found)] == [(0, 1), (1, 0)]


def test_the_way_up_is_told_by_the_first_corner() -> None:
    assert same_way_up(SQUARE, moved(SQUARE, 1, -1))
    assert not same_way_up(SQUARE, SQUARE[2:] + SQUARE[:2])


corners = st.floats(0, 8).map(lambda value: round(value, 2))
quads = st.builds(
    lambda x, y, wide, high: [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)],
    corners,
    corners,
    st.floats(1, 9),
    st.floats(1, 9),
)


@given(quads, quads)
def test_overlap_is_symmetric_and_a_share(one: list[tuple[float, float]], other: list[tuple[float, float]]) -> None:
    assert overlap(one, other) == pytest.approx(overlap(other, one), abs=1e-9)
    assert 0.0 <= overlap(one, other) <= 1.0 + 1e-9
