"""A person as a row of a table for people."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cardscan.book.store import Snapshot
    from cardscan.model import Address, Affiliation, Claim, Contact, Encounter, Name, Person, Phone

PERSON_COLUMNS = ("Name and reading", "Company and title", "Phone and mail", "Look at")

PATH_WORDS = {
    "name": "name",
    "orgs": "company",
    "phones": "phone",
    "emails": "mail",
    "urls": "web",
    "addresses": "address",
    "accounts": "account",
    "qualifications": "qualification",
    "notes": "note",
}


def person_row(contact: Contact, doubts: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the cells under PERSON_COLUMNS; ``doubts`` are (path, words)."""
    return (
        _cell(name_lines(contact.name)),
        _cell(_work_lines(contact)),
        _cell([*dict.fromkeys(phone.text for phone in contact.phones if phone.kind != "fax"), *contact.emails]),
        _cell(dict.fromkeys(f"{word_for(path)}: {words}" for path, words in doubts)),
    )


def name_lines(name: Name | None) -> list[str]:
    """Return the name and, below it, its reading and its Latin spelling, as far as they are known."""
    if name is None:
        return ["(no person)"]
    latin = name.latin if name.latin and name.latin != name.full else ""
    return [name.full, *filter(None, (_reading(name), latin))]


def _reading(name: Name) -> str:
    """Return the whole reading, with a ? if nothing on the card confirms it; empty if there is none."""
    reading = " ".join(part for part in (name.family_reading, name.given_reading) if part)
    return f"{reading}?" if reading and name.reading_source == "dictionary" else reading


def called(contact: Contact) -> str:
    """Return what a contact is called in a sentence."""
    if contact.name is not None:
        return contact.name.full
    return next((place.org for place in contact.affiliations if place.org), "(no name)")


def word_for(path: str) -> str:
    """Return what people call the field at ``path``.

    >>> word_for("phones[1].e164")
    'phone'
    >>> word_for("name.family_reading")
    'reading'
    >>> word_for("orgs[0].titles[1]")
    'title'
    """
    if path.endswith("_reading"):
        return "reading"
    if (part := re.search(r"(?:^orgs\[\d+\]\.)(department|title)", path)) is not None:
        return part[1]
    return PATH_WORDS.get(re.split(r"[.\[]", path, maxsplit=1)[0], path)


def person_details(person: Person) -> list[tuple[str, str]]:
    """Return all that is known of ``person`` as (what, value) rows."""
    from cardscan.book.wishes import refusal

    contact = person.contact
    rows = [("name", _cell(name_lines(contact.name)))]
    rows += [("company", _cell(_place_lines(place))) for place in contact.orgs]
    rows += _other_rows(contact)
    rows += _met_rows(person.encounters)
    no_mail = refusal(person)
    rows += [("no mail", str(no_mail).removeprefix("no mail: "))] if no_mail else []
    rows += [("look at", f"{word_for(path)}: {words}") for path, words in person.doubts]
    rows += [(f"from {_source(one)}", one.text) for one in person.claims]
    return [*rows, ("uid", person.uid)]


def _other_rows(contact: Contact) -> list[tuple[str, str]]:
    """Return all but the name and the work."""
    rows = [(_phone_word(phone), phone.text) for phone in contact.phones]
    rows += [("mail", mail) for mail in contact.emails]
    rows += [("web", url) for url in contact.urls]
    rows += [("address", _address(address)) for address in contact.addresses]
    rows += [(account.service, account.id) for account in contact.accounts]
    rows += [("qualification", words) for words in contact.qualifications]
    return [*rows, *(("note", words) for words in contact.notes)]


def _met_rows(encounters: Iterable[Encounter]) -> list[tuple[str, str]]:
    return [("met", _cell(filter(None, (_occasion(met), met.memo)))) for met in encounters]


def _source(claim: Claim) -> str:
    words = {"human": "you", "import": "an import", "code": "a QR code"}
    return f"{words[claim.by]}, {claim.at[:10]}"


def met_cell(person: Person) -> str:
    """Return where a person was met, the last time first."""
    return _cell(filter(None, map(_occasion, reversed(person.encounters))))


def details_side_by_side(one: Person, other: Person) -> list[tuple[str, str, str]]:
    """Return what is known of two people as (what, of one, of the other) rows."""
    sides: list[dict[str, list[str]]] = [{}, {}]
    for side, person in zip(sides, (one, other), strict=True):
        for what, value in person_details(person):
            side.setdefault(what, []).append(value)
    left, right = ({what: "\n".join(values) for what, values in side.items()} for side in sides)
    return [(what, left.get(what, ""), right.get(what, "")) for what in {**left, **right}]


def changed_lines(before: Snapshot | None, after: Snapshot | None) -> list[str]:
    """Return in words what a change took out (−) and what it added (+)."""
    gone, came = _gone_and_come(before, after)
    return [*(f"− {what}: {text}" for what, text in gone), *(f"+ {what}: {text}" for what, text in came)]


def differences(before: Snapshot, after: Snapshot) -> list[tuple[str, str, str]]:
    """Return (what, was, is) of all that a change made different; empty where there was, or is, nothing."""
    gone, came = _gone_and_come(before, after)
    rows: list[tuple[str, str, str]] = []
    for what in dict.fromkeys(what for what, _ in (*gone, *came)):
        pairs = zip_longest(*([text for part, text in side if part == what] for side in (gone, came)), fillvalue="")
        rows += [(what, was, now) for was, now in pairs]
    return rows


def _gone_and_come(
    before: Snapshot | None, after: Snapshot | None
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    was, now = (_told(one) if one else [] for one in (before, after))
    return [row for row in was if row not in now], [row for row in now if row not in was]


def _told(one: Snapshot) -> list[tuple[str, str]]:
    """Return everything that is said of a person as (what, value), each part by its own name."""
    contact = one.contact
    rows = [*_name_rows(contact.name), *(row for place in contact.orgs for row in _place_rows(place))]
    rows += [*_other_rows(contact), *_met_rows(one.encounters)]
    return list(dict.fromkeys((what, line) for what, value in rows for line in value.split("\n")))


def _name_rows(name: Name | None) -> list[tuple[str, str]]:
    """
    >>> from cardscan.model import Name
    >>> _name_rows(Name("阿部 誠", "阿部", "誠", "あべ", "まこと", "dictionary"))
    [('name', '阿部 誠'), ('reading', 'あべ まこと?')]
    """
    if name is None:
        return []
    parts = (("name", name.full), ("reading", _reading(name)), ("Latin name", name.latin))
    return [(what, text) for what, text in parts if text]


def _place_rows(place: Affiliation) -> list[tuple[str, str]]:
    parts = (("company", place.org), ("department", place.department), *(("title", title) for title in place.titles))
    return [(what, text) for what, text in parts if text]


def _work_lines(contact: Contact) -> list[str]:
    return [line for place in contact.orgs for line in _place_lines(place)]


def _place_lines(place: Affiliation) -> list[str]:
    return list(filter(None, (place.org, " ".join(filter(None, (place.department, *place.titles))))))


def _phone_word(phone: Phone) -> str:
    return f"{phone.kind}, {phone.label}" if phone.label else phone.kind


def _address(address: Address) -> str:
    return f"〒{address.postal_code} {address.text}" if address.postal_code else address.text


def _occasion(met: Encounter) -> str:
    number = (f"no. {met.tag}" if met.tag[:1].isdecimal() else met.tag) if met.tag else None
    return ", ".join(filter(None, (met.event, met.place, met.date, number)))


def _cell(lines: Iterable[str]) -> str:
    return "\n".join(line.replace("\n", " ") for line in lines)
