"""Names of China, Korea and Vietnam in Latin letters: the syllables they are made of, and surnames that come first.
Text only."""

from __future__ import annotations

import re
from functools import lru_cache

from cardscan.parse.words import table

_SYLLABLES = re.compile(
    r"(?:(?:[bcdfghjklmnpqrstvwxyz]|[zcsptkgn]h|ts|ngh?|tr|qu|kw)?(?:[aeiouy]{1,3})(?:ng|nh|ch|[nmkpthrwl])?(?:-|$)?){1,3}"
)


def is_syllables(word: str) -> bool:
    """Return whether a word in small letters is made of one to three syllables of such names."""
    return _SYLLABLES.fullmatch(word) is not None


@lru_cache(maxsize=1)
def family_first() -> frozenset[str]:
    """Return the surnames of East Asia in small Latin letters."""
    return frozenset(table("western")["family_first"])
