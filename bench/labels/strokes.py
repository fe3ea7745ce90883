"""Digits as hands write them: a few skeletons for each, whose points are moved, then drawn with a round pen.

Skeletons are in a box one high and about 0.7 wide, y downwards; each stroke is a run of points that a smooth curve
passes through.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from random import Random

import cv2
import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float32]


@lru_cache
def skeletons() -> dict[str, list[list[list[list[float]]]]]:
    """Return for each digit the forms it is written in, each a list of strokes."""
    forms: dict[str, list[list[list[list[float]]]]] = {}
    for form in tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["form"]:
        forms.setdefault(form["digit"], []).append(form["strokes"])
    return forms


def written(rng: Random, number: str, height: int) -> npt.NDArray[np.uint8]:
    """Return the digits of ``number`` as one hand writes them: ink 255 on 0, cut to the ink, about ``height`` high."""
    pen = max(2, round(height * rng.uniform(0.05, 0.17)))
    slant, wide, wild = rng.gauss(0.0, 0.12), rng.uniform(0.75, 1.3), rng.uniform(0.01, 0.05)
    forms = {digit: rng.choice(skeletons()[digit]) for digit in sorted(set(number))}
    canvas = np.zeros((3 * height, (len(number) + 3) * 2 * height), np.uint8)
    x = float(height)
    for digit in number:
        high = height * rng.uniform(0.9, 1.1)
        drop = height * (1 + rng.gauss(0, 0.04))
        right = x
        for stroke in forms[digit]:
            points = np.array(stroke, np.float32)
            points += np.random.default_rng(rng.getrandbits(32)).normal(0, wild, points.shape).astype(np.float32)
            points[:, 0] = points[:, 0] * wide - slant * (points[:, 1] - 0.5)
            curve = _smooth(points) * high + np.array([x, drop], np.float32)
            cv2.polylines(canvas, [np.round(curve * 8).astype(np.int32)], False, 255, pen, cv2.LINE_AA, 3)
            right = max(right, float(curve[:, 0].max()))
        x = right + pen + height * rng.uniform(0.0, 0.22)
    rows, columns = np.flatnonzero(canvas.max(axis=1)), np.flatnonzero(canvas.max(axis=0))
    return canvas[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _smooth(points: Points) -> Points:
    """Return a Catmull–Rom curve through the points."""
    padded = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    t = np.linspace(0, 1, 12, dtype=np.float32)[:, None]
    pieces = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        pieces.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return np.concatenate(pieces).astype(np.float32)
