"""The number on a label, from the recogniser's probabilities: digits and capital letters only, and how likely.

``posterior`` is a float32 array (steps, characters); column 0 is the CTC blank.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

FAINT = 0.002  # chance of a character at one step, below which it is not followed
WAYS = 8  # through the steps that are followed
LETTERS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # I and O on a label are 1 and 0
# The same shape on a label, where only LETTERS are written: lower case, strokes, full width, circled numbers.
ALIKE: Mapping[str, str] = {"1": "lI|!丨｜１①", "0": "oO〇○０", "2": "２②", "3": "３③", "4": "４④", "5": "５⑤"}
ALIKE = {**ALIKE, "6": "６⑥", "7": "７⑦", "8": "８⑧", "9": "９⑨"}


def columns_of(alphabet: Sequence[str]) -> tuple[npt.NDArray[np.int64], ...]:
    """Return for the blank and for each of LETTERS which columns of a posterior stand for it."""
    at: dict[str, list[int]] = {}
    for column, character in enumerate(alphabet):
        at.setdefault(character, []).append(column)
    shapes = [(letter, *ALIKE.get(letter, ())) for letter in LETTERS]
    found = (np.array([column for shape in group for column in at.get(shape, ())], np.int64) for group in shapes)
    return (np.array([0]), *found)


def read_numbers(posterior: Floats, columns: Sequence[npt.NDArray[np.int64]]) -> tuple[tuple[str, float], ...]:
    """Return the likeliest runs of LETTERS, each with its probability, likeliest first; what else the label may say
    lowers them."""
    look = np.stack([posterior[:, group].sum(axis=1) for group in columns], axis=1)
    scored = ((text, chance_of(text, look)) for text in _possible(look))
    return tuple(sorted(scored, key=lambda each: -each[1]))


def _possible(look: npt.NDArray[np.float64] | Floats) -> set[str]:
    """Return the texts of the likeliest ways through ``look`` (steps, 1 + LETTERS)."""
    ways: list[tuple[float, tuple[int, ...]]] = [(1.0, ())]
    for step in look:
        likely = [int(each) for each in np.flatnonzero(step >= FAINT)]
        longer = ((chance * float(step[each]), (*way, each)) for chance, way in ways for each in likely)
        ways = _distinct(sorted(longer, key=lambda each: -each[0])) or ways
    return {_text(way) for _, way in ways}


def _distinct(ways: Sequence[tuple[float, tuple[int, ...]]]) -> list[tuple[float, tuple[int, ...]]]:
    """Return the best ways, one for each text that they spell so far and each last step."""
    kept: dict[tuple[str, int], tuple[float, tuple[int, ...]]] = {}
    for chance, way in ways:
        kept.setdefault((_text(way), way[-1]), (chance, way))
        if len(kept) == WAYS:
            break
    return list(kept.values())


def _text(way: Sequence[int]) -> str:
    """Return what a way spells: repeated steps are one character, blanks none."""
    return "".join(LETTERS[at - 1] for before, at in pairwise((0, *way)) if at not in (0, before))


def chance_of(text: str, look: Floats) -> float:
    """Return the probability of ``text`` in ``look`` (steps, 1 + LETTERS): Graves et al. 2006, forward."""
    classes = [0, *(each for letter in text for each in (LETTERS.index(letter) + 1, 0))]
    ahead = np.zeros(len(classes))
    ahead[:2] = look[0, classes[:2]]
    skips = np.array([i > 1 and c > 0 and c != classes[i - 2] for i, c in enumerate(classes)])
    for step in look[1:]:
        one, two = np.concatenate(([0], ahead[:-1])), np.concatenate(([0, 0], ahead[:-2]))[: len(ahead)]
        ahead = (ahead + one + np.where(skips, two, 0)) * step[classes]
    return float(min(1.0, ahead[-2:].sum()))
