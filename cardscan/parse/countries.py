"""Countries as they are named and as their postal codes look. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from cardscan.parse.words import table

_WORD = r"[A-ZÀ-ÖØ-ÞĀ-Ž][A-Za-zÀ-ž.'’-]+"
_CITY = rf"(?P<city>{_WORD}(?:[\s-](?:(?:am|an der|sur|de|la|upon|on|di|of)\s)?{_WORD}){{0,3}})"


@lru_cache(maxsize=1024)
def country_named(text: str) -> str | None:
    """Return the country whose name ends ``text`` or stands alone in it between commas; None when none does."""
    for name, country in _names():
        if re.search(rf"(?:^|[,\s(]){re.escape(name)}\s*[).,]?\s*(?:$|\d{{3,7}}|〒|TEL|Tel|T\b)", text) and _is_name(
            text, name
        ):
            return country
    return None


def named_country_at_end(text: str) -> tuple[str, int] | None:
    """Return (country, where its name starts) when the name of a country ends ``text``."""
    for name, country in _names():
        if match := re.search(rf"(?:^|[,\s(]+)({re.escape(name)})\s*[).,]*\s*$", text):
            return country, match.start(1)
    return None


def postal_matches(text: str) -> list[tuple[str, re.Match[str]]]:
    """Return (country, match) for every way to read a foreign postal code with its city in ``text``."""
    if not re.search(r"\d", text):
        return []
    return [(country, match) for country, pattern in _patterns() if (match := pattern.search(text))]


def _is_name(text: str, name: str) -> bool:
    """``US`` and ``UK`` count only beside other parts of an address; longer names always."""
    return len(name) > 3 or "," in text or text.strip(" .,") == name or re.search(r"\d", text) is not None


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[str, str], ...]:
    names = [(name, country) for country, entry in table("countries").items() for name in entry.get("names", ())]
    upper = [(name.upper(), country) for name, country in names if name.upper() != name]
    return tuple(sorted({*names, *upper}, key=lambda pair: (-len(pair[0]), pair)))


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (country, re.compile(pattern.replace("{city}", _CITY)))
        for country, entry in table("countries").items()
        for pattern in entry.get("postal", ())
    )
