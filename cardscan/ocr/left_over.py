"""What stands in smaller type at an end of a line (a title behind a name) and was not read with it: read by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from cardscan.ocr.columns import ink_of, runs_of
from cardscan.ocr.recogniser import CROP_HEIGHT, STEP
from cardscan.ocr.turns import View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy.typing as npt

    from cardscan.model import Pixels
    from cardscan.ocr.turns import Reading

    Floats = npt.NDArray[np.float32]

GLYPH = 0.62  # of the height of a line: how far ink is a glyph's from the step at which that was read
GAP = 0.15  # likewise: the least between a glyph and what was left over
LEAST, LOWEST = 0.45, 0.2  # likewise: the least width and height of that
MOST = 0.8  # of the height of a line: taller ink is a glyph of its own type, which the reader had a look at
MARGIN = 0.08  # of the height, about it
SIGNS = " :;.,|·-"  # what a reader may make of smaller type
SURE = 0.9  # confidence from which it is text


def left_over(
    readings: Sequence[Reading],
    crop: Callable[[View], Pixels],
    read: Callable[[Sequence[View], Sequence[Pixels]], list[Reading]],
) -> list[Reading]:
    """Return the readings and those of what stands before or behind the text of a line and is lower than that; a sign
    at the end of a line that was made of it is taken off that."""
    parts = [(i, view) for i, each in enumerate(readings) if _is_line(each) for view in _ends(each, crop(each.view))]
    views = [view for _, view in parts]
    found = read(views, [crop(view) for view in views]) if views else []
    sure = [
        (i, each)
        for (i, _), each in zip(parts, found, strict=True)
        if len(each.decoded.text.strip()) > 1 and each.decoded.confidence >= SURE
    ]
    told = {i for i, _ in sure}
    whole = [_without_sign(each) if i in told else each for i, each in enumerate(readings)]
    return [*whole, *(each for _, each in sure)]


def _without_sign(reading: Reading) -> Reading:
    text = reading.decoded.text.rstrip(SIGNS)
    return replace(reading, decoded=replace(reading.decoded, text=text)) if text else reading


def _is_line(reading: Reading) -> bool:
    return not reading.view.vertical and len(reading.decoded.steps) > 1


def _ends(reading: Reading, line: Pixels) -> Iterator[View]:
    """Yield the box of what was left over at either end of a line, of which ``line`` is the picture."""
    ink = ink_of(line) > 0.35
    width, decoded = ink.shape[1], reading.decoded
    steps = decoded.steps[: len(decoded.text.rstrip(SIGNS))]
    if not steps:
        return
    first, last = (steps[0] + 0.5) * STEP, (steps[-1] + 0.5) * STEP
    reach = GLYPH * CROP_HEIGHT
    for low, high in ((0, int(first - reach)), (int(last + reach), width)):
        if high - low < LEAST * CROP_HEIGHT:
            continue
        if (span := _span(ink, low, high)) is not None:
            yield View(_box(reading.view.box, span, line.shape), vertical=False)


def _span(ink: npt.NDArray[np.bool_], low: int, high: int) -> tuple[int, int, int, int] | None:
    """Return (left, top, right, bottom) of the ink between two columns, None where it is no text of smaller type."""
    runs = runs_of(np.asarray(ink[:, low:high].any(axis=0)))
    inner = [(a + low, b + low) for a, b in runs]
    at_start, at_end = low > 0, high < ink.shape[1]
    # what reaches the text of the line goes on with it
    inner = [run for run in inner if not (at_start and run[0] < low + GAP * CROP_HEIGHT and _touches(ink, low))]
    inner = [run for run in inner if not (at_end and run[1] > high - GAP * CROP_HEIGHT and _touches(ink, high - 1))]
    if not inner:
        return None
    left, right = inner[0][0], inner[-1][1]
    rows = np.flatnonzero(ink[:, left:right].any(axis=1))
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    low_enough = LOWEST * CROP_HEIGHT < bottom - top < MOST * CROP_HEIGHT
    return (left, top, right, bottom) if low_enough and right - left > LEAST * CROP_HEIGHT else None


def _touches(ink: npt.NDArray[np.bool_], column: int) -> bool:
    return bool(ink[:, column].any())


def _box(box: Floats, span: tuple[int, int, int, int], shape: tuple[int, ...]) -> Floats:
    """Return a part of a line's picture, of ``shape``, as a box in the card."""
    height, width = shape[:2]
    left, top, right, bottom = span
    around = MARGIN * height
    across = np.clip([(left - around) / width, (right + around) / width], 0, 1)
    down = np.clip([(top - around) / height, (bottom + around) / height], 0, 1)
    a, b, c, d = box
    rows = [(a + (d - a) * share, b + (c - b) * share) for share in down]
    (upper, lower), (begin, end) = rows, across
    corners = [upper[0] + (upper[1] - upper[0]) * begin, upper[0] + (upper[1] - upper[0]) * end]
    corners += [lower[0] + (lower[1] - lower[0]) * end, lower[0] + (lower[1] - lower[0]) * begin]
    return np.stack(corners).astype(np.float32)
