"""Postal addresses in lines of text, Japanese and others. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from cardscan.model import Address, TextLine
from cardscan.parse.found import Found
from cardscan.parse.japanese import find_japanese


def find_addresses(lines: Sequence[TextLine]) -> list[Found[Address]]:
    """Return the postal addresses on ``lines``, in reading order.

    ``text`` is what is printed without the postal code, lines joined by one space; ``region`` and ``locality`` are
    given where they are printed, never filled in from the postal code.
    """
    return find_japanese(lines)
