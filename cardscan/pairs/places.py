"""Which card lies where the other side of a card must lie. Pure.

On a sheet that was turned over the places are mirrored; cards laid out as front, back, front, back are all one step
apart.
"""

from __future__ import annotations

from itertools import groupby
from math import dist, inf, log
from typing import TYPE_CHECKING

from cardscan.pairs.plane import size_beside

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cardscan.model import Point
    from cardscan.pairs.face import Face

    Turned = Callable[[Point], Point]

NEAR = 0.35  # of a card's long side: how far a card may lie from where it is expected
ONE_STEP = 1.8  # long sides between the middles of two cards that lie next to each other
WITNESSES = 2  # pairs by which a way of laying cards out is no coincidence
SAME_SIZE = 0.17  # by which the sides of the front and the back of one card may differ, laid flat beside each other
SAME_GROWTH = 0.25  # by which all cards of a photo may look larger than their places have moved apart
SAME_SHAPE = 0.1  # by which length over width may differ, seen from two points
LEANING = 0.35  # tangent of the angle by which a second photo of the same cards may be turned
# Where a spot of the first page is on the second one, in parts of its width and height: as it was, the sheet turned
# over to the side, over its upper edge, and turned round.
AS_IT_WAS, SIDEWAYS = (lambda p: p), (lambda p: (1 - p[0], p[1]))
TURNS: tuple[Turned, ...] = (AS_IT_WAS, SIDEWAYS, lambda p: (p[0], 1 - p[1]), lambda p: (1 - p[0], 1 - p[1]))


def same_size(one: Face, other: Face) -> bool:
    """Whether two cards of one photo are equally long and wide, as the two sides of one card are, from however low and
    near they are seen: each is measured by the other, for a corner that is off tells of a tilt that is not."""
    there, back = size_beside(other.quad, one.quad), size_beside(one.quad, other.quad)
    measurable = all(0 < side < inf for side in (*there, *back))
    return measurable and all(abs(log(a / b)) / 2 <= SAME_SIZE for a, b in zip(there, back, strict=True))


def same_shape(one: Face, other: Face) -> bool:
    """Whether two cards of two photos, perhaps from nearer and farther away, are equally long for their width."""
    (a, b), (c, d) = one.sides, other.sides
    return abs(a * d - b * c) <= SAME_SHAPE * max(a * d, b * c)


def opposite(
    firsts: Sequence[Face], seconds: Sequence[Face], known: Sequence[tuple[Face, Face]]
) -> list[tuple[int, int]]:
    """Return which card of the first page lies where which one of the second page lies, the sheet turned over.

    ``known`` are pairs found by what is printed: they tell how the sheet was turned. Where several turns fit equally
    (a full sheet of ten), pages of one file are turned sideways, as duplex scanners do, and photos not at all. A turn
    that several of them speak against is none.
    """
    if not firsts or not seconds:
        return []
    likely = SIDEWAYS if firsts[0].source == seconds[0].source else AS_IT_WAS
    turns = sorted(TURNS, key=lambda turn: turn is not likely)
    matches = [_matches(turn, firsts, seconds) for turn in turns]
    agree = [sum(_spot_fits(turn, one, other) for one, other in known) for turn in turns]
    best = max(range(len(turns)), key=lambda i: (agree[i], len(matches[i]), -i))
    return matches[best] if len(known) < WITNESSES or agree[best] == len(known) else []


def as_the_others_moved(
    firsts: Sequence[Face], seconds: Sequence[Face], known: Sequence[tuple[Face, Face]]
) -> list[tuple[int, int]]:
    """Return which card of the second photo lies where which one of the first must lie, if the photo was taken from
    elsewhere: two or more ``known`` pairs tell how far all have moved and grown, and turned by a little."""
    if len(known) < WITNESSES:
        return []
    here, there = ([complex(*face.center) for face in side] for side in zip(*known, strict=True))
    middle, mean = sum(here) / len(here), sum(there) / len(there)
    spread = sum(abs(z - middle) ** 2 for z in here)
    grown = sum((z - middle).conjugate() * (w - mean) for z, w in zip(here, there, strict=True)) / (spread or 1.0)

    def fits(one: Face, other: Face) -> bool:
        expected = mean + grown * (complex(*one.center) - middle)
        return abs(expected - complex(*other.center)) <= NEAR * other.sides[0]

    # Seen from the side a far card is much smaller than a near one: all together have grown as their places have.
    long, longer = (sum(face.sides[0] for face in side) for side in zip(*known, strict=True))
    alike = abs(abs(grown) * long - longer) <= SAME_GROWTH * longer and abs(grown.imag) <= LEANING * grown.real
    if not alike or not all(fits(one, other) for one, other in known):
        return []
    return _mutual([[fits(one, other) for other in seconds] for one in firsts])


def _matches(turn: Turned, firsts: Sequence[Face], seconds: Sequence[Face]) -> list[tuple[int, int]]:
    return _mutual([[_spot_fits(turn, one, other) for other in seconds] for one in firsts])


def _spot_fits(turn: Turned, one: Face, other: Face) -> bool:
    x, y = turn((one.center[0] / one.width, one.center[1] / one.height))
    across = other.center[0] / other.width - x, other.center[1] / other.height - y
    long = max(other.sides)
    return dist((0, 0), (across[0] * other.width, across[1] * other.height)) <= NEAR * long


def laid_alike(
    fronts: Sequence[Face], backs: Sequence[Face], known: Sequence[tuple[Face, Face]]
) -> list[tuple[int, int]]:
    """Return which back lies beside which front, as all backs on this photo do.

    ``known`` are (front, back) pairs of the photo found by what is printed. Two or more tell the step, or by how many
    cards each back comes after its front. Without any, three or more must be one and the same step apart, and no other
    fit.
    """
    if not fronts or not backs or 0 < len(known) < WITNESSES:
        return []
    every = (*fronts, *backs)
    near = NEAR * sum(max(face.sides) for face in every) / len(every)
    found = _as_the_known(fronts, backs, known, near) if known else _only_step(fronts, backs, near)
    return _of_one_size(found, fronts, backs)


def laid_as_usual(
    fronts: Sequence[Face], backs: Sequence[Face], known: Sequence[tuple[Face, Face]]
) -> list[tuple[int, int]]:
    """Return which back belongs to which of two or more fronts if they lie as people lay cards out, and no more than
    one pair is known that could tell: each front followed by its back, or all fronts and then all backs in the same
    order; nothing else may fit."""
    if not WITNESSES <= len(fronts) == len(backs) or len(known) >= WITNESSES:
        return []
    everybody = len(fronts) + len(known)
    ways = [by for by in (1, everybody) if all(back.card - front.card == by for front, back in known)]
    found = [pairs for by in ways if len(pairs := _numbered(by, fronts, backs)) == len(backs)]
    return _of_one_size(found[0], fronts, backs) if len(found) == 1 else []


def laid_in_order(left: Sequence[Face], known: Sequence[tuple[Face, Face]], cards: int) -> list[tuple[int, int]]:
    """Return which two of the cards ``left`` in a photo of ``cards`` are one by their numbers, as the ``known`` pairs
    tell, two or more of them: each card and the next one, or the fronts and as many backs in the same order. Cards
    between known pairs that do not come out even are told nothing."""
    steps = {abs(front.card - back.card) for front, back in known}
    if len(known) < WITNESSES or len(steps) != 1:
        return []
    (step,) = steps
    place = {face.card: i for i, face in enumerate(left)}
    if step == 1:
        runs = [[n for n, _ in run] for _, run in groupby(enumerate(sorted(place)), lambda each: each[1] - each[0])]
        numbers = [sorted(place)[n] for run in runs if len(run) % 2 == 0 for n in run[::2]]
    else:
        numbers = [n for n in place if n <= step] if cards == 2 * step else []
    return [(place[n], place[n + step]) for n in sorted(numbers) if n + step in place]


def one_way(known: Sequence[tuple[Face, Face]]) -> list[tuple[Face, Face]]:
    """Return the pairs, each with that side first that comes first in most of them: an English side that was read
    better than the Japanese one was taken for the front."""
    after = sum(back.card > front.card for front, back in known)
    turn = [(back.card > front.card) != (2 * after >= len(known)) for front, back in known]
    return [pair[::-1] if is_turned else pair for pair, is_turned in zip(known, turn, strict=True)]


def lies_otherwise(front: Face, back: Face, known: Sequence[tuple[Face, Face]]) -> bool:
    """Whether each back of two or more ``known`` pairs comes equally many cards after its front, and this one not."""
    after = {back.card - front.card for front, back in known}
    return len(known) >= WITNESSES and len(after) == 1 and back.card - front.card not in after


def _of_one_size(found: list[tuple[int, int]], fronts: Sequence[Face], backs: Sequence[Face]) -> list[tuple[int, int]]:
    return found if all(same_size(fronts[i], backs[j]) for i, j in found) else []


def _as_the_known(
    fronts: Sequence[Face], backs: Sequence[Face], known: Sequence[tuple[Face, Face]], near: float
) -> list[tuple[int, int]]:
    steps = [_step(front, back) for front, back in known]
    if all(dist(steps[0], step) <= near for step in steps):
        found = _all_of(_a_step_away(steps[0], fronts, backs, near), backs)
        if found:
            return found
    after = {back.card - front.card for front, back in known}
    # Where the backs come after all the fronts, one that is missing moves all others up.
    told = len(after) == 1 and (after == {1} or len(fronts) == len(backs))
    return _all_of(_numbered(after.pop(), fronts, backs), backs) if told else []


def _numbered(by: int, fronts: Sequence[Face], backs: Sequence[Face]) -> list[tuple[int, int]]:
    return _mutual([[back.card - front.card == by for back in backs] for front in fronts])


def _all_of(found: list[tuple[int, int]], backs: Sequence[Face]) -> list[tuple[int, int]]:
    """A way of laying cards out leaves no back over."""
    return found if len(found) == len(backs) else []


def _only_step(fronts: Sequence[Face], backs: Sequence[Face], near: float) -> list[tuple[int, int]]:
    if len(fronts) != len(backs) or len(fronts) <= WITNESSES:
        return []
    steps = [step for back in backs if dist((0, 0), step := _step(fronts[0], back)) <= ONE_STEP * near / NEAR]
    found = [pairs for step in steps if len(pairs := _a_step_away(step, fronts, backs, near)) == len(fronts)]
    return found[0] if len(found) == 1 else []


def _step(one: Face, other: Face) -> Point:
    return other.center[0] - one.center[0], other.center[1] - one.center[1]


def _a_step_away(step: Point, fronts: Sequence[Face], backs: Sequence[Face], near: float) -> list[tuple[int, int]]:
    fits = [[dist(_step(front, back), step) <= near for back in backs] for front in fronts]
    return _mutual(fits)


def _mutual(fits: Sequence[Sequence[bool]]) -> list[tuple[int, int]]:
    """Return the (row, column) that fit each other and nothing else."""
    return [
        (i, row.index(True))
        for i, row in enumerate(fits)
        if sum(row) == 1 and sum(other[row.index(True)] for other in fits) == 1
    ]
