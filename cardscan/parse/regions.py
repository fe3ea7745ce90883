"""Which country a card comes from, so that numbers printed without ``+`` can be dialled. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import phonenumbers

from cardscan.model import TextLine
from cardscan.parse.countries import country_named, postal_matches
from cardscan.parse.plain import plain_lines
from cardscan.parse.tongues import chinese_region, is_chinese, is_korean
from cardscan.parse.towns import country_of_town, town_at_end
from cardscan.parse.words import table

_KANA = re.compile(r"[ぁ-ゖァ-ヺ]|〒|丁目|株式会社|都[^\s]{1,4}区|[都道府県][^\s]{1,6}[市区町村郡]")
_HAN = re.compile(r"[一-龥]")
_JAPANESE_NUMBER = re.compile(r"(?<![\d+-])0(?:[36]-\d{4}|[5789]0-\d{4}|120-\d{3}|\d{2,3}-\d{2,4})-\d{3,4}(?!\d)")
_AMERICAN_NUMBER = re.compile(r"(?<![\d+.-])(?:\([2-9]\d{2}\)\s?|[2-9]\d{2}[.-])[2-9]\d{2}[.-]\d{4}(?!\d)")
_TLD = re.compile(r"(?:[@.]|(?<![^\s/:]))[A-Za-z0-9-]{2,}\.([a-z]{2})(?![A-Za-z.])")
_CALLING_CODE = re.compile(r"\+\s?(\d{1,3})")


def card_region(lines: Sequence[TextLine]) -> str | None:
    """Return the ISO 3166-1 code of the card's country, or None when nothing on a Latin-only card tells it.

    The script decides first; on Latin cards countries named, postal codes, ``+`` codes, endings of domains and
    words (P.IVA) vote.
    """
    text = "\n".join(plain.text for plain in plain_lines(lines))
    return _by_script(text) or _by_votes(text)


def _by_script(text: str) -> str | None:
    if is_korean(text):
        return "KR"
    if is_chinese(text):
        return chinese_region(text)
    if _KANA.search(text):
        return "JP"
    return (_by_votes(text) or "JP") if _HAN.search(text) else None


def _by_votes(text: str) -> str | None:
    votes: Counter[str] = Counter()
    rows = text.split("\n")
    for number, row in enumerate(rows):
        if country := country_named(row):
            votes[country] += 4
        for country, _ in postal_matches(row):
            votes[country] += 3
        if (town := town_at_end(row)) is not None:
            street = row[: town.start()].strip(" ,") or "".join(rows[max(0, number - 1) : number])
            votes[country_of_town(town["code"], street, None) or ""] += 3
        if _JAPANESE_NUMBER.search(row):
            votes["JP"] += 2
        if _AMERICAN_NUMBER.search(row):
            votes["US"] += 1
    for code in _CALLING_CODE.findall(text):
        votes[_country_of(code)] += 2
    for ending in _TLD.findall(text):
        votes[_tlds().get(ending, "")] += 1
    for country in (country for country, words in _told_by() if words.search(text)):
        votes[country] += 2
    votes.pop("", None)
    return votes.most_common(1)[0][0] if votes else None


@lru_cache(maxsize=256)
def _country_of(code: str) -> str:
    """Return the main country of a calling code that starts ``code`` (``81`` and ``813`` → JP), or an empty text."""
    for length in range(len(code), 0, -1):
        region = phonenumbers.region_code_for_country_code(int(code[:length]))
        if region not in ("ZZ", "001"):
            return str(region)
    return ""


@lru_cache(maxsize=1)
def _told_by() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return for each country what finds a word that is printed there."""

    def pattern(word: str) -> str:
        return word if "\\d" in word else re.escape(word)

    return tuple(
        (country, re.compile(rf"(?<![\w.])(?:{'|'.join(map(pattern, entry['told_by']))})(?!\w)"))
        for country, entry in table("countries").items()
        if "told_by" in entry
    )


@lru_cache(maxsize=1)
def _tlds() -> dict[str, str]:
    return {ending: country for country, entry in table("countries").items() for ending in entry.get("tld", ())}
