"""People as the page shows them: short texts and paths. Pure. Words of the page itself come from ``words``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan.model import Contact, Encounter, Name, Person

if TYPE_CHECKING:
    from cardscan.web.words import Words

ROWS = "あかさたなはまやらわ"  # of the 五十音
_ROW_OF = {
    kana: row
    for row, kanas in zip(
        ROWS,
        (
            "ぁあぃいぅうぇえぉおゔ",
            "かがきぎくぐけげこご",
            "さざしじすずせぜそぞ",
            "ただちぢっつづてでとど",
            "なにぬねの",
            "はばぱひびぴふぶぷへべぺほぼぽ",
            "まみむめも",
            "ゃやゅゆょよ",
            "らりるれろ",
            "ゎわゐゑをん",
        ),
        strict=True,
    )
    for kana in kanas
}
_PART = re.compile(r"([a-z]+)(?:\[(\d+)\])?(?:\.([a-z_0-9]+)(?:\[(\d+)\])?)?")


@dataclass(frozen=True, slots=True)
class Line:
    """One value of a person as the page shows it: its ``path`` in the contract's ``contact``, a ``word`` for it
    (the name of one of the page's words), the ``text``, and the ``kind`` of a number or account."""

    path: str
    word: str
    text: str
    kind: str = ""


def called(contact: Contact) -> str:
    """Return what a contact is called: the name, else the organisation, else nothing."""
    if contact.name is not None:
        return contact.name.full
    return next((place.org for place in contact.affiliations if place.org), "")


def reading(name: Name | None) -> str:
    """Return a reading as one text; a guess of a dictionary ends with a question mark."""
    if name is None:
        return ""
    text = " ".join(part for part in (name.family_reading, name.given_reading) if part)
    return f"{text}?" if text and name.reading_source == "dictionary" else text


def work(contact: Contact) -> str:
    """Return company, department and titles in one line."""
    place = next(iter(contact.orgs), None)
    return " ".join(part for part in (place.org, place.department, *place.titles) if part) if place else ""


def row(sign: str) -> str:
    """Return the row of the 五十音 for a sign of ``Book.signs``; ``A`` for Latin names, ``#`` for kanji without a
    reading and all else."""
    if sign in _ROW_OF:
        return _ROW_OF[sign]
    return "A" if sign.isascii() and sign.isalpha() else "#"


def met(one: Encounter) -> str:
    """Return where and when, in one line."""
    tag = (f"No. {one.tag}" if one.tag[:1].isdecimal() else one.tag) if one.tag else None
    return " · ".join(part for part in (one.event, one.place, one.date, tag) if part)


def lines(contact: Contact) -> tuple[Line, ...]:
    """Return everything that a contact says, value by value, in the order in which people look at it."""
    name = contact.name or Name("")
    found = [Line("name.full", "name", name.full)]
    found += [
        Line(f"name.{part}", part, getattr(name, part) or "") for part in ("family_reading", "given_reading", "latin")
    ]
    for i, place in enumerate(contact.orgs):
        found += [Line(f"orgs[{i}].name", "company", place.org or "")]
        found += [Line(f"orgs[{i}].department", "department", place.department or "")]
        found += [Line(f"orgs[{i}].titles[{j}]", "title", text) for j, text in enumerate(place.titles)]
    found += [Line(f"phones[{i}]", "phone", one.text, one.kind) for i, one in enumerate(contact.phones)]
    found += [Line(f"emails[{i}]", "mail", one) for i, one in enumerate(contact.emails)]
    found += [Line(f"urls[{i}]", "web", one) for i, one in enumerate(contact.urls)]
    found += [
        Line(f"addresses[{i}]", "address", one.text, one.postal_code or "") for i, one in enumerate(contact.addresses)
    ]
    found += [Line(f"accounts[{i}]", "account", one.id, one.service) for i, one in enumerate(contact.accounts)]
    for part, word in (("qualifications", "qualification"), ("notes", "note")):
        found += [Line(f"{part}[{i}]", word, text) for i, text in enumerate(getattr(contact, part))]
    return tuple(found)


def word_of(path: str) -> str:
    """Return the name of the page's word for what stands at ``path``.

    >>> word_of("orgs[0].titles[1]"), word_of("phones[2].text"), word_of("addresses[0].postal_code")
    ('title', 'phone', 'postal_code')
    """
    found = _PART.fullmatch(path)
    part, leaf = (found[1], found[3]) if found else (path, None)
    if part == "name":
        return leaf if leaf in ("family_reading", "given_reading", "latin") else "name"
    if part == "orgs":
        return {"department": "department", "titles": "title"}.get(leaf or "", "company")
    if part == "addresses":
        return "postal_code" if leaf == "postal_code" else "address"
    return {
        "phones": "phone",
        "emails": "mail",
        "urls": "web",
        "accounts": "account",
        "qualifications": "qualification",
    }.get(part, "note")


def main_path(path: str) -> str:
    """Return the path of the line of ``lines`` that shows what stands at ``path``.

    >>> main_path("phones[0].text"), main_path("orgs[1]"), main_path("name.family")
    ('phones[0]', 'orgs[1].name', 'name.full')
    """
    found = _PART.fullmatch(path)
    if found is None:
        return path
    part, index, leaf, inner = found.groups()
    if part == "name":
        return path if leaf in ("family_reading", "given_reading", "latin") else "name.full"
    if part == "orgs":
        return f"orgs[{index}].titles[{inner}]" if leaf == "titles" else f"orgs[{index}].{leaf or 'name'}"
    return f"{part}[{index}]"


def doubts(person: Person, words: Words) -> dict[str, str]:
    """Return why eyes are needed, by the path of the line that shows the value."""
    found: dict[str, list[str]] = {}
    for path, why in person.doubts:
        found.setdefault(main_path(path), []).append(words.said(why))
    return {path: "; ".join(dict.fromkeys(told)) for path, told in found.items()}


def events(people: Iterable[Person]) -> tuple[str, ...]:
    """Return the names of all events at which somebody was met, the last one first."""
    dated: dict[str, str] = {}
    for person in people:
        for one in person.encounters:
            if one.event:
                dated[one.event] = max(dated.get(one.event, ""), one.date or "")
    return tuple(sorted(dated, key=lambda event: (dated[event], event), reverse=True))


# The most harmful first: a wrong mail address or number reaches a stranger, a wrong name offends, a note does neither.
_HARM = ("mail", "phone", "name", "web", "account", "company", "family_reading", "given_reading", "latin", "address")


def harm(path: str) -> int:
    """Return where a doubtful value stands among others: those that can do most harm come first (negative numbers)."""
    word = word_of(path)
    return _HARM.index(word) - len(_HARM) - 1 if word in _HARM else -1
