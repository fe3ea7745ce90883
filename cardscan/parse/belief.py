"""How likely is a field right, given how sure the rule is that found it? Learned from dev cards (``make fit-belief``).

A rule's sureness says which of two values is likelier; that the surer of two is right nine times in ten it cannot know.
A field is right where its lines were read right and what was read was understood right: the one chance times the other.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cardscan.model import Kind
from cardscan.parse.firms import has_legal_form
from cardscan.parse.kinds import is_listed_department, is_listed_title
from cardscan.parse.misgivings import only_digits, other_letters
from cardscan.parse.words import table

if TYPE_CHECKING:
    from cardscan.model import Field, Source, TextLine
    from cardscan.parse.page import Part

CERTAIN = 0.98  # a field of which this is believed needs no eyes
EASY = 0.9  # how surely a line must be read for its reading to be no reason for a doubt
AS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "latin"),
    **{role: (role,) for role in ("reading", "latin", "org", "department", "title", "qualification")},
}  # by what a rule calls its source, the roles that such a part plays
LEAST, MOST = 0.02, 0.998  # of sureness: nothing is known beyond


class Evidence(NamedTuple):
    """What tells for a field. That it was read right: the log of what its lines lack to be read surely, all of them
    together, and the chance of the likeliest other letters in them. That it was understood right: the rule's own log
    odds; whether the rule had a doubt; the learned log odds that the parts it was taken from play that role (0 where
    that is not learned), and whether nothing is learned of such cards (Chinese, Korean); whether a list has its words
    whole; whether it has its lines to itself."""

    lack: float
    rival: float
    rule: float
    doubted: float
    learned: float
    unlearned: float
    listed: float
    alone: float


def believed(fields: Sequence[Field], lines: Sequence[TextLine], parts: Sequence[Part]) -> tuple[Field, ...]:
    """Return ``fields``, each with the chance that it is right (0–1) as its confidence, and with a doubt where that is
    less than CERTAIN. What no field used (notes) stays as it is."""
    return tuple(_believed(field, evidence(field, lines, parts), lines) for field in fields)


def evidence(field: Field, lines: Sequence[TextLine], parts: Sequence[Part]) -> Evidence:
    """Return what the chance that a field is right depends on."""
    sure = min(max(field.confidence, LEAST), MOST)
    read = math.prod(min(lines[number].confidence, 1.0) for number in {source.line for source in field.sources})
    return Evidence(
        math.log(1 - read + 1e-3),
        max((_rival(field.kind, lines[source.line]) for source in field.sources), default=0.0),
        math.log(sure / (1 - sure)),
        float(field.doubt is not None),
        min((_role_odds(source, parts) for source in field.sources), default=0.0),
        float(not any(part.chances for part in parts)),
        float(_is_listed(field)),
        float(all(_has_its_line(source, lines) for source in field.sources)),
    )


def chance(weights: Sequence[float], told: Evidence) -> float:
    """Return the chance (0–1) that a field is right: that it was read right, the first three ``weights``, times that it
    was understood right, a constant and one weight for each other evidence."""
    first, of_lack, of_rival, constant, *others = weights
    understood = constant + sum(weight * each for weight, each in zip(others, told[2:], strict=True))
    return _logistic(first - of_lack * told.lack - of_rival * told.rival) * _logistic(understood)


def _logistic(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def _is_listed(field: Field) -> bool:
    """Return whether a list has the words of a title or department whole, or a firm has a legal form."""
    match field.kind:
        case Kind.TITLE:
            return is_listed_title(field.value)
        case Kind.DEPARTMENT:
            return is_listed_department(field.value)
        case Kind.ORG:
            return has_legal_form(field.value)
        case _:
            return False


def _has_its_line(source: Source, lines: Sequence[TextLine]) -> bool:
    return len(lines[source.line].text.strip()) <= source.end - source.start + 1


def _rival(kind: Kind, line: TextLine) -> float:
    """Return the chance of the likeliest other letters of a line, in a telephone number other digits."""
    return other_letters(line, only_digits if kind is Kind.PHONE else _only_letters)


def _only_letters(text: str) -> str:
    return re.sub(r"[\Wー―]", "", unicodedata.normalize("NFKC", text))


def _role_odds(source: Source, parts: Sequence[Part]) -> float:
    """Return the learned log odds that what ``source`` names plays the role that its rule found."""
    own = [part for part in parts if part.line == source.line and part.start < source.end and source.start < part.end]
    return min((part.log_odds(*AS.get(source.rule, ())) for part in own if source.rule in AS), default=0.0)


def _believed(field: Field, told: Evidence, lines: Sequence[TextLine]) -> Field:
    weights = _weights().get(field.kind.value)
    if weights is None:
        return field
    sure = chance(weights, told)
    doubt = field.doubt or (None if sure >= CERTAIN else _doubt(field, lines))
    return replace(field, confidence=round(sure, 4), doubt=doubt)


def _doubt(field: Field, lines: Sequence[TextLine]) -> str:
    """Return why a field without a doubt of its own wants eyes."""
    read = min((lines[source.line].confidence for source in field.sources), default=1.0)
    return "this was hard to read" if read < EASY else "nothing else on the card confirms this"


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, Sequence[float]]:
    """Return the weights of the evidence for each kind of field."""
    return {kind: tuple(weights) for kind, weights in table("belief")["weights"].items()}
