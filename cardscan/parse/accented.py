"""Given names that always have an accent in a country, and stand without it: it may not have been read. Pure."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from cardscan.parse.lexicon import bare_letters
from cardscan.parse.words import table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cardscan.parse.people import Person


def with_accent_doubted(person: Person, country: str | None) -> Person:
    """Return the person, doubted if one of the given names lacks the accent that it has in ``country`` (ISO 3166-1
    alpha-2): Mario in Portugal."""
    given = person.name.given
    if given is None or person.doubt is not None:
        return person
    known = _accented().get(country or "", {})
    meant = [known[word.lower()] for word in given.replace("-", " ").split() if word.lower() in known]
    return replace(person, doubt=f"an accent may not have been read: is it {meant[0].title()}?") if meant else person


@lru_cache(maxsize=1)
def _accented() -> Mapping[str, Mapping[str, str]]:
    """Return for each country the given names as they stand without their accents → with them, in small letters."""
    lists = table("western")["accented"]
    return {country: {bare_letters(name): name for name in names} for country, names in lists.items()}
