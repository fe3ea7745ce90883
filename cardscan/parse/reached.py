"""At which of several firms somebody is reached by what is printed where. Pure.

A mail or web address whose host spells a firm is that firm's. Where two blocks of a card hold the same (a telephone
each, an address each), each firm has its own, and blocks are dealt out as wholes: to the firm they stand under or
beside, so that no firm has twice what another lacks. Else what stands under all firms is the first one's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, product
from statistics import median
from typing import TYPE_CHECKING

from cardscan.parse import page
from cardscan.parse.companies import nearest
from cardscan.parse.host_names import in_domain
from cardscan.parse.page import ALIGNED, NEAR

if TYPE_CHECKING:
    from cardscan.parse.companies import Org
    from cardscan.parse.page import Box

GAP = 0.9  # how far under another a line of the same block stands at least to begin the next, in their type size
WIDER = 1.35  # how much wider the gap between blocks is than between lines, at the most
SHARED = 0.3  # of the narrower (or lower) of two boxes: what those under (or beside) each other share
ON_ROW = 1.5  # how far beside another line on its row one of the same block stands at the most, in their type size
MOST = 6  # blocks that are dealt out in every way; of more each goes to the nearest firm
AGAIN = 6.0  # costs, in type sizes: what a firm is reached by twice and another not at all
STRANGE = 40.0  # a host that spells another firm
OVER = 10.0  # a block over its firm
SIDEWAYS = 2.0  # how much a size to the side counts beside one down
LEFT = 3.0  # and one to the left: what reaches a firm stands on its right


@dataclass(frozen=True, slots=True)
class Mark:
    """What somebody is reached by: ``box`` and ``line`` are where it is printed (None for what only a code holds),
    ``sort`` what a firm has one of (its telephone, its address), ``host`` that of a mail or web address, or empty."""

    box: Box | None
    line: int
    sort: str
    host: str = ""


Block = tuple[int, ...]  # marks, by number


def reached_at(marks: Sequence[Mark], orgs: Sequence[Org], heads: Sequence[Box]) -> list[int]:
    """Return for each of ``marks`` the number of the firm of ``orgs`` that it belongs to; ``heads`` are where the name
    and the posts of each stand."""
    if len(orgs) < 2:
        return [0] * len(marks)
    spelled = [_spelled(mark.host, orgs) for mark in marks]
    blocks = [part for block in _blocks(marks, orgs) for part in _parted(block, marks, heads)]
    told = [_alone(mark, orgs, marks) for mark in marks]
    if _each_has_its_own(blocks, marks):
        for block, whose in zip(blocks, _dealt(blocks, marks, spelled, heads), strict=True):
            for number in block:
                told[number] = whose
    return [own if own is not None else at for own, at in zip(spelled, told, strict=True)]


def _spelled(host: str, orgs: Sequence[Org]) -> int | None:
    """Return the number of the firm that a host spells, if it is one."""
    found = [number for number, org in enumerate(orgs) if host and in_domain(org.name, [host])]
    return found[0] if len(found) == 1 else None


# ---------------------------------------------------------------- each on its own


def _alone(mark: Mark, orgs: Sequence[Org], marks: Sequence[Mark]) -> int:
    """Return the firm of what stands in no block of one firm alone: of firms one above the other the first, for what
    stands under them all, unless some of ``marks`` stand between the firms; else the nearest."""
    box = mark.box or (0.0, 0.0, 0.0, 0.0)
    boxes = [org.box for org in orgs]
    stacked = max(each[0] for each in boxes) < min(each[2] for each in boxes)
    under = stacked and box[1] > max(each[3] for each in boxes) + NEAR * max(each[3] - each[1] for each in boxes)
    if stacked and _some_stand_between(boxes, [each.box for each in marks if each.box]):
        return max((n for n, each in enumerate(boxes) if each[1] < box[3]), key=lambda n: boxes[n][1], default=0)
    return 0 if under else nearest(box, None, orgs)


def _some_stand_between(firms: Sequence[Box], others: Sequence[Box]) -> bool:
    """Return whether somewhere between two firms, one above the other, stands by what somebody is reached there."""
    return any(
        above[3] <= other[1] and other[3] <= below[1] and other[0] < above[2] and above[0] < other[2]
        for above, below in pairwise(sorted(firms, key=lambda each: each[1]))
        for other in others
    )


# ---------------------------------------------------------------- blocks


def _blocks(marks: Sequence[Mark], orgs: Sequence[Org]) -> list[Block]:
    """Return the marks in blocks: line under line without a gap or a firm between, and what stands beside them."""
    firms = [part.box for org in orgs for part in org.parts]
    block = list(range(len(marks)))
    placed = [(number, mark.line, mark.box) for number, mark in enumerate(marks) if mark.box]
    widest = _widest([box for _, _, box in placed])

    def join(one: int, other: int) -> None:
        old, new = block[one], block[other]
        block[:] = [new if each == old else each for each in block]

    for (one, line, box), (other, other_line, below) in combinations(placed, 2):
        if line == other_line or _goes_on(box, below, firms, widest) or _goes_on(below, box, firms, widest):
            join(one, other)
    for one, _, box in placed:
        row = [n for n, _, each in placed if block[n] != block[one] and _on_row(box, each)]
        if block.count(block[one]) == 1 and row:
            join(one, row[0])
    return [
        tuple(n for n, _, _ in placed if block[n] == each) for each in dict.fromkeys(block[n] for n, _, _ in placed)
    ]


def _size(*boxes: Box) -> float:
    return max(1.0, min(box[3] - box[1] for box in boxes))


def _widest(boxes: Sequence[Box]) -> float:
    """Return from how wide a gap on, in type sizes, another block begins: wider than usual on the card."""
    gaps = []
    for box in boxes:
        below = [each for each in boxes if each[1] >= box[3] - 0.3 * _size(box, each) and _over(box, each)]
        if below:
            next_one = min(below, key=lambda each: each[1])
            gaps.append(max(0.0, next_one[1] - box[3]) / _size(box, next_one))
    return max(GAP, WIDER * median(gaps)) if gaps else GAP


def _over(above: Box, below: Box) -> bool:
    """Return whether two boxes share enough of their width to be one column."""
    shared = min(above[2], below[2]) - max(above[0], below[0])
    return shared > SHARED * min(above[2] - above[0], below[2] - below[0])


def _goes_on(above: Box, below: Box, firms: Sequence[Box], widest: float) -> bool:
    size = _size(above, below)
    gap = below[1] - above[3]
    between = any(
        above[1] < (firm[1] + firm[3]) / 2 < below[3] and _over(firm, above) and _over(firm, below) for firm in firms
    )
    return -0.5 * size < gap < widest * size and above[1] < below[1] and _over(above, below) and not between


def _on_row(one: Box, other: Box) -> bool:
    size = _size(one, other)
    level = min(one[3], other[3]) - max(one[1], other[1]) > 0.5 * size
    return level and max(one[0], other[0]) - min(one[2], other[2]) < ON_ROW * size


def _each_has_its_own(blocks: Sequence[Block], marks: Sequence[Mark]) -> bool:
    """Return whether two blocks hold the same sort of thing."""
    sorts = Counter(sort for block in blocks for sort in {marks[n].sort for n in block if marks[n].sort})
    return any(many > 1 for many in sorts.values())


def _parted(block: Block, marks: Sequence[Mark], heads: Sequence[Box]) -> list[Block]:
    """Return a block that stands on the right of several firms, one under the other, cut at the widest gap between
    each two of them."""
    boxes = {n: box for n in block if (box := marks[n].box)}
    beside = sorted((head[1] + head[3]) / 2 for head in heads if _is_left_of(head, list(boxes.values())))
    parts, rest = [], sorted(block, key=lambda n: boxes[n][1])
    for upper, lower in pairwise(beside):
        cut = _widest_gap(rest, boxes, upper, lower)
        parts.append(tuple(rest[:cut]))
        rest = rest[cut:]
    return [part for part in (*parts, tuple(rest)) if part]


def _is_left_of(head: Box, boxes: Sequence[Box]) -> bool:
    """Return whether a firm stands left of what of a block is on its height."""
    level = [box for box in boxes if box[1] < head[3] and head[1] < box[3]]
    return bool(level) and head[2] <= min(box[0] for box in level) + _size(*level)


def _widest_gap(order: Sequence[int], boxes: Mapping[int, Box], upper: float, lower: float) -> int:
    """Return before which of the marks in ``order`` the widest gap lies, of those that begin between ``upper`` and
    ``lower``."""
    gaps = [
        (boxes[n][1] - max(boxes[m][3] for m in order[:at]), at)
        for at, n in enumerate(order)
        if at and upper < boxes[n][1] < lower
    ]
    return max(gaps, default=(0.0, 0))[1]


# ---------------------------------------------------------------- dealing


def _dealt(
    blocks: Sequence[Block], marks: Sequence[Mark], spelled: Sequence[int | None], heads: Sequence[Box]
) -> Sequence[int]:
    """Return the firm of each block, all of them together costing least. Under firms that stand right under one another
    the blocks are offices of the first, but for one with the host of another."""
    if _stand_under_all(blocks, marks, heads):
        told = [{own for n in block if (own := spelled[n]) is not None} for block in blocks]
        return [own.pop() if len(own) == 1 else 0 for own in told]
    costs = [[_cost(block, marks, spelled, number, heads) for number in range(len(heads))] for block in blocks]
    if len(blocks) > MOST:
        return [min(range(len(heads)), key=lambda number: each[number]) for each in costs]
    sorts = [{marks[n].sort for n in block if marks[n].sort} for block in blocks]

    def total(whose: Sequence[int]) -> float:
        held: list[set[str]] = [set() for _ in heads]
        twice = 0
        for own, number in zip(sorts, whose, strict=True):
            twice += len(own & held[number])
            held[number] |= own
        return sum(each[number] for each, number in zip(costs, whose, strict=True)) + AGAIN * twice

    return min(product(range(len(heads)), repeat=len(blocks)), key=total)


def _stand_under_all(blocks: Sequence[Block], marks: Sequence[Mark], heads: Sequence[Box]) -> bool:
    """Return whether all firms are in one column, and all blocks lower than the last of them."""
    tops = [box[1] for block in blocks for n in block if (box := marks[n].box)]
    column = all(_over(above, below) for above, below in pairwise(heads))
    return column and min(tops) >= max(head[3] for head in heads)


def _cost(block: Block, marks: Sequence[Mark], spelled: Sequence[int | None], firm: int, heads: Sequence[Box]) -> float:
    """Return how far a block stands from where it would if it were the firm's, in type sizes."""
    boxes = [box for n in block if (box := marks[n].box)]
    told = {spelled[n] for n in block} - {None}
    size = median(_size(box) for box in boxes)
    return _far(page.around(boxes), heads[firm], size) + (STRANGE if told and firm not in told else 0.0)


def _far(box: Box, head: Box, size: float) -> float:
    down = (box[1] - head[3]) / size
    right, left = (box[0] - head[2]) / size, (head[0] - box[2]) / size
    if min(box[3], head[3]) - max(box[1], head[1]) > SHARED * min(box[3] - box[1], head[3] - head[1]):
        return max(right, 0.0) + LEFT * max(left, 0.0)
    aside = SIDEWAYS * max(right, left, 0.0)
    if down < 0:
        return OVER + (head[1] - box[3]) / size + aside
    return (down if abs(box[0] - head[0]) > ALIGNED * size else 0.5 * down) + aside
