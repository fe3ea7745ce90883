"""Stretches of text that say at their beginning or end what they are, or of which a part is an aside. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from cardscan.model import Kind
from cardscan.parse.firms import is_org_by_ending, org_form
from cardscan.parse.forms import form_pieces
from cardscan.parse.kinds import is_slogan
from cardscan.parse.licences import is_registered_licence
from cardscan.parse.piece import Piece, piece_at

Cut = Callable[[str], tuple[Piece, ...]]

_REAL_NAME = re.compile(r"[（(]\s?((?:本名|旧姓|戸籍名)\s?[:：]?[^（）()]+)[)）]\s*")
# What is offered (◎収穫体験), tags, a handle, under which number somebody is registered.
_SAID_OF = re.compile(r"\s*[◎✓✔☑]|\s*(?:[#＃][^\s#＃]+\s*)+$|\W*@\s?[\w.-]+\s*$|登録番号\s")
_LOOKED_UP = re.compile(r"^[「『\"]([^「」『』\"]{2,20})[」』\"]\s?[でと]?\s?検索")  # 「ふじもと農園」で検索
# What a body of a profession certifies: 日本口腔インプラント学会 専門医.
_SPECIALIST = re.compile(
    r"\s*(?:[^\s]{2,24}(?:学会|機構|協会|医師会)\s?)?(?:認定)?[^\s]{0,10}"
    r"(?:専門医|認定医|指導医|認定看護師|専門看護師|認定薬剤師)\s*"
)
_SPOKEN_OF = re.compile(r"\s*[（(]((?:she|he|they|her|him|them|ze|xe)\b[^()（）]{0,20})[)）]?$", re.IGNORECASE)
_AT_A_FIRM = re.compile(r"(?<=[a-z])\s@\s(?=\S)")  # Staff Engineer @ クミキ株式会社
_GIVEN = re.compile(r"(?<=[一-龥ァ-ヺー])\s?[（(【\[]((?:国家|公的|民間)資格者?)[)）】\]]?$")  # who gave a licence


def told(text: str, cut: Cut) -> tuple[Piece, ...]:
    """Return the parts of a stretch of text that says what it is or has an aside, the rest of it as ``cut`` cuts it;
    none of any other."""
    if is_registered_licence(text.strip()):
        return (piece_at(Kind.QUALIFICATION, text, 0, len(text)),)
    if form := form_pieces(text):
        return form
    if _SPECIALIST.fullmatch(text):
        return (piece_at(Kind.QUALIFICATION, text, 0, len(text)),)
    if _SAID_OF.match(text):
        return (piece_at(Kind.NOTE, text, 0, len(text)),)
    if (firm := _LOOKED_UP.search(text)) is not None and is_org_by_ending(firm[1]):
        return (piece_at(Kind.ORG, text, *firm.span(1), weak=True), piece_at(Kind.NOTE, text, firm.end(1), len(text)))
    return _with_aside(text, cut)


def _with_aside(text: str, cut: Cut) -> tuple[Piece, ...]:
    if (spoken := _SPOKEN_OF.search(text)) is not None:
        return (*cut(text[: spoken.start()]), piece_at(Kind.NOTE, text, *spoken.span(1)))
    if (there := _AT_A_FIRM.search(text)) is not None:
        return (*cut(text[: there.start()]), *_moved(cut(text[there.end() :]), there.end()))
    if (given := _GIVEN.search(text)) is not None:
        merits = cut(text[: given.start()])
        held = (replace(each, kind=Kind.QUALIFICATION) if each.kind is Kind.TITLE else each for each in merits)
        return (*held, piece_at(Kind.NOTE, text, *given.span(1)))
    if (real := _REAL_NAME.match(text)) is not None:
        return (piece_at(Kind.NOTE, text, *real.span(1)), *_moved(cut(text[real.end() :]), real.end()))
    if at := _registered_behind(text):
        return (*cut(text[:at]), piece_at(Kind.QUALIFICATION, text, at, len(text)))
    if at := _slogan_before_firm(text):
        return (piece_at(Kind.NOTE, text, 0, at), *_moved(cut(text[at:]), at))
    return ()


def _moved(found: tuple[Piece, ...], by: int) -> tuple[Piece, ...]:
    """Return the parts of the end of a text as parts of the text, ``by`` characters further on."""
    return tuple(Piece(p.kind, p.text, p.start + by, p.end + by, p.weak) for p in found)


def _registered_behind(text: str) -> int:
    """Return where a licence with its number begins behind something else (所長 一級建築士（大臣登録 第312845号）), 0
    if none does."""
    starts = (gap.end() for gap in re.finditer(r"\s+", text))
    return next((at for at in starts if is_registered_licence(text[at:].strip())), 0)


def _slogan_before_firm(text: str) -> int:
    """Return where the firm with a legal form begins behind a slogan with its full stop, 0 if there is none:
    ものづくりで、世界をやさしく。合同会社グリーン美装."""
    stop = re.match(r"[^。！]{4,}[。！]\s*(?=\S)", text)
    rest = text[stop.end() :] if stop else ""
    found = stop is not None and is_slogan(stop.group().strip()) and not re.search("[。、！]", rest)
    return stop.end() if stop is not None and found and org_form(rest) is not None else 0
