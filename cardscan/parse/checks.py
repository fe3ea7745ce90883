"""Cross-checks between fields: what agrees is surer, what disagrees is put before the user in words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cardscan.parse.domains import suffix_of
from cardscan.parse.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.parse.found import Found


def registered(host: str) -> str | None:
    """Return the registered domain of a host (www.aoba.co.jp → aoba.co.jp), or None if its suffix is not known."""
    host = host.lower().strip(".")
    suffix = suffix_of(host)
    if suffix is None or host == suffix:
        return None
    return f"{host[: -len(suffix) - 1].split('.')[-1]}.{suffix}"


def host_of(url: str) -> str:
    """Return the host of a web address."""
    return re.sub(r"^\w+://", "", url).split("/")[0].split(":")[0]


def checked_mails(emails: Sequence[Found[str]], urls: Sequence[Found[str]]) -> tuple[Found[str], ...]:
    """Return the mails, surer where a web site shares their domain, doubted where one nearly does (OCR's 1 for l)."""
    from rapidfuzz.distance import Levenshtein

    sites = {domain for found in urls if (domain := registered(host_of(found.value)))}

    def check(found: Found[str]) -> Found[str]:
        own = registered(found.value.rpartition("@")[2])
        if own is None or not sites or own.split(".")[0] in words().free_mail:
            return found
        if own in sites:
            return replace(found, confidence=1 - (1 - found.confidence) * 0.5)
        near = min(sites, key=lambda site: Levenshtein.distance(own, site))
        if Levenshtein.distance(own, near) <= 2:
            return replace(found, confidence=min(found.confidence, 0.6), doubt=f"mail domain ≠ web site ({near})")
        return found

    return tuple(map(check, emails))
