"""Corners of a card, a few pixels off, in; the same on the card's own edges out, to a fraction of a pixel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

from cardscan.image.edges import FAINTEST, SAMPLES, across_sides, framed
from cardscan.image.shape import area

if TYPE_CHECKING:
    from collections.abc import Callable

    from cardscan.image.shape import Corners
    from cardscan.model import Pixels

Floats = npt.NDArray[np.float32]

CLEARLY = 0.6  # of a side: along as much an edge outside the strongest must be seen to be the card's
PAPER_SIDE = 48  # pixels of a card's shorter side are enough to tell the colour of its paper
LIKE_PAPER = 14.0  # grey levels: what is nearer to the colour of a card is its paper


def sharpen_corners(picture: Pixels, corners: Corners, reach: float, samples: int = 2 * SAMPLES) -> Corners:
    """Return the corners moved so that each side lies on the strongest edge within ``reach`` pixels, to a fraction
    of a pixel. A side without a clear edge, or along the picture's border, stays where it is."""
    return _moved(picture, corners, reach, samples, _strongest)


def to_edges_of_paper(picture: Pixels, corners: Corners, reach: float) -> Corners:
    """Return the corners moved as ``sharpen_corners`` does, or on an edge outside the strongest where there is but
    paper of the card between the two: on many cards a frame is printed."""
    paper = _paper(picture, corners)

    def outermost(across: Floats, offsets: npt.NDArray[np.float64]) -> _Edge | None:
        return _outermost(across, offsets, paper)

    return _moved(picture, corners, reach, 2 * SAMPLES, outermost)


def _moved(
    picture: Pixels,
    corners: Corners,
    reach: float,
    samples: int,
    edge_of: Callable[[Floats, npt.NDArray[np.float64]], _Edge | None],
) -> Corners:
    height, width = picture.shape[:2]
    at_border = framed(corners, width, height)
    step = max(reach / 12.0, 0.5)
    offsets = np.arange(-reach - 2 * step, reach + 2.1 * step, step)
    across = across_sides(picture, corners[None], samples, offsets)[0]
    smooth = np.stack([cv2.blur(side.reshape(samples, -1), (1, 5)).reshape(side.shape) for side in across])
    found = [edge_of(smooth[side], offsets) if not at_border[side] else None for side in range(4)]
    lines = [_points(edge, corners[side], corners[(side + 1) % 4]) if edge else None for side, edge in enumerate(found)]
    moved = [_crossing(corners, lines, corner) for corner in range(4)]
    result = np.array(moved)
    limit = 2.5 * reach
    good = np.isfinite(result).all() and np.abs(result - corners).max() <= limit and area(result) > 0
    return result if good else corners


@dataclass(frozen=True, slots=True)
class _Edge:
    """A straight edge across one side: ``start`` and ``slope`` of its offset from the side along it (0–1), in pixels;
    ``clear`` the part of the side along which it is seen."""

    start: float
    slope: float
    clear: float


def _strongest(across: Floats, offsets: npt.NDArray[np.float64]) -> _Edge | None:
    """Return the strongest edge across one side, sampled at ``offsets`` (samples, offsets, channels)."""
    return _edge_in(_rise(across), _between(offsets))


def _outermost(across: Floats, offsets: npt.NDArray[np.float64], paper: Floats) -> _Edge | None:
    """Return the strongest edge across one side, or the one outside it that ends a card's margin."""
    rise, centers = _rise(across), _between(offsets)
    strongest = _edge_in(rise, centers)
    if strongest is None:
        return None
    lies = strongest.start + strongest.slope * np.linspace(0.07, 0.93, len(across))
    outside = centers[None, :] < (lies - 4 * (centers[1] - centers[0]))[:, None]
    further = _edge_in(np.where(outside, rise, 0.0).astype(np.float32), centers)
    if further is None or further.clear < CLEARLY or not _is_margin(across, offsets, further, strongest, paper):
        return strongest
    return further


def _rise(across: Floats) -> Floats:
    return np.asarray(np.abs(across[:, 3:] - across[:, :-3]).max(axis=2), np.float32)


def _between(offsets: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return (offsets[1:-2] + offsets[2:-1]) / 2


def _is_margin(across: Floats, offsets: npt.NDArray[np.float64], outer: _Edge, inner: _Edge, paper: Floats) -> bool:
    """Return whether what lies between two edges is paper of the card, and what lies beyond the outer is not."""
    along = np.linspace(0.07, 0.93, len(across))[:, None]
    step = offsets[1] - offsets[0]
    from_outer, from_inner = offsets - outer.start - outer.slope * along, offsets - inner.start - inner.slope * along
    between, beyond = (from_outer > 1.5 * step) & (from_inner < -1.5 * step), from_outer < -1.5 * step
    if not between.any() or not beyond.any():
        return False
    off, there = (float(np.abs(np.median(across[part], axis=0) - paper).max()) for part in (between, beyond))
    return off < LIKE_PAPER and there > 2 * LIKE_PAPER


def _paper(picture: Pixels, corners: Corners) -> Floats:
    """Return the colour of most of what lies inside a quad."""
    left, top = np.maximum(np.floor(corners.min(axis=0)).astype(int), 0)
    right, bottom = np.ceil(corners.max(axis=0)).astype(int) + 1
    every = max(1, int(min(right - left, bottom - top)) // PAPER_SIDE)
    part = picture[top:bottom:every, left:right:every]
    inside = np.zeros(part.shape[:2], np.uint8)
    cv2.fillConvexPoly(inside, np.round((corners - (left, top)) / every).astype(np.int32), 1)
    return np.asarray(np.median(part[inside > 0], axis=0) if inside.any() else np.zeros(3), np.float32)


def _edge_in(rise: Floats, centers: npt.NDArray[np.float64]) -> _Edge | None:
    """Return the straight line on which most of the strongest rises lie, or None without a clear one."""
    best = rise.argmax(axis=1)
    peak = rise.max(axis=1)
    enough = peak >= max(FAINTEST, 0.35 * float(np.median(peak)))
    if enough.sum() < 0.35 * len(best):
        return None
    along = np.linspace(0.07, 0.93, len(best))[enough]
    offset = centers[best[enough]] + _fraction(rise[enough], best[enough]) * (centers[1] - centers[0])
    start, slope, agreeing = _robust_line(along, offset, centers[-1] - centers[0])
    return _Edge(start, slope, agreeing / len(best))


def _points(edge: _Edge, start: Corners, end: Corners) -> Corners:
    """Return two points on an edge across the side from ``start`` to ``end``."""
    side = end - start
    inward = np.array([-side[1], side[0]]) / (np.hypot(*side) + 1e-9)
    return np.array([start + edge.start * inward, end + (edge.start + edge.slope) * inward])


def _fraction(rise: Floats, best: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
    """Return where between the samples the peak lies (parabola through three samples), −0.5…0.5."""
    rows = np.arange(len(best))
    inner = np.clip(best, 1, rise.shape[1] - 2)
    left, here, right = (rise[rows, inner + shift].astype(np.float64) for shift in (-1, 0, 1))
    bend = left - 2 * here + right
    shift = np.where(np.abs(bend) > 1e-6, 0.5 * (left - right) / np.where(bend == 0, 1, bend), 0.0)
    return np.where(inner == best, np.clip(shift, -0.5, 0.5), 0.0)


def _robust_line(
    along: npt.NDArray[np.float64], offset: npt.NDArray[np.float64], span: float
) -> tuple[float, float, int]:
    """Return (a, b) of offset = a + b·along: the line most points agree on, then least squares through those; and how
    many they are."""
    generator = np.random.default_rng(7)  # fixed: the same photo always gives the same corners
    first, second = generator.integers(0, len(along), (2, 80))
    apart = np.abs(along[first] - along[second]) > 0.25
    first, second = first[apart], second[apart]
    if not len(first):
        return float(np.median(offset)), 0.0, 0
    b = (offset[second] - offset[first]) / (along[second] - along[first])
    a = offset[first] - b * along[first]
    miss = np.abs(offset[None, :] - a[:, None] - b[:, None] * along[None, :])
    tolerance = max(0.03 * span, 0.6)
    agreeing = miss < tolerance
    chosen = agreeing[int(agreeing.sum(axis=1).argmax())]
    if chosen.sum() <= 2:
        return float(np.median(offset)), 0.0, int(chosen.sum())
    x, y = along[chosen], offset[chosen]
    away = x - x.mean()
    slope = float(away @ y / (away @ away))
    return float(y.mean() - slope * x.mean()), slope, len(x)


def _crossing(corners: Corners, lines: list[Corners | None], corner: int) -> Corners:
    """Return where the sides that meet at ``corner`` cross."""

    def line(side: int) -> Corners:
        found = lines[side]
        return found if found is not None else np.array([corners[side], corners[(side + 1) % 4]])

    (p, q), (r, s) = line((corner - 1) % 4), line(corner)
    along, other = q - p, s - r
    cross = along[0] * other[1] - along[1] * other[0]
    if abs(cross) < 1e-9:
        return np.array([np.nan, np.nan])
    t = ((r - p)[0] * other[1] - (r - p)[1] * other[0]) / cross
    return np.array(p + t * along)
