"""People as jCard, the JSON of vCard 4.0 (RFC 7095). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from cardscan.model import Person
from cardscan.share.content_lines import Line, cards
from cardscan.share.versions import in_version

_PARTS = frozenset(("N", "ADR", "ORG"))
_URIS = frozenset(("URL", "X-SOCIALPROFILE"))
_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z")


def to_jcard(people: Iterable[Person]) -> bytes:
    """Return a JSON array of one jCard for each of ``people``, in UTF-8."""
    return msgspec.json.encode([_jcard(person) for person in people])


def _jcard(person: Person) -> list[object]:
    (card,) = cards(in_version(person, "4.0"))
    return ["vcard", [_property(line) for line in card.lines]]


def _property(line: Line) -> list[object]:
    parameters: dict[str, object] = {}
    for name, value in line.parameters:
        words = value.split(",") if name == "TYPE" else [value]
        if name != "VALUE":
            parameters[name.lower()] = words[0] if len(words) == 1 else words
    if line.group:
        parameters["group"] = line.group
    return [line.name.lower(), parameters, *_value(line)]


def _value(line: Line) -> list[object]:
    if line.name in _PARTS:
        return ["text", list(line.parts())]
    if line.name == "CATEGORIES":
        return ["text", *line.parts(",")]
    text = line.text()
    if line.name == "REV" and (stamp := _STAMP.fullmatch(text)):
        return ["timestamp", "{}-{}-{}T{}:{}:{}Z".format(*stamp.groups())]
    uri = line.name in _URIS or text.startswith(("urn:uuid:", "data:"))
    return ["uri" if uri else "text", text]
