"""A mask of cells in, the four corners of the card out: also of one that is partly covered or cut off."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

from cardscan.image.shape import angles, area, side_lengths, upright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardscan.image.instances import Instance
    from cardscan.image.shape import Corners
    from cardscan.image.sight import Sight

FINE = 4  # sub-cells: the border runs where the probability crosses one half
PLAIN = 0.12  # of a side at either end that is not looked at: cards have round corners
CLOSE = 0.08  # of the shorter side: contour points this near to a side are on it
STRAIGHT = 0.035  # of the contour's length: what bends less is one side
MOST_SIDES = 7  # of the contour that are tried as the card's
SHARPEST = 30.0  # degrees: of a corner of a card
LEANING = 0.15  # what a shape loses for each right angle that its corners are off on the average


@dataclass(frozen=True, slots=True, eq=False)
class Border:
    """A card's border in sub-cells: ``contour`` (n, 2), ``mine`` and ``table`` (what is neither this card's nor
    another's) bool (h, w), how many ``cells`` are mine, and where the sub-cells begin, in cells."""

    contour: npt.NDArray[np.float64]
    mine: npt.NDArray[np.bool_]
    table: npt.NDArray[np.bool_]
    cells: int
    origin: npt.NDArray[np.float64]

    def in_cells(self, corners: Corners) -> Corners:
        """Return points in sub-cells as points in cells."""
        return np.asarray(corners / FINE + self.origin, np.float64)

    def in_sub_cells(self, corners: Corners) -> Corners:
        """Return points in cells as points in sub-cells."""
        return np.asarray((corners - self.origin) * FINE, np.float64)


def outline(instance: Instance, sight: Sight) -> Corners | None:
    """Return the corners in photo pixels, clockwise, or None where no quadrilateral fits.

    What other cards cover of this one is not seen: four of the sides seen are chosen so that the shape holds all that
    is seen of the card, and beyond it only what belongs to other cards.
    """
    border = border_of(instance, sight, room=2)
    if border is None:
        return None
    best = max(shapes(border.contour), key=lambda shape: merit(shape, border), default=None)
    if best is None:
        return None
    fitted = _fitted(border.contour, _fitted(border.contour, best))
    if merit(fitted, border) < merit(best, border) - 0.02:
        fitted = best
    return sight.in_photo(upright(border.in_cells(fitted)))


def border_of(instance: Instance, sight: Sight, room: int) -> Border | None:
    """Return the border of what is seen of a card, with ``room`` cells about it, or None of a crumb."""
    rows, columns = np.nonzero(instance.mask)
    top, left = max(rows.min() - room, 0), max(columns.min() - room, 0)
    bottom, right = rows.max() + room + 1, columns.max() + room + 1
    mine = instance.mask[top:bottom, left:right].astype(np.uint8)
    paper = sight.card[top:bottom, left:right]
    reach = np.asarray(cv2.dilate(mine, np.ones((3, 3), np.uint8)), np.float32)
    # Cells of a neighbour that touches: theirs is not mine, whatever the paper.
    others = (paper > 0.5) & (mine == 0)
    belief = np.where(others, 0.0, np.maximum(np.minimum(paper, reach), mine * 0.5)).astype(np.float32)
    fine, theirs = _enlarged(belief) > 0.5, _enlarged(others.astype(np.float32)) > 0.5
    found, _ = cv2.findContours(fine.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not found:
        return None
    longest = max(found, key=cv2.contourArea)[:, 0].astype(np.float64)
    origin = np.array([left - 1, top - 1], np.float64) + (0.5 / FINE - 0.5)
    return Border(longest, fine, ~fine & ~theirs, int(fine.sum()), origin) if len(longest) >= 8 else None


def _enlarged(grid: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    padded = cv2.copyMakeBorder(grid, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0.0)
    size = (padded.shape[1] * FINE, padded.shape[0] * FINE)
    return np.asarray(cv2.resize(padded, size, interpolation=cv2.INTER_LINEAR), np.float32)


def shapes(contour: npt.NDArray[np.float64]) -> Iterator[Corners]:
    """Yield quadrilaterals that the contour may be of: the smallest rectangle round it, the smallest polygon of four
    sides, and every four of its straight sides prolonged until they meet."""
    points = contour.astype(np.int32)[:, None]
    yield np.asarray(cv2.boxPoints(cv2.minAreaRect(points)), np.float64)
    hull = cv2.convexHull(points)
    polygon = cv2.approxPolyDP(hull, STRAIGHT * cv2.arcLength(hull, True), True)[:, 0].astype(np.float64)
    sides = [(polygon[i], polygon[(i + 1) % len(polygon)]) for i in range(len(polygon))]
    long = sorted(range(len(sides)), key=lambda i: -float(np.hypot(*(sides[i][1] - sides[i][0]))))[:MOST_SIDES]
    for chosen in combinations(sorted(long), 4):
        lines = [(sides[i][0], sides[i][1] - sides[i][0]) for i in chosen]
        crossed = [_crossing(lines[i - 1], lines[i]) for i in range(4)]
        if all(point is not None for point in crossed):
            yield np.array(crossed, np.float64)


def merit(corners: Corners, border: Border) -> float:
    """Return how well a shape is the card's, at most 1: intersection over union with what is seen of it, what others
    cover left out, less what its corners are off the right angle."""
    inner = angles(corners)
    if not (np.isfinite(corners).all() and inner.min() > SHARPEST and np.abs(corners).max() < 1e5):
        return -1.0
    most = border.mine.shape[::-1]
    (left, top), (right, bottom) = (np.clip(end, 0, most).astype(int) for end in _ends(corners))
    inside = np.zeros((bottom - top, right - left), np.uint8)  # only where the shape is: most of the border is not
    if not inside.size:
        return -1.0
    cv2.fillConvexPoly(inside, np.round((corners - (left, top)) * 16).astype(np.int32), 1, shift=4)
    shape = inside > 0
    together = np.count_nonzero(border.mine[top:bottom, left:right] & shape)
    beyond = np.count_nonzero(border.table[top:bottom, left:right] & shape)
    hidden = max(area(corners) - np.count_nonzero(shape), 0.0)  # beyond the part of the picture that was cut out
    return float(together / max(border.cells + beyond + hidden, 1) - LEANING * np.abs(inner - 90).mean() / 90)


def _ends(corners: Corners) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return the corners of the rectangle round a shape, with a pixel of room."""
    return np.floor(corners.min(axis=0)) - 1, np.ceil(corners.max(axis=0)) + 2


def _fitted(contour: npt.NDArray[np.float64], corners: Corners) -> Corners:
    """Return the quadrilateral with each side laid through the contour's points that are its own."""
    sides = side_lengths(corners)
    close = max(CLOSE * float(sides.min()), 3.0)
    lines = [_line(contour, corners[i], corners[(i + 1) % 4], close) for i in range(4)]
    crossed = [_crossing(lines[i - 1], lines[i]) for i in range(4)]
    if any(point is None for point in crossed):
        return corners
    fitted = np.array(crossed, np.float64)
    if not area(fitted) > 0 or np.abs(fitted - corners).max() > 0.35 * float(sides.max()):
        return corners
    return fitted


def _line(
    contour: npt.NDArray[np.float64], start: npt.NDArray[np.float64], end: npt.NDArray[np.float64], close: float
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return (point, direction) of the line through the contour along one side; the side itself where little is seen
    of it."""
    along = (end - start) / max(float(np.hypot(*(end - start))), 1e-9)
    away = contour - start
    place = away @ along / max(float(np.hypot(*(end - start))), 1e-9)
    miss = np.abs(away[:, 0] * along[1] - away[:, 1] * along[0])
    mine = contour[(place > PLAIN) & (place < 1 - PLAIN) & (miss < close)]
    if len(mine) < 6:
        return start, along
    x, y, px, py = (float(v) for v in cv2.fitLine(mine.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel())
    return np.array([px, py]), np.array([x, y])


def _crossing(
    one: tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]],
    other: tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]],
) -> npt.NDArray[np.float64] | None:
    (p, d), (q, e) = one, other
    cross = d[0] * e[1] - d[1] * e[0]
    if abs(cross) < 1e-6:
        return None
    t = ((q[0] - p[0]) * e[1] - (q[1] - p[1]) * e[0]) / cross
    return np.asarray(p + t * d, np.float64)
