"""A role that no word tells: what stands right at the name, smaller than it, where no title is known, is the title."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cardscan.model import Kind
from cardscan.parse.firms import looks_like_a_name
from cardscan.parse.kinds import is_slogan
from cardscan.parse.latin import names_somebody
from cardscan.parse.names import fold, given_names, is_surname
from cardscan.parse.page import beside, distance
from cardscan.parse.piece import is_eastern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.parse.page import Part

DOUBT = "it stands where a title stands"
_ROLE = re.compile(r"[^\W\d_](?:[^\W\d_]|[ー・\s]){1,11}")
_LATIN_ROLE = re.compile(r"[^\W\d_a-z][^\W\d_'’-]{2,}(?:[ /&][^\W\d_][^\W\d_'’-]*){0,3}")
_KANA_WORDS = re.compile(r"[ぁ-ゖ\s]+")


def with_role_beside(parts: Sequence[Part], name: Sequence[Part], taken: Sequence[Part]) -> tuple[Part, ...]:
    """Return ``parts``, the one of no known kind that stands nearest to the ``name`` as a doubted title, where there is
    no other and no firm has ``taken`` it. Mediums, puppeteers and stationmasters are in no list."""
    if not name or any(part.kind is Kind.TITLE for part in parts):
        return tuple(parts)
    used = {id(part) for part in taken}
    options = [part for part in parts if id(part) not in used and could_be_role(part) and _stands_at(part, name)]
    nearest = min(options, key=lambda part: min(distance(own.box, part.box) for own in name), default=None)
    return tuple(replace(part, kind=Kind.TITLE, weak=True) if part is nearest else part for part in parts)


def could_be_role(part: Part) -> bool:
    """Return whether a part of no known kind may be a role by its letters, and nothing says that it is another."""
    text = part.text
    if part.kind is None and not is_eastern(text):
        return _LATIN_ROLE.fullmatch(text) is not None and not (is_slogan(text) or names_somebody(text))
    if part.kind is not None or not is_eastern(text) or not _ROLE.fullmatch(text) or _KANA_WORDS.fullmatch(text):
        return False
    *_, last = text.split()
    somebody = looks_like_a_name(re.sub(r"\s", "", text)) or (last != text and fold(last) in given_names())
    return not (is_slogan(text) or is_surname(text) or somebody)


def _stands_at(part: Part, name: Sequence[Part]) -> bool:
    return any(part.size < 0.85 * own.size and beside(own.box, part.box, 0.8 * own.size) for own in name)
