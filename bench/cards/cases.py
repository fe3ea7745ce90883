"""Clear card cases with a number in the right-hand corner, as laid out at the door of a networking evening.

A case is drawn as a tile in its own millimetres, (0, 0) its top left corner, with the alpha of the plastic.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from bench.cards.drawing import Pixels
from bench.cards.fonts import choose, font
from bench.cards.scene import Camera, Laid, Matrix, paste, rounded
from bench.cards.setting import Line
from bench.cards.words import Split

PER_MM = 10

LABELS = (
    ((255, 255, 255), (20, 20, 20)),
    ((255, 222, 60), (20, 20, 20)),
    ((255, 255, 255), (200, 20, 30)),
    ((220, 40, 50), (255, 255, 255)),
    ((30, 90, 180), (255, 255, 255)),
    ((196, 232, 180), (20, 40, 20)),
)


@dataclass(frozen=True)
class CaseKind:
    """One evening's cases and labels: margins round the card and a header strip in mm, label colours, form, hand."""

    margin: float
    strip: float
    side: float
    label: float
    paper: tuple[int, int, int]
    ink: tuple[int, int, int]
    round_label: bool
    handwritten: bool
    corner: str  # top or bottom


def case_kind(rng: Random) -> CaseKind:
    """Return the cases of one evening."""
    paper, ink = rng.choice(LABELS)
    strip = rng.choice((0.0, 0.0, 13.0, 15.0))
    return CaseKind(
        rng.uniform(2.5, 4.5),
        strip,
        rng.choice((0.0, 3.0)),
        rng.uniform(9, 13),
        paper,
        ink,
        rng.random() < 0.5,
        rng.random() < 0.4,
        "top" if strip else rng.choice(("top", "bottom")),
    )


def lay_case(rng: Random, canvas: Pixels, view: Camera, item: Laid, kind: CaseKind, split: Split) -> None:
    """Draw the plastic and the number of ``item`` over its card on the canvas."""
    kind = _clear_of_print(item, kind)
    width, height = item.size
    size = (width + 2 * kind.margin + kind.side, height + 2 * kind.margin + kind.strip)
    tile, alpha = plastic(rng, size, kind)
    to_plane = item.to_plane() @ _offset(-kind.margin, -kind.margin - kind.strip)
    paste(canvas, view, tile, alpha, to_plane, PER_MM)
    if item.tag is not None:
        number, shape = sticker(rng, item.tag, kind, split)
        paste(canvas, view, number, shape, to_plane @ label_place(rng, size, kind), PER_MM)


def case_size(item: Laid, kind: CaseKind) -> tuple[float, float]:
    """Return width and height of the case in mm."""
    kind = _clear_of_print(item, kind)
    return item.size[0] + 2 * kind.margin + kind.side, item.size[1] + 2 * kind.margin + kind.strip


def _clear_of_print(item: Laid, kind: CaseKind) -> CaseKind:
    """A wider case where the label would hide a printed line: nobody sticks a number over a name."""
    if kind.strip >= kind.label:
        return kind
    width, height = item.size
    reach = kind.label - kind.margin - kind.side + 1.5
    top = (0.0, reach) if kind.corner == "top" else (height - reach, height)
    hidden = any(
        _in_mm(line)[2] > width - reach and _in_mm(line)[1] < top[1] and _in_mm(line)[3] > top[0]
        for line in item.card.lines
    )
    return replace(kind, side=kind.label + 1.0 - kind.margin) if hidden else kind


def _in_mm(line: Line) -> tuple[float, ...]:
    return tuple(edge * 25.4 / 400 for edge in line.box)


def _offset(x: float, y: float) -> Matrix:
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1.0]])


def label_place(rng: Random, size: tuple[float, float], kind: CaseKind) -> Matrix:
    """Return the matrix from the label's millimetres to those of its case: in the right-hand corner, a little askew."""
    left = size[0] - kind.label - rng.uniform(0.3, 1.0)
    top = rng.uniform(0.4, 1.2) if kind.corner == "top" else size[1] - kind.label - rng.uniform(0.4, 1.2)
    turn = np.radians(rng.gauss(0, 3))
    spin = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
    return np.asarray(
        _offset(left + kind.label / 2, top + kind.label / 2) @ spin @ _offset(-kind.label / 2, -kind.label / 2)
    )


def plastic(rng: Random, size: tuple[float, float], kind: CaseKind) -> tuple[Pixels, npt.NDArray[np.float32]]:
    """Return an empty case of ``size`` mm and its alpha: nearly nothing but a rim and what lamps lie in it."""
    width, height = round(size[0] * PER_MM), round(size[1] * PER_MM)
    tile = np.full((height, width, 3), 250, np.uint8)
    alpha = np.full((height, width), 0.035, np.float32)
    for _ in range(rng.randint(1, 2)):  # a lamp in the plastic: a slanted soft band
        x, broad = rng.uniform(-0.2, 1.1) * width, rng.uniform(0.03, 0.12) * width
        band = np.array(
            [(x, 0), (x + broad, 0), (x + broad - height * 0.5, height), (x - height * 0.5, height)], np.int32
        )
        streak = np.zeros_like(alpha)
        cv2.fillConvexPoly(streak, band, rng.uniform(0.05, 0.16))
        alpha += cv2.GaussianBlur(streak, (0, 0), 6)
    edge = round(0.7 * PER_MM)
    rim = np.zeros_like(alpha)
    cv2.rectangle(rim, (edge // 2, edge // 2), (width - edge // 2 - 1, height - edge // 2 - 1), 0.55, edge)
    alpha += rim
    tile[rim > 0] = rng.choice((255, 235, 205))
    if kind.strip:
        y = round(kind.strip * PER_MM)
        alpha[y - 3 : y + 1] += 0.4
        slot = (width // 2 - 70, y // 2 - 16, width // 2 + 70, y // 2 + 16)
        cv2.rectangle(alpha, slot[:2], slot[2:], 0.5, 4)
    return tile, np.clip(alpha, 0, 1) * rounded(width, height, 2.5 * PER_MM)


def sticker(rng: Random, words: str, kind: CaseKind, split: Split) -> tuple[Pixels, npt.NDArray[np.float32]]:
    """Return a label with ``words`` on it and its alpha, PER_MM pixels a millimetre."""
    side = round(kind.label * PER_MM)
    face = choose(
        rng, split, {"pen": 1.0} if kind.handwritten else {"gothic": 2.0, "sans": 2.0}, 80 if kind.handwritten else 200
    )
    image = Image.new("RGB", (side, side), kind.paper)
    pen = ImageDraw.Draw(image)
    if not kind.round_label and rng.random() < 0.3:
        pen.rectangle((4, 4, side - 5, side - 5), outline=kind.ink, width=3)
    size = side * (0.72 if len(words) <= 1 else 0.58)
    pen.text(
        (side / 2, side / 2),
        words,
        font=font(face, size),
        fill=kind.ink,
        anchor="mm",
        stroke_width=2 if kind.handwritten else 0,
    )
    if not kind.round_label:
        return np.asarray(image), rounded(side, side, 4)
    disc = Image.new("L", (side * 4, side * 4), 0)
    ImageDraw.Draw(disc).ellipse((0, 0, side * 4 - 1, side * 4 - 1), fill=255)
    return np.asarray(image), np.asarray(np.asarray(disc.resize((side, side), Image.Resampling.BOX)) / 255, np.float32)
