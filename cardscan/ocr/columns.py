"""Vertical text laid out anew: the glyphs of a column, cut apart and set side by side, make a line any reader knows."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from cardscan.model import Pixels

    Floats = npt.NDArray[np.float32]
    Doubles = npt.NDArray[np.float64]

SPACE = 0.75  # a gap of this share of a glyph's side is kept as a gap
MOST_RUNS = 8  # inked rows apart from each other in one glyph
GRID_LOOSE, GRID_COST, FEWEST_LINES = 0.1, 0.08, 4  # of the pitch; of a grid's lines in print; lines
MANY_LINES, MANY_COST = 7, 0.4  # so many lines fit by chance nowhere: more of them may lie in print, as of tight type
FULL = 75  # percentile of the ink in a row from which it is full
SET_SOLID = (0.88, 1.2)  # from glyph to glyph in sides of one, where no space was put between
APART = 1.2  # of a glyph's side: what is further apart keeps no common grid
TALLEST = 1.3  # no glyph is taller than this share of the column's ink width


def lay_out(column: Pixels) -> Pixels:
    """Return the glyphs of ``column`` (height, width, 3), top to bottom, as one horizontal line of the same type size.

    A column without two glyphs to tell apart comes back as it is.
    """
    ink = ink_of(column)
    cells = cut(ink)
    if len(cells) < 2:
        return column
    side = column.shape[1]
    paper = np.median(np.concatenate([column[:2].reshape(-1, 3), column[-2:].reshape(-1, 3)]), axis=0)
    pieces: list[Pixels] = [_blank(side, side // 4, paper)]
    end = cells[0][0]
    for top, bottom in cells:
        if top - end > SPACE * side:
            pieces.append(_blank(side, side // 2, paper))
        pieces.append(_cell(column[top:bottom], ink[top:bottom], side, paper))
        end = bottom
    pieces.append(_blank(side, side // 4, paper))
    return np.concatenate(pieces, axis=1)


def cut(ink: Floats) -> list[tuple[int, int]]:
    """Return (top, bottom) of each glyph in ``ink`` (height, width; 0 paper to 1 ink), top to bottom.

    Runs of inked rows are grouped so that the groups are nearly square and their middles evenly spaced (dynamic
    programming over the last group): 三 stays one glyph though it is three runs, and 二 under 二 stays two.
    """
    runs = _whole_runs(runs_of(ink.max(axis=1) > 0.35), ink.shape)
    if not runs:
        return []
    columns = np.flatnonzero(ink.max(axis=0) > 0.35)
    side = _side(runs, float(columns[-1] - columns[0] + 1))
    pitch = _pitch(_grouped(runs, side, None), side)
    return [
        cell
        for part in _parts(runs, APART * side)
        for cell in (
            (_on_grid(ink, part, _steps(side, pitch)) if pitch is not None else [])
            or [piece for group in _grouped(part, side, pitch) for piece in _halved(group, side)]
        )
    ]


def _parts(runs: list[tuple[int, int]], gap: float) -> list[list[tuple[int, int]]]:
    """Return the runs cut where more than ``gap`` pixels lie between two: a space need not be as high as a glyph."""
    parts = [[runs[0]]]
    for before, run in pairwise(runs):
        if run[0] - before[1] > gap:
            parts.append([])
        parts[-1].append(run)
    return parts


def _side(runs: list[tuple[int, int]], width: float) -> float:
    """Return the height of a glyph's cell in pixels: as wide as the column's ink, unless whole glyphs say otherwise.

    Type is often set flat (平体): then a glyph is a third wider than high.
    """
    bodies = [bottom - top for top, bottom in runs if 0.5 * width < bottom - top < 1.15 * width]
    return float(np.median(bodies)) / 0.9 if len(bodies) >= 3 else width


def _whole_runs(runs: list[tuple[int, int]], shape: tuple[int, ...]) -> list[tuple[int, int]]:
    """Leave out slivers at either end: feet and heads of the text above and below, cut by the edge of the box."""
    height, width = shape
    if runs and runs[0][0] == 0 and runs[0][1] < 0.25 * width:
        runs = runs[1:]
    if runs and runs[-1][1] == height and runs[-1][1] - runs[-1][0] < 0.25 * width:
        runs = runs[:-1]
    return runs


def _grouped(runs: list[tuple[int, int]], side: float, pitch: float | None) -> list[tuple[int, int]]:
    """Return the cheapest grouping of runs; ``pitch`` is the distance from glyph to glyph in pixels, where known."""
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {}
    for end in range(1, len(runs) + 1):
        for start in range(max(0, end - MOST_RUNS), end):
            if start < end - 1 and runs[end - 1][1] - runs[start][0] > TALLEST * side:
                continue
            own = _strangeness(runs, start, end, side)
            before = [
                (cost + _unevenness(runs, last, (start, end), side, pitch), last)
                for last, (cost, _) in best.items()
                if last[1] == start
            ]
            if start == 0:
                best[start, end] = (own, None)
            elif before:
                cost, last = min(before)
                best[start, end] = (cost + own, last)
    at: tuple[int, int] | None = min((key for key in best if key[1] == len(runs)), key=lambda key: best[key][0])
    groups: list[tuple[int, int]] = []
    while at is not None:
        groups.append((runs[at[0]][0], runs[at[1] - 1][1]))
        at = best[at][1]
    return groups[::-1]


def _strangeness(runs: list[tuple[int, int]], start: int, end: int, side: float) -> float:
    height = (runs[end - 1][1] - runs[start][0]) / side
    inner = max((runs[i + 1][0] - runs[i][1] for i in range(start, end - 1)), default=0) / side
    return float((height - 0.9) ** 2 + 0.15 + inner**2)


def _unevenness(
    runs: list[tuple[int, int]], last: tuple[int, int], now: tuple[int, int], side: float, pitch: float | None
) -> float:
    """Return how far the step from group ``last`` to group ``now`` is from the pitch; wide gaps are free."""
    if pitch is None or runs[now[0]][0] - runs[last[1] - 1][1] > SPACE * side:
        return 0.0
    middles = [(runs[a][0] + runs[b - 1][1]) / 2 for a, b in (last, now)]
    return float(3 * min(0.25, ((middles[1] - middles[0]) / pitch - 1) ** 2))


def _pitch(groups: list[tuple[int, int]], side: float) -> float | None:
    """Return the usual distance between the middles of neighbouring full-size glyphs, in pixels."""
    steps = [
        (b[0] + b[1] - a[0] - a[1]) / 2
        for a, b in pairwise(groups)
        if a[1] - a[0] > 0.6 * side and b[1] - b[0] > 0.6 * side
    ]
    return float(np.median(steps)) if steps else None


def _steps(side: float, pitch: float) -> Doubles:
    """Return the heights that a cell may have: about the ``pitch`` that was seen, or as of type that is set solid. Of
    numbers in brackets the pitch seen is that of badly told glyphs."""
    seen = np.linspace(1 - GRID_LOOSE, 1 + GRID_LOOSE, 25) * pitch
    return np.concatenate([seen, np.linspace(*SET_SOLID, 33) * side])


def _on_grid(ink: Floats, runs: list[tuple[int, int]], steps: Doubles) -> list[tuple[int, int]]:
    """Return the glyphs of a column whose cells are all of one height, as nearly all are; nothing where that fits ill.

    Of all grids with cells as high as one of ``steps`` the one counts whose lines lie in paper and far from print: so a
    bracket, which stands at one end of its cell, is not taken for a stroke of its neighbour.
    """
    top, bottom = runs[0][0], runs[-1][1]
    inked = (ink[top:bottom].max(axis=1) > 0.35).astype(np.float64)
    amount = ink[top:bottom].sum(axis=1)
    full = np.minimum(amount / max(float(np.percentile(amount, FULL)), 1e-6), 1.0)
    costs = full + 0.2 * np.convolve(inked, np.ones(5) / 5, "same")[: len(inked)]
    rough = min(_cheapest(costs, step, np.arange(0.0, step, 1.0)) for step in steps.tolist())
    _, start, step = rough
    about = np.maximum(start + np.arange(-4.0, 4.1, 0.5), 0.0)
    near = [_cheapest(costs, step + off, about) for off in np.arange(-0.4, 0.41, 0.04).tolist()]
    cost, start, step = min([rough, *near])
    if cost > (GRID_COST if len(inked) < MANY_LINES * step else MANY_COST):
        return []
    edges = np.unique(np.clip(np.arange(start - step, len(inked) + step, step).astype(int), 0, len(inked)))
    cells = []
    for low, high in pairwise(edges):
        rows = np.flatnonzero(inked[low:high])
        if len(rows):
            cells.append((int(top + low + rows[0]), int(top + low + rows[-1] + 1)))
    return cells


def _cheapest(costs: Doubles, step: float, starts: Doubles) -> tuple[float, float, float]:
    """Return (cost, start, step) of the cheapest grid of lines ``step`` apart that begins at one of ``starts``."""
    lines = starts[:, None] + step * np.arange(math.ceil(len(costs) / step))
    there = lines < len(costs) - 1
    many = there.sum(axis=1)
    sums = np.where(there, costs[np.minimum(lines.astype(int), len(costs) - 1)], 0).sum(axis=1)
    mean = np.where(many >= FEWEST_LINES, sums / np.maximum(many, 1), np.inf)
    first = int(mean.argmin())
    return float(mean[first]), float(starts[first]), step


def _halved(group: tuple[int, int], side: float) -> list[tuple[int, int]]:
    """Glyphs that touch make one tall run: cut it into equal parts."""
    top, bottom = group
    parts = max(1, round((bottom - top) / (side * 1.02))) if bottom - top > TALLEST * side else 1
    edges = np.linspace(top, bottom, parts + 1).astype(int)
    return [(int(a), int(b)) for a, b in pairwise(edges)]


def runs_of(inked: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], inked.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def ink_of(column: Pixels) -> Floats:
    """Return how far each pixel is from the paper, 0–1, whatever the colours."""
    pixels = column.astype(np.float32)
    paper = np.median(pixels.reshape(-1, 3), axis=0)
    away = np.abs(pixels - paper).max(axis=2)
    strongest = float(np.percentile(away, 98)) or 1.0
    return np.asarray(np.clip(away / max(strongest, 24.0), 0, 1), np.float32)


def _cell(rows: Pixels, ink: Floats, side: int, paper: Floats) -> Pixels:
    """Return one glyph in the middle of a cell ``side`` high.

    A bar drawn downwards is ー or a dash: it is laid down and made short, so that no reader takes it for 一.
    """
    height = rows.shape[0]
    columns = np.flatnonzero(ink.max(axis=0) > 0.35)
    if len(columns) and height > 0.45 * side and columns[-1] - columns[0] < 0.3 * height:
        return _dash(rows[:, columns[0] : columns[-1] + 1], side, paper)
    cell = _blank(side, rows.shape[1], paper)
    if height > side:
        rows, height = rows[(height - side) // 2 :][:side], side
    top = (side - height) // 2
    cell[top : top + height] = rows
    return cell


def _dash(bar: Pixels, side: int, paper: Floats) -> Pixels:
    """Return a cell with a hyphen in the colour of ``bar``: lying down as it is, a long bar would be read as 一."""
    cell = _blank(side, side // 2, paper)
    away = np.abs(bar.astype(np.float32) - paper).sum(axis=2)
    colour = bar.reshape(-1, 3)[int(away.argmax())]
    thick = max(2, side // 14)
    cell[side // 2 : side // 2 + thick, side // 10 : side // 2 - side // 10] = colour
    return cell


def _blank(height: int, width: int, paper: Floats) -> Pixels:
    return np.full((height, width, 3), paper, np.uint8)
