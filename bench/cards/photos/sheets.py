"""Cards on paper and on glass: a print shop's sheet of ten, a flatbed scanner's page."""

from __future__ import annotations

import math
from random import Random

import numpy as np
from PIL import Image, ImageDraw

from bench.cards.photos import lens, light, stock
from bench.cards.photos.grounds import Ground, ground
from bench.cards.photos.laying import Lying
from bench.cards.photos.lens import Lens
from bench.cards.photos.light import Light
from bench.cards.photos.shooting import Stage, Thing, photograph
from bench.cards.photos.staging import LARGE, over
from bench.cards.scene import Camera
from bench.cards.truth import Picture
from bench.cards.words import Split

A4 = (210.0, 297.0)
PER_MM = 10


def ten_up(rng: Random, split: Split, name: str) -> Picture:
    """Return the photo, or the scan, of a sheet with ten cards printed on it."""
    size = (91.0, 55.0)
    wanted = stock.faces(rng, split, 10, "sheet") if rng.random() < 0.3 else stock.faces(rng, split, 1, "sheet") * 10
    left, top = (A4[0] - 2 * size[0]) / 2, (A4[1] - 5 * size[1]) / 2
    laid = [
        # Printed, not laid: no shadow.
        Lying(card, left + (i % 2 + 0.5) * size[0] - A4[0] / 2, top + (i // 2 + 0.5) * size[1] - A4[1] / 2, 0.0, 0.0)
        for i, card in enumerate(wanted)
    ]
    paper = np.full((round(A4[1] * PER_MM), round(A4[0] * PER_MM), 3), rng.choice((255, 252, 248)), np.uint8)
    alpha = np.ones(paper.shape[:2], np.float32)
    marks = _marks(rng, left, top, size)
    things = [Thing(paper, alpha, PER_MM, 0, 0, 0, 0.5)]
    lines = Thing(np.zeros_like(paper) + np.uint8(rng.choice((20, 150))), marks, PER_MM, 0, 0, 0, 0.0)
    if rng.random() < 0.3:
        return _scanned(rng, name, laid, things, [lines], rng.choice((200, 300)))
    corners = np.array([(-105, -148), (105, -148), (105, 148), (-105, 148)], np.float32)
    size_px = rng.choice(LARGE)
    roll = 90.0 if size_px[0] > size_px[1] and rng.random() < 0.5 else 0.0
    view = over(rng, corners, size_px, abs(rng.gauss(0, 8)), rng.uniform(0.8, 0.98), roll)
    stage = Stage(view, ground(rng, split), laid, things, above=[lines])
    return photograph(rng, name, stage, light.ordinary(rng), lens.ordinary(rng))


def _marks(
    rng: Random, left: float, top: float, size: tuple[float, float]
) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """The alpha of crop marks outside the block of cards, or of thin lines between them (whole or broken)."""
    mask = Image.new("L", (round(A4[0] * PER_MM), round(A4[1] * PER_MM)), 0)
    pen = ImageDraw.Draw(mask)
    kind = rng.choice(("marks", "marks", "lines", "broken"))
    right, bottom, thin = left + 2 * size[0], top + 5 * size[1], rng.choice((1, 2, 3))

    def line(one: tuple[float, float], other: tuple[float, float]) -> None:
        pen.line([(x * PER_MM, y * PER_MM) for x, y in (one, other)], fill=255, width=thin)

    for x in (left, left + size[0], right):
        line((x, top - 9), (x, top - 2))
        line((x, bottom + 2), (x, bottom + 9))
    for row in range(6):
        y = top + row * size[1]
        line((left - 9, y), (left - 2, y))
        line((right + 2, y), (right + 9, y))
    if kind != "marks":
        step = 4.0 if kind == "broken" else 1000.0
        for x in (left, left + size[0], right):
            for at in np.arange(top, bottom, step):
                line((x, at), (x, min(at + step * 0.6, bottom) if kind == "broken" else bottom))
        for row in range(6):
            for at in np.arange(left, right, step):
                y = top + row * size[1]
                line((at, y), (min(at + step * 0.6, right) if kind == "broken" else right, y))
    return np.asarray(np.asarray(mask, np.float32) / 255, np.float32)


def flatbed(rng: Random, split: Split, name: str) -> Picture:
    """Return a scanner's page: cards a little askew or carefully in rows, thin shadows."""
    count = rng.randint(2, 10)
    rows = max(math.ceil(count / 2), 3)
    careful = rng.random() < 0.4
    laid = []
    for index, card in enumerate(stock.faces(rng, split, count)):
        upright = card.pixels.shape[0] > card.pixels.shape[1]
        angle = (rng.choice((90, 270)) if upright else rng.choice((0, 0, 0, 180))) + rng.gauss(
            0, 0.3 if careful else 2.0
        )
        x = (index % 2 - 0.5) * 101 + rng.uniform(-2, 2)
        y = (index // 2 + 0.5) * min(297 / rows, 80) - 148.5 + 2 + rng.uniform(-1, 1) * (0 if careful else 1)
        laid.append(Lying(card, x, y, angle, rng.uniform(0.15, 0.35)))
    return _scanned(rng, name, laid, [], [], rng.choice((150, 200, 300, 300)))


def _scanned(rng: Random, name: str, laid: list[Lying], things: list[Thing], above: list[Thing], dpi: int) -> Picture:
    scale = dpi / 25.4
    width, height = round(A4[0] * scale), round(A4[1] * scale)
    view = Camera(width, height, np.array([[scale, 0, width / 2], [0, scale, height / 2], [0, 0, 1.0]]), scale)
    level = 252 if above or rng.random() < 0.7 else rng.choice((18, 60, 200))
    dust = np.random.default_rng(rng.getrandbits(32)).normal(level, 1.2, (900, 700, 3))
    lid = Ground(np.asarray(np.clip(dust, 0, 255), np.uint8), 0.5)
    shade = Light(1.0, 0.01, 0.0)
    glass = Lens(0.0, 0.3, 0.0, 0.0, 1.2, 0.1, 0.0, rng.randint(70, 95))
    return photograph(rng, name, Stage(view, lid, laid, things, above=above), shade, glass)
