"""Cards found beside cards that are there: counts that can be worked out on paper."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.score.found import Shape, found, judged, total

SIZE = (1000, 800)
Quad = list[tuple[float, float]]


def box(left: float, top: float, width: float = 91, height: float = 55) -> Quad:
    return [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]


def card(quad: Quad, **more: Any) -> dict[str, Any]:
    return {"quad": quad, "tag": None, "side": "front", "contact": {}, "lines": [], **more}


def test_a_card_found_where_it_is_counts_once() -> None:
    score = found([card(box(100, 100))], [Shape(box(102, 101))], SIZE)
    assert (score.cards, score.right, score.close, score.false, score.perfect) == (1, 1, 1, 0, 1)
    assert score.recall == score.precision == 1.0


def test_a_card_half_outlined_is_both_missed_and_false() -> None:
    score = found([card(box(100, 100))], [Shape(box(100, 100, 45))], SIZE)
    assert (score.right, score.false, score.perfect) == (0, 1, 0)
    assert (score.recall, score.precision) == (0.0, 0.0)


def test_a_second_outline_of_the_same_card_is_false() -> None:
    score = found([card(box(100, 100))], [Shape(box(100, 100)), Shape(box(101, 100))], SIZE)
    assert (score.right, score.false) == (1, 1)


def test_a_card_split_in_two_costs_a_miss_and_two_false_ones() -> None:
    halves = [Shape(box(100, 100, 46)), Shape(box(146, 100, 45))]
    score = found([card(box(100, 100))], halves, SIZE)
    assert (score.right, score.false) == (0, 2)


def test_a_card_cut_off_is_neither_hit_nor_miss() -> None:
    cut = card(box(-40, 100), cut_off=True, visible=0.55)
    nothing = found([cut], [], SIZE)
    assert (nothing.cards, nothing.false, nothing.cut, nothing.told) == (0, 0, 1, 0)
    seen = found([cut], [Shape(box(0, 100, 51))], SIZE)
    assert (seen.cards, seen.false, seen.told) == (0, 0, 0)


def test_a_card_cut_off_is_told_when_its_advice_says_so() -> None:
    cut = card(box(-40, 100), cut_off=True, visible=0.55)
    assert found([cut], [Shape(box(0, 100, 51), "cut off by the frame")], SIZE).told == 1
    assert found([cut], [Shape(box(-38, 100), "cut off by the frame")], SIZE).told == 1
    assert found([cut], [Shape(box(500, 500), "cut off by the frame")], SIZE).told == 0


def test_two_pieces_of_a_card_cut_off_are_no_false_cards() -> None:
    cut = card(box(-40, 100), cut_off=True, visible=0.55)
    score = found([cut], [Shape(box(0, 100, 51)), Shape(box(5, 110, 20, 20))], SIZE)
    assert score.false == 0


def test_what_is_left_of_a_card_by_a_hair_need_not_be_told() -> None:
    assert found([card(box(-80, 100), cut_off=True, visible=0.12)], [], SIZE).cut == 0


def test_something_of_a_cards_shape_in_a_picture_without_cards_is_not_held_against_precision() -> None:
    score = found([], [Shape(box(100, 100))], SIZE)
    assert (score.empty, score.silent, score.false) == (1, 0, 0)
    assert found([], [], SIZE).silent == 1


spots = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 11)), unique=True, max_size=8).map(
    lambda places: [box(x * 100, y * 65) for x, y in places]
)


@given(spots, spots)
def test_every_card_and_every_shape_is_counted_exactly_once(there: list[Quad], shapes: list[Quad]) -> None:
    cards, seen = [card(quad) for quad in there], [Shape(quad) for quad in shapes]
    answers = judged(cards, seen, SIZE)
    assert sum(each.truth is not None for each in answers) == len(cards)
    assert sum(each.shape is not None for each in answers) == len(seen)
    score = found(cards, seen, SIZE)
    assert score.right == len({tuple(quad) for quad in there} & {tuple(quad) for quad in shapes})
    if cards:
        assert score.right + score.false == len(seen)


def test_scores_add_up() -> None:
    one = found([card(box(100, 100))], [Shape(box(100, 100))], SIZE)
    other = found([card(box(100, 100))], [], SIZE)
    both = total([one, other])
    assert (both.photos, both.cards, both.recall) == (2, 2, pytest.approx(0.5))
