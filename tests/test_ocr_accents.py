"""Accents of European names are those that the recogniser sees that was taught them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.ocr.accents import has_accents, with_accents
from cardscan.ocr.decode import Decoded
from cardscan.ocr.turns import Reading, View

LETTERS = ("", *"abcdefghijklmnopqrstuvwxyzáàãśèòłąşABCDEFGHIJKLMNOPQRSTUVWXYZ.", " ")
BOX = np.array([[0, 0], [200, 0], [200, 40], [0, 40]], np.float32)


def reading(text: str, chance: float) -> Reading:
    said = np.zeros((len(text), len(LETTERS)), np.float32)
    for step, letter in enumerate(text):
        said[step, LETTERS.index(letter)] = chance
    decoded = Decoded(text, chance, tuple(range(len(text))), (chance,) * len(text))
    return Reading(View(BOX, vertical=False), decoded, said)


@pytest.mark.parametrize(
    ("own", "other", "text"),
    [
        ("Tomśs Novak", "Tomás Novak", "Tomás Novak"),
        ("Nicolè", "Nicolò", "Nicolò"),
        ("Dabrowski", "Dąbrowski", "Dąbrowski"),
        ("Joan Silva", "Joãn Silva", "Joãn Silva"),
        ("Marta", "Morta", "Marta"),
        ("Marta Lopes", "MartaLopes", "Marta Lopes"),
    ],
)
def test_only_accents_are_taken_from_the_other_reading(own: str, other: str, text: str):
    assert with_accents(reading(own, 0.9), reading(other, 0.95), LETTERS, LETTERS).decoded.text == text


def test_an_accent_that_the_other_does_not_see_stays_where_it_is_likelier():
    assert with_accents(reading("Bałtyk", 0.9), reading("Baltyk", 0.6), LETTERS, LETTERS).decoded.text == "Bałtyk"
    assert with_accents(reading("Bałtyk", 0.5), reading("Baltyk", 0.9), LETTERS, LETTERS).decoded.text == "Baltyk"


def test_a_letter_that_the_two_do_not_agree_in_is_sure_by_neither():
    for own, other in (("Tomśs", "Tomás"), ("Bałtyk", "Baltyk"), ("Dabrowski", "Dąbrowski")):
        merged = with_accents(reading(own, 0.99), reading(other, 0.98), LETTERS, LETTERS).decoded
        assert min(merged.chances) <= 0.7 and sorted(merged.chances)[1] == pytest.approx(0.99)
    assert min(with_accents(reading("Tomás", 0.99), reading("Tomás", 0.98), LETTERS, LETTERS).decoded.chances) > 0.98


def test_an_accent_that_is_not_seen_is_not_put_in():
    assert with_accents(reading("Marta", 0.9), reading("Mártá", 0.03), LETTERS, LETTERS).decoded.text == "Marta"


def test_an_accent_that_is_seen_beside_the_plain_letter_is_put_in_and_doubted():
    own, other = reading("Dabrowski", 0.99), reading("Dabrowski", 0.7)
    other.said[1, LETTERS.index("ą")] = 0.3
    merged = with_accents(own, other, LETTERS, LETTERS).decoded
    assert merged.text == "Dąbrowski" and min(merged.chances) <= 0.7
    other.said[1, LETTERS.index("ą")] = 0.012
    assert with_accents(own, other, LETTERS, LETTERS).decoded.text == "Dabrowski"


@given(st.text("abcáśèò ", min_size=1), st.text("abcáśèò ", min_size=1))
def test_whatever_two_readings_say_there_is_a_chance_for_every_letter(own: str, other: str):
    merged = with_accents(reading(own, 0.7), reading(other, 0.8), LETTERS, LETTERS).decoded
    assert len(merged.text) == len(own) and len(merged.chances) == len(own)


def test_accents_are_latin_letters_beyond_ascii():
    assert [has_accents(text) for text in ("Zoë", "Łukasz", "Zoe ×", "髙橋", "100 °C")] == [
        True,
        True,
        False,
        False,
        False,
    ]
