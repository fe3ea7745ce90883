"""Where cards and things lie on the plane, in millimetres: rows, scatters, heaps. Pure geometry."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from random import Random

import cv2
import numpy as np

from bench.cards.flat import Card
from bench.cards.scene import Corners, Laid, seen


@dataclass(frozen=True, eq=False)
class Lying(Laid):
    """A card on the plane. ``pair``: cards of one person share a number, and the picture shows that they are
    one's if ``pair_told``; ``clear``: how much of the ground shows
    through it (0–1); ``case_turn``: quarter turns of its case against the card; ``bow``: by how many mm the middles of
    two opposite sides stand off the straight line between their corners, as in a card that has been in a pocket."""

    pair: int | None = None
    pair_told: bool = True
    clear: float = 0.0
    case_turn: int = 0
    bow: float = 0.0


def worn(rng: Random, laid: Sequence[Lying], share: float) -> list[Lying]:
    """Return the cards, a share of them bent a little."""
    return [replace(each, bow=rng.gauss(0, 0.8)) if rng.random() < share else each for each in laid]


def outline(item: Laid, border: float = 0.0) -> Corners:
    """Return the corners of a card on the plane, clockwise from its own top left, ``border`` mm outside its edges."""
    width, height = item.size
    far = [(-border, -border), (width + border, -border), (width + border, height + border), (-border, height + border)]
    return seen(item.to_plane(), far)


def shared(one: Corners, other: Corners) -> float:
    """Return the area that two convex outlines share."""
    if (one.max(0) < other.min(0)).any() or (other.max(0) < one.min(0)).any():
        return 0.0
    return float(cv2.intersectConvexConvex(one.astype(np.float32), other.astype(np.float32))[0])


def rows(
    rng: Random, cards: Sequence[Card], gap: float, wobble: float, turned: float = 0.1, columns: int = 0
) -> list[Lying]:
    """Return the cards in rows, ``gap`` mm apart (0 touches), each turned by about ``wobble`` degrees; a share
    ``turned`` lies upside down. Upright cards stand upright in their row."""
    columns = columns or max(math.ceil(math.sqrt(len(cards) * rng.uniform(0.6, 1.2))), 1)
    laid: list[Lying] = []
    y = 0.0
    for start in range(0, len(cards), columns):
        row = [Lying(card, 0, 0, 0) for card in cards[start : start + columns]]
        deep = max(item.size[1] for item in row)
        x = rng.uniform(-4, 4) if gap > 2 else 0.0
        for item in row:
            angle = rng.gauss(0, wobble) + (180 if rng.random() < turned else 0)
            # What a turn takes more of room than the card itself, so that gaps stay gaps.
            swing = abs(math.sin(math.radians(angle))) * item.size[1] * 0.5
            x += swing
            down = y + (item.size[1] if gap < 2 else deep) / 2 + (rng.gauss(0, wobble * 0.4) if gap > 4 else 0)
            laid.append(replace(item, x=x + item.size[0] / 2, y=down, angle=angle))
            x += item.size[0] + swing + gap * rng.uniform(0.7, 1.3)
        y += deep + gap * rng.uniform(0.7, 1.3) + math.sin(math.radians(wobble)) * 40
    return apart(laid, min(gap, 0.2))


def apart(laid: Sequence[Lying], gap: float) -> list[Lying]:
    """Push cards that overlap away from each other until none does by more than a hair."""
    items = list(laid)
    for _ in range(60):
        moved = False
        for i, j in combinations(range(len(items)), 2):
            if shared(outline(items[i], gap / 2), outline(items[j], gap / 2)) > 0.5:
                dx, dy = items[j].x - items[i].x, items[j].y - items[i].y
                far = math.hypot(dx, dy) or 1.0
                step = (0.8 * dx / far, 0.8 * dy / far)
                items[i] = replace(items[i], x=items[i].x - step[0], y=items[i].y - step[1])
                items[j] = replace(items[j], x=items[j].x + step[0], y=items[j].y + step[1])
                moved = True
        if not moved:
            break
    return items


def scattered(rng: Random, cards: Sequence[Card], room: float, gap: float, aspect: float = 1.33) -> list[Lying]:
    """Return the cards thrown on a table, at every angle; ``room`` is the table's area over that of the cards (1.6 is
    crowded), ``gap`` the least distance in mm."""
    area = sum((item.size[0] + gap) * (item.size[1] + gap) for item in (Lying(card, 0, 0, 0) for card in cards)) * room
    while True:
        wide, high = math.sqrt(area * aspect), math.sqrt(area / aspect)
        laid: list[Lying] = []
        for card in cards:
            for _ in range(300):
                angle = rng.uniform(0, 360) if rng.random() < 0.75 else rng.choice((0, 90, 180, 270)) + rng.gauss(0, 6)
                item = Lying(card, rng.uniform(-wide, wide) / 2, rng.uniform(-high, high) / 2, angle)
                if not any(shared(outline(item, gap / 2), outline(other, gap / 2)) > 0 for other in laid):
                    laid.append(item)
                    break
            else:
                break
        if len(laid) == len(cards):
            return laid
        area *= 1.12


def heaped(rng: Random, cards: Sequence[Card], most: float = 0.2) -> list[Lying]:
    """Return the cards scattered so that many cover a corner or an edge of another, at most the share ``most``."""
    laid: list[Lying] = []
    for card in cards:
        for attempt in range(400):
            near = rng.choice(laid) if laid and rng.random() < 0.75 else None
            reach = 45 * math.sqrt(len(cards))
            if near is None:
                x, y = rng.uniform(-reach, reach) * 1.2, rng.uniform(-reach, reach) * 0.9
            else:
                way, far = rng.uniform(0, 2 * math.pi), rng.uniform(45, 85) + attempt * 0.1
                x, y = near.x + far * math.cos(way), near.y + far * math.sin(way)
            item = Lying(card, x, y, rng.uniform(0, 360))
            if all(_covers(item, other) < most for other in laid) and hidden([*laid, item], most):
                laid.append(item)
                break
    return laid


def _covers(one: Laid, other: Laid) -> float:
    return shared(outline(one), outline(other)) / min(one.size[0] * one.size[1], other.size[0] * other.size[1])


def hidden(laid: Sequence[Laid], most: float) -> bool:
    """Tell whether no card is covered by the later ones by more than ``most`` of its area."""
    return all(share <= most for share in covered(laid))


def covered(laid: Sequence[Laid]) -> list[float]:
    """Return for each card the share of it that later cards lie on (overlaps of overlaps counted twice)."""
    outlines = [outline(item) for item in laid]
    areas = [item.size[0] * item.size[1] for item in laid]
    return [
        min(sum(shared(outlines[i], other) for other in outlines[i + 1 :]) / areas[i], 1.0) for i in range(len(laid))
    ]
