"""Numbers as they are printed and misread: dashes, kanji numerals, letters seen for digits. Pure.

Every function keeps the length of the text, so offsets stay true.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations

from cardscan.parse.words import table

NUMERALS = "〇○◯零一二三四五六七八九"
BLANK = "¦"
"""A character that belongs to no number, put where something else is printed."""

_DASH_BETWEEN = re.compile(r"(?<=[0-9)])(\s?)(?:[ーｰ一=_|丨]{1,2}|[~〜∼](?=\s?\d{3}))(\s?)(?=[0-9(])")
_KANJI_DASH = re.compile(rf"(?<=[{NUMERALS}十百)])(\s?)[ー|丨︱I-](\s?)(?=[{NUMERALS}十百(])")
_DOTTED = re.compile(  # 〇四九・二二二・〇〇〇〇
    rf"(?<![{NUMERALS}0-9])[〇○0][{NUMERALS}0-9]{{1,3}}[・･][{NUMERALS}0-9]{{2,4}}[・･][{NUMERALS}0-9]{{4}}(?![{NUMERALS}0-9])"
)
_RUN = re.compile(rf"[{NUMERALS}][{NUMERALS}0-9()\-.・ ー|丨]{{7,}}[{NUMERALS}]")
_POSTAL = re.compile(r"(?:〒|〠|〶)\s?\d{3}\s?-?\s?\d{4}(?!\d)|(?<![A-Za-z0-9)+.-])(?<![\d)]\s)\d{3}-\d{4}(?![\d-])")
REGISTERED = "(?:QQ|統編|統一編號|统一社会信用代码|사업자(?:등록)?번호)"  # what says of what a number is
_NOT_PHONES = re.compile(
    r"[\w.+%-]*@[\w.-]+|(?:https?:|www\.)\S+"
    r"|(?<![A-Za-z])T\s?-?\s?\d{1,4}(?:[-\s]?\d{4}){3}(?!\d)|(?<!\d)(?:19|20)\d{2}\s?[./年-]\s?\d{1,2}\s?[./月-]\s?\d{1,2}(?:日|(?!\d))"
    r"|(?:第|登録番号|許可番号|法人番号|口座番号|会員番号|免許番号|No\.?|№)\s?[:.]?\s?\(?[A-Z]?\d[\d\s-]*(?:号)?"
    rf"|{REGISTERED}\s?[:.]?\s?[\dA-Z-]+"
    r"|(?<![\d-])\d{8}\s?\(\d{2}\)"  # of the mark for privacy
    r"|(?<![A-Za-z])(?:P\.?\s?I[ⅣV]{1,2}A|C\.?\s?I\.?\s?F|N\.?I\.?F|NIPC|CNPJ|CVR(?:-nr)?|Org\.?\s?-?nr|SIRE[TN]|NIP|KRS|REGON|AB[NC]"
    r"|ACN|KvK|BTW|UID|GSTIN|VAT(?:\sReg)?(?:\.?\sNo)?|EIN|USt-?I[dl]\s?-?Nr|HR[AB]|Company\sNo|Y-tunnus)\.?\s?[:#]?\s?[A-Z]{0,3}\s?-?\d[\d\s.-]*\d"
    r"|(?:普通|当座)(?:預金)?\s?[:(]?\s?\d{6,8}(?!\d)"
)


def dashes(text: str) -> str:
    """Return ``text`` with everything that stands for a dash between two numerals as ``-``."""
    flat = _DASH_BETWEEN.sub(_one_dash, _DOTTED.sub(lambda match: re.sub("[・･]", "-", match[0]), text))
    return _KANJI_DASH.sub(lambda match: match.group(1) + "-" + match.group(2), flat)


def without_other_numbers(text: str) -> str:
    """Return ``text`` with mail and web addresses, dates and registration numbers blanked out."""
    return _NOT_PHONES.sub(lambda match: BLANK * len(match.group()), text)


def without_postal_codes(text: str) -> str:
    """Return ``text`` with Japanese postal codes blanked out."""
    return _POSTAL.sub(lambda match: BLANK * len(match.group()), text)


def arabic(text: str) -> str:
    """Return ``text`` with long runs of kanji numerals (〇三-五九五〇-一二三四) in ASCII digits."""
    return _RUN.sub(lambda match: match.group().translate(_arabic_table()), text)


def readings_of_bars(run: str) -> list[str]:
    """Return how a run of kanji numerals can be meant when two of its bars are dashes: with ``-`` put in for them.

    Between columns of vertical type a dash and the numeral 一 look the same; dashes that were read as such count.
    """
    bars = [position for position, character in enumerate(run) if character == "一"]
    missing = 2 - run.count("-")
    if missing < 1 or not missing <= len(bars) <= 8:
        return []
    return [
        "".join("-" if position in chosen else character for position, character in enumerate(run))
        for chosen in combinations(bars, missing)
    ]


def kanji_runs(text: str) -> list[tuple[int, int]]:
    """Return where long runs of kanji numerals stand."""
    return [match.span() for match in _RUN.finditer(text)]


def put_right(token: str) -> str:
    """Return ``token`` with letters that readers see for digits as digits."""
    return token.translate(_misread_table())


def looks_misread(token: str) -> bool:
    """Whether ``token`` is a number in which few characters are letters that stand for digits."""
    letters = [character for character in token if character in _misread_keys()]
    return bool(letters) and sum(character.isdigit() for character in token) >= max(5, 2 * len(letters))


def _one_dash(match: re.Match[str]) -> str:
    return (
        match.group(1) + "-".rjust(len(match.group()) - len(match.group(1)) - len(match.group(2)), " ") + match.group(2)
    )


@lru_cache(maxsize=1)
def _arabic_table() -> dict[int, str]:
    return {ord(kanji): digit for kanji, digit in table("phones")["numerals"].items()}


@lru_cache(maxsize=1)
def _misread_table() -> dict[int, str]:
    return {ord(letter): digit for letter, digit in table("phones")["misread"].items()}


@lru_cache(maxsize=1)
def _misread_keys() -> frozenset[str]:
    return frozenset(table("phones")["misread"])
