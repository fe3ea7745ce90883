"""What somebody asks the book in, the days, the numbers and the other words in it out. Pure: today is an argument.

A day is looked for among the days on which people were met. What is no day for sure stays a word.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import msgspec

Dates = tuple[str, ...]
"""What a date may look like, as patterns of SQL's ``glob``: any of ``2026-11-20``, ``2026-11-??``, ``????-11-20``."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: all of the ``days``, all of the ``numbers`` on card cases, and all of the ``words``."""

    days: tuple[Dates, ...] = ()
    numbers: tuple[str, ...] = ()
    words: str = ""

    def where_numbers(self, is_number: Callable[[str], bool]) -> Asked:
        """Return the same with those of its bare words taken for numbers (``8``) that are one on somebody's case."""
        words = self.words.split()
        found = tuple(str(int(word)) for word in words if _BARE.fullmatch(word) and is_number(str(int(word))))
        left = [word for word in words if not (_BARE.fullmatch(word) and str(int(word)) in found)]
        return replace(self, numbers=(*self.numbers, *found), words=" ".join(left))


_BARE = re.compile(r"[1-9][0-9]{0,2}")
_NUMBER = r"(?:no\.?\s?|#)(?P<number>[0-9]{1,4})(?!\S)|(?P<ban>[0-9]{1,4})番(?!\S)"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_JAPANESE_YEAR = rf"(?:{_YEAR}年|令和(?P<reiwa>[0-9]{{1,2}}|元)年)\s?"
_FLAGS = re.IGNORECASE | re.ASCII  # ı is no i, or no word of the tables would be found
_REIWA = 2018  # the year before the first of 令和
_FREE = r"(?=[?!.。]*(?!\S))"  # a word ends here
_AND = rf"(?:[のにはで、,]|{_FREE})"  # and so it does, or a particle follows


def asked_for(text: str, today: date) -> Asked:
    """Return what ``text`` asks for.

    >>> asked_for("11/20 保険", date(2026, 11, 28))
    Asked(days=(('????-11-20',),), numbers=(), words='保険')
    >>> asked_for("who did I meet yesterday?", date(2026, 11, 21))
    Asked(days=(('2026-11-20',),), numbers=(), words='?')
    """
    left = " ".join(unicodedata.normalize("NFKC", text).split())
    days: list[Dates] = []
    numbers: list[str] = []

    def taken(found: re.Match[str]) -> str:
        said = found.groupdict()
        number = said.get("number") or said.get("ban")
        if number is not None:
            numbers.append(str(int(number)))
            return " "
        dates = _dates(said, today)
        if not dates:
            return found[0]
        days.append(dates)
        return " "

    for pattern in _patterns():
        left = pattern.sub(taken, left)
    return Asked(tuple(days), tuple(numbers), " ".join(_asking().sub(" ", left).split()))


# ---------------------------------------------------------------- words and patterns


class _Words(msgspec.Struct, frozen=True):
    """What is in ``days.toml``."""

    months: list[list[str]]
    weekdays: str
    asking: list[str]
    asking_after: list[str]
    from_today: dict[str, int]
    weeks: dict[str, int]
    months_back: dict[str, int]


@lru_cache(maxsize=1)
def _words() -> _Words:
    text = Path(__file__).with_name("days.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _Words)


@lru_cache(maxsize=1)
def _month_numbers() -> dict[str, int]:
    return {word: number for number, words in enumerate(_words().months, 1) for word in words}


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    """The longer ways to write a day first: a part of 2026/11/20 is one, too."""
    name = rf"(?P<name>{_any(_month_numbers())})\.?"
    day = r"(?P<day>[0-9]{1,2})"
    month = r"(?P<month>[0-9]{1,2})"
    nth = rf"{day}(?:st|nd|rd|th)?"
    week = _any(_words().weeks)
    shapes = (
        rf"{_YEAR}[-/.]{month}[-/.]{day}{_AND}",
        rf"(?:{_JAPANESE_YEAR})?{month}月\s?{day}日(?:\s?\([月火水木金土日]\))?{_AND}",
        rf"(?:on )?{nth}(?: of)? {name},?(?: {_YEAR})?{_FREE}",
        rf"(?:on )?{name} {nth}(?:,? {_YEAR})?{_FREE}",
        rf"(?P<one>[0-9]{{1,2}})/(?P<other>[0-9]{{1,2}})(?:/{_YEAR})?{_AND}",
        rf"{day}\.{month}\.{_YEAR}?{_FREE}",
        rf"(?:{_JAPANESE_YEAR}){month}月{_AND}",
        rf"(?:in )?{name} {_YEAR}{_FREE}",
        rf"{_YEAR}[-/]{month}{_FREE}",
        rf"(?P<week>{week})(?:の?(?P<weekday>[{_words().weekdays}])(?:曜日?)?)?{_AND}",
        rf"(?P<from_today>{_any(_words().from_today)}){_AND}",
        rf"(?P<months_back>{_any(_words().months_back)}){_AND}",
        _NUMBER,
    )
    return tuple(re.compile(rf"(?<!\S)(?:{shape})", _FLAGS) for shape in shapes)


@lru_cache(maxsize=1)
def _asking() -> re.Pattern[str]:
    before = rf"(?<!\S)(?:{_any(_words().asking)})(?: (?:on|at|in))?{_FREE}"
    return re.compile(rf"{before}|(?:{_any(_words().asking_after)}){_FREE}", _FLAGS)


# ---------------------------------------------------------------- the days themselves


def _dates(said: dict[str, str | None], today: date) -> Dates:
    """Return the dates that are meant by the named parts of a pattern; none where there is no such day."""
    if (word := said.get("from_today")) is not None:
        return _days(today, _words().from_today[word.casefold()], 1)
    if (word := said.get("week")) is not None:
        return _week(today, _words().weeks[word.casefold()], said.get("weekday"))
    if (word := said.get("months_back")) is not None:
        return _month_back(today, _words().months_back[word.casefold()])
    if said.get("one") is not None:
        return _slashed(int(said["one"] or 0), int(said["other"] or 0), said.get("year"))
    name, month = said.get("name"), said.get("month")
    number = _month_numbers()[name.casefold()] if name else int(month or 0)
    day = said.get("day")
    return _written(_year(said), number, int(day) if day else None)


def _year(said: dict[str, str | None]) -> str | None:
    reiwa = said.get("reiwa")
    return str(_REIWA + (1 if reiwa == "元" else int(reiwa))) if reiwa else said.get("year")


def _written(year: str | None, month: int, day: int | None) -> Dates:
    try:
        date(int(year or 2000), month, day or 1)  # 2000 has a 29th of February
    except ValueError:
        return ()
    return (f"{year or '????'}-{month:02}-{'??' if day is None else f'{day:02}'}",)


def _slashed(one: int, other: int, year: str | None) -> Dates:
    """11/20 is what Japan and America write; with the year behind it Europe writes 20/11, so it may be either."""
    first, second = _written(year, one, other), _written(year, other, one)
    if year is not None:
        return tuple(dict.fromkeys((*first, *second)))
    return first or second


def _days(today: date, ahead: int, many: int) -> Dates:
    try:
        return tuple((today + timedelta(days=ahead + more)).isoformat() for more in range(many))
    except OverflowError:
        return ()


def _week(today: date, ahead: int, weekday: str | None) -> Dates:
    """Return the days of a week, whether weeks begin on Sunday or on Monday, or the one with this name."""
    monday = _days(today, 7 * ahead - today.weekday(), 7)
    sunday = _days(today, 7 * ahead - (today.weekday() + 1) % 7, 7)
    week = dict.fromkeys((*monday, *sunday))
    if weekday is None:
        return tuple(week)
    which = _words().weekdays.index(weekday)
    return tuple(day for day in week if date.fromisoformat(day).weekday() == which)


def _month_back(today: date, ahead: int) -> Dates:
    months = today.year * 12 + today.month - 1 + ahead
    return (f"{months // 12:04}-{months % 12 + 1:02}-??",)
