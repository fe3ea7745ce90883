"""A letter or sign that stands alone before a number is read, too; rules, specks and words far off are none."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from cardscan.ocr.decode import Decoded
from cardscan.ocr.lone import with_lone_marks
from cardscan.ocr.turns import Reading, View

NUMBER = np.array([(300, 100), (600, 100), (600, 130), (300, 130)], np.float32)


def reading(text: str, box: np.ndarray = NUMBER, chance: float = 0.99) -> Reading:
    """Return a line as it was read."""
    steps = tuple(range(len(text)))
    return Reading(View(box, vertical=False), Decoded(text, chance, steps, (chance,) * len(text)), np.zeros((1, 1)))


def card(mark: str = "", at: int = 200) -> np.ndarray:
    """Return a card with a number at NUMBER, and a mark at its left."""
    pixels = np.full((250, 700, 3), 240, np.uint8)
    for text, x in (("03-1234-5678", 305), (mark, at)):
        cv2.putText(pixels, text, (x, 124), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (40, 60, 200), 2, cv2.LINE_AA)
    return pixels


def added(pixels: np.ndarray, line: str = "03-1234-5678", says: str = "T", chance: float = 0.99) -> list[Reading]:
    """Return what is read besides the line, where every mark reads as ``says``."""

    def recognise(views: Sequence[View]) -> list[Reading]:
        return [reading(says, view.box, chance) for view in views]

    return with_lone_marks([reading(line)], pixels, recognise)[1:]


def test_a_letter_alone_before_a_number_is_read_where_it_stands() -> None:
    (mark,) = added(card("T"))
    left, top = mark.view.box.min(axis=0)
    right, bottom = mark.view.box.max(axis=0)
    assert 185 < left < 200 < 218 < right < 235
    assert (top, bottom) == (100, 130)


def test_an_icon_needs_less_to_be_believed() -> None:
    assert len(added(card("T"), says="📠", chance=0.55)) == 1


@pytest.mark.parametrize("line", ["T 03-1234-5678", "山田 太郎", "12345"])
def test_only_numbers_and_addresses_that_nothing_was_read_before_are_looked_at(line: str) -> None:
    assert added(card("T"), line) == []


@pytest.mark.parametrize(("says", "chance"), [("O", 0.99), ("営業", 0.99), ("|", 0.99), ("T", 0.5), ("📠", 0.4)])
def test_what_reads_as_no_label_or_is_unsure_is_left(says: str, chance: float) -> None:
    assert added(card("T"), says=says, chance=chance) == []


def test_a_rule_down_a_speck_a_long_word_and_what_runs_on_are_no_marks() -> None:
    ruled, speck = card(), card()
    ruled[:, 200:204] = 0
    speck[112:114, 200:202] = 0
    for pixels in (card(), ruled, speck, card("Yokohama", 120), card("Tokyo Yokohama", 5)):
        assert added(pixels) == []


def test_a_mark_that_was_read_already_is_not_read_twice() -> None:
    label = reading("T", np.array([(195, 98), (225, 98), (225, 132), (195, 132)], np.float32))
    told = with_lone_marks([reading("03-1234-5678"), label], card("T"), lambda views: [reading("T") for _ in views])
    assert len(told) == 2
