"""Which labels announce a value: on its own line before it, or in a box of their own to its left or above it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cardscan.model import Source, TextLine
from cardscan.parse.labels import Label, is_only_label, labels_in, only_roles
from cardscan.parse.plain import Plain, plain_lines
from cardscan.parse.rows import box, left_neighbour, line_above

FAR = 6  # how far before a number a word stands that may be somebody's title, in its height
_SIGNS = r"[\s:;.,/|・\-()\[\]{}<>【】〔〕〈〉《》「」→▶►■□●○◆◇★☆※*_=+&／、·•'\"]*"


@dataclass(frozen=True, slots=True)
class Announcement:
    """The labels right before a value, first to last, and where they are printed."""

    roles: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


def announcement(
    lines: Sequence[TextLine], number: int, start: int, roles: frozenset[str], low: int = 0
) -> Announcement:
    """Return the labels of ``roles`` that announce the value at character ``start`` of plain line ``number``.

    Labels before character ``low`` belong to another value. A label in its own box counts only when the value is the
    first thing on its line.
    """
    plain = plain_lines(lines)[number]
    chain = _chain(plain.text, start, roles, low)
    if chain:
        sources = plain.sources(chain[0].start, chain[-1].end, "label")
        return Announcement(tuple(label.role for label in chain), tuple(label.word for label in chain), sources)
    if re.search(r"[^\W_]", plain.text[:start]):
        return Announcement()
    left, above = left_neighbour(lines, number), line_above(lines, number)
    if left is not None and _is_far(lines[left], lines[number]):
        left = None
    for other in (left, above):
        if other is not None and (found := _box_of_labels(plain_lines(lines)[other], roles)):
            return found
    return Announcement()


def _is_far(line: TextLine, value: TextLine) -> bool:
    """Return whether what may be more than a label (代表) stands too far before a value on its row to belong to it."""
    return not is_only_label(line.text) and box(value).left - box(line).right > FAR * box(value).height


def label_sources(lines: Sequence[TextLine], value: Sequence[Source], roles: frozenset[str]) -> tuple[Source, ...]:
    """Return where the labels of a value are printed, given where the value itself is."""
    if not value:
        return ()
    plain = plain_lines(lines)[value[0].line]
    starts = [position for position, origin in enumerate(plain.origins) if origin[1] >= value[0].start]
    return announcement(lines, value[0].line, starts[0], roles).sources if starts else ()


def _chain(text: str, start: int, roles: frozenset[str], low: int) -> list[Label]:
    """Return the unbroken run of labels that ends at ``start``."""
    chain: list[Label] = []
    end = start
    for label in reversed([label for label in labels_in(text) if low <= label.start and label.end <= start]):
        if label.role not in roles or not re.fullmatch(_SIGNS, text[label.end : end]):
            break
        chain.insert(0, label)
        end = label.start
    return chain


def _box_of_labels(plain: Plain, roles: frozenset[str]) -> Announcement | None:
    """Return what a line of nothing but labels announces."""
    if not plain.text or not only_roles(plain) & roles:
        return None
    labels = [label for label in labels_in(plain.text) if label.role in roles]
    if not labels:
        return Announcement(tuple(only_roles(plain)), (plain.text.strip(),), plain.sources(0, len(plain.text), "label"))
    sources = plain.sources(0, len(plain.text), "label")
    return Announcement(tuple(label.role for label in labels), tuple(label.word for label in labels), sources)
