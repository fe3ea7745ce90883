"""Outlines in, the same put in order out where cards lie as on a print sheet: all of one size, side by side in rows.

Where one card ends and the next begins is not always to be seen on such a sheet. But a few outlines that are right tell
where all the others must be: the sheet is a plane, and a photo of it one projection.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

from cardscan.image.shape import angles
from cardscan.image.sheet import Grid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.image.shape import Corners

UNIT = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float64)
TURNS = np.array([(0, 1, 2, 3), (3, 0, 1, 2), (2, 3, 0, 1), (1, 2, 3, 0)])  # a card's corners, any of them first
FEWEST = 4  # cards that must agree
MOST_APART = 1.2  # from one card to the next, in cards
NEAR = 0.06  # of a card's side: how far corners may be off
PER_STEP = 0.02  # likewise, more for each card between that one and the one it is measured by


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """Cards in rows and columns. ``to_photo`` takes card units (a card is 1 × 1, the first at 0, 0) to photo pixels;
    ``pitch`` is from one card to the next, (across, down); ``at`` (column, row) of each outline that agrees, by its
    position."""

    to_photo: npt.NDArray[np.float64]
    pitch: tuple[float, float]
    at: dict[int, tuple[int, int]]

    def places(self, others: Sequence[Corners]) -> list[tuple[int, int]]:
        """Return all places (column, row) of the smallest sheet that holds those that agree and the middles of the
        others that lie near it; they may be outlines of its cards that went wrong."""
        back = np.asarray(np.linalg.pinv(self.to_photo), np.float64)
        middles = [_moved(each, back).mean(axis=0) / self.pitch for each in others]
        low, high = np.min(list(self.at.values()), axis=0), np.max(list(self.at.values()), axis=0)
        near = [np.floor(each) for each in middles if (each > low - 1).all() and (each < high + 2).all()]
        first, last = np.min([low, *near], axis=0).astype(int), np.max([high, *near], axis=0).astype(int)
        return [(c, r) for r in range(first[1], last[1] + 1) for c in range(first[0], last[0] + 1)]

    def grid(self, places: Sequence[tuple[int, int]]) -> Grid:
        """Return the grid of all of these places."""
        first, last = np.min(places, axis=0), np.max(places, axis=0)
        (left, top), (right, low) = first * self.pitch, (last + 1) * self.pitch
        corners = _moved(np.array([(left, top), (right, top), (right, low), (left, low)]), self.to_photo)
        columns, rows = (int(count) for count in last - first + 1)
        across, down = (max(1 - 1 / pitch, 0.0) for pitch in self.pitch)
        return Grid(columns, rows, corners, (across, down))

    def off(self, outlines: Sequence[Corners]) -> float:
        """Return how far the corners of those that agree are off their places, in parts of a card's side: the median of
        the worst of each. Printed cards are off by what is wrong with their outlines; laid by hand, each is askew."""
        back = np.asarray(np.linalg.pinv(self.to_photo), np.float64)
        far = [
            np.abs(_moved(outlines[i], back)[TURNS] - UNIT - np.array(place) * self.pitch).max(axis=(1, 2)).min()
            for i, place in self.at.items()
        ]
        return float(np.median(far))

    def leaning(self, outline: Corners) -> float:
        """Return by how many degrees the angles of an outline are off the right one on the plane of the cards, at the
        most. Units are as long as cards; they are taken to be 91 × 55."""
        back = np.asarray(np.linalg.pinv(self.to_photo), np.float64)
        placed = _moved(outline, back)
        across, down = np.hypot(*(self.to_photo[:2, :2] / self.to_photo[2, 2]))
        return float(np.abs(angles(placed * ((91, 55) if across > down else (55, 91))) - 90).max())

    def outline(self, column: int, row: int) -> Corners:
        """Return the outline of one place."""
        return _moved(UNIT + np.array([column, row]) * self.pitch, self.to_photo)


def lattice(outlines: Sequence[Corners], near: float = NEAR) -> Lattice | None:
    """Return the rows and columns that most of the outlines agree on, their corners ``near`` by it (in parts of a
    card's side), or None where too few do."""
    found = [made for index in range(len(outlines)) if (made := _seen_from(index, outlines, near)) is not None]
    best = max(found, key=lambda each: len(each.at), default=None)
    if best is None:
        return None
    for _ in range(2):
        fitted = _fitted(best, outlines, near)
        if fitted is None:
            return None
        best = fitted
    return best


def _seen_from(index: int, outlines: Sequence[Corners], near: float) -> Lattice | None:
    """Return the lattice that one card spans, with the others that lie in it."""
    if len(outlines) < FEWEST:
        return None
    to_photo = cv2.getPerspectiveTransform(UNIT.astype(np.float32), outlines[index].astype(np.float32))
    return _with_pitch(np.asarray(to_photo, np.float64), outlines, near)


def _with_pitch(to_photo: npt.NDArray[np.float64], outlines: Sequence[Corners], near: float) -> Lattice | None:
    back = np.asarray(np.linalg.pinv(to_photo), np.float64)
    seen = _moved(np.array(outlines), back)
    offsets = np.clip(seen.mean(axis=1) - 0.5, -50, 50)
    steps = np.round(offsets).astype(int)
    placed = (np.abs(offsets - steps) < 0.25).all(axis=1)
    pitch = tuple(_pitch(offsets[placed, axis], steps[placed, axis]) for axis in (0, 1))
    steps = np.round(offsets / pitch).astype(int)  # with gaps, far cards are off by more than near ones
    placed = (np.abs(offsets / pitch - steps) < 0.25).all(axis=1)
    pitch = tuple(_pitch(offsets[placed, axis], steps[placed, axis]) for axis in (0, 1))
    if max(pitch) > max(MOST_APART, 1 + near) or min(pitch) < 1 - near:
        return None
    far = np.abs(seen[:, TURNS] - (UNIT + steps[:, None] * pitch)[:, None]).max(axis=(2, 3)).min(axis=1)
    at: dict[int, tuple[int, int]] = {}
    for i in np.flatnonzero(placed & (far < near + PER_STEP * np.abs(steps).max(axis=1))):
        column, row = (int(step) for step in steps[i])
        if (column, row) not in at.values():
            at[int(i)] = (column, row)
    if len(at) < FEWEST:
        return None
    agreeing, places = list(at), np.array(list(at.values()))  # these alone tell the pitch: the others may have misled
    across, down = (_pitch(offsets[agreeing, axis], places[:, axis]) for axis in (0, 1))
    return Lattice(to_photo, (across, down), at)


def _pitch(offsets: npt.NDArray[np.float64], steps: npt.NDArray[np.int_]) -> float:
    apart = steps != 0
    return float(np.median(offsets[apart] / steps[apart])) if apart.any() else 1.0


def _fitted(rough: Lattice, outlines: Sequence[Corners], near: float) -> Lattice | None:
    """Return the lattice through all the corners that agree, not one card's four."""
    back = np.asarray(np.linalg.pinv(rough.to_photo), np.float64)
    units, corners = [], []
    for index, place in rough.at.items():
        wanted, seen = UNIT + np.array(place) * rough.pitch, _moved(outlines[index], back)
        turn = TURNS[int(np.abs(seen[TURNS] - wanted).max(axis=(1, 2)).argmin())]
        units.append(wanted)
        corners.append(outlines[index][turn])
    matrix, _ = cv2.findHomography(np.concatenate(units), np.concatenate(corners), 0)
    return None if matrix is None else _with_pitch(np.asarray(matrix, np.float64), outlines, near)


def _moved(points: npt.NDArray[np.float64], matrix: npt.NDArray[np.float64]) -> Corners:
    projected = points @ matrix[:, :2].T + matrix[:, 2]
    depth = np.where(np.abs(projected[..., 2:]) < 1e-9, 1e-9, projected[..., 2:])
    return np.asarray(projected[..., :2] / depth, np.float64)
