"""From where a table is photographed: a camera that leans, stands at a distance and shows what it should."""

from __future__ import annotations

import math
from dataclasses import replace
from random import Random

import cv2
import numpy as np

from bench.cards.scene import Camera, Corners, Matrix, seen

_STEPS, _MOST_STEPS = 14, 100  # in which a camera finds its place
_CLOSE = 0.02  # to the share of the picture that was asked for


def looking(
    rng: Random,
    size: tuple[int, int],
    points: Corners,
    lean: float,
    fill: float,
    roll: float = 0.0,
    towards: float | None = None,
) -> Camera:
    """Return a camera of ``size`` pixels over the plane ``points`` (mm), leaning ``lean`` degrees off the vertical.

    The points fill the share ``fill`` of the picture's width or height, whichever is tighter; above 1 some fall out.
    """
    width, height = size
    long = max(size)
    focal = long * rng.choice((rng.uniform(0.68, 0.85), rng.uniform(0.68, 0.85), rng.uniform(1.2, 1.6)))
    direction = rng.uniform(0, 2 * math.pi) if towards is None else towards
    axis = np.array([math.cos(direction), math.sin(direction), 0.0]) * math.radians(lean)
    rotation, _ = cv2.Rodrigues(axis)
    turn, _ = cv2.Rodrigues(np.array([0.0, 0.0, math.radians(roll)]))
    lens = np.array([[focal, 0, width / 2], [0, focal, height / 2], [0, 0, 1.0]])
    centre = (points.max(0) + points.min(0)).astype(np.float64) / 2
    away = float(np.ptp(points, axis=0).max()) * focal / long * 1.5
    matrix = np.eye(3)
    for step in range(_MOST_STEPS):
        matrix = _projection(lens, rotation @ turn, centre, away)
        shown = seen(matrix, points)
        low, high = shown.min(0).astype(np.float64), shown.max(0).astype(np.float64)
        share = max((high[0] - low[0]) / width, (high[1] - low[1]) / height)
        middle = seen(np.linalg.inv(matrix), [((low + high) / 2).tolist()])[0]
        eager = 0.9 if step < _STEPS else 0.4  # a wide lens that leans far swings to and fro
        centre = centre + (middle - centre) * eager
        away *= (share / fill) ** eager
        if step >= _STEPS - 1 and abs(share - fill) < _CLOSE:
            break
    return Camera(width, height, matrix, _scale(matrix, points, away, focal))


def _projection(lens: Matrix, rotation: Matrix, centre: Matrix, away: float) -> Matrix:
    """The plane's point ``centre`` lies on the optical axis, ``away`` mm from the lens."""
    shift = np.array([[1, 0, -centre[0]], [0, 1, -centre[1]], [0, 0, 1.0]])
    pose = np.column_stack([rotation[:, :2], np.array([0.0, 0.0, away])])
    return np.asarray(lens @ pose @ shift)


def _scale(matrix: Matrix, points: Corners, away: float, focal: float) -> float:
    """Pixels a millimetre at the nearest point: textures are drawn for that."""
    depths = np.column_stack([points, np.ones(len(points))]) @ matrix[2]
    return focal / max(float(depths.min()), away * 0.3)


def moved(view: Camera, right: float, down: float) -> Camera:
    """Return the camera with its picture shifted by pixels, as by a hand that aims beside."""
    shift = np.array([[1, 0, right], [0, 1, down], [0, 0, 1.0]])
    return replace(view, matrix=shift @ view.matrix)


def inverse_depth(view: Camera) -> tuple[float, float, float]:
    """Return (a, b, c) such that a·u + b·v + c is one over the distance (1/mm) of what pixel (u, v) shows."""
    a, b, c = np.linalg.inv(view.matrix)[2]
    return float(a), float(b), float(c)
