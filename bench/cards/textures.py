"""Things that cards lie on, painted by noise: wood, cloth, marble, paper, leather, carpet, steel, a dark table.

All return float32 RGB, 0–255, of (size, size, 3); one texture pixel is one third of a millimetre unless said otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import cv2
import numpy as np
import numpy.typing as npt

Texture = npt.NDArray[np.float32]
Generator = np.random.Generator


def noise(rng: Generator, size: int, cell: float, stretch: float = 1.0) -> npt.NDArray[np.float32]:
    """Return smooth noise of mean 0 and deviation about 1: features ``cell`` pixels high, ``stretch`` times as long."""
    rows, columns = max(int(size / cell), 2) + 1, max(int(size / cell / stretch), 2) + 1
    small = rng.normal(0, 1, (rows, columns)).astype(np.float32)
    return np.asarray(cv2.resize(small, (size, size), interpolation=cv2.INTER_CUBIC), np.float32)


def clouds(rng: Generator, size: int, cell: float, stretch: float = 1.0) -> npt.NDArray[np.float32]:
    """Return noise of four octaves."""
    parts = (noise(rng, size, max(cell / 2**octave, 1.0), stretch) / 1.7**octave for octave in range(4))
    return np.asarray(np.sum(list(parts), axis=0), np.float32)


def _tinted(value: npt.NDArray[np.float32], dark: tuple[int, int, int], light: tuple[int, int, int]) -> Texture:
    share = np.clip(value, 0, 1)[..., None]
    return np.asarray(np.array(dark, np.float32) * (1 - share) + np.array(light, np.float32) * share, np.float32)


def wood(rng: Generator, size: int) -> Texture:
    """Planks with rings, pores and a seam now and then."""
    tone = [
        ((92, 60, 36), (150, 104, 66)),
        ((168, 128, 86), (214, 178, 134)),
        ((60, 40, 28), (98, 68, 48)),
        ((196, 170, 136), (228, 206, 176)),
        ((122, 96, 76), (164, 138, 114)),
    ]
    dark, light = tone[rng.integers(len(tone))]
    warp = clouds(rng, size, 220, 6.0)
    y = np.linspace(0, size / 60, size, dtype=np.float32)[:, None]
    rings = (
        np.sin((y + warp * 0.9) * rng.uniform(4, 9)) * 0.5
        + noise(rng, size, 2.2, 60.0) * 0.22
        + noise(rng, size, 7, 40.0) * 0.18
    )
    value = 0.5 + 0.26 * rings + 0.12 * noise(rng, size, 300)
    pores = noise(rng, size, 1.6, 14.0) > 2.1
    painted = _tinted(value, dark, light)
    painted[pores] *= 0.8
    if rng.random() < 0.6:
        step = int(rng.uniform(250, 500))
        for row in range(int(rng.integers(step)), size, step):
            painted[row : row + 2] *= 0.55
            painted[row:] *= rng.uniform(0.95, 1.05)
    return np.asarray(np.clip(painted, 0, 255), np.float32)


def cloth(rng: Generator, size: int) -> Texture:
    """A woven tablecloth, plain or striped, with soft folds."""
    colours = [(232, 228, 220), (52, 60, 84), (128, 36, 44), (86, 92, 84), (200, 190, 170), (30, 32, 36)]
    base = np.array(colours[rng.integers(len(colours))], np.float32)
    axis = np.arange(size, dtype=np.float32)
    weave = np.sin(axis * rng.uniform(1.6, 2.4))[:, None] * np.sin(axis * rng.uniform(1.6, 2.4))[None, :]
    folds = noise(rng, size, 260, 2.0) * 0.05
    value = 1 + 0.07 * weave + folds + 0.05 * noise(rng, size, 1.5)
    if rng.random() < 0.3:
        value = value * np.where(np.sin(axis / rng.uniform(12, 30)) > 0.6, 0.82, 1.0)[None, :]
    return np.asarray(np.clip(base * value[..., None], 0, 255), np.float32)


def marble(rng: Generator, size: int) -> Texture:
    """White or grey stone with veins."""
    veins = np.abs(clouds(rng, size, 260) + 0.4 * clouds(rng, size, 90))
    value = 1 - np.exp(-veins * rng.uniform(4, 9)) * 0.55 + 0.05 * noise(rng, size, 120)
    dark, light = (((120, 120, 126), (240, 239, 236)), ((40, 44, 46), (96, 100, 100)))[int(rng.random() < 0.3)]
    return _tinted(value, dark, light)


def paper(rng: Generator, size: int) -> Texture:
    """A plain light desk or sheet: near white, the hardest ground for a white card."""
    base = np.array([(244, 243, 240), (226, 224, 220), (236, 232, 222), (214, 216, 220)][rng.integers(4)], np.float32)
    return np.asarray(
        np.clip(base + (noise(rng, size, 2) * 1.5 + noise(rng, size, 200) * 2)[..., None], 0, 255), np.float32
    )


def dark(rng: Generator, size: int) -> Texture:
    """A black or brown lacquered table with faint scratches."""
    base = np.array([(28, 28, 30), (46, 36, 32), (36, 42, 50), (20, 24, 22)][rng.integers(4)], np.float32)
    value = noise(rng, size, 1.5, 20.0) * 2 + noise(rng, size, 150) * 4
    return np.asarray(np.clip(base + value[..., None], 0, 255), np.float32)


def leather(rng: Generator, size: int) -> Texture:
    """A desk mat or card case of grained leather."""
    base = np.array([(62, 40, 30), (30, 30, 34), (120, 78, 48), (48, 56, 52)][rng.integers(4)], np.float32)
    grain = np.abs(noise(rng, size, 5)) + np.abs(noise(rng, size, 3)) * 0.6
    return np.asarray(np.clip(base * (0.82 + 0.16 * grain[..., None]), 0, 255), np.float32)


def carpet(rng: Generator, size: int) -> Texture:
    """A patterned carpet or quilt: diamonds, dots or checks in three colours, fuzzy."""
    palette = rng.integers(40, 220, (3, 3)).astype(np.float32)
    palette = palette * 0.5 + palette.mean(1, keepdims=True) * 0.5  # nobody dyes a carpet in pure colours
    step = rng.uniform(30, 80)
    x, y = np.meshgrid(np.arange(size, dtype=np.float32), np.arange(size, dtype=np.float32))
    x, y = x + 4 * noise(rng, size, 40), y + 4 * noise(rng, size, 40)
    kind = rng.integers(3)
    if kind == 0:
        index = ((np.floor((x + y) / step) + np.floor((x - y) / step)) % 3).astype(int)
    elif kind == 1:
        index = (
            (np.hypot((x % step) - step / 2, (y % step) - step / 2) < step * 0.3).astype(int)
            + (np.floor(x / step) % 2).astype(int)
        ) % 3
    else:
        index = ((np.floor(x / step) + np.floor(y / (step * 0.5))) % 3).astype(int)
    fuzz = 1 + 0.1 * noise(rng, size, 1.5) + 0.06 * noise(rng, size, 5)
    return np.asarray(np.clip(palette[index] * fuzz[..., None], 0, 255), np.float32)


def steel(rng: Generator, size: int) -> Texture:
    """Brushed metal."""
    value = 0.5 + 0.16 * noise(rng, size, 1.4, 80.0) + 0.1 * noise(rng, size, 200)
    return _tinted(value, (120, 122, 126), (200, 202, 206))


def lid(rng: Generator, size: int) -> Texture:
    """The white lid of a flatbed scanner."""
    return np.clip(np.full((size, size, 3), 250.0, np.float32) + noise(rng, size, 2)[..., None] * 0.8, 0, 255).astype(
        np.float32
    )


GROUNDS: dict[str, Callable[[Generator, int], Texture]] = {
    "wood": wood,
    "cloth": cloth,
    "marble": marble,
    "paper": paper,
    "dark": dark,
    "leather": leather,
    "carpet": carpet,
    "steel": steel,
    "lid": lid,
}
ODDS = {"wood": 34, "cloth": 12, "marble": 8, "paper": 12, "dark": 14, "leather": 6, "carpet": 7, "steel": 7}


def ground(rng: Random, size: int, name: str = "") -> Texture:
    """Return a ground by name, or one drawn by how often people photograph cards on it."""
    chosen = name or rng.choices(list(ODDS), list(ODDS.values()))[0]
    return GROUNDS[chosen](np.random.default_rng(rng.getrandbits(32)), size)
