"""The words of a roster in the languages it speaks: the tables of ``words.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from cardscan.roster.business import Guess

Language = Literal["en", "ja"]


@dataclass(frozen=True, slots=True)
class Words:
    """All the words of one language; called with a name they give the text."""

    language: Language
    texts: Mapping[str, str]
    reasons: tuple[tuple[re.Pattern[str], str], ...]

    def __call__(self, name: str, **filled: object) -> str:
        """Return the text called ``name``. Raises KeyError where there is none."""
        return self.texts[name].format(**filled) if filled else self.texts[name]

    def why(self, english: str) -> str:
        """Return why a number is not in the list, in this language."""
        for pattern, text in self.reasons:
            found = pattern.fullmatch(english)
            if found:
                return text.format(*found.groups())
        return english

    def guess(self, business: Guess | None) -> str:
        """Return a line of business, with the question mark of a guess; nothing for none."""
        return f"{business.ja if self.language == 'ja' else business.en}?" if business else ""


@lru_cache
def words_in(language: Language) -> Words:
    """Return the words of a language."""
    told = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    reasons = tuple((_pattern(english), text) for english, text in told.get(f"why_{language}", {}).items())
    return Words(language, told[language], reasons)


def _pattern(english: str) -> re.Pattern[str]:
    return re.compile("(.+)".join(map(re.escape, english.split("{}"))))
