"""What `stats` prints with ``--json``, as a type."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from cardscan.stats import Evening, Month

if TYPE_CHECKING:
    from cardscan.stats import Year


class Count(msgspec.Struct, frozen=True):
    """How many people there are of something."""

    name: str
    people: int


class YearRecord(msgspec.Struct, frozen=True):
    """The figures of a year; ``days`` has every day on which somebody was met."""

    year: int
    people: int
    met_again: int
    known_already: int
    cards: int
    event_count: int
    days: dict[str, int]
    months: list[Month]
    events: list[Evening]
    places: list[Count]


def year_record(year: Year) -> YearRecord:
    """Return the object for a year."""
    return YearRecord(
        year=year.year,
        people=year.people,
        met_again=year.again,
        known_already=year.known,
        cards=year.cards,
        event_count=year.events,
        days=dict(year.days),
        months=list(year.months),
        events=list(year.evenings),
        places=[Count(name, people) for name, people in year.places],
    )
