"""Narrow glyphs printed twice are read twice."""

from __future__ import annotations

import numpy as np
import pytest

from cardscan.ocr.crowded import is_crowded, is_fuller

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
