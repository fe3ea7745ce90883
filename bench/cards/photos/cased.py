"""Clear cases with a number on them, any way round the card, and numbers written by hand with a marker."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from bench.cards import cases
from bench.cards.cases import PER_MM, CaseKind
from bench.cards.drawing import Pixels
from bench.cards.photos.laying import Lying
from bench.cards.scene import Camera, Corners, Matrix, paste, seen
from bench.cards.setting import MM
from bench.cards.words import Split

Alpha = npt.NDArray[np.float32]
Stroke = tuple[tuple[float, float], ...]

# The strokes of handwritten numerals in a box one wide and one and a half high.
NUMERALS: dict[str, tuple[tuple[Stroke, ...], ...]] = {
    "0": ((((0.55, 0), (0.1, 0.3), (0.05, 1.0), (0.5, 1.5), (0.95, 1.1), (0.92, 0.35), (0.5, 0.02)),),),
    "1": ((((0.5, 0), (0.5, 0.8), (0.48, 1.5)),), (((0.2, 0.35), (0.52, 0.02)), ((0.52, 0.02), (0.5, 1.5)))),
    "2": ((((0.1, 0.35), (0.4, 0), (0.85, 0.2), (0.75, 0.7), (0.1, 1.48)), ((0.1, 1.48), (0.95, 1.45))),),
    "3": (
        (((0.12, 0.15), (0.55, 0), (0.85, 0.3), (0.4, 0.68)), ((0.4, 0.68), (0.92, 0.95), (0.6, 1.48), (0.05, 1.35))),
    ),
    "4": (
        (((0.6, 0), (0.05, 0.95)), ((0.05, 0.95), (0.98, 0.92)), ((0.7, 0.5), (0.68, 1.5))),
        (((0.15, 0.05), (0.1, 0.75)), ((0.1, 0.75), (0.95, 0.72)), ((0.75, 0), (0.72, 1.5))),
    ),
    "5": (
        (
            ((0.2, 0.02), (0.15, 0.6)),
            ((0.15, 0.6), (0.7, 0.55), (0.92, 1.0), (0.6, 1.45), (0.08, 1.4)),
            ((0.2, 0.02), (0.88, 0)),
        ),
    ),
    "6": ((((0.72, 0), (0.2, 0.6), (0.08, 1.15), (0.5, 1.5), (0.9, 1.15), (0.55, 0.8), (0.12, 1.1)),),),
    "7": (
        (((0.05, 0.03), (0.92, 0.02)), ((0.92, 0.02), (0.6, 0.7), (0.4, 1.5))),
        (((0.08, 0.4), (0.1, 0.03)), ((0.1, 0.03), (0.92, 0.02)), ((0.92, 0.02), (0.55, 0.8), (0.42, 1.5))),
    ),
    "8": (
        (
            (
                (0.75, 0.15),
                (0.4, 0),
                (0.15, 0.3),
                (0.55, 0.7),
                (0.9, 1.1),
                (0.5, 1.5),
                (0.1, 1.15),
                (0.5, 0.7),
                (0.8, 0.3),
                (0.7, 0.1),
            ),
        ),
    ),
    "9": ((((0.85, 0.3), (0.5, 0), (0.12, 0.35), (0.45, 0.72), (0.85, 0.3)), ((0.85, 0.3), (0.8, 0.9), (0.7, 1.5))),),
}
TURNABLE = frozenset("01689")  # upside down these are numerals too: such labels get a line under them


def turns(rng: Random, laid: list[Lying], share: float) -> list[Lying]:
    """Return the cards, a share of them the wrong way round in their cases."""
    return [replace(each, case_turn=rng.choice((1, 2, 3)) if rng.random() < share else 0) for each in laid]


def outline(item: Lying, kind: CaseKind) -> Corners:
    """Return the corners of the case on the plane (mm)."""
    kind, size = _fitting(item, kind)
    return seen(_case_to_plane(item, kind), [(0, 0), (size[0], 0), size, (0, size[1])])


def draw(rng: Random, canvas: Pixels, view: Camera, item: Lying, kind: CaseKind, split: Split) -> None:
    """Draw the plastic over the card and the number onto the plastic."""
    kind, size = _fitting(item, kind)
    to_plane = _case_to_plane(item, kind)
    tile, alpha = cases.plastic(rng, size, kind)
    paste(canvas, view, tile, alpha, to_plane, PER_MM)
    if item.tag is not None:
        sticker, shape = label(rng, item.tag, kind, split, underlined=item.case_turn != 0)
        paste(canvas, view, sticker, shape, to_plane @ cases.label_place(rng, size, kind), PER_MM)


def _fitting(item: Lying, kind: CaseKind) -> tuple[CaseKind, tuple[float, float]]:
    """The case wide enough for its label to leave the print free, and its size in mm."""
    wide, high = item.size if item.case_turn % 2 == 0 else item.size[::-1]
    if kind.strip < kind.label and _hides_print(item, kind, (wide, high)):
        kind = replace(kind, side=kind.label + 1.0 - kind.margin)
    return kind, (wide + 2 * kind.margin + kind.side, high + 2 * kind.margin + kind.strip)


def _hides_print(item: Lying, kind: CaseKind, size: tuple[float, float]) -> bool:
    reach = kind.label - kind.margin - kind.side + 1.5
    left, right = size[0] - reach, size[0]
    top, bottom = (0.0, reach) if kind.corner == "top" else (size[1] - reach, size[1])
    away = np.linalg.inv(_card_to_case(item))
    corner = seen(away, [(left, top), (right, top), (right, bottom), (left, bottom)])
    low, high = corner.min(0) * MM, corner.max(0) * MM
    return any(
        line.box[2] > low[0] and line.box[0] < high[0] and line.box[3] > low[1] and line.box[1] < high[1]
        for line in item.card.lines
    )


def _card_to_case(item: Lying) -> Matrix:
    """From card millimetres to those of the card's box inside the case, which is turned against it."""
    wide, high = item.size
    quarter = item.case_turn % 4
    turned = {
        0: [[1, 0, 0], [0, 1, 0]],
        1: [[0, 1, 0], [-1, 0, wide]],
        2: [[-1, 0, wide], [0, -1, high]],
        3: [[0, -1, high], [1, 0, 0]],
    }[quarter]
    return np.array([*turned, [0, 0, 1]], np.float64)


def _case_to_plane(item: Lying, kind: CaseKind) -> Matrix:
    shift = np.array([[1, 0, -kind.margin], [0, 1, -kind.margin - kind.strip], [0, 0, 1.0]])
    return np.asarray(item.to_plane() @ np.linalg.inv(_card_to_case(item)) @ shift)


def label(rng: Random, words: str, kind: CaseKind, split: Split, underlined: bool) -> tuple[Pixels, Alpha]:
    """Return the sticker: printed, or written by hand; a line under numbers that could be read upside down."""
    underlined = underlined and set(words) <= TURNABLE
    if not kind.handwritten:
        sticker, shape = cases.sticker(rng, words, kind, split)
        return (_underlined(sticker, kind) if underlined else sticker), shape
    blank, shape = cases.sticker(rng, "", replace(kind, handwritten=False), split)
    side = blank.shape[0]
    image = Image.fromarray(np.repeat(np.repeat(blank, 3, 0), 3, 1))
    mask = Image.new("L", image.size, 0)
    write(rng, ImageDraw.Draw(mask), words, side * 3, underlined)
    soft = cv2.GaussianBlur(np.asarray(mask, np.float32) / 255, (0, 0), 1.2)
    soft = cv2.resize(soft, (side, side), interpolation=cv2.INTER_AREA)[..., None] * rng.uniform(0.8, 1.0)
    ink = np.array(rng.choice((kind.ink, (20, 20, 24), (24, 40, 120), (180, 24, 30))), np.float32)
    if abs(float(ink.mean()) - float(np.mean(kind.paper))) < 90:
        ink = np.array((20, 20, 24) if np.mean(kind.paper) > 128 else (250, 250, 250), np.float32)
    return np.asarray(blank * (1 - soft) + ink * soft, np.uint8), shape


def write(rng: Random, pen: ImageDraw.ImageDraw, words: str, side: int, underlined: bool) -> None:
    """Write a number into a square of ``side`` pixels with a marker: strokes that wobble and never meet exactly."""
    high = side * rng.uniform(0.5, 0.66)
    wide = min(high * rng.uniform(0.45, 0.62), side * 0.8 / len(words))
    thick = max(round(high * rng.uniform(0.09, 0.17)), 3)
    slant, x = rng.gauss(0.08, 0.1), (side - wide * len(words) * 0.98) / 2 + rng.gauss(0, side * 0.02)
    top = (side - high) / 2 + rng.gauss(0, side * 0.03)
    for char in words:
        lift = rng.gauss(0, high * 0.04)
        for stroke in rng.choice(NUMERALS[char]):
            bent = [(px + rng.gauss(0, 0.045), py + rng.gauss(0, 0.045)) for px, py in stroke]
            points = [
                (x + (px * 0.78 + slant * (0.75 - py)) * wide, top + lift + py / 1.5 * high) for px, py in _smooth(bent)
            ]
            for step, (px, py) in enumerate(points):
                radius = thick / 2 * (1 + 0.12 * np.sin(step / 7 + x))
                pen.ellipse((px - radius, py - radius, px + radius, py + radius), fill=255)
        x += wide * rng.uniform(0.95, 1.1)
    if underlined:
        y = top + high + thick * 1.1
        pen.line((side * 0.2, y, side * 0.8, y + rng.gauss(0, thick * 0.4)), fill=255, width=round(thick * 0.8))


def _smooth(points: list[tuple[float, float]], steps: int = 24) -> list[tuple[float, float]]:
    """Points on a Catmull-Rom curve through ``points``."""
    padded = [points[0], *points, points[-1]]
    way: list[tuple[float, float]] = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(steps):
            t = step / steps
            weights = (-t + 2 * t**2 - t**3, 2 - 5 * t**2 + 3 * t**3, t + 4 * t**2 - 3 * t**3, t**3 - t**2)
            way.append(
                (
                    sum(w * p[0] for w, p in zip(weights, (a, b, c, d), strict=True)) / 2,
                    sum(w * p[1] for w, p in zip(weights, (a, b, c, d), strict=True)) / 2,
                )
            )
    return [*way, points[-1]]


def _underlined(sticker: Pixels, kind: CaseKind) -> Pixels:
    image = Image.fromarray(sticker)
    side = image.width
    ImageDraw.Draw(image).rectangle((side * 0.3, side * 0.8, side * 0.7, side * 0.85), fill=kind.ink)
    return np.asarray(image)
