"""Whether two names can be one person's: kanji, kana and Latin, each against each. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from enum import Enum, auto
from functools import lru_cache
from itertools import zip_longest

from rapidfuzz.distance import Levenshtein

from cardscan.likeness.folding import KANA, NATIVE, fold, kana_romaji, latin_words, words
from cardscan.model import Name

# A mail address that spells only the family name says nothing of the given one: what rests on it is a guess, too.
TRUSTED = ("printed", "latin")
_READ_AS = (("rn", "m"), ("cl", "d"), ("vv", "w"), ("0", "o"), ("1", "l"), ("i", "l"), ("5", "s"), ("8", "b"))

SAME_NAME = "same name"  # written in the same characters, variants folded
# What a reader makes of one name, and what parents make of two: 健太 and 健大, Mami and Marni.
LOOK_ALIKE = "names differ only by characters that look alike"
ONE_CHARACTER = "names differ by one character and have the same reading"
LETTERS_ALIKE = "names differ only by letters that look alike"
_GENERATIONS = frozenset(("jr", "sr", "junior", "senior", "ii", "iii", "iv"))


class Agreement(Enum):
    """What two names say about each other. NEAR: only such differences as a reader of pictures makes."""

    SAME = auto()
    NEAR = auto()
    UNSURE = auto()
    DIFFERENT = auto()


def compare_names(one: Name, other: Name) -> tuple[Agreement, str]:
    """Return whether two names can be one person's, and why in words; symmetric.

    Kanji against kanji with variants folded, kana against readings, kanji against Latin by romaji.
    """
    if is_native(one.full) and is_native(other.full):
        return _native_names(one, other)
    if is_native(one.full):
        return _native_and_latin(one, other)
    if is_native(other.full):
        return _native_and_latin(other, one)
    return _latin_names(one.full, other.full)


def is_native(text: str) -> bool:
    """Whether a name is written in kanji, kana or hangul."""
    return NATIVE.search(text) is not None


def reading_of(name: Name) -> str:
    """Return the whole reading in folded hiragana, or "" if it is not known."""
    return fold((name.family_reading or "") + (name.given_reading or ""))


def _native_names(one: Name, other: Name) -> tuple[Agreement, str]:
    first, second = fold(one.full), fold(other.full)
    if first == second and _readings_contradict(one, other):
        return Agreement.UNSURE, "the same characters, but another reading"
    if first == second:
        return Agreement.SAME, SAME_NAME
    if KANA.fullmatch(first) or KANA.fullmatch(second):
        return _kana_and_kanji(one, other, first, second)
    if _given_in_kana(one, other) or _given_in_kana(other, one):
        return Agreement.SAME, "same family name, same reading of the given name"
    if look_alike(first, second) and not _readings_contradict(one, other):
        return Agreement.NEAR, LOOK_ALIKE
    if _same_trusted_reading(one, other) and Levenshtein.distance(first, second) == 1:
        return Agreement.NEAR, ONE_CHARACTER
    return Agreement.DIFFERENT, "the names differ"


def _kana_and_kanji(one: Name, other: Name, first: str, second: str) -> tuple[Agreement, str]:
    readings = [text if KANA.fullmatch(text) else reading_of(name) for name, text in ((one, first), (other, second))]
    if all(readings) and readings[0] == readings[1]:
        return Agreement.SAME, "same reading"
    guessed = not all(readings) or {"dictionary", "email"} & {one.reading_source, other.reading_source}
    return (Agreement.UNSURE, "the reading is not sure") if guessed else (Agreement.DIFFERENT, "the names differ")


def _given_in_kana(kanji: Name, kana: Name) -> bool:
    if not (kanji.family and kana.family and kanji.given_reading and kana.given):
        return False
    given = fold(kana.given)
    same_family = fold(kanji.family) == fold(kana.family)
    return same_family and KANA.fullmatch(given) is not None and given == fold(kanji.given_reading)


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for number, group in enumerate(words()["look_alikes"]):
        for character in map(fold, group):
            found[character] = found.get(character, frozenset()) | {number}
    return found


def look_alike(first: str, second: str) -> bool:
    """Whether two folded texts differ in just one character, which readers of pictures take for the other."""
    differing = [(a, b) for a, b in zip_longest(first, second, fillvalue="") if a != b]
    known = _groups()
    return len(differing) == 1 and all(known.get(a, frozenset()) & known.get(b, frozenset()) for a, b in differing)


def _same_trusted_reading(one: Name, other: Name) -> bool:
    if one.latin and other.latin:
        return sorted(latin_words(one.latin)) == sorted(latin_words(other.latin))
    trusted = one.reading_source in TRUSTED and other.reading_source in TRUSTED
    return trusted and bool(reading_of(one)) and reading_of(one) == reading_of(other)


def _readings_contradict(one: Name, other: Name) -> bool:
    trusted = one.reading_source in TRUSTED and other.reading_source in TRUSTED
    return trusted and bool(reading_of(one)) and bool(reading_of(other)) and reading_of(one) != reading_of(other)


def _native_and_latin(native: Name, latin: Name) -> tuple[Agreement, str]:
    if native.latin:
        agreement, why = _latin_names(native.latin, latin.full)
        if agreement is not Agreement.DIFFERENT:
            return agreement, why
    if not (native.family_reading and native.given_reading):
        return Agreement.UNSURE, "one name is in kanji without a reading, the other in Latin letters"
    family, given = kana_romaji(native.family_reading), kana_romaji(native.given_reading)
    joined = "".join(latin_words(latin.full))
    if joined in (family + given, given + family):
        return Agreement.SAME, "same name in romaji"
    if native.reading_source not in TRUSTED:
        if given_in(latin, native) in given_readings(native.given or ""):
            return Agreement.NEAR, "same family name, and the given name can be read so"
        return Agreement.UNSURE, "the reading of the kanji is a guess and differs from the Latin name"
    return Agreement.DIFFERENT, "the names differ"


@lru_cache(maxsize=10_000)
def given_readings(given: str) -> dict[str, str]:
    """Return every known reading of a given name in kanji: folded romaji → hiragana."""
    from japanese_personal_name_dataset import get_readings_for_kanji

    known = [entry["reading"] for text in (fold(given), given) for entry in get_readings_for_kanji(text)]
    return {kana_romaji(reading): reading for reading in known}


def settle_reading(name: Name) -> Name:
    """Return ``name`` with a guessed reading checked by the Latin name: confirmed, or of the given name put right where
    the kanji can be read so, or taken back."""
    if name.latin is None or name.given_reading is None or name.reading_source in TRUSTED:
        return name
    given = given_in(Name(name.latin), name)
    if given is None:
        return name
    fits = given == kana_romaji(name.given_reading)
    reading = name.given_reading if fits else given_readings(name.given or "").get(given)
    return replace(name, given_reading=reading, reading_source="latin")


def _latin_names(one: str, other: str) -> tuple[Agreement, str]:
    first, second = sorted(latin_words(one)), sorted(latin_words(other))
    if _generation(one) != _generation(other):
        return Agreement.UNSURE, "father and son are called so"
    common = set(first) & set(second)
    if first == second or "".join(latin_words(one)) == "".join(latin_words(other)):
        return Agreement.SAME, SAME_NAME
    if len(common) >= 2 and (set(first) <= set(second) or set(second) <= set(first)):
        return Agreement.SAME, "same name, one with more parts"
    if levelled("".join(first)) == levelled("".join(second)):
        return Agreement.NEAR, LETTERS_ALIKE
    if common:
        return Agreement.UNSURE, "only a part of the name is the same"
    return Agreement.DIFFERENT, "the names differ"


def _generation(full: str) -> frozenset[str]:
    return _GENERATIONS & set(re.findall(r"[a-z]+", full.casefold())[1:])


def levelled(text: str) -> str:
    """Return Latin text in lower case with what readers of pictures confuse written one way (rn as m, i as l)."""
    for seen, read in _READ_AS:
        text = text.replace(seen, read)
    return text


def given_in(latin: Name, native: Name) -> str | None:
    """Return the given name in romaji of a Latin name that has the family name of the kanji one, else None."""
    family, written = kana_romaji(native.family_reading or ""), latin_words(latin.full)
    if len(written) != 2 or written.count(family) != 1:
        return None
    return written[1 - written.index(family)]
