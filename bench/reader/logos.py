"""Shapes beside a line that are no letters, though rings look like O and waves like S: logos, rules, the corners of
frames. The reader learns to say nothing of them."""

from __future__ import annotations

import math
from random import Random

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

Ink = npt.NDArray[np.float32]


def beside(rng: Random, ink: Ink) -> Ink:
    """Return a line of print with a logo before it, seldom behind it; what is larger than the line is cut as the
    line is."""
    high = ink.shape[0]
    mark = logo(rng, max(round(high * rng.uniform(0.8, 1.9)), 10))
    spare = mark.shape[0] - high
    if spare > 0:
        top = rng.randint(0, spare)
        mark = mark[top : top + high]
    else:
        top = rng.randint(0, -spare)
        mark = np.pad(mark, ((top, -spare - top), (0, 0)))
    if rng.random() < 0.25:  # a part of it, where the box ends
        mark = mark[:, round(mark.shape[1] * rng.uniform(0.2, 0.8)) :]
    gap = np.zeros((high, round(high * rng.uniform(0.15, 1.0))), np.float32)
    parts = [mark, gap, ink] if rng.random() < 0.8 else [ink, gap, mark]
    return np.concatenate(parts, axis=1)


def logo(rng: Random, side: int) -> Ink:
    """Return a drawn shape, ink 0–1, ``side`` pixels high, one to three of them in one another."""
    scale = 3
    page = Image.new("L", (side * scale, side * scale), 0)
    pen = ImageDraw.Draw(page)
    level = 255
    reach = side * scale / 2 - 1
    for _ in range(rng.randint(1, 3)):
        rng.choice(SHAPES)(rng, pen, side * scale / 2, reach, level)
        level = 0 if level and rng.random() < 0.7 else rng.choice((255, 160, 110))
        reach *= rng.uniform(0.4, 0.75)
    small = page.resize((side, side), Image.Resampling.BOX)
    return np.asarray(small, np.float32) / 255 * rng.uniform(0.5, 1.0)


def _disc(rng: Random, pen: ImageDraw.ImageDraw, middle: float, reach: float, level: int) -> None:
    box = (middle - reach, middle - reach, middle + reach, middle + reach)
    if rng.random() < 0.5:
        pen.ellipse(box, fill=level)
    else:
        pen.ellipse(box, outline=level, width=max(round(reach * rng.uniform(0.1, 0.4)), 2))


def _arc(rng: Random, pen: ImageDraw.ImageDraw, middle: float, reach: float, level: int) -> None:
    start = rng.uniform(0, 360)
    box = (middle - reach, middle - reach, middle + reach, middle + reach)
    pen.arc(box, start, start + rng.uniform(120, 320), level, max(round(reach * rng.uniform(0.15, 0.45)), 2))


def _polygon(rng: Random, pen: ImageDraw.ImageDraw, middle: float, reach: float, level: int) -> None:
    corners, turn = rng.choice((3, 3, 4, 4, 5, 6, 8)), rng.uniform(0, 2 * math.pi)
    inner = rng.choice((1.0, 1.0, rng.uniform(0.35, 0.7)))  # a star
    points = []
    for i in range(corners):
        for away, angle in ((1.0, i), (inner, i + 0.5)):
            at = turn + 2 * math.pi * angle / corners
            points.append((middle + reach * away * math.cos(at), middle + reach * away * math.sin(at)))
    pen.polygon(points if inner < 1 else points[::2], fill=level)


def _plate(rng: Random, pen: ImageDraw.ImageDraw, middle: float, reach: float, level: int) -> None:
    low = reach * rng.uniform(0.6, 1.0)
    box = (middle - reach, middle - low, middle + reach, middle + low)
    pen.rounded_rectangle(box, reach * rng.choice((0.0, 0.2, 0.5)), fill=level)


def _bars(rng: Random, pen: ImageDraw.ImageDraw, middle: float, reach: float, level: int) -> None:
    many = rng.randint(2, 5)
    for i in range(many):
        x = middle - reach + 2 * reach * i / many
        top = middle + reach - 2 * reach * rng.uniform(0.3, 1.0)
        pen.rectangle((x, top, x + reach / many, middle + reach), fill=level)


def _leaf(rng: Random, pen: ImageDraw.ImageDraw, middle: float, reach: float, level: int) -> None:
    many = rng.randint(2, 6)
    start = rng.uniform(0, 2 * math.pi)
    for i in range(many):
        at = start + 2 * math.pi * i / many
        x, y, wide = middle + reach * 0.5 * math.cos(at), middle + reach * 0.5 * math.sin(at), reach * 0.45
        pen.ellipse((x - wide, y - wide, x + wide, y + wide), fill=level)


def _swoosh(rng: Random, pen: ImageDraw.ImageDraw, middle: float, reach: float, level: int) -> None:
    phase, times = rng.uniform(0, 6.3), rng.uniform(0.7, 2.5)
    steps = [i / 30 for i in range(31)]
    points = [
        (middle - reach + 2 * reach * t, middle + reach * 0.7 * math.sin(phase + times * 2 * math.pi * t))
        for t in steps
    ]
    pen.line(points, level, max(round(reach * rng.uniform(0.1, 0.4)), 2), joint="curve")


SHAPES = (_disc, _disc, _arc, _arc, _polygon, _polygon, _plate, _bars, _leaf, _swoosh)
