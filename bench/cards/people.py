"""People who do not exist: names in kanji with their kana and romaji."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate
from random import Random

import jaconv

from bench.cards.words import SPLITS, Split, dealt_to, listed, table


@dataclass(frozen=True, slots=True)
class Person:
    """A person. Readings are hiragana, romaji is lower case."""

    family: str
    given: str
    family_kana: str
    given_kana: str
    family_romaji: str
    given_romaji: str
    origin: str = "ja"  # ja, foreign (katakana), en, zh or ko
    family_first: bool = False  # in katakana, too, as in Vietnam

    @property
    def full(self) -> str:
        """The name as one string in the order of its country."""
        if self.origin == "ja":
            return f"{self.family} {self.given}"
        if self.origin in ("zh", "ko"):
            return self.family + self.given
        joint = "・" if self.origin == "foreign" else " "
        return joint.join((self.family, self.given) if self.family_first else (self.given, self.family))


def japanese_person(rng: Random, split: Split) -> Person:
    """Return a person with a card in Japanese: now and then a rare surname, a kana name or a resident from abroad."""
    toss = rng.random()
    if toss < 0.025:
        return _foreign(rng.choice(table("people")["foreign"][split]))
    if toss < 0.045:
        return _neighbour(rng.choice(table("people")["foreign"][f"chinese_{split}"]))
    family, family_kana = _surname(rng, split)
    given, given_kana = _given(rng, split)
    if rng.random() < 0.02:
        given = given_kana if rng.random() < 0.6 else jaconv.hira2kata(given_kana)
    if rng.random() < 0.012:
        family, given = family_kana, given_kana
    return person(family, family_kana, given, given_kana)


def person(family: str, family_kana: str, given: str, given_kana: str) -> Person:
    """Return a Japanese person with romaji made from the kana."""
    return Person(family, given, family_kana, given_kana, romaji(family_kana), romaji(given_kana))


def english_person(rng: Random, split: Split, tongue: str = "english") -> Person:
    """Return a person with a card in a European language: ``tongue`` is english, german or french."""
    family = rng.choice(listed("people", f"{tongue}_family", split))
    given = rng.choice(listed("people", f"{tongue}_given", split))
    if tongue == "english" and rng.random() < 0.2:
        given = f"{given} {rng.choice('ABCDEFGHJKLMNPRSTW')}."
    return Person(family, given, "", "", family, given, "en")


def romaji(kana: str, long_vowels: str = "drop") -> str:
    """Return Hepburn romaji of hiragana, lower case. ``long_vowels``: "drop" (sato), "keep" (satou) or "h" (satoh)."""
    text = jaconv.kana2alphabet(jaconv.kata2hira(kana)).replace("-", "")
    text = re.sub(r"c(?=ch)", "t", text)
    if long_vowels == "keep":
        return text
    if long_vowels == "h" and text.endswith(("ou", "oo")):
        text = f"{text[:-2]}oh"
    # い-の-うえ and まつ-うら are two words: their う starts a syllable of its own.
    text = re.sub(r"ou(?!(?:e|ra|chi|mi)\b)|oo", "o", text)
    return re.sub(r"uu(?!(?:e|ra|chi|mi)\b)", "u", text)


@lru_cache
def _named() -> dict[str, Split]:
    words = table("people")
    lists = [(split, words[key][split]) for key in ("rare_surnames", "given_male", "given_female") for split in SPLITS]
    lists += [(split, words["foreign"][f"chinese_{split}"]) for split in SPLITS]
    return {entry.split("|")[0]: split for split, entries in lists for entry in entries}


def _belongs(written: str, split: Split) -> bool:
    return _named().get(written, dealt_to(written)) == split


@lru_cache
def _surnames(split: Split) -> tuple[tuple[tuple[str, str], ...], tuple[float, ...]]:
    source = files("japanese_personal_name_dataset") / "dataset" / "last_name_org.csv"
    rows = [row for row in csv.reader(source.read_text(encoding="utf-8").splitlines()) if _belongs(row[0], split)]
    # The square root keeps Sato common without every tenth card being his.
    weights = accumulate(int(row[1]) ** 0.5 for row in rows)
    read = table("people")["read"]
    return tuple((row[0], read.get(row[0], row[2])) for row in rows), tuple(weights)


@lru_cache
def _long_tail(split: Split) -> tuple[tuple[str, str], ...]:
    folder = files("japanese_personal_name_dataset") / "dataset"
    found = []
    for sex in ("man", "woman"):
        for row in csv.reader((folder / f"first_name_{sex}_opti.csv").read_text(encoding="utf-8").splitlines()):
            found += [(kanji, row[0]) for kanji in row[2:] if 1 <= len(kanji) <= 3 and _belongs(kanji, split)]
    return tuple(found)


def _surname(rng: Random, split: Split) -> tuple[str, str]:
    if rng.random() < 0.15:
        return _pair(rng.choice(table("people")["rare_surnames"][split]))
    names, weights = _surnames(split)
    return rng.choices(names, cum_weights=weights)[0]


def _given(rng: Random, split: Split) -> tuple[str, str]:
    if rng.random() < 0.35:
        return rng.choice(_long_tail(split))
    return _pair(rng.choice(table("people")[rng.choice(("given_male", "given_female"))][split]))


def _pair(entry: str) -> tuple[str, str]:
    kanji, kana = entry.split("|")
    return kanji, kana


def _foreign(entry: str) -> Person:
    written, family_kana, given_kana, given_latin, family_latin = entry.split("|")
    parts = written.split("・")
    first = jaconv.kata2hira(parts[0]) == family_kana
    family, given = (parts[0], parts[1:]) if first else (parts[-1], parts[:-1])
    latin = family_latin.lower(), given_latin.lower()
    return Person(family, "・".join(given), family_kana, given_kana, *latin, "foreign", first)


def _neighbour(entry: str) -> Person:
    family, family_kana, given, given_kana, family_latin, given_latin = entry.split("|")
    return Person(family, given, family_kana, given_kana, family_latin.lower(), given_latin.lower())
