"""Chinese and Korean names: where the surname ends, and how likely it is a name at all. Text only, no layout."""

from __future__ import annotations

import re

from cardscan.parse.eastern_words import eastern_words
from cardscan.parse.names import Split
from cardscan.parse.tongues import Tongue

_HAN = r"[㐀-䶿一-鿿\uf900-\ufaff]"
_SHAPES = {"zh": re.compile(rf"{_HAN}{{2,4}}"), "ko": re.compile(rf"[가-힣]{{2,5}}|{_HAN}{{2,4}}")}
_HANJA_BEHIND = re.compile(rf"(?<=[가-힣])\s*{_HAN}+$")  # the same name in hanja, or a misread sign
USUAL = {"zh": (1, 2), "ko": (2,)}  # letters of a given name


def split_eastern(name: str, tongue: Tongue) -> Split | None:
    """Return a name, spaces left out, cut into surname and given name; None if it has not the shape of one."""
    name = _HANJA_BEHIND.sub("", name)
    letters = re.sub(r"\s", "", name)
    if not _SHAPES[tongue].fullmatch(letters):
        return None
    surnames = eastern_words(tongue).surnames
    words = name.split()
    if len(words) == 2 and words[0] in surnames:
        return Split(words[0], words[1], 0.99, _likeness(words[1], tongue))
    if len(letters) > 2 and letters[:2] in surnames:
        return Split(letters[:2], letters[2:], 0.93, _likeness(letters[2:], tongue))
    if letters[:1] in surnames:
        return Split(letters[:1], letters[1:], 0.97, _likeness(letters[1:], tongue))
    return Split(letters[:1], letters[1:], 0.6, 0.15)


def is_eastern_name(text: str, tongue: Tongue) -> bool:
    """Return whether a text is a surname that the lists have with a given name of the usual length."""
    cut = split_eastern(text, tongue)
    return cut is not None and cut.likeness > 0.8


def usual_letters(text: str, tongue: Tongue) -> int:
    """Return how many characters of a name's given name are ones that given names are made of; 0 of what is no name."""
    cut = split_eastern(text, tongue)
    return sum(letter in eastern_words(tongue).given for letter in cut.given) if cut else 0


def spells(family: str, latin: str, tongue: Tongue) -> bool:
    """Return whether a Latin name has this surname in it, first or last: 徐 in Charlotte Tsui, 歐陽 in Au Yeung Wai."""
    words = re.findall(r"[a-z]+", latin.lower().replace("ü", "v"))
    ends = {"".join(words[:2]), "".join(words[-2:]), *words}
    return any(spelled.replace(" ", "") in ends for spelled in eastern_words(tongue).surnames.get(family, ()))


def _likeness(given: str, tongue: Tongue) -> float:
    return 0.92 if len(given) in USUAL[tongue] else 0.7 if len(given) == 1 else 0.3
