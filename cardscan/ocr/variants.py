"""Variant kanji told apart by their log odds, where the plain argmax always says the same one (髙 and 高).

The thresholds are data: ``variants.toml``, made by ``make fit-variants`` from rendered lines.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pair:
    """Columns of a common and a rarer form, and the log odds above which the rarer one is printed."""

    common: int
    rare: int
    threshold: float

    def margin(self, chances: Floats) -> float:
        """Return by how much the log odds of one step, probabilities (characters,), exceed the threshold."""
        rare, common = (max(float(chances[column]), 1e-30) for column in (self.rare, self.common))
        return float(np.log(rare) - np.log(common)) - self.threshold


def load(alphabet: Sequence[str]) -> dict[int, tuple[Pair, ...]]:
    """Return, for each column of a common or rarer form, the pairs that it belongs to."""
    rows = tomllib.loads(files("cardscan.ocr").joinpath("variants.toml").read_text("utf-8"))["pairs"]
    column = {character: i for i, character in enumerate(alphabet)}
    pairs = [
        Pair(column[common], column[rare], float(threshold))
        for common, rare, threshold, _ in rows
        if common in column and rare in column
    ]
    of: dict[int, tuple[Pair, ...]] = {}
    for pair in pairs:
        for form in (pair.common, pair.rare):
            of[form] = (*of.get(form, ()), pair)
    # 邊 and 邉 are both rarer forms of 辺: whichever is read, every pair of its common form is weighed
    return {form: of[own[0].common] for form, own in of.items()}


def printed_form(pairs: Mapping[int, tuple[Pair, ...]], read: int, chances: Floats) -> int:
    """Return the column of the form that is printed where ``read`` was read with the step's ``chances``."""
    own = pairs.get(read, ())
    if not own:
        return read
    best = max(own, key=lambda pair: pair.margin(chances))
    return best.rare if best.margin(chances) > 0 else own[0].common
