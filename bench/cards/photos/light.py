"""Light on the scene: a slope, lamps of two colours, vignetting, soft and hard shadows, glare. RGB uint8 in and out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
import numpy.typing as npt

from bench.cards.drawing import Pixels
from bench.cards.scene import Corners

Field = npt.NDArray[np.float32]
LOW = 420  # long side of the light's picture: shadows have edges, but no detail


@dataclass(frozen=True)
class Light:
    """``exposure`` gain of the middle; ``slope``, ``vignette`` 0–1; ``warmth`` and ``second`` (the colour of another
    lamp from the side) ±0.3; ``shadow`` a key of SHADOWS with ``depth`` 0–1 and ``soft`` 0–1; ``glare`` 0–1."""

    exposure: float = 1.0
    slope: float = 0.2
    vignette: float = 0.15
    warmth: float = 0.0
    second: float = 0.0
    shadow: str = ""
    depth: float = 0.3
    soft: float = 0.5
    glare: float = 0.0


def ordinary(rng: Random) -> Light:
    """Return the light of an ordinary room, evening or day."""
    return Light(
        exposure=rng.uniform(0.78, 1.06),
        slope=rng.uniform(0.02, 0.35),
        vignette=rng.uniform(0.0, 0.3),
        warmth=rng.gauss(0.015, 0.045),
        second=rng.gauss(0, 0.06) if rng.random() < 0.4 else 0.0,
        shadow=rng.choices(("", "blob", "phone", "window", "edge"), (60, 18, 8, 6, 8))[0],
        depth=rng.uniform(0.1, 0.4),
        soft=rng.random(),
    )


def lit(rng: Random, pixels: Pixels, light: Light) -> Pixels:
    """Return the scene under the light (glare comes later, where the cards are)."""
    height, width = pixels.shape[:2]
    shrink = LOW / max(height, width)
    low_w, low_h = max(round(width * shrink), 8), max(round(height * shrink), 8)
    x, y = np.meshgrid(np.linspace(-1, 1, low_w, dtype=np.float32), np.linspace(-1, 1, low_h, dtype=np.float32))
    angle = rng.uniform(0, 2 * math.pi)
    way = x * math.cos(angle) + y * math.sin(angle)
    field = light.exposure * (1 + light.slope * way * 0.7) * (1 - light.vignette * (x**2 + y**2) / 2)
    if light.shadow:
        field = field * (1 - light.depth * SHADOWS[light.shadow](rng, low_w, low_h, light.soft))
    other = rng.uniform(0, 2 * math.pi)
    colour = light.warmth + light.second * (x * math.cos(other) + y * math.sin(other))
    tinted = cv2.merge([field * (1 + colour), field, field * (1 - colour)])
    gain = cv2.resize(np.clip(tinted, 0.02, 1.8), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.multiply(pixels, gain, dtype=cv2.CV_8U), np.uint8)


def _softened(mask: Field, soft: float) -> Field:
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), 0.8 + soft * LOW / 14), np.float32)


def _blob(rng: Random, width: int, height: int, soft: float) -> Field:
    """A head, an arm, a lampshade."""
    mask = np.zeros((height, width), np.float32)
    for _ in range(rng.randint(1, 2)):
        centre = (rng.randint(0, width), rng.choice((0, height)))
        axes = (rng.randint(width // 6, width // 2), rng.randint(height // 4, round(height * 0.8)))
        cv2.ellipse(mask, centre, axes, rng.uniform(0, 180), 0, 360, 1.0, -1)
    return _softened(mask, soft)


def _phone(rng: Random, width: int, height: int, soft: float) -> Field:
    """The telephone that takes the picture, with the hands that hold it, between the lamp and the table."""
    mask = np.zeros((height, width), np.float32)
    long = max(width, height) * rng.uniform(0.35, 0.8)
    box = ((rng.uniform(0.2, 0.8) * width, rng.uniform(0.2, 0.8) * height), (long, long * 0.48), rng.uniform(0, 180))
    cv2.fillConvexPoly(mask, cv2.boxPoints(box).astype(np.int32), 1.0)
    for corner in cv2.boxPoints(box)[:: rng.choice((1, 2))]:
        thick = round(long * rng.uniform(0.18, 0.3))
        away = np.array(box[0]) + (corner - np.array(box[0])) * rng.uniform(2.5, 4)
        cv2.line(mask, tuple(int(v) for v in corner), (int(away[0]), int(away[1])), 1.0, thick)
    return _softened(mask, soft * 0.35)


def _window(rng: Random, width: int, height: int, soft: float) -> Field:
    """Sun through blinds or a window with bars."""
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    angle, step = rng.uniform(0, math.pi), rng.uniform(0.08, 0.4) * width
    way = x * math.cos(angle) + y * math.sin(angle)
    bars = ((way / step) % 1 < rng.uniform(0.12, 0.5)).astype(np.float32)
    if rng.random() < 0.5:
        across = -x * math.sin(angle) + y * math.cos(angle)
        bars = np.maximum(bars, ((across / step / 1.4) % 1 < 0.15).astype(np.float32))
    return _softened(bars, soft * 0.2)


def _edge(rng: Random, width: int, height: int, soft: float) -> Field:
    """A straight hard shadow across the table: a shelf, a book, the edge of a lamp's cone."""
    x, y = np.meshgrid(np.linspace(-1, 1, width, dtype=np.float32), np.linspace(-1, 1, height, dtype=np.float32))
    angle = rng.uniform(0, 2 * math.pi)
    return _softened(
        ((x * math.cos(angle) + y * math.sin(angle)) > rng.uniform(-0.5, 0.6)).astype(np.float32), soft / 3
    )


SHADOWS = {"blob": _blob, "phone": _phone, "window": _window, "edge": _edge}


def glare(rng: Random, pixels: Pixels, quad: Corners, strength: float) -> Pixels:
    """Brighten the scene where a lamp, a tube or a window is mirrored in the card at ``quad``, and return it."""
    height, width = pixels.shape[:2]
    centre, reach = quad.mean(0), float(np.linalg.norm(quad[0] - quad[1]))
    aim = centre + (quad[rng.randrange(4)] - centre) * rng.uniform(0, 0.7)
    half = reach * rng.uniform(0.12, 0.34)
    left, top = np.maximum(aim - half * 2.2, 0).astype(int)
    right, bottom = np.minimum(aim + half * 2.2, (width, height)).astype(int)
    if right - left < 4 or bottom - top < 4:
        return pixels
    factor = max(half / 40, 1.0)
    size = (max(round((right - left) / factor), 4), max(round((bottom - top) / factor), 4))
    at = (aim - (left, top)) / factor
    spot = _mirrored(rng, size, (float(at[0]), float(at[1])), half / factor)
    inside = np.full_like(spot, 0.15)
    cv2.fillConvexPoly(inside, ((quad - (left, top)) / factor).astype(np.int32), 1.0)
    light = cv2.resize(spot * inside, (right - left, bottom - top), interpolation=cv2.INTER_LINEAR) * (255 * strength)
    region = pixels[top:bottom, left:right]
    region[:] = cv2.add(region, cv2.merge([light] * 3), dtype=cv2.CV_8U)
    return pixels


def _mirrored(rng: Random, size: tuple[int, int], at: tuple[float, float], half: float) -> Field:
    """A picture (0–1) of what shines: a round lamp, a tube, a window with bars; sharp in gloss, soft on paper."""
    spot = np.zeros(size[::-1], np.float32)
    turn = rng.uniform(0, 180)
    kind = rng.choice(("lamp", "lamp", "tube", "window"))
    if kind == "lamp":
        axes = (max(int(half), 2), max(int(half * rng.uniform(0.25, 0.9)), 2))
        cv2.ellipse(spot, (int(at[0]), int(at[1])), axes, turn, 0, 360, 1.0, -1)
    else:
        deep = rng.uniform(0.12, 0.3) if kind == "tube" else rng.uniform(0.6, 1.1)
        cv2.fillConvexPoly(spot, cv2.boxPoints((at, (half * 1.9, half * 1.9 * deep), turn)).astype(np.int32), 1.0)
        if kind == "window":
            cv2.fillConvexPoly(spot, cv2.boxPoints((at, (half * 2, half * 0.12), turn)).astype(np.int32), 0.0)
            cv2.fillConvexPoly(spot, cv2.boxPoints((at, (half * 0.12, half * 2), turn)).astype(np.int32), 0.0)
    return np.asarray(cv2.GaussianBlur(spot, (0, 0), max(half * rng.choice((0.06, 0.2, 0.45)), 0.6)), np.float32)
