"""The one NOTE of a card: everything that has no property of its own, in readable lines. Phones keep only one."""

from __future__ import annotations

from cardscan.model import Affiliation, Encounter, Person
from cardscan.share.numbers import extension
from cardscan.share.words import share_words


def note_of(person: Person, primary: Affiliation | None) -> str:
    """Return everything that has no property of its own, in readable lines: phones keep only one NOTE."""
    contact = person.contact
    lines = [line for met in person.encounters for line in _met(met)]
    lines += [_work(place) for place in contact.orgs if place is not primary]
    lines += [" / ".join(contact.qualifications)]
    lines += [f"{share_words()['spelled'].get(one.service, one.service)}: {one.id}" for one in contact.accounts]
    lines += [phone.text for phone in contact.phones if extension(phone)]
    lines += [contact.name.latin or ""] if contact.name else []
    return "\n".join(dict.fromkeys(text for text in (*lines, *contact.notes) if text.strip()))


def _met(met: Encounter) -> tuple[str, ...]:
    number = (f"No. {met.tag}" if met.tag[:1].isdecimal() else met.tag) if met.tag else None
    return met.memo or "", " ".join(text for text in (met.event, met.date, met.place, number) if text)


def _work(place: Affiliation) -> str:
    return " ".join(text for text in (place.org, place.department, " / ".join(place.titles)) if text)
