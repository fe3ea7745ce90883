"""The measure of readings by dictionaries alone counts what it says."""

from __future__ import annotations

from bench.cards.people import person
from bench.readings import main, right


def test_a_surname_and_a_whole_name_count_apart():
    assert right(person("佐藤", "さとう", "健一", "けんいち")) == (True, True)
    assert right(person("佐藤", "さとう", "健一", "たけかず")) == (True, False)
    assert right(person("佐藤", "すけふじ", "健一", "けんいち")) == (False, False)


def test_most_surnames_of_dev_are_read_right(capsys):
    main(["--count", "300", "--split", "dev"])
    told = capsys.readouterr().out
    assert told.startswith("300 people of dev: surname right 0.9")
