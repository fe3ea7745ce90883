"""Capitals of European words that their small letters, or the dot of a Turkish i, were taken for. Pure."""

from __future__ import annotations

import re

_CAPITAL_AFTER_ANOTHER = re.compile(r"(?<![^\W\d_])(?:SZ|CZ|SCH?)(?=[a-zà-ž]{3})")
_CAPITAL_AT_THE_END = re.compile(r"(?<=[A-ZÀ-Ž][a-zà-ž]{4})[SZ](?![\w.@/-])")
_SMALL_AT_THE_START = re.compile(
    r"^[íşšřčžśźżćçñöóøúű](?=[a-zà-ž]{2,}\s+(?:[A-ZÀ-Ž]|a\. ?s\.|s\. ?r\. ?o|sp\. ?z))|(?<=\bA\.)ş(?=\.)"
)
_TURKISH = re.compile(r"[ışğİ]")
_DOTTED_I = re.compile(r"(?<![\w@./-])[ií](?=stanbul|zmir(?!\w))")
_DOTTED_I_AMONG_TURKISH = re.compile(
    r"(?<![\w@./-])(?:[ÍÌÎ](?=\w)|[iíìî](?=\w*[ışğ])|(?<=^)[iíìî](?=\w{2,}\s+[A-ZÀ-Ž]))"
)
# The Spanish article; EI before or behind a name is a legal form in France.
_EL = re.compile(r"(?:^|(?<=\s))EI(?=\s+[A-ZÀ-Ž][a-zà-ž]{2}.*(?:\bS\. ?[LAC]\.|ñ))")


def with_capitals(text: str) -> str:
    """Return a text in Latin letters with the capitals of which the letters beside them leave no doubt: those that are
    but larger small letters (SZczepański, MoraiS, şule Çelik), the Turkish İ (insan Kaynakları), and El, the Spanish
    article, where EI was read."""
    text = _DOTTED_I.sub("İ", _CAPITAL_AT_THE_END.sub(lambda found: found[0].lower(), text))
    text = _CAPITAL_AFTER_ANOTHER.sub(lambda found: found[0].capitalize(), text)
    if _TURKISH.search(text):
        text = _DOTTED_I_AMONG_TURKISH.sub("İ", text)
    return _EL.sub("El", _SMALL_AT_THE_START.sub(lambda found: found[0].upper(), text))
