"""An event and who was met there in, one HTML file for looking at out: everything is in it, nothing is fetched, and
nothing from a card is anything but text."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cardscan.model import Contact, Encounter, Event, Name, Person
from cardscan.share.alone import page_alone


@dataclass(frozen=True, slots=True)
class _Guest:
    number: str
    name: str
    lines: tuple[str, ...]
    memo: str
    picture: str


def event_page(event: Event, guests: Sequence[tuple[Person, Encounter]], pictures: Mapping[str, bytes]) -> bytes:
    """Return the page of an event in UTF-8. ``guests`` are people with how they were met there, in the order of the
    page; ``pictures`` are small JPEG files by uid, of those who have one."""
    shown = [_guest(person, met, pictures.get(person.uid)) for person, met in guests]
    text = page_alone(Path(__file__).with_name("event_page.html")).render(
        event=event, about=_about(event, len(shown)), guests=shown
    )
    return text.encode("utf-8", "replace")


def _about(event: Event, people: int) -> list[str]:
    hours = "–".join((event.begins or "", event.ends or "")) if event.begins or event.ends else ""
    count = "1 person" if people == 1 else f"{people} people"
    return [text for text in (event.date, hours, event.place, count) if text]


def _guest(person: Person, met: Encounter, picture: bytes | None) -> _Guest:
    contact = person.contact
    drawn = base64.b64encode(picture).decode() if picture else ""
    return _Guest(met.tag or "", _called(contact), tuple(_lines(contact)), met.memo or "", drawn)


def _called(contact: Contact) -> str:
    if contact.name is not None:
        return contact.name.full
    return next((place.org for place in contact.affiliations if place.org), "(no name)")


def _lines(contact: Contact) -> list[str]:
    """Return the reading, the Latin name and each place of work, a line each."""
    said = [_reading(contact.name), contact.name.latin or ""] if contact.name else []
    for place in contact.orgs:
        said += [place.org or "", " ".join(filter(None, (place.department, *place.titles)))]
    return [line for line in dict.fromkeys(said) if line and line != _called(contact)]


def _reading(name: Name) -> str:
    """Return the whole reading; a dictionary's guess ends with a question mark."""
    reading = " ".join(filter(None, (name.family_reading, name.given_reading)))
    return f"{reading}?" if reading and name.reading_source == "dictionary" else reading
