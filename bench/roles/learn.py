"""Learn the weights of traits and of neighbouring roles: a linear-chain CRF, or without the chain a logistic model.

Both are convex and fitted to the end from nought, so the same examples always give the same weights. The chances of a
chain and of its pairs are those of forward and backward sums (Sutton and McCallum 2012, An Introduction to Conditional
Random Fields, section 4.1).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_array
from scipy.special import logsumexp

from bench.roles.labelled import Example
from cardscan.parse.likely import RELATIONS, Weights
from cardscan.parse.page import ROLES

LETTERS = ("ends ", "begins ", "word ", "last ")  # traits that are spelled from the text itself
FEWEST = 3  # cards that a trait must be on to be learned from
CALM = 1.0  # half the weight of the squares of the weights
STEPS = 500  # of the search; it ends long before
NEVER = -1e4  # log odds of a role that a part is told not to play
Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True)
class _Batch:
    """Examples as arrays: ``traits`` (cards * parts, traits) ones where a part has a trait; ``barred`` (cards, parts,
    roles) NEVER for roles that a part is told not to play, else 0; ``relations`` (cards, parts) to the part before;
    ``there`` (cards, parts), whether there is a part."""

    traits: csr_array
    barred: Doubles
    relations: npt.NDArray[np.int64]
    there: npt.NDArray[np.bool_]


def learned(examples: Sequence[Example], chained: bool, unseen: Collection[str] = ()) -> Weights:
    """Return the weights fitted to ``examples``; the letters of texts in ``unseen`` are not looked at."""
    shown = [[_shown(each, at, unseen) for at in range(len(each.texts))] for each in examples]
    index = {trait: number for number, trait in enumerate(_common(examples, shown))}
    batch = _batch(examples, shown, index)
    shapes = (len(index), len(ROLES)), (len(RELATIONS), len(ROLES), len(ROLES))
    size = len(index) * len(ROLES)

    def loss(weights: Doubles) -> tuple[float, Doubles]:
        unary, pairs = weights[:size].reshape(shapes[0]), weights[size:].reshape(shapes[1])
        off, of_unary, of_pairs = _surprise(batch, unary, pairs)
        slope = np.concatenate([of_unary.ravel(), of_pairs.ravel() * chained]) + 2 * CALM * weights
        return off + CALM * float(weights @ weights), slope

    start = np.zeros(size + int(np.prod(shapes[1])))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    rows, beside = found[:size].reshape(shapes[0]).tolist(), found[size:].reshape(shapes[1]).tolist()
    return Weights(
        {trait: tuple(rows[number]) for trait, number in index.items()},
        {relation: tuple(map(tuple, of)) for relation, of in zip(RELATIONS, beside, strict=True)},
    )


def _shown(example: Example, at: int, unseen: Collection[str]) -> tuple[str, ...]:
    if example.texts[at] not in unseen:
        return example.traits[at]
    return tuple(trait for trait in example.traits[at] if not trait.startswith(LETTERS))


def _common(examples: Sequence[Example], shown: Sequence[Sequence[Sequence[str]]]) -> list[str]:
    """Return the traits that stand on enough cards, in order."""
    cards = {
        (trait, each.card) for each, parts in zip(examples, shown, strict=True) for part in parts for trait in part
    }
    many = Counter(trait for trait, _ in cards)
    return sorted(trait for trait, count in many.items() if count >= FEWEST)


def _batch(examples: Sequence[Example], shown: Sequence[Sequence[Sequence[str]]], index: dict[str, int]) -> _Batch:
    parts = max(len(each.texts) for each in examples)
    rows: list[tuple[int, int]] = []
    barred = np.zeros((len(examples), parts, len(ROLES)))
    relations = np.zeros((len(examples), parts), np.int64)
    there = np.zeros((len(examples), parts), np.bool_)
    for card, each in enumerate(examples):
        for at, known in enumerate(shown[card]):
            rows += [(card * parts + at, index[trait]) for trait in known if trait in index]
            role = each.roles[at]
            if role:
                barred[card, at] = [0.0 if one == role else NEVER for one in ROLES]
            if at:
                relations[card, at] = RELATIONS.index(each.relations[at - 1])
            there[card, at] = True
    where = np.array(rows, np.int64).reshape(-1, 2).T
    traits = csr_array((np.ones(len(rows)), (where[0], where[1])), shape=(len(examples) * parts, len(index)))
    return _Batch(traits, barred, relations, there)


def _surprise(batch: _Batch, unary: Doubles, pairs: Doubles) -> tuple[float, Doubles, Doubles]:
    """Return minus the log chance of the true roles of all cards, roles that are not told summed over, and its slopes
    by the weights of traits and of pairs."""
    scores = (batch.traits @ unary).reshape(batch.barred.shape)
    total, parts, beside = _chain(scores, batch, pairs)
    told, told_parts, told_beside = _chain(scores + batch.barred, batch, pairs)
    slope = (parts - told_parts).reshape(-1, len(ROLES))
    return total - told, batch.traits.T @ slope, beside - told_beside


def _chain(scores: Doubles, batch: _Batch, pairs: Doubles) -> tuple[float, Doubles, Doubles]:
    """Return the log of the sum over all ways to give the parts roles, over all cards; the chance of each role of each
    part; and how often each pair of roles is expected, by relation."""
    there = batch.there[..., None]
    steps = range(1, scores.shape[1])
    ahead, behind = scores * there, np.zeros_like(scores)
    for at in steps:
        ways = ahead[:, at - 1, :, None] + pairs[batch.relations[:, at]]
        ahead[:, at] = np.where(there[:, at], logsumexp(ways, axis=1) + scores[:, at], ahead[:, at - 1])
    for at in reversed(steps):
        ways = pairs[batch.relations[:, at]] + (scores[:, at] + behind[:, at])[:, None]
        behind[:, at - 1] = np.where(there[:, at], logsumexp(ways, axis=2), behind[:, at])
    totals = logsumexp(ahead[:, -1], axis=1)
    chances = np.exp(ahead + behind - totals[:, None, None]) * there
    beside = np.zeros_like(pairs)
    for at in steps:
        after = (scores[:, at] + behind[:, at])[:, None]
        both = ahead[:, at - 1, :, None] + pairs[batch.relations[:, at]] + after - totals[:, None, None]
        np.add.at(beside, batch.relations[:, at], np.exp(both) * there[:, at, None])
    return float(totals[batch.there[:, 0]].sum()), chances, beside
