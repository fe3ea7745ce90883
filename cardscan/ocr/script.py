"""Which script a text is in, and which characters a Japanese card can hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿\U00020000-\U0003134F々〆]")
KANA = re.compile(r"[ぁ-ゖァ-ヺｦ-ﾟ]")
HANGUL = re.compile(r"[가-힣]")
FULL_WIDTH = re.compile(r"[ぁ-ヿ㐀-䶿一-鿿豈-﫿가-힣\U00020000-\U0003134F々〆〇○・]")


def is_cjk(character: str) -> bool:
    """Return whether the character stands in a full-width cell: kanji, kana or Hangul."""
    return FULL_WIDTH.match(character) is not None


def is_foreign_han(character: str) -> bool:
    """Return whether this is a Han character that Japanese does not write (携带's 带): in no Japanese standard set."""
    if not HAN.match(character):
        return False
    for encoding in ("cp932", "shift_jisx0213"):
        try:
            character.encode(encoding)
        except UnicodeEncodeError:
            continue
        return False
    return True


def is_chinese(texts: Iterable[str]) -> bool:
    """Return whether the lines are Chinese: many Han characters that Japanese never writes, and no kana."""
    text = "".join(texts)
    han = HAN.findall(text)
    if KANA.search(text) or len(han) < 6:
        return False
    return sum(map(is_foreign_han, han)) > 0.08 * len(han)
