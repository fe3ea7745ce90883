"""A rough grid of cards on a print sheet in, the exact one out: crop marks beside the cards, hairlines and edges of
colours between them run straight along the lines that the sheet will be cut at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

from cardscan.image.sheet import FlatSheet, Grid, aligned
from cardscan.image.shrink import shrunk

if TYPE_CHECKING:
    from cardscan.model import Pixels

Floats = npt.NDArray[np.float64]

CARD = (120, 72)  # pixels of a card in the flat sheet in which lines are looked for; of one on end, the other way round
MARGIN = 0.25  # of the shorter side of a card, round the sheet: there crop marks stand alone
FAINTEST = 0.04  # of the light of the paper: a stroke or an edge differs by as much
NOISE = 3.0  # grey levels: whatever the light
OF_PAPER = 45.0  # grey levels: what differs by more is not the paper of the sheet
ABOUT = 9  # pixels: strokes of print and marks are thinner
EDGE = 7  # pixels: as wide may the edge of the sheet be seen
WIDE = 5  # pixels: as wide may a line be
MARK = 5.0  # pixels: the length of a crop mark, 4 mm
LINED = 0.5  # of the length of the sheet along which a line between cards is seen; print lines up along less
CROWD = 31  # pixels: what stands among others as close, as print does and the grain of a table, is no mark
CROWDED = 1.5  # times the mean of those must a mark stand out
ROUNDS = 2  # of laying the cards of one design onto each other
FURTHEST = 0.12  # of a card's side: how far all of them together may be off
FARTHER = 0.009  # for each pixel further off: print of a design lines up, too
NARROWEST = 3  # pixels that two lines must lie apart,
WIDEST = 0.16  # of a place: how much of it may be bare
SAME = 0.15  # likewise: moves that differ by less are as good
OUTER = 0.3  # likewise, of the first and the last line: a line of print on all cards may stand for all but one of them
LEAST = 0.6  # part of what each line would show at the best, on the average; below, print was taken for marks


@dataclass(frozen=True, slots=True, eq=False)
class OnMarks:
    """A grid on the lines that a sheet is cut at; ``shown`` is in how many ways (across, down) any are to be seen."""

    grid: Grid
    shown: int


def to_marks(pixels: Pixels, rough: Grid) -> OnMarks | None:
    """Return the grid on the marks and lines nearest to a rough one, or None where the cards are not of one design.

    The design tells how they lie to each other, so that marks tell but one shift, and where there are none, all
    outlines together.
    """
    small, factor = _as_needed(pixels, rough)
    first = like = rough.scaled(1 / factor)
    for _ in range(ROUNDS):
        like = aligned(_flat(small, like), like) or like
    if like is first:
        return None
    moved = _shifted(small, like)
    return replace(moved, grid=moved.grid.scaled(factor))


def moved_to_marks(pixels: Pixels, rough: Grid) -> Grid:
    """Return the grid moved as a whole to the marks and lines, where such are seen: the cards may be of any design."""
    small, factor = _as_needed(pixels, rough)
    return _shifted(small, rough.scaled(1 / factor)).grid.scaled(factor)


def _as_needed(pixels: Pixels, grid: Grid) -> tuple[Pixels, float]:
    """Return the photo made as small as the cards may be, and by which factor."""
    a, b, _, _ = grid.corners
    larger = float(np.hypot(*(b - a))) / (grid.columns * _cell(grid)[0])
    return shrunk(pixels, max(pixels.shape[:2]) / max(larger, 1.0))


def _shifted(pixels: Pixels, grid: Grid) -> OnMarks:
    """Return the grid moved as a whole, in whichever way most lines show; where few do, as it is."""
    flat = _flat(pixels, grid)
    standing, lying = _strokes(flat.pixels), _strokes(np.ascontiguousarray(flat.pixels.transpose(1, 0, 2)))
    paper = ~_table(flat.pixels)
    along = _lines(standing, lying.T) * paper, _lines(lying, standing.T) * paper.T
    moves, gaps, shown_in = [], [], 0
    for axis, count in enumerate((grid.columns, grid.rows)):
        shown = np.mean(_shown(along[axis], flat.margin, FURTHEST * flat.cell[1 - axis]), axis=0)
        best = _best_lines(shown, flat.margin, flat.cell[axis], count)
        shown_in += best is not None
        by, bare = best or (0.0, grid.gap[axis] * flat.cell[axis])
        moves.append(by)
        gaps.append(bare / flat.cell[axis])
    moved = flat.grid_at(flat.corners_of(grid) + np.array(moves), grid)
    return OnMarks(replace(moved, gap=(gaps[0], gaps[1])), shown_in)


def _best_lines(shown: Floats, margin: int, cell: int, count: int) -> tuple[float, float] | None:
    """Return by how many pixels ``count`` places of ``cell`` pixels must be moved so that most lines show, and how many
    of each are bare; or None where few show."""
    by = np.arange(-FURTHEST * cell, FURTHEST * cell + 0.25, 0.5)
    begins = margin + np.arange(count, dtype=np.float64) * cell
    found = []
    for bare in (0, *range(NARROWEST, round(WIDEST * cell) + 1)):
        lines = np.concatenate([begins, begins + cell - bare]) if bare else np.append(begins, margin + count * cell)
        each = _seen_at(shown, lines, by)
        seen = each.mean(axis=1)
        is_shown = (seen >= LEAST) & (each[:, [0, -1]] >= OUTER).all(axis=1)
        merit = np.where(is_shown, seen - FARTHER * (np.abs(by) + bare), -np.inf)
        i = int(merit.argmax())
        if not bare:
            found.append((float(merit[i]), _middle_of_peak(seen, i, by), 0.0))
        else:
            first, last = (_middle_of_peak(part.mean(axis=1), i, by) for part in np.split(each, 2, axis=1))
            found.append((float(merit[i]), first, bare + first - last))
    best, move, left = max(found)
    return (move, left) if np.isfinite(best) else None


def _seen_at(shown: Floats, lines: Floats, by: Floats) -> Floats:
    """Return how well each of the lines shows, moved ``by`` so many pixels: (moves, lines)."""
    return np.asarray(np.interp(by[:, None] + lines, np.arange(len(shown)), shown), np.float64)


def _middle_of_peak(seen: Floats, at: int, by: Floats) -> float:
    """Return the middle of the moves about number ``at`` that show as much: a thick line shows over some pixels."""
    high = seen >= seen[at] - SAME
    first, last = at, at
    while first > 0 and high[first - 1]:
        first -= 1
    while last < len(by) - 1 and high[last + 1]:
        last += 1
    return float(by[first] + by[last]) / 2


def _flat(pixels: Pixels, grid: Grid) -> FlatSheet:
    """Return the sheet seen from straight above."""
    cell = _cell(grid)
    margin = round(MARGIN * min(CARD))
    wide, high = grid.columns * cell[0], grid.rows * cell[1]
    places = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32) + margin
    to_flat = cv2.getPerspectiveTransform(grid.corners.astype(np.float32), places)
    size = (wide + 2 * margin, high + 2 * margin)
    flat = cv2.warpPerspective(pixels, to_flat, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return FlatSheet(np.asarray(flat, np.uint8), np.asarray(np.linalg.inv(to_flat), np.float64), cell, margin)


def _cell(grid: Grid) -> tuple[int, int]:
    """Return the size of a card in the flat sheet in pixels, (width, height)."""
    a, b, _, d = grid.corners
    is_wide = np.hypot(*(b - a)) / grid.columns > np.hypot(*(d - a)) / grid.rows
    return CARD if is_wide else CARD[::-1]


def _strokes(flat: Pixels) -> npt.NDArray[np.bool_]:
    """Return where something changes from left to right, as it does on a standing line."""
    grey = flat.astype(np.float32)
    rise = np.abs(grey[:, 2:] - grey[:, :-2]).max(axis=2)
    faintest = max(FAINTEST * float(np.percentile(grey, 80)), NOISE)
    return np.asarray(np.pad(rise, ((0, 0), (1, 1))) > faintest)


def _table(flat: Pixels) -> npt.NDArray[np.bool_]:
    """Return what lies beside the sheet, with the sheet's edge, which is no line to cut along: all that is not of the
    paper's colour, from the border of the picture inwards."""
    about = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (ABOUT, ABOUT))
    ground = cv2.morphologyEx(flat, cv2.MORPH_CLOSE, about).astype(np.float32)
    other = np.abs(ground - np.percentile(ground, 90, axis=(0, 1))).max(axis=2) > OF_PAPER
    _, labels = cv2.connectedComponents(np.pad(other, 1, constant_values=True).astype(np.uint8), connectivity=4)
    beside = labels[1:-1, 1:-1] == labels[0, 0]
    return np.asarray(cv2.dilate(beside.astype(np.uint8), np.ones((EDGE, EDGE), np.uint8)) > 0)


def _lines(strokes: npt.NDArray[np.bool_], across: npt.NDArray[np.bool_]) -> Floats:
    """Return 1 where a line may stand, and -1 where something changes ``across`` it instead: letters change both ways,
    and count for nothing."""
    wide = np.ones((1, 3), np.uint8)
    one, other = (cv2.dilate(each.astype(np.uint8), wide).astype(np.float64) for each in (strokes, across))
    return np.asarray(one - other, np.float64)


def _shown(lines: Floats, margin: int, reach: float) -> tuple[Floats, Floats]:
    """Return for the upper and the lower half of the sheet how well a line shows that stands at each x, 0–1: by a crop
    mark in the margin, which may begin ``reach`` pixels further in, or along the cards."""
    high, deep = lines.shape[0], margin + round(reach)
    halves = (
        (lines[:deep], lines[margin : high // 2]),
        (lines[high - deep :], lines[high // 2 : high - margin]),
    )
    shown = []
    for edge, cards in halves:
        marks, lined = (_alone(np.maximum(part.sum(axis=0), 0)) for part in (edge, cards))
        seen = np.clip(np.maximum(marks / MARK, lined / LINED / len(cards)), 0, 1)
        shown.append(cv2.morphologyEx(seen[None], cv2.MORPH_CLOSE, np.ones((1, WIDE)))[0])  # of a line, both sides show
    return shown[0], shown[1]


def _alone(counted: Floats) -> Floats:
    """Return by how much each count stands out of those about it."""
    about = cv2.blur(counted[None], (CROWD, 1), borderType=cv2.BORDER_REFLECT)[0]
    return np.asarray(counted - CROWDED * about, np.float64)
