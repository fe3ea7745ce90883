"""How likely is a field right, given how sure the rule is that found it? Learned from dev cards (``make fit-belief``).

A rule's sureness says which of two values is likelier; that the surer of two is right nine times in ten it cannot know.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from cardscan.parse.words import table

if TYPE_CHECKING:
    from cardscan.model import Field, Source, TextLine
    from cardscan.parse.page import Part

CERTAIN = 0.95  # a field of which this is believed needs no eyes
EASY = 0.9  # how surely a line must be read for its reading to be no reason for a doubt
AS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "latin"),
    **{role: (role,) for role in ("reading", "latin", "org", "department", "title", "qualification")},
}  # by what a rule calls its source, the roles that such a part plays
LEAST, MOST = 0.02, 0.998  # of sureness: nothing is known beyond
Evidence = tuple[float, float, float, float, float]


def believed(fields: Sequence[Field], lines: Sequence[TextLine], parts: Sequence[Part]) -> tuple[Field, ...]:
    """Return ``fields``, each with the chance that it is right (0–1) as its confidence, and with a doubt where that is
    less than CERTAIN. What no field used (notes) stays as it is."""
    return tuple(_believed(field, evidence(field, lines, parts), lines) for field in fields)


def evidence(field: Field, lines: Sequence[TextLine], parts: Sequence[Part]) -> Evidence:
    """Return what the odds that a field is right depend on: a constant, the rule's own log odds, what reading lacked to
    be certain of its worst line (as a logarithm), whether the rule had a doubt, and the learned log odds that the
    parts it was taken from play that role (0 where that is not learned)."""
    sure = min(max(field.confidence, LEAST), MOST)
    read = min((lines[source.line].confidence for source in field.sources), default=1.0)
    learned = min((_role_odds(source, parts) for source in field.sources), default=0.0)
    doubted = float(field.doubt is not None)
    return 1.0, math.log(sure / (1 - sure)), math.log(1 - min(read, 1.0) + 1e-3), doubted, learned


def _role_odds(source: Source, parts: Sequence[Part]) -> float:
    """Return the learned log odds that what ``source`` names plays the role that its rule found."""
    own = [part for part in parts if part.line == source.line and part.start < source.end and source.start < part.end]
    return min((part.log_odds(*AS.get(source.rule, ())) for part in own if source.rule in AS), default=0.0)


def _believed(field: Field, told: Evidence, lines: Sequence[TextLine]) -> Field:
    weights = _weights().get(field.kind.value)
    if weights is None:
        return field
    chance = 1 / (1 + math.exp(-sum(w * e for w, e in zip(weights, told, strict=True))))
    doubt = field.doubt or (None if chance >= CERTAIN else _doubt(field, lines))
    return replace(field, confidence=round(chance, 4), doubt=doubt)


def _doubt(field: Field, lines: Sequence[TextLine]) -> str:
    """Return why a field without a doubt of its own wants eyes."""
    read = min((lines[source.line].confidence for source in field.sources), default=1.0)
    return "this was hard to read" if read < EASY else "nothing else on the card confirms this"


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, Sequence[float]]:
    """Return the weights of the evidence for each kind of field."""
    return {kind: tuple(weights) for kind, weights in table("belief")["weights"].items()}
