"""How likely is a line read right, letter for letter? Not as likely as its letters are on the average."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST = 1e-3  # of what letters lack to be certain: below, the recogniser's own claim says no more


def evidence(chances: Sequence[float], height: float, vertical: bool) -> tuple[float, ...]:
    """Return what the odds of a line depend on: a constant, what its letters lack to be certain on the average and the
    ``height`` of its box in pixels (both as logarithms), and whether it is a column."""
    lacking = float(-np.log(np.clip(chances, 1e-4, 1.0)).mean())
    return 1.0, float(np.log(lacking + LEAST)), float(np.log(max(height, 1.0))), float(vertical)


def chance_right(chances: Sequence[float], height: float, vertical: bool) -> float:
    """Return the probability, 0–1, that a line whose letters have these ``chances`` is right as a whole; J. Platt,
    "Probabilistic outputs for support vector machines" (1999), for the method. 0 for a line without letters."""
    if not chances:
        return 0.0
    odds = float(np.dot(_weights(), evidence(chances, height, vertical)))
    return float(1 / (1 + np.exp(-odds)))


@lru_cache(maxsize=1)
def _weights() -> tuple[float, ...]:
    """Return what `make fit-trust` learned from dev cards of every kind (see bench/trust.py)."""
    return tuple(tomllib.loads(Path(__file__).with_name("trust.toml").read_text("utf-8"))["weights"])
