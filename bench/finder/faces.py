"""Card faces to compose scenes of: drawn once by the generator's dev split, kept small, kept on disk."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from pathlib import Path
from random import Random

import cv2
import numpy as np
import numpy.typing as npt

from bench.cards.setting import MM
from bench.cards.slices import mixed_card

PER_MM = 6.0  # pixels: a card 91 mm long is never longer than this in a scene
Box = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class Face:
    """One side of a card: RGB at ``PER_MM``, its lines' boxes (left, top, right, bottom) in mm, its corners' radius."""

    pixels: npt.NDArray[np.uint8]
    lines: tuple[Box, ...]
    round: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in mm."""
        return self.pixels.shape[1] / PER_MM, self.pixels.shape[0] / PER_MM


def faces(count: int, folder: Path) -> list[Face]:
    """Return ``count`` faces, from ``folder`` where they were kept, else drawn (a fifth of a second each)."""
    kept = folder / f"faces-{count}.pickle"
    if kept.exists():
        return list(pickle.loads(kept.read_bytes()))  # our own file, written below
    drawn = [_face(Random(f"finder-{number}")) for number in range(count)]
    folder.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(pickle.dumps(drawn))
    return drawn


def _face(rng: Random) -> Face:
    card = mixed_card(rng, "dev")
    height, width = card.pixels.shape[:2]
    size = (round(width * PER_MM / MM), round(height * PER_MM / MM))
    small = np.asarray(cv2.resize(card.pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    lines = tuple(tuple(edge * 25.4 / 400 for edge in line.box) for line in card.lines)
    return Face(small, lines, card.round)  # type: ignore[arg-type]
