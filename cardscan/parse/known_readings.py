"""How surnames and given names are read as dictionaries know it, the likeliest first. Text only."""

from __future__ import annotations

from functools import lru_cache

from cardscan.parse.kana import fold_kana, fold_romaji, is_kana, to_hiragana
from cardscan.parse.likely_readings import likeliest_first
from cardscan.parse.morphology import morphemes
from cardscan.parse.names import fold, given_names, surnames
from cardscan.parse.words import table

VOICED = str.maketrans("かきくけこさしすせそたちつてとはひふへほ", "がぎぐげござじずぜぞだぢづでどばびぶべぼ")


@lru_cache(maxsize=1024)
def family_candidates(family: str) -> tuple[str, ...]:
    """Return possible readings of a surname, the likeliest first."""
    if is_kana(family):
        return (to_hiragana(family),)
    found: dict[str, None] = {}
    if entry := surnames().get(fold(family)):
        found[entry[0]] = None
    for said in (_said(family, "姓"), _said(family, None)):
        if said:
            found[said] = None
    return tuple(dict.fromkeys((*table("names")["family_also"].get(fold(family), ()), *found)))


@lru_cache(maxsize=1024)
def given_candidates(given: str) -> tuple[str, ...]:
    """Return possible readings of a given name, the likeliest first."""
    if is_kana(given):
        return (to_hiragana(given),)
    listed = given_names().get(fold(given), ())
    said = _said(given, "名") or _said(given, None)
    first = table("names")["given_first"].get(fold(given))
    likely = likeliest_first(given, listed, said) or ((said,) if said else ())
    return tuple(dict.fromkeys((first, *likely))) if first else likely


def fits(reading: str, family: str) -> bool:
    """Return whether a dictionary knows ``reading`` for this surname, voicing aside (なかた, なかだ)."""
    return fold_kana(reading) in folds(family_candidates(family))


@lru_cache(maxsize=1)
def _surname_readings() -> frozenset[str]:
    return frozenset(reading for reading, _ in surnames().values())


def is_surname_reading(kana: str) -> bool:
    """Return whether ``kana`` is how a Japanese surname is read."""
    return to_hiragana(kana) in _surname_readings()


def is_romaji_of_surname(word: str) -> bool:
    """Return whether a word in Latin letters spells a Japanese surname, however long vowels are written."""
    return fold_romaji(word) in _surname_folds()


def folds(readings: tuple[str, ...]) -> set[str]:
    """Return the readings, and those with one consonant voiced or unvoiced, as spellings of one sound are compared."""
    return {fold_kana(reading) for reading in (*readings, *voicings(readings))}


@lru_cache(maxsize=1024)
def voicings(readings: tuple[str, ...]) -> tuple[str, ...]:
    """Return the readings with one inner consonant voiced or unvoiced (やまざき, やまさき; なかた, なかだ)."""
    unvoiced = {voiced: plain for plain, voiced in VOICED.items()}
    return tuple(
        reading[:i] + reading[i].translate(table) + reading[i + 1 :]
        for reading in readings
        for i in range(1, len(reading))
        for table in (VOICED, unvoiced)
        if reading[i].translate(table) != reading[i]
    )


@lru_cache(maxsize=1024)
def _said(text: str, tag: str | None) -> str | None:
    """Return Sudachi's reading of ``text`` if all of it is known (and is one ``tag``, where one is given)."""
    found = morphemes(fold(text))
    if not found or (tag is not None and [m.tag for m in found] != [tag]):
        return None
    reading = to_hiragana("".join(m.reading for m in found))
    return reading if is_kana(reading) else None


@lru_cache(maxsize=1)
def _surname_folds() -> frozenset[str]:
    return frozenset(fold_kana(reading) for reading in _surname_readings())
