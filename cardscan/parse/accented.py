"""Names that always have accents in a country, and stand without one of them: it may not have been read. Pure."""

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
    """Return the person, doubted if a part of the name lacks the accent that it has in ``country`` (ISO 3166-1
    alpha-2): Mario in Portugal, Prochazka in Czechia."""
    if person.doubt is not None:
        return person
    meant = [*_meant(person.name.given, "accented", country), *_meant(person.name.family, "accented_families", country)]
    return replace(person, doubt=f"an accent may not have been read: is it {meant[0].title()}?") if meant else person


def _meant(name: str | None, kind: str, country: str | None) -> list[str]:
    known = _accented(kind).get(country or "", {})
    words = [word.lower() for word in (name or "").replace("-", " ").split()]
    meant = [(word, known.get(bare_letters(word), word)) for word in words]  # Štastný lacks one of Šťastný
    return [whole for word, whole in meant if whole != word]


@lru_cache(maxsize=2)
def _accented(kind: str) -> Mapping[str, Mapping[str, str]]:
    """Return for each country the names as they stand without their accents → with them, in small letters."""
    lists = table("western")[kind]
    return {country: {bare_letters(name): name for name in names} for country, names in lists.items()}
