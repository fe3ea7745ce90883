"""Printed lines against read ones, letter by letter: how many are wrong, missed or made up.

Which read line is which printed one is told by where they lie; a printed line that was read in two parts, or two read
as one, is compared as a whole. White space, widths, dashes that look alike (``fold.text``) and icons do not count,
every form of a kanji does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import reduce
from operator import add
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein

from bench.score import fold
from bench.score.outline import area, clipped

Quad = Sequence[Sequence[float]]
SHARED = 0.4  # of the smaller of two boxes: then they hold the same print
PHONE = re.compile(r"[0-9]{2,}[-.)(]{1,2}[0-9]{2,}[-.)(]{1,2}[0-9]{3,}|\+[0-9]")
MARKS = re.compile("[☎☏✆✉📞📱📠🌐📍]")  # drawn icons are no letters, though a reader may call them by their names
MAIL = re.compile(r"[\w.]@[\w.]")


class Stretch(NamedTuple):
    """What is printed at one place, what was read there, and how sure the reader was of each line that it read."""

    printed: str
    read: str
    sure: tuple[float, ...] = ()


class Read(NamedTuple):
    """A line as read; ``quad`` in pixels of the picture."""

    text: str
    quad: Quad
    confidence: float
    vertical: bool = False


@dataclass(frozen=True, slots=True)
class Letters:
    """Counts. ``reach`` lines hold a telephone number or a mail address; ``rare`` and ``common`` are printed forms of
    kanji that have both, ``rare_read`` those read as printed, ``falsely_rare`` common ones read as the rare form."""

    letters: int = 0
    wrong: int = 0
    lines: int = 0
    lines_right: int = 0
    reach: int = 0
    reach_right: int = 0
    rare: int = 0
    rare_read: int = 0
    common: int = 0
    falsely_rare: int = 0

    def __add__(self, other: Letters) -> Letters:
        return Letters(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    @property
    def error_rate(self) -> float | None:
        """Wrong, missed and made-up letters over printed ones; may exceed 1."""
        return self.wrong / self.letters if self.letters else None


def total(counts: Iterable[Letters]) -> Letters:
    """Return the sum of ``counts``."""
    return reduce(add, counts, Letters())


def stretches(printed: Sequence[Mapping[str, object]], read: Sequence[Read]) -> list[Stretch]:
    """Return what is printed (lines of a card's truth) beside what was read at the same places."""
    boxes = [(line["quad"], str(line["text"]), bool(line["vertical"])) for line in printed]
    groups = _together([box for box, _, _ in boxes], [line.quad for line in read])
    found = []
    for ours, theirs in groups:
        lines = [(boxes[i][0], boxes[i][1], boxes[i][2]) for i in ours]
        other = [(read[j].quad, read[j].text, read[j].vertical) for j in theirs]
        found.append(Stretch(_in_order(lines), _in_order(other), tuple(read[j].confidence for j in theirs)))
    return found


def count(stretch: Stretch, rarer: Mapping[str, str]) -> Letters:
    """Return the counts of one stretch; ``rarer`` says of which common form each rarer form of a kanji is one."""
    printed, read = (fold.text(MARKS.sub("", text)) for text in (stretch.printed, stretch.read))
    reach = bool(printed) and bool(PHONE.search(printed) or MAIL.search(printed))
    right = printed == read
    return Letters(
        letters=len(printed),
        wrong=Levenshtein.distance(printed, read),
        lines=int(bool(printed)),
        lines_right=int(right and bool(printed)),
        reach=int(reach),
        reach_right=int(reach and right),
    ) + _forms(printed, read, rarer)


def _forms(printed: str, read: str, rarer: Mapping[str, str]) -> Letters:
    """Count the kanji that have two forms, letter by letter along the cheapest alignment."""
    at = _aligned(printed, read)
    common = set(rarer.values())
    rare = [(char, at[i]) for i, char in enumerate(printed) if char in rarer]
    usual = [(char, at[i]) for i, char in enumerate(printed) if char in common]
    return Letters(
        rare=len(rare),
        rare_read=sum(char == got for char, got in rare),
        common=len(usual),
        falsely_rare=sum(rarer.get(got) == char for char, got in usual),
    )


def _aligned(printed: str, read: str) -> list[str]:
    """Return for each printed letter the one read in its place, or nothing."""
    at = [""] * len(printed)
    for op in Levenshtein.opcodes(printed, read):
        if op.tag in ("equal", "replace"):
            for k in range(op.src_end - op.src_start):
                at[op.src_start + k] = read[op.dest_start + k]
    return at


def _together(ours: Sequence[object], theirs: Sequence[object]) -> list[tuple[list[int], list[int]]]:
    """Return the groups of boxes that hold the same print."""
    label = list(range(len(ours) + len(theirs)))

    def root(i: int) -> int:
        while label[i] != i:
            i = label[i]
        return i

    one, other = [_corners(box) for box in ours], [_corners(box) for box in theirs]
    for i, mine in enumerate(one):
        for j, their in enumerate(other):
            if _shared(mine, their) > SHARED:
                label[root(i)] = root(len(ours) + j)
    groups: dict[int, tuple[list[int], list[int]]] = {}
    for i in range(len(label)):
        group = groups.setdefault(root(i), ([], []))
        (group[0] if i < len(ours) else group[1]).append(i if i < len(ours) else i - len(ours))
    return list(groups.values())


def _corners(box: object) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in np.asarray(box, np.float64).reshape(-1, 2)]


def _shared(one: list[tuple[float, float]], other: list[tuple[float, float]]) -> float:
    """Return how much of the smaller quad lies in the other."""
    far = max(min(x for x, _ in one), min(x for x, _ in other)) > min(max(x for x, _ in one), max(x for x, _ in other))
    if far:
        return 0.0
    smaller = min(area(one), area(other))
    return area(clipped(one, other)) / smaller if smaller > 0 else 0.0


def _in_order(lines: Sequence[tuple[object, str, bool]]) -> str:
    """Return the texts along the way they run: from left to right, columns downwards."""
    if not lines:
        return ""
    corners: list[npt.NDArray[np.float64]] = [np.asarray(box, np.float64).reshape(-1, 2) for box, _, _ in lines]
    first = corners[0]
    along = first[3] - first[0] if lines[0][2] else first[1] - first[0]
    return "".join(lines[i][1] for i in sorted(range(len(lines)), key=lambda i: float(corners[i].mean(axis=0) @ along)))
