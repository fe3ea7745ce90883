"""Cards judged by weights that never saw their layout, nor the letters of their words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest import mock

from bench.belief import Sample, fewer_words, samples_of
from bench.roles.labelled import HIDDEN, Example, Seen
from bench.roles.learn import learned
from bench.score.compare import Count, compare
from cardscan.model import Kind
from cardscan.parse import likely
from cardscan.parse.likely import Weights
from cardscan.parse.page import ROLES, Part

FOLDS = (
    ("classic", "wide columns", "low corner"),
    ("role beside", "tower", "same height"),
    ("centred", "name top", "two feet"),
    ("two columns", "margin left", "firm between"),
    ("org bottom", "slogan first", "reach first"),
    ("columns", "half columns", "name line", "ends"),
)
FIELDS = ("name", "org", "department", "title", "qualification")
Way = Callable[[Weights], AbstractContextManager[None]]


@dataclass(frozen=True)
class Judged:
    """What came of one card with a ``share`` of the words hidden: values right, extra and missed, and of each value
    its kind, what tells for it and whether it is right."""

    card: int
    share: float
    counts: Mapping[str, Count]
    samples: tuple[Sample, ...]


def held_out(
    cards: Sequence[Seen], rounds: Sequence[Sequence[Example]], chained: bool
) -> list[tuple[set[int], Weights]]:
    """Return for each of FOLDS the numbers of its cards and the weights learned from all others."""
    made = []
    for layouts in FOLDS:
        out = {number for number, card in enumerate(cards) if card.layout in layouts}
        unseen = {text for number in out for text in rounds[0][number].texts}
        made.append((out, learned([each for of in rounds for each in of if each.card not in out], chained, unseen)))
    return made


def judged(cards: Sequence[Seen], folds: Sequence[tuple[set[int], Weights]], way: Way) -> list[Judged]:
    """Return what came of all cards, each parsed with its fold's weights in a ``way``, words hidden and not."""
    found = []
    for number, share in enumerate(HIDDEN):
        with fewer_words(share, str(number)):
            for out, weights in folds:
                with way(weights):
                    found += [_judged(cards[card], card, share) for card in sorted(out)]
    return found


def _judged(card: Seen, number: int, share: float) -> Judged:
    contact, samples = samples_of(card.truth, card.lines, card.codes)
    counts = compare(card.truth, contact)
    return Judged(number, share, {field: counts[field] for field in FIELDS}, samples)


@contextmanager
def rules_alone(weights: Weights) -> Iterator[None]:
    """Parse as if nothing had been learned."""
    with mock.patch.object(likely, "with_chances", lambda parts, *_: parts):
        yield


@contextmanager
def with_rules(weights: Weights) -> Iterator[None]:
    """Parse as cardscan does, with these weights."""
    with mock.patch.object(likely, "weights", lambda: weights):
        yield


@contextmanager
def model_alone(weights: Weights) -> Iterator[None]:
    """Parse with every part being what it is likeliest to be, whatever the rules make of its words."""
    real = likely.with_chances
    kinds = {**dict.fromkeys(ROLES[:3]), **{role: Kind(role) for role in ROLES[3:]}}

    def kinded(*card: Any) -> tuple[Part, ...]:
        return tuple(replace(part, kind=kinds[max(ROLES, key=part.log_odds)], weak=False) for part in real(*card))

    with mock.patch.object(likely, "weights", lambda: weights), mock.patch.object(likely, "with_chances", kinded):
        yield
