"""Labelled pictures: made by the generator once and kept in bench/out, or found in a folder beside their truth."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from bench.cards import generate, makers
from bench.cards.slices import SLICES
from bench.score.compare import Json

if TYPE_CHECKING:
    from bench.cards.words import Split

BENCH = Path(__file__).parent.parent
GENERATOR = BENCH / "cards"
MADE = BENCH / "out" / "pictures"


@dataclass(frozen=True)
class Labelled:
    """A picture on disk and the cards that are on it (``cards`` of its truth)."""

    path: Path
    slice: str
    cards: tuple[Json, ...]


def generated(slice_name: str, split: Split, seed: int, count: int) -> list[Labelled]:
    """Return ``count`` pictures of a slice, seeds ``seed``, ``seed + 1``, …; those that lie in bench/out are not made
    again."""
    folder = MADE / generator_stamp(slice_name) / split
    folder.mkdir(parents=True, exist_ok=True)
    return [_made(folder, slice_name, split, each) for each in range(seed, seed + count)]


def in_folder(folder: Path) -> list[Labelled]:
    """Return every picture in ``folder`` that has a ``X.truth.json`` beside it.

    Raises FileNotFoundError if there is none.
    """
    found = [_labelled(truth) for truth in sorted(folder.rglob("*.truth.json"))]
    if not found:
        raise FileNotFoundError(f"no picture with a .truth.json beside it in {folder}")
    return found


def slice_words() -> dict[str, str]:
    """Return what each slice of the generator is, in one sentence."""
    return {name: (make.__doc__ or name).splitlines()[0] for name, make in makers().items()}


@lru_cache
def generator_stamp(slice_name: str = "") -> str:
    """Return a short hash of the code and words that draw a slice (of all, by default): pictures of another generator
    are never reused."""
    photos = GENERATOR / "photos"
    files = sorted(each for each in GENERATOR.rglob("*") if each.suffix in {".py", ".toml"})
    if slice_name in SLICES:  # drawn without the folder of photographs
        files = [each for each in files if photos not in each.parents]
    digest = hashlib.sha256()
    for each in files:
        digest.update(each.relative_to(GENERATOR).as_posix().encode() + each.read_bytes())
    return digest.hexdigest()[:12]


def _made(folder: Path, slice_name: str, split: Split, seed: int) -> Labelled:
    truth = folder / f"{slice_name}-{seed:05}.truth.json"
    if not truth.exists():
        picture = generate(slice_name, seed, split)
        (folder / picture.name).write_bytes(picture.encoded)
        # The truth is written last: where it lies, the picture is whole.
        truth.write_text(json.dumps(picture.truth, ensure_ascii=False, indent=1) + "\n")
    return _labelled(truth)


def _labelled(truth: Path) -> Labelled:
    told = json.loads(truth.read_text())
    picture = truth.parent / told["source"]
    if not picture.exists():
        raise FileNotFoundError(f"{picture} is not there, but its truth is")
    return Labelled(picture, told.get("slice") or "folder", tuple(told["cards"]))
