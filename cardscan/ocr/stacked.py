"""Labels that stand below each other beside their numbers (Tel, Fax, Mail), taken for one column: told by the lines
that they stand beside, and read one by one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from cardscan.ocr.script import is_cjk
from cardscan.ocr.turns import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from cardscan.ocr.turns import Reading, Recognise

    Floats = npt.NDArray[np.float32]

LINE = 1.5  # width / height of a line beside which labels stand, at the least
ROWS = 1.6  # heights of such a line: what is less high is one label
WIDEST = 5.0  # likewise, of a label
FARTHEST, OVER = 5.0, 0.5  # likewise, from a label to its line, and by how much their boxes may overlap
SLACK = 0.8  # likewise: by how much what is a column of labels may end above or below the lines beside it
ONE = 0.95  # how surely a box is read as one wide line for it to be one: 어인연, large, beside a department and a title
COLUMN, GLYPHS = 0.9, 4  # likewise, for it to be one column of so many kanji or kana: a firm at the edge of a card;
LETTERS = 6  # and characters of a line on its end
COVERED = 0.5  # of a label, by another box: then it was read already


def unstacked(readings: Sequence[Reading], recognise: Recognise) -> list[Reading]:
    """Return the readings with those of stacked labels replaced by one for each label, read anew."""
    along = _direction(readings)
    if along is None:
        return list(readings)
    frame = np.array([along, (-along[1], along[0])], np.float32)
    spans = [_span(each.view.box, frame) for each in readings]
    lines = [span for each, span in zip(readings, spans, strict=True) if not each.view.vertical and _is_line(span)]
    parts = {
        i: found
        for i, (each, span) in enumerate(zip(readings, spans, strict=True))
        if not _is_read_as_one(each, span) and (found := _labels(span, lines))
    }
    if not parts:
        return list(readings)
    kept = [i for i in range(len(readings)) if i not in parts]
    free = [
        View(_box(part, frame), vertical=False)
        for found in parts.values()
        for part in found
        if not any(_covered(part, spans[i]) for i in kept)
    ]
    return [readings[i] for i in kept] + (recognise(free) if free else [])


def _direction(readings: Sequence[Reading]) -> Floats | None:
    """Return the way in which lines run, a unit vector, or None where none is long enough to tell."""
    ways = [each.view.box[1] - each.view.box[0] for each in readings if not each.view.vertical]
    ways = [way for way in ways if np.hypot(*way) > 1]
    if not ways:
        return None
    total = np.sum(ways, axis=0)
    length = float(np.hypot(*total))
    return np.asarray(total / length, np.float32) if length > 1 else None


def _span(box: Floats, frame: Floats) -> Floats:
    """Return (left, top, right, bottom) of a box where lines run along the first row of ``frame``."""
    placed = box @ frame.T
    return np.concatenate([placed.min(axis=0), placed.max(axis=0)])


def _box(span: Floats, frame: Floats) -> Floats:
    left, top, right, bottom = span
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float32) @ frame


def _is_line(span: Floats) -> bool:
    left, top, right, bottom = span
    return bool(right - left > LINE * (bottom - top))


def _is_read_as_one(reading: Reading, span: Floats) -> bool:
    """Return whether a box was read well as a single line, be it on its end, or as a column: labels below each other
    make no sense so."""
    letters, sure = reading.decoded.text.replace(" ", ""), reading.decoded.confidence
    if reading.view.vertical:
        return sure >= COLUMN and len(letters) >= GLYPHS and is_cjk(letters)
    return sure >= ONE and (_is_line(span) or len(letters) >= LETTERS)


def _labels(span: Floats, lines: Sequence[Floats]) -> list[Floats]:
    """Return the parts of a box, one beside each of the lines that begin at its right; none where it is no stack."""
    left, top, right, bottom = span
    beside = sorted((line for line in lines if _is_beside(span, line)), key=lambda line: float(line[1]))
    if len(beside) < 2:
        return []
    height = float(np.median([line[3] - line[1] for line in beside]))
    ends = abs(beside[0][1] - top), abs(beside[-1][3] - bottom)
    apart = all(below[1] > above[1] + 0.6 * height for above, below in pairwise(beside))
    if bottom - top < ROWS * height or right - left > WIDEST * height or max(ends) > SLACK * height or not apart:
        return []
    return [np.array([left, line[1], right, line[3]], np.float32) for line in beside]


def _is_beside(span: Floats, line: Floats) -> bool:
    """Return whether a line begins at the right of a box, at the height of a part of it."""
    height, middle = line[3] - line[1], (line[1] + line[3]) / 2
    return bool(span[1] < middle < span[3] and -OVER * height < line[0] - span[2] < FARTHEST * height)


def _covered(part: Floats, span: Floats) -> bool:
    wide, high = np.minimum(part[2:], span[2:]) - np.maximum(part[:2], span[:2])
    area = float((part[2] - part[0]) * (part[3] - part[1]))
    return bool(wide > 0 and high > 0 and wide * high > COVERED * area)
