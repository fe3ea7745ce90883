"""A hand that holds a card: fingers behind it, a thumb over its edge, the arm going out of the picture.

Fingers are chains of capsules shaded as round bodies; all in the plane's millimetres.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
import numpy.typing as npt

from bench.cards.drawing import Pixels
from bench.cards.photos.laying import Lying
from bench.cards.scene import Camera, Corners, paste, seen

Field = npt.NDArray[np.float32]
Bone = tuple[tuple[float, float], tuple[float, float], float, float]  # from, to (mm), radius at each end
PER_MM = 6

SKINS = ((236, 192, 162), (224, 172, 140), (205, 150, 116), (246, 212, 188), (150, 100, 74), (96, 62, 46))
SLEEVES = ((40, 42, 50), (228, 230, 234), (60, 76, 110), (120, 116, 110), (24, 24, 26), (150, 60, 64), (196, 206, 220))


@dataclass(frozen=True, eq=False)
class Hand:
    """``behind`` and ``before`` are drawn under and over the card; ``thumbs`` are the outlines that cover it (mm)."""

    behind: tuple[Pixels, Field, tuple[float, float]]
    before: tuple[Pixels, Field, tuple[float, float]]
    thumbs: tuple[Corners, ...]


def holding(rng: Random, item: Lying) -> Hand:
    """Return a hand that holds the card by one of its sides."""
    width, height = item.size
    to_plane = item.to_plane()
    side = rng.choice(("bottom", "bottom", "left", "right"))
    skin = np.array(rng.choice(SKINS), np.float32) * rng.uniform(0.9, 1.05)
    build = rng.uniform(0.85, 1.1)
    along, deep = (width, height) if side == "bottom" else (height, width)
    at = rng.uniform(0.3, 0.7) * along
    thumb, fingers, arm = _bones(rng, at, deep, build)

    def placed(point: tuple[float, float]) -> tuple[float, float]:
        """From the side's own frame (x along it, y inwards) to the plane."""
        x, y = point
        own = {"bottom": (x, height - y), "left": (y, x), "right": (width - y, height - x)}[side]
        there = seen(to_plane, [own])[0]
        return float(there[0]), float(there[1])

    def chain(bones: Sequence[Bone]) -> list[Bone]:
        return [(placed(a), placed(b), r, s) for a, b, r, s in bones]

    sleeve = np.array(rng.choice(SLEEVES), np.float32)
    behind = _drawn(rng, [chain(each) for each in fingers], chain(arm), skin, sleeve, ())
    before = _drawn(rng, [chain(thumb)], (), skin, sleeve, (chain(thumb)[-1],))
    covered = np.array([placed(p) for p in _box(thumb[-1], deep)], np.float32)
    return Hand(behind, before, (covered,))


def _bones(rng: Random, at: float, deep: float, build: float) -> tuple[list[Bone], list[list[Bone]], list[Bone]]:
    """Return thumb, fingers and arm in the side's frame: the card is at y > 0, the wrist far at y < 0."""
    lean = rng.uniform(-0.35, 0.35)
    reach = rng.uniform(10, 22)
    root = (at + rng.uniform(-8, 8) - 30 * lean, -42 * build)
    joint = (at - 12 * lean, -14 * build)
    tip = (at + lean * 8, min(reach, deep * 0.35))
    thumb: list[Bone] = [(root, joint, 13 * build, 10 * build), (joint, tip, 10 * build, 7.6 * build)]
    palm = (at + rng.uniform(-6, 6), -78 * build)
    fingers: list[list[Bone]] = []
    for index in range(4):
        x = at + (index - 1.5) * 17 * build + rng.uniform(-2, 2)
        knuckle = (x * 0.8 + palm[0] * 0.2, -40 * build)
        # Some fingers reach beyond the card on the far side; most end behind it.
        end = rng.uniform(8, 25) if rng.random() < 0.85 else deep + rng.uniform(3, 9)
        fingers.append(
            [(palm, knuckle, 17 * build, 11 * build), (knuckle, (x + lean * 10, end), 10 * build, 7.4 * build)]
        )
    wrist = (palm[0] + lean * 40, -130 * build)
    arm: list[Bone] = [
        (palm, wrist, 34 * build, 27 * build),
        (wrist, (wrist[0] + lean * 90, -330 * build), 30 * build, 40 * build),
    ]
    return thumb, fingers, arm


def _box(bone: Bone, deep: float) -> list[tuple[float, float]]:
    """The part of the thumb that lies on the card, in the side's frame."""
    (_, _), (x, y), _, r = bone
    return [(x - r, -0.5), (x - r, min(y + r, deep)), (x + r, min(y + r, deep)), (x + r, -0.5)]


def _drawn(
    rng: Random,
    chains: Sequence[Sequence[Bone]],
    arm: Sequence[Bone],
    skin: npt.NDArray[np.float32],
    sleeve: npt.NDArray[np.float32],
    nailed: Sequence[Bone],
) -> tuple[Pixels, Field, tuple[float, float]]:
    """Return (RGB, alpha, top left corner in mm) of bones with flesh on."""
    bones = [bone for each in [*chains, arm] for bone in each]
    points = np.array([end for bone in bones for end in bone[:2]])
    fat = max(max(bone[2:]) for bone in bones) + 4
    low, high = points.min(0) - fat, points.max(0) + fat
    size = tuple(np.ceil((high - low) * PER_MM).astype(int).tolist())
    height_field, colour = np.zeros(size[::-1], np.float32), np.empty((*size[::-1], 3), np.float32)
    colour[:] = skin
    for bone in arm[:1]:
        height_field = np.maximum(height_field, _body(size, low, bone))
    for each in chains:
        finger = np.zeros_like(height_field)
        for bone in each:
            finger = np.maximum(finger, _body(size, low, bone))
        over = finger > height_field * 0.92
        # A dark line where one finger lies beside another.
        edge = cv2.GaussianBlur(over.astype(np.float32), (0, 0), PER_MM * 0.5)
        colour *= (1 - 0.25 * np.clip(1 - np.abs(edge - 0.5) * 4, 0, 1) * (height_field > 0))[..., None]
        height_field = np.where(over, finger, height_field)
    for bone in arm[1:]:
        cloth = _body(size, low, bone)
        fold = 1 + 0.12 * np.sin(np.linspace(0, rng.uniform(20, 50), size[0]))[None, :]
        colour = np.where((cloth > 0)[..., None], sleeve * fold[..., None], colour)
        height_field = np.where(cloth > 0, cloth, height_field)
    shaded = _shaded(rng, height_field, colour)
    for bone in nailed:
        _nail(shaded, bone, low, skin)
    alpha = cv2.GaussianBlur((height_field > 0).astype(np.float32), (0, 0), 1.2)
    return np.asarray(np.clip(shaded, 0, 255), np.uint8), alpha, (float(low[0]), float(low[1]))


def _body(size: tuple[int, ...], low: npt.NDArray[np.float64], bone: Bone) -> Field:
    """Height in mm above the plane of a round body along a bone: half circles across it."""
    x, y = np.meshgrid(
        np.arange(size[0], dtype=np.float32) / PER_MM + np.float32(low[0]),
        np.arange(size[1], dtype=np.float32) / PER_MM + np.float32(low[1]),
    )
    (ax, ay), (bx, by), ra, rb = bone
    dx, dy = bx - ax, by - ay
    share = np.clip(((x - ax) * dx + (y - ay) * dy) / max(dx * dx + dy * dy, 1e-6), 0, 1)
    away = np.hypot(x - ax - share * dx, y - ay - share * dy)
    radius = ra + (rb - ra) * share
    return np.asarray(np.sqrt(np.clip(radius**2 - away**2, 0, None)), np.float32)


def _shaded(rng: Random, height: Field, colour: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    soft = cv2.GaussianBlur(height, (0, 0), PER_MM * 0.9)
    slope_x = cv2.Sobel(soft, cv2.CV_32F, 1, 0) * PER_MM / 8
    slope_y = cv2.Sobel(soft, cv2.CV_32F, 0, 1) * PER_MM / 8
    normal = 1 / np.sqrt(1 + slope_x**2 + slope_y**2)
    way = rng.uniform(0, 2 * math.pi)
    light = normal * 0.75 + 0.33 + 0.25 * normal * (-slope_x * math.cos(way) - slope_y * math.sin(way))
    pores = np.random.default_rng(rng.getrandbits(32)).normal(0, 1, height.shape).astype(np.float32)
    light = light * (1 + 0.05 * cv2.GaussianBlur(pores, (0, 0), 2.5) * 3 + 0.012 * pores)
    light = np.clip(light, 0.25, 1.12)[..., None]
    # Flesh turns redder, not greyer, where it turns away from the light.
    return np.asarray(colour * np.concatenate([light**0.8, light**1.1, light**1.25], 2), np.float32)


def _nail(
    pixels: npt.NDArray[np.float32], bone: Bone, low: npt.NDArray[np.float64], skin: npt.NDArray[np.float32]
) -> None:
    (ax, ay), (bx, by), _, radius = bone
    away = math.hypot(bx - ax, by - ay) or 1.0
    x, y = bx + (bx - ax) / away * radius * 0.25, by + (by - ay) / away * radius * 0.25
    centre = (int((x - low[0]) * PER_MM), int((y - low[1]) * PER_MM))
    axes = (int(radius * 0.62 * PER_MM), int(radius * 0.5 * PER_MM))
    angle = math.degrees(math.atan2(by - ay, bx - ax))
    nail = np.zeros(pixels.shape[:2], np.float32)
    cv2.ellipse(nail, centre, axes, angle, 0, 360, 1.0, -1, cv2.LINE_AA)
    nail = cv2.GaussianBlur(nail, (0, 0), 1.5)[..., None] * 0.75
    tone = skin * np.array((1.02, 0.92, 0.92), np.float32) + 14
    pixels[:] = pixels * (1 - nail) + tone * nail
    rim = np.zeros(pixels.shape[:2], np.float32)
    cv2.ellipse(rim, centre, axes, angle, 0, 360, 1.0, 3, cv2.LINE_AA)
    pixels *= 1 - 0.22 * cv2.GaussianBlur(rim, (0, 0), 1.0)[..., None]


def draw(canvas: Pixels, view: Camera, part: tuple[Pixels, Field, tuple[float, float]]) -> None:
    """Draw a part of a hand onto the canvas, a soft shadow under it first."""
    pixels, alpha, (left, top) = part
    to_plane = np.array([[1, 0, left], [0, 1, top], [0, 0, 1.0]])
    dark = np.zeros_like(pixels)
    shade = np.asarray(cv2.GaussianBlur(alpha, (0, 0), PER_MM * 2.0) * 0.35, np.float32)
    paste(canvas, view, dark, shade, np.array([[1, 0, left + 1.5], [0, 1, top + 2.0], [0, 0, 1.0]]), PER_MM)
    paste(canvas, view, pixels, alpha, to_plane, PER_MM)
