"""Shops: what one is (翻訳工房), a space, and what it is called (かけはし) are one name."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from cardscan.model import Kind
from cardscan.parse.firms import has_legal_form, is_list_of_work, looks_like_a_name
from cardscan.parse.lexicon import words
from cardscan.parse.names import is_surname
from cardscan.parse.piece import Piece, piece_at

_NAMELESS = re.compile("[一二三]級[一-龥]{1,6}士事務所|[一-龥]{2,8}士事務所")  # 一級建築士事務所 アトリエ風
LONGEST_FRONT = 16  # characters: Café & Gallery


def with_shops_joined(text: str, found: list[Piece]) -> list[Piece]:
    """Join what a shop is with its name (翻訳工房 かけはし), and the body that runs another with that
    (医療法人社団青葉会 青葉クリニック)."""
    joined: list[Piece] = []
    for piece in map(_as_shop, found):
        last = joined[-1] if joined else None
        if last and ((_is_front(last) and _names_a_shop(piece)) or (_is_umbrella(last) and _is_run(piece))):
            joined[-1] = piece_at(Kind.ORG, text, last.start, piece.end, last.weak and not _is_listed_front(last))
        elif last and (_are_a_temple(last, piece) or (_NAMELESS.fullmatch(last.text) and _is_run(piece))):
            joined[-1] = piece_at(Kind.ORG, text, last.start, piece.end)
        else:
            joined.append(piece)
    return joined


def _are_a_temple(mountain: Piece, temple: Piece) -> bool:
    """Return whether two parts are the two names of a temple, its mountain first: 成田山 新勝寺."""
    return (
        re.fullmatch(r"\w{1,6}山", mountain.text) is not None
        and re.fullmatch(r"\w{1,8}[寺院]", temple.text) is not None
    )


def _as_shop(piece: Piece) -> Piece:
    """Return a part of no known kind whose first word is what a shop is (八百屋 やおたけ, Café & Gallery) as a
    shop's."""
    first, *others = piece.text.split() or [""]
    is_shop = piece.kind is None and others and _is_front(Piece(None, first, 0, len(first)))
    return replace(piece, kind=Kind.ORG, weak=False) if is_shop or _begins_as_a_shop(piece) else piece


def _begins_as_a_shop(piece: Piece) -> bool:
    """Return whether what a shop is stands right before its name, in other letters or set off by a dot: アトリエ空,
    ビストロ・ル・ブラン."""
    match = re.match(r"([ァ-ヺー]{3,})(?:・[ァ-ヺー・]{2,}|(?:[一-龥]{1,4}|[ぁ-ん]{2,6})$)", piece.text)
    loose = piece.kind is None or (piece.kind is Kind.ORG and piece.weak)
    listed = is_list_of_work(piece.text)
    return loose and not listed and match is not None and match[1].endswith(_katakana_fronts())


@lru_cache(maxsize=1)
def _katakana_fronts() -> tuple[str, ...]:
    return tuple(word for word in words().shop_fronts if len(word) > 2 and re.fullmatch(r"[ァ-ヺー]+", word))


def _is_front(piece: Piece) -> bool:
    if _is_listed_front(piece):
        return True
    loose = piece.kind is Kind.ORG or (piece.kind is Kind.DEPARTMENT and piece.weak)
    return loose and not has_legal_form(piece.text) and len(piece.text) <= LONGEST_FRONT


def _is_listed_front(piece: Piece) -> bool:
    return piece.text in words().shop_fronts or piece.text.lower() in words().latin_fronts


def _names_a_shop(piece: Piece) -> bool:
    """Return whether a part could be what a shop is called: not known to be anything else, and nobody's name."""
    known = piece.kind is not None and not (piece.kind is Kind.ORG and piece.weak)
    if known or len(piece.text) > 14 or re.search(r"\d", piece.text):
        return False
    first, _, _ = piece.text.partition(" ")
    return first != "" and not is_surname(first) and not looks_like_a_name(re.sub(r"\s", "", piece.text))


def _is_umbrella(piece: Piece) -> bool:
    return piece.kind is Kind.ORG and piece.text.startswith(words().umbrellas) and piece.text not in words().umbrellas


def _is_run(piece: Piece) -> bool:
    return piece.kind is Kind.ORG and not has_legal_form(piece.text)
