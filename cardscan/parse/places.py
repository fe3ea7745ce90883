"""Postal addresses in lines of text, Japanese and others. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from cardscan.model import Address, TextLine
from cardscan.parse.asian import REGIONS, find_asian
from cardscan.parse.found import Found
from cardscan.parse.japanese import find_japanese
from cardscan.parse.regions import card_region
from cardscan.parse.romanised import find_romanised
from cardscan.parse.western import find_western


def find_addresses(lines: Sequence[TextLine]) -> list[Found[Address]]:
    """Return the postal addresses on ``lines``, in reading order.

    ``text`` is what is printed without the postal code, lines joined by one space; ``region`` and ``locality`` are
    given where they are printed, never filled in from the postal code.
    """
    country = card_region(lines)
    abroad = country in REGIONS
    japanese = [] if abroad else find_japanese(lines)
    romanised = [] if abroad else find_romanised(lines)
    others = [*find_asian(lines, country), *romanised, *find_western(lines, country)]
    used = {source.line for found in japanese for source in found.sources}
    every = list(japanese)
    for found in others:
        if not used & {source.line for source in found.sources}:
            every.append(found)
            used |= {source.line for source in found.sources}
    return sorted(every, key=lambda found: found.sources[0].line)
