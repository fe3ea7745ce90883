"""Kana set so wide, or beside the kanji of a column, that each was read as a line of its own: one line again. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cardscan.model import TextLine

_KANA = re.compile(r"[ぁ-ゖァ-ヺー]{1,3}")
ALIKE = 1.8  # times the smaller one may the larger be
ASIDE = 0.6  # of the larger one: how far one may stand beside the line of the others
FARTHEST = 3.2  # likewise, from one to the next

Box = tuple[float, float, float, float]  # left, top, right, bottom


def with_kana_joined(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Return the lines, those of one to three kana that stand in a row or a column, at least one of them a single one,
    as one line: う つ の み や over 宇都宮."""
    short = [i for i, line in enumerate(lines) if _KANA.fullmatch(re.sub(r"\s", "", line.text))]
    if len(short) < 2:
        return tuple(lines)
    joined: dict[int, TextLine] = {}
    used: set[int] = set()
    for vertical in (True, False):
        for chain in _chains(lines, [i for i in short if i not in used], vertical=vertical):
            joined[min(chain)] = _as_one([lines[i] for i in chain], vertical=vertical)
            used |= set(chain)
    return tuple(joined.get(i, line) for i, line in enumerate(lines) if i in joined or i not in used)


def _chains(lines: Sequence[TextLine], short: Sequence[int], *, vertical: bool) -> list[list[int]]:
    """Return the numbers of lines that go on from one to the next, down or to the right."""
    along = 1 if vertical else 0
    waiting = sorted(short, key=lambda i: _box(lines[i])[along])
    chains: list[list[int]] = []
    for i in waiting:
        before = next((chain for chain in chains if _goes_on(lines[chain[-1]], lines[i], along)), None)
        if before is None:
            chains.append([i])
        else:
            before.append(i)
    return [chain for chain in chains if len(chain) > 1 and any(len(lines[i].text.strip()) == 1 for i in chain)]


def _goes_on(one: TextLine, other: TextLine, along: int) -> bool:
    first, second, across = _box(one), _box(other), 1 - along
    sizes = [min(box[2] - box[0], box[3] - box[1]) for box in (first, second)]
    size = max(sizes)
    aside = abs(first[across] + first[across + 2] - second[across] - second[across + 2]) / 2
    gap = second[along] - first[along + 2]
    return 0 < size < ALIKE * min(sizes) and aside < ASIDE * size and -0.3 * size < gap < FARTHEST * size


def _box(line: TextLine) -> Box:
    across, down = [x for x, _ in line.quad], [y for _, y in line.quad]
    return min(across), min(down), max(across), max(down)


def _as_one(lines: Sequence[TextLine], *, vertical: bool) -> TextLine:
    boxes = [_box(line) for line in lines]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    text = "".join(re.sub(r"\s", "", line.text) for line in lines)
    quad = ((left, top), (right, top), (right, bottom), (left, bottom))
    sure = min(line.confidence for line in lines)
    return replace(lines[0], text=text, quad=quad, confidence=sure, vertical=vertical, alternatives=())
