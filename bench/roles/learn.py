"""Learn the weights of traits and of neighbouring roles: a linear-chain CRF, or without the chain a logistic model.

Both are convex and fitted to the end from nought, so the same examples always give the same weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from bench.roles.labelled import Example
from cardscan.parse.likely import RELATIONS, Weights
from cardscan.parse.page import ROLES

LETTERS = ("ends ", "begins ", "word ", "last ")  # traits that are spelled from the text itself
FEWEST = 3  # cards that a trait must be on to be learned from
CALM = 1.0  # half the weight of the squares of the weights
STEPS = 60


@dataclass(frozen=True)
class _Batch:
    """Examples as tensors: ``traits`` (cards, parts, most) indices, 0 for none; ``roles`` (cards, parts), -1 for not
    told; ``relations`` (cards, parts) to the part before; ``there`` (cards, parts), whether there is a part."""

    traits: Tensor
    roles: Tensor
    relations: Tensor
    there: Tensor


def learned(examples: Sequence[Example], chained: bool, unseen: Collection[str] = ()) -> Weights:
    """Return the weights fitted to ``examples``; the letters of texts in ``unseen`` are not looked at."""
    shown = [[_shown(each, at, unseen) for at in range(len(each.texts))] for each in examples]
    index = {trait: number for number, trait in enumerate(_common(examples, shown), 1)}
    batch = _batch(examples, shown, index)
    unary = torch.zeros(len(index) + 1, len(ROLES), dtype=torch.float64, requires_grad=True)
    pairs = torch.zeros(len(RELATIONS), len(ROLES), len(ROLES), dtype=torch.float64, requires_grad=True)
    wanted = [unary, pairs] if chained else [unary]
    search = torch.optim.LBFGS(wanted, max_iter=STEPS, history_size=20, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        search.zero_grad()
        off = _surprise(batch, unary, pairs) + CALM * (unary.square().sum() + pairs.square().sum())
        off.backward()
        return off

    search.step(loss)
    rows, beside = unary.detach().tolist(), pairs.detach().tolist()
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
    most = max(len(part) for each in shown for part in each)
    traits = np.zeros((len(examples), parts, most), np.int64)
    roles = np.full((len(examples), parts), -1)
    relations = np.zeros((len(examples), parts), np.int64)
    there = np.zeros((len(examples), parts), bool)
    for card, each in enumerate(examples):
        for at, known in enumerate(shown[card]):
            found = [index[trait] for trait in known if trait in index]
            traits[card, at, : len(found)] = found
            roles[card, at] = ROLES.index(each.roles[at]) if each.roles[at] else -1
            if at:
                relations[card, at] = RELATIONS.index(each.relations[at - 1])
            there[card, at] = True
    return _Batch(*(torch.from_numpy(each) for each in (traits, roles, relations, there)))


def _surprise(batch: _Batch, unary: Tensor, pairs: Tensor) -> Tensor:
    """Return minus the log chance of the true roles of all cards, roles that are not told summed over."""
    cards, parts, most = batch.traits.shape
    flat = torch.nn.functional.embedding_bag(batch.traits.reshape(-1, most), unary, mode="sum", padding_idx=0)
    scores = flat.reshape(cards, parts, -1)
    told = torch.nn.functional.one_hot(batch.roles.clamp(min=0), len(ROLES)).bool()
    never = (~told & (batch.roles >= 0)[..., None]) * -1e4
    return (_total(scores, batch, pairs) - _total(scores + never, batch, pairs)).sum()


def _total(scores: Tensor, batch: _Batch, pairs: Tensor) -> Tensor:
    """Return for each card the log of the sum over all ways to give its parts roles."""
    alpha = scores[:, 0] * batch.there[:, :1]
    for at in range(1, scores.shape[1]):
        ways = alpha[:, :, None] + pairs[batch.relations[:, at]] + scores[:, at, None, :]
        alpha = torch.where(batch.there[:, at, None], torch.logsumexp(ways, 1), alpha)
    total = torch.logsumexp(alpha, 1)
    return torch.where(batch.there[:, 0], total, torch.zeros_like(total))
