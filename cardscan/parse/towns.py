"""Postal code and town, where the code comes first and no list has the town: the street tells the country, or the rest
of the card. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from cardscan.parse.countries import LONGEST, TOWN
from cardscan.parse.digits import put_right
from cardscan.parse.words import table

_CODE_AND_TOWN = re.compile(
    r"(?:^|,\s*|;\s*|(?<=\d)\.\s|\s[·•|/–-]\s*)"
    rf"(?P<code>[\dOoIl][\dOoIl \-]{{2,7}}[\dOoIl])\s+{TOWN}(?:\s\([A-Z][^)]{{1,20}}\))?$"
)
_NUMBERED = re.compile(
    r"\d{1,5}\s?(?:bis|ter|[a-zA-Z])?,?\s+[^\W\d].*|[^\W\d][^\d]*\s\d{1,4}\s?[a-z]?(?:[-–/]\d{1,4}[a-z]?)?"
)


def town_at_end(text: str) -> re.Match[str] | None:
    """Return the match (groups ``code`` and ``city``) of what ends ``text`` like postal code and town."""
    return _CODE_AND_TOWN.search(text) if len(text) <= LONGEST else None


def country_of_town(code: str, street: str, region: str | None) -> str | None:
    """Return the country that a postal code is of: ``region``, that of the card, if it writes codes so and ``street``
    (what stands before or above the town) has a number; else the one whose streets are called so. None if none is, or
    an empty text where several could be."""
    fitting = [country for country, pattern in _codes() if pattern.fullmatch(put_right(code))]
    if region in fitting and (_NUMBERED.search(street) or _is_street(street, region)):
        return region
    placed = re.search(r"\d", street) or _is_whole_place(street)
    told = [country for country in fitting if placed and _is_street(street, country)]
    return None if not told else told[0] if len(told) == 1 else ""


def _is_whole_place(text: str) -> bool:
    """Return whether a text names an industrial estate or a hamlet, where no street has a number."""
    return bool(set(text.lower().split()) & set(table("countries")["streets"]["unnumbered"]))


def _is_street(text: str, country: str) -> bool:
    entry = table("countries")[country]
    words = [word.strip(",;().").lower() for word in re.split(r"\s+|(?<=['’])", text)]
    ends = tuple(entry.get("street_ends", ()))
    return any(word in entry["streets"] or (len(word) > 5 and word.endswith(ends)) for word in words)


@lru_cache(maxsize=1)
def _codes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    entries = table("countries").items()
    return tuple((country, re.compile(entry["town"])) for country, entry in entries if "town" in entry)
