"""Numbers of card cases: how they are spelled, their order, and which are not there. Pure."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HIGHEST = 999  # of an evening; a higher one was misread, or is no number of a case
ABSENT = "not on the table"
TWICE = "on {} cards"


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of a ``number``, or of a run of them (``21–24``): ``not on the table``, ``glare``."""

    number: str
    why: str


def tag_of(text: str) -> str:
    """Return a number as it is compared.

    >>> tag_of("０8"), tag_of(" a12 "), tag_of("⑧")
    ('8', 'A12', '8')
    """
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    return plain.lstrip("0") or "0" if plain.isascii() and plain.isdecimal() else plain


def by_number(tag: str | None) -> tuple[int, int, str]:
    """Return the key by which numbers are sorted: 2 before 10, then A1, then those without any."""
    if not tag:
        return 2, 0, ""
    return (0, int(tag), "") if tag.isascii() and tag.isdecimal() and len(tag) < 10 else (1, 0, tag)


def remarks(seen: Sequence[str], unread: Iterable[tuple[str, str]], up_to: int | None = None) -> tuple[Remark, ...]:
    """Return what is to be said of numbers: of those whose cards could not be read (number, why), of those up to
    ``up_to`` that nobody has, and of those that two have. ``up_to`` None means the highest number seen."""
    there = Counter(map(tag_of, seen))
    why = {tag_of(tag): words for tag, words in unread if tag_of(tag) not in there}
    why |= {tag: TWICE.format(count) for tag, count in there.items() if count > 1}
    numbers = [int(tag) for tag in (*there, *why) if tag.isascii() and tag.isdecimal() and len(tag) < 10]
    last = max((one for one in numbers if one <= HIGHEST), default=0) if up_to is None else up_to
    absent = [one for one in range(1, last + 1) if str(one) not in there and str(one) not in why]
    found = [Remark(tag, words) for tag, words in why.items()] + [Remark(run, ABSENT) for run in _runs(absent)]
    return tuple(sorted(found, key=lambda one: by_number(one.number.partition("–")[0])))


def _runs(numbers: Sequence[int]) -> list[str]:
    """Return numbers that follow each other as one text: 3, 21–24."""
    runs: list[list[int]] = []
    for one in numbers:
        if runs and runs[-1][-1] == one - 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
