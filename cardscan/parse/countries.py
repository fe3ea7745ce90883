"""Countries as they are named and as their postal codes look. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from cardscan.parse.words import table

_WORD = r"(?:['’][st][ -]?)?[A-ZÀ-ÖØ-ÞĀ-Ž][A-Za-zÀ-ž.'’-]+"
_INSIDE = (
    "am|an der|bei|im|in|ob der|vor der|sur|de|de la|de los|la|le|les|lès|en|aux|upon|on|di|del|della|of|do|da|dos|das"
    "|nad|pod|den|aan den|aan de"
)  # small words in names of towns
# Words have hyphens in them and only spaces between them: one way to read a text, or a long one takes a minute.
TOWN = rf"(?P<city>{_WORD}(?:\s(?:(?:{_INSIDE})\s)?{_WORD}){{0,3}})"


LONGEST = 300  # characters of a line of an address


@lru_cache(maxsize=1024)
def country_named(text: str) -> str | None:
    """Return the country whose name ends ``text`` or stands in it before a code; None when none does."""
    for match in _alone().finditer(text):
        if _is_name(text, match.group("name")):
            return _names()[match.group("name")]
    return None


@lru_cache(maxsize=1024)
def named_country_at_end(text: str) -> tuple[str, int] | None:
    """Return (country, where its name starts) when the name of a country ends ``text``."""
    match = _at_end().search(text)
    return (_names()[match.group("name")], match.start("name")) if match else None


@lru_cache(maxsize=1024)
def postal_matches(text: str) -> tuple[tuple[str, re.Match[str]], ...]:
    """Return (country, match) for every way to read a foreign postal code with its city in ``text``; none of a text
    longer than any line of an address, which would take seconds."""
    if len(text) > LONGEST:
        return ()
    return tuple((country, match) for country, pattern in _patterns() if (match := pattern.search(text)))


def is_region(text: str, country: str) -> bool:
    """Whether ``text`` is the name of a state of ``country`` that stands on a line of its own there."""
    return text in table("countries").get(country, {}).get("regions", ())


def is_county(text: str, country: str) -> bool:
    """Whether ``text`` is a name that stands before the postal code there, but is no town."""
    return text in table("countries").get(country, {}).get("counties", ())


def is_city(text: str) -> bool:
    """Whether ``text`` is written like the name of a city: one to four capitalised words."""
    return re.fullmatch(TOWN, text) is not None


def _is_name(text: str, name: str) -> bool:
    """``US`` and ``UK`` count only beside other parts of an address; longer names always."""
    return len(name) > 3 or "," in text or text.strip(" .,") == name or re.search(r"\d", text) is not None


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    names = {name: country for country, entry in table("countries").items() for name in entry.get("names", ())}
    return {**{name.upper(): country for name, country in names.items()}, **names}


@lru_cache(maxsize=1)
def _any_name() -> str:
    return "|".join(map(re.escape, sorted(_names(), key=len, reverse=True)))


@lru_cache(maxsize=1)
def _alone() -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=[,\s(]))(?P<name>{_any_name()})\s*[).,]?\s*(?=$|\d{{3,7}}|〒|TEL|Tel|T\b)")


@lru_cache(maxsize=1)
def _at_end() -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=[,\s(]))(?P<name>{_any_name()})\s*[).,]*\s*$")


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (country, re.compile(pattern.replace("{city}", TOWN).replace("{region}", _any_region(entry))))
        for country, entry in table("countries").items()
        for pattern in entry.get("postal", ())
    )


def _any_region(entry: Mapping[str, Sequence[str]]) -> str:
    return f"(?P<region>{'|'.join(map(re.escape, entry.get('regions', ())))})"
