"""Which of several readings of a name is the likeliest, as other names with its kanji are read. Text only."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from itertools import product
from typing import Literal

from cardscan.parse.names import fold, given_names, surnames

Half = Literal["family", "given"]

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
    halves = _halves(given, "given")
    return tuple(
        sorted(readings, key=lambda reading: _likely(reading, *halves) + SAID * (reading == said), reverse=True)
    )


def lengthened(name: str, half: Half, kana: str) -> str | None:
    """Return ``kana`` spelled from romaji, which leaves long vowels out, with those that the two kanji of a name have
    in other names (中條 ちゅじょ: ちゅうじょう); None if no name of another kind has its kanji read so."""
    morae = re.findall("[ぁ-ん][ゃゅょ]?", kana)
    if len(name) != 2 or len(morae) > 6:
        return None
    begun, last = _halves(name, half)
    first = Counter({head: many - begun[head + "う"] for head, many in begun.items()})  # ちゅ is but part of ちゅう
    options = product(*((mora, mora + "う") if can_be_long(mora) else (mora,) for mora in morae))
    spelled = ["".join(option) for option in options]
    known = [each for each in spelled if any(first[each[:at]] and last[each[at:]] for at in range(1, len(each)))]
    return max(known, key=lambda each: _likely(each, first, last), default=None)


def can_be_long(kana: str) -> bool:
    """Return whether romaji leaves open if a vowel of ``kana`` is long: と and とう are both to, ゆ and ゆう yu."""
    return re.search("[おこそとのほもよろごぞどぼぽょうくすつぬふむゆるぐずづぶぷゅ](?!う)", kana) is not None


def _likely(reading: str, first: Counter[str], last: Counter[str]) -> float:
    """Return how well a reading is made of how its kanji begin and end other names, as log odds."""
    cuts = range(1, len(reading))
    return max((math.log((first[reading[:at]] + 0.1) * (last[reading[at:]] + 0.1)) for at in cuts), default=-9.0)


def _halves(name: str, half: Half) -> tuple[Counter[str], Counter[str]]:
    """Return how names begin and end that have the first and the last kanji; of surnames few are listed, and given
    names know more readings of a kanji (中也: ちゅう)."""
    first, last = fold(name)[0], fold(name)[1]
    given = _beginnings(first, "given"), _ends(last, "given")
    return given if half == "given" else (given[0] + _beginnings(first, half), given[1] + _ends(last, half))


@lru_cache(maxsize=512)
def _beginnings(kanji: str, half: Half) -> Counter[str]:
    """Return how often names that begin with ``kanji`` begin to be read in each way."""
    names = _by_kanji(half)[0].get(kanji, ())[:_MOST]
    return Counter(reading[:at] for name in names for reading in _readings(half)[name] for at in range(1, len(reading)))


@lru_cache(maxsize=512)
def _ends(kanji: str, half: Half) -> Counter[str]:
    """Return how often names that end with ``kanji`` end to be read in each way."""
    names = _by_kanji(half)[1].get(kanji, ())[:_MOST]
    return Counter(reading[at:] for name in names for reading in _readings(half)[name] for at in range(1, len(reading)))


@lru_cache(maxsize=2)
def _readings(half: Half) -> Mapping[str, tuple[str, ...]]:
    """Return the names of a kind, folded, with their readings."""
    return given_names() if half == "given" else {name: (reading,) for name, (reading, _) in surnames().items()}


@lru_cache(maxsize=2)
def _by_kanji(half: Half) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the names of two kanji by their first and by their second."""
    firsts: dict[str, list[str]] = {}
    lasts: dict[str, list[str]] = {}
    for name in _readings(half):
        if len(name) == 2:
            firsts.setdefault(name[0], []).append(name)
            lasts.setdefault(name[1], []).append(name)
    return firsts, lasts
