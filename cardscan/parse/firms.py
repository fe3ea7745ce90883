"""What makes a text an organisation: its legal form, or how it ends; what ends so and is none."""

from __future__ import annotations

import re

from cardscan.model import Kind
from cardscan.parse.eastern_words import has_eastern_form
from cardscan.parse.gazetteer import regions
from cardscan.parse.lexicon import words
from cardscan.parse.morphology import Morpheme, morphemes
from cardscan.parse.names import is_surname, split
from cardscan.parse.piece import is_eastern
from cardscan.parse.roles_latin import has_latin_form, latin_kind

_GATHERING = re.compile(r"を[^、。]{1,6}[うくぐすつぬぶむる]会$")  # 地域猫を守る会
_NARROW = {wide: wide - 0xFEE0 for wide in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}


def is_org(text: str) -> bool:
    """Return whether the words alone make this an organisation."""
    if not is_eastern(text):
        return latin_kind(text) is Kind.ORG
    return org_form(text) is not None or is_org_by_ending(text)


def has_legal_form(text: str) -> bool:
    """Return whether the text carries a legal form (株式会社, 有限公司, GmbH)."""
    if is_eastern(text) and (org_form(text) is not None or has_eastern_form(text)):
        return True
    return has_latin_form(text)


def org_form(token: str) -> tuple[int, int] | None:
    """Return where a Japanese legal form stands in a token, or None; ＮＰＯ法人 of full width is one, too."""
    narrow = token.translate(_NARROW)
    for form in words().forms:
        at = narrow.find(form)
        if at >= 0:
            return at, at + len(form)
    return None


def is_org_by_ending(token: str) -> bool:
    """Return whether a token ends as organisations do, and is more than that ending."""
    return org_ending(token) != ""


def is_gathering(token: str) -> bool:
    """Return whether a token is a body whose name is a sentence: 地域猫を守る会."""
    return _GATHERING.search(token) is not None


def org_ending(token: str) -> str:
    """Return by which words at its end a token is an organisation, and more than those; empty if it is none."""
    if gathering := _GATHERING.search(token):
        return gathering.group()
    listed = (ending for ending in words().org_endings if token.endswith(ending) and len(token) > len(ending))
    return "" if is_list_of_work(token) else next(listed, "")


def is_office_of_its_own(text: str) -> bool:
    """Return whether an office has a name (水谷事務所, ミズタマ設計室) and not the place or the work of a firm's
    (東京事務所, 中央オフィス, 商品企画室)."""
    head = next((text.removesuffix(ending) for ending in words().offices if text.endswith(ending)), "")
    if not head or any(head == region[:-1] for region in regions()):  # 福島, also a surname
        return False
    own = any(word.tag in ("姓", "名") or _is_made_up(word) for word in morphemes(head))
    return own or re.fullmatch(r"[ぁ-ん]+", head) is not None


def _is_made_up(word: Morpheme) -> bool:
    """Return whether a word is one that no dictionary has; letters (BtoC) and numbers are words of every firm."""
    return not word.known and word.tag != "数詞" and not word.text.isascii()


def is_list_of_work(text: str) -> bool:
    """Return whether a text lists what somebody offers (経営・財務コンサルティング, 家庭教師・学習塾): words of more
    than one kind of letters or no names, set apart by dots or strokes. 田中・鈴木法律事務所 and ヘア・メイク are
    names."""
    items = [item for item in re.split(r"[・･、/／]", text) if item]
    if len(items) < 2 or all(re.fullmatch(r"[ァ-ヺー]+", item) for item in items) or org_form(text):
        return False
    if all(re.search("(?:校|園|大学)$", item) for item in items):  # 青嵐中学校・高等学校
        return False
    return not any(is_surname(item) for item in items[:-1])


def looks_like_a_name(token: str) -> bool:
    """Return whether a token is a Japanese name, family and given name both."""
    cut = split(token)
    return cut is not None and cut.likeness > 0.9
