"""Who says a value, and whom the book believes: human > another address book > QR code > camera. Pure.

What a human typed or approved stands for ever; what a human took out never comes back by a camera or an import.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Literal

from cardscan.book.values import NAME_PARTS, Value, listed, values, without
from cardscan.likeness.folding import fold, fold_url
from cardscan.model import By, Claim, Code, Contact, Field, Name, Property

_RANK: dict[str | None, int] = {"human": 3, "import": 2, "code": 1, None: 0}
_READING = ("family_reading", "given_reading")


@dataclass(frozen=True, slots=True)
class Alias:
    """What another address book calls a person, and the SHA-256 of the record that it last gave."""

    uid: str
    mark: str


@dataclass(frozen=True, slots=True)
class Told:
    """All the values that somebody told at one time: claims as they are kept, many to a date."""

    by: By
    at: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is known about a person beside what is said: who ``told`` which value, which values a human ``refused``,
    what others call the person, and properties of their vCards for which a contact has no place."""

    told: tuple[Told, ...] = ()
    refused: tuple[Value, ...] = ()
    aliases: tuple[Alias, ...] = ()
    properties: tuple[Property, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Who says what, value by value."""
        return tuple(Claim(part, text, one.by, one.at) for one in self.told for part, text in one.values)

    def claiming(self, claims: Iterable[Claim]) -> Ledger:
        """Return the ledger with these claims instead of its own."""
        told: dict[tuple[By, str], list[Value]] = {}
        for one in claims:
            told.setdefault((one.by, one.at), []).append((one.part, one.text))
        return replace(self, told=tuple(Told(by, at, tuple(group)) for (by, at), group in told.items()))


NOTHING = Ledger()


def claimed(contact: Contact, by: By, at: str) -> tuple[Claim, ...]:
    """Return a claim of every value of ``contact``."""
    return tuple(Claim(part, text, by, at) for part, text in dict.fromkeys(listed(contact)))


def told_first(contact: Contact, by: By, at: str) -> Ledger:
    """Return the ledger of somebody new, of whom all that is known is what ``by`` says."""
    every = tuple(dict.fromkeys(listed(contact)))
    return Ledger((Told(by, at, every),)) if every else NOTHING


def claimed_by_codes(fields: Sequence[Field], codes: Sequence[Code], contact: Contact, at: str) -> tuple[Claim, ...]:
    """Return a claim of every value of a card with QR codes that stands nowhere in its print: a code holds it."""
    if not codes:
        return ()
    held = {field.value.casefold() for field in fields if not field.sources and field.doubt is None}
    held -= {field.value.casefold() for field in fields if field.sources}
    held |= {fold_url(text) for text in held}  # a web address is kept by what it is compared by
    every = claimed(contact, "code", at)
    return tuple(one for one in every if one.text.casefold() in held or one.text.partition(" ")[2] in held)


def add_claims(ledger: Ledger, new: Iterable[Claim]) -> Ledger:
    """Return ``ledger`` with claims added; of two claims of one value the higher ranking, else the older one, stays."""
    known = {(one.part, one.text): one for one in ledger.claims}
    for one in new:
        before = known.get((one.part, one.text))
        if before is None or _RANK[one.by] > _RANK[before.by]:
            known[one.part, one.text] = one
    return ledger.claiming(known.values())


def edited(ledger: Ledger, before: Contact, after: Contact, at: str) -> Ledger:
    """Return ``ledger`` after a human made ``after`` of ``before``: what came is claimed, what left is refused."""
    was, now = values(before), values(after)
    refused = dict.fromkeys((*ledger.refused, *(one for one in listed(before) if one not in now)))
    typed = (Claim(part, text, "human", at) for part, text in listed(after) if (part, text) not in was)
    claims = replace(ledger, refused=tuple(one for one in refused if one not in now))
    return stated(add_claims(claims, typed), after)


def stated(ledger: Ledger, contact: Contact) -> Ledger:
    """Return ``ledger`` without claims of values that are no longer there."""
    now = values(contact)
    return ledger.claiming(one for one in ledger.claims if (one.part, one.text) in now)


def allowed(ledger: Ledger, contact: Contact) -> Contact:
    """Return what of a new ``contact`` no human has refused."""
    return without(contact, frozenset(ledger.refused)) if ledger.refused else contact


def preferred(ledger: Ledger, old: Contact, by: By | None) -> Literal["old", "new", "better"]:
    """Return whose name stands when ``by`` says another one: the higher ranking one's, of equals the better name."""
    mine = _rank(ledger, "name.full", old.name.full) if old.name else 0
    if mine == _RANK[by]:
        return "old" if mine else "better"
    return "old" if mine > _RANK[by] else "new"


def hold_name(ledger: Ledger, old: Name | None, merged: Contact, by: By | None) -> Contact:
    """Return ``merged`` with every part of the name ``old`` that outranks ``by``, and without notes that hold spellings
    which a human refused. A claimed whole name keeps its own 姓 and 名, a claimed reading both its halves."""
    refused = {fold(text) for part, text in ledger.refused if part.startswith("name.")}
    merged = replace(merged, notes=tuple(text for text in merged.notes if fold(text) not in refused))
    if old is None or merged.name is None:
        return merged
    keep = {part for part in NAME_PARTS if _rank(ledger, f"name.{part}", getattr(old, part) or "") > _RANK[by]}
    parts = {part: getattr(old, part) for part in _together(keep)}
    return replace(merged, name=replace(merged.name, **parts)) if parts else merged


def _rank(ledger: Ledger, part: str, text: str) -> int:
    return max((_RANK[one.by] for one in ledger.claims if (one.part, one.text) == (part, text)), default=0)


def _together(keep: AbstractSet[str]) -> frozenset[str]:
    more = {"family", "given"} if "full" in keep else set()
    more |= {*_READING, "reading_source"} if keep & set(_READING) else set()
    return frozenset(keep | more)
