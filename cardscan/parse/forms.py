"""Lines of a card that is set like a form: a word before a colon says what follows it. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from cardscan.model import Kind
from cardscan.parse.piece import Piece, piece_at
from cardscan.parse.words import table

_KINDS: dict[str, Kind | None] = {
    "name": None,
    "title": Kind.TITLE,
    "org": Kind.ORG,
    "department": Kind.DEPARTMENT,
    "qualification": Kind.QUALIFICATION,
}
_SEVERAL = frozenset({"title", "qualification"})
_BETWEEN = re.compile(r"\s*(?://|[,，、;；\[\]「」\"“”])\s*")  # also as a program is written: [designer, engineer],


def form_pieces(text: str) -> tuple[Piece, ...]:
    """Return the parts of a line behind a word that says what they are, of what that says; none where no such word
    begins the line. Of a name only where it ends is told: who it names is seen elsewhere."""
    found = _announced().match(text)
    if found is None:
        return ()
    role = _roles()[" ".join(found[1].casefold().split())]
    spans = _spans(text, found.end())
    if role not in _SEVERAL and role != "name":
        spans = spans[:1]
    return tuple(piece_at(_KINDS[role], text, start, end) for start, end in spans)


def is_form_label(text: str) -> bool:
    """Return whether a text is such a word and nothing else."""
    return " ".join(text.casefold().split()) in _roles()


def _spans(text: str, start: int) -> list[tuple[int, int]]:
    edges = [start, *(edge for match in _BETWEEN.finditer(text, start) for edge in match.span()), len(text)]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if text[a:b].strip()]


@lru_cache(maxsize=1)
def _roles() -> dict[str, str]:
    return {word: role for role, entry in table("forms").items() for word in entry["words"]}


@lru_cache(maxsize=1)
def _announced() -> re.Pattern[str]:
    words = "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(_roles(), key=len, reverse=True))
    return re.compile(rf"\s*({words})\s?[:：]\s*(?=\S)", re.IGNORECASE)
