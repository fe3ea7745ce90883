"""GUESTS IN, A NUMBERED LIST OUT: everybody whose card lay on the table, by the number on its case, to print, to tick.

Pure but for ``fonts``, which looks for a font on this machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cardscan.model import Contact, Event, Person
from cardscan.roster.business import Guess, business
from cardscan.roster.numbers import Remark, by_number, remarks, tag_of

__all__ = ["Guest", "Remark", "Roster", "of_cards", "of_people"]


@dataclass(frozen=True, slots=True)
class Guest:
    """One line of the list. ``number`` is the one on the case, ``reading`` ends with ? where it is a guess, ``post`` is
    department and titles, ``face`` a small JPEG of the card; ``uid`` is empty where no book knows them."""

    number: str | None
    name: str
    reading: str = ""
    org: str = ""
    post: str = ""
    business: Guess | None = None
    talked: bool = False
    memo: str = ""
    uid: str = ""
    face: bytes = b""


@dataclass(frozen=True, slots=True)
class Roster:
    """A numbered list: what it is called, its ``guests`` by number, and ``remarks`` on numbers that are not among
    them."""

    title: str
    day: str
    place: str
    guests: tuple[Guest, ...]
    remarks: tuple[Remark, ...] = ()


def of_people(
    event: Event,
    people: Sequence[Person],
    unread: Iterable[tuple[str, str]] = (),
    up_to: int | None = None,
    faces: Mapping[str, bytes] | None = None,
) -> Roster:
    """Return the list of the people met at an event, one line for each number that somebody had there.

    ``unread`` are numbers that were seen with why their cards could not be read, ``up_to`` is the highest number that
    was given out (the highest seen, if that is not told), ``faces`` are small pictures of cards by uid.
    """
    guests = [
        replace(_guest(person.contact, number), talked=talked, memo=memo, uid=person.uid, face=face)
        for person in people
        for face in [(faces or {}).get(person.uid, b"")]
        for number, talked, memo in _meetings(person, event)
    ]
    return _listed(event, guests, unread, up_to)


def of_cards(
    event: Event,
    cards: Iterable[tuple[str | None, Contact, bytes]],
    unread: Iterable[tuple[str, str]] = (),
    up_to: int | None = None,
) -> Roster:
    """Return the list of cards that were just read: (number, contact, small picture) of each."""
    guests = [replace(_guest(contact, number), face=face) for number, contact, face in cards]
    return _listed(event, guests, unread, up_to)


def _listed(event: Event, guests: list[Guest], unread: Iterable[tuple[str, str]], up_to: int | None) -> Roster:
    seen = [guest.number for guest in guests if guest.number]
    ordered = tuple(sorted(guests, key=lambda guest: by_number(guest.number)))
    return Roster(event.name, event.date or "", event.place or "", ordered, remarks(seen, unread, up_to))


def _meetings(person: Person, event: Event) -> list[tuple[str | None, bool, str]]:
    """Return (number, talked, memo) of the meetings of an evening; one without a number counts only if there is no
    other."""
    there = [one for one in person.encounters if (one.event, one.date) == (event.name, event.date)]
    numbered = [one for one in there if one.tag] or there[:1]
    return [(tag_of(one.tag) if one.tag else None, one.talked, one.memo or "") for one in numbered]


def _guest(contact: Contact, number: str | None) -> Guest:
    name, work = contact.name, contact.orgs
    reading = " ".join(part for part in (name.family_reading, name.given_reading) if part) if name else ""
    if name and reading and name.reading_source == "dictionary":
        reading += "?"
    orgs = list(dict.fromkeys(place.org for place in work if place.org))
    called = name.full if name else "".join(orgs[:1])
    post = " ".join(part for place in work[:1] for part in (place.department, *place.titles) if part)
    told = orgs if name else orgs[1:]
    number = tag_of(number) if number else None
    return Guest(
        number, called, reading or (name.latin or "" if name else ""), " / ".join(told), post, business(contact)
    )
