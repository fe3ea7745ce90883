"""Lines read beside lines printed: counts that can be worked out on paper."""

from __future__ import annotations

from typing import Any

import pytest

from bench.score.letters import Letters, Read, count, stretches
from bench.score.reading_report import Outcome, calibration_error, document
from bench.score.report import Setting

RARER = {"髙": "高", "﨑": "崎"}
Quad = list[tuple[float, float]]


def box(left: float, top: float, width: float, height: float = 20) -> Quad:
    return [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]


def printed(text: str, quad: Quad, vertical: bool = False) -> dict[str, Any]:
    return {"text": text, "quad": quad, "vertical": vertical}


def test_a_line_is_compared_with_what_was_read_at_its_place() -> None:
    lines = [printed("髙橋 美咲", box(0, 0, 100)), printed("03-1234-5678", box(0, 40, 160))]
    read = [Read("03-1234-5679", box(1, 41, 158), 0.9), Read("髙橋美咲", box(0, 0, 99), 0.99)]
    found = sorted(stretches(lines, read))
    assert [(each.printed, each.read) for each in found] == [
        ("03-1234-5678", "03-1234-5679"),
        ("髙橋 美咲", "髙橋美咲"),
    ]


def test_a_line_read_in_two_parts_is_one_in_the_order_it_runs() -> None:
    (across,) = stretches(
        [printed("AB CD", box(0, 0, 100))], [Read("CD", box(60, 0, 40), 1), Read("AB", box(0, 0, 40), 1)]
    )
    assert across.read == "ABCD"
    column = box(0, 0, 20, 100)
    halves = [
        Read("下", [(0, 60), (20, 60), (20, 100), (0, 100)], 1, True),
        Read("上", [(0, 0), (20, 0), (20, 50), (0, 50)], 1, True),
    ]
    (down,) = stretches([printed("上下", column, vertical=True)], halves)
    assert down.read == "上下"


def test_what_is_missed_and_what_is_made_up_counts() -> None:
    found = stretches([printed("営業部", box(0, 0, 60))], [Read("㊞", box(300, 300, 20), 0.5)])
    told = sum((count(each, RARER) for each in found), Letters())
    assert (told.letters, told.wrong, told.lines, told.lines_right) == (3, 4, 1, 0)
    assert told.error_rate == pytest.approx(4 / 3)


def test_forms_of_a_kanji_are_told_apart_and_widths_and_icons_are_not() -> None:
    one = count(stretches([printed("髙﨑 高崎", box(0, 0, 90))], [Read("高﨑 髙崎", box(0, 0, 90), 1)])[0], RARER)
    assert (one.rare, one.rare_read, one.common, one.falsely_rare) == (2, 1, 2, 1)
    icon = stretches([printed("０３-1234-5678", box(0, 0, 90))], [Read("☎ 03-1234-5678", box(0, 0, 90), 1)])[0]
    assert (count(icon, RARER).wrong, count(icon, RARER).reach_right) == (0, 1)


def test_a_reader_that_says_90_in_100_and_is_right_so_often_is_calibrated() -> None:
    honest = [(0.91, True)] * 91 + [(0.91, False)] * 9
    assert calibration_error(honest) == pytest.approx(0, abs=1e-9)
    assert calibration_error([(0.99, False)] * 10) == pytest.approx(0.99)
    assert calibration_error([]) == 0


def test_the_document_has_a_row_for_each_slice_and_names_what_is_wanted() -> None:
    told = Outcome(2, Letters(100, 1, 10, 9, 4, 3, 5, 5, 7, 0), ((0.9, True),), 1.0)
    outcomes = {"flat_ja": {"taught": told, "argmax": told}, "variants_ja": {"taught": told, "argmax": told}}
    text = document(
        Setting("2026-11-27", "a machine", ["x 1"], "python -m x", "Drawn.", {"flat_ja": "Flat."}), outcomes
    )
    assert "| flat_ja | 2 | 100 | 1.00 % | 1.00 % | 0.4 % | 0.900 | 0.900 | 0.750 | 0.750 | 0.99 |" in text
    assert "| variants_ja | taught | 5 | 1.000 | 7 | 0.00 % |" in text
