"""The one home of Sudachi: what the dictionary says that a piece of Japanese is. One tokenizer a thread."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

_ONE_EACH = threading.local()  # Sudachi's tokenizer refuses a second thread ("already in use")


@dataclass(frozen=True, slots=True)
class Morpheme:
    """A word as Sudachi cuts it: ``tag`` is its finest part of speech (姓, 名, 地名, …), ``reading`` in katakana;
    whether the dictionary has it, ``known``."""

    text: str
    part: str
    tag: str
    reading: str
    known: bool = True


def morphemes(text: str) -> tuple[Morpheme, ...]:
    """Return the words of ``text``, longest units (mode C)."""
    from sudachipy import SplitMode

    return tuple(
        Morpheme(m.surface(), m.part_of_speech()[0], _tag(m.part_of_speech()), m.reading_form(), not m.is_oov())
        for m in _tokenizer().tokenize(text, SplitMode.C)
    )


def _tag(part: tuple[str, ...]) -> str:
    if part[2] == "人名":
        return part[3]
    return part[2] if part[1] == "固有名詞" else part[1]


def _tokenizer() -> Any:  # sudachipy ships no types
    if not hasattr(_ONE_EACH, "tokenizer"):
        from sudachipy import Dictionary

        _ONE_EACH.tokenizer = Dictionary().tokenizer()
    return _ONE_EACH.tokenizer
