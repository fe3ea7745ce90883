"""Many cards in one picture: rows of numbered cases, cards scattered on a table, a flatbed page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import numpy as np

from bench.cards import cases, damage, scene
from bench.cards.flat import Card
from bench.cards.scene import Camera, Laid
from bench.cards.taking import photograph
from bench.cards.truth import Picture
from bench.cards.words import Split


def rows(
    rng: Random,
    cards: Sequence[Card],
    tags: Sequence[str | None],
    kind: cases.CaseKind,
    columns: int,
    straight: float = 1.0,
) -> list[Laid]:
    """Return the cards laid in rows, centred on the plane, gaps and turns as of a human hand."""
    items = [Laid(card, 0, 0, 0, tag=tag) for card, tag in zip(cards, tags, strict=True)]
    sizes = [cases.case_size(item, kind) for item in items]
    cell = max(size[0] for size in sizes) + rng.uniform(4, 14), max(size[1] for size in sizes) + rng.uniform(4, 14)
    lines = math.ceil(len(items) / columns)
    laid = []
    for index, item in enumerate(items):
        x = (index % columns - (columns - 1) / 2) * cell[0] + rng.gauss(0, 1.0) * straight
        y = (index // columns - (lines - 1) / 2) * cell[1] + rng.gauss(0, 1.0) * straight
        laid.append(replace(item, x=x, y=y, angle=rng.gauss(0, 1.6) * straight))
    return laid


def scattered(rng: Random, cards: Sequence[Card]) -> list[Laid]:
    """Return the cards thrown on a table without overlap, any way round."""
    spread = 62 * math.sqrt(len(cards)) + 20
    laid: list[Laid] = []
    for card in cards:
        for _ in range(400):
            angle = rng.choice((0, 0, 0, 90, 180, 270)) + rng.gauss(0, 14)
            item = Laid(card, rng.uniform(-spread, spread) * 1.15, rng.uniform(-spread, spread) * 0.85, angle)
            if all(math.hypot(item.x - other.x, item.y - other.y) > _reach(item, other) for other in laid):
                laid.append(item)
                break
    return laid


def _reach(one: Laid, other: Laid) -> float:
    turned = abs(math.sin(math.radians(one.angle - other.angle)))
    apart = math.degrees(math.atan2(other.y - one.y, other.x - one.x)) - one.angle
    along = abs(math.cos(math.radians(apart)))
    plain = one.size[0] * along + one.size[1] * (1 - along)
    return max(plain, (one.size[0] + one.size[1]) * 0.62 * turned) * 1.12 + 5


def over_all(rng: Random, laid: Sequence[Laid], shape: tuple[int, int], tilt: float, border: float = 16.0) -> Camera:
    """Return a camera that sees all cards, and ``border`` mm round them, in a picture of ``shape`` (width, height)."""
    corners = np.concatenate(
        [scene.seen(item.to_plane(), [(0, 0), (item.size[0], 0), item.size, (0, item.size[1])]) for item in laid]
    )
    middle = (corners.max(0) + corners.min(0)) / 2
    extent = corners.max(0) - corners.min(0) + 2 * border
    shift = np.array([[1, 0, -middle[0]], [0, 1, -middle[1]], [0, 0, 1.0]])
    span = max(extent[0], extent[1] * shape[0] / shape[1])
    while True:
        view = scene.camera(rng, shape[0], shape[1], span, tilt, rng.gauss(0, 1.5))
        view = replace(view, matrix=view.matrix @ shift)
        shown = scene.seen(view.matrix, corners)
        edge = 0.015 * shape[0]
        if shown.min() > edge and (shown.max(0) < np.array(shape) - edge).all():
            return view
        span *= 1.04


def numbered_table(
    rng: Random,
    name: str,
    cards: Sequence[Card],
    tags: Sequence[str | None],
    split: Split,
    columns: int,
    shape: tuple[int, int],
    kind: cases.CaseKind | None = None,
    ground: str = "",
    how: damage.Harm | None = None,
    tilt: float = 8.0,
) -> Picture:
    """Return the photo of a table with the cards in numbered cases."""
    kind = kind or cases.case_kind(rng)
    laid = rows(rng, cards, tags, kind, columns)
    view = over_all(rng, laid, shape, tilt, kind.margin + kind.strip + 10.0)
    how = how or replace(damage.harm(rng, 0.8), shake=0.0)
    sheen = Random(rng.getrandbits(30))

    def cover(canvas: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], item: Laid) -> None:
        cases.lay_case(sheen, canvas, view, item, kind, split)

    return photograph(rng, name, view, laid, how, ground, cover)


def loose_table(rng: Random, name: str, cards: Sequence[Card], shape: tuple[int, int], in_rows: bool) -> Picture:
    """Return the photo of loose cards, in rows or scattered."""
    if in_rows:
        kind = cases.CaseKind(0, 0, 0, 0, (0, 0, 0), (0, 0, 0), False, False, "top")
        laid = rows(rng, cards, [None] * len(cards), kind, math.ceil(math.sqrt(len(cards) * 0.9)), 2.0)
        laid = [replace(item, angle=item.angle + (180 if rng.random() < 0.08 else 0)) for item in laid]
    else:
        laid = scattered(rng, cards)
    view = over_all(rng, laid, shape, 8.0)
    return photograph(rng, name, view, laid, replace(damage.harm(rng, 0.8), shake=0.0))


def flatbed(rng: Random, name: str, cards: Sequence[Card], dpi: int) -> Picture:
    """Return an A4 page of a flatbed scanner: white lid, thin shadows, cards a little askew."""
    width, height = round(210 / 25.4 * dpi), round(297 / 25.4 * dpi)
    laid = []
    for index, card in enumerate(cards):
        item = Laid(card, 0, 0, rng.gauss(0, 1.5) + rng.choice((0, 0, 0, 180)), 0.25)
        x, y = (
            (index % 2 + 0.5) * 104 + rng.uniform(-4, 4),
            (index // 2 + 0.5) * 297 / max(math.ceil(len(cards) / 2), 4) + rng.uniform(-2, 2),
        )
        laid.append(replace(item, x=x, y=y, angle=item.angle + (90 if item.size[1] > item.size[0] else 0)))
    scale = dpi / 25.4
    view = Camera(width, height, np.array([[scale, 0, 0], [0, scale, 0], [0, 0, 1.0]]), scale)
    how = damage.Harm(0.02, 0.0, 0.35, 0.0, 1.5, rng.randint(80, 95), 0.0, 0.02, 0.0)
    return photograph(rng, name, view, laid, how, "lid")
