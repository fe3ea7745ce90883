"""Small scenes of cards with the truth of every pixel: whose card it is, and whether it is text.

A scene is composed at twice the size of the example and shrunk, as a phone's picture is before cards are looked for.
Lengths on the plane are in mm; pixels are RGB until the end.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
import numpy.typing as npt

from bench.cards import damage
from bench.cards.scene import Camera, camera, paste, rounded, seen, window
from bench.finder import backdrop, clutter, covers, layout
from bench.finder.faces import PER_MM, Face
from bench.finder.layout import Placed
from bench.finder.looks import restyled

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
IGNORED = -1
OVER = 2  # composed this many times larger than the example


@dataclass(frozen=True, eq=False)
class Example:
    """``pixels`` BGR (h, w, 3); ``owner`` int16 (h, w): 0 nothing, n the n-th card, IGNORED not to be learned from;
    ``text`` uint8 (h, w) 0/255; ``sides`` the shorter side of each card in pixels."""

    pixels: Pixels
    owner: npt.NDArray[np.int16]
    text: Pixels
    sides: tuple[float, ...]


def example(rng: Random, faces: Sequence[Face], grounds: Sequence[Pixels], width: int, height: int) -> Example:
    """Return one scene of ``width`` × ``height`` pixels."""
    plan = layout.plan(rng, faces)
    view = _view(rng, plan, width * OVER, height * OVER)
    canvas = backdrop.ground(rng, view, grounds, plan.ground)
    owner = np.zeros((height * OVER, width * OVER), np.int16)
    text = np.zeros((height * OVER, width * OVER), np.uint8)
    backdrop.below_cards(rng, canvas, view, grounds, plan)
    clutter.below(rng, canvas, owner, view, plan)
    lamp, design = _lamp(rng, view), rng.getrandbits(32)
    for number, item in enumerate(plan.placed, start=1):
        tile = restyled(Random(design) if plan.alike else rng, item.face, plan.style)
        if plan.ground not in {"page", "screen"}:  # printed, not laid there
            _shadow(canvas, view, item, lamp)
        _lay(rng, canvas, owner, text, view, item, tile, number, plan)
    covers.above(rng, canvas, owner, text, view, plan)
    return _taken(rng, canvas, owner, text, view, plan, (width, height))


def _view(rng: Random, plan: layout.Plan, width: int, height: int) -> Camera:
    """Return a camera that sees the cards as the plan wants: filling the frame, small in it, or partly outside."""
    corners = np.concatenate([corners_of(item) for item in plan.placed]) if plan.placed else np.zeros((1, 2))
    low, high = corners.min(0), corners.max(0)
    middle, extent = (low + high) / 2, np.maximum(high - low, 60.0)
    span = max(extent[0], extent[1] * width / height) / plan.fill
    view = camera(rng, width, height, float(span), tilt=plan.tilt, roll=plan.roll)
    off = (rng.gauss(0, plan.shift) * extent[0], rng.gauss(0, plan.shift) * extent[1])
    move = np.array([[1, 0, -middle[0] + off[0]], [0, 1, -middle[1] + off[1]], [0, 0, 1.0]])
    return Camera(width, height, view.matrix @ move, view.pixels_per_mm)


def corners_of(item: Placed) -> npt.NDArray[np.float64]:
    """Return the corners of a placed card on the plane, shape (4, 2)."""
    width, height = item.size
    points = np.array([(0, 0, 1), (width, 0, 1), (width, height, 1), (0, height, 1.0)]) @ item.to_plane().T
    return np.asarray(points[:, :2], np.float64)


@dataclass(frozen=True, slots=True)
class _Lamp:
    """How a scene's one lamp makes cards throw shadows: how dark, how soft and how far off, the last two in pixels."""

    depth: float
    soft: float
    drop: tuple[float, float]


def _lamp(rng: Random, view: Camera) -> _Lamp:
    reach = rng.uniform(0.3, 3.0) * rng.random() * view.pixels_per_mm
    angle = rng.uniform(0, 2 * math.pi)
    soft = max(rng.uniform(0.15, 1.2) * view.pixels_per_mm / 2, 0.7)
    return _Lamp(rng.uniform(0.0, 0.55), soft, (math.cos(angle) * reach, math.sin(angle) * reach))


def _shadow(canvas: Pixels, view: Camera, item: Placed, lamp: _Lamp) -> None:
    """Darken what lies below a card beside it: the ground, and cards laid down earlier."""
    corners = seen(view.matrix, corners_of(item)) + lamp.drop
    box = window(view, corners, int(3 * lamp.soft) + 2)
    if box is None:
        return
    left, top, right, bottom = box
    mask = np.zeros((bottom - top, right - left), np.float32)
    cv2.fillConvexPoly(mask, np.round(corners - [left, top]).astype(np.int32), lamp.depth)
    gain = 1 - cv2.GaussianBlur(mask, (0, 0), lamp.soft)
    region = canvas[top:bottom, left:right]
    region[:] = cv2.multiply(region, cv2.merge([gain] * 3), dtype=cv2.CV_8U)


def _lay(
    rng: Random,
    canvas: Pixels,
    owner: npt.NDArray[np.int16],
    text: Pixels,
    view: Camera,
    item: Placed,
    tile: Pixels,
    number: int,
    plan: layout.Plan,
) -> None:
    height, width = tile.shape[:2]
    paste(canvas, view, tile, rounded(width, height, item.round * PER_MM), item.to_plane(), PER_MM)
    shape = np.round(seen(view.matrix, corners_of(item)) * 16).astype(np.int32)
    cv2.fillConvexPoly(owner, shape, number, shift=4)
    cv2.fillConvexPoly(text, shape, 0, shift=4)
    whole = view.matrix @ item.to_plane()
    for left, top, right, bottom in item.face.lines:
        box = seen(whole, [(left, top), (right, top), (right, bottom), (left, bottom)])
        cv2.fillConvexPoly(text, np.round(box * 16).astype(np.int32), 255, shift=4)
    if plan.case is not None:
        covers.case(rng, canvas, view, item, plan.case)
    elif rng.random() < 0.12:
        _crease(rng, canvas, view, item)


def _crease(rng: Random, canvas: Pixels, view: Camera, item: Placed) -> None:
    """A fold, or a reflection that ends at a line: one part of the card lighter than the other."""
    width, height = item.size
    along = rng.uniform(0.3, 0.7)
    half = (
        [(0, 0), (width * along, 0), (width * along, height), (0, height)]
        if rng.random() < 0.5
        else [(0, 0), (width, 0), (width, height * along), (0, height * along)]
    )
    corners = seen(view.matrix @ item.to_plane(), half)
    box = window(view, corners, 2)
    if box is None:
        return
    left, top, right, bottom = box
    mask = np.zeros((bottom - top, right - left), np.float32)
    cv2.fillConvexPoly(mask, np.round(corners - [left, top]).astype(np.int32), 1.0)
    gain = 1 + rng.uniform(-0.25, 0.12) * mask
    region = canvas[top:bottom, left:right]
    region[:] = cv2.multiply(region, cv2.merge([gain] * 3), dtype=cv2.CV_8U)


def _taken(
    rng: Random,
    canvas: Pixels,
    owner: npt.NDArray[np.int16],
    text: Pixels,
    view: Camera,
    plan: layout.Plan,
    size: tuple[int, int],
) -> Example:
    """Return the scene as a camera gives it: light, glare, lens, size, blur, noise, JPEG."""
    how = damage.harm(rng, rng.choice((0.4, 0.8, 1.0, 1.5, 2.2)))
    for item in plan.placed:
        if rng.random() < 0.08:
            canvas = damage.glare(rng, canvas, seen(view.matrix, corners_of(item)), rng.uniform(0.3, 1.0))
    canvas = damage.lit(rng, canvas, how)
    if rng.random() < 0.35:
        canvas = covers.hard_shadow(rng, canvas)
    if rng.random() < 0.25:
        bend = rng.gauss(0, 0.04)
        canvas = damage.bent(canvas, bend)
        owner, text = _bent_labels(owner, bend), _bent_labels(text, bend)
    small = np.asarray(cv2.resize(canvas, size, interpolation=cv2.INTER_AREA), np.uint8)
    small = _seen_badly(rng, small, how)
    owner = np.ascontiguousarray(owner[OVER // 2 :: OVER, OVER // 2 :: OVER])
    sides = tuple(_short_side(seen(view.matrix, corners_of(item)) / OVER) for item in plan.placed)
    fine = np.asarray(cv2.resize(text, size, interpolation=cv2.INTER_AREA), np.uint8)
    return Example(np.ascontiguousarray(small[:, :, ::-1]), owner, fine, sides)


def _bent_labels(labels: npt.NDArray[np.generic], amount: float) -> npt.NDArray[np.generic]:
    height, width = labels.shape[:2]
    x = np.arange(width, dtype=np.float32)[None, :] - width / 2
    y = np.arange(height, dtype=np.float32)[:, None] - height / 2
    stretch = 1 + amount * (x**2 + y**2) / (width**2 + height**2) * 4
    across, down = (x * stretch + width / 2).astype(np.float32), (y * stretch + height / 2).astype(np.float32)
    return np.asarray(cv2.remap(labels, across, down, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REFLECT), labels.dtype)


def _short_side(corners: Floats) -> float:
    sides = np.hypot(*(np.roll(corners, -1, axis=0) - corners).T)
    return float(min(sides[0] + sides[2], sides[1] + sides[3]) / 2)


def _seen_badly(rng: Random, pixels: Pixels, how: damage.Harm) -> Pixels:
    if rng.random() < 0.15:
        pixels = np.asarray(cv2.GaussianBlur(pixels, (0, 0), rng.uniform(0.5, 2.2)), np.uint8)
    if rng.random() < 0.15:  # a thumbnail
        factor = rng.uniform(0.45, 0.8)
        little = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        pixels = np.asarray(cv2.resize(little, pixels.shape[1::-1], interpolation=cv2.INTER_LINEAR), np.uint8)
    if rng.random() < 0.2:  # dusk, or a window behind
        power = math.exp(rng.gauss(0, 0.35))
        levels = (np.linspace(0, 1, 256) ** power * 255 * rng.uniform(0.55, 1.05)).clip(0, 255).astype(np.uint8)
        pixels = np.asarray(cv2.LUT(pixels, levels), np.uint8)
    grain = np.empty(pixels.shape, np.int16)
    cv2.setRNGSeed(rng.getrandbits(31))
    cv2.randn(grain, np.zeros(3), np.full(3, how.noise * rng.uniform(0.3, 1.6)))
    pixels = np.asarray(cv2.add(pixels, grain, dtype=cv2.CV_8U), np.uint8)
    if rng.random() < 0.3:
        _, coded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(40, 92)])
        pixels = np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), np.uint8)
    if rng.random() < 0.06:
        pixels = np.repeat(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)[..., None], 3, axis=2)
    return pixels
