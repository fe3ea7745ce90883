"""Kana and romaji: which is which, one into the other, and the fold in which spellings of one sound are equal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from cardscan.parse.lexicon import romaji_folds

KANA_ONLY = re.compile(r"^[ぁ-ゖァ-ヺー・･\s　ｦ-ﾟ]+$")
_LATIN = re.compile(r"[^a-zāīūēōâîûêô'\-]")


_LOOKALIKES = str.maketrans("夕二力口工八卜一千三", "タニカロエハトーチミ")


def as_katakana(text: str) -> str:
    """Return ``text`` with kanji that look like katakana (夕 力 口) read as such, if only kana is left then."""
    read = text.translate(_LOOKALIKES)
    return read if is_kana(read) else text


def is_kana(text: str) -> bool:
    """Return whether ``text`` is kana and nothing else (spaces and middle dots allowed)."""
    return bool(KANA_ONLY.match(text)) and re.search(r"[ぁ-ゖァ-ヺｦ-ﾟ]", text) is not None


def to_hiragana(text: str) -> str:
    """Return kana as hiragana, half-width forms widened, spaces kept single."""
    import jaconv

    wide = unicodedata.normalize("NFKC", text)
    return re.sub(r"\s+", " ", str(jaconv.kata2hira(wide))).strip()


@lru_cache(maxsize=4096)
def fold_kana(reading: str) -> str:
    """Return the romaji fold of a kana reading; equal folds are the same sounds, however spelled."""
    import jaconv

    return fold_romaji(str(jaconv.kana2alphabet(to_hiragana(reading).replace("ー", "").replace(" ", ""))))


@lru_cache(maxsize=4096)
def fold_romaji(text: str) -> str:
    """Return ``text`` with spellings of the same Japanese sound made equal (Ohno = Oono = Ono, Shimpei = Sinpei)."""
    folded = _LATIN.sub("", unicodedata.normalize("NFKC", text).lower())
    folded = re.sub(r"oh(?![aeiouy])", "o", folded)  # Ohno, but Kohei
    for old, new in romaji_folds():
        folded = folded.replace(old, new)
    return re.sub(r"([aiueo])\1+", r"\1", folded)  # 大岡 is oooka and ooka


def from_romaji(text: str) -> str | None:
    """Return the hiragana that ``text`` spells, or None if it is not romaji. Long vowels are those it writes."""
    import jaconv

    letters = _LATIN.sub("", unicodedata.normalize("NFKC", text).lower()).replace("'", "").replace("-", "")
    for long, short in (("ā", "aa"), ("ī", "ii"), ("ū", "uu"), ("ē", "ei"), ("ō", "ou")):
        letters = letters.replace(long, short)
    # jaconv reads ju as じゅ and ji as じ, but not Hepburn's m before b, m, p, nor a final h for a long vowel
    letters = re.sub(r"m(?=[bmp])", "n", letters)
    letters = re.sub(r"oh(?![aiueoy])", "ou", letters)
    kana = str(jaconv.alphabet2kana(letters))
    # a doubled consonant at the beginning, at the end or before another is no Japanese: HNATA (misread), Wang, Schmidt
    return (
        kana
        if re.fullmatch(r"[ぁ-ゖー]+", kana) and not re.search(r"^[っんー]|っ(?:$|[っんあいうえお])", kana)
        else None
    )
