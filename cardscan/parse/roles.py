"""What a stretch of text is by its words alone: firm, department, title, qualification, slogan, or not known."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from cardscan.model import Kind
from cardscan.parse.lexicon import plain, words
from cardscan.parse.names import NAME_SHAPE, is_surname, likeness, split, split_kana
from cardscan.parse.piece import Piece, is_japanese, piece_at
from cardscan.parse.roles_latin import has_latin_form, latin_kind, latin_pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.parse.page import Part

_TOKEN = re.compile(r"[^\s　/／|｜ー―–—-][^\s　/／|｜]*")  # no word begins with a dash
_ASIDE = re.compile(r"[（(]\s*([ぁ-ヿー・\s]{2,}|[A-Za-z][A-Za-z .,'\-]+)\s*[）)]")


def pieces(text: str) -> tuple[Piece, ...]:
    """Return the parts of a stretch of text, in order, each with its kind; no character but spaces is left out."""
    if is_slogan(text):
        return (piece_at(Kind.NOTE, text, 0, len(text)),)
    if not is_japanese(text):
        return latin_pieces(text)
    found: list[Piece] = []
    at = 0
    for aside in _ASIDE.finditer(text):  # a reading or a Latin name in brackets is a thing of its own
        found += _run_pieces(text, at, aside.start())
        found.append(piece_at(None, text, *aside.span(1)))
        at = aside.end()
    return (*found, *_run_pieces(text, at, len(text)))


def _run_pieces(text: str, start: int, end: int) -> list[Piece]:
    run = text[start:end]
    if (kind := _listed_whole(run)) is not None:
        return [piece_at(kind, text, start, end)]
    found = [piece for match in _TOKEN.finditer(run) for piece in _token_pieces(run, match.start(), match.end())]
    joined = _with_shops_joined(run, _with_forms_joined(run, _with_unknown_joined(run, found)))
    return [Piece(p.kind, p.text, p.start + start, p.end + start, p.weak) for p in joined]


def _listed_whole(run: str) -> Kind | None:
    """Return what a text with gaps is that wide setting or a column has inside a word: 利酒 師, 俳 優, 小児 科."""
    whole, lists = re.sub(r"\s", "", run), words()
    if whole == run.strip():
        return None
    if plain(whole) in lists.titles or _is_licence_at_work(plain(whole)):
        return Kind.TITLE
    if plain(whole) in lists.qualifications:
        return Kind.QUALIFICATION
    return Kind.DEPARTMENT if whole in lists.departments else None


def is_slogan(text: str) -> bool:
    """Return whether a text is a sentence, a slogan, hours or a registration rather than a name for something."""
    lists = words()
    bare = unicodedata.normalize("NFKC", text).strip()
    if not is_japanese(text):
        lower = sum(word[:1].islower() for word in bare.split())
        return (lower >= 2 and bare.endswith((".", "!", "?"))) or lower > max(3, len(bare.split()) / 2)
    if plain(bare) in lists.titles or (_org_form(bare) and len(bare) <= 24 and not bare.endswith(("。", "す"))):
        return False
    if any(word in bare for word in lists.note_words):
        return True
    if any(word in bare for word in lists.slogan_inside) and len(bare) > 5:
        return True
    if bare.split()[:1] and bare.split()[0] in lists.shop_fronts:
        return False
    if len(bare) >= 8 and len(re.findall(r"[ぁ-ん]", bare)) >= 0.45 * len(bare) and not is_org(bare):
        return not _is_kana_name(bare)
    return len(bare) > 5 and bare.endswith(lists.slogan_endings)


def _is_kana_name(bare: str) -> bool:
    """Return whether a text with much hiragana is a name: 仲宗根 こうすけ, やすはらしょうた."""
    first, *others = bare.split()
    if not others:
        return split_kana(bare) is not None
    return len(others) == 1 and likeness(first, others[0]) > 0.9


def is_org(text: str) -> bool:
    """Return whether the words alone make this an organisation."""
    if not is_japanese(text):
        return latin_kind(text) is Kind.ORG
    return _org_form(text) is not None or _is_org_by_ending(text)


def has_legal_form(text: str) -> bool:
    """Return whether the text carries a legal form (株式会社, GmbH)."""
    if is_japanese(text) and _org_form(text) is not None:
        return True
    return has_latin_form(text)


def is_title(text: str) -> bool:
    """Return whether a Japanese text is a job title."""
    lists, bare = words(), plain(re.sub(r"[（(][^）)]*[）)]$", "", text))
    if bare in lists.titles:
        return True
    if bare in lists.not_titles or not 2 <= len(bare) <= 24 or is_slogan(text):
        return False
    if any(bare.endswith(ending.upper()) and len(bare) > len(ending) for ending in lists.title_endings):
        return True
    return _is_licence_at_work(bare) or _nearly_a_title(bare)


def _is_licence_at_work(bare: str) -> bool:
    """Return whether a licence with a word before it tells what somebody is: 代表税理士, 所属弁護士."""
    return any(
        bare.startswith(before) and bare[len(before) :] in words().qualifications for before in words().before_licences
    )


def _nearly_a_title(bare: str) -> bool:
    """Return whether a katakana word is a title but for one misread character (セラビスト)."""
    if len(bare) < 5 or not re.fullmatch(r"[ァ-ヺー]+", bare):
        return False
    from rapidfuzz.distance import Levenshtein

    return any(
        abs(len(title) - len(bare)) <= 1 and Levenshtein.distance(title, bare, score_cutoff=1) <= 1
        for title in words().titles
    )


def is_qualification(text: str) -> bool:
    """Return whether a text is a licence, certificate or degree."""
    lists, whole = words(), re.sub(r"[®™]|認定者$", "", unicodedata.normalize("NFKC", text))
    bare = plain(re.sub(r"\([^)]*\)$", "", whole)) or plain(whole)
    if bare in lists.qualifications or plain(whole) in lists.qualifications:
        return True
    if bare in lists.titles or _is_licence_at_work(bare):
        return False
    return any(pattern.match(whole) for pattern in lists.qualification_patterns)


def is_department(text: str) -> bool:
    """Return whether a Japanese text is a department or branch by its ending."""
    lists = words()
    bare = re.sub(r"[（(][^）)]*[）)]$", "", text)
    return (
        bare in lists.departments
        or (len(bare) > 2 and bare.endswith(lists.department_endings))
        or bare in ("本社", "本店")
    )


def is_listed_title(text: str) -> bool:
    """Return whether a title is one that the lists have whole, not by its ending or one of its words."""
    return plain(text) in words().titles or " ".join(text.lower().split()) in words().whole_titles


def names_a_part(text: str) -> bool:
    """Return whether a department's ending says plainly what it is (営業部), or the lists have it whole."""
    lists = words()
    return text in lists.departments or text.lower() in lists.areas or text.endswith(lists.plain_departments)


def names_a_branch(text: str) -> bool:
    """Return whether a department is a place of the firm (東京支店) rather than a part of it (営業部)."""
    return text.endswith(words().branches)


def merits_apart(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return ``parts``, what may be a title or something else (a licence, 事務局) being that where the card has another
    title; in a list of titles it is one."""
    lists = {part.line for part in parts if part.kind is Kind.TITLE and part.start > 0}
    titles = [part for part in parts if part.kind is Kind.TITLE and part.line not in lists]
    other = {id(part): kind for part in titles if (kind := _but_for_titles(part.text))}
    if not any(part.kind is Kind.TITLE and id(part) not in other for part in parts):
        return tuple(parts)
    return tuple(replace(part, kind=other[id(part)]) if id(part) in other else part for part in parts)


def _but_for_titles(text: str) -> Kind | None:
    """Return what else a title may be."""
    if plain(text) in words().either:
        return Kind.QUALIFICATION
    return Kind.DEPARTMENT if text in words().also_departments else None


def _token_pieces(text: str, start: int, end: int) -> list[Piece]:
    token = text[start:end]
    if (cut := _listed_qualifications(token)) is not None:
        return [piece_at(Kind.QUALIFICATION, text, start + a, start + b) for a, b in cut]
    if (form := _org_form(token)) is not None:
        return _org_pieces(text, start, end, form)
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
    bare = re.sub(r"[「『\"“][^」』\"”]*[」』\"”]$", "", token)  # 異業種交流会「縁」
    org = next((ending for ending in lists.org_endings if bare.endswith(ending) and len(token) > len(ending)), "")
    if is_department(token):
        own = next((e for e in lists.department_endings if token.endswith(e)), "")
        if len(own) >= len(org):
            weak = any(token.endswith(e) for e in lists.weak_departments) or bool(org)
            return piece_at(Kind.DEPARTMENT, text, start, end, weak)
    front = next((word for word in lists.org_endings if len(word) > 1 and token.startswith(word) and token != word), "")
    if (org or front) and not _looks_like_a_name(token):
        return piece_at(Kind.ORG, text, start, end, weak=len(org) == 1 or not org)
    return piece_at(None, text, start, end)


def _looks_like_a_name(token: str) -> bool:
    cut = split(token)
    return cut is not None and cut.likeness > 0.9


def _org_form(token: str) -> tuple[int, int] | None:
    for form in words().forms:
        at = token.find(form)
        if at >= 0:
            return at, at + len(form)
    return None


def _is_org_by_ending(token: str) -> bool:
    return any(token.endswith(ending) and len(token) > len(ending) for ending in words().org_endings)


def _org_pieces(text: str, start: int, end: int, form: tuple[int, int]) -> list[Piece]:
    """Cut a branch or department off after a legal form at the end of the name (青葉株式会社東京支店)."""
    after = text[start + form[1] : end]
    if form[0] > 0 and len(after) >= 2 and (is_department(after) or is_title(after)):
        middle = start + form[1]
        return [piece_at(Kind.ORG, text, start, middle), *_token_pieces(text, middle, end)]
    return [piece_at(Kind.ORG, text, start, end)]


def _listed_qualifications(token: str) -> list[tuple[int, int]] | None:
    """Return the spans of 税理士・中小企業診断士 if each is a qualification."""
    parts = [(m.start(), m.end()) for m in re.finditer(r"[^・、,，]+", token)]
    if len(parts) > 1 and all(is_qualification(token[a:b]) for a, b in parts):
        return parts
    return [(0, len(token))] if is_qualification(token) else None


def _listed_titles(token: str) -> list[tuple[int, int]] | None:
    """Return the spans of 事務局長・プロデューサー if each is a title; OCR takes a wide slash for ノ."""
    for mark in ("・", "ノ", "、"):
        at = token.find(mark)
        if 2 <= at < len(token) - 2 and is_title(token[at + 1 :]):
            head = token[:at]
            if is_title(head) or (mark == "ノ" and is_department(head)):
                return [(0, at), (at + 1, len(token))]
    return None


def _department_before_title(token: str) -> int:
    """Return where the title begins in 第二営業部課長代理 (0 if it is a title throughout)."""
    if plain(token) in words().titles:
        return 0
    options = [
        at
        for at in range(2, len(token) - 1)
        if token[:at].rstrip("ー").endswith(words().department_endings)
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
    for at in range(4, len(token) - 1):
        if plain(token[at:]) in words().titles:
            return at if _is_org_by_ending(token[:at]) else 0
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


def _with_unknown_joined(text: str, found: list[Piece]) -> list[Piece]:
    """Join neighbouring parts that are not known: 山田 太郎 is one name, not two words."""
    joined: list[Piece] = []
    for piece in found:
        last = joined[-1] if joined else None
        beside = last is not None and not text[last.end : piece.start].strip()
        alike = last is not None and is_japanese(last.text) == is_japanese(piece.text)
        if last and last.kind is None and piece.kind is None and beside and alike:
            joined[-1] = piece_at(None, text, last.start, piece.end)
        else:
            joined.append(piece)
    return joined


def _with_forms_joined(text: str, found: list[Piece]) -> list[Piece]:
    """Join a legal form that stands alone with the word beside it: 株式会社 青葉."""
    joined: list[Piece] = []
    for piece in found:
        last = joined[-1] if joined else None
        alone = last is not None and last.kind is Kind.ORG and last.text in words().forms
        follows = piece.kind is Kind.ORG and piece.text in words().forms and last is not None
        if last and (
            (alone and piece.kind in (None, Kind.ORG, Kind.DEPARTMENT)) or (follows and last.kind in (None, Kind.ORG))
        ):
            joined[-1] = piece_at(Kind.ORG, text, last.start, piece.end)
        else:
            joined.append(piece)
    return joined


def _with_shops_joined(text: str, found: list[Piece]) -> list[Piece]:
    """Join what a shop is with its name (翻訳工房 かけはし), and the body that runs another with that
    (医療法人社団青葉会 青葉クリニック)."""
    joined: list[Piece] = []
    for piece in map(_as_shop, found):
        last = joined[-1] if joined else None
        if last and ((_is_front(last) and _names_a_shop(piece)) or (_is_umbrella(last) and _is_run(piece))):
            joined[-1] = piece_at(Kind.ORG, text, last.start, piece.end, last.weak and not _is_listed_front(last))
        else:
            joined.append(piece)
    return joined


def _as_shop(piece: Piece) -> Piece:
    """Return a part of no known kind whose first word is what a shop is (八百屋 やおたけ, Café & Gallery) as a
    shop's."""
    first, *others = piece.text.split() or [""]
    is_shop = piece.kind is None and others and _is_front(Piece(None, first, 0, len(first)))
    return replace(piece, kind=Kind.ORG) if is_shop else piece


def _is_front(piece: Piece) -> bool:
    if _is_listed_front(piece):
        return True
    loose = piece.kind is Kind.ORG or (piece.kind is Kind.DEPARTMENT and piece.weak)
    return loose and not has_legal_form(piece.text) and len(piece.text) <= 12


def _is_listed_front(piece: Piece) -> bool:
    return piece.text.lower() in words().shop_fronts | words().latin_fronts


def _names_a_shop(piece: Piece) -> bool:
    """Return whether a part could be what a shop is called: not known to be anything else, and nobody's name."""
    known = piece.kind is not None and not (piece.kind is Kind.ORG and piece.weak)
    if known or len(piece.text) > 14 or re.search(r"\d", piece.text):
        return False
    words_ = piece.text.split()
    return not is_surname(words_[0]) and not any(map(_looks_like_a_name, ("".join(words_), piece.text)))


def _is_umbrella(piece: Piece) -> bool:
    return piece.kind is Kind.ORG and piece.text.startswith(words().umbrellas) and piece.text not in words().umbrellas


def _is_run(piece: Piece) -> bool:
    return piece.kind is Kind.ORG and not has_legal_form(piece.text)
