"""A stretch of text cut into firm, department, title, qualification, slogan and what is not known, by its words."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from cardscan.model import Kind
from cardscan.parse.firms import (
    is_list_of_work,
    is_office_of_its_own,
    is_org_by_ending,
    looks_like_a_name,
    org_ending,
    org_form,
)
from cardscan.parse.kinds import is_another_title, is_department, is_slogan, is_title
from cardscan.parse.lexicon import plain, words
from cardscan.parse.licences import is_licence_at_work, is_qualification, with_bracket
from cardscan.parse.names import NAME_SHAPE, is_surname, split, two_names
from cardscan.parse.piece import Piece, is_eastern, piece_at
from cardscan.parse.roles_latin import latin_kind, latin_pieces
from cardscan.parse.shops import with_shops_joined
from cardscan.parse.told import told
from cardscan.parse.torn import with_rest_joined, with_torn_joined

# No word begins with a dash, or with the mark of an item in a list.
_TOKEN = re.compile(
    r"(?:[（(]兼[）)]|[○◯□◇△☆](?![○◯□◇△☆])|[・･•●■◆▲▼▶▷►◦▪★※✓✔.,、。\ufe0e\ufe0f☎📞📠📱✉🌐📍🏠])*([^\s　/／|｜ー―–—-]"
    r"(?:[^\s　/／|｜]|(?<=[A-Z])/(?=[A-Z]{1,3}[ァ-ヺ一-龥]))*)"  # UI/UXデザイナー is one
)
_IN_QUOTES = re.compile(r"[「『\"“][^」』\"”]*[」』\"”]$")  # 異業種交流会「縁」
# 行政書士田中事務所, 建築士事務所アトリエ風, アステル一級建築士事務所
_OFFICE_OF_A_TRADE = re.compile(
    r"[一-龥]{1,5}士(?:[一-龥]{1,4})?事務所(?!登録)|[ぁ-んァ-ヺー一-龥・]{1,12}[一-龥]{2,7}士事務所$"
)
_PARTY = re.compile(r"(?:会派|政党)「([^「」]{2,16})」(.{2,10})")  # 会派「みらい川越」幹事長
_LEVEL = re.compile("(?:研究所|工場|事業所|製作所|サロン|ショールーム)$")  # behind a division, one of its levels
_ASIDE = re.compile(r"[（(]\s*([ぁ-ヿー・\s]{2,}|[A-Za-z][A-Za-z .,'\-]+)\s*[）)]")


def pieces(text: str) -> tuple[Piece, ...]:
    """Return the parts of a stretch of text, in order, each with its kind; no character but spaces is left out."""
    if whole := told(text, pieces):
        return whole
    latin = () if is_eastern(text) else latin_pieces(text)
    roles = len(latin) > 1 and all(piece.kind in (Kind.DEPARTMENT, Kind.TITLE) for piece in latin)
    roles |= bool(latin) and all(piece.kind is Kind.QUALIFICATION for piece in latin)  # Dr. med. dent.
    if is_slogan(text) and not roles and not _ASIDE.fullmatch(text.strip()):
        at = _firm_before_slogan(text)
        note = piece_at(Kind.NOTE, text, at, len(text))
        return (piece_at(Kind.ORG, text, 0, at), note) if at else (note,)
    if latin:
        return latin
    found: list[Piece] = []
    at = 0
    for aside in _ASIDE.finditer(text):  # a reading or a Latin name in brackets is a thing of its own
        found += _run_pieces(text, at, aside.start())
        last = found[-1] if found else None
        if last and last.kind is Kind.QUALIFICATION and last.end == aside.start():  # 経営学修士（MBA）
            found[-1] = piece_at(Kind.QUALIFICATION, text, last.start, aside.end())
        else:
            found.append(piece_at(None, text, *aside.span(1)))
        at = aside.end()
    return (*found, *_run_pieces(text, at, len(text)))


def _firm_before_slogan(text: str) -> int:
    """Return where the slogan begins behind a firm with a legal form, 0 if there is none: 合同会社グリーン美装
    ものづくりで、世界をやさしく。"""
    gap = re.search(r"\S\s+", text)
    head = text[: gap.end()].strip() if gap else ""
    whole = gap is not None and org_form(head) is not None and head not in words().forms and not is_slogan(head)
    return gap.end() if gap is not None and whole and is_slogan(text[gap.end() :]) else 0


def _run_pieces(text: str, start: int, end: int) -> list[Piece]:
    run = text[start:end]
    if (people := two_names(run)) is not None:
        return [piece_at(None, text, start + a, start + b) for a, b in people]
    if with_bracket(run.strip()) != run.strip():
        return [piece_at(Kind.QUALIFICATION, text, start, end)]
    if (kind := _listed_whole(run)) is not None:
        return [piece_at(kind, text, start, end)]
    found = [piece for match in _TOKEN.finditer(run) for piece in _token_pieces(run, match.start(1), match.end())]
    roles = (Kind.TITLE, Kind.DEPARTMENT, Kind.QUALIFICATION)
    apart = re.search(r"[／/｜|]|[^\s・]\s?・.*(?:\s・|・\s)", run)
    if apart and is_list_of_work(run) and not any(piece.kind in roles for piece in found):
        kind = Kind.NOTE if "・" in apart[0] else None  # はり ・ きゅう ・ 整体; Webデザイン／ロゴ制作
        return [piece_at(kind, text, start, end)]
    joined = with_rest_joined(run, with_shops_joined(run, with_torn_joined(run, _with_levels(found))))
    return [Piece(p.kind, p.text, p.start + start, p.end + start, p.weak) for p in joined]


def _with_levels(found: list[Piece]) -> list[Piece]:
    """Return the parts of a line, an institute behind a division as one of its levels: 研究開発本部 先端材料研究所."""
    levels = list(found)
    for at, piece in enumerate(found[1:], start=1):
        before = levels[at - 1]
        if piece.text == "一級建築士事務所" and before.kind in (None, Kind.ORG):
            text = f"{before.text} {piece.text}"
            levels[at - 1 : at + 1] = [Piece(Kind.ORG, text, before.start, piece.end)]
            return levels
    for at, piece in enumerate(found[1:], start=1):
        under = levels[at - 1].kind is Kind.DEPARTMENT and re.search("(?:本部|部門|部|局)$", levels[at - 1].text)
        if under and piece.kind is Kind.ORG and _LEVEL.search(piece.text) and org_form(piece.text) is None:
            levels[at] = replace(piece, kind=Kind.DEPARTMENT)
    return levels


def _listed_whole(run: str) -> Kind | None:
    """Return what a text with gaps is that wide setting or a column has inside a word: 利酒 師, 俳 優, 小児 科."""
    whole, lists = re.sub(r"\s", "", run), words()
    if whole == run.strip():
        return None
    if plain(whole) in lists.titles or is_licence_at_work(plain(whole)):
        return Kind.TITLE
    if plain(whole) in lists.qualifications or (re.search(r"\d点?$", whole) and is_qualification(whole)):  # TOEIC 900点
        return Kind.QUALIFICATION
    goes_on = re.fullmatch(r"[ァ-ヺー]+", whole) or re.fullmatch(r"[一-龥]+\s+[ぁ-ん][一-龥]+", run)
    first, last = run.split()[0], run.split()[-1]
    firm = is_org_by_ending(first) or _begins_as_org(first) or first in lists.shop_fronts
    part = any(
        first.endswith(end) and first != end for end in lists.department_endings
    )  # インフラチーム, not プロジェクト
    apart = is_title(last) and (firm or part)
    # プロジェクト リーダー, 着付 け講師
    if goes_on and is_title(whole) and not apart and not all(map(is_title, run.split())):
        return Kind.TITLE
    lone = any(len(word) == 1 for word in run.split())  # 広島 オ フィス
    return Kind.DEPARTMENT if whole in lists.departments or (lone and is_department(whole)) else None


def _token_pieces(text: str, start: int, end: int) -> list[Piece]:
    token = text[start:end]
    if (cut := _listed_qualifications(token)) is not None:
        return [piece_at(Kind.QUALIFICATION, text, start + a, start + b) for a, b in cut]
    if token.isascii() and len(token) > 2 and latin_kind(token) is Kind.QUALIFICATION:  # シニアエキスパート CISSP
        return [piece_at(Kind.QUALIFICATION, text, start, end)]
    if (party := _PARTY.fullmatch(token)) is not None and is_title(party[2]):
        spans = ((Kind.ORG, party.span(1)), (Kind.TITLE, party.span(2)))
        return [piece_at(kind, text, start + a, start + b) for kind, (a, b) in spans]
    if (form := org_form(token)) is not None:
        return _org_pieces(text, start, end, form)
    if _OFFICE_OF_A_TRADE.match(token) and not is_title(token):
        return [piece_at(Kind.ORG, text, start, end)]
    if at := _title_after_org(token):
        return [piece_at(Kind.ORG, text, start, start + at), piece_at(Kind.TITLE, text, start + at, end)]
    if (cut := _listed_titles(token)) is not None:
        return [piece for a, b in cut for piece in _token_pieces(text, start + a, start + b)]
    if is_title(token):
        at = _department_before_title(token)
        if at:
            head = len(token[:at].rstrip("ー"))  # OCR takes a dash between the two for a long vowel
            return [piece_at(Kind.DEPARTMENT, text, start, start + head), piece_at(Kind.TITLE, text, start + at, end)]
        return [piece_at(Kind.TITLE, text, start, end)]
    if at := _name_after_title(token):
        return [piece_at(Kind.TITLE, text, start, start + at), piece_at(None, text, start + at, end)]
    return [_by_ending(text, start, end)]


def _by_ending(text: str, start: int, end: int) -> Piece:
    token = text[start:end]
    lists = words()
    if len(token) <= 4 and is_surname(token):  # 曽我部, 薬師寺
        return piece_at(None, text, start, end)
    if token in lists.departments:
        return piece_at(Kind.DEPARTMENT, text, start, end)
    bare = _IN_QUOTES.sub("", token)
    org = org_ending(bare) or (bare if bare != token and bare in lists.org_endings else "")
    if is_department(token):
        own = next((e for e in lists.department_endings if token.endswith(e)), "")
        if len(own) >= len(org):
            weak = any(token.endswith(e) for e in lists.weak_departments) or bool(org)
            kind = Kind.ORG if is_office_of_its_own(token) else Kind.DEPARTMENT
            return piece_at(kind, text, start, end, weak and kind is Kind.DEPARTMENT)
    if (org or (_begins_as_org(token) and not is_list_of_work(bare))) and not looks_like_a_name(token):
        front = next((word for word in lists.katakana_fronts if token.startswith(word)), token)
        named = re.fullmatch(r"[ァ-ヺー]{2,}", token.removeprefix(front)) is not None  # スタジオグリーン
        return piece_at(Kind.ORG, text, start, end, weak=not named and len(org) < 2)
    return piece_at(None, text, start, end)


def _begins_as_org(token: str) -> bool:
    return token.startswith(_fronts()) and any(token.startswith(word) and token != word for word in _fronts())


@lru_cache(maxsize=1)
def _fronts() -> tuple[str, ...]:
    return tuple(word for listed in (words().org_endings, words().shop_fronts) for word in listed if len(word) > 1)


def _org_pieces(text: str, start: int, end: int, form: tuple[int, int]) -> list[Piece]:
    """Cut a branch or department off after a legal form at the end of the name (青葉株式会社東京支店)."""
    after = text[start + form[1] : end]
    if form[0] > 0 and len(after) >= 2 and (is_department(after) or is_title(after)):
        middle = start + form[1]
        return [piece_at(Kind.ORG, text, start, middle), *_token_pieces(text, middle, end)]
    return [piece_at(Kind.ORG, text, start, end)]


def _listed_qualifications(token: str) -> list[tuple[int, int]] | None:
    """Return the spans of 税理士・中小企業診断士 if each is a qualification; one may have a dot inside
    (1級ファイナンシャル・プランニング技能士・測量士)."""
    parts = [(m.start(), m.end()) for m in re.finditer(r"[^・、,，)）]+[)）]?", token)]
    cut = _qualifications_of(token, parts)
    # 不動産鑑定士・インテリアコーディネーター
    if len(cut) > 1 and any(is_qualification(token[a:b]) for a, b in cut):
        return cut
    posts = len(parts) > 1 and all(is_title(token[a:b]) for a, b in parts)  # 主任弁理士・パートナー弁護士
    return [(0, len(token))] if is_qualification(token) and not posts else None


def _qualifications_of(token: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans that are a qualification, or a title that may be one, each of as many parts as can be; none if
    one is neither."""
    cut: list[tuple[int, int]] = []
    while parts:
        spans = [(parts[0][0], end) for _, end in parts]
        held = next((at for at in spans if _may_be_held(token[slice(*at)])), None)
        if held is None:
            return []
        cut.append(held)
        parts = [part for part in parts if part[0] >= held[1]]
    return cut


def _may_be_held(text: str) -> bool:
    return is_qualification(text) or plain(text) in words().either


def _listed_titles(token: str) -> list[tuple[int, int]] | None:
    """Return the spans of 事務局長・プロデューサー if each is a title; OCR takes a wide slash for ノ."""
    if at := _between_two(token):
        return [(0, len(token[:at].rstrip("・･"))), (at + (token[at] in "・･"), len(token))]
    for mark in ("・", "･", "·", "•", "ノ", "丿", "、"):
        at = token.find(mark)
        if 2 <= at < len(token) - 2 and is_title(token[at + 1 :]):
            head = token[:at]
            if is_title(head) or (mark in "ノ丿" and is_department(head)):
                return [(0, at), (at + 1, len(token))]
    return None


def _between_two(token: str) -> int:
    """Return where the second begins of two long titles whose gap was not read (シニアマネージャーファイナンシャル
    アドバイザー), 0 if a token is not that."""
    titles = words().titles
    if plain(token) in titles:
        return 0
    cuts = range(6, len(token) - 5)
    return next((at for at in cuts if plain(token[:at]) in titles and plain(token[at:]) in titles), 0)


def _department_before_title(token: str) -> int:
    """Return where the title begins in 第二営業部課長代理 (0 if it is a title throughout)."""
    if plain(token) in words().titles:
        return 0
    options = [
        at
        for at in range(2, len(token) - 1)
        if token[:at].rstrip("ー").endswith(words().department_endings)
        and (at > 2 or token[:at] in words().departments)  # 放課後児童支援員
        and not token[at:].startswith(("長", "ー"))
        and not _is_one_word(token, at)
        and is_title(token[at:])
    ]
    return max(options, default=0)


def _is_one_word(token: str, at: int) -> bool:
    """Return whether a word of katakana goes on at ``at`` and the head is no department without it:
    プロジェクトリーダー."""
    return re.match(r"[^ァ-ヺー]?[ァ-ヺー]+$", token[:at]) is not None and re.match(r"[ァ-ヺ]", token[at:]) is not None


def _title_after_org(token: str) -> int:
    """Return where the title begins in 全国副業支援ネットワーク所長 (0 if it is not a firm with a title)."""
    if is_another_title(plain(token)):
        return 0
    for at in range(4, len(token) - 1):
        if plain(token[at:]) in words().titles and not _is_one_word(token, at):
            heads_department = is_department(token[:-1]) and token[:at].endswith(words().work_of_firms)  # 営業企画部長
            return at if is_org_by_ending(_IN_QUOTES.sub("", token[:at])) and not heads_department else 0
    return 0


def _name_after_title(token: str) -> int:
    """Return where the name begins in 代表取締役山田太郎 (0 if there is none)."""
    for at in range(min(len(token) - 2, 12), 1, -1):
        head, tail = token[:at], token[at:]
        if (plain(head) in words().titles or is_qualification(head)) and NAME_SHAPE.match(tail):
            cut = split(tail)
            if cut is not None and cut.likeness >= 0.75:
                return at
    return 0
