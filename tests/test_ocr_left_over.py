"""Smaller type at an end of a line that was not read with it is read by itself; nothing else is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from cardscan.ocr.decode import Decoded
from cardscan.ocr.left_over import left_over
from cardscan.ocr.turns import Reading, View

Pixels = npt.NDArray[np.uint8]
NOTHING = np.zeros((1, 1), np.float32)
BOX = np.array([(100, 50), (340, 50), (340, 98), (100, 98)], np.float32)  # five times as wide as high


def line(*glyphs: tuple[int, int, int, int]) -> Pixels:
    """Return the picture of a line, 240 by 48, with glyphs at (left, top, right, bottom)."""
    pixels = np.full((48, 240, 3), 250, np.uint8)
    for left, top, right, bottom in glyphs:
        pixels[top:bottom, left:right] = 20
    return pixels


NAME = [(10, 4, 50, 44), (58, 4, 98, 44), (106, 4, 146, 44)]
TITLE = [(180, 20, 200, 40), (204, 20, 224, 40)]


def read_as(text: str, confidence: float = 0.99) -> tuple[list[str], list[View]]:
    """Return the texts of a name with a title behind it whose smaller type reads as ``text``, and what was asked."""
    asked: list[View] = []

    def read(views: Sequence[View], crops: Sequence[Pixels]) -> list[Reading]:
        asked.extend(views)
        return [Reading(view, Decoded(text, confidence), NOTHING) for view in views]

    name = Reading(View(BOX, vertical=False), Decoded("김민수 :", 0.9, (3, 9, 15, 18, 21)), NOTHING)
    return [each.decoded.text for each in left_over([name], lambda _: line(*NAME, *TITLE), read)], asked


def test_a_title_in_smaller_type_behind_a_name_is_a_line_of_its_own() -> None:
    texts, (view,) = read_as("과장")
    assert texts == ["김민수", "과장"]
    left, top = view.box.min(axis=0)
    right, bottom = view.box.max(axis=0)
    assert 270 < left <= 280 and 324 <= right < 335 and 60 < top <= 70 and 90 <= bottom < 98


def test_what_is_read_badly_or_as_one_sign_is_left_out() -> None:
    assert read_as("과장", 0.5)[0] == ["김민수 :"]
    assert read_as("I")[0] == ["김민수 :"]


def test_a_line_that_was_read_to_its_ends_is_not_looked_at_again() -> None:
    whole = Reading(View(BOX, vertical=False), Decoded("김민수", 0.9, (3, 9, 15)), NOTHING)
    column = replace(whole, view=View(BOX, vertical=True))

    def read(views: Sequence[View], crops: Sequence[Pixels]) -> list[Reading]:
        raise AssertionError("nothing is left over")

    tall = [*NAME, (180, 2, 220, 46)]  # as large as the others: the reader had a look at it
    for glyphs in (NAME, tall):
        assert left_over([whole, column], lambda _, glyphs=glyphs: line(*glyphs), read) == [whole, column]  # type: ignore[misc]
