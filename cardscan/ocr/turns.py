"""Which way up is the card? Read it each way that its boxes allow, and believe the surest."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cardscan.ocr.boxes import size_of
from cardscan.ocr.script import is_cjk

if TYPE_CHECKING:
    import numpy.typing as npt

    from cardscan.ocr.decode import Decoded

    Floats = npt.NDArray[np.float32]

SURE = 0.86  # a card read as it lies with this mean confidence is upright
SAMPLE = 6  # boxes read each way when it is not
LYING_SAMPLE = 2  # boxes that are looked at for lying glyphs: the second only where the first seems to lie
LYING_WEIGHT = 0.6  # what reading well one quarter further on says for a turn, against reading well in it
WELL = 0.7  # merit of what is read as it stands; what does not stand has at most 0.52
BETTER = 0.05  # what a lying reading of Latin must gain on the standing one,
MUCH_BETTER = 0.25  # and one of anything else
TALL = 1.45  # a box this much higher than wide is a column, or a line on its side


_WORDS = re.compile(r"(?:(?![〇一二三四五六七八九十])[ぁ-ヿ一-龥々・\s]){4,}")
_WORD = re.compile(r"(?:(?![〇一二三四五六七八九十])[ぁ-ヿ一-龥々]){2,}")


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A box to be read from its first corner on: along its top edge, or down as a ``vertical`` column."""

    box: Floats
    vertical: bool


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A view, the text it gave, and what the recogniser ``said``: chances (steps, characters)."""

    view: View
    decoded: Decoded
    said: Floats


Recognise = Callable[[Sequence[View]], list[Reading]]


def best_turn(found: Sequence[Floats], recognise: Recognise) -> list[Reading]:
    """Return the readings of all boxes for the turn of the card in which they read best.

    A sample of boxes settles the turn, the card as it lies tried first; the others are read only once.
    """
    sample = sorted(found, key=lambda box: -size_of(box)[0] * size_of(box)[1])[:SAMPLE]
    first = recognise(_views(sample, 0))
    if merit(first) >= SURE:
        return _with_second_looks(_upright(found, sample, first, recognise), recognise)
    tried = {0: first} | {turn: recognise(_views(sample, turn)) for turn in (2, 1, 3)}
    turn = upright_turn([merit(tried[turn]) for turn in range(4)])
    return _with_second_looks(_all_read(found, sample, tried[turn], turn, recognise), recognise)


def _upright(
    found: Sequence[Floats], sample: Sequence[Floats], first: Sequence[Reading], recognise: Recognise
) -> list[Reading]:
    """Return a reading for every box of a card of which a ``sample`` reads well as it lies: all others as it lies, too,
    but where it is one quarter beyond upright. A word that tells whether it is, and the others, are read at one go;
    what that word says of a lying card is believed when the next one says so, too (吉田 on its side is a word)."""
    lying, others = _lying(first), _others(found, sample)
    asked = lying[:1]
    read = recognise([*asked, *_views(others, 0)])
    told, stand = read[: len(asked)], read[len(asked) :]
    if merit(told) > WELL and merit([*told, *recognise(lying[1:])]) > WELL:
        return _all_read(found, sample, recognise(_views(sample, 3)), 3, recognise)
    return _in_order(found, [*zip(sample, first, strict=True), *zip(others, stand, strict=True)])


def upright_turn(merits: Sequence[float]) -> int:
    """Return the turn (0–3) in which a card stands upright, of the merits of its readings in each.

    The recogniser was trained on columns lying on their left side, so a card read one quarter beyond upright reads
    well too: its columns as rows, and its rows, cut into glyphs and those laid out, as columns from the end. Of two
    neighbouring turns that read well the first is right; the turn before upright reads as nothing.
    """
    return max(range(4), key=lambda turn: merits[turn] + LYING_WEIGHT * merits[(turn + 1) % 4])


def _all_read(
    found: Sequence[Floats], sample: Sequence[Floats], known: Sequence[Reading], turn: int, recognise: Recognise
) -> list[Reading]:
    """Return a reading for every box, in order, reading only those that the sample has not read."""
    others = _others(found, sample)
    read = recognise(_views(others, turn))
    return _in_order(found, [*zip(sample, known, strict=True), *zip(others, read, strict=True)])


def _others(found: Sequence[Floats], sample: Sequence[Floats]) -> list[Floats]:
    taken = {id(box) for box in sample}
    return [box for box in found if id(box) not in taken]


def _in_order(found: Sequence[Floats], read: Sequence[tuple[Floats, Reading]]) -> list[Reading]:
    of = {id(box): reading for box, reading in read}
    return [of[id(box)] for box in found]


def _lying(readings: Sequence[Reading]) -> list[View]:
    """Return the views that tell whether what reads well as it lies is one quarter beyond upright (``upright_turn``):
    then they read well, too."""
    # numbers look alike standing and lying, so words are asked
    words = [r for r in readings if _WORDS.fullmatch(r.decoded.text)]
    words = words or [r for r in readings if _WORD.search(r.decoded.text)]
    sample = sorted(words, key=lambda r: max(size_of(r.view.box)))[:LYING_SAMPLE]  # short ones tell as much for less
    return [_before(r.view) for r in sample]


def _before(view: View) -> View:
    """Return the view of the same box one quarter back."""
    return _view(view.box, 3)


def merit(readings: Sequence[Reading]) -> float:
    """Return how well the readings went, 0–1: mean confidence by length, boxes that gave no text counting as failures.

    A line read upside down loses characters as well as confidence, so a box's length in glyphs weighs in.
    """
    total = wins = 0.0
    for reading in readings:
        width, height = size_of(reading.view.box)
        if reading.view.vertical:
            width, height = height, width
        glyphs = max(1.0, width / max(height, 1.0))
        share = min(1.0, len(reading.decoded.text) / (0.8 * glyphs))
        if reading.view.vertical and reading.decoded.text:
            # nobody sets Latin as standing glyphs in a column: such a reading is of lines on their side
            share *= 0.4 + 0.6 * sum(map(is_cjk, reading.decoded.text)) / len(reading.decoded.text)
        total += glyphs
        wins += glyphs * share * reading.decoded.confidence**2
    return wins / total if total else 0.0


def _views(found: Sequence[Floats], turn: int) -> list[View]:
    """Return each box as it is to be read when the card is turned by ``turn`` quarters (clockwise) from upright."""
    return [_view(box, turn) for box in found]


def _view(box: Floats, turn: int) -> View:
    turned = np.roll(box, -turn, axis=0)
    width, height = size_of(turned)
    return View(turned, vertical=height > TALL * width)


def _with_second_looks(readings: list[Reading], recognise: Recognise) -> list[Reading]:
    """Read doubtful columns again as lines on their side: Latin in a vertical card lies down."""
    doubtful = [i for i, r in enumerate(readings) if r.view.vertical and r.decoded.confidence < SURE]
    if not doubtful:
        return readings
    lying = [
        recognise([View(np.roll(readings[i].view.box, -turn, axis=0), vertical=False) for i in doubtful])
        for turn in (1, 3)
    ]
    again = list(readings)
    for i, *options in zip(doubtful, *lying, strict=True):
        best = max(options, key=lambda r: merit([r]))
        gain = merit([best]) - merit([readings[i]])
        if best.decoded.text == readings[i].decoded.text.replace(" ", ""):
            continue  # short words (TEL, FAX) do stand in columns
        if gain > (BETTER if _is_latin(best.decoded.text) else MUCH_BETTER):
            again[i] = best
    return again


def _is_latin(text: str) -> bool:
    return sum(character.isascii() and character.isalpha() for character in text) > len(text) / 2
