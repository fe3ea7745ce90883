"""Outlines of cards in, how large a card is at each place of the photo out: cards of one table are of one size.

The table is a plane, seen from near enough straight above that how long a millimetre is in the photo, in each
direction, changes evenly from place to place.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cardscan.image.shape import Corners

LONG = 91 / 55  # long side of a usual card, in shorter sides
FEWEST, FEWEST_EVEN = 3, 6  # cards that tell the size everywhere alike, and how it changes
NEAR = 0.12  # of the square of a length: as far off, and the card is of another size, or was outlined badly
AGREEING = 0.5  # part of the cards that must agree
ROUNDS = 8

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Size:
    """``terms`` (3, 3): the metric (xx, xy, yy) as a plane over ``middle`` + (x, y) · ``reach`` photo pixels; a card's
    shorter side has length 1 by it."""

    terms: Floats
    middle: Floats
    reach: float

    def root_at(self, point: Floats) -> Floats | None:
        """Return the matrix, 2 × 2, that takes photo pixels about ``point`` to shorter sides of a card, or None where
        that is too far from all cards seen."""
        xx, xy, yy = self.terms @ np.array([1.0, *(point - self.middle) / self.reach])
        spread = xx * yy - xy * xy
        if spread <= 0 or xx <= 0:
            return None
        root = float(np.sqrt(spread))  # of a matrix of two by two: (M + √det · 1) / √(trace + 2 √det)
        return np.asarray(np.array([(xx + root, xy), (xy, yy + root)]) / np.sqrt(xx + yy + 2 * root), np.float64)

    def off(self, corners: Corners) -> float | None:
        """Return by which part the sides of an outline are off a card's, both together, and its corners off the right
        angle; None where the size is not known."""
        root = self.root_at(corners.mean(axis=0))
        if root is None:
            return None
        sides = [root @ side * 2 for side in _half_sides(corners)]
        short, long = sorted(max(float(np.hypot(*side)), 1e-6) for side in sides)
        lean = abs(float(sides[0] @ sides[1])) / (short * long)
        return abs(float(np.log(short))) + abs(float(np.log(long / LONG))) + lean

    def cards_at(self, corners: Corners) -> Iterator[Corners]:
        """Yield every card of this size of which one corner and one side of it, either way round, lie as those of
        ``corners`` do; clockwise if those are."""
        root = self.root_at(corners.mean(axis=0))
        if root is None:
            return
        back, flat = np.linalg.inv(root), corners @ root.T
        for corner, turn, (along, away) in product(range(4), (1, -1), ((LONG, 1.0), (1.0, LONG))):
            side = flat[(corner + turn) % 4] - flat[corner]
            side = side / max(float(np.hypot(*side)), 1e-9)
            inward = turn * np.array([-side[1], side[0]])
            a, b = flat[corner], flat[corner] + side * along
            card = np.array([a, b, b + inward * away, a + inward * away])
            yield (card if turn > 0 else card[::-1]) @ back.T


def _half_sides(corners: Corners) -> tuple[Floats, Floats]:
    """Return half of the way along the sides 0→1 and 1→2, the mean of both that face each other."""
    return (corners[1] + corners[2] - corners[0] - corners[3]) / 4, (
        corners[2] + corners[3] - corners[0] - corners[1]
    ) / 4


def size_on_table(outlines: Sequence[Corners]) -> Size | None:
    """Return the size that most outlines agree on, or None where too few do: those that do not are left out of it."""
    if len(outlines) < FEWEST:
        return None
    middles = np.array([each.mean(axis=0) for each in outlines])
    middle, reach = middles.mean(axis=0), max(float(np.ptp(middles, axis=0).max()) / 2, 1.0)
    rows, wanted = _equations(outlines, (middles - middle) / reach, len(outlines) >= FEWEST_EVEN)
    terms, off = _fitted(rows, wanted)
    agreeing = int((off < NEAR).sum())
    if agreeing < max(FEWEST, AGREEING * len(outlines)):
        return None
    return Size(np.column_stack([terms, np.zeros((3, 3 - terms.shape[1]))]), middle, reach)


def _equations(outlines: Sequence[Corners], places: Floats, changes: bool) -> tuple[Floats, Floats]:
    """Return what the terms of the metric must satisfy, three rows an outline (n, 3, terms), and the values (3,): that
    its long half side, its short one, and their angle are a card's."""
    rows = []
    for corners, place in zip(outlines, places, strict=True):
        long, short = sorted(_half_sides(corners), key=lambda side: -float(side @ side))
        where = np.array([1.0, *place]) if changes else np.ones(1)
        pairs = ((long, long, LONG * LONG), (short, short, 1.0), (long, short, LONG))
        made = [np.array([p[0] * q[0], p[0] * q[1] + p[1] * q[0], p[1] * q[1]]) * 4 / by for p, q, by in pairs]
        rows.append([np.outer(each, where).ravel() for each in made])
    return np.array(rows), np.array([1.0, 1.0, 0.0])


def _fitted(rows: Floats, wanted: Floats) -> tuple[Floats, Floats]:
    """Return the terms (3, 1 or 3) by least squares over and over, each time with less weight on outlines that were
    far off, and how far each is off now."""
    weights = np.ones(len(rows))
    scale = np.abs(rows).max(axis=(0, 1)) + 1e-12
    terms, off = np.zeros(rows.shape[2]), np.full(len(rows), np.inf)
    for _ in range(ROUNDS):
        heavy = np.sqrt(weights)[:, None, None]
        terms = (
            np.linalg.lstsq(
                (rows / scale * heavy).reshape(-1, rows.shape[2]), (wanted * heavy[..., 0]).ravel(), rcond=None
            )[0]
            / scale
        )
        off = np.abs(rows @ terms - wanted).max(axis=1)
        weights = 1 / (1 + (off / NEAR) ** 2) ** 2
    return terms.reshape(3, -1), off
