"""Vertical text laid out anew: the glyphs of a column, cut apart and set side by side, make a line any reader knows."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from cardscan.model import Pixels

    Floats = npt.NDArray[np.float32]

SPACE = 0.75  # a gap of this share of a glyph's side is kept as a gap
TALLEST = 1.3  # no glyph is taller than this share of the column's ink width


def lay_out(column: Pixels) -> Pixels:
    """Return the glyphs of ``column`` (height, width, 3), top to bottom, as one horizontal line of the same type size.

    A column without two glyphs to tell apart comes back as it is.
    """
    ink = _ink(column)
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

    Runs of inked rows are grouped so that the groups are as nearly square as can be (dynamic programming): 三 stays
    one glyph though it is three runs, and 一 under 二 stays apart where the gap says so.
    """
    runs = _runs(ink.max(axis=1) > 0.35)
    if not runs:
        return []
    columns = np.flatnonzero(ink.max(axis=0) > 0.35)
    side = float(columns[-1] - columns[0] + 1)
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(runs) + 1):
        options = [
            (best[start][0] + _strangeness(runs, start, end, side), start)
            for start in range(max(0, end - 8), end)
            if start == end - 1 or runs[end - 1][1] - runs[start][0] <= TALLEST * side
        ]
        best.append(min(options))
    groups: list[tuple[int, int]] = []
    end = len(runs)
    while end:
        start = best[end][1]
        groups.append((runs[start][0], runs[end - 1][1]))
        end = start
    return [piece for group in reversed(groups) for piece in _halved(group, side)]


def _strangeness(runs: list[tuple[int, int]], start: int, end: int, side: float) -> float:
    height = (runs[end - 1][1] - runs[start][0]) / side
    inner = max((runs[i + 1][0] - runs[i][1] for i in range(start, end - 1)), default=0) / side
    return (height - 0.9) ** 2 + 0.15 + inner**2


def _halved(group: tuple[int, int], side: float) -> list[tuple[int, int]]:
    """Glyphs that touch make one tall run: cut it into equal parts."""
    top, bottom = group
    parts = max(1, round((bottom - top) / (side * 1.02))) if bottom - top > TALLEST * side else 1
    edges = np.linspace(top, bottom, parts + 1).astype(int)
    return [(int(a), int(b)) for a, b in pairwise(edges)]


def _runs(inked: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], inked.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _ink(column: Pixels) -> Floats:
    """Return how far each pixel is from the paper, 0–1, whatever the colours."""
    pixels = column.astype(np.float32)
    paper = np.median(pixels.reshape(-1, 3), axis=0)
    away = np.abs(pixels - paper).max(axis=2)
    strongest = float(np.percentile(away, 98)) or 1.0
    return np.asarray(np.clip(away / max(strongest, 24.0), 0, 1), np.float32)


def _cell(rows: Pixels, ink: Floats, side: int, paper: Floats) -> Pixels:
    """Return one glyph in the middle of a cell ``side`` high; a long mark drawn downwards (ー) is turned to lie."""
    height = rows.shape[0]
    columns = np.flatnonzero(ink.max(axis=0) > 0.35)
    if len(columns) and height > 0.45 * side and len(columns) < 0.14 * height:
        rows = np.rot90(rows)[max(0, side // 2 - height) :, :]
        height = rows.shape[0]
    cell = _blank(side, rows.shape[1], paper)
    if height > side:
        rows, height = rows[(height - side) // 2 :][:side], side
    top = (side - height) // 2
    cell[top : top + height] = rows
    margin = max(0, int(0.03 * side))
    return np.concatenate([cell, _blank(side, margin, paper)], axis=1) if margin else cell


def _blank(height: int, width: int, paper: Floats) -> Pixels:
    return np.full((height, width, 3), paper, np.uint8)
