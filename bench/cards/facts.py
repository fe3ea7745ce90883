"""What a printed line says, as facts, and the fold of the facts of all printed lines into the contract's ``contact``.

The truth is made from the lines that were really drawn: what did not find room on the card is not in the truth.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bench.cards.people import Person
from bench.cards.places import Place

Contact = dict[str, Any]
OF_A_FIRM = {"phone": "phones", "email": "emails", "url": "urls", "address": "addresses"}  # and their plurals
MANY = OF_A_FIRM | {"account": "accounts", "qualification": "qualifications", "note": "notes"}


@dataclass(frozen=True)
class Fact:
    """One thing said. ``kind`` is a field of the contact (name, kana, latin, org, department, title, phone, email, url,
    address, account, qualification, note); ``of`` is the number of the organisation it belongs to, ``whose`` that of
    only one of several people on the card for whom it holds."""

    kind: str
    value: Any
    of: int = 0
    whose: int | None = None


@dataclass
class _Org:
    name: str | None = None
    departments: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)


def phone(kind: str, text: str, e164: str, label: str | None = None) -> Fact:
    """Return the fact of one telephone number."""
    return Fact("phone", {"kind": kind, "text": text, "e164": e164, "label": label})


def qualifications(printed: str) -> tuple[Fact, ...]:
    """Return the facts of licences printed as one word: 社会保険労務士・行政書士 are two, ファイナンシャル・プラン
    ニング技能士 is one."""
    words = printed.split("・")
    apart = words if all(word.endswith("士") for word in words) else [printed]
    return tuple(Fact("qualification", word) for word in apart)


def address(place: Place, text: str | None = None) -> Fact:
    """Return the fact of a postal address as printed."""
    printed = text or " ".join(part for part in (place.first, place.building) if part)
    return Fact(
        "address",
        {
            "text": printed,
            "postal_code": place.postal_code or None,
            "region": place.region or None,
            "locality": place.locality,
            "street": place.street,
            "building": place.building or None,
            "country": place.country,
        },
    )


def contacts(facts: list[Fact]) -> list[Contact]:
    """Return the contact of each of the people on a card, from facts in reading order: of nearly every card one."""
    people = sorted({fact.whose for fact in facts if fact.whose is not None}) or [None]
    return [contact([fact for fact in facts if fact.whose in (None, number)]) for number in people]


def contact(facts: list[Fact]) -> Contact:
    """Return the contact that a perfect reader gives, from facts in reading order."""
    said = _listed(facts, MANY)
    named = {kind: [fact.value for fact in facts if fact.kind == kind] for kind in ("name", "latin", "kana")}
    found: Contact = {"name": _name(named | {"email": said["emails"]}), "orgs": _orgs(facts)}
    return found | said


def own_reach(facts: list[Fact]) -> tuple[Contact, ...]:
    """Return how each of several firms is reached (phones, emails, urls, addresses), in the order of ``orgs``; nothing
    where all is everybody's. The contract tells it of no card: it is for scoring what the parser keeps together."""
    if not any(fact.of for fact in facts if fact.kind in OF_A_FIRM):
        return ()
    firms = sorted({fact.of for fact in facts if fact.kind in ("org", "department", "title")})
    return tuple(_listed([fact for fact in facts if fact.of == firm], OF_A_FIRM) for firm in firms)


def _listed(facts: list[Fact], kinds: Mapping[str, str]) -> Contact:
    """Return the values of each of ``kinds`` under its plural, each once."""
    by_kind: dict[str, list[Any]] = {kind: [] for kind in kinds}
    for fact in facts:
        values = by_kind.get(fact.kind, [])
        if all(_same_key(fact.kind, fact.value) != _same_key(fact.kind, value) for value in values):
            values.append(fact.value)
    return {plural: by_kind[kind] for kind, plural in kinds.items()}


def _same_key(kind: str, value: Any) -> Any:
    """A web address printed without https:// and held by the QR code with it is one address."""
    return re.sub(r"^https?://", "", value.lower()).rstrip("/") if kind == "url" else value


def _orgs(facts: list[Fact]) -> list[dict[str, Any]]:
    orgs: dict[int, _Org] = {}
    for fact in facts:
        org = orgs.setdefault(fact.of, _Org()) if fact.kind in ("org", "department", "title") else None
        if org is None:
            continue
        if fact.kind == "org":
            org.name = fact.value
        else:
            values = org.departments if fact.kind == "department" else org.titles
            values.extend([fact.value] if fact.value not in values else [])
    return [
        {"name": org.name, "department": " ".join(org.departments) or None, "titles": org.titles}
        for _, org in sorted(orgs.items())
    ]


def _name(by_kind: dict[str, list[Any]]) -> dict[str, Any] | None:
    people: list[Person] = by_kind.get("name", [])
    latin: list[str] = by_kind.get("latin", [])
    if not people:
        return None
    person = people[0]
    name: dict[str, Any] = {"full": person.full, "family": person.family, "given": person.given}
    if person.origin == "en":
        return name | {"family_reading": None, "given_reading": None, "reading_source": None, "latin": person.full}
    if person.origin in ("zh", "ko"):  # nobody sorts them by kana
        unread = {"family_reading": None, "given_reading": None, "reading_source": None}
        return name | unread | {"latin": latin[0] if latin else None}
    source = reading_source(person, bool(by_kind.get("kana")), bool(latin), by_kind.get("email", []))
    readings = {"family_reading": person.family_kana, "given_reading": person.given_kana, "reading_source": source}
    return name | readings | {"latin": latin[0] if latin else None}


def reading_source(person: Person, kana: bool, latin: bool, emails: list[str]) -> str:
    """Return where the reading can be read: kana, romaji, a mail address that spells both parts, or nowhere."""
    in_kana = all(
        not ("一" <= char <= "鿿" or char >= "𠀀" or "豈" <= char <= "﫿") for char in person.family + person.given
    )
    if kana or in_kana:
        return "printed"
    if latin:
        return "latin"
    for mail in emails:
        local = mail.split("@")[0].lower()
        if person.family_romaji in local and person.given_romaji in local:
            return "email"
    return "dictionary"
