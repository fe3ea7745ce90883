"""Lines in, each in the writing of the card's country: forms that are not written there were misread. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from cardscan.model import TextLine
from cardscan.parse import katakana
from cardscan.parse.known_readings import is_romaji_of_surname
from cardscan.parse.plain import plain_lines
from cardscan.parse.regions import card_region
from cardscan.parse.tongues import chinese_region, is_surely_traditional, tongue_of
from cardscan.parse.words import table

Rule = tuple[re.Pattern[str], str]
_DE_LA = re.compile(r"(?<=\bde )Ia(?= [A-ZÀ-Þ])")
_DOTLESS = re.compile(r"(?<=[A-Z\d])ı(?=[\s\d]|$)")
_ICON_IN_NAME = re.compile(r"(?<=[a-z] )[☎☏✉✆📱📠🌐📍](?= [A-Z][a-z]+(?: [A-Z][\w.&]*){0,4}$)")
_ROMAJI = re.compile(r"(?<![\w.@-])([A-Z][a-z]{2,} )([ckosuvwxz])([a-z]{2,})(?![\w.@-])")
_LICENTIATE = re.compile(r"(?<![\w.])I(?=ic\. )")  # lic. oec.
_LOW_QUOTE = re.compile(r"(?<=\s),(?=[A-ZÀ-Ž][^,\"„]{2,30}[\"”“])")  # Zakłady „WISTAL”
_SEAL = re.compile(r"(?<=[一-龥ぁ-ゖァ-ヺ])\s?[📱☎✉🌐📍📞📠]$")  # what a reader makes of a seal behind a name
_EASTERN, _DOT = re.compile(r"[ぁ-ゖァ-ヺ一-鿿가-힣]"), re.compile(r"\s?・\s?(?=\S)")
_DIGITS = "〇一二三四五六七八九"
_OPENED = re.compile(f"(?<=[{_DIGITS}])[（(]([{_DIGITS}]{{2,4}})[ー―－–-](?=[{_DIGITS}]{{4}})")
_CLOSED = re.compile(f"(?<=[{_DIGITS}])[ー―－–-]([{_DIGITS}]{{2,4}})[）)](?=[{_DIGITS}]{{4}})")
_IN_COLUMN = re.compile(r"(士)[-ー―－–|1]([一-龥]{2,10}(?:部門|登録))[-ー―－–|1)）]?$")
_NING = re.compile(r"(?<=[一-鿿])〒(?=[一-鿿])")  # 长宁区: no postal code follows
_DEBT = re.compile(r"(?<=[가-힣])빚|빚(?=나)")


def as_written_there(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Return the lines, letter for letter: of a Chinese card with forms that its country does not write (黄 in Taiwan)
    as those that it does (黃), with simplified ones among many traditional ones (测) as those too (測), and 长〒区 as
    长宁区; of a Korean one with 빚 in names as 빛; de Ia is de la, and EI Faro in Spain El Faro (words/spelling.toml);
    of a Japanese one with words of katakana that dictionaries have."""
    tongue = tongue_of(lines)
    if tongue == "ko":  # 빛 (light) is in many names, 빚 (debt) in none
        return tuple(replace(line, text=_DEBT.sub("빛", line.text)) for line in lines)
    if tongue != "zh":
        mended = _with_latin_put_right(lines)
        return _with_japanese_put_right(mended) if tongue == "ja" else mended
    text = "\n".join(plain.text for plain in plain_lines(lines))
    forms = _forms(chinese_region(text)) | (_misread() if is_surely_traditional(text) else {})
    return tuple(replace(line, text=_NING.sub("宁", line.text).translate(forms)) for line in lines)


def _with_latin_put_right(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Return the lines with de Ia as de la, and what the reader makes of the spelling of the card's country
    (words/spelling.toml) put right: in Italy, which writes ì only, í is i, for some types have a dot like an accent."""
    told = any(pattern.search(line.text) for line in lines for pattern in _every_pattern())
    rules = _rules(card_region(lines)) if told else ()
    mended = (_put_right(_signs_put_right(line.text), rules) for line in lines)
    return tuple(
        replace(line, text=text) if text != line.text else line for line, text in zip(lines, mended, strict=True)
    )


def _signs_put_right(text: str) -> str:
    """Return a line with de Ia as de la, OXı as OX1, the & of a firm that was read as an icon (Harrow ☎ Finch), Iic. as
    lic., a low quote that was read as a comma, and a dot between words as Latin letters have it, with its gaps."""
    text = _ICON_IN_NAME.sub("&", _DOTLESS.sub("1", _DE_LA.sub("la", text)))
    text = _LOW_QUOTE.sub("„", _LICENTIATE.sub("l", text))
    return text if _EASTERN.search(text) else _DOT.sub(" · ", text)


def _with_japanese_put_right(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Return the lines with brackets in columns and words of katakana put right."""
    mended = (
        _SEAL.sub("", _ROMAJI.sub(_with_capital, katakana.put_right(_bracketed(line)))) or line.text for line in lines
    )
    return tuple(
        replace(line, text=text) if text != line.text else line for line, text in zip(lines, mended, strict=True)
    )


def _with_capital(found: re.Match[str]) -> str:
    """Return a name in romaji whose surname begins with a letter of one shape in both sizes, with its capital: Wataru
    saeki."""
    return f"{found[1]}{found[2].upper()}{found[3]}" if is_romaji_of_surname(found[2] + found[3]) else found[0]


def _bracketed(line: TextLine) -> str:
    """Return the text of a line, the brackets in a column, which stand across like dashes, as such: 技術士-建設部門-,
    〇七六（五一九ー〇三九三."""
    if not line.vertical:
        return line.text
    text = _OPENED.sub(r"（\1）", _CLOSED.sub(r"（\1）", line.text))
    return _IN_COLUMN.sub(r"\1（\2）", text)


def _put_right(text: str, rules: tuple[Rule, ...]) -> str:
    for pattern, written in rules:
        text = pattern.sub(written, text)
    return text


@lru_cache(maxsize=1)
def _every_pattern() -> tuple[re.Pattern[str], ...]:
    return tuple(dict.fromkeys(pattern for region in table("spelling") for pattern, _ in _rules(region)))


@lru_cache(maxsize=16)
def _rules(region: str | None) -> tuple[Rule, ...]:
    rules = table("spelling").get(region or "", {})
    return tuple((re.compile(pattern), written) for pattern, written in rules.items())


@lru_cache(maxsize=1)
def _misread() -> dict[int, str]:
    pairs = "".join(table("chinese")["misread"]["simplified"])
    return {ord(misread): written for misread, written in zip(pairs[::2], pairs[1::2], strict=True)}


@lru_cache(maxsize=8)
def _forms(region: str) -> dict[int, str]:
    key = "traditional" if region in ("TW", "HK") else "simplified"
    return {ord(misread): written for misread, written in table("chinese")["forms"][key].items()}
