"""What a camera does to a scene: light, glare, lens, blur, noise and JPEG. RGB uint8 in, RGB uint8 out."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from bench.cards.drawing import Pixels


@dataclass(frozen=True)
class Harm:
    """How badly a picture is taken. ``shade``, ``glare`` 0–1; ``blur``, ``shake`` in pixels of a 2000-pixel picture;
    ``noise`` in grey levels; ``quality`` of the JPEG."""

    shade: float
    glare: float
    blur: float
    shake: float
    noise: float
    quality: int
    warmth: float
    exposure: float
    bend: float


def harm(rng: Random, strength: float = 1.0) -> Harm:
    """Return the usual mishaps; ``strength`` 1 is an ordinary phone in an ordinary room, 2 a bad evening."""
    return Harm(
        shade=rng.uniform(0.05, 0.4) * strength,
        glare=rng.uniform(0.2, 0.6) * strength if rng.random() < 0.2 * strength else 0.0,
        blur=max(rng.gauss(0.55, 0.35), 0.0) * strength,
        shake=rng.uniform(1.5, 4.0) * strength if rng.random() < 0.1 * strength else 0.0,
        noise=rng.uniform(1.0, 5.0) * strength,
        quality=rng.randint(60 if strength > 1 else 70, 95),
        warmth=rng.gauss(0, 0.05),
        exposure=rng.gauss(0.0, 0.1) - 0.05 * strength,
        bend=rng.gauss(0, 0.02) if rng.random() < 0.4 else 0.0,
    )


def lit(rng: Random, pixels: Pixels, how: Harm) -> Pixels:
    """Return the scene under uneven light: a slope, soft shadows, warm or cold, vignetting."""
    height, width = pixels.shape[:2]
    small_w, small_h = 96, max(round(96 * height / width), 8)
    x, y = np.meshgrid(np.linspace(-1, 1, small_w, dtype=np.float32), np.linspace(-1, 1, small_h, dtype=np.float32))
    angle = rng.uniform(0, 2 * math.pi)
    field = (
        1
        + how.exposure
        + 0.5 * how.shade * (x * math.cos(angle) + y * math.sin(angle))
        - 0.12 * how.shade * (x**2 + y**2)
    )
    if rng.random() < 0.35:
        field *= 1 - how.shade * _soft_shape(rng, small_w, small_h)
    gain = cv2.resize(np.clip(field, 0.25, 1.6), (width, height), interpolation=cv2.INTER_CUBIC)
    tinted = cv2.merge([gain * (1 + how.warmth), gain, gain * (1 - how.warmth)])
    return np.asarray(cv2.multiply(pixels, tinted, dtype=cv2.CV_8U), np.uint8)


def _soft_shape(rng: Random, width: int, height: int) -> npt.NDArray[np.float32]:
    """A hand, a head or a phone between lamp and card."""
    mask = np.zeros((height, width), np.float32)
    centre = (rng.randint(0, width), rng.choice((0, height)))
    axes = (rng.randint(width // 6, width // 2), rng.randint(height // 3, height))
    cv2.ellipse(mask, centre, axes, rng.uniform(0, 180), 0, 360, 1.0, -1)
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), rng.uniform(1.5, 8)), np.float32)


def glare(rng: Random, pixels: Pixels, corners: npt.NDArray[np.float32], strength: float) -> Pixels:
    """Return the scene with a lamp reflected in the card whose corners are given."""
    if strength <= 0:
        return pixels
    height, width = pixels.shape[:2]
    factor = 8
    spot = np.zeros((height // factor + 1, width // factor + 1), np.float32)
    one, two = corners[rng.randrange(4)], corners[rng.randrange(4)]
    centre = (one * rng.uniform(0.3, 0.7) + two * rng.uniform(0.3, 0.7)) / factor
    reach = float(np.linalg.norm(corners[0] - corners[1])) / factor
    axes = (max(int(reach * rng.uniform(0.06, 0.2)), 2), max(int(reach * rng.uniform(0.03, 0.12)), 2))
    cv2.ellipse(spot, (int(centre[0]), int(centre[1])), axes, rng.uniform(0, 180), 0, 360, 1.0, -1)
    spot = cv2.GaussianBlur(spot, (0, 0), max(reach * rng.uniform(0.03, 0.08), 1))
    inside = np.zeros_like(spot)
    cv2.fillConvexPoly(inside, np.round(corners / factor).astype(np.int32), 1.0)
    whole = cv2.resize(spot * (0.25 + 0.75 * inside), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.add(pixels, cv2.merge([255 * strength * whole] * 3), dtype=cv2.CV_8U), np.uint8)


def bent(pixels: Pixels, amount: float) -> Pixels:
    """Return the picture through a lens with radial distortion ``amount`` at the corner."""
    if not amount:
        return pixels
    height, width = pixels.shape[:2]
    x = np.arange(width, dtype=np.float32)[None, :] - width / 2
    y = np.arange(height, dtype=np.float32)[:, None] - height / 2
    stretch = 1 + amount * (x**2 + y**2) / (width**2 + height**2) * 4
    across, down = (x * stretch + width / 2).astype(np.float32), (y * stretch + height / 2).astype(np.float32)
    return np.asarray(cv2.remap(pixels, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT), np.uint8)


def _source(points: npt.NDArray[np.float32], width: int, height: int, amount: float) -> npt.NDArray[np.float32]:
    centre = np.array([width / 2, height / 2], np.float32)
    away = (points - centre) / float(np.hypot(*centre))
    square = (away**2).sum(-1, keepdims=True)
    return np.asarray(centre + (points - centre) * (1 + amount * square), np.float32)


def bent_points(points: npt.NDArray[np.float32], width: int, height: int, amount: float) -> npt.NDArray[np.float32]:
    """Return where scene points lie after ``bent``: its inverse, by fixed-point iteration."""
    found = points.astype(np.float32)
    for _ in range(8 if amount else 0):
        found = found + (points - _source(found, width, height, amount))
    return np.asarray(found, np.float32)


def exposed(rng: Random, pixels: Pixels, how: Harm) -> Pixels:
    """Return the picture blurred, shaken and noisy as the sensor gives it."""
    scale = max(pixels.shape[:2]) / 2000
    if how.blur * scale > 0.3:
        pixels = np.asarray(cv2.GaussianBlur(pixels, (0, 0), how.blur * scale), np.uint8)
    if how.shake * scale >= 1.5:
        pixels = np.asarray(cv2.filter2D(pixels, -1, _stroke(rng, how.shake * scale)), np.uint8)
    grain = np.empty(pixels.shape, np.int16)
    cv2.setRNGSeed(rng.getrandbits(31))
    cv2.randn(grain, np.zeros(3), np.full(3, how.noise))
    return np.asarray(cv2.add(pixels, grain, dtype=cv2.CV_8U), np.uint8)


def _stroke(rng: Random, length: float) -> npt.NDArray[np.float32]:
    size = int(length) | 1
    kernel = np.zeros((size, size), np.float32)
    angle = rng.uniform(0, math.pi)
    middle = size // 2
    reach = (math.cos(angle) * middle, math.sin(angle) * middle)
    cv2.line(
        kernel,
        (round(middle - reach[0]), round(middle - reach[1])),
        (round(middle + reach[0]), round(middle + reach[1])),
        1.0,
    )
    return np.asarray(kernel / kernel.sum(), np.float32)


def as_jpeg(pixels: Pixels, quality: int) -> bytes:
    """Return the picture as JPEG bytes, chroma halved below quality 90 as phones do."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=quality, subsampling=2 if quality < 90 else 0)
    return buffer.getvalue()


def decoded(encoded: bytes) -> Pixels:
    """Return encoded bytes as RGB pixels."""
    with Image.open(io.BytesIO(encoded)) as image:
        return np.asarray(image.convert("RGB"), np.uint8)
