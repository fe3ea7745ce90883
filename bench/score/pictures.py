"""Labelled pictures: made by the generator once and kept in bench/out, or found in a folder beside their truth."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from bench.score.compare import Json

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp", ".heic", ".pdf"})
BENCH = Path(__file__).parent.parent
GENERATOR = BENCH / "cards"
MADE = BENCH / "out" / "pictures"
QUALITY = 92  # of the JPEG files; the damage that a camera does is the generator's


@dataclass(frozen=True)
class Labelled:
    """A picture on disk and the cards that are on it (``cards`` of its truth)."""

    path: Path
    slice: str
    cards: tuple[Json, ...]


def generated(slice_name: str, split: str, seed: int, count: int) -> list[Labelled]:
    """Return ``count`` pictures of a slice, seeds ``seed``, ``seed + 1``, …; those that lie in bench/out are not made
    again."""
    folder = MADE / generator_stamp() / split
    folder.mkdir(parents=True, exist_ok=True)
    return [_made(folder, slice_name, split, each) for each in range(seed, seed + count)]


def in_folder(folder: Path) -> list[Labelled]:
    """Return every picture in ``folder`` that has a ``X.truth.json`` beside it.

    Raises FileNotFoundError if there is none.
    """
    found = []
    for truth in sorted(folder.rglob("*.truth.json")):
        stem = truth.name.removesuffix(".truth.json")
        beside = sorted(each for each in truth.parent.glob(f"{stem}.*") if each.suffix.lower() in SUFFIXES)
        found += [_labelled(each, truth) for each in beside[:1]]
    if not found:
        raise FileNotFoundError(f"no picture with a .truth.json beside it in {folder}")
    return found


def generator_stamp() -> str:
    """Return a short hash of the generator's code and words: pictures of another generator are never reused."""
    files = sorted(each for each in GENERATOR.rglob("*") if each.suffix in {".py", ".toml"})
    digest = hashlib.sha256()
    for each in files:
        digest.update(each.relative_to(GENERATOR).as_posix().encode() + each.read_bytes())
    return digest.hexdigest()[:12]


def _made(folder: Path, slice_name: str, split: str, seed: int) -> Labelled:
    path = folder / f"{slice_name}-{seed:05}.jpg"
    truth = path.with_suffix(".truth.json")
    if not truth.exists():
        import cv2

        from bench.cards import generate

        picture = generate(slice_name, seed, split)
        cv2.imwrite(str(path), picture.pixels, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
        told = {**picture.truth, "source": path.name}
        # The truth is written last: where it lies, the picture is whole.
        truth.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    return _labelled(path, truth)


def _labelled(path: Path, truth: Path) -> Labelled:
    told = json.loads(truth.read_text())
    return Labelled(path, told.get("slice") or "folder", tuple(told["cards"]))
