"""Names of which a stroke at the end of a line got lost, or a letter was misread: kana and mail tell. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cardscan.parse.kana import fold_kana, fold_romaji, from_romaji
from cardscan.parse.known_readings import given_candidates
from cardscan.parse.names import fold, given_names, is_given_reading, surnames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.parse.readings import NameReading

DOUBT = "a stroke or a letter of the name may have been misread: the mail address spells it so"
SHORTEST = 3  # letters of a given name in a mail address that are no coincidence
INNER = ("ノ", "ヶ", "ケ", "々")  # letters that no surname of kanji begins with
_STROKES = "一二三"


def mended(given: str, reading: NameReading | None, locals_: Sequence[str]) -> str | None:
    """Return the given name with the strokes that its printed reading, or a mail address (its part before the @),
    spells (健 けんいち: 健一; 浩一 こうじ: 浩二), or None where it agrees as it was read or none fits."""
    told = {fold_kana(reading.given)} if reading and reading.source == "printed" and reading.given else set()
    spelled = told or {fold_romaji(part) for local in locals_ for part in re.split(r"[^a-z]+", local.lower())}
    if spelled & _folds(given) or any(_begins(word, given) for word in spelled if not told):
        return None
    others = [given + "一"] if given[-1:] not in _STROKES else [given[:-1] + stroke for stroke in _STROKES]
    fitting = [
        other
        for other in others
        if other != given and fold(other) in given_names() and any(len(x) >= SHORTEST for x in spelled & _folds(other))
    ]
    return fitting[0] if len(fitting) == 1 else None


def mended_family(family: str, locals_: Sequence[str]) -> str | None:
    """Return the surname of which a line under it or a stroke before it was taken for no letter (ノ瀬, ichinose@:
    一ノ瀬): none begins so. The one that a mail address spells, or None."""
    if family[:1] not in INNER or fold(family) in surnames():
        return None
    spelled = {fold_romaji(word) for local in locals_ for word in re.findall("[a-z]{3,}", local.lower())}
    whole = [name for name in surnames() if name.endswith(fold(family)) and len(name) == len(family) + 1]
    told = [name for name in whole if fold_kana(surnames()[name][0]) in spelled]
    return told[0].replace(fold(family), family) if len(told) == 1 else None


def mended_kana(given: str, locals_: Sequence[str]) -> str | None:
    """Return a given name in hiragana with the one letter put right by which no name is called so and a mail address
    spells one that is (きくら, sakura@: さくら), or None."""
    from rapidfuzz.distance import Hamming

    if not re.fullmatch("[ぁ-ん]{2,6}", given) or is_given_reading(given):
        return None
    words = [word for local in locals_ for word in re.findall("[a-z]+", local.lower()) if len(word) > SHORTEST]
    spelled = {kana for word in words for kana in (from_romaji(word),) if kana and is_given_reading(kana)}
    near = [kana for kana in spelled if len(kana) == len(given) and Hamming.distance(kana, given) == 1]
    return near[0] if len(near) == 1 else None


def _folds(given: str) -> set[str]:
    return {fold_kana(reading) for reading in given_candidates(given)}


def _begins(word: str, given: str) -> bool:
    """Whether a word of a mail address begins or ends with the given name as it was read: kensumiyoshi."""
    return any(len(own) >= 2 and word != own and word.endswith(own) for own in _folds(given))
