"""The number on a label, from the recogniser's probabilities: digits and capital letters only, and how likely.

``posterior`` is a float32 array (steps, characters); column 0 is the CTC blank.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
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


def read_number(posterior: Floats, columns: Sequence[npt.NDArray[np.int64]]) -> tuple[str, float]:
    """Return the likeliest run of LETTERS and its probability; what else the label may say lowers it."""
    look = np.stack([posterior[:, group].sum(axis=1) for group in columns], axis=1)
    best = look.argmax(axis=1)
    first = np.flatnonzero((best > 0) & (best != np.concatenate(([0], best[:-1]))))
    text = "".join(LETTERS[best[step] - 1] for step in first)
    return text, chance_of(text, look)


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
