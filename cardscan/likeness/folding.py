"""Text folded so that two spellings of one thing compare equal. For keys and comparisons, never for display."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path

import jaconv
import joyokanji

NATIVE = re.compile(r"[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]")
KANA = re.compile(r"[\u3041-\u309f\u30fc]+")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_REPEATED = re.compile(r"([\u3400-\u9fff])々")
_GAP = re.compile(r"[\W_]")
_BAR = re.compile(r"(?<=\d)ー(?=\d)")
_DIGITS = re.compile(r"\d+")
# Kunrei spellings become Hepburn, then long vowels and n/m are levelled (ECOSYSTEM: Ohno, Satoh, Homma, Junichi).
_ROMAJI = tuple(
    (re.compile(pattern), spelling)
    for pattern, spelling in (
        (r"sy", "sh"),
        (r"ty", "ch"),
        (r"[zj]y", "j"),
        (r"si", "shi"),
        (r"(?<!t)ti", "chi"),
        (r"tu", "tsu"),
        (r"zi", "ji"),
        (r"(?<![cs])hu", "fu"),
        (r"tch", "cch"),
        (r"m(?=[bpm])", "n"),
        (r"oh(?![aeiouy])", "o"),
        (r"o[ou]+", "o"),
        (r"uu+", "u"),
    )
)


@lru_cache(maxsize=1)
def words() -> dict[str, tuple[str, ...]]:
    """Return the tables of ``words.toml``."""
    text = Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
    return {name: tuple(values) for name, values in tomllib.loads(text).items()}


class _Characters(dict[int, str | None]):
    """What each character is folded to, as ``str.translate`` asks for it; found out once for each that occurs."""

    def __init__(self) -> None:
        self._variants = {ord(other): group[0] for group in words()["variants"] for other in group[1:]}

    def __missing__(self, code: int) -> str | None:
        modern = joyokanji.convert(chr(code), variants=True).translate(self._variants)
        folded = jaconv.kata2hira(modern).replace("ゖ", "け")
        self[code] = None if _SELECTORS.match(folded) or _GAP.match(folded) else folded
        return self[code]


@lru_cache(maxsize=1)
def _characters() -> _Characters:
    return _Characters()


@lru_cache(maxsize=1)
def _legal_forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    forms = sorted(words()["legal_forms"], key=len, reverse=True)
    native = "|".join(re.escape(form) for form in forms if not form.isascii() or form.startswith("("))
    latin = "|".join(form for form in forms if form.isascii() and not form.startswith("("))
    return re.compile(rf"^(?:{native})|(?:{native})$"), re.compile(rf"(?:[\s,.]+(?:{latin}))+[\s.]*$")


def fold_spaces(text: str) -> str:
    """Return ``text`` after NFKC in lower case, without spaces, dots and character variant selectors."""
    return re.sub(r"[\s.・]+", "", _SELECTORS.sub("", unicodedata.normalize("NFKC", text)).casefold())


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Return ``text`` for comparing: NFKC, lower case, kanji variants as one, katakana as hiragana, no spaces, hyphens
    or punctuation (髙橋 ミサキ → 高橋みさき)."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    if "々" in plain or "ー" in plain:  # what those say depends on what stands beside them
        plain = _BAR.sub("", _REPEATED.sub(r"\1\1", _SELECTORS.sub("", plain)))
    return plain.translate(_characters())


@lru_cache(maxsize=50_000)
def fold_org(text: str) -> str:
    """Return a company's name for comparing: as ``fold``, and without its legal form (㈱青葉 → 青葉)."""
    native, latin = _legal_forms()
    shorter = native.sub("", fold_spaces(latin.sub("", unicodedata.normalize("NFKC", text).casefold())))
    return fold(shorter) or fold(text)


def fold_url(url: str) -> str:
    """Return a web address for comparing: no scheme, no ``www.``, host in lower case, no slash at the end."""
    host, slash, rest = re.sub(r"^[a-z]+://", "", url.strip(), flags=re.IGNORECASE).partition("/")
    return (host.casefold().removeprefix("www.") + slash + rest).rstrip("/")


def romaji(latin: str) -> str:
    """Return one Latin word as folded romaji: letters only, long vowels short, n before b, p and m (Ohno → ono)."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", latin.casefold()) if "a" <= c <= "z")
    for pattern, spelling in _ROMAJI:
        bare = pattern.sub(spelling, bare)
    return bare


@lru_cache(maxsize=50_000)
def latin_words(text: str) -> tuple[str, ...]:
    """Return the words of a Latin name as folded romaji; single letters (initials) only where nothing else is left."""
    every = [romaji(word) for word in re.split(r"[\s,.・]+", unicodedata.normalize("NFKC", text))]
    long = tuple(word for word in every if len(word) > 1)
    return long if len(long) > 1 else tuple(word for word in every if word)


@lru_cache(maxsize=50_000)
def kana_romaji(kana: str) -> str:
    """Return a kana reading as folded romaji (おおの → ono)."""
    return romaji(jaconv.kana2alphabet(jaconv.kata2hira(unicodedata.normalize("NFKC", kana)).replace("ー", "")))


def digits(text: str) -> str:
    """Return the digits of ``text``."""
    return "".join(_DIGITS.findall(unicodedata.normalize("NFKC", text)))


@lru_cache(maxsize=50_000)
def is_shared_mailbox(email: str) -> bool:
    """Whether the part before the @ is one that several people read (info@, sales-tokyo@)."""
    local = email.partition("@")[0].casefold()
    first = re.split(r"[._+\-\d]+", local)[0]
    return local in words()["shared_mailboxes"] or first in words()["shared_mailboxes"]
