"""Cards on paper and on glass: a print shop's sheet of ten, a flatbed scanner's page."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
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
LETTER = (215.9, 279.4)
PER_MM = 10


@dataclass(frozen=True)
class Imposition:
    """How a print shop lays cards on a sheet: its size, columns and rows of cards of a size, the gaps between them, and
    how far the block is off the middle. Millimetres; (across, down)."""

    paper: tuple[float, float]
    count: tuple[int, int]
    card: tuple[float, float]
    gap: tuple[float, float] = (0.0, 0.0)
    off: tuple[float, float] = (0.0, 0.0)

    def sides(self, axis: int) -> list[tuple[float, float]]:
        """Return where the cards of one row (``axis`` 0) or column (1) begin and end, from the sheet's corner."""
        card, gap, count = self.card[axis], self.gap[axis], self.count[axis]
        first = (self.paper[axis] - count * card - (count - 1) * gap) / 2 + self.off[axis]
        return [(first + at * (card + gap), first + at * (card + gap) + card) for at in range(count)]


SHEET_CARDS = {(91, 55): "sheet", (85, 55): "sheet, European", (89, 51): "sheet, American"}
LAID_OUT = (
    (Imposition(A4, (2, 5), (91, 55)), 8),  # ten of the Japanese size: papers for home printers, most shops
    (Imposition(A4, (2, 4), (91, 55)), 1),
    (Imposition(A4, (2, 4), (91, 55), (8, 8)), 1),
    (Imposition(A4, (2, 5), (85, 55), (10, 0)), 1.5),  # the European size, with a strip between the columns
    (Imposition(A4[::-1], (3, 3), (91, 55), (3, 3)), 1),
    (Imposition(LETTER, (2, 5), (89, 51)), 2.5),  # ten of the American size
    (Imposition(LETTER[::-1], (3, 4), (89, 51), (0, 0)), 1),
)
TOLD = (("marks", 5), ("lines", 2), ("broken", 2), ("crosses", 1), ("frame", 1), ("nothing", 1))


def ten_up(rng: Random, split: Split, name: str) -> Picture:
    """Return the photo, or the scan, of a sheet with ten cards printed on it, or about as many."""
    how = _imposed(rng)
    laid = _printed(rng, split, how)
    wide, high = how.paper
    paper = np.full((round(high * PER_MM), round(wide * PER_MM), 3), rng.choice((255, 252, 248)), np.uint8)
    alpha = np.ones(paper.shape[:2], np.float32)
    marks = _marks(rng, how)
    things = [Thing(paper, alpha, PER_MM, 0, 0, 0, 0.5)]
    lines = Thing(np.zeros_like(paper) + np.uint8(rng.choice((20, 150, 190))), marks, PER_MM, 0, 0, 0, 0.0)
    if rng.random() < 0.3:
        return _scanned(rng, name, laid, things, [lines], rng.choice((200, 300)), A4 if high > wide else A4[::-1])
    corners = np.array([(-wide, -high), (wide, -high), (wide, high), (-wide, high)], np.float32) / 2
    size_px = rng.choice(LARGE)
    roll = 90.0 if (size_px[0] > size_px[1]) != (wide > high) and rng.random() < 0.5 else 0.0
    view = over(rng, corners, size_px, abs(rng.gauss(0, 8)), rng.uniform(0.8, 0.98), roll)
    stage = Stage(view, ground(rng, split), laid, things, above=[lines])
    return photograph(rng, name, stage, light.ordinary(rng), lens.ordinary(rng))


def _imposed(rng: Random) -> Imposition:
    """Return one of the usual impositions; a printer's margins are seldom equal."""
    (how,) = rng.choices([how for how, _ in LAID_OUT], [odds for _, odds in LAID_OUT])
    room = [(how.paper[axis] - how.sides(axis)[-1][1]) * 0.5 for axis in (0, 1)]
    off = [rng.uniform(-1, 1) * min(each, 6.0) if rng.random() < 0.3 else 0.0 for each in room]
    return replace(how, off=(off[0], off[1]))


def _printed(rng: Random, split: Split, how: Imposition) -> list[Lying]:
    """Return the cards of a sheet: of one person, or of everybody in an office."""
    places = [(left + right, top + low) for top, low in how.sides(1) for left, right in how.sides(0)]
    kind = SHEET_CARDS[how.card]
    cards = (
        stock.faces(rng, split, len(places), kind)
        if rng.random() < 0.3
        else stock.faces(rng, split, 1, kind) * len(places)
    )
    return [
        # Printed, not laid: no shadow.
        Lying(card, (x - how.paper[0]) / 2, (y - how.paper[1]) / 2, 0.0, 0.0)
        for card, (x, y) in zip(cards, places, strict=True)
    ]


def _marks(rng: Random, how: Imposition) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """The alpha of what tells where to cut: crop marks outside the block of cards, thin lines between them (whole or
    broken), crosses at their corners, a frame round each, or nothing."""
    mask = Image.new("L", (round(how.paper[0] * PER_MM), round(how.paper[1] * PER_MM)), 0)
    pen = ImageDraw.Draw(mask)
    (kind,) = rng.choices([kind for kind, _ in TOLD], [odds for _, odds in TOLD])
    thin, away, reach = rng.choice((1, 2, 3)), rng.choice((1.0, 2.0, 3.0)), rng.choice((3.0, 5.0, 9.0))
    across, down = how.sides(0), how.sides(1)
    xs, ys = sorted({x for side in across for x in side}), sorted({y for side in down for y in side})

    def line(one: tuple[float, float], other: tuple[float, float]) -> None:
        pen.line([(x * PER_MM, y * PER_MM) for x, y in (one, other)], fill=255, width=thin)

    def standing_and_lying(ends: tuple[tuple[float, float], tuple[float, float]]) -> None:
        (from_y, to_y), (from_x, to_x) = ends
        for x in xs:
            line((x, from_y), (x, to_y))
        for y in ys:
            line((from_x, y), (to_x, y))

    left, right, top, bottom = xs[0], xs[-1], ys[0], ys[-1]
    if kind in ("marks", "lines", "broken"):
        standing_and_lying(((top - reach, top - away), (left - reach, left - away)))
        standing_and_lying(((bottom + away, bottom + reach), (right + away, right + reach)))
    if kind in ("lines", "frame"):
        standing_and_lying(((top, bottom), (left, right)))
    if kind == "broken":
        for at in np.arange(0.0, 1.0, 0.02):
            standing_and_lying(
                tuple((a + (b - a) * at, a + (b - a) * (at + 0.012)) for a, b in ((top, bottom), (left, right)))
            )
    if kind == "crosses":
        for x in xs:
            for y in ys:
                line((x - 2, y), (x + 2, y))
                line((x, y - 2), (x, y + 2))
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


def _scanned(
    rng: Random,
    name: str,
    laid: list[Lying],
    things: list[Thing],
    above: list[Thing],
    dpi: int,
    glass_mm: tuple[float, float] = A4,
) -> Picture:
    scale = dpi / 25.4
    width, height = (round(side * scale) for side in glass_mm)
    view = Camera(width, height, np.array([[scale, 0, width / 2], [0, scale, height / 2], [0, 0, 1.0]]), scale)
    level = 252 if above or rng.random() < 0.7 else rng.choice((18, 60, 200))
    dust = np.random.default_rng(rng.getrandbits(32)).normal(level, 1.2, (900, 700, 3))
    lid = Ground(np.asarray(np.clip(dust, 0, 255), np.uint8), 0.5)
    shade = Light(1.0, 0.01, 0.0)
    optics = Lens(0.0, 0.3, 0.0, 0.0, 1.2, 0.1, 0.0, rng.randint(70, 95))
    return photograph(rng, name, Stage(view, lid, laid, things, above=above), shade, optics)
