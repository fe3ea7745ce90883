"""Single letters and signs that stand alone before a number or an address (T, F, an icon), at some distance: the
detector, which looks for words, leaves them out. They say what the number is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import cv2
import numpy as np

from cardscan.ocr.boxes import besides, crop, size_of
from cardscan.ocr.script import is_sign
from cardscan.ocr.turns import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from cardscan.model import Pixels
    from cardscan.ocr.turns import Reading, Recognise

    Floats = npt.NDArray[np.float32]

# A telephone number, a mail address or a site that nothing is read before.
BARE = re.compile(r"[+(]?\d[\d\s().+-]{6,}|[\w.+-]+@[\w-]|(?:https?:|www\.)|[a-z0-9-]{3,}(?:\.[a-z0-9-]+)*\.[a-z]{2,}$")
LETTER = re.compile(r"[A-NP-Za-np-z][.:]?")  # but O, which rings of a logo are read as
HIGH = 32  # pixels of the strip at the left of a line in which it is looked for marks
AT_LEAST, AT_MOST = 0.25, 9.0  # heights of the line: how far a mark may stand from it
WIDEST = 2.2  # heights: a letter or an icon
APART = 0.45  # heights of bare paper within which what stands side by side is one mark
INK = 40  # grey levels from the paper
NARROWEST, LOWEST = 0.06, 0.25  # heights: less is a speck
MARGIN = 0.2  # heights about a mark
SURE, SURE_SIGN = 0.6, 0.5  # chance of the least sure character of a label, and of an icon: little else looks so


def with_lone_marks(readings: Sequence[Reading], pixels: Pixels, recognise: Recognise) -> list[Reading]:
    """Return the readings with those of marks that stand alone before a bare number or address."""
    bare = [each for each in readings if not each.view.vertical and BARE.match(each.decoded.text)]
    marks = [mark for each in bare if (mark := _mark_before(pixels, each.view.box)) is not None]
    new = besides([each.view.box for each in readings], marks)
    read = recognise([View(mark, vertical=False) for mark in new]) if new else []
    return [*readings, *(each for each in read if _is_label(each))]


def _is_label(reading: Reading) -> bool:
    text, sure = reading.decoded.text.strip(), min(reading.decoded.chances, default=0.0)
    if len(text) == 1 and is_sign(text):
        return sure >= SURE_SIGN
    return LETTER.fullmatch(text) is not None and sure >= SURE


def _mark_before(pixels: Pixels, box: Floats) -> Floats | None:
    """Return the box of the nearest mark at the left of a line, on its level, or None."""
    a, b, _, d = box
    height = min(size_of(box))
    right = (b - a) / max(float(np.hypot(*(b - a))), 1.0) * height
    near, far = a - right * AT_LEAST, a - right * (AT_LEAST + AT_MOST)
    down = d - a
    strip = crop(pixels, np.array([far, near, near + down, far + down], np.float32), HIGH)
    span = _nearest(_ink(strip))
    if span is None:
        return None
    first, last = (each / strip.shape[1] for each in span)
    left, end = far + (near - far) * first - right * MARGIN, far + (near - far) * last + right * MARGIN
    return np.array([left, end, end + down, left + down], np.float32)


def _ink(strip: Pixels) -> npt.NDArray[np.bool_]:
    """Return which pixels (HIGH, width) of a strip are not paper."""
    paper = np.median(strip.reshape(-1, 3), axis=0)
    return np.asarray(np.abs(cv2.GaussianBlur(strip, (3, 3), 0).astype(np.float32) - paper).max(axis=2) > INK)


def _nearest(ink: npt.NDArray[np.bool_]) -> tuple[int, int] | None:
    """Return the columns of the last mark in a strip; None where there is none, or what is there runs on."""
    columns = np.flatnonzero(ink.any(axis=0))
    if not len(columns):
        return None
    breaks = np.flatnonzero(np.diff(columns) > APART * HIGH)
    first, last = int(columns[breaks[-1] + 1 if len(breaks) else 0]), int(columns[-1]) + 1
    rows = np.flatnonzero(ink[:, first:last].any(axis=1))
    high, wide = int(rows[-1] - rows[0]) + 1, last - first
    runs_on = first == 0 or last == ink.shape[1] or high == ink.shape[0]
    too_small = wide < NARROWEST * HIGH or high < LOWEST * HIGH
    return None if runs_on or too_small or wide > WIDEST * HIGH else (first, last)
