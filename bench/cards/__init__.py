"""The open Japanese business-card benchmark: any number of labelled cards and photos from a seed.

``generate(slice, seed, split)`` returns one picture with its truth; the same three give the same truth and the same
pixels on the same fonts. ``python -m bench.cards --list`` names the slices; README.md beside this
file has the rules of the truth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.cards.slices import Slice
    from bench.cards.truth import Picture
    from bench.cards.words import Split

__all__ = ["generate", "makers", "slice_names"]


def generate(slice: str, seed: int, split: Split = "dev") -> Picture:
    """Return picture number ``seed`` of a slice: BGR pixels, truth, encoded bytes.

    Raises KeyError for an unknown slice and RuntimeError where the machine has no fonts for the split.
    """
    from random import Random

    name = f"{slice}-{split}-{seed:05}"
    picture = makers()[slice](Random(name), split, name)
    head = {"source": picture.name, "slice": slice, "split": split, "seed": seed}
    picture.truth.update(head | {"cards": picture.truth["cards"]})
    return picture


def slice_names() -> tuple[str, ...]:
    """Return the names of all slices."""
    return tuple(makers())


def makers() -> dict[str, Slice]:
    """Return what makes the pictures of each slice: first those for reading cards, then those for finding them."""
    from bench.cards.photos.slices import PHOTOS
    from bench.cards.slices import SLICES

    return SLICES | PHOTOS
