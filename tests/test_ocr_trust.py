"""How likely a line is right: a probability that grows with each letter's and with the size of the print."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.trust import fitted
from cardscan.ocr.trust import chance_right

CHANCES = st.lists(st.floats(0.01, 1.0), min_size=1, max_size=40)


@given(CHANCES, st.floats(1, 200), st.booleans())
def test_it_is_a_probability(chances: list[float], height: float, vertical: bool) -> None:
    assert 0.0 <= chance_right(chances, height, vertical) <= 1.0


@given(CHANCES, st.integers(0, 39), st.floats(0.0, 0.99), st.booleans())
def test_a_less_sure_letter_makes_no_line_surer(chances: list[float], at: int, less: float, vertical: bool) -> None:
    doubted = list(chances)
    doubted[at % len(chances)] *= less
    assert chance_right(doubted, 30, vertical) <= chance_right(chances, 30, vertical) + 1e-12


def test_small_print_and_columns_are_trusted_less() -> None:
    chances = [0.99, 0.9, 0.97]
    assert chance_right(chances, 12, vertical=False) < chance_right(chances, 40, vertical=False)
    assert chance_right(chances, 30, vertical=True) < chance_right(chances, 30, vertical=False)


def test_a_well_read_line_is_nearly_certain_and_a_badly_read_one_is_not() -> None:
    assert chance_right([0.999] * 10, 30, vertical=False) > 0.98
    assert chance_right([0.5] * 10, 30, vertical=False) < 0.6


def test_nothing_is_not_right() -> None:
    assert chance_right([], 30, vertical=False) == 0.0


def test_the_fit_finds_the_curve_that_made_the_answers() -> None:
    rng = np.random.default_rng(1)
    told = np.column_stack([np.ones(20000), rng.normal(0, 1, 20000)])
    right = (rng.random(20000) < 1 / (1 + np.exp(-told @ np.array([1.0, -2.0])))).astype(np.float64)
    assert fitted(told, right) == pytest.approx([1.0, -2.0], abs=0.1)
