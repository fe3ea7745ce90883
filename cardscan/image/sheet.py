"""A print sheet as rows and columns of cards that touch. Of one design on all of them, its print tells exactly how the
cards lie to each other, but not where one ends and the next begins."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

from cardscan.image.shape import scaled

if TYPE_CHECKING:
    from cardscan.image.shape import Corners
    from cardscan.model import Pixels

Floats = npt.NDArray[np.float64]
Floats32 = npt.NDArray[np.float32]

INSIDE = 0.2  # of a card's sides: print further in is looked for on the others
BLANK = 0.01  # deviation of what is printed: less, and nothing is
ALIKE = 0.65  # correlation from which two cards show the same print
BARE = 0.4  # correlation that no card of a row reaches: no print is there
MOST_ALIKE = 0.7  # part of the cards that must
ABOUT = 9  # pixels of the flat sheet: strokes of print are finer than this
FAINTEST = 20.0  # grey levels: what is less is noise
APART = 3.0  # pixels of the flat sheet: further off, and a match was chance
FEWEST = 4  # cards


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """``columns`` and ``rows`` of places as large as each other; ``corners`` of all of them together in photo pixels,
    clockwise. A card begins at the upper left corner of its place, and leaves the part ``gap`` of it, (across, down),
    bare."""

    columns: int
    rows: int
    corners: Corners
    gap: tuple[float, float] = (0.0, 0.0)

    def scaled(self, factor: float) -> Grid:
        """Return the grid in the picture when its pixels are 1/``factor`` as large."""
        return replace(self, corners=scaled(self.corners, factor))

    def card(self, column: int, row: int) -> Corners:
        """Return the corners of one card."""
        units = np.array([(0, 0), (self.columns, 0), (self.columns, self.rows), (0, self.rows)], np.float32)
        to_photo = cv2.getPerspectiveTransform(units, self.corners.astype(np.float32))
        right, low = column + 1 - self.gap[0], row + 1 - self.gap[1]
        cell = np.array([(column, row), (right, row), (right, low), (column, low)], np.float64)
        return _projected(cell, np.asarray(to_photo, np.float64))


@dataclass(frozen=True, slots=True, eq=False)
class FlatSheet:
    """``pixels`` of a grid seen from straight above with a ``margin`` round it; ``to_photo`` is the matrix back;
    ``cell`` the size of a place in pixels, (width, height)."""

    pixels: Pixels
    to_photo: Floats
    cell: tuple[int, int]
    margin: int

    def corners_of(self, grid: Grid) -> Corners:
        """Return the corners of the grid that was made flat, in flat pixels."""
        wide, high = grid.columns * self.cell[0], grid.rows * self.cell[1]
        return np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float64) + self.margin

    def grid_at(self, corners: Corners, grid: Grid) -> Grid:
        """Return the grid with its corners at those flat pixels."""
        return replace(grid, corners=_projected(corners, self.to_photo))


def aligned(flat: FlatSheet, grid: Grid) -> Grid | None:
    """Return the grid turned and stretched so that the same print lies at the same place of each card, or None where
    the cards are not of one design."""
    grey = _print_alone(flat.pixels)
    places = [(column, row) for row in range(grid.rows) for column in range(grid.columns)]
    if len(places) < FEWEST:
        return None
    samples = {places[0], places[len(places) // 2], places[-1]}
    best = max((_offsets(grey, flat, each, places) for each in samples), key=lambda seen: float(np.median(seen[:, 2])))
    same = best[:, 2] >= ALIKE
    if not same.any():
        return None
    (left, top), (right, low) = first, last = _printed(best[:, 2].reshape(grid.rows, grid.columns))
    if same.sum() < max(MOST_ALIKE * (right - left) * (low - top), FEWEST):
        return None
    nominal = flat.margin + (np.array(places) + 0.5) * flat.cell
    further = best[same, :2] - np.median(best[same, :2], axis=0)  # no card knows better than all where one begins
    moved, agreeing = cv2.findHomography(nominal[same], nominal[same] + further, cv2.RANSAC, APART)
    if moved is None or agreeing.sum() < MOST_ALIKE * same.sum():
        return None
    around = flat.margin + np.array([first, (right, top), last, (left, low)], np.float64) * flat.cell
    on_print = _projected(around, np.asarray(moved, np.float64))
    return flat.grid_at(on_print, replace(grid, columns=right - left, rows=low - top))


def _print_alone(pixels: Pixels) -> Floats32:
    """Return how much darker or lighter than the paper about it each pixel is, in parts of that: 0 where a shadow
    falls, and at its edges."""
    grey = cv2.GaussianBlur(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY).astype(np.float32), (0, 0), 1.0)
    about = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (ABOUT, ABOUT))
    light, dark = (cv2.morphologyEx(grey, how, about) for how in (cv2.MORPH_CLOSE, cv2.MORPH_OPEN))
    return np.asarray((2 * grey - light - dark) / (light + FAINTEST), np.float32)


def _printed(alike: Floats) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the first and one past the last (column, row) of the part of a grid (rows, columns) that is printed: paper
    beside the cards was taken for more of them where nothing in a whole row or column is like the others. One card at
    least must be ALIKE."""
    rows, columns = np.flatnonzero(alike.max(axis=1) >= BARE), np.flatnonzero(alike.max(axis=0) >= BARE)
    return (int(columns[0]), int(rows[0])), (int(columns[-1]) + 1, int(rows[-1]) + 1)


def _offsets(grey: Floats32, flat: FlatSheet, like: tuple[int, int], places: list[tuple[int, int]]) -> Floats:
    """Return for each card (x, y, correlation): how much further on it has the print that the card at ``like`` has."""
    inside = np.round(np.array(flat.cell) * INSIDE).astype(int)
    sample = _cell(grey, flat, like)[inside[1] : -inside[1], inside[0] : -inside[0]]
    if float(sample.std()) < BLANK:
        return np.zeros((len(places), 3))
    found = []
    for place in places:
        match = cv2.matchTemplate(_cell(grey, flat, place), sample, cv2.TM_CCOEFF_NORMED)
        _, alike, _, (x, y) = cv2.minMaxLoc(match)
        found.append((x - inside[0], y - inside[1], alike))
    return np.array(found, np.float64)


def _cell(grey: Floats32, flat: FlatSheet, place: tuple[int, int]) -> Floats32:
    left, top = (flat.margin + at * side for at, side in zip(place, flat.cell, strict=True))
    return grey[top : top + flat.cell[1], left : left + flat.cell[0]]


def _projected(points: Corners, matrix: Floats) -> Corners:
    return np.asarray(cv2.perspectiveTransform(points[None].astype(np.float64), matrix)[0], np.float64)
