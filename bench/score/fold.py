"""When two spellings of a value count as the same. Every rule here is printed in docs/accuracy.md.

Kanji variants are never folded: 髙 is not 高, because the person's name is the printed one.
"""

from __future__ import annotations

import re
import unicodedata

LOOKALIKES = str.maketrans(
    {
        look: one
        for one, looks in {
            "-": "‐‑‒–—―−﹣－─",
            "~": "〜～∼",
            "・": "·•‧∙･",
            "'": "’‘`＇",
            '"': "“”＂",
        }.items()
        for look in looks
    }
)
# NFKC would replace these by other characters (U+FA19 神 by U+795E 神): a change of the printed character.
COMPATIBILITY_HAN = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\u200b-\u200f\u2060\ufeff]")
# After kana ー is a letter (サービス); elsewhere it can only be a hyphen (1ー2ー3).
STRAY_LONG_MARK = re.compile("(?<![ぁ-ゖァ-ヺー])ー+")
KATAKANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}

RULES = (
    "Unicode NFKC (full and half width are one, ㈱ is (株)), except that compatibility ideographs stay as printed; "
    "variation selectors removed",
    "all white space removed; dashes, tildes, middle dots and quotes that look alike are one; ー after anything but "
    "kana is a hyphen",
    "mail addresses and the host of a web address ignore case; a web address ignores its scheme and a trailing slash",
    "phones compare as E.164 number and kind (work, mobile, fax, home, other); a number without E.164 by its digits",
    "readings compare in hiragana, family and given together",
    "addresses also ignore case, commas and full stops; postal codes ignore 〒, hyphens and case",
    "accounts ignore case and, except on LINE, a leading @",
    "**not** folded: kanji variants (髙 is not 高), kanji numerals, case in names, companies and titles",
)


def text(value: str) -> str:
    """Return ``value`` as names, companies, departments, titles and qualifications are compared."""
    parts = COMPATIBILITY_HAN.split(SELECTORS.sub("", value).translate(LOOKALIKES))
    # Odd parts are the compatibility ideographs themselves.
    plain = "".join(part if at % 2 else unicodedata.normalize("NFKC", part) for at, part in enumerate(parts))
    bare = re.sub(r"\s+", "", plain).translate(LOOKALIKES)
    return STRAY_LONG_MARK.sub(lambda stray: "-" * len(stray[0]), bare)


def reading(value: str) -> str:
    """Return a reading in hiragana, without spaces."""
    return text(value).translate(KATAKANA)


def mail(value: str) -> str:
    """Return a mail address without case or spaces."""
    return text(value).casefold()


def web(value: str) -> str:
    """Return a web address without scheme and trailing slash, its host in small letters; the path keeps its case."""
    rest = re.sub(r"^[a-zA-Z][a-zA-Z0-9+.-]*://", "", text(value))
    host, slash, path = rest.partition("/")
    return (host.casefold() + slash + path).rstrip("/")


def digits(value: str) -> str:
    """Return the digits of a number that has no E.164 form."""
    return re.sub(r"\D", "", text(value))


def postal(value: str) -> str:
    """Return a postal code without 〒, hyphens and spaces."""
    return re.sub(r"[^0-9a-z]", "", text(value).casefold())


def address(value: str) -> str:
    """Return an address as one run of characters, without case, commas and full stops."""
    return re.sub(r"[,、，.。]", "", text(value).casefold())


def account(service: str, name: str) -> str:
    """Return an account's id as it is compared; on LINE a leading @ is part of the id."""
    plain = text(name).casefold()
    return plain if service == "line" else plain.removeprefix("@")
