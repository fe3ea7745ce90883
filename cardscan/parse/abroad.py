"""Names from abroad in katakana, alone or beside kanji: which word is the family name. Text only.

Westerners print theirs last; Vietnamese, Koreans and Chinese first; Indians, Nepalese and others either way, and where
no word tells, the order is a guess.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cardscan.parse.kana import fold_kana, fold_romaji, is_kana, to_hiragana
from cardscan.parse.known_readings import is_surname_reading
from cardscan.parse.names import Split, is_surname
from cardscan.parse.words import table

SURE, LIKELY, GUESS = 0.9, 0.85, 0.6  # how sure a cut is that words tell, that one word tells, that nothing tells
LIKE_ENOUGH = 50.0  # likewise of each of all words
ALIKE = 60.0  # how much alike a word and its Latin spelling sound at the least, of 100
_GAP = re.compile(r"[\s　・･]+")
_HYPHEN = re.compile(r"[=＝]+")
_KATAKANA = re.compile(r"[ァ-ヺー]+")


def cut_abroad(text: str) -> Split:
    """Return the family and given name of ``text``, words of katakana with gaps or dots between them."""
    words = _words(with_small_kana(text))
    joint = "・" if re.search("[・･]", text) else " "
    likeness = 0.9 if joint == "・" else 0.6
    family, sure = _family(words)
    given = [word for at, word in enumerate(words) if at not in family]
    whole = joint.join(word for at, word in enumerate(words) if at in family)
    if family.start == 0 and is_surname_reading(words[0]):
        likeness = 0.85
    return Split(whole, joint.join(given), sure, likeness)


def with_small_kana(text: str) -> str:
    """Return words of katakana with ya, yu, yo and tsu small where no word from abroad has them large, if a given name
    from there stands first: アンナ・シユミツト, but ヤマダ・キヨシ."""
    first, *_ = _words(text) or [""]
    if first not in _given():
        return text
    small = re.sub(r"(?<=[シジチ])[ヤユヨ]", lambda found: chr(ord(found[0]) - 1), text)
    return re.sub(r"(?<=[ァ-ヺ])ツ(?=[トドプクカテパ])", "ッ", small)


def cut_by_capitals(text: str, latin: str) -> Split | None:
    """Return the cut of a name in katakana whose family name stands in capitals in its Latin form (グルン・サントス,
    Santosh GURUNG), None where that tells nothing."""
    words = _words(text)
    capitals = [word for word in re.split(r"[\s,]+", latin) if len(word) > 1 and word.isupper()]
    if len(capitals) != 1 or len(words) < 2 or latin.isupper():
        return None
    alike = [_alike(word, capitals[0]) for word in words]
    at = alike.index(max(alike))
    if alike[at] < ALIKE or at not in (0, len(words) - 1):
        return None
    joint = "・" if re.search("[・･]", text) else " "
    given = joint.join(words[:at] + words[at + 1 :])
    return Split(words[at], given, SURE, 0.9)


def is_known_abroad(text: str) -> bool:
    """Return whether a name in katakana has a given name or a surname of other countries that the lists know."""
    return any(word in _given() or word in _family_first() for word in _words(text))


def _words(text: str) -> list[str]:
    """Return the words of a name. ＝ is a gap only where there is no other: ジャン＝リュック・モロー are two."""
    torn = re.search("[・･]", text)  # ロド リゴ・フェレイラ: where dots part the words, a gap is none
    words = [word for word in _GAP.split(re.sub(r"[\s　]", "", text) if torn else text.strip()) if word]
    return words if len(words) > 1 else [word for word in _HYPHEN.split(text.strip()) if word]


def sounds_alike(katakana: str, latin: str) -> bool:
    """Return whether each word of a name in katakana sounds like one of its Latin form: プリヤ・パテル, PRIYA PATEL."""
    told = [word for word in re.split(r"[\s,]+", latin) if len(word) > 1]
    return bool(told) and all(max(_alike(word, other) for other in told) >= LIKE_ENOUGH for word in _words(katakana))


def _alike(katakana: str, latin: str) -> float:
    """Return how much alike two spellings of a word sound, 0–100."""
    from rapidfuzz.fuzz import ratio

    return float(ratio(fold_kana(to_hiragana(katakana)), fold_romaji(latin)))


def cut_mixed(first: str, second: str) -> Split | None:
    """Return the cut of a given name from abroad with a Japanese family name behind it (マイケル 田中), or None."""
    if _KATAKANA.fullmatch(first) is None or is_kana(second) or is_surname_reading(first) or not is_surname(second):
        return None
    return Split(second, first, SURE if first in _given() else GUESS, 0.85, given_first=True)


def _family(words: list[str]) -> tuple[range, float]:
    """Return which of the words are the family name, and how sure that is."""
    first, last = range(1), _with_particles(words)
    begins, ends = words[0] in _family_first(), words[-1] in _family_first()
    if words[0] in _given():
        return (first, GUESS) if begins else (last, SURE)
    if is_surname_reading(words[0]):
        return first, SURE
    if begins:
        return first, GUESS if ends and len(words) == 2 else SURE
    if words[-1] in _given():
        return first, LIKELY
    return last, SURE if len(last) > 1 else GUESS


def _with_particles(words: list[str]) -> range:
    """Return where a family name at the end begins, with the particles before it: カルロス・ダ・シルバ."""
    start = len(words) - 1
    while start > 1 and words[start - 1] in _particles():
        start -= 1
    return range(start, len(words))


@lru_cache(maxsize=1)
def _family_first() -> frozenset[str]:
    return frozenset(table("names")["family_first"])


@lru_cache(maxsize=1)
def _given() -> frozenset[str]:
    return frozenset(table("names")["abroad"]["given"])


@lru_cache(maxsize=1)
def _particles() -> frozenset[str]:
    return frozenset(table("names")["abroad"]["particles"])
