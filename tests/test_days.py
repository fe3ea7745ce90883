"""What is asked of the book: days as people write and say them, numbers on cases, and words."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.book.days import Asked, asked_for

TODAY = date(2026, 11, 28)  # a Saturday
DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "dates", "words"),
    [
        ("who did I meet on 20 November", "????-11-20", ""),
        ("Who did I meet yesterday?", "2026-11-27", "?"),
        ("11/20 保険", "????-11-20", "保険"),
        ("20/11", "????-11-20", ""),
        ("１１月２０日の保険の人", "????-11-20", "保険"),
        ("11月20日に会った人", "????-11-20", ""),
        ("2026年11月20日(金) 池袋", "2026-11-20", "池袋"),
        ("令和8年11月20日", "2026-11-20", ""),
        ("20.11.2026", "2026-11-20", ""),
        ("Nov. 20th, 2026", "2026-11-20", ""),
        ("昨日 池袋", "2026-11-27", "池袋"),
        ("一昨日", "2026-11-26", ""),
        ("今日", "2026-11-28", ""),
        ("先週の金曜", "2026-11-20", ""),
        ("今週金曜日", "2026-11-27", ""),
        ("先月", "2026-10-??", ""),
        ("2026-11", "2026-11-??", ""),
        ("November 2026", "2026-11-??", ""),
        ("令和元年5月", "2019-05-??", ""),
    ],
)
def test_a_day_is_understood(text: str, dates: str, words: str) -> None:
    assert asked_for(text, TODAY) == Asked(((dates,),), (), words)


@pytest.mark.parametrize(
    "text",
    ["11/31", "13/45", "May Lin", "今日子", "昨日堂", "090-1234-5678", "171-0022", "1-2-3", "2月30日", "Mar", "Friday",
     "3番地", "11/20/30", "20261120"],
)  # fmt: skip
def test_what_is_no_day_for_sure_stays_a_word(text: str) -> None:
    assert asked_for(text, TODAY) == Asked((), (), text)


def test_a_day_that_may_be_one_of_two_is_either() -> None:
    assert asked_for("5/6/2026", TODAY).days == (("2026-05-06", "2026-06-05"),)
    sunday = asked_for("先週の日曜", TODAY).days[0]
    assert set(sunday) == {"2026-11-15", "2026-11-22"}, "whether a week begins or ends with it, people do not agree"


def test_numbers_on_cases_are_told_from_words() -> None:
    assert asked_for("no.8 池袋", TODAY) == Asked((), ("8",), "池袋")
    assert asked_for("12番", TODAY).numbers == ("12",)
    bare = asked_for("8 171", TODAY)
    assert bare == Asked((), (), "8 171")
    assert bare.where_numbers(lambda number: number == "8") == Asked((), ("8",), "171")


WRITTEN = st.sampled_from(
    [
        lambda d: d.isoformat(),
        lambda d: f"{d.year}/{d.month}/{d.day}",
        lambda d: f"{d.day}.{d.month}.{d.year}",
        lambda d: f"{d.year}年{d.month}月{d.day}日",
        lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
        lambda d: f"{MONTHS[d.month - 1][:3]} {d.day}, {d.year}",
        lambda d: f"on {MONTHS[d.month - 1].upper()} {d.day}th {d.year}",
    ]
)


@given(DAYS, WRITTEN, DAYS)
def test_a_day_written_with_its_year_is_that_day_whatever_today_is(day: date, written, today: date) -> None:
    assert asked_for(f"保険 {written(day)} 池袋", today) == Asked(((day.isoformat(),),), (), "保険 池袋")


SHORT = st.sampled_from(
    [lambda d: f"{d.month}/{d.day}", lambda d: f"{d.month}月{d.day}日", lambda d: f"{d.day} {MONTHS[d.month - 1]}"]
)


@given(DAYS, SHORT, DAYS)
def test_a_day_written_without_a_year_is_that_day_of_every_year(day: date, written, today: date) -> None:
    (dates,) = asked_for(written(day), today).days
    assert dates == (f"????-{day:%m-%d}",) and fnmatchcase(day.isoformat(), dates[0])


@given(DAYS)
def test_days_are_told_from_today(today: date) -> None:
    assert asked_for("yesterday", today).days == (((today - timedelta(days=1)).isoformat(),),)
    last_week = asked_for("last week", today).days[0]
    assert len(last_week) == (13 if today.weekday() == 6 else 8), "weeks of both kinds"
    assert all(1 <= (today - date.fromisoformat(day)).days <= 13 for day in last_week)
    (month,) = asked_for("先月", today).days
    assert fnmatchcase((today.replace(day=1) - timedelta(days=1)).isoformat(), month[0])


@given(st.text(max_size=60), st.dates())
def test_any_text_can_be_asked(text: str, today: date) -> None:
    asked = asked_for(text, today)
    assert all(asked.days) and all(number.isdecimal() for number in asked.numbers)
    assert len(asked.words) <= len(unicodedata.normalize("NFKC", text))


@given(
    st.sampled_from(("today", "this week", "last month", "先週", "先月", "昨日")), st.sampled_from((date.min, date.max))
)
def test_the_beginning_and_the_end_of_time_are_no_error(word: str, today: date) -> None:
    asked_for(word, today)
