"""A post that no word tells: what stands behind a firm on its line, or right under it, on a card with several firms
whose others have their posts, is the post there. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from cardscan.model import Kind
from cardscan.parse.beside_name import could_be_role
from cardscan.parse.firms import has_legal_form, is_org
from cardscan.parse.lexicon import bare_letters, words
from cardscan.parse.page import part_of, stands_under
from cardscan.parse.piece import is_eastern
from cardscan.parse.posts import whose
from cardscan.parse.roles import pieces
from cardscan.parse.roles_latin import latin_pieces

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from cardscan.parse.companies import Org
    from cardscan.parse.page import Part

ROLES = (Kind.TITLE, Kind.DEPARTMENT)
LONGEST_FIRM = 3  # words of a firm that a host is called as
FEWEST = 4  # letters of one


def with_role_beside_firm(parts: Sequence[Part], orgs: Sequence[Org]) -> tuple[Part, ...]:
    """Return ``parts``, with a doubted title for each of several ``orgs`` that has none, where another has: the part of
    no known kind that stands behind it or right under it, or what a gap parts from the rest of its name
    (東京青葉会 会計幹事)."""
    titles = [part for part in parts if part.kind is Kind.TITLE]
    lacking = set(range(len(orgs))) - set(whose(titles, orgs)) if len(orgs) > 1 and titles else set()
    instead: dict[int, tuple[Part, ...]] = {}
    taken = {id(part) for org in orgs for part in org.parts}
    for number in sorted(lacking):
        firm = orgs[number].parts[0]
        options = [part for part in parts if id(part) not in taken and could_be_role(part) and _is_beside(firm, part)]
        if options:
            instead[id(options[0])] = (_as_title(options[0]),)
        else:
            instead |= _cut(parts, firm)
    return tuple(new for part in parts for new in instead.get(id(part), (part,)))


def with_role_behind(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return ``parts``, the Japanese one of no known kind that stands behind a department or a title on its line, with
    nothing behind it, as a doubted title: 営業部 編集統括, 担当部長 フォトグラファー."""
    made = list(parts)
    for i, (before, part) in enumerate(pairwise(parts), start=1):
        last = i + 1 == len(parts) or parts[i + 1].line != part.line
        role = before.kind in (Kind.DEPARTMENT, Kind.TITLE) and before.line == part.line
        if role and last and is_eastern(part.text) and could_be_role(part):
            made[i] = _as_title(part)
    return tuple(made)


def with_firm_before_role(parts: Sequence[Part], hosts: Sequence[str]) -> tuple[Part, ...]:
    """Return ``parts``, a role in Latin letters that begins as one of ``hosts`` is called (Vantage Head of Engineering,
    vantage.net) as the firm and the role."""
    labels = {label for host in hosts for first in host.split(".")[:-1] for label in (first, first.split("-")[0])}
    return tuple(piece for part in parts for piece in (_firm_and_role(part, labels) or (part,)))


def _firm_and_role(part: Part, labels: Container[str]) -> tuple[Part, ...]:
    if part.kind not in ROLES or is_eastern(part.text):
        return ()
    for gap in list(re.finditer(r"\s+", part.text))[:LONGEST_FIRM]:
        letters = re.sub("[^a-z0-9]", "", bare_letters(part.text[: gap.start()]))
        roles = latin_pieces(part.text[gap.end() :])
        if len(letters) >= FEWEST and letters in labels and all(role.kind in ROLES for role in roles):
            firm = replace(part_of(part, 0, gap.start()), kind=Kind.ORG, chances=())
            found = ((role, part_of(part, gap.end() + role.start, gap.end() + role.end)) for role in roles)
            return (firm, *(replace(own, kind=role.kind, chances=()) for role, own in found))
    return ()


def _is_beside(firm: Part, part: Part) -> bool:
    return (part.line == firm.line and part.start >= firm.end) or (
        stands_under(firm, part) and part.line != firm.line and part.vertical == firm.vertical
    )


def _as_title(part: Part) -> Part:
    return replace(part, kind=Kind.TITLE, weak=True)


def _cut(parts: Sequence[Part], firm: Part) -> dict[int, tuple[Part, ...]]:
    """Return by the ``id`` of the part that names a firm and its post the two, none where it does not."""
    own = next((part for part in parts if part is firm), None)
    return {} if own is None else {id(own): two for two in _in_two(own)}


def _in_two(firm: Part) -> Iterator[tuple[Part, Part]]:
    """Yield the firm and the post behind the last gap of its name, if both can be that."""
    for gap in list(re.finditer(r"\s+", firm.text))[-1:]:
        head, tail = part_of(firm, 0, gap.start()), _as_title(part_of(firm, gap.end(), len(firm.text)))
        post = is_eastern(tail.text) and not is_org(tail.text) and could_be_role(replace(tail, kind=None))
        if post and _is_whole(head.text):
            yield head, tail


def _is_whole(text: str) -> bool:
    """Return whether a text is a firm without anything behind it, and more than what a shop or a firm is (翻訳工房,
    株式会社)."""
    told, lists = pieces(text), words()
    firm = len(told) == 1 and told[0].kind is Kind.ORG and text not in lists.shop_fronts and text not in lists.forms
    return firm and (has_legal_form(text) or not told[0].weak)
