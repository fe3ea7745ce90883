"""Text boxes: from the detector's probability map to quads, and from quads to upright crops. No models here."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    from cv2.typing import MatLike

    from cardscan.model import Pixels

    Floats = npt.NDArray[np.float32]
    Rect = tuple[Sequence[float], Sequence[float], float]  # centre, size, angle in degrees, as OpenCV has them

INK = 0.3  # probability from which a pixel counts as text
BOX_SCORE = 0.5  # mean probability that a box must have
UNCLIP = 1.6  # how far the shrunk text kernel is grown again, from the DB paper
SOLID = 0.55  # part of its rectangle that a line fills
BAR = 2.5  # times as long as it is high is a line that runs into another
MOST_BARS = 4  # lines that run together on a card; those of a page of prose are a net
TILTED = 2.0  # degrees; lines of a flat card stand level to within less
LEAST_GLYPH = 0.75  # times as long, along the line, as it is high is a glyph: a word of two glyphs above another such
# word (代表, 所長) is less
SHARED = (0.35, 0.15)  # of a line's height, of a column's width, by which two boxes of it overlap that share a glyph
NEW = 0.3  # of the smaller box may lie in one that was found before
SMALLEST_SIDE = 3  # pixels of the map; less is noise


def boxes_from_map(probability: Floats, scale: tuple[float, float]) -> list[Floats]:
    """Return quads, float32 arrays (4, 2) in picture pixels, one for each stretch of text in ``probability`` (h, w).

    ``scale`` is picture pixels per map pixel, (x, y). The first corner is the top left of the box as it lies in the
    picture, whatever the text's direction. Method: Differentiable Binarization (Liao et al. 2020), box branch.
    """
    mask = cv2.dilate((probability > INK).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    parts = [part for contour in contours for part in _straightened(contour)]
    found = [(contour, cv2.minAreaRect(contour)) for contour in parts]
    found = [(c, rect) for c, rect in found if min(rect[1]) >= SMALLEST_SIDE and _score(c, probability) >= BOX_SCORE]
    straight = _is_straight([rect for _, rect in found])
    boxes = (_grown(_band(contour) if straight and _tilt(rect) > TILTED else rect) for contour, rect in found)
    return [box * np.array(scale, np.float32) for box in boxes]


def _straightened(contour: MatLike) -> list[MatLike]:
    """Return a contour as it is, or that of each line in it where a line and a column, or labels and a line, run
    together at a corner: such a shape fills its rectangle badly."""
    _, (width, height), _ = cv2.minAreaRect(contour)
    if min(width, height) < SMALLEST_SIDE or cv2.contourArea(contour) > SOLID * width * height:
        return [contour]
    x, y, wide, high = cv2.boundingRect(contour)
    inside = np.zeros((high + 2, wide + 2), np.uint8)
    cv2.fillPoly(inside, [contour - np.array([x - 1, y - 1], np.int32)], (1,))
    thick = 2 * float(cv2.distanceTransform(inside, cv2.DIST_L2, 3).max())
    long = round(BAR * thick)
    bars = [cv2.morphologyEx(inside, cv2.MORPH_OPEN, np.ones(shape, np.uint8)) for shape in ((1, long), (long, 1))]
    found = [cv2.findContours(bar, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0] for bar in bars]
    lines = [np.asarray(part + np.array([x - 1, y - 1], np.int32)) for parts in found for part in parts]
    return lines if 1 < len(lines) <= MOST_BARS else [contour]


def _grown(rect: Rect) -> Floats:
    centre, (width, height), angle = rect
    grow = 2 * width * height * UNCLIP / (2 * (width + height))
    return in_order(cv2.boxPoints((centre, (width + grow, height + grow), angle)))


def _tilt(rect: Rect) -> float:
    """Return by how many degrees a long box stands off the level or the plumb; 0 for a short one."""
    _, (width, height), angle = rect
    if max(width, height) < 4 * min(width, height):
        return 0.0
    return float(abs((angle + 45) % 90 - 45))


def _is_straight(rects: list[Rect]) -> bool:
    """Return whether the card's lines are level: then one that is not has a rule or a frame hanging on it."""
    tilts = [_tilt(rect) for rect in rects]
    return len(tilts) >= 3 and float(np.median(tilts)) < TILTED / 2


def _band(contour: MatLike) -> Rect:
    """Return the level (or plumb) rectangle around the part of a contour where most of its text is."""
    x, y, width, height = cv2.boundingRect(contour)
    inside = np.zeros((height, width), np.uint8)
    cv2.fillPoly(inside, [contour - np.array([x, y], np.int32)], (1,))
    axis = 1 if width >= height else 0
    amount = inside.sum(axis=axis)
    rows = np.flatnonzero(amount > 0.4 * amount.max())
    low, high = float(rows[0]), float(rows[-1] + 1)
    if axis:
        return (x + width / 2, y + (low + high) / 2), (float(width), high - low), 0.0
    return (x + (low + high) / 2, y + height / 2), (high - low, float(height)), 0.0


def _score(contour: MatLike, probability: Floats) -> float:
    x, y, width, height = cv2.boundingRect(contour)
    inside = np.zeros((height, width), np.uint8)
    cv2.fillPoly(inside, [contour - np.array([x, y], np.int32)], (1,))
    return float(cv2.mean(probability[y : y + height, x : x + width], inside)[0])


def in_order(corners: MatLike) -> Floats:
    """Return the four corners clockwise, from the one nearest to the top left of an upright box."""
    centre = corners.mean(axis=0)
    angles = np.arctan2(corners[:, 1] - centre[1], corners[:, 0] - centre[0])
    clockwise = corners[np.argsort(angles)]
    edges = np.roll(clockwise, -1, axis=0) - clockwise
    # the top edge is the one that runs most nearly straight to the right
    start = int(np.argmax(edges[:, 0] / (np.linalg.norm(edges, axis=1) + 1e-6)))
    return np.roll(clockwise, -start, axis=0).astype(np.float32)


def size_of(box: Floats) -> tuple[float, float]:
    """Return (width, height) of a quad in pixels: its longer opposite sides."""
    a, b, c, d = box.tolist()  # asked thousands of times for a card: plain numbers are quicker than arrays of four
    return max(math.dist(a, b), math.dist(c, d)), max(math.dist(d, a), math.dist(b, c))


def crop(pixels: Pixels, box: Floats, height: int) -> Pixels:
    """Return the quad ``box`` of ``pixels`` made upright and ``height`` pixels high, at most 3,200 wide."""
    box_width, box_height = size_of(box)
    width = int(np.clip(round(box_width / max(box_height, 1.0) * height), 8, 3200))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    # Shrinking by more than two would alias: shrink an axis-aligned surrounding first.
    factor = height / max(box_height, 1.0)
    if factor < 0.6:
        pixels, box = _shrunk(pixels, box, factor * 1.5)
    warp = cv2.getPerspectiveTransform(box, target)
    return np.asarray(
        cv2.warpPerspective(pixels, warp, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE),
        np.uint8,
    )


def lengthened(column: Floats, share: float) -> Floats:
    """Return a standing box made longer at both ends by ``share`` of its width: the detector cuts columns short."""
    a, b, c, d = column
    down = (d - a) / max(float(np.linalg.norm(d - a)), 1.0) * share * float(np.linalg.norm(b - a))
    return np.array([a - down, b - down, c + down, d + down], np.float32)


def _shrunk(pixels: Pixels, box: Floats, factor: float) -> tuple[Pixels, Floats]:
    low = np.maximum(np.floor(box.min(axis=0)).astype(int) - 2, 0)
    high = np.ceil(box.max(axis=0)).astype(int) + 3
    part = pixels[low[1] : high[1], low[0] : high[0]]
    small = cv2.resize(part, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), ((box - low) * factor).astype(np.float32)


def resized(pixels: Pixels, width: int, height: int) -> Pixels:
    """Return ``pixels`` scaled to ``width`` by ``height``, by area when shrinking."""
    smaller = width * height < pixels.shape[0] * pixels.shape[1]
    how = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, (width, height), interpolation=how), np.uint8)


def rejoined(boxes: list[Floats]) -> list[Floats]:
    """Return the boxes with the glyphs of a letter-spaced word (山　田　太　郎) joined into one box again.

    Only type clearly larger than the card's usual type is joined: that is how names are set. Glyphs go on to the
    right, or else downwards.
    """
    boxes = overlaps_joined(boxes)
    if len(boxes) < 3:
        return boxes
    usual = float(np.median([min(size_of(box)) for box in boxes]))
    for axis in (0, 1):
        boxes = _joined_along(axis, boxes, 1.3 * usual)
    return boxes


def overlaps_joined(boxes: list[Floats]) -> list[Floats]:
    """Return the boxes with those joined that lie over each other on one line or in one column."""
    for axis in (0, 1):
        boxes = _overlaps_joined(axis, boxes)
    return boxes


def _overlaps_joined(axis: int, boxes: list[Floats]) -> list[Floats]:
    """Return the boxes with those joined that lie over each other on one line (or, along axis 1, in one column): they
    share a glyph."""
    joined: list[Floats] = []
    reaches: list[_Reach] = []
    for box in sorted(boxes, key=lambda box: float(box[:, axis].min())):
        own = _reach(axis, box)
        for i, other in enumerate(reaches):
            if _share_a_glyph(other, own, SHARED[axis]):
                joined[i] = in_order(cv2.boxPoints(cv2.minAreaRect(np.concatenate([joined[i], box]))))
                reaches[i] = _reach(axis, joined[i])
                break
        else:
            joined.append(box)
            reaches.append(own)
    return joined


class _Reach(NamedTuple):
    """How far a box reaches along a line, its middle across it, and its size along and across."""

    start: float
    end: float
    middle: float
    length: float
    height: float


def _reach(axis: int, box: Floats) -> _Reach:
    along, across = box[:, axis].tolist(), box[:, 1 - axis].tolist()
    length, height = size_of(box) if axis == 0 else size_of(box)[::-1]
    return _Reach(min(along), max(along), sum(across) / 4, length, height)


def _share_a_glyph(first: _Reach, second: _Reach, least: float) -> bool:
    low, high = sorted((first.height, second.height))
    if abs(first.middle - second.middle) >= 0.25 * low or high >= 1.4 * low:
        return False
    wide = all(each.length > 1.2 * each.height for each in (first, second))
    return wide and first.end - second.start > least * low


def _joined_along(axis: int, boxes: list[Floats], smallest: float) -> list[Floats]:
    waiting = sorted(boxes, key=lambda box: float(box[:, axis].min()))
    joined: list[Floats] = []
    while waiting:
        box = waiting.pop(0)
        last = box
        while (neighbour := _next_glyphs(axis, last, waiting, smallest)) is not None:
            waiting = [other for other in waiting if other is not neighbour]
            box = in_order(cv2.boxPoints(cv2.minAreaRect(np.concatenate([box, neighbour]))))
            last = neighbour
        joined.append(box)
    return joined


def _next_glyphs(axis: int, box: Floats, others: list[Floats], smallest: float) -> Floats | None:
    """Return the box of one or two glyphs that goes on where ``box`` ends along ``axis``: same size, same line."""
    length, height = size_of(box) if axis == 0 else size_of(box)[::-1]
    if height < smallest or not LEAST_GLYPH < length / height < 2.6:
        return None
    for other in others:
        other_length, other_height = size_of(other) if axis == 0 else size_of(other)[::-1]
        gap = float(other[:, axis].min() - box[:, axis].max())
        level = abs(float(other[:, 1 - axis].mean() - box[:, 1 - axis].mean()))
        alike = 0.75 < other_height / height < 1.33 and LEAST_GLYPH < other_length / other_height < 2.6
        if alike and level < 0.2 * height and -0.2 * height < gap < 1.6 * height:
            return other
    return None


def besides(found: Sequence[Floats], more: Sequence[Floats]) -> list[Floats]:
    """Return those of ``more`` boxes (4, 2) that lie in none that was ``found``."""
    return [box for box in more if all(_shared(box, other) < NEW for other in found)]


def _shared(box: Floats, other: Floats) -> float:
    """Return which part of the smaller of two boxes lies in the other."""
    area, _ = cv2.intersectConvexConvex(box, other)
    return float(area) / max(min(cv2.contourArea(box), cv2.contourArea(other)), 1.0)
