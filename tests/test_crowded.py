"""Narrow glyphs printed twice are read twice."""

from __future__ import annotations

import numpy as np
import pytest

from cardscan.ocr.crowded import is_crowded, is_fuller, spread
from cardscan.ocr.decode import Decoded
from cardscan.ocr.turns import Reading, View

ALPHABET = "_abcdefgh"


def said(steps: str, second: dict[int, tuple[str, float]] | None = None) -> np.ndarray:
    """Return chances of ALPHABET: each step's character 0.95 sure, or shared with a second one."""
    chances = np.full((len(steps), len(ALPHABET)), 0.001, np.float32)
    for at, char in enumerate(steps):
        other, share = (second or {}).get(at, ("", 0.0))
        chances[at, ALPHABET.index(char)] = 0.95 - share
        if other:
            chances[at, ALPHABET.index(other)] = share
    return chances


def test_a_glyph_seen_for_as_long_as_two_are_wide_makes_a_line_crowded() -> None:
    assert is_crowded(said("abccccdef"))
    assert not is_crowded(said("abccdef"))


def test_steps_on_which_a_glyph_is_nearly_read_count_as_seen() -> None:
    assert is_crowded(said("abc___cdef", dict.fromkeys((3, 4, 5), ("c", 0.4))))
    assert not is_crowded(said("abc___cdef"))


def test_wide_glyphs_leave_room_between_them() -> None:
    assert not is_crowded(said("_a____b____cccccccc____d____e"))


@pytest.mark.parametrize(
    ("text", "other", "fuller"),
    [
        ("Enginering", "Engineering", True),
        ("03-123-011", "03-123-0111", True),
        ("03-123-0111", "03-123-011", False),
        ("011", "0111 2", False),
        ("a b", "ab", False),
        ("Tel 55 0170", "Tel 555 0170", True),
    ],
)
def test_only_glyphs_repeated_are_believed(text: str, other: str, fuller: bool) -> None:
    assert is_fuller(text, other) is fuller


def reading(text: str, chance: float, advance: int) -> Reading:
    """Return a line whose glyphs peak ``advance`` steps apart; its first one has ``chance``."""
    view = View(np.array([(0, 0), (160, 0), (160, 20), (0, 20)], np.float32), vertical=False)
    steps = tuple(range(0, advance * len(text), advance))
    chances = (chance, *[0.99] * (len(text) - 1))
    return Reading(view, Decoded(text, 0.9, steps, chances), said("_a_b_c_d_e_"))


def as_spread(first: Reading, stretched: Reading) -> str:
    """Return what a line says once crowded ones were stretched, where it then reads as ``stretched``."""
    (line,) = spread(
        [first], lambda _: np.zeros((48, 160, 3), np.uint8), lambda views, crops: [stretched for _ in crops]
    )
    return line.decoded.text


def test_a_line_so_narrow_that_glyphs_are_lost_is_read_as_when_stretched_where_that_is_surer() -> None:
    assert as_spread(reading("htps://a.jp", 0.6, 1), reading("https://a.jp", 0.9, 2)) == "https://a.jp"
    assert as_spread(reading("https://a.jp", 0.9, 1), reading("htlps://a.jp", 0.6, 2)) == "https://a.jp"
    assert as_spread(reading("03-6673-3129", 0.6, 1), reading("03-673-319", 0.9, 2)) == "03-6673-3129"
    assert as_spread(reading("+49 30 231", 0.6, 1), reading("📱49 30 231", 0.9, 2)) == "+49 30 231"


def test_an_icon_is_what_it_was_before_the_line_was_stretched() -> None:
    assert as_spread(reading("📠 03-6673-319", 0.6, 1), reading("📱 03-6673-3129", 0.9, 2)) == "📠 03-6673-3129"


def test_a_line_with_room_between_its_glyphs_is_not_read_again() -> None:
    assert as_spread(reading("htps://a.jp", 0.6, 3), reading("https://a.jp", 0.9, 5)) == "htps://a.jp"
