"""Which cards of a photo were found: outlines that were found beside those that are there. Pure: values in, counts out.

A card that the frame cuts off can be reported but not read: found or not, it is neither a hit nor a miss nor a false
card. Whether it was *told* as cut off is counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import reduce
from operator import add

from bench.score.compare import Json
from bench.score.outline import WELL_OUTLINED, Outline, area, clipped, overlap

CLOSELY = 0.9
TOLD = "cut off"
SEEN = 0.3  # of a card that is cut off: what is left of less nobody would call a card
SAME = 0.5  # overlap from which something found stands for a card that is cut off


@dataclass(frozen=True, slots=True)
class Shape:
    """Something that was found: its quad in the photo, the advice given with it, and why it was taken for a card."""

    quad: Outline
    advice: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """One card and what was found of it (None: nothing), or something found that is no card (``truth`` None)."""

    truth: Json | None
    shape: Shape | None
    overlap: float = 0.0
    cut: bool = False

    @property
    def good(self) -> bool:
        """A whole card found well, or nothing to complain about a card that is cut off."""
        return self.truth is not None and (self.cut or self.overlap >= WELL_OUTLINED)


@dataclass(frozen=True, slots=True)
class Found:
    """How the cards of one photo, or many, were found. ``cards`` are the whole ones; ``right`` and ``close`` those
    found with an overlap of at least 0.8 and 0.9; ``overlaps`` the sum over all of them; ``false`` what was found
    without being a card (a second outline of the same card too); ``cut`` cards that are cut off, ``told`` those of them
    reported as such; ``empty`` photos without a card and ``silent`` those of them where nothing was found."""

    photos: int = 0
    cards: int = 0
    right: int = 0
    close: int = 0
    overlaps: float = 0.0
    false: int = 0
    cut: int = 0
    told: int = 0
    empty: int = 0
    silent: int = 0
    perfect: int = 0

    def __add__(self, other: Found) -> Found:
        return Found(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Found)))

    @property
    def recall(self) -> float | None:
        """Share of the whole cards that were found well."""
        return self.right / self.cards if self.cards else None

    @property
    def precision(self) -> float | None:
        """Share of what was found that is a card, well outlined."""
        return self.right / (self.right + self.false) if self.right + self.false else None

    @property
    def close_recall(self) -> float | None:
        """Share of the whole cards found with an overlap of at least 0.9."""
        return self.close / self.cards if self.cards else None

    @property
    def mean_overlap(self) -> float | None:
        """Mean overlap of the whole cards that were found well."""
        return self.overlaps / self.right if self.right else None

    @property
    def cut_recall(self) -> float | None:
        """Share of the cards cut off that were reported as such."""
        return self.told / self.cut if self.cut else None


def total(counts: Iterable[Found]) -> Found:
    """Return the sum of ``counts``."""
    return reduce(add, counts, Found())


def judged(cards: Sequence[Json], shapes: Sequence[Shape], size: tuple[int, int]) -> list[Judged]:
    """Return every card of a photo of ``size`` (width, height) with what was found of it, then what is no card."""
    frame = [(0, 0), (size[0], 0), (size[0], size[1]), (0, size[1])]
    cut = [bool(card.get("cut_off")) for card in cards]
    there = [clipped(card["quad"], frame) if off else card["quad"] for card, off in zip(cards, cut, strict=True)]
    inside = [clipped(shape.quad, frame) for shape in shapes]
    scores = sorted(
        (
            (overlap(there[i], inside[j] if cut[i] else shapes[j].quad), i, j)
            for i in range(len(cards))
            for j in range(len(shapes))
        ),
        key=lambda each: (-each[0], each[1], each[2]),
    )
    partner: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for score, i, j in scores:
        if score > 0 and i not in partner and j not in taken:
            partner[i] = (j, score)
            taken.add(j)
    result = []
    for i, card in enumerate(cards):
        j, score = partner.get(i, (-1, 0.0))
        result.append(Judged(card, shapes[j] if j >= 0 else None, score, cut[i]))
    off = [there[i] for i in range(len(cards)) if cut[i]]
    spare = [j for j in range(len(shapes)) if j not in taken]
    return result + [Judged(None, shapes[j]) for j in spare if not _part_of_any(inside[j], off)]


def found(cards: Sequence[Json], shapes: Sequence[Shape], size: tuple[int, int]) -> Found:
    """Return the counts of one photo."""
    if not cards:  # a thing of a card's shape may be found there, as long as no contact is made of it
        return Found(photos=1, empty=1, silent=int(not shapes))
    answers = judged(cards, shapes, size)
    return total(_count(each) for each in answers) + Found(
        photos=1,
        perfect=int(all(each.good for each in answers)),
    )


def _count(each: Judged) -> Found:
    if each.truth is None:
        return Found(false=1)
    if each.cut:
        told = each.shape is not None and each.overlap >= SAME and TOLD in (each.shape.advice or "")
        return Found(cut=1, told=int(told)) if _visible(each.truth) else Found()
    right = each.overlap >= WELL_OUTLINED
    return Found(
        cards=1,
        right=int(right),
        close=int(each.overlap >= CLOSELY),
        overlaps=each.overlap if right else 0.0,
        false=int(each.shape is not None and not right),
    )


def _visible(card: Json) -> bool:
    return float(card.get("visible", 1.0)) >= SEEN


def _part_of_any(shape: Outline, cut: Sequence[Outline]) -> bool:
    """Something found on what is left of a card that is cut off is no false card."""
    own = area(shape)
    return own > 0 and any(area(clipped(shape, other)) / own >= SAME for other in cut)
