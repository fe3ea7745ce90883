"""Two cards' lines in, whether they are the very same card photographed twice out. Pure.

Colleagues' cards differ in a name, a title or a number, and so do those of brothers: every line must be the same. Only
of a line of plain words, and not of the name, one character may be read as another one that looks alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from cardscan.likeness.folding import fold
from cardscan.likeness.names import look_alike

LINES, LETTERS = 3, 20  # a card with less on it is no evidence
_TELLING = re.compile(r"[\d@]|\.[a-z]{2,}")


def same_card(one: Iterable[str], other: Iterable[str], name: str) -> bool:
    """Return whether two cards that both name ``name`` are the same card, by their lines."""
    first, second = Counter(_plain(one)), Counter(_plain(other))
    if any(lines.total() < LINES or sum(map(len, lines.elements())) < LETTERS for lines in (first, second)):
        return False
    written = _spelled(name)
    if not all(any(written in line for line in lines) for lines in (first, second)):
        return False
    left, over = list((first - second).elements()), list((second - first).elements())
    if any(written in line or _TELLING.search(line) for line in (*left, *over)):
        return False
    return len(left) == len(over) and all(any(look_alike(fold(line), fold(read)) for read in over) for line in left)


def _plain(lines: Iterable[str]) -> list[str]:
    return [text for text in map(_spelled, lines) if text]


def _spelled(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
