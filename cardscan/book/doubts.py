"""Which values of a person still want eyes. Kept by value, because a merge moves values to other paths. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cardscan.model import Contact, Field

_INDEX = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Doubt:
    """``words`` say why the value ``text``, first seen at ``path``, wants eyes."""

    path: str
    text: str | None
    words: str


def spots(contact: Contact) -> dict[str, str]:
    """Return the text at every path of the contract's ``contact`` that a doubt can speak of."""
    found: dict[str, str | None] = {}
    if contact.name is not None:
        parts = ("full", "family", "given", "family_reading", "given_reading", "latin")
        found |= {f"name.{part}": getattr(contact.name, part) for part in parts} | {"name": contact.name.full}
    for i, place in enumerate(contact.orgs):
        found |= {f"orgs[{i}]": place.org, f"orgs[{i}].name": place.org, f"orgs[{i}].department": place.department}
        found |= {f"orgs[{i}].titles[{j}]": title for j, title in enumerate(place.titles)}
    for i, phone in enumerate(contact.phones):
        found |= {f"phones[{i}]": phone.text, f"phones[{i}].text": phone.text, f"phones[{i}].e164": phone.e164}
    for i, address in enumerate(contact.addresses):
        parts = ("text", "postal_code", "region", "locality", "street", "building")
        found |= {f"addresses[{i}].{part}": getattr(address, part) for part in parts} | {
            f"addresses[{i}]": address.text
        }
    for i, account in enumerate(contact.accounts):
        found |= {f"accounts[{i}]": account.id, f"accounts[{i}].id": account.id}
    for part in ("emails", "urls", "qualifications", "notes"):
        found |= {f"{part}[{i}]": text for i, text in enumerate(getattr(contact, part))}
    return {path: text for path, text in found.items() if text is not None}


def doubts_of(fields: Iterable[Field], read: Contact, confirmed: Contact) -> tuple[Doubt, ...]:
    """Return the doubts of a card's fields that stand in ``confirmed`` as they were ``read``; corrected values have
    none."""
    before, after = spots(read), set(spots(confirmed).values())
    asked = [(field, before.get(field.path)) for field in fields if field.doubt]
    return tuple(Doubt(field.path, text, field.doubt or "") for field, text in asked if text is None or text in after)


def still_doubtful(doubts: Iterable[Doubt], before: Contact, merged: Contact) -> tuple[Doubt, ...]:
    """Return the doubts that a merge leaves standing: a reading that now rests on better evidence is no guess."""
    sources = [contact.name.reading_source if contact.name else None for contact in (before, merged)]
    return tuple(doubt for doubt in doubts if sources[0] == sources[1] or not doubt.path.endswith("_reading"))


def locate(doubts: Iterable[Doubt], contact: Contact) -> tuple[tuple[str, str], ...]:
    """Return (path, words) of the doubts whose value is still in ``contact``, at the path where it is now."""
    now = spots(contact)
    found = [(_path_of(doubt, now), doubt.words) for doubt in doubts]
    return tuple(dict.fromkeys((path, words) for path, words in found if path is not None))


def _path_of(doubt: Doubt, now: dict[str, str]) -> str | None:
    if doubt.text is None or now.get(doubt.path) == doubt.text:
        return doubt.path
    shape = _INDEX.sub("", doubt.path)
    return next((path for path, text in now.items() if text == doubt.text and _INDEX.sub("", path) == shape), None)
