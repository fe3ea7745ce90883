"""Lines of text that a lamp's reflection has washed out. Pixels and lines in, numbers of lines out.

A reflection adds light: in it the ground goes to white and the ink with it, so a line fades and then is gone. Paper
that is merely bright keeps its ink, and a gap between words has no half-faded letters at its sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from cardscan.image.shape import corners_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from cardscan.model import Pixels, Quad, TextLine

    Floats = npt.NDArray[np.float64]

WORKING_SIZE = 700  # long side in pixels
STROKES_MM = 1.8  # wider than any stroke of small print
AROUND = 1.5  # line heights looked at before and after each line: what was washed out was not read
CELLS = 3  # to a line's height
WHITE = 249  # grey level of what is burnt out
BRIGHTER = 4  # levels above the ground of the rest of the line
RAISED = 100  # levels, where the ground is dark


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """Grey levels of a flat card, shrunk by ``factor``: as they are, with the ink filled by what is ``bright`` around
    it, and by what is ``dark``."""

    grey: npt.NDArray[Any]
    bright: npt.NDArray[Any]
    dark: npt.NDArray[Any]
    factor: float


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A line from before its start to after its end, cell by cell: ``contrast`` of the ink and level of the ``ground``,
    which may be darker than the ink; ``own`` are the cells of the line itself."""

    contrast: Floats
    ground: Floats
    on_dark: bool
    own: slice


def washed_lines(flat: Pixels, lines: Sequence[TextLine]) -> dict[int, float]:
    """Return which share (0–1) of a line is washed out, for the number of each line of the flat card that is."""
    levels = _levels(flat)
    shares = {number: _washed(_profile(levels, line.quad)) for number, line in enumerate(lines)}
    return {number: share for number, share in shares.items() if share}


def _levels(flat: Pixels) -> Levels:
    grey = cv2.cvtColor(flat, cv2.COLOR_BGR2GRAY)
    factor = min(1.0, WORKING_SIZE / max(grey.shape))
    if factor < 1:
        grey = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    size = round(STROKES_MM * max(grey.shape) / 91) | 1
    calm, kernel = cv2.medianBlur(grey, 3), np.ones((size, size), np.uint8)
    bright, dark = cv2.morphologyEx(calm, cv2.MORPH_CLOSE, kernel), cv2.morphologyEx(calm, cv2.MORPH_OPEN, kernel)
    return Levels(calm, bright, dark, factor)


def _profile(levels: Levels, quad: Quad) -> Profile:
    a, b, c, d = corners_of(quad) * levels.factor
    if np.hypot(*(b - a)) < np.hypot(*(d - a)):  # a column
        a, b, c, d = d, a, b, c
    length, height = max(float(np.hypot(*(b - a))), 1.0), max(float(np.hypot(*(d - a))), 1.0)
    ahead = (b - a) / length * AROUND * height
    cells = max(4, int((length / height + 2 * AROUND) * CELLS))
    wide, high = cells * 4, 8
    corners = np.array([a - ahead, b + ahead, c + ahead, d - ahead], np.float32)
    target = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
    bend = cv2.getPerspectiveTransform(corners, target)

    def strip(plane: npt.NDArray[Any]) -> npt.NDArray[Any]:
        cut = cv2.warpPerspective(plane, bend, (wide, high), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(cut, np.float64).reshape(high, cells, 4)

    bright, dark = strip(levels.bright), strip(levels.dark)
    contrast = (bright - dark).max(axis=(0, 2))
    highest, lowest = bright.max(axis=(0, 2)), dark.min(axis=(0, 2))
    on_dark = bool(np.median(strip(levels.grey)) < (np.median(highest) + np.median(lowest)) / 2)
    around = min(round(AROUND * CELLS), cells // 3)
    return Profile(contrast, lowest if on_dark else highest, on_dark, slice(around, cells - around))


def _washed(line: Profile) -> float:
    """Return the share of the line's cells that are burnt out, 0 where the ink does not fade towards them."""
    strongest = float(np.percentile(line.contrast[line.own], 80))
    if strongest < 25:
        return 0.0
    nearby = np.pad(line.contrast, 1, mode="edge")  # a cell between two glyphs has its neighbours' ink
    ink = np.max([nearby[:-2], nearby[1:-1], nearby[2:]], axis=0) / strongest
    if (ink > 0.75).sum() < 2:
        return 0.0
    usual = float(np.median(line.ground[ink > 0.75]))
    burnt = line.ground >= (usual + RAISED if line.on_dark else max(WHITE, usual + BRIGHTER))
    fading, gone = burnt & (ink > 0.06) & (ink < 0.6), burnt & (ink <= 0.06)
    return float((fading.sum() + gone.sum()) / len(ink)) if fading.sum() >= 2 and gone.sum() >= 2 else 0.0
