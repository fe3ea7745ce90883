"""Which way up is a card? A recogniser that reads as the real one does: well upright, and a quarter beyond."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from cardscan.ocr.decode import Decoded
from cardscan.ocr.turns import Reading, View, best_turn, upright_turn

WIDE, HIGH = 900.0, 540.0
NOTHING_SAID = np.zeros((1, 1), np.float32)
WORDS = (
    "株式会社青葉印刷",
    "高橋美咲",
    "営業本部長",
    "東京都豊島区南池袋",
    "〇三五九五〇",
    "代表取締役社長",
    "第二営業部",
)


class Recogniser:
    """Reads boxes of a card that must be turned clockwise by ``turn`` quarters; ``beyond`` is how sure it is of what
    lies one quarter further on. Counts what it reads."""

    def __init__(self, turn: int, sure: float = 0.99, beyond: float = 0.97) -> None:
        self.turn, self.sure, self.beyond, self.read = turn, sure, beyond, 0

    def __call__(self, views: Sequence[View]) -> list[Reading]:
        self.read += len(views)
        return [Reading(view, self._text(view), NOTHING_SAID) for view in views]

    def _text(self, view: View) -> Decoded:
        glyphs = max(1, round(max(_sides(view)) / min(_sides(view))))
        text = (WORDS[glyphs % len(WORDS)] * 4)[:glyphs]
        off = (_starts_at(view) - self.turn) % 4
        if off > 1:
            return Decoded("二", 0.4)
        return Decoded(text, self.sure) if off == 0 else Decoded(text[::-1] if view.vertical else text, self.beyond)


def _sides(view: View) -> tuple[float, float]:
    return float(np.linalg.norm(view.box[1] - view.box[0])), float(np.linalg.norm(view.box[2] - view.box[1]))


def _starts_at(view: View) -> int:
    """By how many quarters the view is turned: which corner of its box comes first."""
    first = view.box[0] - view.box.mean(axis=0)
    return {(-1, -1): 0, (1, -1): 1, (1, 1): 2, (-1, 1): 3}[int(np.sign(first[0])), int(np.sign(first[1]))]


def boxes(columns: bool, turn: int, count: int = 9) -> list[np.ndarray]:
    """Lines of a card that must be turned by ``turn`` quarters to stand upright, as the detector gives them."""
    found = []
    for i in range(count):
        long, short = 150.0 + 40 * i, 30.0
        wide, high = (short, long) if columns != bool(turn % 2) else (long, short)
        left, top = 10.0 + 40 * i, 10.0 + 40 * i
        found.append(
            np.array([(left, top), (left + wide, top), (left + wide, top + high), (left, top + high)], np.float32)
        )
    return found


@pytest.mark.parametrize("turn", range(4))
@pytest.mark.parametrize("columns", [False, True])
@pytest.mark.parametrize(("sure", "beyond"), [(0.99, 0.97), (0.88, 0.99), (0.99, 0.6)])
def test_a_card_is_read_upright_whichever_way_it_lies(turn: int, columns: bool, sure: float, beyond: float):
    """Also where the reader is surer of columns that lie than of columns that stand."""
    readings = best_turn(boxes(columns, turn), Recogniser(turn, sure, beyond))
    assert [_starts_at(reading.view) for reading in readings] == [turn] * 9
    assert all(reading.view.vertical == columns for reading in readings)


@pytest.mark.parametrize("columns", [False, True])
def test_a_card_that_lies_upright_is_read_once_but_for_a_short_line(columns: bool):
    recogniser = Recogniser(0, beyond=0.6)
    best_turn(boxes(columns, 0, 20), recogniser)
    assert recogniser.read <= 21


class OneWordLies(Recogniser):
    """Reads the shortest line of an upright card on its side, too, as it does 吉田; and no other."""

    def _text(self, view: View) -> Decoded:
        return (
            Decoded("吉田売店東口前", 0.94)
            if _starts_at(view) == 3 and max(_sides(view)) < 300
            else super()._text(view)
        )


def test_one_word_that_reads_well_on_its_side_does_not_turn_the_card():
    readings = best_turn(boxes(False, 0), OneWordLies(0))
    assert [_starts_at(reading.view) for reading in readings] == [0] * 9


@pytest.mark.parametrize("turn", range(4))
def test_of_two_neighbouring_turns_that_read_well_the_first_is_upright(turn: int):
    as_rows_standing = np.roll([0.92, 0.70, 0.34, 0.20], turn)
    as_columns_standing = np.roll([0.66, 0.97, 0.44, 0.28], turn)
    assert upright_turn(as_rows_standing.tolist()) == turn
    assert upright_turn(as_columns_standing.tolist()) == turn


def test_latin_upside_down_is_turned_about():
    assert upright_turn([0.3, 0.2, 0.98, 0.25]) == 2
