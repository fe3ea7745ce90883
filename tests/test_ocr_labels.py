"""The number on a label, from probabilities."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.ocr.labels import LETTERS, chance_of, columns_of, read_numbers

ALPHABET = ("", *LETTERS, "l", "I", "あ")
COLUMNS = columns_of(ALPHABET)


def says(*steps: dict[str, float]) -> np.ndarray:
    """A posterior that gives each step's characters their chance and the blank the rest."""
    posterior = np.zeros((len(steps), len(ALPHABET)), np.float32)
    for row, step in zip(posterior, steps, strict=True):
        for character, chance in step.items():
            row[ALPHABET.index(character)] = chance
        row[0] = 1 - row.sum()
    return posterior


def test_digits_and_a_letter_are_read():
    (text, chance), *_ = read_numbers(says({"A": 0.9}, {}, {"1": 1.0}, {}, {"2": 0.8}), COLUMNS)
    assert (text, chance) == ("A12", pytest.approx(0.72))


def test_a_stroke_on_a_label_is_a_one():
    assert read_numbers(says({"l": 0.6, "1": 0.3}), COLUMNS)[0][0] == "1"


def test_a_capital_i_on_a_label_is_a_one_and_counts_once():
    (text, chance), *_ = read_numbers(says({"I": 0.5, "1": 0.4}), COLUMNS)
    assert (text, chance) == ("1", pytest.approx(0.9))


def test_what_may_as_well_be_another_character_is_not_sure():
    (text, chance), *_ = read_numbers(says({"3": 0.3, "あ": 0.6}), COLUMNS)
    assert text == "3" and chance < 0.4


def test_an_empty_label_says_nothing():
    assert read_numbers(says({}, {}), COLUMNS) == (("", pytest.approx(1.0)),)


def test_what_it_may_also_say_comes_after_with_its_chance():
    guesses = read_numbers(says({"1": 1.0}, {}, {"7": 0.7, "1": 0.2}), COLUMNS)
    assert [text for text, _ in guesses] == ["17", "11", "1"]
    assert [chance for _, chance in guesses] == pytest.approx([0.7, 0.2, 0.1])


@given(st.integers(0, 2**32 - 1))
def test_the_chances_of_all_texts_add_up_to_one(seed: int):
    look = np.random.default_rng(seed).dirichlet(np.ones(len(LETTERS) + 1), 2)
    texts = ["", *LETTERS, *(a + b for a in LETTERS for b in LETTERS)]
    assert sum(chance_of(text, look) for text in texts) == pytest.approx(1.0, abs=1e-6)
