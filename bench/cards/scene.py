"""Cards laid on a ground and seen by a camera. Pixels are RGB; the plane is in millimetres, x right, y down."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Protocol

import cv2
import numpy as np
import numpy.typing as npt

from bench.cards import textures
from bench.cards.drawing import Pixels
from bench.cards.flat import Card
from bench.cards.setting import MM

Matrix = npt.NDArray[np.float64]
Corners = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Camera:
    """A pinhole camera over the plane: ``matrix`` takes (x mm, y mm, 1) to picture pixels."""

    width: int
    height: int
    matrix: Matrix
    pixels_per_mm: float


@dataclass(frozen=True, eq=False)
class Laid:
    """A card on the plane: its centre in mm and its turn in degrees, clockwise as seen."""

    card: Card
    x: float
    y: float
    angle: float
    lift: float = 0.6  # mm of shadow
    tag: str | None = None

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in mm."""
        height, width = self.card.pixels.shape[:2]
        return width / MM, height / MM

    def to_plane(self) -> Matrix:
        """Return the matrix from card millimetres (origin at its own top left) to the plane."""
        width, height = self.size
        turn = math.radians(self.angle)
        cos, sin = math.cos(turn), math.sin(turn)
        return np.array(
            [
                [cos, -sin, self.x - cos * width / 2 + sin * height / 2],
                [sin, cos, self.y - sin * width / 2 - cos * height / 2],
                [0, 0, 1],
            ]
        )


def camera(rng: Random, width: int, height: int, span_mm: float, tilt: float = 12.0, roll: float = 0.0) -> Camera:
    """Return a camera that sees about ``span_mm`` across its width; ``tilt`` degrees at most off the vertical."""
    scale = width / span_mm
    focal = width * rng.uniform(0.75, 1.6)
    away = focal / scale
    lean, towards = math.radians(abs(rng.gauss(0, tilt / 2))), rng.uniform(0, 2 * math.pi)
    lean = min(lean, math.radians(tilt * 1.6))
    axis = np.array([math.cos(towards), math.sin(towards), 0.0]) * lean
    rotation, _ = cv2.Rodrigues(axis)
    turn, _ = cv2.Rodrigues(np.array([0.0, 0.0, math.radians(roll)]))
    pose = np.column_stack([(rotation @ turn)[:, :2], np.array([0.0, 0.0, away])])
    lens = np.array([[focal, 0, width / 2], [0, focal, height / 2], [0, 0, 1.0]])
    return Camera(width, height, lens @ pose, scale)


def seen(matrix: Matrix, points: Sequence[Sequence[float]] | Corners) -> Corners:
    """Return plane points as picture points, shape (n, 2)."""
    flat = np.array([[*point, 1.0] for point in points]) @ matrix.T
    return np.asarray(flat[:, :2] / flat[:, 2:], np.float32)


Cover = Callable[[Pixels, Laid], None]


def picture(rng: Random, view: Camera, laid: Sequence[Laid], ground: str = "", cover: Cover | None = None) -> Pixels:
    """Return the cards on the ground, with their shadows, before light and lens; ``cover`` draws over each card."""
    canvas = _ground(rng, view, ground)
    drop = (rng.uniform(-1, 1), rng.uniform(-1, 1))
    softness = rng.uniform(0.5, 2.0)
    for item in laid:
        shadow(canvas, view, item, drop, softness, rng.uniform(0.25, 0.5))
        _lay(canvas, view, item)
        if cover is not None:
            cover(canvas, item)
    return canvas


def _ground(rng: Random, view: Camera, name: str) -> Pixels:
    span = view.width / view.pixels_per_mm * 2.2
    size = 1400
    coarse = max(span * 3 / size, 0.6)  # one texture pixel is a third of a millimetre, or more where the view is wide
    texture = np.clip(textures.ground(rng, size, name), 0, 255).astype(np.uint8)
    step = coarse / 3
    to_plane = np.array([[step, 0, -step * size / 2], [0, step, -step * size / 2], [0, 0, 1.0]])
    turn = math.radians(rng.choice((0, 90)) + rng.gauss(0, 8))
    spin = np.array([[math.cos(turn), -math.sin(turn), 0], [math.sin(turn), math.cos(turn), 0], [0, 0, 1.0]])
    shown = cv2.warpPerspective(
        texture,
        view.matrix @ spin @ to_plane,
        (view.width, view.height),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REFLECT,
    )
    return np.asarray(shown, np.uint8)


def card_quad(view: Camera, item: Laid) -> Corners:
    """Return the corners of the card in the picture, clockwise from its own top left."""
    width, height = item.size
    return seen(view.matrix @ item.to_plane(), [(0, 0), (width, 0), (width, height), (0, height)])


def window(view: Camera, corners: Corners, margin: float) -> tuple[int, int, int, int] | None:
    """Return the part of the picture (left, top, right, bottom) around corners, or None outside."""
    left, top = np.floor(corners.min(0) - margin).astype(int)
    right, bottom = np.ceil(corners.max(0) + margin).astype(int)
    left, top, right, bottom = max(left, 0), max(top, 0), min(right, view.width), min(bottom, view.height)
    return None if right <= left or bottom <= top else (int(left), int(top), int(right), int(bottom))


def paste(
    canvas: Pixels, view: Camera, tile: Pixels, alpha: npt.NDArray[np.float32], to_plane: Matrix, per_mm: float
) -> None:
    """Blend ``tile`` (``per_mm`` pixels a millimetre, alpha 0–1) onto the canvas where the plane matrix puts it."""
    shrink = min(view.pixels_per_mm * 1.3 / per_mm, 1.0)
    if shrink < 0.9:
        size = (max(round(tile.shape[1] * shrink), 2), max(round(tile.shape[0] * shrink), 2))
        per_mm_x, per_mm_y = per_mm * size[0] / tile.shape[1], per_mm * size[1] / tile.shape[0]
        tile = np.asarray(cv2.resize(tile, size, interpolation=cv2.INTER_AREA), np.uint8)
        alpha = np.asarray(cv2.resize(alpha, size, interpolation=cv2.INTER_AREA), np.float32)
    else:
        per_mm_x = per_mm_y = per_mm
    height, width = tile.shape[:2]
    whole = view.matrix @ to_plane @ np.diag([1 / per_mm_x, 1 / per_mm_y, 1.0])
    box = window(view, seen(whole, [(0, 0), (width, 0), (width, height), (0, height)]), 2)
    if box is None:
        return
    left, top, right, bottom = box
    local = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1.0]]) @ whole
    size = (right - left, bottom - top)
    colour = cv2.warpPerspective(tile, local, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(
        np.float32
    )
    padded = cv2.copyMakeBorder(alpha, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    mask = cv2.warpPerspective(
        padded, local @ np.array([[1, 0, -1], [0, 1, -1], [0, 0, 1.0]]), size, flags=cv2.INTER_LINEAR
    )[..., None]
    region = canvas[top:bottom, left:right]
    region[:] = (region * (1 - mask) + colour * mask).astype(np.uint8)


def rounded(width: int, height: int, radius: float) -> npt.NDArray[np.float32]:
    """Return an alpha of ones with its corners rounded by ``radius`` pixels."""
    alpha = np.ones((height, width), np.float32)
    if radius >= 1:
        cut = round(radius)
        alpha[:] = 0
        cv2.rectangle(alpha, (cut, 0), (width - cut - 1, height - 1), 1.0, -1)
        cv2.rectangle(alpha, (0, cut), (width - 1, height - cut - 1), 1.0, -1)
        for x in (cut, width - cut - 1):
            for y in (cut, height - cut - 1):
                cv2.circle(alpha, (x, y), cut, 1.0, -1, cv2.LINE_AA)
    return alpha


class Lifted(Protocol):
    """Anything flat that lies ``lift`` mm above the ground."""

    @property
    def lift(self) -> float: ...

    @property
    def size(self) -> tuple[float, float]: ...

    def to_plane(self) -> Matrix: ...


def shadow(
    canvas: Pixels, view: Camera, item: Lifted, drop: tuple[float, float], softness: float, depth: float
) -> None:
    """Darken the canvas where the item's shadow falls: ``drop`` its way, ``softness`` in mm, ``depth`` 0–1."""
    width, height = item.size
    offset = item.lift * 1.2
    corners = seen(view.matrix @ item.to_plane(), [(0, 0), (width, 0), (width, height), (0, height)])
    shift = np.array(drop, np.float32) * offset * view.pixels_per_mm
    blur = max(softness * view.pixels_per_mm * 0.7, 0.8)
    box = window(view, corners, blur * 3 + float(np.abs(shift).max()))
    if box is None:
        return
    left, top, right, bottom = box
    # Drawn small: a shadow is soft, and a wide blur at full size costs seconds.
    part = max(blur / 3, 1.0)
    small = (max(round((right - left) / part), 2), max(round((bottom - top) / part), 2))
    mask = np.zeros(small[::-1], np.float32)
    cv2.fillConvexPoly(mask, np.round((corners + shift - [left, top]) / part).astype(np.int32), 1.0)
    mask = cv2.resize(
        cv2.GaussianBlur(mask, (0, 0), blur / part), (right - left, bottom - top), interpolation=cv2.INTER_LINEAR
    )
    region = canvas[top:bottom, left:right]
    region[:] = cv2.multiply(region, cv2.merge([1 - depth * mask] * 3), dtype=cv2.CV_8U)


def _lay(canvas: Pixels, view: Camera, item: Laid) -> None:
    pixels = item.card.pixels
    height, width = pixels.shape[:2]
    paste(canvas, view, pixels, rounded(width, height, item.card.round * MM), item.to_plane(), MM)
