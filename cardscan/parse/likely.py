"""Which role each stretch of text on a card likely plays, learned from dev cards (``make train``): a chain of roles in
reading order, each told by its traits and by the role before it (a linear-chain CRF)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

from cardscan.model import Kind
from cardscan.parse.abroad import is_known_abroad
from cardscan.parse.names import FOREIGN_NAME
from cardscan.parse.page import ROLES
from cardscan.parse.traits import page_of, relation, traits

if TYPE_CHECKING:
    from cardscan.model import TextLine
    from cardscan.parse.gather import Reach
    from cardscan.parse.page import Part

Row = tuple[float, ...]
RELATIONS = ("on", "close", "apart")  # how a part stands to the one before it
TOLD: Mapping[str, Kind] = {
    "department": Kind.DEPARTMENT,
    "title": Kind.TITLE,
    "qualification": Kind.QUALIFICATION,
}  # the roles that a part is given; names and firms are chosen by what else the card says
SECOND = 1.0  # log odds from which something is a title that no word tells, beside one that a word does


@dataclass(frozen=True, slots=True)
class Weights:
    """What speaks for each of ROLES, as log odds: each trait; and, by relation, the role (row) of the part before."""

    traits: Mapping[str, Row]
    pairs: Mapping[str, tuple[Row, ...]]


def with_chances(parts: Sequence[Part], lines: Sequence[TextLine], reach: Reach) -> tuple[Part, ...]:
    """Return the parts of a card, each with the chances of its roles."""
    page = page_of(parts, lines, reach)
    known = [traits(page, number) for number in range(len(parts))]
    relations = [relation(one, other) for one, other in pairwise(parts)]
    rows = chances(known, relations, weights())
    return tuple(replace(part, chances=row) for part, row in zip(parts, rows, strict=True))


def told(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return ``parts``, those whose words leave open what they are as the department, title or qualification that they
    are likelier than not; a title so told is doubted. Somebody from abroad (ヤン・ノヴァーク) is none of these."""
    titled = any(part.kind is Kind.TITLE and not part.weak for part in parts)
    least = SECOND if titled else 0.0
    return tuple(_told(part, least) if part.kind is None and not _is_foreign(part.text) else part for part in parts)


def _is_foreign(text: str) -> bool:
    return FOREIGN_NAME.match(text) is not None and is_known_abroad(text)


def _told(part: Part, least: float) -> Part:
    """Return a part with the kind that it likely is; a word in capitals that no list has is a logo's (SCIENCE), and no
    qualification, and a title must be ``least`` likely."""
    role = max(TOLD, key=part.log_odds)
    kind = TOLD[role]
    logo = kind is Kind.QUALIFICATION and part.text.isascii() and not any(map(str.isdigit, part.text))
    likely = part.log_odds(role) > (least if kind is Kind.TITLE else 0.0)
    return replace(part, kind=kind, weak=kind is Kind.TITLE) if likely and not logo else part


def chances(traits: Sequence[Sequence[str]], relations: Sequence[str], weights: Weights) -> tuple[Row, ...]:
    """Return for each part of a card, in reading order, the chance of each of ROLES, all things considered.

    ``relations`` are those of each part but the first to the one before it.
    """
    scores = [_sum(part, weights.traits) for part in traits]
    pairs = [weights.pairs[relation] for relation in relations]
    ahead = _sweep(scores, pairs)
    behind = _sweep(scores[::-1], [tuple(zip(*pair, strict=True)) for pair in reversed(pairs)])[::-1]
    both = [[a + b - s for a, b, s in zip(*rows, strict=True)] for rows in zip(ahead, behind, scores, strict=True)]
    return tuple(_normal(row) for row in both)


def _sum(traits: Sequence[str], weights: Mapping[str, Row]) -> Row:
    known = [row for trait in traits if (row := weights.get(trait)) is not None]
    return tuple(map(sum, zip(*known, strict=True))) if known else (0.0,) * len(ROLES)


def _sweep(scores: Sequence[Row], pairs: Sequence[Sequence[Row]]) -> list[Row]:
    """Return for each part, and each role of it, the log of the sum over all roles of the parts before it."""
    swept = [*scores[:1]]
    for own, pair in zip(scores[1:], pairs, strict=True):
        before = swept[-1]
        ways = ([a + w for a, w in zip(before, column, strict=True)] for column in zip(*pair, strict=True))
        swept.append(tuple(score + _log_sum(way) for score, way in zip(own, ways, strict=True)))
    return swept


def _log_sum(terms: Sequence[float]) -> float:
    most = max(terms)
    return most + math.log(sum(math.exp(term - most) for term in terms))


def _normal(row: Sequence[float]) -> Row:
    total = _log_sum(row)
    return tuple(math.exp(term - total) for term in row)


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Return the weights that the package ships: ``words/roles.tsv``, a trait or a relation and role before a row."""
    text = (files("cardscan.parse.words") / "roles.tsv").read_text(encoding="utf-8")
    cells = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    rows = {name: tuple(map(float, row)) for name, *row in cells[1:]}
    pairs = {relation: tuple(rows.pop(f"{relation} after {role}") for role in ROLES) for relation in RELATIONS}
    return Weights(rows, pairs)
