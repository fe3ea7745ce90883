"""How the names of several people stand on a card: one under the other, beside each other, in columns. Pure.

People one under the other have a zone each, from border to border: the border between two is the widest gap of what
stands between their names. People beside each other have a column each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from cardscan.parse import page

if TYPE_CHECKING:
    from cardscan.model import Name, ParsedCard, Source, TextLine
    from cardscan.parse.page import Box

CLEARLY = 0.75  # how far the nearest name is at the most, as a share of the distance to the next
WIDER = 1.25  # how much wider the gap between two people is than the others there
SLACK = 0.3  # of the height of a name: by how much two that stand one under the other overlap at the most
HALF = 0.5  # of the height of the lower block: what two that stand beside each other share of it
EDGE = 0.8  # how far the left edges of the lines of one block lie apart at the most, in the size of the name
APART = 3.0  # how far the left edges of people beside each other lie apart at least, in that size
GAP = 0.9  # what parts two blocks at least, in the size of a name
BLOCK = 0.7  # how near, in the size of a name, what is set with it stands over or under it


@dataclass(frozen=True, slots=True)
class Named:
    """One of the people on a card: the name, and where it stands; ``top`` and ``bottom`` are where the lines begin and
    end that are set right over and under it at its left edge."""

    name: Name
    sources: tuple[Source, ...]
    box: Box
    vertical: bool
    top: float
    bottom: float

    @property
    def size(self) -> float:
        """Side of a letter of the name, in pixels."""
        return min(self.box[2] - self.box[0], self.box[3] - self.box[1])


def name_sources(card: ParsedCard) -> tuple[Source, ...]:
    """Return where the name of a card's person is printed, without its reading and its Latin form."""
    sources = (each for field in card.fields if field.path == "name.full" for each in field.sources)
    return tuple(dict.fromkeys(sources))


def named(card: ParsedCard, used: Sequence[Source], lines: Sequence[TextLine]) -> Named | None:
    """Return the person that a card is of, if it is of one; ``used`` is all that the name and its spellings take."""
    sources = name_sources(card)
    if card.contact.name is None or not sources:
        return None
    box = page.around([page.box_of(lines[each.line], each) for each in sources])
    own = {each.line for each in sources}
    others = [page.bounds(line) for number, line in enumerate(lines) if number not in own and line.text.strip()]
    return Named(card.contact.name, tuple(used), box, lines[sources[0].line].vertical, *_block(box, others))


def _block(box: Box, others: Sequence[Box]) -> tuple[float, float]:
    """Return from where to where the lines reach that a name is set with, itself among them."""
    size = min(box[2] - box[0], box[3] - box[1])
    top, bottom = box[1], box[3]
    aligned = sorted((each for each in others if abs(each[0] - box[0]) < EDGE * size), key=lambda each: each[1])
    for each in aligned:
        if each[3] > bottom and each[1] - bottom < BLOCK * size:
            bottom = each[3]
    for each in reversed(aligned):
        if each[1] < top and top - each[3] < BLOCK * size:
            top = each[1]
    return top, bottom


def rows(people: Sequence[Named]) -> list[list[int]]:
    """Return the numbers of people in the order in which they are read: those beside each other in one row, from the
    left, in columns of type from the right."""
    found: list[list[int]] = []
    for number in sorted(range(len(people)), key=lambda number: people[number].box[1]):
        if found and any(_are_beside(people[number], people[other]) for other in found[-1]):
            found[-1].append(number)
        else:
            found.append([number])
    return [sorted(row, key=lambda number: _from_the_side(people[number])) for row in found]


def _are_beside(one: Named, other: Named) -> bool:
    upper, lower = sorted((one.box, other.box), key=lambda box: box[1])
    if lower[1] < upper[3] - SLACK * (upper[3] - upper[1]):
        return True
    apart = abs(one.box[0] - other.box[0]) > APART * max(one.size, other.size)
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    level = shared > HALF * min(one.bottom - one.top, other.bottom - other.top)
    return apart and level and (one.box[2] < other.box[0] or other.box[2] < one.box[0])


def _from_the_side(person: Named) -> float:
    """Return how far from the side where reading begins a name stands, in pixels."""
    return -person.box[2] if person.vertical else person.box[0]


def column(box: Box, row: Sequence[int], people: Sequence[Named]) -> int | None:
    """Return in whose column something stands, of people beside each other; None of what reaches across."""
    ordered = sorted(row, key=lambda number: people[number].box[0])
    borders = [_border(people[one].box, people[other].box) for one, other in pairwise(ordered)]
    if any(box[0] < border < box[2] for border in borders):
        return None
    middle = (box[0] + box[2]) / 2
    return ordered[sum(border < middle for border in borders)]


def _border(left: Box, right: Box) -> float:
    """Return where the column of the name on the right begins: at its left edge, or between two columns of type."""
    wide, tall = right[2] - right[0], right[3] - right[1]
    return right[0] - 0.2 * tall if wide > tall else (left[2] + right[0]) / 2


def zone(box: Box, people: Sequence[Named], lines: Sequence[TextLine]) -> int | None:
    """Return in whose zone something stands, of people one under the other; None between two that no gap parts."""
    order = [number for row in rows(people) for number in row]
    middle = (box[1] + box[3]) / 2
    for upper, lower in pairwise(order):
        above, below = people[upper].box, people[lower].box
        if middle < above[3]:
            return upper
        if middle < below[1]:
            return _parted(middle, above, below, lines, (upper, lower))
    return order[-1]


def _parted(middle: float, above: Box, below: Box, lines: Sequence[TextLine], either: tuple[int, int]) -> int | None:
    """Return which of two people something belongs to whose ``middle`` lies between their names."""
    left, right = min(above[0], below[0]), max(above[2], below[2])
    boxes = [page.bounds(line) for line in lines if line.text.strip()]
    between = sorted(
        (each[1], each[3])
        for each in boxes
        if each[0] < right and each[2] > left and above[3] <= (each[1] + each[3]) / 2 <= below[1]
    )
    edges = [above[3], *(edge for each in between for edge in each), below[1]]
    gaps = sorted(((end - start, (start + end) / 2) for start, end in zip(edges[::2], edges[1::2], strict=True)))
    if len(gaps) > 1 and gaps[-1][0] < WIDER * gaps[-2][0]:
        return None
    return either[0] if middle < gaps[-1][1] else either[1]


def goes_on(person: Named, box: Box, lines: Sequence[TextLine]) -> bool:
    """Return whether what stands under a name goes on line by line without a gap until it reaches ``box``."""
    left, _, right, bottom = person.box
    for line in sorted((page.bounds(line) for line in lines if line.text.strip()), key=lambda each: each[1]):
        if line[0] < right and line[2] > left and line[1] >= bottom - SLACK * person.size:
            if line[1] - bottom > GAP * person.size:
                return False
            bottom = max(bottom, line[3])
            if box[1] < bottom:
                return True
    return False


def nearest(box: Box, people: Sequence[Named], reach: float) -> int | None:
    """Return the number of the name that something stands at, not further than ``reach`` of its size, and clearly
    nearer than the others."""
    far = sorted((page.distance(each.box, box), number) for number, each in enumerate(people))
    (first, number), (second, _) = far[:2]
    return number if first <= reach * people[number].size and first <= CLEARLY * second else None


def on_row(box: Box, people: Sequence[Named]) -> int | None:
    """Return on the row of whose name something stands, and on nobody else's."""
    middle = (box[1] + box[3]) / 2
    found = [number for number, each in enumerate(people) if not each.vertical and each.box[1] < middle < each.box[3]]
    return found[0] if len(found) == 1 else None
