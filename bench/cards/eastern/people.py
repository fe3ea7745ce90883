"""Chinese and Korean people who do not exist, and how a card spells them in Latin letters."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from bench.cards.people import Person
from bench.cards.words import Split, dealt, dealt_to, listed, table

PLACES = {"CN": 2, "TW": 3, "HK": 4, "SG": 5}  # which spelling of a surname each place has
GIVEN = {"CN": 2, "TW": 3, "HK": 4, "SG": 2}  # and of a character of a given name
SIMPLIFIED = ("CN", "SG")


@dataclass(frozen=True, slots=True)
class Named:
    """A person and, for a Korean, the name in hanja."""

    person: Person
    hanja: str = ""


def chinese_person(rng: Random, split: Split, place: str) -> Named:
    """Return somebody with a Chinese name as written and spelt in ``place`` (CN, TW, HK or SG)."""
    words = table("chinese")["people"]
    form = 0 if place in SIMPLIFIED else 1
    surname = rng.choice(dealt(words["surnames"], split)).split("|")
    while True:
        single = rng.random() < (0.22 if place == "CN" else 0.05)
        drawn = [words["second"]] if single else [words["first"], words["second"]]
        characters = [rng.choice(each).split("|") for each in drawn]
        given = "".join(character[form] for character in characters)
        if dealt_to("".join(character[0] for character in characters)) == split:
            break
    joint = {"CN": "", "TW": "-", "HK": " ", "SG": " "}[place]
    spelled = joint.join(character[GIVEN[place]] for character in characters)
    return Named(Person(surname[form], given, "", "", surname[PLACES[place]], spelled, "zh"))


def korean_person(rng: Random, split: Split) -> Named:
    """Return somebody with a Korean name."""
    words = table("korean")["people"]
    family, family_hanja, spellings = rng.choice(dealt(words["surnames"], split)).split("|")
    spelled_family = rng.choice(spellings.split("/"))
    while True:
        if rng.random() < 0.08:
            given, spelled = rng.choice(words["own"]).split("|")
            hanja = ""
        else:
            syllables = [rng.choice(words[key]).split("|") for key in ("first", "second")]
            given = "".join(syllable[0] for syllable in syllables)
            spelled = rng.choice("- ").join(syllable[2] for syllable in syllables)
            hanja = family_hanja + "".join(rng.choice(syllable[1].split(" ")) for syllable in syllables)
        if given[0] != given[-1:] * (len(given) > 1) and dealt_to(given) == split:
            break
    return Named(Person(family, given, "", "", spelled_family, spelled, "ko"), hanja)


def in_hanja(named: Named) -> Person:
    """Return a Korean whose card prints the name in hanja alone."""
    person, cut = named.person, len(named.person.family)
    family_romaji, given_romaji = person.family_romaji, person.given_romaji
    return Person(named.hanja[:cut], named.hanja[cut:], "", "", family_romaji, given_romaji, "ko")


def latin_name(rng: Random, split: Split, person: Person, western: float) -> str:
    """Return the name in Latin letters as a card prints it; ``western`` is how often it has a Western given name."""
    family = person.family_romaji.title()
    given = _given(rng, person.given_romaji)
    if rng.random() < western:
        english = rng.choice(listed("people", "english_given", split))
        return rng.choice((f"{english} {family}", f"{english} {family}", f"{english} {family.upper()}"))
    return rng.choice(
        (
            f"{given} {family}",
            f"{family} {given}",
            f"{family.upper()} {given}",
            f"{given} {family.upper()}",
            f"{family.upper()} {given.upper()}",
            f"{family}, {given}",
        )
    )


def _given(rng: Random, spelled: str) -> str:
    """Return Chih-Ming, Chih-ming, Tai Man or Xiaoming."""
    if "-" in spelled:
        return rng.choice((spelled.title(), spelled.capitalize(), spelled.replace("-", "").capitalize()))
    return spelled.title()
