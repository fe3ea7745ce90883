"""What lies over the cards of a training scene: clear cases, fingers, a pen, hard shadows."""

from __future__ import annotations

from random import Random

import cv2
import numpy as np
import numpy.typing as npt

from bench.cards.scene import Camera, paste, rounded, seen
from bench.finder.clutter import Owner, Pixels, somewhere, stick
from bench.finder.faces import PER_MM
from bench.finder.layout import Case, Placed, Plan


def case(rng: Random, canvas: Pixels, view: Camera, item: Placed, kind: Case) -> None:
    """Lay a clear case with its rim, its lamp and its number over a card."""
    width, height = item.size
    wide, high = width + 2 * kind.margin, height + 2 * kind.margin + kind.strip
    per_mm = PER_MM / 2
    size = (max(round(wide * per_mm), 8), max(round(high * per_mm), 8))
    tile = np.full((size[1], size[0], 3), 250, np.uint8)
    alpha = np.full((size[1], size[0]), kind.haze, np.float32)
    x, broad = rng.uniform(-0.2, 1.1) * size[0], rng.uniform(0.03, 0.15) * size[0]
    slope = size[1] * 0.5
    band = np.array([(x, 0), (x + broad, 0), (x + broad - slope, size[1]), (x - slope, size[1])], np.int32)
    streak = np.zeros_like(alpha)
    cv2.fillConvexPoly(streak, band, rng.uniform(0.05, 0.35))
    alpha += streak
    cv2.rectangle(alpha, (1, 1), (size[0] - 2, size[1] - 2), rng.uniform(0.2, 0.7), 2)
    if kind.strip:
        alpha[round(kind.strip * per_mm)] = 0.5
    shift = np.array([[1, 0, -kind.margin], [0, 1, -kind.margin - kind.strip], [0, 0, 1.0]])
    to_plane = item.to_plane() @ shift
    paste(canvas, view, tile, np.clip(alpha, 0, 1), to_plane, per_mm)
    if kind.label:
        _label(rng, canvas, view, to_plane, kind, wide, high)


def _label(
    rng: Random, canvas: Pixels, view: Camera, to_plane: npt.NDArray[np.float64], kind: Case, wide: float, high: float
) -> None:
    side = round(kind.label * PER_MM)
    tile = np.full((side, side, 3), kind.paper, np.uint8)
    words = str(rng.randint(1, 40))
    cv2.putText(tile, words, (side // 6, side * 3 // 4), cv2.FONT_HERSHEY_SIMPLEX, side / 45, kind.ink, 3)
    place = np.array(
        [[1, 0, wide - kind.label - 0.5], [0, 1, 0.5 if rng.random() < 0.7 else high - kind.label - 0.5], [0, 0, 1.0]]
    )
    radius = side / 2 - 1 if kind.disc else 2.0
    paste(canvas, view, tile, rounded(side, side, radius), to_plane @ place, PER_MM)


def above(rng: Random, canvas: Pixels, owner: Owner, text: Pixels, view: Camera, plan: Plan) -> None:
    """Lay what covers cards: a pen, a hand's fingers at an edge, an arm."""
    if plan.hand and plan.placed:
        _fingers(rng, canvas, owner, text, view, plan.placed[0])
    elif plan.placed and plan.clutter and rng.random() < 0.1:
        x, y = somewhere(rng, view, 0)
        before = owner.copy()
        stick(rng, canvas, owner, view, x, y)
        text[owner != before] = 0


def _fingers(rng: Random, canvas: Pixels, owner: Owner, text: Pixels, view: Camera, item: Placed) -> None:
    """A thumb over an edge, the hand it belongs to outside: ellipses in a skin's colours."""
    width, height = item.size
    skin = np.array(rng.choice(((224, 172, 138), (198, 134, 98), (141, 85, 54), (240, 200, 170), (90, 56, 40))), float)
    side = rng.randrange(4)
    along = rng.uniform(0.15, 0.85)
    edge = ((width * along, 0), (width, height * along), (width * along, height), (0, height * along))[side]
    out = ((0, -1), (1, 0), (0, 1), (-1, 0))[side]
    whole = view.matrix @ item.to_plane()
    scale = view.pixels_per_mm
    for number in range(rng.choice((1, 1, 2, 4))):
        slide = number * 17 * rng.choice((-1, 1))
        into = rng.uniform(2, 16)
        tip = (edge[0] - out[0] * into + out[1] * slide, edge[1] - out[1] * into + out[0] * slide)
        base = (tip[0] + out[0] * 70, tip[1] + out[1] * 70)
        one, two = seen(whole, [tip, base])
        if max(np.abs(one).max(), np.abs(two).max()) > 20000:
            continue
        thick = max(int(rng.uniform(14, 20) * scale), 3)
        mask = np.zeros(canvas.shape[:2], np.uint8)
        cv2.line(mask, (int(one[0]), int(one[1])), (int(two[0]), int(two[1])), 255, thick)
        shade = cv2.GaussianBlur(mask, (0, 0), max(thick / 5, 1.0)).astype(np.float32) / 255
        inside = mask > 0
        canvas[inside] = np.clip(skin * (0.55 + 0.5 * shade[inside][:, None]), 0, 255).astype(np.uint8)
        owner[inside] = 0
        text[inside] = 0


def hard_shadow(rng: Random, pixels: Pixels) -> Pixels:
    """Return the scene with the shadow of a phone, a head or a window frame over part of it."""
    height, width = pixels.shape[:2]
    small = np.zeros((height // 4, width // 4), np.float32)
    if rng.random() < 0.6:
        centre = np.array([rng.uniform(0, width / 4), rng.uniform(0, height / 4)])
        box = cv2.boxPoints(
            ((float(centre[0]), float(centre[1])), (rng.uniform(0.2, 0.8) * width / 4, width / 7), rng.uniform(0, 180))
        )
        cv2.fillConvexPoly(small, box.astype(np.int32), 1.0)
    else:
        x = rng.uniform(0, width / 4)
        cv2.fillConvexPoly(
            small, np.array([(0, 0), (x, 0), (x + rng.uniform(-60, 60), height // 4), (0, height // 4)], np.int32), 1.0
        )
    small = cv2.GaussianBlur(small, (0, 0), rng.uniform(0.5, 8))
    gain = 1 - rng.uniform(0.15, 0.55) * cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.multiply(pixels, cv2.merge([gain] * 3), dtype=cv2.CV_8U), np.uint8)
