"""The open Japanese business-card benchmark: any number of labelled cards and photos from a seed.

``generate(slice, seed, split)`` returns one picture with its truth; the same three give the same truth and the same
pixels on the same fonts. ``python -m bench.cards --list`` names the slices; README.md beside this
file has the rules of the truth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.cards.truth import Picture
    from bench.cards.words import Split

__all__ = ["generate", "slice_names"]


def generate(slice: str, seed: int, split: Split = "dev") -> Picture:
    """Return picture number ``seed`` of a slice: BGR pixels, truth, encoded bytes.

    Raises KeyError for an unknown slice and RuntimeError where the machine has no fonts for the split.
    """
    from random import Random

    from bench.cards.slices import SLICES

    name = f"{slice}-{split}-{seed:05}"
    picture = SLICES[slice](Random(name), split, name)
    head = {"source": picture.name, "slice": slice, "split": split, "seed": seed}
    picture.truth.update(head | {"cards": picture.truth["cards"]})
    return picture


def slice_names() -> tuple[str, ...]:
    """Return the names of all slices."""
    from bench.cards.slices import SLICES

    return tuple(SLICES)
