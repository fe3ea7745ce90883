"""Which language a card is in: Japanese, Chinese or Korean; and of which country its Chinese is. Pure.

Chinese is told by characters that Japanese does not write and by words for which it has others (words/chinese.toml).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from cardscan.model import TextLine
from cardscan.parse.plain import plain_lines
from cardscan.parse.words import table

Tongue = Literal["ja", "zh", "ko"]

MANY = 4  # traditional characters to each simplified one on a card that is traditional
FEW_FOREIGN = 2  # characters that Japanese does not write: one may be misread
_KANA = re.compile(r"[ぁ-ゖァ-ヺ]")
_HANGUL = re.compile(r"[가-힣]")
_HAN = re.compile(r"[㐀-䶿一-鿿]")
_JAPANESE_WORDS = re.compile(r"株式会社|有限会社|合同会社|㈱|㈲|丁目")
_ABROAD = re.compile(r"\+\s?(?:86|886|852|853|65)(?!\d{11})|[.](?:cn|tw|hk|sg)(?![\w.])")
# Lots as China writes them (353-3號1樓, 建国路88号), and numbers grouped as only Taiwan groups them.
_LOT = re.compile(r"\d\s?[號弄巷樓]|[路街段]\s?\d+(?:-\d+)?号")
_TAIWANESE = re.compile(r"(?<![\d-])(?:09\d\d[-\s]\d{3}[-\s]?\d{3}|\(?0[278]\)?[-\s]?\d{3,4}[-\s]\d{4})(?![\d-])")
_EIGHT_DIGITS = re.compile(r"(?<![\d-])[2-9]\d{3}[\s-]?\d{4}(?![\d-])")


def tongue_of(lines: Sequence[TextLine]) -> Tongue:
    """Return the language of a card; what has none of these scripts, or cannot be told, is taken for Japanese."""
    return _tongue("\n".join(plain.text for plain in plain_lines(lines)))


def is_chinese(text: str) -> bool:
    """Return whether the text of a card is Chinese."""
    return _tongue(text) == "zh"


def is_korean(text: str) -> bool:
    """Return whether the text of a card is Korean."""
    return _tongue(text) == "ko"


def chinese_region(text: str) -> str:
    """Return the ISO 3166-1 code of the place that a Chinese card comes from: CN, TW, HK or SG."""
    signs = table("chinese")["signs"]
    simplified = sum(map(_is_simplified, text)) > sum(map(_is_traditional, text))
    bare = text.replace(" ", "")
    if any(word in text for word in signs["singapore"]) or re.search(r"\+65(?!\d{9})|[.]sg(?!\w)", bare):
        return "SG"
    if simplified:
        return "CN"
    if any(word in text for word in signs["hongkong"]) or re.search(r"\+852|\(852\)|[.]hk(?!\w)", bare):
        return "HK"
    if (
        any(word in text for word in signs["taiwan"])
        or _TAIWANESE.search(text)
        or re.search(r"\+886|\(886\)|[.]tw(?!\w)", bare)
    ):
        return "TW"
    if re.search(r"\+86(?!\d{12})|[.]cn(?!\w)", bare):
        return "CN"
    return "HK" if _EIGHT_DIGITS.search(text) else "TW"


def is_surely_traditional(text: str) -> bool:
    """Return whether a Chinese text has few simplified characters beside its traditional ones: misread ones."""
    return sum(map(_is_traditional, text)) >= MANY * max(sum(map(_is_simplified, text)), 1)


@lru_cache(maxsize=256)
def _tongue(text: str) -> Tongue:
    kana, hangul = len(_KANA.findall(text)), len(_HANGUL.findall(text))
    if hangul >= 2 and hangul > 4 * kana:
        return "ko"
    if not _HAN.search(text) or kana > 1:
        return "ja"
    foreign = sum(map(_is_foreign, text))
    if kana or _JAPANESE_WORDS.search(text):
        return "zh" if foreign > 2 * FEW_FOREIGN else "ja"
    signs = table("chinese")["signs"]
    told = len({word for key in ("simplified", "traditional") for word in signs[key] if word in text})
    if "〒" in text:  # may be a misread icon, where words tell so
        return "zh" if told >= FEW_FOREIGN or foreign > 2 * FEW_FOREIGN else "ja"
    told += _LOT.search(text) is not None
    named = _ABROAD.search(text.replace(" ", "")) is not None or _TAIWANESE.search(text) is not None
    return "zh" if told > 0 or named or foreign >= FEW_FOREIGN else "ja"


@lru_cache(maxsize=4096)
def _is_foreign(character: str) -> bool:
    """Return whether Chinese writes a character (as the mainland does or as Taiwan) and Japanese does not."""
    chinese = _HAN.match(character) is not None and (_writes("gb2312", character) or _writes("big5", character))
    return chinese and not _writes("cp932", character) and not _writes("shift_jisx0213", character)


@lru_cache(maxsize=4096)
def _is_simplified(character: str) -> bool:
    return _HAN.match(character) is not None and _writes("gb2312", character) and not _writes("big5", character)


@lru_cache(maxsize=4096)
def _is_traditional(character: str) -> bool:
    return _HAN.match(character) is not None and _writes("big5", character) and not _writes("gb2312", character)


def _writes(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
