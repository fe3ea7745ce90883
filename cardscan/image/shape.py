"""Plane geometry of four-cornered things. Pure numbers: no pixels.

Points are (x, y), y downwards; "clockwise" is as seen on the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from cardscan.model import Quad

Corners = npt.NDArray[np.float64]

NEXT, LAST = [1, 2, 3, 0], [3, 0, 1, 2]  # the corners one further on, one back: np.roll takes ten times as long
# Focal lengths of cameras in units of the picture's longer side: phones 0.65–0.9, tele lenses up to 3.
USUAL_FOCUS = 0.8
SMALL_SHARE, LARGE_SHARE = 0.13, 0.2  # longer side as part of the picture: perspective is noise below, clear above
FOCUS_RANGE = (0.5, 3.0)
STRAIGHT = 0.009  # of a side: half a degree
ALIKE = 0.01  # of the shortest side: shapes whose corners are all as near to one another's are one


def corners_of(quad: Quad) -> Corners:
    """Return the quad as an array of shape (4, 2)."""
    return np.array(quad, np.float64)


def quad_of(corners: npt.NDArray[np.floating]) -> Quad:
    """Return an array of shape (4, 2) as a quad of plain floats."""
    a, b, c, d = ((float(x), float(y)) for x, y in corners)
    return (a, b, c, d)


def upright(corners: Corners) -> Corners:
    """Return the same corners clockwise, beginning so that the first side runs as nearly rightwards as can be."""
    center = corners.mean(axis=0)
    around = corners[np.argsort(np.arctan2(*(corners - center).T[::-1]))]
    sides = around[NEXT] - around
    rightward = sides[:, 0] / (np.hypot(*sides.T) + 1e-9)
    return np.roll(around, -int(np.argmax(rightward)), axis=0)


def area(corners: Corners) -> float:
    """Return the area in square pixels: half of what the diagonals span."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners.tolist()
    return float(abs((cx - ax) * (dy - by) - (dx - bx) * (cy - ay))) / 2


def side_lengths(corners: Corners) -> npt.NDArray[np.float64]:
    """Return the lengths of the sides 0→1, 1→2, 2→3, 3→0."""
    return np.asarray(np.hypot(*(corners[NEXT] - corners).T), np.float64)


def is_straight(corners: Corners) -> bool:
    """Return whether all sides run along the picture's sides within half a degree."""
    slant = np.abs(corners[NEXT] - corners).min(axis=1) / (side_lengths(corners) + 1e-9)
    return bool(slant.max() < STRAIGHT)


def angles(corners: Corners) -> npt.NDArray[np.float64]:
    """Return the inner angle at each corner in degrees; below 0 for a reflex or crossed corner."""
    forward, back = corners[NEXT] - corners, corners[LAST] - corners
    cross = forward[:, 0] * back[:, 1] - forward[:, 1] * back[:, 0]
    return np.asarray(np.degrees(np.arctan2(cross, (forward * back).sum(axis=1))), np.float64)


def overlap(a: Corners, b: Corners) -> float:
    """Return the area that two convex shapes share, in square pixels."""
    if (a.max(axis=0) <= b.min(axis=0)).any() or (b.max(axis=0) <= a.min(axis=0)).any():
        return 0.0
    apart = np.hypot(*(a[:, None] - b[None]).transpose(2, 0, 1)).min(axis=1).max()
    if apart < ALIKE * float(side_lengths(a).min()):  # OpenCV loses corners of shapes that all but coincide
        return min(area(a), area(b))
    shared, _ = cv2.intersectConvexConvex(a.astype(np.float32), b.astype(np.float32))
    return float(shared)


def likeness(a: Corners, b: Corners) -> float:
    """Return the intersection over union of two convex shapes, 0–1."""
    shared = overlap(a, b)
    return shared / max(area(a) + area(b) - shared, 1e-9)


def off_by(a: Corners, b: Corners) -> float:
    """Return how far the furthest corner of ``a`` is from that of ``b``, in parts of a side of a square as large as
    ``a``; with which corner each begins does not matter."""
    far = min(float(np.abs(np.roll(a, turn, axis=0) - b).max()) for turn in range(4))
    return far / max(float(np.sqrt(area(a))), 1e-9)


def share_inside(inner: Corners, outer: Corners) -> float:
    """Return which part of ``inner`` lies in ``outer``, 0–1."""
    return overlap(inner, outer) / max(area(inner), 1e-9)


def holds(corners: Corners, point: npt.NDArray[np.float64]) -> bool:
    """Return whether a point lies in an outline or on its border."""
    return cv2.pointPolygonTest(corners.astype(np.float32), (float(point[0]), float(point[1])), False) >= 0


def scaled(corners: Corners, factor: float) -> Corners:
    """Return the corners in a picture whose pixels are 1/``factor`` as large (pixel centres at whole numbers)."""
    return (corners + 0.5) * factor - 0.5


def flat_aspect(corners: Corners, width: int, height: int) -> float:
    """Return the true width / height of the rectangle seen as ``corners`` in a picture of ``width`` × ``height``.

    Z. Zhang and L.-W. He, "Whiteboard scanning and image enhancement", Digital Signal Processing 17 (2007), §3: a
    pinhole camera with square pixels and its axis in the middle of the picture. Where perspective is too weak to tell
    the focal length, or tells an impossible one, that of a phone is taken. A card that is small in the picture tells
    nothing of its own tilt: a pixel more or less at a corner would make it three times as long. Of such, the sides are
    measured as they are seen; what is between the two counts in parts.
    """
    sides = side_lengths(corners)
    seen = float((sides[0] + sides[2]) / max(sides[1] + sides[3], 1e-9))
    share = float(np.clip((sides.max() / max(width, height, 1) - SMALL_SHARE) / (LARGE_SHARE - SMALL_SHARE), 0.0, 1.0))
    true = _untilted_aspect(corners, width, height) if share > 0 else seen
    return float(max(true, 1e-9) ** share * max(seen, 1e-9) ** (1 - share))


def _untilted_aspect(corners: Corners, width: int, height: int) -> float:
    size = max(width, height)
    points = (corners - np.array([(width - 1) / 2, (height - 1) / 2])) / size
    m1, m2, m4, m3 = (np.array([x, y, 1.0]) for x, y in points)
    diagonal = np.cross(m1, m4)
    k2 = diagonal @ m3 / _away_from_zero(np.cross(m2, m4) @ m3)
    k3 = diagonal @ m2 / _away_from_zero(np.cross(m3, m4) @ m2)
    across, down = k2 * m2 - m1, k3 * m3 - m1
    focus = _focus(across, down)
    weights = np.array([1.0, 1.0, focus**2])
    return float(np.sqrt((across**2 @ weights) / max(down**2 @ weights, 1e-12)))


def _focus(across: npt.NDArray[np.float64], down: npt.NDArray[np.float64]) -> float:
    convergence = across[2] * down[2]
    if abs(convergence) < 0.01:
        return USUAL_FOCUS
    squared = -(across[0] * down[0] + across[1] * down[1]) / convergence
    if squared <= 0:
        return USUAL_FOCUS
    focus = float(np.sqrt(squared))
    return focus if FOCUS_RANGE[0] <= focus <= FOCUS_RANGE[1] else USUAL_FOCUS


def _away_from_zero(value: float) -> float:
    return value if abs(value) > 1e-9 else 1e-9
