"""Two cards' lines in, whether they are the very same card photographed twice out. Pure.

Colleagues' cards differ in a name and a number, and so do those of brothers: what tells people apart must be the same
to the letter. Of the rest, a line may be read badly and one may be lost.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

ALIKE = 80  # of 100: likeness of two readings of one line of plain words
LINES, LETTERS = 3, 20  # a card with less on it is no evidence
_TELLING = re.compile(r"[\d@]|\.[a-z]{2,}")


def same_card(one: Iterable[str], other: Iterable[str], name: str) -> bool:
    """Return whether two cards that both name ``name`` are the same card, by their lines."""
    first, second = _plain(one), _plain(other)
    if any(len(lines) < LINES or sum(map(len, lines)) < LETTERS for lines in (first, second)):
        return False
    (numbers, words), (other_numbers, other_words) = _parted(first), _parted(second)
    written = _spelled(name)
    named = all(any(written in line for line in lines) for lines in (words, other_words))
    return named and Counter(numbers) == Counter(other_numbers) and _read_alike(words, other_words, written)


def _plain(lines: Iterable[str]) -> list[str]:
    return [text for text in map(_spelled, lines) if text]


def _spelled(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _parted(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the lines with numbers, mail and web addresses, and the others."""
    telling = [line for line in lines if _TELLING.search(line)]
    return telling, [line for line in lines if not _TELLING.search(line)]


def _read_alike(one: Sequence[str], other: Sequence[str], name: str) -> bool:
    """Whether each line has its counterpart, but for one at the most; a line with the name is like no other one."""
    from rapidfuzz import fuzz

    left = list(other)
    lost = 0
    for line in one:
        best = max(left, key=lambda text: fuzz.ratio(line, text), default="")
        if line == best or (fuzz.ratio(line, best) >= ALIKE and not (name in line or name in best)):
            left.remove(best)
        else:
            lost += 1
    return max(lost, len(left)) <= 1
