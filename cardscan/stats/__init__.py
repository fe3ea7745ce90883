"""PEOPLE IN, FIGURES OF A YEAR OUT, and pictures of them. Pure, but for ``png``.

Days are as they were noted; a card counts in the month in which it came into the book.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cardscan.book.lived import LivedCard
from cardscan.model import Encounter, Person

Meeting = tuple[str, str, str]  # of whom (uid), at which event, on which day
MONTHS = tuple(range(1, 13))
MOST_ROWS = 12  # of events, places, …: what is smaller is not shown


@dataclass(frozen=True, slots=True)
class Evening:
    """An event: how many people were met there, and how many of them were thanked (None: nobody keeps count)."""

    name: str
    date: str
    people: int
    thanked: int | None


@dataclass(frozen=True, slots=True)
class Month:
    """A month: people met for the first time and ``again``; cards that came, the values on them, their doubtful fields,
    and how many of the values a human corrected since."""

    number: int
    new: int = 0
    again: int = 0
    cards: int = 0
    values: int = 0
    doubtful: int = 0
    corrected: int = 0


@dataclass(frozen=True, slots=True)
class Year:
    """The figures of a year. ``days``: people met by day; ``places``, ``businesses``: (name, people), the most first;
    ``known``: how often a card was of somebody who was in the book already; ``evenings`` are the largest of the
    ``events``, in order."""

    year: int
    people: int
    again: int
    known: int
    events: int
    days: Mapping[str, int]
    months: tuple[Month, ...]
    evenings: tuple[Evening, ...]
    places: tuple[tuple[str, int], ...]
    businesses: tuple[tuple[str, int], ...] = ()

    @property
    def cards(self) -> int:
        """How many cards came."""
        return sum(month.cards for month in self.months)


def met_in(year: int, people: Iterable[Person]) -> tuple[Person, ...]:
    """Return the people who were met on a day of a year."""
    return tuple(person for person in people if any(_in(met, year) for met in _meetings(person)))


def years_in(people: Iterable[Person], cards: Iterable[LivedCard]) -> tuple[int, ...]:
    """Return the years in which somebody was met or a card came, the last one first."""
    met = {met.date[:4] for person in people for met in person.encounters if met.date}
    found = {int(year) for year in met | {card.at[:4] for card in cards} if year.isdecimal()}
    return tuple(sorted(found, reverse=True))


def year_of(
    year: int,
    people: Sequence[Person],
    cards: Iterable[LivedCard],
    known: Iterable[str] = (),
    *,
    thanked: Container[Meeting] | None = None,
    businesses: Mapping[str, str] | None = None,
) -> Year:
    """Return the figures of a year. ``known`` is when somebody was known again; ``thanked`` are the meetings
    for which people were thanked, if that is kept; ``businesses`` says in what business people are, by uid."""
    met = [(person, one, number) for person in people for number, one in enumerate(_meetings(person)) if _in(one, year)]
    there, evenings = {person.uid: person for person, _, _ in met}, _guests(year, people)
    return Year(
        year,
        len(there),
        len({person.uid for person, _, number in met if number}),
        sum(at.startswith(f"{year:04}") for at in known),
        len(evenings),
        dict(sorted(Counter(one.date or "" for _, one, _ in met).items())),
        _months(year, met, cards),
        _evenings(evenings, thanked),
        _most(Counter(filter(None, map(_place, there.values())))),
        _most(Counter(businesses[uid] for uid in there if businesses.get(uid))) if businesses else (),
    )


_Met = tuple[Person, Encounter, int]  # a meeting with somebody, and how many there were before


def _in(met: Encounter, year: int) -> bool:
    return (met.date or "").startswith(f"{year:04}-")


def _meetings(person: Person) -> list[Encounter]:
    """Return when a person was met, each day once, in order."""
    by_day = {one.date: one for one in reversed(person.encounters) if one.date}
    return [by_day[day] for day in sorted(by_day)]


def _months(year: int, met: Iterable[_Met], cards: Iterable[LivedCard]) -> tuple[Month, ...]:
    seen = Counter(((one.date or "")[5:7], number > 0) for _, one, number in met)
    came: dict[str, list[LivedCard]] = {}
    for card in cards:
        came.setdefault(card.at[:7], []).append(card)
    return tuple(
        Month(
            number,
            seen[f"{number:02}", False],
            seen[f"{number:02}", True],
            len(mine := came.get(f"{year:04}-{number:02}", [])),
            sum(card.values for card in mine),
            sum(card.doubtful for card in mine),
            sum(card.corrected for card in mine),
        )
        for number in MONTHS
    )


def _guests(year: int, people: Iterable[Person]) -> dict[tuple[str, str], set[str]]:
    """Return who was met at each event of a year, by its day and name; two on one day are two."""
    there: dict[tuple[str, str], set[str]] = {}
    for person in people:
        for one in person.encounters:
            if one.event and _in(one, year):
                there.setdefault((one.date or "", one.event), set()).add(person.uid)
    return there


def _evenings(there: Mapping[tuple[str, str], set[str]], thanked: Container[Meeting] | None) -> tuple[Evening, ...]:
    found = [
        Evening(name, day, len(uids), None if thanked is None else sum((uid, name, day) in thanked for uid in uids))
        for (day, name), uids in sorted(there.items())
    ]
    largest = sorted(found, key=lambda one: -one.people)[:MOST_ROWS]
    return tuple(one for one in found if one in largest)


def _place(person: Person) -> str | None:
    """Return the prefecture, or state, in which somebody works."""
    return next((address.region for address in person.contact.addresses if address.region), None)


def _most(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:MOST_ROWS])
