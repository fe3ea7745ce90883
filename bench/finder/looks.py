"""A face made to look otherwise: cards that fool rectangle detectors, from the plain ones the generator draws."""

from __future__ import annotations

from random import Random

import cv2
import numpy as np
import numpy.typing as npt

from bench.finder.faces import Face

Pixels = npt.NDArray[np.uint8]


def restyled(rng: Random, face: Face, style: str) -> Pixels:
    """Return the face's pixels, often as they are. ``style`` is ``white`` or ``dark`` to suit the ground, or empty."""
    pixels = face.pixels
    light = float(pixels.mean()) > 150
    if (style == "dark" and light and rng.random() < 0.8) or (not style and light and rng.random() < 0.16):
        pixels = np.asarray(255 - pixels, np.uint8)
    if style == "white" and rng.random() < 0.8:
        return _bleached(pixels)
    if rng.random() < 0.18:
        pixels = _blanked(rng, pixels)
    for chance, change in CHANGES:
        if rng.random() < chance:
            pixels = change(rng, pixels)
    if rng.random() < 0.1:
        pixels = _metallic(rng, pixels)
    return pixels


def _blanked(rng: Random, pixels: Pixels) -> Pixels:
    """Paper without print over a good part of the card, as on sparse cards."""
    height, width = pixels.shape[:2]
    painted = pixels.copy()
    paper = np.median(pixels.reshape(-1, 3), axis=0)
    left, top = rng.choice((0, rng.uniform(0, 0.6))), rng.choice((0, rng.uniform(0, 0.6)))
    right, bottom = rng.choice((1, left + rng.uniform(0.3, 0.6))), rng.choice((1, top + rng.uniform(0.3, 0.6)))
    painted[round(top * height) : round(bottom * height), round(left * width) : round(right * width)] = paper
    return painted


def _bleached(pixels: Pixels) -> Pixels:
    """White paper whatever the ink: the brightest tone of the card becomes white."""
    paper = np.maximum(np.median(pixels.reshape(-1, 3), axis=0), 90.0)
    return np.asarray(np.clip(pixels * (250.0 / paper), 0, 255), np.uint8)


def _tinted(rng: Random, pixels: Pixels) -> Pixels:
    colour = np.array([rng.uniform(0.25, 1.0) for _ in range(3)])
    strength = rng.uniform(0.2, 1.0)
    return np.asarray(pixels * (1 - strength + strength * colour), np.uint8)


def _two_toned(rng: Random, pixels: Pixels) -> Pixels:
    """A panel of another colour along one side, the text kept."""
    height, width = pixels.shape[:2]
    share, side = rng.uniform(0.12, 0.6), rng.randrange(4)
    mask = np.zeros((height, width), np.float32)
    if side == 0:
        mask[:, : round(width * share)] = 1
    elif side == 1:
        mask[:, round(width * (1 - share)) :] = 1
    elif side == 2:
        mask[: round(height * share)] = 1
    else:
        mask[round(height * (1 - share)) :] = 1
    if rng.random() < 0.2:  # a slanted panel
        bend = np.array([[1, rng.uniform(-0.5, 0.5), 0], [0, 1, 0]], np.float32)
        mask = np.asarray(cv2.warpAffine(mask, bend, (width, height), borderMode=cv2.BORDER_REPLICATE), np.float32)
    colour = np.array([rng.randrange(256) for _ in range(3)], np.float32)
    panel = colour * (0.35 + 0.65 * pixels / 255.0) if rng.random() < 0.6 else 255 - pixels * (1 - colour / 255)
    return np.asarray(pixels * (1 - mask[..., None]) + panel * mask[..., None], np.uint8)


def _framed(rng: Random, pixels: Pixels) -> Pixels:
    """A printed frame inside the edge, or a filled box as for a logo."""
    painted = pixels.copy()
    height, width = pixels.shape[:2]
    colour = tuple(rng.randrange(256) for _ in range(3))
    if rng.random() < 0.6:
        inset = round(rng.uniform(2, 6) * 6)
        cv2.rectangle(painted, (inset, inset), (width - inset, height - inset), colour, rng.choice((2, 3, 6, 12)))
    else:
        left, top = rng.randint(0, width // 2), rng.randint(0, height // 2)
        cv2.rectangle(
            painted, (left, top), (left + rng.randint(60, width // 2), top + rng.randint(50, height // 2)), colour, -1
        )
    return painted


def _pictured(rng: Random, pixels: Pixels) -> Pixels:
    """Soft coloured shapes over the whole card, as behind the text of a shop's card."""
    height, width = pixels.shape[:2]
    made = np.random.default_rng(rng.getrandbits(32))
    cell = rng.choice((3, 6, 14))
    blobs = made.integers(0, 256, (cell, cell, 3)).astype(np.uint8)
    wash = cv2.resize(blobs, (width, height), interpolation=rng.choice((cv2.INTER_CUBIC, cv2.INTER_NEAREST)))
    return (
        np.asarray(cv2.multiply(pixels, wash, scale=1 / 255), np.uint8)
        if rng.random() < 0.6
        else np.asarray(cv2.addWeighted(pixels, 0.6, wash, 0.4, 0), np.uint8)
    )


def _faint(rng: Random, pixels: Pixels) -> Pixels:
    middle = float(np.median(pixels))
    return np.asarray(middle + (pixels.astype(np.float32) - middle) * rng.uniform(0.1, 0.5), np.uint8)


def _illustrated(rng: Random, pixels: Pixels) -> Pixels:
    """A picture along one side, up to half of the card: stripes, blobs or a slope of colours, of any tone."""
    height, width = pixels.shape[:2]
    made = np.random.default_rng(rng.getrandbits(32))
    cells = rng.choice(((2, 2), (1, 9), (9, 1), (4, 6), (12, 16)))
    low = rng.choice((0, 0, 120))
    picture = cv2.resize(
        made.integers(low, 256, (*cells, 3)).astype(np.uint8),
        (width, height),
        interpolation=rng.choice((cv2.INTER_CUBIC, cv2.INTER_LINEAR, cv2.INTER_NEAREST)),
    )
    for _ in range(rng.choice((0, 0, 5))):  # strokes
        start, end = ((rng.randrange(width), rng.randrange(height)) for _ in range(2))
        cv2.line(picture, start, end, [rng.randrange(256) for _ in range(3)], rng.randint(8, 60), cv2.LINE_AA)
    share, painted = rng.uniform(0.15, 0.5), pixels.copy()
    where = rng.choice(
        (
            np.s_[:, : round(width * share)],
            np.s_[:, round(width * (1 - share)) :],
            np.s_[: round(height * share)],
            np.s_[round(height * (1 - share)) :],
        )
    )
    painted[where] = picture[where]
    return painted


def _metallic(rng: Random, pixels: Pixels) -> Pixels:
    """Silver or gold card stock: broad light and dark bands."""
    height, width = pixels.shape[:2]
    x = np.linspace(0, 1, width, dtype=np.float32)[None, :] + np.linspace(0, 1, height, dtype=np.float32)[:, None] * 0.6
    gain = 0.8 + 0.2 * np.sin(x * rng.uniform(4, 14) + rng.uniform(0, 6))
    tone = np.array(rng.choice(((0.78, 0.79, 0.8), (0.85, 0.74, 0.5), (0.6, 0.6, 0.62))), np.float32)
    return np.asarray(np.clip(pixels * gain[..., None] * tone, 0, 255), np.uint8)


CHANGES = ((0.22, _tinted), (0.14, _two_toned), (0.1, _illustrated), (0.1, _framed), (0.07, _pictured), (0.05, _faint))
