"""The characters that the reader is taught: those of Japanese and Korean cards, and all that it knew before."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path

PAIRS = Path(__file__).parent.parent / "variant_pairs.toml"
# Name characters outside JIS X 0208 and its extensions that stand on cards, and marks of contact lines.
NAMES = "𠮷𠀋𡈽𡌛𣘺𣳾𤭖𥔎𦚰𩸽栁濵凜禎祐福琢社神祥祉祖祝祈禍穀突節者署臭著艹褐視謁謹賓贈逸郎都隆難響頻類黑"
MARKS = "☎☏✆✉℡〒📞📱㈱㈜㈲㈳㈶㈹㉂㊑№①②③④⑤⑥⑦⑧⑨⑩ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ♪★☆●○◎■□▲△▼▽◆◇※→←↑↓"


@lru_cache
def kanji() -> tuple[str, ...]:
    """Return the kanji of JIS X 0208, of its vendors' extensions (髙, 﨑, …), and rare ones of names."""
    found = {char for char in _of("cp932", (0x81, 0xFC), (0x40, 0xFC)) if unicodedata.name(char, "").startswith("CJK")}
    return tuple(sorted(found | {c for pair in pairs() for c in pair} | {c for c in NAMES if len(c) == 1}))


@lru_cache
def hangul() -> tuple[str, ...]:
    """Return the syllables of KS X 1001."""
    return tuple(sorted(c for c in _of("euc_kr", (0xB0, 0xC8), (0xA1, 0xFE)) if "가" <= c <= "힣"))


@lru_cache
def simplified() -> tuple[str, ...]:
    """Return the commoner half of GB 2312: what was known must stay known."""
    return tuple(sorted(c for c in _of("gb2312", (0xB0, 0xD7), (0xA1, 0xFE)) if unicodedata.category(c) == "Lo"))


@lru_cache
def traditional() -> tuple[str, ...]:
    """Return the characters in daily use on Taiwan: the first level of Big5."""
    return tuple(sorted(c for c in _of("big5", (0xA4, 0xC6), (0x40, 0xFE)) if "一" <= c <= "鿿"))


@lru_cache
def pairs() -> tuple[tuple[str, str], ...]:
    """Return (common form, rarer form) of kanji that differ in a stroke or two."""
    told = tomllib.loads(PAIRS.read_text(encoding="utf-8"))
    return tuple((str(one), str(other)) for one, other, *_ in next(v for v in told.values() if isinstance(v, list)))


def _of(codec: str, firsts: tuple[int, int], seconds: tuple[int, int]) -> set[str]:
    found = set()
    for first in range(firsts[0], firsts[1] + 1):
        for second in range(seconds[0], seconds[1] + 1):
            try:
                char = bytes((first, second)).decode(codec)
            except UnicodeDecodeError:
                continue
            found |= {char} if len(char) == 1 else set()
    return found


def added(known: set[str]) -> list[str]:
    """Return the characters that get a column of their own, for none was there."""
    return sorted({*kanji(), *hangul(), *MARKS} - known)
