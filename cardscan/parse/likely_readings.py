"""Which of several readings of a given name is the likeliest, as other names with its kanji are read. Text only."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache

from cardscan.parse.names import fold, given_names

SAID = 2.5  # how much it counts that a dictionary reads a name so, as log odds
_MOST = 400  # names with one kanji that are looked at: enough to tell, and quick


def likeliest_first(given: str, readings: tuple[str, ...], said: str | None) -> tuple[str, ...]:
    """Return ``readings`` of a given name, those first whose halves its two kanji have in most other names (博文:
    ひろふみ, since 文 is ふみ at the end of most names). What a dictionary ``said`` weighs in; of a name of another
    length it alone does, if it is no mere 音 of the kanji (孝: たかし, not こう)."""
    if len(readings) < 2 or (len(given) != 2 and len(re.sub("[ゃゅょ]", "", said or "")) < 3):
        return readings
    if len(given) != 2:
        return tuple(sorted(readings, key=lambda reading: reading != said))
    first, last = _beginnings(fold(given)[0]), _ends(fold(given)[1])

    def likely(reading: str) -> float:
        cuts = range(1, len(reading))
        own = max((math.log((first[reading[:at]] + 0.1) * (last[reading[at:]] + 0.1)) for at in cuts), default=-9.0)
        return own + SAID * (reading == said)

    return tuple(sorted(readings, key=likely, reverse=True))


@lru_cache(maxsize=512)
def _beginnings(kanji: str) -> Counter[str]:
    """Return how often names that begin with ``kanji`` begin to be read in each way."""
    names = _by_kanji()[0].get(kanji, ())[:_MOST]
    heads = (reading[:at] for name in names for reading in given_names()[name] for at in range(1, len(reading)))
    return Counter(heads)


@lru_cache(maxsize=512)
def _ends(kanji: str) -> Counter[str]:
    """Return how often names that end with ``kanji`` end to be read in each way."""
    names = _by_kanji()[1].get(kanji, ())[:_MOST]
    tails = (reading[at:] for name in names for reading in given_names()[name] for at in range(1, len(reading)))
    return Counter(tails)


@lru_cache(maxsize=1)
def _by_kanji() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the names of two kanji by their first and by their second."""
    firsts: dict[str, list[str]] = {}
    lasts: dict[str, list[str]] = {}
    for name in given_names():
        if len(name) == 2:
            firsts.setdefault(name[0], []).append(name)
            lasts.setdefault(name[1], []).append(name)
    return firsts, lasts
