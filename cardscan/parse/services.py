"""Web addresses that are accounts: which service, which handle. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote

from cardscan.model import Account
from cardscan.parse.words import table


def account_of(url: str) -> Account | None:
    """Return the account that a web address leads to (``https://www.instagram.com/misaki_t`` → instagram, misaki_t).

    None for any other address, also for a page of a service that is no one's account.
    """
    place = re.sub(r"^[a-z]+://", "", unquote(url), flags=re.IGNORECASE).removeprefix("www.")
    host, slash, path = place.partition("/")
    for service, pattern, keeps_at in _patterns():
        if match := pattern.fullmatch(host.lower() + slash + path):
            handle = match.group("id")
            words = table("services")[service]
            if handle.lower() in words.get("not_ids", ()) or not re.search(r"[^\W_]", handle):
                return None
            return Account(service, handle if keeps_at else handle.removeprefix("@"))
    return None


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str], bool], ...]:
    patterns = []
    for service, words in table("services").items():
        for path in words["paths"]:
            before, after = path.split("{id}")
            tail = "" if "?" in before else r"(?:\?.*)?(?:#.*)?"
            pattern = re.compile(
                re.escape(before) + r"(?P<id>[^/?#&\s]+)" + re.escape(after) + r"/?" + tail, re.IGNORECASE
            )
            patterns.append((service, pattern, bool(words.get("keeps_at"))))
    return tuple(patterns)
