"""What lens, sensor and file do: distortion, depth of field, defocus, shake, noise, JPEG. RGB uint8 in and out."""

from __future__ import annotations

import io
from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from bench.cards import damage
from bench.cards.drawing import Pixels
from bench.cards.photos.view import inverse_depth
from bench.cards.scene import Camera

STANDARD = 2000  # blur is given in pixels of a picture with this long side


@dataclass(frozen=True)
class Lens:
    """``bend``: radial distortion at the corner; ``defocus`` and ``shake`` in pixels of a 2000-pixel picture, ``depth``
    the same at the edge farthest from the plane of focus; ``noise`` in grey levels, ``blotches`` its coloured, coarse
    share; ``smear`` 0–1 what a telephone does against noise, ``crisp`` 0–1 how it sharpens, ``curve`` −0.5–0.5 how it
    bends the tones; ``quality`` of the JPEG."""

    bend: float = 0.0
    defocus: float = 0.5
    depth: float = 0.0
    shake: float = 0.0
    noise: float = 2.0
    blotches: float = 0.3
    smear: float = 0.0
    quality: int = 88
    crisp: float = 0.0
    curve: float = 0.0


def ordinary(rng: Random) -> Lens:
    """Return an ordinary telephone in a hand that tries to hold still."""
    return Lens(
        bend=rng.gauss(0, 0.02) if rng.random() < 0.5 else 0.0,
        defocus=max(rng.gauss(0.5, 0.3), 0.0),
        depth=rng.uniform(0.5, 3.0) if rng.random() < 0.25 else 0.0,
        shake=rng.uniform(1.2, 3.0) if rng.random() < 0.08 else 0.0,
        noise=rng.uniform(0.8, 5.0),
        blotches=rng.uniform(0.1, 0.6),
        smear=rng.random() * 0.6 if rng.random() < 0.4 else 0.0,
        quality=rng.randint(72, 95),
        crisp=rng.uniform(0.2, 0.9) if rng.random() < 0.5 else 0.0,
        curve=rng.uniform(-0.15, 0.4),
    )


def taken(rng: Random, pixels: Pixels, view: Camera, lens: Lens) -> Pixels:
    """Return the picture that the sensor gives, before the file."""
    scale = max(pixels.shape[:2]) / STANDARD
    if lens.depth > 0:
        pixels = _deep(rng, pixels, view, lens.depth * scale)
    pixels = damage.bent(pixels, lens.bend)
    if lens.defocus * scale > 3:
        pixels = out_of_focus(pixels, lens.defocus * scale * 1.6)
    elif lens.defocus * scale > 0.3:
        pixels = np.asarray(cv2.GaussianBlur(pixels, (0, 0), lens.defocus * scale), np.uint8)
    if lens.shake * scale >= 1.5:
        pixels = shaken(rng, pixels, lens.shake * scale)
    return _developed(_grainy(rng, pixels, lens), lens)


def _developed(pixels: Pixels, lens: Lens) -> Pixels:
    """What a telephone does to please: edges with a bright rim, dark darker and bright brighter."""
    if lens.curve:
        tone = np.linspace(0, 1, 256)
        steep = tone + lens.curve * (tone * tone * (3 - 2 * tone) - tone)
        pixels = np.asarray(cv2.LUT(pixels, np.clip(steep * 255, 0, 255).astype(np.uint8)), np.uint8)
    if lens.crisp:
        soft = cv2.blur(pixels, (3, 3))
        pixels = np.asarray(cv2.addWeighted(pixels, 1 + lens.crisp, soft, -lens.crisp, 0), np.uint8)
    return pixels


def _deep(rng: Random, pixels: Pixels, view: Camera, most: float) -> Pixels:
    """Blur grows with the distance from the plane of focus: three blurred pictures are mixed by depth."""
    height, width = pixels.shape[:2]
    u, v = np.meshgrid(np.linspace(0, width, 64, dtype=np.float32), np.linspace(0, height, 64, dtype=np.float32))
    a, b, c = inverse_depth(view)
    near = a * u + b * v + c
    focus = float(np.quantile(near, rng.uniform(0.3, 0.9)))
    away = np.abs(near - focus)
    spread = float(away.max()) / max(abs(focus), 1e-9)
    if spread < 0.03:  # seen straight from above nothing is out of focus
        return pixels
    amount = cv2.resize((away / away.max()).astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    soft, softer = out_of_focus(pixels, most * 0.5), out_of_focus(pixels, most)
    first = np.clip(amount * 2, 0, 1)
    mixed = _mixed(pixels, soft, first)
    return _mixed(mixed, softer, np.clip(amount * 2 - 1, 0, 1))


def _mixed(one: Pixels, other: Pixels, share: npt.NDArray[np.float32]) -> Pixels:
    return np.asarray(cv2.blendLinear(one, other, 1 - share, share), np.uint8)


def out_of_focus(pixels: Pixels, radius: float) -> Pixels:
    """Return the picture blurred as a lens does, by a disc of ``radius`` pixels. Large discs are drawn small."""
    factor = max(int(radius / 5), 1)
    small = (
        cv2.resize(pixels, None, fx=1 / factor, fy=1 / factor, interpolation=cv2.INTER_AREA) if factor > 1 else pixels
    )
    reach = radius / factor
    axis = np.arange(-int(reach + 1), int(reach + 1) + 1, dtype=np.float32)
    x, y = np.meshgrid(axis, axis)
    kernel = np.clip(reach + 0.5 - np.hypot(x, y), 0, 1)
    blurred = cv2.filter2D(small, -1, kernel / kernel.sum())
    if factor > 1:
        blurred = cv2.resize(blurred, pixels.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(blurred, np.uint8)


def shaken(rng: Random, pixels: Pixels, length: float) -> Pixels:
    """Blur along the path of a hand: nearly straight, a little bent. ``length`` in pixels."""
    factor = max(length / 24, 1.0)
    small = (
        cv2.resize(pixels, None, fx=1 / factor, fy=1 / factor, interpolation=cv2.INTER_AREA) if factor > 1 else pixels
    )
    size = (int(length / factor) + 5) | 1
    kernel = np.zeros((size, size), np.float32)
    angle, bend = rng.uniform(0, np.pi), rng.gauss(0, 0.25)
    way = np.linspace(-0.5, 0.5, 64) * length / factor
    x = size / 2 + way * np.cos(angle + bend * way / size)
    y = size / 2 + way * np.sin(angle + bend * way / size)
    for px, py in zip(x, y, strict=True):
        kernel[min(max(int(py), 0), size - 1), min(max(int(px), 0), size - 1)] += 1
    kernel = cv2.GaussianBlur(kernel, (3, 3), 0.6)
    blurred = cv2.filter2D(small, -1, kernel / kernel.sum())
    return np.asarray(
        cv2.resize(blurred, pixels.shape[1::-1], interpolation=cv2.INTER_LINEAR) if factor > 1 else blurred, np.uint8
    )


def _grainy(rng: Random, pixels: Pixels, lens: Lens) -> Pixels:
    """Add a sensor's noise: fine and grey, coarse and coloured; then what a telephone wipes away of it."""
    height, width = pixels.shape[:2]
    dice = np.random.default_rng(rng.getrandbits(32))
    side = 1024  # the grain repeats; nobody sees that
    grey = dice.normal(0, lens.noise, (side, side, 1)).astype(np.float32)
    colour = cv2.GaussianBlur(dice.normal(0, 1, (side, side, 3)).astype(np.float32), (0, 0), 2.0) * 7.0
    tile = np.clip(grey + colour * lens.noise * lens.blotches, -120, 120).astype(np.int8)
    across, down = -(-width // side), -(-height // side)
    grain = np.tile(tile, (down, across, 1))[:height, :width]
    noisy = np.asarray(cv2.add(pixels, grain, dtype=cv2.CV_8U), np.uint8)
    if lens.smear <= 0:
        return noisy
    wiped = cv2.medianBlur(noisy, 3 if lens.noise < 6 else 5)
    return np.asarray(cv2.addWeighted(noisy, 1 - lens.smear, wiped, lens.smear, 0), np.uint8)


def as_jpeg(pixels: Pixels, quality: int, orientation: int = 1) -> bytes:
    """Return the picture as JPEG bytes; ``orientation`` other than 1 goes into its EXIF tag."""
    image, buffer = Image.fromarray(pixels), io.BytesIO()
    exif = Image.Exif()
    if orientation != 1:
        exif[0x0112] = orientation
    image.save(buffer, "JPEG", quality=quality, subsampling=2 if quality < 90 else 0, exif=exif)
    return buffer.getvalue()
