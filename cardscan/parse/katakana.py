"""Words of katakana as they are likely printed: what no dictionary has gives way to the word it looks like. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from cardscan.parse.kana import to_hiragana
from cardscan.parse.known_readings import is_surname_reading
from cardscan.parse.lexicon import words
from cardscan.parse.morphology import morphemes
from cardscan.parse.names import is_given_reading

_AS_SMALL = str.maketrans("アイウエオヤユヨ", "ァィゥェォャュョ")
_AS_LARGE = {ord(small): large for small, large in zip("ァィゥェォャュョ", "アイウエオヤユヨ", strict=True)}
_SMALL = re.compile("(?<=[キシチニヒミリギジヂビピ])[ヤユヨ]|(?<=[フヴ])[アイエオ]|(?<=[テデ])[イユ]|(?<=[シジチ])エ")
_WORD = re.compile("(?<![ァ-ヺー])[ァ-ヺー]{3,24}(?![ァ-ヺー])")
_TSU = re.compile("(?<=[ァ-ヺ])ツ(?=[カ-ドパ-ポ])")
_EITHER = re.compile(f"{_SMALL.pattern}|{_TSU.pattern}|[ァィゥェォャュョ]")
_RI = re.compile("(?<![ぁ-ゖ一-龥々])り(?=[ァ-ヺー]{2})")  # which looks alike in both scripts; but 駅前通りビル
_TODAY = re.compile("(?<=[ァ-ヺー])テイ(?=ング|ブ)")  # dictionaries have マーケテイング, too, as it was spelt once
_GAP = re.compile("(?<![ァ-ヺー])([ァ-ヺ][ァ-ヺー]{0,15}) ([ァ-ヺー]{1,16})(?![ァ-ヺー])")
_ONE = re.compile("(?<![ァ-ヺー])([ァ-ヺ][ァ-ヺー]{1,15})一(?![階号丁番棟級〇一二三四五六七八九十])")
FEWEST = 3  # letters of a word that is told by them


def put_right(text: str) -> str:
    """Return a line of Japanese in whose words of katakana no gap was read (ア ドバンス), no 一 for ー (センタ一), and
    no letter as large that is small, or the other way (キヤピタル, チョダ), where dictionaries have what is left, and
    neither they nor anybody's name what was read."""
    if " " in text:
        text = _GAP.sub(_closed, text)
    if "一" in text:
        text = _ONE.sub(_with_long_vowel, text)
    text = _RI.sub("リ", text)
    return _WORD.sub(lambda found: in_size(found[0]) if _EITHER.search(found[0]) else found[0], text)


@lru_cache(maxsize=4096)
def is_word(katakana: str) -> bool:
    """Return whether dictionaries have a word."""
    return [said.known for said in morphemes(katakana)] == [True]


def _is_in_names(katakana: str) -> bool:
    """Return whether somebody is called so: アツコ, マツクラ."""
    return is_surname_reading(katakana) or is_given_reading(to_hiragana(katakana))


def _is_one_post(first: str, last: str) -> bool:
    """Return whether what a gap parts is a title, its last half none: アド バイザー."""
    titles = words().titles
    return first + last in titles and last not in titles


def _is_of_words(katakana: str) -> bool:
    """Return whether dictionaries have all words of a compound, none of them a letter: リバーサイド."""
    return all(said.known and len(said.text) > 1 for said in morphemes(katakana))


def in_size(word: str) -> str:
    """Return a word of katakana with its letters small or large as dictionaries have it; one that they have, or have
    neither way, as it is."""
    word = _TODAY.sub("ティ", word)
    if len(word) < FEWEST or is_word(word) or _is_in_names(word):
        return word
    small = _with_small(word)
    others = {small, _TSU.sub("ッ", small), _TSU.sub("ッ", word), word.translate(_AS_LARGE)} - {word}
    known = [other for other in others if is_word(other)]
    return known[0] if len(known) == 1 else word


def _with_small(word: str) -> str:
    return _SMALL.sub(lambda found: found[0].translate(_AS_SMALL), word)


def _closed(found: re.Match[str]) -> str:
    first, last = found.groups()
    if _is_one_post(first, last):  # ネイ リスト, though somebody may be called ネイ
        return first + last
    apart = _is_of_words(first) and _is_of_words(last)
    if apart or _is_in_names(first) or _is_in_names(last):
        return found[0]
    torn = _with_small(first + last)  # フ イルム: a small letter stands apart
    small = torn != first + last and _is_of_words(torn)  # フ オレストタワー
    whole = torn if is_word(torn) or small else in_size(first + last)
    return whole if _is_of_words(whole) else found[0]


def _with_long_vowel(found: re.Match[str]) -> str:
    word = f"{found[1]}ー"
    return word if is_word(word) else found[0]
