"""Which script a text is in, and which characters a Japanese card can hold."""

from __future__ import annotations

import re
import unicodedata

HAN = re.compile(r"[㐀-䶿一-鿿\uf900-\ufaff\U00020000-\U0003134F々〆]")
KANA = re.compile(r"[ぁ-ゖァ-ヺｦ-ﾟ]")
NAMES = frozenset("𠮷尙彥戶產說槗")  # printed forms that no Japanese set has, in names and firms all the same
FULL_WIDTH = re.compile(r"[ぁ-ヿ㐀-䶿一-鿿\uf900-\ufaff가-힣\U00020000-\U0003134F々〆〇○・]")


def is_cjk(character: str) -> bool:
    """Return whether the character stands in a full-width cell: kanji, kana or Hangul."""
    return FULL_WIDTH.match(character) is not None


def is_sign(character: str) -> bool:
    """Return whether the character is a picture (☎, 📠, 〒), no letter, digit or point."""
    return character != "" and unicodedata.category(character) == "So"


def is_foreign_han(character: str) -> bool:
    """Return whether this is a Han character that Japanese does not write (携带's 带): in no Japanese standard set, and
    none of the few forms in people's names that no set has (𠮷)."""
    if not HAN.match(character) or character in NAMES:
        return False
    for encoding in ("cp932", "shift_jisx0213"):
        try:
            character.encode(encoding)
        except UnicodeEncodeError:
            continue
        return False
    return True


_KATAKANA_OF = {
    "口": "ロ",
    "工": "エ",
    "二": "ニ",
    "力": "カ",
    "夕": "タ",
    "八": "ハ",
    "卜": "ト",
    "一": "ー",
    "—": "ー",
    "―": "ー",
    "-": "ー",
    "千": "チ",
}
_KANJI_OF = {"ロ": "口", "エ": "工", "ニ": "二", "カ": "力", "タ": "夕", "ハ": "八"}
_NUMERALS = frozenset("〇一二三四五六七八九")
_KATAKANA = re.compile(r"[ァ-ヺー]")


def settle_lookalikes(text: str) -> str:
    """Return ``text`` with characters that look the same in kanji and katakana read as their neighbours are.

    One kanji look-alike inside a katakana word (コ一ポ) is katakana, one katakana among kanji (東ロ) is kanji.
    """
    settled = list(text)
    for i, character in enumerate(text):
        before, after = settled[i - 1] if i else " ", text[i + 1] if i + 1 < len(text) else " "
        katakana = [_KATAKANA.match(side) is not None for side in (before, after)]
        kanji = [HAN.match(side) is not None for side in (before, after)]
        dash = (character in "—―-" and after not in _NUMERALS) or (character == "一" and not kanji[1])
        long_vowel = dash and not (after.isascii() and after.isalnum())
        if character in _KATAKANA_OF and katakana[0] and (katakana[1] or long_vowel):
            settled[i] = _KATAKANA_OF[character]
        elif character in "○◯" and (before in _NUMERALS or after in _NUMERALS):
            settled[i] = "〇"
        elif character in _KANJI_OF and kanji[0] and not any(katakana):
            settled[i] = _KANJI_OF[character]
    return "".join(settled)
