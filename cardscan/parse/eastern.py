"""A stretch of Chinese or Korean text cut into firm, department, title, qualification and what is not known."""

from __future__ import annotations

import re

from cardscan.model import Kind
from cardscan.parse.eastern_names import is_eastern_name
from cardscan.parse.eastern_words import EasternWords, eastern_words
from cardscan.parse.piece import Piece, is_eastern, piece_at
from cardscan.parse.roles_latin import latin_kind, latin_pieces
from cardscan.parse.tongues import Tongue
from cardscan.parse.torn import with_unknown_joined

_GRADED = re.compile(
    r"[가-힣A-Z]{2,12}(?:\([가-힣]{2,6}\))?\s?(?:특|[1-4])급|[가-힣]{2,10}(?:기사|기능사|기술사)\s?\([가-힣]{2,6}\)"
)  # 전산회계 1급, 소방설비기사 (전기)
_TOKEN = re.compile(r"[^\s/／|｜·・,，、]+")
_AMBIGUOUS = frozenset("科室组組系课課所群线站队隊区區官家手")  # endings of titles and departments that end names, too
_SENTENCE = re.compile(r"[，。！？!?、]|니다|습니|[:：]")
_LATIN_RUN = re.compile(r"[A-Z][A-Za-z.'’-]*(?:,?\s+[A-Z][A-Za-z.'’-]*)+\.?")
_SLOGAN = re.compile(r"[一-鿿]{4}\s+[一-鿿]{4}(?:\s+[一-鿿]{4})*")
_BRACKETS = re.compile(r"[(（][A-Za-z& ]+[)）]$")
LONGEST_TITLE = 12  # characters
LONGEST_DEPARTMENT = 14


def eastern_pieces(text: str, tongue: Tongue) -> tuple[Piece, ...]:
    """Return the parts of a stretch of text, in order, each with its kind; no character but spaces is left out."""
    if not is_eastern(text):
        held = text.strip() in eastern_words(tongue).qualifications
        return (piece_at(Kind.QUALIFICATION, text, 0, len(text)),) if held else latin_pieces(text)
    if tongue == "ko" and _GRADED.fullmatch(text.strip()):
        return (piece_at(Kind.QUALIFICATION, text, 0, len(text)),)
    if len(text) > 6 and _SENTENCE.search(text):
        return (piece_at(Kind.NOTE, text, 0, len(text)),)
    lists = eastern_words(tongue)
    whole = re.sub(r"\s", "", text)
    if whole != text and all(len(word) == 1 for word in text.split()) and _kind(whole, lists, tongue)[0]:
        return (piece_at(_kind(whole, lists, tongue)[0], text, 0, len(text)),)
    if _is_cut_department(text.split(), lists, tongue):
        return (piece_at(Kind.DEPARTMENT, text, 0, len(text)),)
    found: list[Piece] = []
    at = 0
    for run in _LATIN_RUN.finditer(text):  # a name or a firm in Latin letters beside Chinese or Korean words
        found += _tokens(text, at, run.start(), lists, tongue)
        found += [Piece(p.kind, p.text, p.start + run.start(), p.end + run.start()) for p in latin_pieces(run.group())]
        at = run.end()
    found += _tokens(text, at, len(text), lists, tongue)
    if len(found) > 2 and all(_is_trade(piece, lists) for piece in found):
        return (piece_at(Kind.NOTE, text, 0, len(text)),)
    if _SLOGAN.fullmatch(text) and all(piece.kind is None or _is_trade(piece, lists) for piece in found):
        return (piece_at(Kind.NOTE, text, 0, len(text)),)
    return tuple(with_unknown_joined(text, _with_forms_joined(text, found, lists, tongue)))


def _tokens(text: str, start: int, end: int, lists: EasternWords, tongue: Tongue) -> list[Piece]:
    spans = [(start + m.start(), start + m.end()) for m in _TOKEN.finditer(text[start:end])]
    return [piece for a, b in spans for piece in _token(text, a, b, lists, tongue)]


def _is_trade(piece: Piece, lists: EasternWords) -> bool:
    """Return whether a part of a list reads like a firm without a legal form: a list of trades (전기공사・소방공사)."""
    return piece.kind is Kind.ORG and not any(form in piece.text for form in lists.forms)


def _token(text: str, start: int, end: int, lists: EasternWords, tongue: Tongue) -> list[Piece]:
    token = text[start:end]
    for at in _cuts(token, lists, tongue):
        return [*_token(text, start, start + at, lists, tongue), *_token(text, start + at, end, lists, tongue)]
    kind, weak = _kind(token, lists, tongue)
    return [piece_at(kind, text, start, end, weak)]


def _cuts(token: str, lists: EasternWords, tongue: Tongue) -> list[int]:
    """Return where a token falls into two: 有限公司|北京分公司, 市场部|经理, 王小明|总经理, 董事长|兼|总经理."""
    also = token.find("兼")
    if also > 1 and all(_kind(half, lists, tongue)[0] is Kind.TITLE for half in token.split("兼", 1)):
        return [also]
    if (form := _form_end(token, lists)) and form < len(token) - 1:
        return [form] if _kind(token[form:], lists, tongue)[0] in (Kind.DEPARTMENT, Kind.TITLE) else []
    if form or token in lists.titles or token in lists.departments or token in lists.surnames:
        return []
    if (bank := re.match(r"\w{2,8}?(?:银行|銀行)(?=\w{2,8}(?:支行|分行)$)", token)) is not None:
        return [bank.end()]  # 中国工商银行|北京朝阳支行
    org = _longest(token, lists.org_endings)
    for at in range(len(token) - 2, 2, -1):
        head, tail = token[:at], token[at:]
        part = _is_department(head, lists, tongue) and not _is_title(head, lists, tongue)
        if part and len(tail) > len(org) and _is_title(tail, lists, tongue):
            return [at]
    for at in range(2, len(token) - 1):
        head, tail = token[:at], token[at:]
        # two letters before a title tell what kind of it (高级经理, 项目经理), though 高 and 项 are surnames
        named = len(head) > 2 and len(tail) > len(org) and is_eastern_name(head, tongue) and tail in lists.titles
        person = is_eastern_name(tail, tongue) and len(tail) > 2 and not _is_department(tail, lists, tongue)
        if named or (head in lists.titles and person):  # 대표이사|원유주, but no 회원|사업팀
            return [at]
    return []


def _form_end(token: str, lists: EasternWords) -> int:
    """Return where a legal form at the end of a firm's name ends (0 if there is none)."""
    return max((token.find(form) + len(form) for form in lists.forms if token.find(form) > 0), default=0)


def _is_cut_department(words: list[str], lists: EasternWords, tongue: Tongue) -> bool:
    """Return whether two words are one department that a wide letter was taken for two (재무회 계팀, 口 腔科): what the
    second says alone is none that is known."""
    if len(words) != 2 or len(words[1]) != 2 or words[1] in lists.departments or is_eastern_name(words[0], tongue):
        return False
    return _kind(words[0], lists, tongue)[0] is None and _kind(words[1], lists, tongue)[0] is Kind.DEPARTMENT


def _kind(token: str, lists: EasternWords, tongue: Tongue) -> tuple[Kind | None, bool]:
    """Return what a token is by its words, and whether that is weak: an organisation may be called so, too."""
    bare = _BRACKETS.sub("", token)
    if bare.startswith("兼"):
        bare = bare[1:]
    if not is_eastern(bare) and bare not in lists.titles:
        return latin_kind(bare), False
    if _is_qualification(bare, lists):
        return Kind.QUALIFICATION, False
    if bare in lists.titles:
        return Kind.TITLE, False
    if bare in lists.surnames:
        return None, False
    if bare in lists.departments or (bare.endswith(lists.branches) and not _form_end(bare[:-3], lists)):
        return Kind.DEPARTMENT, False
    if any(form in bare for form in lists.forms):
        return Kind.ORG, False
    if any(honour in bare for honour in lists.honours) or re.match(r"ISO\s?\d{4,5}", bare):
        return Kind.NOTE, False
    org = _longest(bare, lists.org_endings)
    part = _longest(bare, lists.department_endings) if _is_department(bare, lists, tongue) else ""
    title = _longest(bare, lists.title_endings) if _is_title(bare, lists, tongue) else ""
    if title and len(title) >= len(org) and len(title) >= len(part):
        return Kind.TITLE, False
    if part and len(part) >= len(org):
        return Kind.DEPARTMENT, bare.endswith(lists.weak_departments) or bool(org)
    return (Kind.ORG, is_eastern_name(bare, tongue)) if org else (None, False)


def _longest(token: str, endings: tuple[str, ...]) -> str:
    return max((e for e in endings if token.endswith(e) and len(token) > len(e)), key=len, default="")


def _is_qualification(token: str, lists: EasternWords) -> bool:
    return token in lists.qualifications or (
        len(token) <= LONGEST_TITLE and _longest(token, lists.qualification_endings) != ""
    )


def _is_title(token: str, lists: EasternWords, tongue: Tongue) -> bool:
    if token in lists.titles:
        return True
    ending = _longest(token, lists.title_endings)
    if not ending or len(token) > LONGEST_TITLE or token in lists.departments:
        return False
    return not (is_eastern_name(token, tongue) and _ends_names(ending, lists))


def _is_department(token: str, lists: EasternWords, tongue: Tongue) -> bool:
    if token in lists.departments:
        return True
    ending = _longest(token, lists.department_endings)
    if not ending or len(token) > LONGEST_DEPARTMENT:
        return False
    return not (is_eastern_name(token, tongue) and _ends_names(ending, lists))


def _ends_names(ending: str, lists: EasternWords) -> bool:
    """Return whether given names end so, too."""
    return ending in _AMBIGUOUS or ending in lists.in_names


def _with_forms_joined(text: str, found: list[Piece], lists: EasternWords, tongue: Tongue) -> list[Piece]:
    """Join a legal form that stands alone with the words behind it (주식회사 한빛, 법무법인 율촌) or before it, and a
    firm's name of several words with its last one (백두 반도체(주))."""
    joined: list[Piece] = []
    for piece in found:
        last = joined[-1] if joined else None
        alone = last is not None and (last.text in lists.forms or last.text in lists.fronts)
        ends = piece.kind is Kind.ORG and piece.text.endswith(lists.forms)
        unnamed = last is not None and last.kind in (None, Kind.ORG) and not is_eastern_name(last.text, tongue)
        loose = piece.kind in (None, Kind.ORG) or (piece.kind is Kind.DEPARTMENT and piece.weak)
        trade = piece.text in lists.org_endings or (piece.kind is Kind.ORG and not ends)
        begun = last is not None and last.text.startswith(lists.forms) and trade
        torn = last is not None and last.kind is Kind.ORG and piece.kind is None and piece.text in lists.org_endings
        if last and ((alone and loose) or begun or torn or (ends and (unnamed or piece.text in lists.forms))):
            joined[-1] = piece_at(Kind.ORG, text, last.start, piece.end)
            if len(joined) > 1 and joined[-2].kind is None and _is_only_trade(joined[-1].text, lists):
                joined[-2:] = [piece_at(Kind.ORG, text, joined[-2].start, piece.end)]
        else:
            joined.append(piece)
    return joined


def _is_only_trade(text: str, lists: EasternWords) -> bool:
    """Return whether a firm is called after what it does alone, so that its name stands before it: 호텔 주식회사."""
    form = next((form for form in lists.forms if text.endswith(form)), "")
    return form != "" and text.removesuffix(form).strip() in lists.org_endings
