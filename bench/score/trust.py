"""Is the stated confidence true? Every value that carries one is a claim: how sure, doubted or not, right or wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bench.score import fold
from bench.score.compare import Json, Value, each, name_of, phone_number, values

CERTAIN = 0.9
CRITICAL = frozenset({"name", "phone", "email", "url"})
EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)


@dataclass(frozen=True, slots=True)
class Claim:
    """One value that the reader stated. ``kind`` is a field of ``compare`` or a part of a name (``family``…)."""

    kind: str
    confidence: float
    doubted: bool
    right: bool

    @property
    def certain(self) -> bool:
        """Called certain: nobody will look at it before it is saved."""
        return not self.doubted and self.confidence >= CERTAIN

    @property
    def critical(self) -> bool:
        """A name, phone, mail or web address that is wrong although it was called certain."""
        return self.certain and self.kind in CRITICAL and not self.right


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims whose confidence lies in [low, high): how many, how sure on average, how many of them right."""

    low: float
    high: float
    claims: int
    stated: float
    right: float


def claims(record: Json, truth: Json) -> tuple[Claim, ...]:
    """Return a claim for each of the record's ``fields`` that can be judged against ``truth`` (a ``contact`` object).

    A value stated twice but printed once is right once. Notes, and readings of names whose truth gives no reading,
    are not judged.
    """
    contact = record.get("contact") or {}
    left = {kind: Counter(_printed(truth, kind)) for kind in _JUDGED}
    judged: list[Claim] = []
    for stated in record.get("fields") or ():
        resolved = resolve(contact, stated["field"])
        if resolved is None or (resolved[0] in _READINGS and not name_of(truth).get(resolved[0])):
            continue
        kind, value = resolved
        right = left[kind][value] > 0
        left[kind][value] -= right
        judged.append(Claim(_KIND.get(kind, kind), stated["confidence"], bool(stated.get("doubt")), right))
    return tuple(judged)


def resolve(contact: Json, path: str) -> tuple[str, Value] | None:
    """Return (what is judged, folded value) for a path such as ``emails[0]``, or None for one that is not judged.

    Raises ValueError when the path leads nowhere in ``contact``: the record breaks its contract.
    """
    steps = re.findall(r"[A-Za-z_]+|\d+", path)
    found: Any = contact
    try:
        for step in steps:
            found = found[int(step)] if step.isdigit() else found[step]
    except (KeyError, IndexError, TypeError) as broken:
        raise ValueError(f"the field path {path!r} leads nowhere in its contact") from broken
    shape = ".".join(step for step in steps if not step.isdigit())
    return _fold(_SHAPES[shape], found) if shape in _SHAPES and found is not None else None


def reliability(stated: Sequence[Claim], edges: Sequence[float] = EDGES) -> list[Bin]:
    """Return the non-empty bins of confidence between ``edges``; the last one includes its upper edge."""
    bins = []
    for low, high in pairwise(edges):
        inside = [claim for claim in stated if low <= claim.confidence < high or claim.confidence == high == edges[-1]]
        if inside:
            mean = sum(claim.confidence for claim in inside) / len(inside)
            bins.append(Bin(low, high, len(inside), mean, sum(claim.right for claim in inside) / len(inside)))
    return bins


def calibration_error(bins: Iterable[Bin]) -> float | None:
    """Return the expected calibration error: the mean of |stated − right| over the bins, weighted by claims."""
    full = list(bins)
    total = sum(each.claims for each in full)
    return sum(each.claims * abs(each.stated - each.right) for each in full) / total if total else None


_READINGS = frozenset({"family_reading", "given_reading"})
_NAME_PARTS = ("full", "family", "given", "family_reading", "given_reading", "latin")
_KIND: Mapping[str, str] = {"full": "name", "family": "name", "given": "name"}
_SHAPES: Mapping[str, str] = {
    "name": "full",
    **{f"name.{part}": part for part in _NAME_PARTS},
    "orgs.name": "org",
    "orgs.department": "department",
    "orgs.titles": "title",
    "phones": "phone",
    "phones.e164": "phone",
    "emails": "email",
    "urls": "url",
    "addresses": "address",
    "addresses.text": "address",
    "addresses.postal_code": "postal_code",
    "accounts": "account",
    "qualifications": "qualification",
}
_JUDGED = frozenset(_SHAPES.values())


def _fold(kind: str, found: Any) -> tuple[str, Value]:
    match kind:
        case "full" if isinstance(found, Mapping):
            return kind, (fold.text(found.get("full") or ""),)
        case "family_reading" | "given_reading":
            return kind, (fold.reading(found),)
        case "phone":
            return kind, (phone_number(found if isinstance(found, Mapping) else {"e164": found}),)
        case "email":
            return kind, (fold.mail(found),)
        case "url":
            return kind, (fold.web(found),)
        case "address":
            return kind, (fold.address(found["text"] if isinstance(found, Mapping) else found),)
        case "postal_code":
            return kind, (fold.postal(found),)
        case "account":
            return kind, (found["service"], fold.account(found["service"], found["id"]))
        case _:
            return kind, (fold.text(found),)


def _printed(truth: Json, kind: str) -> list[Value]:
    """The values of ``truth`` as ``_fold`` gives them; of a phone only the number, for its kind is no claim."""
    if kind in _NAME_PARTS:
        folded = fold.reading if kind in _READINGS else fold.text
        return [(folded(name_of(truth).get(kind) or ""),)]
    if kind == "phone":
        return [(phone_number(phone),) for phone in each(truth, "phones")]
    return values(truth, kind)
