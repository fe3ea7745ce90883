"""What is seen in, one mask for each card out: cells are told apart by the middle that each of them votes for."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardscan.image.sight import Sight

SEEN = 0.5  # probability from which a cell is paper
NEAR = 0.32  # of a card's shorter side: votes this close to a peak are for the same card
LEAST = 0.2  # of the area that a card of the size told would have: below, it is a crumb
FEWEST = 12  # cells
USUAL = 1.5  # long side / short side of cards, somewhat foreshortened
PIECE = 0.95  # of a card: less, and it may be a piece of one
TOGETHER = 1.45  # of a card: more, and two pieces are two cards
ALIKE = 0.5  # octaves between the sizes that two pieces of one card tell of
FORESHORTENED = 0.4  # octaves between the shorter side that is told and that of two pieces together
SOLID = 0.8  # part of the smallest rectangle round two pieces that a card fills, seen from the side
LONGEST = 2.3  # long side / short side of two pieces together
MOST = 120  # places that are voted for in one photo


@dataclass(frozen=True, slots=True, eq=False)
class Instance:
    """One card's cells: ``mask`` bool (h, w) of the whole grid; ``sure`` how sure they are paper; ``short`` the card's
    shorter side in cells as the network tells it."""

    mask: npt.NDArray[np.bool_]
    sure: float
    short: float

    @property
    def share(self) -> float:
        """Cells as part of those that a card of this size has."""
        return float(np.count_nonzero(self.mask)) / max(USUAL * self.short**2, 1.0)


def instances(sight: Sight) -> list[Instance]:
    """Return the cards seen. Pieces that are too small for the card that their cells tell of, and make one together,
    are one: the two colours of a card, or what a finger parts."""
    apart = list(_apart(sight))
    for one, other in combinations([each for each in apart if each.share < PIECE], 2):
        if one in apart and other in apart and (joined := _joined(one, other, sight)) is not None:
            apart = [each for each in apart if each is not one and each is not other] + [joined]
    return apart


def _joined(one: Instance, other: Instance, sight: Sight) -> Instance | None:
    """Return two pieces as one card, or None where they tell of cards of different sizes or of two cards."""
    near = cv2.dilate(one.mask.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    if not (near & other.mask).any() or abs(np.log2(one.short / max(other.short, 1e-6))) > ALIKE:
        return None
    mask = one.mask | other.mask
    whole = Instance(mask, float(sight.card[mask].mean()), (one.short + other.short) / 2)
    (_, _), (a, b), _ = cv2.minAreaRect(np.argwhere(mask)[:, ::-1].astype(np.float32))
    solid = int(mask.sum()) / max(a * b, 1.0)
    right_size = abs(np.log2(max(min(a, b), 1.0) / whole.short)) < FORESHORTENED and max(a, b) < LONGEST * min(a, b)
    return whole if whole.share < TOGETHER and solid > SOLID and right_size else None


def _apart(sight: Sight) -> Iterator[Instance]:
    """Yield the cards seen, those with most votes first."""
    left = sight.card > SEEN
    votes_x, votes_y = sight.vote_x, sight.vote_y
    for _ in range(MOST):
        if int(left.sum()) < FEWEST:
            return
        x, y, short = _peak(left, sight)
        mine = left & (np.hypot(votes_x - x, votes_y - y) < max(NEAR * short, 1.5))
        if int(mine.sum()) < FEWEST:
            _forget(left, x, y, short, sight)
            continue
        whole = _together(mine)
        left &= ~mine
        size = float(np.median(sight.short[whole]))
        if whole.sum() >= max(FEWEST, LEAST * USUAL * size * size):
            yield Instance(whole, float(sight.card[whole].mean()), size)


def _peak(left: npt.NDArray[np.bool_], sight: Sight) -> tuple[float, float, float]:
    """Return the middle for which most of the cells that are left vote, and the shorter side told by those."""
    rows, columns = sight.card.shape
    x, y = sight.vote_x[left], sight.vote_y[left]
    short = sight.short[left]
    across, down = np.clip(x, 0, columns - 1).astype(int), np.clip(y, 0, rows - 1).astype(int)
    # A large card has many cells, whose votes spread more: each votes with the part of its card that it is.
    weight = 1.0 / np.maximum(short, 2.0) ** 2
    count = np.zeros((rows, columns), np.float32)
    np.add.at(count, (down, across), weight)
    spread = float(np.clip(0.12 * np.median(short), 0.8, 8.0))
    count = np.asarray(cv2.GaussianBlur(count, (0, 0), spread), np.float32)
    row, column = np.unravel_index(int(count.argmax()), count.shape)
    near = np.hypot(x - column, y - row) < max(3.0, float(np.median(short)) * 0.2)
    size = float(np.median(short[near])) if near.any() else float(np.median(short))
    within = np.hypot(x - column, y - row) < max(NEAR * size, 1.5)
    if within.any():
        return float(x[within].mean()), float(y[within].mean()), size
    return float(column), float(row), size


def _forget(left: npt.NDArray[np.bool_], x: float, y: float, short: float, sight: Sight) -> None:
    """Leave out the cells that vote for about this place: they are too few for a card. At least one does, or the loop
    would find the same place again."""
    away = np.hypot(sight.vote_x - x, sight.vote_y - y)
    left &= away > max(0.5 * short, 2.0, float(away[left].min()))


def _together(mine: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return the largest connected part, its holes (a finger, a sticker) filled."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mine.astype(np.uint8), connectivity=8)
    if count > 2:
        mine = labels == 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())
    return mine
