"""What ``cardscan read --json`` prints, as types: one ``CardRecord`` or ``ErrorRecord`` a line.

``schema/read.schema.json`` is made from these types (``make schema``). The contract is binding: see docs/commands.md.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from cardscan.model import Account, Address, Claim, Code, Contact, Encounter, Field, Name, Phone, Side

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cardscan.errors import CardscanError
    from cardscan.model import CardReading, OtherSide, Person, Quad, TextLine

# What JSON allows raw but a terminal or a line reader acts upon: DEL, C1 controls, direction marks, line separators.
UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")

Corners = list[list[float]]


class Org(msgspec.Struct, frozen=True):
    """An employer or role."""

    name: str | None
    department: str | None
    titles: list[str]


class ContactRecord(msgspec.Struct, frozen=True):
    """The person on the card. ``name`` is null on a card without a person."""

    name: Name | None
    orgs: list[Org]
    phones: list[Phone]
    emails: list[str]
    urls: list[str]
    addresses: list[Address]
    accounts: list[Account]
    qualifications: list[str]
    notes: list[str]


class FieldRecord(msgspec.Struct, frozen=True):
    """How sure a value is: ``field`` is a path into ``contact``, ``lines`` are indices into ``lines``."""

    field: str
    confidence: float
    lines: list[int]
    doubt: str | None


class LineRecord(msgspec.Struct, frozen=True):
    """One line of text as read; ``quad`` in pixels of the flat card."""

    text: str
    quad: Corners
    confidence: float
    vertical: bool


class QualityRecord(msgspec.Struct, frozen=True):
    """How well the card was caught."""

    dpi: int
    sharpness: float
    glare: float
    advice: str | None


class OtherSideRecord(msgspec.Struct, frozen=True):
    """Which object is the other side of the same card, and why, in words."""

    source: str
    page: int
    card: int
    reasons: list[str]


class CardRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One card; ``quad`` in pixels of the upright photo, clockwise from the card's own top left."""

    source: str
    page: int
    card: int
    side: Side
    other_side: OtherSideRecord | None = None
    quad: Corners
    tag: str | None
    contact: ContactRecord
    fields: list[FieldRecord]
    lines: list[LineRecord]
    codes: list[Code]
    quality: QualityRecord


class ErrorBody(msgspec.Struct, frozen=True):
    """Why a file gave no card."""

    code: str
    message: str


class ErrorRecord(msgspec.Struct, frozen=True):
    """A file that could not be read."""

    source: str
    error: ErrorBody


class PersonRecord(msgspec.Struct, frozen=True):
    """One person of the book, as ``list``, ``show`` and ``find`` print them with ``--json``."""

    uid: str
    contact: ContactRecord
    encounters: list[Encounter]
    doubts: list[Doubt]
    claims: list[Claim]


class EventRecord(msgspec.Struct, frozen=True):
    """One event of the book, as `event list` prints it with ``--json``; ``people`` is how many were met there."""

    name: str
    date: str | None
    begins: str | None
    ends: str | None
    place: str | None
    people: int


class Doubt(msgspec.Struct, frozen=True):
    """A field that still wants eyes, and why."""

    field: str
    doubt: str


def person_record(person: Person) -> PersonRecord:
    """Return the object for one person of the book."""
    doubts = [Doubt(path, words) for path, words in person.doubts]
    met, sources = list(person.encounters), list(person.claims)
    return PersonRecord(person.uid, contact_record(person.contact), met, doubts, sources)


def card_record(reading: CardReading) -> CardRecord:
    """Return the contract's object for one card."""
    card, parsed = reading.card, reading.parsed
    quality = card.quality
    return CardRecord(
        source=_encodable(card.photo.name),
        page=card.photo.page,
        card=card.index,
        side=parsed.side,
        other_side=_other_side(reading.other_side) if reading.other_side else None,
        quad=_corners(card.quad),
        tag=card.tag,
        contact=contact_record(parsed.contact),
        fields=[_field(field) for field in parsed.fields],
        lines=[_line(line) for line in parsed.lines],
        codes=list(card.codes),
        quality=QualityRecord(round(quality.dpi), round(quality.sharpness, 2), round(quality.glare, 3), quality.advice),
    )


def contact_record(contact: Contact) -> ContactRecord:
    """Return the contract's ``contact``: affiliations flattened, in order."""
    return ContactRecord(
        name=contact.name,
        orgs=[Org(place.org, place.department, list(place.titles)) for place in contact.orgs],
        phones=list(contact.phones),
        emails=list(contact.emails),
        urls=list(contact.urls),
        addresses=list(contact.addresses),
        accounts=list(contact.accounts),
        qualifications=list(contact.qualifications),
        notes=list(contact.notes),
    )


def error_record(source: str, error: CardscanError) -> ErrorRecord:
    """Return the contract's object for a file that could not be read."""
    return ErrorRecord(_encodable(source), ErrorBody(error.code, _encodable(str(error))))


def to_json(record: msgspec.Struct) -> str:
    """Return ``record`` as one line of JSON, without the line end, safe to show on a terminal."""
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", msgspec.json.encode(record).decode())


def json_lines(people: Iterable[Person]) -> bytes:
    """Return people as JSON Lines, one ``PersonRecord`` a line, in UTF-8."""
    return "".join(f"{to_json(person_record(person))}\n" for person in people).encode()


def schema() -> dict[str, object]:
    """Return the JSON Schema of one output line."""
    either, components = msgspec.json.schema_components((CardRecord, ErrorRecord), ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "cardscan read --json, one line",
        "anyOf": list(either),
        "$defs": {name: _described(component) for name, component in components.items()},
    }


def _described(component: dict[str, object]) -> dict[str, object]:
    """Return a component with its description on one line: how a docstring is indented, Python and msgspec each decide
    anew in every version."""
    words = component.get("description")
    return {**component, "description": " ".join(words.split())} if isinstance(words, str) else component


def _encodable(name: str) -> str:
    """Return ``name`` with � for the bytes of a file name that are not UTF-8: JSON cannot hold them."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _other_side(other: OtherSide) -> OtherSideRecord:
    return OtherSideRecord(_encodable(other.source), other.page, other.card, list(other.reasons))


def _corners(quad: Quad) -> Corners:
    return [[round(x, 1), round(y, 1)] for x, y in quad]


def _field(field: Field) -> FieldRecord:
    lines = list(dict.fromkeys(source.line for source in field.sources))
    return FieldRecord(field.path, round(field.confidence, 3), lines, field.doubt)


def _line(line: TextLine) -> LineRecord:
    return LineRecord(line.text, _corners(line.quad), round(line.confidence, 3), line.vertical)
