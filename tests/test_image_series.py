"""Numbers that count on tell what a number between them must be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.image.series import lacking, series

ROWS = [0, 1, 2, 3, 4, 5]
COLUMNS = [0, 3, 1, 4, 2, 5]  # of the same two rows of three


def test_a_number_is_told_by_those_before_and_after_it():
    assert series(["1", "2", "3", "9", "5", "6", None], [range(7)]) == ("1", "2", "3", "4", "5", "6", "7")


def test_cases_may_be_laid_column_by_column():
    assert series(["1", "3", "5", "2", "A", "6"], [ROWS, COLUMNS]) == ("1", "3", "5", "2", "4", "6")


def test_they_may_count_down():
    assert series(["16", "15", "74", "13", "12", "11"], [ROWS])[2] == "14"


@pytest.mark.parametrize(
    ("labels", "third"), [(["A6", "A7", "B", "A9", "A10", "A11"], "A8"), (["07", "08", "6", "10", "11", "12"], "09")]
)
def test_it_is_written_as_the_others_are(labels: list[str], third: str):
    assert series(labels, [ROWS])[2] == third


def test_numbers_in_no_order_say_nothing():
    assert series(["4", "9", "1", "7", "2", "30"], [ROWS, COLUMNS]) == (None,) * 6


def test_where_a_number_is_skipped_nobody_knows_where():
    assert series(["1", "2", "3", None, "6", "7"], [ROWS])[3] is None


def test_no_labels_say_nothing():
    assert series([None] * 6, [ROWS]) == (None,) * 6
    assert series([], [[]]) == ()


@given(st.integers(1, 90), st.permutations(range(8)))
def test_a_full_series_is_told_as_it_is(first: int, order: list[int]):
    labels = [""] * 8
    for place, position in enumerate(order):
        labels[position] = str(first + place)
    assert series(labels, [order]) == tuple(labels)


def test_an_unordered_set_lacks_what_is_between_and_next_to_its_numbers():
    assert lacking(["3", "1", "6", "2", "5"]).numbers == {"4", "7"}


def test_what_lies_far_from_all_others_does_not_belong_to_the_set():
    assert lacking(["38", "39", "41", "4", "40", "42"]).strays == {3}


def test_numbers_far_from_each_other_are_no_set():
    found = lacking(["3", "17", "40", "80"])
    assert (found.numbers, found.strays) == (set(), set())


def test_numbers_that_lost_the_first_of_three_digits_do_not_belong_to_the_set_and_it_lacks_them_whole():
    labels = ["125", "36", "127", None, "143", "38", "140", "33", None, "30", "13", "134", "142", "35"]
    told = lacking([*labels, *[None] * 6])
    assert told.strays == {1, 5, 7, 9, 10, 13}
    assert {"136", "138", "133", "130", "135"} <= told.numbers
    assert not {"125", "134"} & told.numbers


def test_from_two_digits_to_three_nothing_is_lost():
    assert lacking(["97", "98", "99", "100", "101", "102", "104"]).strays == frozenset()
    assert lacking(["12", "57", "31", "100", "101", "102", "64"]).numbers == frozenset()
