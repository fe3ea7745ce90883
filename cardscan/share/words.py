"""What share knows about services, labels and countries: the tables of ``words.toml``, and what follows from them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cardscan.model import Account

PRODID = "-//cardscan//cardscan//EN"
_LINE_END = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")


def plain(text: str) -> str:
    """Return ``text`` as one line without control characters and halves of surrogate pairs."""
    return " ".join(_parts(text))


def plain_lines(text: str) -> str:
    """Return ``text`` without control characters, each of its lines on a line of its own."""
    return "\n".join(_parts(text))


def _parts(text: str) -> list[str]:
    return [part for part in (_bare(line) for line in _LINE_END.split(text)) if part]


def _bare(line: str) -> str:
    kept = (c for c in line.replace("\t", " ") if unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).strip()


def katakana(reading: str) -> str:
    """Return a hiragana reading in full-width katakana."""
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in reading)


def is_plain_label(label: str) -> bool:
    """Whether a printed label only repeats what the type of the number says (TEL, 携帯)."""
    return unicodedata.normalize("NFKC", label).casefold().strip(" .:：") in share_words()["labels"]["plain"]


def country_name(code: str | None) -> str:
    """Return how a country is written at the end of an address; a code that is not in the table as it is."""
    return str(share_words()["countries"].get(code or "", plain(code or "")))


def profile_url(account: Account) -> str | None:
    """Return the web address of an account, or None for a service that has none."""
    pattern = share_words()["services"].get(account.service)
    if pattern is None:
        return None
    if account.service == "line":
        return _line_url(account.id)
    return str(pattern).format(id=quote(plain(account.id).removeprefix("@"), safe="._-~"))


def _line_url(line_id: str) -> str:
    """LINE: official accounts begin with @; a code holds a token with capitals, which an ID never has."""
    bare = quote(plain(line_id), safe="@._-~")
    if line_id.startswith("@"):
        return f"https://line.me/R/ti/p/{bare}"
    return f"https://line.me/ti/p/{bare}" if bare != bare.lower() else f"https://line.me/ti/p/~{bare}"


@lru_cache(maxsize=1)
def share_words() -> dict[str, dict[str, Any]]:
    """Return the tables of ``words.toml``. (Any: a table is a dict or a list.)"""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
