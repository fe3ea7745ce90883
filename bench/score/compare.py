"""One contact as printed beside one contact as read: how many values are right, extra and missed, field by field.

Contacts are the ``contact`` objects of the JSON contract, as plain dictionaries; absent and null mean the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bench.score import fold

Json = Mapping[str, Any]
Value = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """Values ``right`` (printed and read), ``extra`` (read, but not printed) and ``missed`` (printed, but not read)."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.extra + other.extra, self.missed + other.missed)

    @property
    def printed(self) -> int:
        """How many values the cards carry."""
        return self.right + self.missed

    @property
    def perfect(self) -> bool:
        """Nothing extra, nothing missed."""
        return not (self.extra or self.missed)

    @property
    def precision(self) -> float | None:
        """Share of what was read that is right; None where nothing was read."""
        return _share(self.right, self.right + self.extra)

    @property
    def recall(self) -> float | None:
        """Share of what is printed that was read right; None where nothing is printed."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where nothing is printed and nothing was read."""
        return _share(2 * self.right, 2 * self.right + self.extra + self.missed)


def compare(truth: Json, read: Json) -> dict[str, Count]:
    """Return, for each field of FIELDS, how the values of ``read`` stand to those of ``truth``, as multisets."""
    return {field: count(values(truth, field), values(read, field)) for field in FIELDS}


def count(truth: Iterable[Value], read: Iterable[Value]) -> Count:
    """Return how many of ``read`` are in ``truth``, each value as often as it is printed."""
    printed, found = Counter(truth), Counter(read)
    right = (printed & found).total()
    return Count(right, found.total() - right, printed.total() - right)


def macro_f1(counts: Mapping[str, Count]) -> float | None:
    """Return the mean F1 over the fields that occur on the cards; None where none does."""
    scores = [each.f1 or 0.0 for each in counts.values() if each.printed]
    return sum(scores) / len(scores) if scores else None


def wholly_right(counts: Mapping[str, Count]) -> bool:
    """A card whose name, phones, mails and organisations are all right: nothing wrong, nothing missing."""
    return all(counts[field].perfect for field in ("name", "phone", "email", "org"))


def values(contact: Json, field: str) -> list[Value]:
    """Return every value of ``field`` on ``contact``, folded; empty ones left out."""
    return [value for value in FIELDS[field](contact) if any(value)]


def name_of(contact: Json) -> Json:
    """Return the name object, empty where the card has no person."""
    return contact.get("name") or {}


def each(contact: Json, key: str) -> list[Any]:
    """Return the list under ``key``, empty where it is absent or null."""
    return contact.get(key) or []


def phone_number(phone: Json) -> str:
    """Return what two spellings of one phone number share."""
    return phone.get("e164") or fold.digits(phone.get("text") or "")


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _name_part(*keys: str, folded: Callable[[str], str] = fold.text) -> Callable[[Json], list[Value]]:
    return lambda contact: [tuple(folded(name_of(contact).get(key) or "") for key in keys)]


def _reading(contact: Json) -> list[Value]:
    name = name_of(contact)
    parts = (name.get("family_reading"), name.get("given_reading"))
    return [(fold.reading("".join(part or "" for part in parts)),)]


def _org_part(key: str) -> Callable[[Json], list[Value]]:
    return lambda contact: [(fold.text(org.get(key) or ""),) for org in each(contact, "orgs")]


def _titles(contact: Json) -> list[Value]:
    return [(fold.text(title),) for org in each(contact, "orgs") for title in org.get("titles") or ()]


def _phones(contact: Json) -> list[Value]:
    return [(phone_number(phone), phone.get("kind") or "") for phone in each(contact, "phones")]


def _texts(key: str, folded: Callable[[str], str]) -> Callable[[Json], list[Value]]:
    return lambda contact: [(folded(value),) for value in each(contact, key)]


def _address_part(key: str, folded: Callable[[str], str]) -> Callable[[Json], list[Value]]:
    return lambda contact: [(folded(address.get(key) or ""),) for address in each(contact, "addresses")]


def _accounts(contact: Json) -> list[Value]:
    return [
        (account["service"], fold.account(account["service"], account["id"])) for account in each(contact, "accounts")
    ]


FIELDS: dict[str, Callable[[Json], list[Value]]] = {
    "name": _name_part("full"),
    "split": _name_part("family", "given"),
    "reading": _reading,
    "latin": _name_part("latin"),
    "org": _org_part("name"),
    "department": _org_part("department"),
    "title": _titles,
    "phone": _phones,
    "email": _texts("emails", fold.mail),
    "url": _texts("urls", fold.web),
    "postal_code": _address_part("postal_code", fold.postal),
    "address": _address_part("text", fold.address),
    "account": _accounts,
    "qualification": _texts("qualifications", fold.text),
}
