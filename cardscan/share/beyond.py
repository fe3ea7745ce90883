"""What a person has beyond what a vCard can show, kept beside it as one property of ours, ``X-CARDSCAN``.

Phones and other programs pass it over. It holds, as JSON, only those parts that reading the card back would not give:
which number belongs to which of two employers, where one met, the name in Latin letters. It counts for as long as the
card reads as it did when it was written: who edits a card by hand is believed, not what stood beside it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

import msgspec

from cardscan.model import Account, Affiliation, Contact, Encounter, Incoming, Name, Person, Phone
from cardscan.share.content_lines import Line
from cardscan.share.words import is_plain_label

NAME = "X-CARDSCAN"
_LARGEST = 200_000  # characters
# What JSON allows raw but a line of a vCard, or the escaping of one, does not.
_RAW = re.compile("[\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class _Beyond:
    """The parts that the card does not give back, and ``reads``, a digest of what the card gives; an absent part is the
    card's own."""

    reads: str
    name: Name | None = None
    affiliations: tuple[Affiliation, ...] | None = None
    accounts: tuple[Account, ...] | None = None
    qualifications: tuple[str, ...] | None = None
    notes: tuple[str, ...] | None = None
    encounters: tuple[Encounter, ...] | None = None


def beyond(person: Person, shown: Incoming | None) -> str | None:
    """Return the value of the property for a person whose card reads as ``shown``; None if that is all of it."""
    seen = shown or Incoming(Contact())
    wanted = person.contact
    parts = {
        part: getattr(wanted, part)
        for part in ("name", "affiliations", "accounts", "qualifications", "notes")
        if _level(part, getattr(wanted, part)) != _level(part, getattr(seen.contact, part))
    }
    if person.encounters != seen.encounters:
        parts["encounters"] = person.encounters
    if not parts:
        return None
    told = {"reads": _digest(seen)} | {part: _bare(msgspec.to_builtins(value)) for part, value in parts.items()}
    return _RAW.sub(lambda found: f"\\u{ord(found[0]):04x}", msgspec.json.encode(told).decode())


def with_beyond(shown: Incoming, lines: Iterable[Line]) -> Incoming:
    """Return what a card says together with what is kept beside it, unless somebody changed the card since."""
    text = next((line.text() for line in lines if line.name == NAME and len(line.value) <= _LARGEST), None)
    if text is None:
        return shown
    try:
        kept = msgspec.json.decode(text, type=_Beyond)
    except (msgspec.DecodeError, UnicodeError):
        return shown
    if kept.reads != _digest(shown):
        return shown
    parts = {one.name: value for one in fields(Contact) if (value := getattr(kept, one.name)) is not None}
    met = shown.encounters if kept.encounters is None else kept.encounters
    return replace(shown, contact=replace(shown.contact, **parts), encounters=met)


def _digest(shown: Incoming) -> str:
    said = repr((shown.contact, shown.encounters))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16]


def _level(part: str, value: object) -> object:
    """Return a part without what does not count: how a number with a code of its country is punctuated."""
    if part != "affiliations" or not isinstance(value, tuple):
        return value
    return tuple(replace(place, phones=tuple(map(_phone, place.phones))) for place in value)


def _phone(phone: Phone) -> Phone:
    known = phone.e164 and not re.search(r"[^\d\s()+.・‐－ー-]", phone.text)  # an extension is more than the number
    label = None if phone.label and is_plain_label(phone.label) else phone.label
    return replace(phone, text=phone.e164 or "", label=label) if known else replace(phone, label=label)


def _bare(value: object) -> object:
    """Return ``value`` without absent and empty parts."""
    if isinstance(value, dict):
        return {name: bare for name, one in value.items() if (bare := _bare(one)) not in (None, [], {}, (), False)}
    return [_bare(one) for one in value] if isinstance(value, list | tuple) else value
