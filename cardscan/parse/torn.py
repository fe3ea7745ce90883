"""Parts of a stretch of text that a gap tore apart, joined again: names, legal forms and what they are the form of."""

from __future__ import annotations

import re
from functools import lru_cache

from cardscan.model import Kind
from cardscan.parse.firms import org_form
from cardscan.parse.lexicon import words
from cardscan.parse.morphology import morphemes
from cardscan.parse.names import is_surname
from cardscan.parse.piece import Piece, is_eastern, piece_at


def with_torn_joined(text: str, found: list[Piece]) -> list[Piece]:
    """Return the parts of ``text``, those joined that are one."""
    return _with_letters_joined(text, _with_forms_joined(text, with_unknown_joined(text, found)))


def with_unknown_joined(text: str, found: list[Piece]) -> list[Piece]:
    """Join neighbouring parts that are not known: 山田 太郎 is one name, not two words."""
    joined: list[Piece] = []
    for piece in found:
        last = joined[-1] if joined else None
        beside = last is not None and not text[last.end : piece.start].strip()
        alike = last is not None and is_eastern(last.text) == is_eastern(piece.text)
        if last and last.kind is None and piece.kind is None and beside and alike:
            joined[-1] = piece_at(None, text, last.start, piece.end)
        else:
            joined.append(piece)
    return joined


def with_rest_joined(text: str, found: list[Piece]) -> list[Piece]:
    """Join an organisation and what a gap tore off it, where they are all of the text: a bit of katakana (ブライ ダル),
    a first kanji (栄 和神社), or a name that goes on in hiragana (きら りソフト)."""
    if len(found) != 2 or Kind.ORG not in (found[0].kind, found[1].kind):
        return found
    first, last = found
    rest = first if last.kind is Kind.ORG else last
    trade = last.text in (*words().work_of_firms, *words().org_endings)
    fronted = trade and (org_form(first.text) or (1, 0))[0] == 0  # 有限会社ひばり リビング
    torn = (fronted or re.search(r"[ァ-ヺー]$", first.text)) and re.match(r"[ァ-ヺー]", last.text)
    most = 12 if first.kind is Kind.ORG and org_form(first.text) is not None else 5  # 株式会社アルファ コーポレーション
    bit = rest.kind is None and torn and re.fullmatch(rf"[ァ-ヺー]{{1,{most}}}[会社店園堂館院]?", rest.text)
    kanji = first.kind is None and re.fullmatch(r"[一-龥]", first.text) and re.match(r"[一-龥]", last.text)
    goes_on = first.kind is Kind.ORG and re.search(r"[ぁ-ん]$", first.text) and re.match(r"[ぁ-ん]", last.text)
    named_after = _is_only_work(last.text) or (is_surname(first.text) and _is_only_a_noun(last.text))
    work = named_after or _trades().fullmatch(last.text) is not None
    whole = first.kind in (None, Kind.ORG) and len(first.text) <= 6 and work  # 日の出 建材株式会社, 大和田 看板株式会社
    bare = first.kind in (None, Kind.ORG) and re.fullmatch(r"[一-龥]{2,4}", first.text) and org_form(last.text)
    named = bare and not last.text.startswith(words().forms)
    behind = whole or (named and not is_surname(first.text))  # 東洋光 パワー株式会社
    both = goes_on and org_form(first.text) is not None and org_form(last.text) is None
    joined = bit or kanji or both or behind or (fronted and last.kind is None)  # 合同会社スカイ 電子
    return [piece_at(Kind.ORG, text, first.start, last.end)] if joined else found


def _is_only_work(text: str) -> bool:
    """Return whether what stands before a legal form is what firms do and no name: 製薬株式会社."""
    form = org_form(text)
    return form is not None and text[: form[0]] in (*words().work_of_firms, *words().org_endings)


@lru_cache(maxsize=1)
def _trades() -> re.Pattern[str]:
    """Return what finds a body called after what it does alone: 建築設計事務所."""
    lists = words()
    work, endings = ("|".join(map(re.escape, each)) for each in (lists.work_of_firms, lists.org_endings))
    return re.compile(f"(?:{work}){{1,3}}(?:{endings})")


def _is_only_a_noun(text: str) -> bool:
    """Return whether what stands before a legal form is one common word, and no name: 看板株式会社."""
    form = org_form(text)
    head = morphemes(text[: form[0]]) if form is not None else ()
    return [word.tag for word in head] == ["普通名詞"] and head[0].known


def _with_letters_joined(text: str, found: list[Piece]) -> list[Piece]:
    """Join letters that stand a space before a body without a legal form with it: JCI 東京青年会議所, NPO まちの会."""
    if len(found) < 2 or found[0].kind is not None or found[1].kind is not Kind.ORG or org_form(found[1].text):
        return found
    if not re.fullmatch(r"[A-Z][A-Za-z]{1,4}", found[0].text) or found[1].start - found[0].end > 1:
        return found
    return [piece_at(Kind.ORG, text, found[0].start, found[1].end, found[1].weak), *found[2:]]


def _torn_form(last: Piece, piece: Piece) -> bool:
    """Return whether a gap was read inside the legal form that begins a firm: 株式会 社テラスフーズ."""
    whole = last.text + piece.text
    return any(len(last.text) < len(form) and whole.startswith(form) and whole != form for form in words().forms)


def _with_forms_joined(text: str, found: list[Piece]) -> list[Piece]:
    """Join a legal form that stands alone with the word beside it: 株式会社 青葉."""
    joined: list[Piece] = []
    for piece in found:
        last = joined[-1] if joined else None
        alone = last is not None and last.kind is Kind.ORG and last.text in words().forms
        follows = piece.kind is Kind.ORG and piece.text in words().forms and last is not None
        if (last and _torn_form(last, piece)) or (
            last
            and (
                (alone and piece.kind in (None, Kind.ORG, Kind.DEPARTMENT))
                or (follows and last.kind in (None, Kind.ORG))
            )
        ):
            joined[-1] = piece_at(Kind.ORG, text, last.start, piece.end)
        else:
            joined.append(piece)
    return joined
