"""Domain names: which endings exist, and which misread endings can only have been one thing. Pure, no network."""

from __future__ import annotations

from functools import lru_cache

from publicsuffixlist import PublicSuffixList

from cardscan.parse.words import table


@lru_cache(maxsize=4096)
def suffix_of(domain: str) -> str | None:
    """Return the public suffix of ``domain`` (``co.jp``), or None when there is none or nothing stands before it."""
    name = domain.lower().strip(".")
    reserved = name.rpartition(".")
    if reserved[0] and reserved[2] in table("domains")["reserved"]:
        return reserved[2]
    suffix = _suffixes().publicsuffix(name)
    return str(suffix) if suffix and suffix != name else None


def is_registered_kind(domain: str) -> bool:
    """Whether ``domain`` is some name below a public suffix, as every real mail or web host is."""
    return bool(domain) and ".." not in domain and suffix_of(domain) is not None


@lru_cache(maxsize=4096)
def repaired(domain: str) -> str | None:
    """Return ``domain`` with its misread ending put right (``x.c0m`` → ``x.com``), or None when nothing is proven."""
    repairs: dict[str, str] = table("domains")["repairs"]
    name = domain.lower().strip(".")
    labels = name.split(".")
    for count in (2, 1):
        ending = ".".join(labels[-count:])
        if len(labels) > count and ending in repairs and (count == 2 or not is_registered_kind(name)):
            fixed = ".".join([*labels[:-count], repairs[ending]])
            return fixed if is_registered_kind(fixed) else None
    return None


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False)
