"""Labels below each other beside their numbers are read one by one; what only looks like a stack stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from cardscan.ocr.decode import Decoded
from cardscan.ocr.stacked import unstacked
from cardscan.ocr.turns import Reading, View

Box = tuple[float, float, float, float]
LABELS = (50.0, 100.0, 80.0, 162.0)
NUMBERS = [(100.0, 100.0, 220.0, 120.0), (100.0, 121.0, 220.0, 141.0), (100.0, 142.0, 260.0, 162.0)]


def turned(quad: npt.NDArray[np.float32], quarters: int) -> npt.NDArray[np.float32]:
    """The same on a card that lies ``quarters`` quarter turns off, about (200, 200)."""
    for _ in range(quarters):
        quad = np.stack([400 - quad[:, 1], quad[:, 0]], axis=1)
    return quad


def reading(text: str, box: Box, vertical: bool = False, quarters: int = 0) -> Reading:
    left, top, right, bottom = box
    quad = np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float32)
    return Reading(View(turned(quad, quarters), vertical), Decoded(text, 0.9), np.zeros((1, 1), np.float32))


def again(views: Sequence[View]) -> list[Reading]:
    return [Reading(view, Decoded("label", 0.9), np.zeros((1, 1), np.float32)) for view in views]


def texts(readings: Sequence[Reading]) -> list[str]:
    return sorted(each.decoded.text for each in readings)


@pytest.mark.parametrize("quarters", range(4))
@pytest.mark.parametrize("vertical", [True, False])
def test_three_labels_in_one_box_become_three(quarters: int, vertical: bool) -> None:
    numbers = [reading(str(i), box, quarters=quarters) for i, box in enumerate(NUMBERS)]
    found = unstacked([reading("Tel Fax", LABELS, vertical, quarters), *numbers], again)
    assert texts(found) == ["0", "1", "2", "label", "label", "label"]
    middles = [turned(each.view.box, -quarters % 4).mean(axis=0).tolist() for each in found[3:]]
    assert middles == [[65.0, 110.0], [65.0, 131.0], [65.0, 152.0]]


@pytest.mark.parametrize(("text", "vertical"), [("ふじもと農園", True), ("内海建築設計事務所", False)])
def test_a_firm_set_along_the_edge_beside_the_lines_stays_one(text: str, vertical: bool) -> None:
    edge = reading(text, LABELS, vertical)
    edge = replace(edge, decoded=Decoded(text, 0.97))
    numbers = [reading(str(i), box) for i, box in enumerate(NUMBERS)]
    assert texts(unstacked([edge, *numbers], again)) == ["0", "1", "2", text]


def test_a_label_that_was_read_already_is_not_read_twice() -> None:
    below = reading("Mail", (52, 143, 79, 161))
    found = unstacked([reading("Tel Fax", LABELS, vertical=True), below, *map(reading, "012", NUMBERS)], again)
    assert texts(found) == ["0", "1", "2", "Mail", "label", "label"]


@pytest.mark.parametrize(
    ("box", "lines"),
    [
        (LABELS, NUMBERS[:1]),  # one line beside it
        ((50, 100, 80, 121), NUMBERS),  # as high as one line
        ((50, 20, 80, 162), NUMBERS),  # begins far above
        ((-100, 100, 80, 162), NUMBERS),  # too wide for labels
        ((-200, 100, -150, 162), NUMBERS),  # too far away
        (LABELS, [(100.0, 100.0, 120.0, 120.0), (100.0, 121.0, 120.0, 141.0)]),  # nothing there is a line
    ],
)
def test_what_is_no_stack_stays_as_it_is(box: Box, lines: Sequence[Box]) -> None:
    given = [reading("取締役", box, vertical=True), *(reading("line", each) for each in lines)]
    assert unstacked(given, again) == given


def test_a_postal_code_above_two_columns_is_no_stack() -> None:
    columns = [reading("column", (x, 60, x + 30, 400), vertical=True) for x in (50, 82)]
    given = [reading("〒162-0045", (50, 30, 112, 58)), *columns]
    assert unstacked(given, again) == given


def test_a_large_name_beside_department_and_title_is_one_line() -> None:
    """어인연 beside 견적팀 over 선임엔지니어 was read as its upper and its lower half."""
    name = Reading(reading("어인연", (20, 100, 110, 142)).view, Decoded("어인연", 0.99), np.zeros((1, 1), np.float32))
    given = [name, *(reading("line", each) for each in NUMBERS[:2])]
    assert unstacked(given, again) == given


def test_nothing_read_is_nothing() -> None:
    assert unstacked([], again) == []
