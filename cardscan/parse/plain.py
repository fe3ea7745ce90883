"""A line in plain characters, with the way back to the printed ones. Pure.

Only forms that carry no meaning are changed: full-width ASCII, half-width katakana, the many spaces, invisible
characters, ℡ and ℻. Everything else (髙, ①, ㈱, 〇) stays as printed, so a value cut from a plain line is the printed
text in tidy characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cardscan.model import Source, TextLine

Origin = tuple[int, int, int]
"""Line number and the half-open range of characters in its text."""

_SPELLED_OUT = {
    "℡": "TEL",
    "℻": "FAX",
    "㈹": "(代)",
    "☏": "☎",
    "📞": "☎",
    "：": ":",
    "﹕": ":",
    "∶": ":",
    "﹫": "@",
    "﹒": ".",
}
_DASHES = "-‐‑‒–—―−﹣－─━"
_INVISIBLE = {"Cf", "Cc", "Cs", "Co", "Cn"}


@dataclass(frozen=True, slots=True)
class Plain:
    """``text`` and, for each of its characters, the stretch of some line that it stands for."""

    text: str
    origins: tuple[Origin, ...]

    def __add__(self, other: Plain) -> Plain:
        return Plain(self.text + other.text, self.origins + other.origins)

    def cut(self, start: int, end: int) -> Plain:
        """Return characters ``start``..``end``."""
        return Plain(self.text[start:end], self.origins[start:end])

    def strip(self, characters: str = " ") -> Plain:
        """Return the text without ``characters`` at both ends."""
        start = len(self.text) - len(self.text.lstrip(characters))
        return self.cut(start, max(start, len(self.text.rstrip(characters))))

    def replace(self, pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str]) -> Plain:
        """Replace each match of ``pattern``. When the length stays, characters keep their own origin; otherwise each
        new character stands for the whole match."""
        text: list[str] = []
        origins: list[Origin] = []
        last = 0
        for match in pattern.finditer(self.text):
            start, end = match.span()
            word = new if isinstance(new, str) else new(match)
            text += [self.text[last:start], word]
            origins += self.origins[last:start]
            origins += self.origins[start:end] if len(word) == end - start else self._spread(start, end, len(word))
            last = end
        if not text:
            return self
        return Plain("".join([*text, self.text[last:]]), (*origins, *self.origins[last:]))

    def sources(self, start: int, end: int, rule: str) -> tuple[Source, ...]:
        """Return where characters ``start``..``end`` were printed: one stretch a line, in order of the lines."""
        spans: dict[int, tuple[int, int]] = {}
        for line, first, last in self.origins[start:end]:
            low, high = spans.get(line, (first, last))
            spans[line] = (min(low, first), max(high, last))
        return tuple(Source(line, low, high, rule) for line, (low, high) in sorted(spans.items()) if low < high)

    def _spread(self, start: int, end: int, length: int) -> list[Origin]:
        if start == end or not length:
            return []
        line = self.origins[start][0]
        inside = [origin for origin in self.origins[start:end] if origin[0] == line]
        return [(line, inside[0][1], inside[-1][2])] * length


def plain_line(number: int, text: str) -> Plain:
    """Return line ``number`` with its text in plain characters."""
    shown: list[str] = []
    origins: list[Origin] = []
    for position, character in enumerate(text):
        word = _plain_character(character)
        if word in ("\u3099", "\u309a") and shown:
            joined = unicodedata.normalize("NFC", shown[-1] + word)
            if len(joined) == 1:
                shown[-1] = joined
                origins[-1] = (number, origins[-1][1], position + 1)
                continue
        shown += word
        origins += [(number, position, position + 1)] * len(word)
    return Plain("".join(shown), tuple(origins))


def plain_lines(lines: Sequence[TextLine]) -> tuple[Plain, ...]:
    """Return all lines in plain characters, in the same order."""
    return _plain_texts(tuple(line.text for line in lines))


@lru_cache(maxsize=64)
def _plain_texts(texts: tuple[str, ...]) -> tuple[Plain, ...]:
    return tuple(plain_line(number, text) for number, text in enumerate(texts))


def join(parts: Iterable[Plain], glue: str = " ") -> Plain:
    """Return ``parts`` one after another; ``glue`` stands for the end of the part before it."""
    whole = Plain("", ())
    for part in parts:
        if not part.text:
            continue
        if whole.text and glue:
            whole += Plain(glue, (whole.origins[-1],) * len(glue))
        whole += part
    return whole


@lru_cache(maxsize=8192)
def _plain_character(character: str) -> str:
    if character in _SPELLED_OUT:
        return _SPELLED_OUT[character]
    if character in _DASHES:
        return "-"
    code = ord(character)
    if 0xFF01 <= code <= 0xFF5E:
        return chr(code - 0xFEE0)
    if 0xFF61 <= code <= 0xFF9F:
        return unicodedata.normalize("NFKC", character).strip() or character
    if character.isspace():
        return " "
    if unicodedata.category(character) in _INVISIBLE or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF:
        return ""
    return character
