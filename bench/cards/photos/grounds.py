"""What cards lie on in photographs: real textures where ``make grounds`` has fetched them, painted ones elsewhere.

A ground is RGB uint8 with its size in millimetres a pixel. The splits share no texture file.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

import cv2
import numpy as np

from bench.cards import textures
from bench.cards.drawing import Pixels
from bench.cards.photos import painted
from bench.cards.words import Split, table

FETCHED = Path(__file__).parents[2] / "out" / "grounds"
SIDE = 1600  # pixels of a ground; beyond, it is mirrored


@dataclass(frozen=True, eq=False)
class Ground:
    """A texture: RGB uint8 and how many millimetres one pixel of it covers."""

    pixels: Pixels
    mm: float


# kind → (odds that it is a real texture where there is one, painters of dev, painters of test)
PAINTERS: dict[str, dict[Split, tuple[str, ...]]] = {
    "wood": {"dev": ("wood",), "test": ("veneer", "wood")},
    "cloth": {"dev": ("cloth",), "test": ("linen", "cloth")},
    "pattern": {
        "dev": ("carpet", "tartan", "mosaic", "quilt", "motifs"),
        "test": ("damask", "rug", "stripes", "carpet"),
    },
    "stone": {"dev": ("marble", "paving", "bricks"), "test": ("terrazzo", "marble")},
    "white": {"dev": ("pale", "pale", "rough", "boards", "paper"), "test": ("laminate", "paper", "tablecloth")},
    "black": {"dev": ("dark",), "test": ("lacquer", "dark")},
    "other": {"dev": ("leather", "steel"), "test": ("cork", "leather", "steel")},
}
USUAL = {"wood": 36, "cloth": 12, "pattern": 10, "stone": 8, "white": 14, "black": 10, "other": 10}
REAL = 0.65  # share of grounds that are real textures, where there are any of the kind


def ground(rng: Random, split: Split, kind: str = "") -> Ground:
    """Return a ground of a kind, or one drawn by how often people photograph cards on it. A view is real or there is
    none: ask ``real_files`` first."""
    kind = kind or rng.choices(list(USUAL), list(USUAL.values()))[0]
    files = real_files(split, kind)
    if files and (kind not in PAINTERS or rng.random() < REAL):
        name, mm = rng.choice(files)
        return _worn(rng, _decoded(name), mm * rng.uniform(0.75, 1.5))
    painter = rng.choice(PAINTERS[kind][split])
    paint: Callable[[np.random.Generator, int], textures.Texture] = getattr(painted, painter, None) or getattr(
        textures, painter
    )
    texture = paint(np.random.default_rng(rng.getrandbits(32)), 1400)
    return Ground(np.asarray(np.clip(texture, 0, 255), np.uint8), rng.uniform(0.25, 0.45))


@lru_cache
def real_files(split: Split, kind: str) -> tuple[tuple[str, float], ...]:
    """Return (file, mm a pixel) of the fetched textures of a kind; empty where nothing was fetched."""
    rows = [row for row in table("grounds")["texture"] if row["split"] == split and row["kind"] == kind]
    found = [
        (str(path), float(row["mm"]))
        for row in rows
        for pattern in row["files"]
        for each in _spelt_out(pattern)
        for path in sorted(FETCHED.glob(each))
    ]
    return tuple(found)


def _spelt_out(pattern: str) -> list[str]:
    """Return the patterns that one with {a,b} stands for: pathlib knows no braces."""
    match = re.search(r"\{([^}]*)\}", pattern)
    if match is None:
        return [pattern]
    head, tail = pattern[: match.start()], pattern[match.end() :]
    return [whole for word in match[1].split(",") for whole in _spelt_out(head + word + tail)]


@lru_cache(maxsize=8)
def _decoded(name: str) -> Pixels:
    path = Path(name)
    pixels = _gimp_pattern(path.read_bytes()) if path.suffix == ".pat" else _picture(path)
    shrink = SIDE / max(pixels.shape[:2])
    return (
        np.asarray(cv2.resize(pixels, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA), np.uint8)
        if shrink < 1
        else pixels
    )


def _picture(path: Path) -> Pixels:
    bgr = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    if bgr is None:
        raise ValueError(f"{path} is not a picture")
    return np.ascontiguousarray(bgr[:, :, ::-1])


def _gimp_pattern(content: bytes) -> Pixels:
    """Decode GIMP's .pat: a header of five big-endian numbers and a name, then raw bytes; tiled to a useful size."""
    header, _, width, height, depth = struct.unpack(">5I", content[:20])
    raw = np.frombuffer(content[header : header + width * height * depth], np.uint8).reshape(height, width, depth)
    colour = raw[..., :3] if depth >= 3 else np.repeat(raw[..., :1], 3, 2)
    times = (max(SIDE // 2 // height, 1), max(SIDE // 2 // width, 1), 1)
    return np.ascontiguousarray(np.tile(colour, times))


def _worn(rng: Random, pixels: Pixels, mm: float) -> Ground:
    """Enlarge small textures and give them a finer grain than their file holds, and another tone each time."""
    factor = min(max(SIDE / max(pixels.shape[:2]), 1.0), 4.0)
    large = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC).astype(np.float32)
    grain = np.random.default_rng(rng.getrandbits(32)).normal(0, 1, large.shape[:2]).astype(np.float32)
    grain = cv2.GaussianBlur(grain, (0, 0), rng.uniform(0.5, 1.2)) * rng.uniform(0.03, 0.1)
    pale = rng.uniform(0.05, 0.45)  # textures made for screens are more colourful than floors
    large = large * (1 - pale) + large.mean(2, keepdims=True) * pale
    tone = np.array([rng.gauss(1, 0.05) for _ in range(3)], np.float32) * rng.uniform(0.8, 1.25)
    return Ground(np.asarray(np.clip(large * (1 + grain[..., None]) * tone, 0, 255), np.uint8), mm / factor)
