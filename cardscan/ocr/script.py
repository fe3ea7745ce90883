"""Which script a text is in, and which characters a Japanese card can hold."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Literal

HAN = re.compile(r"[㐀-䶿一-鿿\uf900-\ufaff\U00020000-\U0003134F々〆]")
KANA = re.compile(r"[ぁ-ゖァ-ヺｦ-ﾟ]")
Writing = Literal["traditional", "simplified"]
ENCODINGS: dict[Writing, str] = {"traditional": "big5", "simplified": "gb2312"}
TELLING, MUCH_MORE = 3, 4  # characters of one writing, and times those of the other, which may be misread
OLD_IN_NAMES = frozenset("國澤邊濱廣櫻齋眞藏彌榮瀧豐學會當與惠德壽應靜禮")  # old forms in names of people and firms
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


@lru_cache(maxsize=20_000)
def oldness(character: str) -> float:
    """Return how much a Han character tells of Taiwan and Hong Kong, which write it every day, and not of Japan, which
    writes it otherwise: 1 if it is among the common ones of Big5, beyond the first level of JIS, and not in GB 2312
    (號, 總, 灣); half of that if names keep it (國, 澤); else 0."""
    common, rare = _code(character, "big5"), _code(character, "euc_jp")
    if not (b"\xa4" <= common[:1] <= b"\xc6" and len(rare) == 2 and rare >= b"\xd0") or _code(character, "gb2312"):
        return 0.0
    return 0.5 if character in OLD_IN_NAMES else 1.0


def writing_of(text: str) -> Writing | None:
    """Return how a Chinese text is written, told by the characters that only one of the two has; None if few tell."""
    own: Counter[Writing] = Counter()
    for character in filter(HAN.match, text):
        known = [writing for writing, encoding in ENCODINGS.items() if _code(character, encoding)]
        own.update(known if len(known) == 1 else ())
    if not own:
        return None
    ((writing, many),) = own.most_common(1)
    return writing if many >= TELLING and many >= MUCH_MORE * (own.total() - many) else None


def is_in(writing: Writing, character: str) -> bool:
    """Return whether a writing has the character."""
    return bool(_code(character, ENCODINGS[writing]))


def _code(character: str, encoding: str) -> bytes:
    """Return the code of a character in an older set, or nothing if it has none there."""
    try:
        return character.encode(encoding)
    except UnicodeEncodeError:
        return b""


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
