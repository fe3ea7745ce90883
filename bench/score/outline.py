"""Which card that was found is which card that is there: by how much their outlines overlap. Pure geometry."""

from __future__ import annotations

from collections.abc import Sequence

Point = tuple[float, float]
Outline = Sequence[Sequence[float]]
WELL_OUTLINED = 0.8


def overlap(one: Outline, other: Outline) -> float:
    """Return intersection over union of two convex quads, 0.0–1.0, whichever way round their corners run."""
    if len(one) < 3 or len(other) < 3:
        return 0.0
    first, second = _clockwise(one), _clockwise(other)
    shared = abs(_area(_clip(first, second)))
    union = abs(_area(first)) + abs(_area(second)) - shared
    return shared / union if union > 0 else 0.0


def pair(truth: Sequence[Outline], found: Sequence[Outline]) -> list[tuple[int, int, float]]:
    """Return (truth, found, overlap) index triples, best overlap first, each card used once. Cards that do not touch
    are never paired."""
    scores = ((overlap(a, b), i, j) for i, a in enumerate(truth) for j, b in enumerate(found))
    pairs: list[tuple[int, int, float]] = []
    for score, i, j in sorted(scores, key=lambda each: (-each[0], each[1], each[2])):
        if score > 0 and all(i != a and j != b for a, b, _ in pairs):
            pairs.append((i, j, score))
    return pairs


def same_way_up(truth: Outline, found: Outline) -> bool:
    """Whether both quads start at the same corner of the card: the reader knew which way up it is."""

    def distance(turn: int) -> float:
        return sum(
            (truth[k][0] - found[(k + turn) % 4][0]) ** 2 + (truth[k][1] - found[(k + turn) % 4][1]) ** 2
            for k in range(4)
        )

    return min(range(4), key=distance) == 0


def area(outline: Outline) -> float:
    """Return the area of a convex outline."""
    return abs(_area([(float(x), float(y)) for x, y in outline])) if len(outline) > 2 else 0.0


def clipped(outline: Outline, window: Outline) -> list[Point]:
    """Return the part of a convex outline inside a convex window; fewer than three corners where nothing is."""
    return _clip(_clockwise(outline), _clockwise(window)) if len(outline) > 2 else []


def _area(points: Sequence[Point]) -> float:
    following = [*points[1:], *points[:1]]
    return sum(x * v - u * y for (x, y), (u, v) in zip(points, following, strict=True)) / 2


def _clockwise(quad: Outline) -> list[Point]:
    points = [(float(x), float(y)) for x, y in quad]
    return points if _area(points) >= 0 else points[::-1]


def _clip(subject: list[Point], clip: list[Point]) -> list[Point]:
    """Sutherland–Hodgman (1974): cut ``subject`` by each edge of the convex ``clip`` in turn."""
    for start, end in zip(clip, [*clip[1:], clip[0]], strict=True):
        subject = _cut(subject, start, end)
    return subject


def _cut(points: list[Point], start: Point, end: Point) -> list[Point]:
    def side(point: Point) -> float:
        return (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])

    kept: list[Point] = []
    for here, after in zip(points, [*points[1:], *points[:1]], strict=True):
        a, b = side(here), side(after)
        if a >= 0:
            kept.append(here)
        if (a > 0 > b) or (a < 0 < b):
            at = a / (a - b)
            kept.append((here[0] + at * (after[0] - here[0]), here[1] + at * (after[1] - here[1])))
    return kept
