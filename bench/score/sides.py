"""What reading adds to finding: which way up a card is, its number, its other side, and contacts made of nothing. Pure.

A record is an object of ``cardscan read --json``; a truth card is one of the generator's ``cards``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import reduce
from operator import add
from typing import Any

from bench.score.compare import Json
from bench.score.found import Judged, Shape, judged
from bench.score.outline import same_way_up

Key = tuple[str, int, int]  # source, page, card
VALUES = ("phones", "emails", "urls", "addresses", "accounts", "orgs")


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of the cards of one photo, or many. ``read`` cards were found well and read; ``upright`` those of
    them the right way up; ``tagged`` cards carry a number and were read, ``tags`` have exactly it; ``false_tags`` were
    given to cards without one; ``pairs`` people with two sides, ``joined`` whose sides name each other, ``mixed`` joins
    of two people; ``empty`` photos without a card, ``invented`` those of them that gave a contact."""

    read: int = 0
    upright: int = 0
    tagged: int = 0
    tags: int = 0
    false_tags: int = 0
    pairs: int = 0
    joined: int = 0
    mixed: int = 0
    empty: int = 0
    invented: int = 0

    def __add__(self, other: Told) -> Told:
        return Told(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Told)))

    @property
    def upright_share(self) -> float | None:
        """Share of the cards read that are the right way up."""
        return self.upright / self.read if self.read else None

    @property
    def tag_share(self) -> float | None:
        """Share of the numbered cards read that have exactly their number."""
        return self.tags / self.tagged if self.tagged else None

    @property
    def silent_share(self) -> float | None:
        """Share of the photos without a card that gave no contact."""
        return 1 - self.invented / self.empty if self.empty else None

    @property
    def pair_share(self) -> float | None:
        """Share of people whose two sides were joined, a false join counting as one more person."""
        return self.joined / (self.pairs + self.mixed) if self.pairs + self.mixed else None


@dataclass(frozen=True)
class Sheet:
    """One photo: its name, its cards, the records read from it, its size (width, height)."""

    name: str
    cards: Sequence[Json]
    records: Sequence[Json]
    size: tuple[int, int]


def total(counts: Iterable[Told]) -> Told:
    """Return the sum of ``counts``."""
    return reduce(add, counts, Told())


def told(sheets: Sequence[Sheet]) -> tuple[Told, list[str]]:
    """Return the counts of the photos of one run, and each thing that is wrong in a line of words."""
    counts, wrong = [], []
    known: dict[Key, int] = {}  # record → person
    for sheet in sheets:
        for each, record in _readings(sheet):
            count, complaints = _card(each, record)
            counts.append(count)
            wrong += [f"{sheet.name}: {words}" for words in complaints]
            person = (each.truth or {}).get("pair")
            if record is not None and person is not None:
                known[key(record)] = person
        if not sheet.cards:
            made = [record for record in sheet.records if has_contact(record)]
            counts.append(Told(empty=1, invented=int(bool(made))))
            wrong += [f"{sheet.name}: a contact out of nothing: {record['contact']}" for record in made]
    joins, complaints = _joins(sheets, known)
    return total([*counts, joins]), [*wrong, *complaints]


def key(record: Json) -> Key:
    """Return what names a record in a run."""
    return str(record["source"]).rsplit("/", 1)[-1], int(record.get("page") or 1), int(record.get("card") or 1)


def has_contact(record: Json) -> bool:
    """Whether a record holds anything that would go into a book."""
    contact: Mapping[str, Any] = record.get("contact") or {}
    return bool(contact.get("name")) or any(contact.get(field) for field in VALUES)


def _readings(sheet: Sheet) -> list[tuple[Judged, Json | None]]:
    records = [record for record in sheet.records if record.get("quad")]
    shapes = [Shape(record["quad"]) for record in records]
    by_shape = {id(shape): record for shape, record in zip(shapes, records, strict=True)}
    return [(each, by_shape.get(id(each.shape))) for each in judged(sheet.cards, shapes, sheet.size)]


def _card(each: Judged, record: Json | None) -> tuple[Told, list[str]]:
    if each.truth is None or record is None or each.cut or not each.good:
        return Told(), []
    upright = same_way_up(each.truth["quad"], record["quad"])
    tag, given = each.truth.get("tag"), record.get("tag")
    words = [] if upright else [f"card {record.get('card')} is not upright"]
    words += [] if tag == given else [f"card {record.get('card')} has the number {given}, not {tag}"]
    return (
        Told(
            read=1,
            upright=int(upright),
            tagged=int(tag is not None),
            tags=int(tag is not None and tag == given),
            false_tags=int(tag is None and given is not None),
        ),
        words,
    )


def _joins(sheets: Sequence[Sheet], known: Mapping[Key, int]) -> tuple[Told, list[str]]:
    """Count people with two sides in the photos that show them to be one's, those joined, and joins of two people."""
    sides: dict[int, list[str]] = {}
    for sheet in sheets:
        for card in sheet.cards:
            if card.get("pair") is not None and card.get("pair_told", True):
                sides.setdefault(card["pair"], []).append(card["side"])
    people = {person for person, each in sides.items() if {"front", "back"} <= set(each)}
    joined: set[int] = set()
    wrong: dict[frozenset[Key], str] = {}  # both sides name each other: that is one join
    for sheet in sheets:
        for record in sheet.records:
            other = record.get("other_side")
            if not other or key(record) not in known:
                continue
            here, there = known[key(record)], known.get(key(other))
            if here == there:
                joined.add(here)
            elif there is not None:
                words = f"{sheet.name}: card {record.get('card')} was joined with {key(other)}, another person's"
                wrong.setdefault(frozenset((key(record), key(other))), words)
    apart = [f"person {person} was not joined" for person in sorted(people - joined)]
    return Told(pairs=len(people), joined=len(joined & people), mixed=len(wrong)), [*wrong.values(), *apart]
