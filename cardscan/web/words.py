"""The page's words in the languages it speaks, from ``words/*.toml``; and what the program says in English, translated.

A word is called by its place in the file: ``review.approve``. ``{name}`` in it stands for what is filled in.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("en", "ja")
_FOLDER = Path(__file__).parent / "words"


@dataclass(frozen=True, slots=True)
class Words:
    """All the words of one ``language``. ``phrases`` are (pattern, words) for what the program says in English."""

    language: str
    flat: Mapping[str, str]
    phrases: tuple[tuple[re.Pattern[str], str], ...] = ()

    def __call__(self, name: str, **filled: object) -> str:
        """Return the words called ``name``. Raises KeyError where there are none: a test looks for all of them."""
        text = self.flat[name]
        return text.format(**filled) if filled else text

    def said(self, english: str) -> str:
        """Return what the program says (a doubt, a reason, advice) in this language; as it is, where nobody translated
        it."""
        for pattern, words in self.phrases:
            found = pattern.fullmatch(english)
            if found:
                return words.format(*found.groups())
        return english

    def script(self) -> Mapping[str, str]:
        """Return the words that scripts of the page use, by their names without the first part."""
        return {name.removeprefix("script."): text for name, text in self.flat.items() if name.startswith("script.")}


@lru_cache
def words_in(language: str) -> Words:
    """Return the words of one of LANGUAGES. Raises KeyError for another one."""
    if language not in LANGUAGES:
        raise KeyError(language)
    told = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    phrases = told.pop("phrases", {})
    flat = {f"{part}.{name}": text for part, group in told.items() for name, text in group.items()}
    return Words(language, flat, tuple((_pattern(english), text) for english, text in phrases.items()))


def _pattern(english: str) -> re.Pattern[str]:
    """``same mail {}`` stands for every phrase that begins so; what is in the gap is filled in."""
    return re.compile("(.+)".join(map(re.escape, english.split("{}"))), re.DOTALL)


def chosen(header: str, cookie: str | None) -> str:
    """Return the language for a browser: the one chosen on the page before (``cookie``), else the first in its
    Accept-Language ``header`` that the page speaks, else English.

    >>> chosen("fr, ja;q=0.8, en;q=0.7", None)
    'ja'
    """
    if cookie in LANGUAGES:
        return str(cookie)
    wanted = sorted((_wish(part, place) for place, part in enumerate(header.split(","))), reverse=True)
    return next((language for weight, _, language in wanted if weight and language in LANGUAGES), "en")


def _wish(part: str, place: int) -> tuple[float, int, str]:
    """Return (weight, −place, language) of one part of Accept-Language; nonsense weighs nothing."""
    tag, _, weight = part.partition(";")
    found = re.fullmatch(r"\s*q=([01](?:\.\d{1,3})?)\s*", weight) if weight else None
    value = float(found[1]) if found else 0.0 if weight else 1.0
    return value, -place, tag.strip().casefold().partition("-")[0]
