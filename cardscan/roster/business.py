"""A contact in, what its owner's line of business may be out: a guess by the card's own words, never more. Pure.

Which words speak for which line is in ``business.toml``.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cardscan.model import Contact, Person

# How much a word says, by where it stands: a licence tells a trade. A department only backs what others say: many a
# firm has one for advertising.
_QUALIFICATION, _TITLE, _ORG, _NOTE, _DEPARTMENT = 4, 4, 3, 2, 1
_LEAST = 150


@dataclass(frozen=True, slots=True)
class Line:
    """A line of business: what it is called, its major group in the Japan Standard Industrial Classification, and the
    words for it; ``weak`` if many trades use them of themselves."""

    ja: str
    en: str
    jsic: str
    words: tuple[str, ...]
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Guess:
    """What a line of business may be, in Japanese and English, with its JSIC major group and the ``words`` of the card
    that say so. Shown with a question mark: nobody said it."""

    ja: str
    en: str
    jsic: str
    words: tuple[str, ...]


def business(contact: Contact) -> Guess | None:
    """Return the line of business that the card's words speak for most, or None if they speak for none."""
    said = _said(contact)
    scores: dict[Line, int] = {}
    because: dict[Line, list[str]] = {}
    for line, pattern in _lines():
        for weight, text in said:
            found = [match[0] for match in pattern.finditer(text)]
            if found:
                scores[line] = scores.get(line, 0) + weight * (50 if line.weak else 100) + max(map(len, found))
                because.setdefault(line, []).extend(found)
    best = max(scores, key=lambda line: scores[line], default=None)  # of equals the first in the table
    if best is None or scores[best] < _LEAST:
        return None
    return Guess(best.ja, best.en, best.jsic, tuple(dict.fromkeys(because[best])))


def _said(contact: Contact) -> list[tuple[int, str]]:
    texts = [(_QUALIFICATION, text) for text in contact.qualifications]
    for place in contact.affiliations:
        texts += [(_TITLE, text) for text in place.titles]
        texts += [(_ORG, place.org or ""), (_DEPARTMENT, place.department or "")]
    texts += [(_NOTE, text) for text in contact.notes]
    return [(weight, _plain(text)) for weight, text in texts if text]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text[:1000]).casefold()


@lru_cache(maxsize=1)
def _lines() -> tuple[tuple[Line, re.Pattern[str]], ...]:
    told = tomllib.loads(Path(__file__).with_name("business.toml").read_text(encoding="utf-8"))
    lines = (
        Line(one["ja"], one["en"], one["jsic"], tuple(one["words"]), one.get("weak", False)) for one in told["line"]
    )
    return tuple((line, _pattern(line.words)) for line in lines)


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Match any of the words, the longest first; one in Latin letters only where no other letter stands beside it."""
    longest_first = sorted(map(_plain, words), key=len, reverse=True)
    return re.compile("|".join(_one(word) for word in longest_first))


def _one(word: str) -> str:
    return rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word)


def businesses(people: Iterable[Person], language: str) -> dict[str, str]:
    """Return by uid the guessed line of business of those of whom the card tells one, in Japanese for "ja"."""
    guesses = ((person.uid, business(person.contact)) for person in people)
    return {uid: guess.ja if language == "ja" else guess.en for uid, guess in guesses if guess}
