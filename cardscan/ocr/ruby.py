"""Kana set small at the right of a column that the detector took into one box with it: cut apart, for each is read
by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cardscan.ocr.boxes import crop, size_of
from cardscan.ocr.columns import ink_of, runs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from cardscan.model import Pixels

    Floats = npt.NDArray[np.float32]

TALL = 2.5  # height / width of a column that may have ruby
WIDTH = 64  # pixels of the column in which it is looked for
FROM, TO = 0.55, 0.9  # of the width: where the gap before it begins
GAP, EMPTY = 0.02, 0.004  # the least gap, of the width; the most ink in it, of the height
THIN, LOW = 0.55, 0.7  # of the width of the column's own glyphs: the most that ruby is wide and each of its glyphs high
FEWEST = 3  # glyphs


def ruby_apart(pixels: Pixels, found: Sequence[Floats]) -> list[Floats]:
    """Return boxes (4, 2), those of columns with ruby cut into the column and its ruby."""
    return [part for box in found for part in _parts(pixels, box)]


def _parts(pixels: Pixels, box: Floats) -> list[Floats]:
    width, height = size_of(box)
    if height < TALL * width:
        return [box]
    at = _gap(ink_of(crop(pixels, box, round(WIDTH * height / max(width, 1.0)))))
    if at is None:
        return [box]
    a, b, c, d = box
    above, below = a + (b - a) * at, d + (c - d) * at
    return [np.stack(corners).astype(np.float32) for corners in ((a, above, below, d), (above, b, c, below))]


def _gap(ink: Floats) -> float | None:
    """Return where, as a share of its width, the ``ink`` (height, width) of a column is parted from its ruby, or
    None where it has none: 川 has a stroke apart at its right, too, but that is as high as the glyph."""
    inked = ink > 0.35
    width = inked.shape[1]
    bare = runs_of(np.asarray(inked.mean(axis=0) < EMPTY))
    gaps = [gap for gap in bare if FROM < gap[0] / width < TO and gap[1] < width and gap[1] - gap[0] >= GAP * width]
    if not gaps:
        return None
    start, end = max(gaps, key=lambda gap: gap[1] - gap[0])
    own = np.flatnonzero(inked[:, :start].any(axis=0))
    if not len(own):
        return None
    side = own[-1] - own[0] + 1
    beside = inked[:, end:]
    reach = int(np.flatnonzero(beside.any(axis=0))[-1]) + 1 if beside.any() else 0
    glyphs = [bottom - top for top, bottom in runs_of(np.asarray(beside.any(axis=1))) if bottom - top > 0.06 * side]
    small = len(glyphs) >= FEWEST and max(glyphs) <= LOW * side
    return (start + end) / 2 / width if 0 < reach <= THIN * side and small else None
