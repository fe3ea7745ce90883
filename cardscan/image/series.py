"""Numbers in the order in which cards lie in, what each must be if they count on out. Pure numbers.

An organiser numbers cases from one on, and often lays them in order, row by row or column by column. A number that the
camera saw badly is then told by those before and after it, or is among the few that the others leave.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDEST_GAP = 2  # numbers, from one of a set to the next: an organiser's set may lack some
MOST = 0.75  # of the labels, of which a set must be
FEWEST = 3  # neighbours that count on,
LEAST_SHARE = 0.5  # and for which share of all neighbours: fewer may do so by chance


@dataclass(frozen=True, slots=True)
class Lacking:
    """The numbers that an otherwise full set lacks, with those next to its ends, and the positions of labels that do
    not belong to it."""

    numbers: frozenset[str]
    strays: frozenset[int]


def series(labels: Sequence[str | None], orders: Sequence[Sequence[int]]) -> tuple[str | None, ...]:
    """Return for each label what the others say that it must be: ``A7`` between ``A6`` and ``A8``; None where they do
    not say. ``orders`` are ways to count through the labels, as positions.

    >>> series(["1", "2", "3", None, "5", "6"], [range(6)])
    ('1', '2', '3', '4', '5', '6')
    """
    form, numbers = _numbers(labels)
    return tuple(None if n is None or n < 0 else form.spelt(n) for n in _told(numbers, orders))


def lacking(labels: Sequence[str | None]) -> Lacking:
    """Return what a set of labels, in whatever order they lie, lacks to be full. Nothing where most numbers are far
    from each other.

    >>> sorted(lacking(["8", "3", "5", "71", "4", "6"]).numbers), lacking(["8", "3", "5", "71", "4", "6"]).strays
    (['2', '7', '9'], frozenset({3}))
    """
    form, numbers = _numbers(labels)
    read = [n for n in numbers if n is not None]
    sets = _longest_run(read), _fullest(_hundreds(read), len(labels))
    run = next((each for each in sets if len(each) >= max(FEWEST, MOST * len(read))), [])
    if not run:
        return Lacking(frozenset(), frozenset())
    free = set(range(max(run[0] - 1, 1), run[-1] + 2)) - set(read)
    strays = {i for i, n in enumerate(numbers) if labels[i] is not None and n not in run}
    return Lacking(frozenset(form.spelt(n) for n in free), frozenset(strays))


def _longest_run(numbers: Sequence[int]) -> list[int]:
    runs: list[list[int]] = []
    for n in sorted(set(numbers)):
        if runs and n - runs[-1][-1] <= WIDEST_GAP:
            runs[-1].append(n)
        else:
            runs.append([n])
    return max(runs, key=len, default=[])


def _fullest(numbers: Sequence[int], wide: int) -> list[int]:
    """Return the most of ``numbers`` that are within ``wide`` consecutive ones: as many as there are labels."""
    known = sorted(set(numbers))
    return max(([n for n in known if first <= n < first + wide] for first in known), key=len, default=[])


def _hundreds(numbers: Sequence[int]) -> list[int]:
    """Return the numbers as they are if those of two digits lost the first of the three that others have: at the rim of
    a round label 136 is read as 36. None where too few have three."""
    counts = Counter(n // 100 for n in numbers if n >= 100)
    hundred, count = counts.most_common(1)[0] if counts else (0, 0)
    return [n + 100 * hundred if 10 <= n < 100 else n for n in numbers] if count >= FEWEST else []


@dataclass(frozen=True, slots=True)
class _Form:
    """How the labels of an evening are written: with a letter or none before the number, so many digits wide."""

    letter: str
    wide: int

    def spelt(self, number: int) -> str:
        return f"{self.letter}{number:0{self.wide}}"


def _numbers(labels: Sequence[str | None]) -> tuple[_Form, list[int | None]]:
    spelt = [label for label in labels if label]
    letter = Counter(label.rstrip("0123456789") for label in spelt).most_common(1)[0][0] if spelt else ""
    rest = [label.removeprefix(letter) if label else "" for label in labels]
    wide = max((len(digits) for digits in rest if digits.startswith("0")), default=1)
    return _Form(letter, wide), [int(digits) if digits.isdecimal() else None for digits in rest]


def _told(numbers: Sequence[int | None], orders: Sequence[Sequence[int]]) -> tuple[int | None, ...]:
    """Return for each number what its neighbours make of it, or None where they do not tell.

    The order along which most neighbours differ by one is believed, upwards or downwards. A number is told by confirmed
    ones on both sides that agree, or by one right beside it.
    """
    ranked = [(_agreeing(numbers, order, step), order, step) for order in orders for step in (1, -1)]
    agreeing, order, step = max(ranked, key=lambda each: len(each[0]), default=([], (), 1))
    answer: list[int | None] = [None] * len(numbers)
    if len(agreeing) < max(FEWEST, LEAST_SHARE * (len(numbers) - 1)):
        return tuple(answer)
    # along the order, a number less its place is the same for all that count on
    bases = {k: _of(numbers[order[k]]) - step * k for pair in agreeing for k in pair}
    for k, position in enumerate(order):
        before = max((each for each in bases if each < k), default=None)
        after = min((each for each in bases if each > k), default=None)
        sides = {bases[each] for each in (before, after) if each is not None}
        near = (before is not None and after is not None) or k - 1 == before or k + 1 == after
        if len(sides) == 1 and near:
            answer[position] = sides.pop() + step * k
    return tuple(answer)


def _agreeing(numbers: Sequence[int | None], order: Sequence[int], step: int) -> list[tuple[int, int]]:
    """Return the neighbours along ``order``, by their places, whose numbers count on."""
    run = [numbers[position] for position in order]
    return [(k, k + 1) for k, (a, b) in enumerate(pairwise(run)) if a is not None and b is not None and b - a == step]


def _of(number: int | None) -> int:
    assert number is not None
    return number
