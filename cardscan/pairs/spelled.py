"""Whether a person's name or a firm's stands on the other side, though in other letters or some read wrong. Pure.

On a table of many cards the small print of an English side loses a letter here and there (Mariko lio, HitomiAriyoshi,
mariko-iioesumire-office.example): the name as a whole is still there, and no other card's side holds it.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from cardscan.likeness.folding import fold_org, kana_romaji, latin_words, romaji
from cardscan.likeness.names import given_readings, is_native, levelled

if TYPE_CHECKING:
    from cardscan.model import Name, ParsedCard

ENOUGH = 6  # letters of a whole name in Latin that are no coincidence
ONE_WRONG_OF = 6  # letters: a name this long may have one wrong, one of twice as many two
_AS_LETTERS = str.maketrans("0158", "olsb")
HALFWAY = 70  # of 100: likeness below which a closer look is not worth its time
MOST_OF_IT = 0.75  # of a host's letters that a firm's name in romaji must give: hinode-hoken, not hinode-gakuen,
MORE_THAN_HALF = 0.6  # and of the firm's name that they must be: hibari is not yet ひばり信用金庫


def letters_off(name: Name | None, other: ParsedCard) -> int | None:
    """Return how many letters are wrong where a line of ``other`` holds the whole name in Latin letters, in either
    order and the given name in any way that its kanji can be read; None if none does."""
    if name is None:
        return None
    lines = [words for line in other.lines if len("".join(words := _latin_words(line.text))) >= ENOUGH]
    found = [off for words in _spellings(name) for line in lines if (off := _least_off(line, words)) is not None]
    return min(found, default=None)


def misread(one: str, other: str) -> bool:
    """Return whether two hosts, or parts of such, can be one that was misread: levelled they differ in one letter of
    ONE_WRONG_OF, and in no digit, and not as printed in digits alone (office1, office5)."""
    from rapidfuzz.distance import Levenshtein

    first, second = (levelled(text.translate(_AS_LETTERS)) for text in (one, other))
    most = max(len(first), len(second)) // ONE_WRONG_OF
    if most == 0 or digits_of(first) != digits_of(second) or differ_in_digits(one, other):
        return False
    return Levenshtein.distance(first, second, score_cutoff=most) <= most


def spells_company(latin: str, org: str) -> bool:
    """Return whether most of ``latin``, of a host or a firm, is the beginning of a company's name in romaji
    (sumire-bussan2, すみれ物産): the part that firms of one name share does not make it."""
    letters, read = romaji(latin), _company_romaji(org)
    least = max(ENOUGH, MOST_OF_IT * len(letters), MORE_THAN_HALF * len(read))
    return len(letters) >= least and read.startswith(letters[: math.ceil(least)])


@lru_cache(maxsize=10_000)
def _company_romaji(org: str) -> str:
    from cardscan.parse.morphology import morphemes

    return kana_romaji("".join(word.reading for word in morphemes(fold_org(org)))) if is_native(org) else ""


def differ_in_digits(one: str, other: str) -> bool:
    """Return whether two hosts are alike but for a number, as those of two shops are."""
    return one != other and re.sub(r"\d", "0", one) == re.sub(r"\d", "0", other)


def digits_of(text: str) -> str:
    """Return the digits of a text alone."""
    return "".join(letter for letter in text if letter.isdigit())


def _latin_words(text: str) -> list[str]:
    """Return the words of ``text`` as folded romaji, those letters that readers of pictures confuse levelled."""
    return [
        letters for word in re.findall(r"[^\W_]+", text) if (letters := levelled(romaji(word.translate(_AS_LETTERS))))
    ]


def _spellings(name: Name) -> set[tuple[str, str]]:
    """Return the ways of writing the whole name, family or given name first."""
    both: set[tuple[str, str]] = set()
    for latin in (name.latin, None if is_native(name.full) else name.full):
        words = latin_words(latin or "")
        both |= {(words[0], words[1])} if len(words) == 2 else set()
    family = kana_romaji(name.family_reading or "")
    both |= {(family, given) for given in _givens(name) if family}
    orders = {(levelled(one), levelled(other)) for pair in both for one, other in (pair, pair[::-1])}
    return {words for words in orders if len("".join(words)) >= ENOUGH}


def _givens(name: Name) -> set[str]:
    known = {kana_romaji(name.given_reading or ""), *given_readings(name.given or "")}
    return known - {""}


def _least_off(words: list[str], name: tuple[str, str]) -> int | None:
    """Return how many letters are wrong where the two words of a name stand together in a line of ``words``: none, or
    one in ONE_WRONG_OF, but never the first letter of a word. A name within longer words (Naka in Nakao) is one off."""
    from rapidfuzz import fuzz

    first, second = name
    whole, line = first + second, "".join(words)
    if whole in line:
        ends = {*accumulate(map(len, words), initial=0)}
        at = [start for start in range(len(line)) if line.startswith(whole, start)]
        return 0 if any({start, start + len(whole)} <= ends for start in at) else 1
    most = len(whole) // ONE_WRONG_OF
    if not most or fuzz.partial_ratio(whole, line, score_cutoff=HALFWAY) == 0:
        return None
    found = [
        off + more
        for start in range(len(line))
        for end, off in _ends(line, first, start, most)
        for _, more in _ends(line, second, end, most - off)
    ]
    return min(found, default=None)


def _ends(line: str, word: str, start: int, most: int) -> list[tuple[int, int]]:
    """Return where the stretches of ``line`` from ``start`` on end that begin as ``word`` does and are it but for
    ``most`` letters, and how many those are."""
    from rapidfuzz.distance import Levenshtein

    if line[start : start + 1] != word[0]:
        return []
    ends = range(start + max(len(word) - most, 1), min(start + len(word) + most, len(line)) + 1)
    off = [(end, Levenshtein.distance(word, line[start:end], score_cutoff=most)) for end in ends]
    return [(end, wrong) for end, wrong in off if wrong <= most]
