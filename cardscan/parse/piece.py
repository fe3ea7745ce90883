"""A part of a text and what its words make of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cardscan.model import Kind

_EASTERN = re.compile(r"[가-힣㈜ぁ-ヿ㐀-䶿一-鿿\uf900-\ufaff\U00020000-\U0003134F々㈱㈲]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters ``start``..``end`` of a text and what they are; ``kind`` None means not known by its words.

    ``weak`` says that the words would also fit an organisation (事務所, Office).
    """

    kind: Kind | None
    text: str
    start: int
    end: int
    weak: bool = False


def is_eastern(text: str) -> bool:
    """Return whether the text holds any character of Japanese, Chinese or Korean, and is not Latin all through."""
    return _EASTERN.search(text) is not None


def piece_at(kind: Kind | None, text: str, start: int, end: int, weak: bool = False) -> Piece:
    """Return characters ``start``..``end`` of ``text`` as a piece, spaces at either end left out."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Piece(kind, text[start:end], start, end, weak)
