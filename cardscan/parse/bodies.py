"""Bodies beside a firm that no word of theirs tells, only a post of their own: 東京ランナー会 会長. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.model import Kind
from cardscan.parse.firms import looks_like_a_name
from cardscan.parse.kinds import is_slogan
from cardscan.parse.lexicon import plain, words
from cardscan.parse.page import same_row, stands_under
from cardscan.parse.piece import is_eastern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.parse.page import Part

BESIDE = 3.0  # how far a post stands behind its body at the most, in its type size


def bodies(parts: Sequence[Part], named: Sequence[Part]) -> list[Part]:
    """Return the parts that are bodies by the post right behind or under them, on a card with firms ``named``: a part
    that ends as bodies do with any post, another with one that only bodies have."""
    lines = {part.line for part in named}
    titles = [part for part in parts if part.kind is Kind.TITLE and part.line not in lines]
    options = [part for part in parts if _could_be(part) and part.line not in lines] if named else []
    return [part for part in options if any(_has_post(part, title) for title in titles)]


def _could_be(part: Part) -> bool:
    loose = part.kind is None or (part.kind is Kind.ORG and part.weak)
    fits = is_eastern(part.text) and 3 <= len(part.text) <= 20
    return loose and fits and not (is_slogan(part.text) or looks_like_a_name(part.text))


def _has_post(part: Part, title: Part) -> bool:
    behind = title.start >= part.end if title.line == part.line else same_row(part, title)
    beside = behind and 0 <= title.box[0] - part.box[2] < BESIDE * part.size
    if part.kind is Kind.ORG or part.text.endswith(words().body_endings):
        return beside or stands_under(part, title)
    return beside and plain(title.text) in words().posts_of_bodies
