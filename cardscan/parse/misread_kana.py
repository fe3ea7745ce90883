"""Kana over a name of which letters were misread: which reading of the name that dictionaries know they are. Pure."""

from __future__ import annotations

from cardscan.parse.known_readings import VOICED


def nearest(kana: str, readings: tuple[str, ...]) -> str | None:
    """Return the reading that kana are but for one letter in three, or of which they are the beginning or the end."""
    from rapidfuzz.distance import Levenshtein

    part = [each for each in readings if len(kana) >= 2 and (each.startswith(kana) or each.endswith(kana))]
    off = {each: Levenshtein.distance(kana, each) for each in readings}
    near = [each for each in readings if off[each] <= max(len(each), 2) / 3]
    return min((*near, *part), key=lambda each: off[each], default=None)


def misread(kana: str, readings: tuple[str, ...]) -> str | None:
    """Return the one reading that kana are but for one of them: さとし, read as きとし."""
    near = [
        each
        for each in readings
        if len(each) == len(kana) and sum(a != b for a, b in zip(each, kana, strict=True)) == 1
    ]
    return near[0] if len(near) == 1 and len(kana) > 2 else None


def with_dots(kana: str, readings: tuple[str, ...]) -> str | None:
    """Return the one reading that kana are but for dots that small print loses: まさかず, read as まさかす. None where
    dictionaries know the kana as they are."""
    dotted = {kana[:at] + letter.translate(VOICED) + kana[at + 1 :] for at, letter in enumerate(kana)} - {kana}
    found = [each for each in readings if each in dotted]
    return found[0] if len(found) == 1 and kana not in readings else None
