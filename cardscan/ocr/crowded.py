"""Glyphs so narrow that one printed twice is read once (0111 as 011, Engineering as Enginering): such lines are read
again, stretched.

Between two equal glyphs CTC needs a step that says neither. Where glyphs are hardly wider than a step there is none;
what tells is that the steps on which the reader sees the glyph go on for longer than it is wide. Of glyphs narrower
still, any may be lost (https as htps, 3129 as 319).
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from cardscan.ocr.boxes import resized
from cardscan.ocr.script import is_sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from cardscan.model import Pixels
    from cardscan.ocr.decode import Decoded
    from cardscan.ocr.second import Crop, Read
    from cardscan.ocr.turns import Reading

    Floats = npt.NDArray[np.float32]

NARROW = 2.6  # steps from one glyph to the next: with more there is room between them,
PACKED = 1.8  # with fewer there is hardly any: 1 in 20 lines of English dev cards, 1 in 100 of Japanese ones
SEEN = 0.3  # chance of a glyph on a step on which it is seen, if not read
MORE = 0.8  # of an advance more than the glyphs read there take: then one more may be there
FEWEST = 4  # glyphs on a line that tell how wide they are
STRETCHED = 1.6  # times as wide


def spread(readings: Sequence[Reading], crop: Crop, read: Read) -> list[Reading]:
    """Return the readings, those of crowded lines as they read when stretched, where that gives more glyphs and else
    the same ones; those of packed lines also where it is surer. ``crop`` cuts out a view, ``read`` reads crops."""
    across = {i: _advance(each.decoded.steps) for i, each in enumerate(readings) if not each.view.vertical}
    crowded = [i for i, wide in across.items() if wide < PACKED or (wide < NARROW and is_crowded(readings[i].said))]
    if not crowded:
        return list(readings)
    best = list(readings)
    others = read([readings[i].view for i in crowded], [_stretched(crop(readings[i].view)) for i in crowded])
    for i, other in zip(crowded, others, strict=True):
        fuller = is_fuller(readings[i].decoded.text, other.decoded.text)
        if fuller or (across[i] < PACKED and is_surer(other.decoded, readings[i].decoded)):
            best[i] = _with_its_sign(other, readings[i])
    return best


def _with_its_sign(reading: Reading, before: Reading) -> Reading:
    """Return a stretched reading with the icon that was read before: stretched, one looks like another."""
    text, first = reading.decoded.text, before.decoded.text[:1]
    if not (is_sign(first) and is_sign(text[:1])):
        return reading
    return replace(reading, decoded=replace(reading.decoded, text=first + text[1:]))


def _advance(steps: Sequence[int]) -> float:
    """Return how many steps it is from one glyph that peaks at these to the next: infinitely many of too few."""
    return (steps[-1] - steps[0]) / (len(steps) - 1) if len(steps) >= FEWEST else math.inf


def is_crowded(said: Floats) -> bool:
    """Return whether a glyph is seen on more steps of ``said`` (steps, characters) than the times it is read take."""
    best = said.argmax(axis=1)
    runs = np.flatnonzero((best > 0) & (best != np.concatenate(([0], best[:-1]))))
    if len(runs) < FEWEST:
        return False
    advance = float(runs[-1] - runs[0]) / (len(runs) - 1)
    if advance >= NARROW:
        return False
    for column in np.unique(best[runs]):
        seen = np.concatenate(([False], said[:, column] >= SEEN, [False]))
        edges = np.flatnonzero(seen[1:] != seen[:-1]).reshape(-1, 2)
        for first, end in edges:
            times = int(((runs >= first) & (runs < end) & (best[runs] == column)).sum())
            if times and end - first >= (times + MORE) * advance + 0.5:
                return True
    return False


def is_surer(decoded: Decoded, other: Decoded) -> bool:
    """Return whether no glyph of ``decoded`` is as doubtful as the most doubtful one of ``other``, and no letter,
    digit or plus is left out: what leaves a doubtful glyph out is surer of the rest, and no better."""
    many, before = (sum(char.isalnum() or char == "+" for char in each.text) for each in (decoded, other))
    return many >= before and min(decoded.chances, default=0.0) > min(other.chances, default=0.0)


def is_fuller(text: str, other: str) -> bool:
    """Return whether ``other`` is ``text`` with glyphs repeated that it has once, spaces left aside."""
    one, more = text.replace(" ", ""), other.replace(" ", "")
    return len(more) > len(one) and _once(more) == _once(one) and _is_within(one, more)


def _once(text: str) -> str:
    """Return the text with each glyph once that stands there several times running."""
    return "".join(char for i, char in enumerate(text) if i == 0 or char != text[i - 1])


def _is_within(one: str, more: str) -> bool:
    rest = iter(more)
    return all(char in rest for char in one)


def _stretched(pixels: Pixels) -> Pixels:
    return resized(pixels, round(pixels.shape[1] * STRETCHED), pixels.shape[0])
