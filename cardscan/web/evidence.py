"""A person's cards in, what backs each value out: which pixels of which card it was read from, and what else the reader
thought they may say. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from cardscan.model import Kind
from cardscan.web.shapes import main_path

if TYPE_CHECKING:
    from cardscan.book.shelf import CardRow
    from cardscan.model import Field, Source, TextLine

MOST_CHOICES = 4
LEAST_CHANCE = 0.02  # of another spelling, to be worth a key
_KANA = re.compile("[\u3041-\u30ff]")
_INDEX = re.compile(r"\[\d+\]")
_SIDES = 0.18  # of a line's height, shown around it


@dataclass(frozen=True, slots=True)
class Crop:
    """A rectangle of the flat card with the row id ``card``: pixels, origin top left."""

    card: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What backs one value: where it stands (None: in no print, a QR code or a guess), the number of the line (from 1)
    and what it may be instead, the likeliest first."""

    crop: Crop | None
    line: int | None
    choices: tuple[str, ...] = ()


def evidence(cards: Sequence[CardRow], path: str, text: str) -> Evidence:
    """Return what backs the value ``text`` at ``path`` of a person with these ``cards``; the last card that says it
    tells."""
    for card in reversed(cards):
        field = _field(card, path, text)
        if field is not None:
            return _of(card, field, text)
    return Evidence(None, None)


def _field(card: CardRow, path: str, text: str) -> Field | None:
    shape = _INDEX.sub("", path)
    return next(
        (one for one in card.text.fields if _INDEX.sub("", main_path(one.path)) == shape and one.value == text), None
    )


def _of(card: CardRow, field: Field, text: str) -> Evidence:
    printed = [source for source in field.sources if source.rule != "label" and source.line < len(card.text.lines)]
    if not printed:
        return Evidence(None, None)
    crop = _around([_span(card.text.lines[source.line], source) for source in printed], card.id)
    if field.kind is Kind.READING and not any(_KANA.search(_said(card, source)) for source in printed):
        return Evidence(crop, None)  # kanji stand there: the reading itself is printed nowhere
    return Evidence(crop, printed[0].line + 1, _choices(card, printed, text))


def _said(card: CardRow, source: Source) -> str:
    return card.text.lines[source.line].text[source.start : source.end]


Box = tuple[float, float, float, float]  # left, top, right, bottom


def _around(boxes: Sequence[Box], card: int) -> Crop:
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    air = _SIDES * min(right - left, bottom - top)
    return Crop(card, left - air, top - air, right - left + 2 * air, bottom - top + 2 * air)


def _span(line: TextLine, source: Source) -> Box:
    """Return the box of the characters ``source`` of a line, as if wide characters were twice as long as narrow
    ones."""
    lengths = [_length(character) for character in line.text] or [1.0]
    whole = sum(lengths)
    begin, end = sum(lengths[: source.start]) / whole, sum(lengths[: source.end]) / whole
    a, b, c, d = line.quad  # a line runs from its own top left to its top right, a column down its left side
    along, back = ((a, d), (b, c)) if line.vertical and _is_tall(line) else ((a, b), (d, c))
    points = [
        (p[0] + (q[0] - p[0]) * part, p[1] + (q[1] - p[1]) * part) for p, q in (along, back) for part in (begin, end)
    ]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _is_tall(line: TextLine) -> bool:
    (ax, ay), (bx, by), _, (dx, dy) = line.quad
    return (dx - ax) ** 2 + (dy - ay) ** 2 > (bx - ax) ** 2 + (by - ay) ** 2


def _length(character: str) -> float:
    return 2.0 if unicodedata.east_asian_width(character) in "WF" else 1.0


# ---------------------------------------------------------------- what it may be instead


def _choices(card: CardRow, printed: Sequence[Source], text: str) -> tuple[str, ...]:
    """Return other spellings of a value: what is printed, if a rule made something else of it, and what the line it
    stands in may say."""
    source = printed[0]
    if len({one.line for one in printed}) > 1:
        return ()
    line, said = card.text.lines[source.line], _said(card, source)
    others = [_same_part(line.text, one.text, source) for one in line.alternatives if one.chance >= LEAST_CHANCE]
    spelled = [_spaced_like(text, other) for other in (said, *others)]
    return tuple(dict.fromkeys(one for one in spelled if one and one != text))[:MOST_CHOICES]


def _same_part(line: str, other: str, source: Source) -> str:
    """Return the characters of ``other`` that stand where ``source`` stands in ``line``."""
    begin = end = None
    for _, a1, a2, b1, b2 in SequenceMatcher(None, line, other, autojunk=False).get_opcodes():
        if begin is None and source.start < a2:
            begin = b1 + min(source.start - a1, b2 - b1)
        if source.end <= a2:
            end = b2 - (a2 - source.end) if b2 - b1 == a2 - a1 else b2
            break
    return other[begin or 0 : len(other) if end is None else end].strip()


def _spaced_like(text: str, other: str) -> str:
    """Put the space of a name (山田 太郎) where it stands in ``text``."""
    bare = other.replace(" ", "").replace("\u3000", "")
    if " " not in text or text.isascii() or len(bare) != len(text) - text.count(" "):
        return other
    place = text.index(" ")
    return f"{bare[:place]} {bare[place:]}"
