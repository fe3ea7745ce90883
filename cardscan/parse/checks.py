"""Cross-checks between fields: what agrees is surer, what disagrees is put before the user in words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cardscan.parse.domains import suffix_of
from cardscan.parse.lexicon import words
from cardscan.parse.words import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.model import Phone, TextLine
    from cardscan.parse.found import Found

GLUED = frozenset({"website", "websites", "web", "url", "hp", "homepage", "site", "u", "w", "h"})
FREE = ("+81120", "+81800")  # numbers that are free to call, beside which a telephone and its fax stand
EAST = ("+82", "+86", "+886", "+852", "+65")  # where cards with icons print the fax under the telephone, as in Japan
UNDER_TELEPHONE = "taken for the fax because it stands under the telephone"
BESIDE_ICON = "taken for the fax because the other number has the icon of a telephone"
SAME_EXCHANGE = 8  # leading characters of E.164 (+81 3 1234) that a telephone and its fax share


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


def with_first_l(emails: Sequence[Found[str]], given: str | None) -> tuple[Found[str], ...]:
    """Return the mails, an I or 1 before letters at their beginning as l where the person's given name begins so:
    Ideluca@ is that of Leonardo De Luca, 1-lindstrom@ that of Linnéa Lindström."""
    if not (given or "").lower().startswith("l"):
        return tuple(emails)

    def mended(found: Found[str]) -> Found[str]:
        if not re.match(r"I[a-z]|[I1][._-]?[a-z]{2}", found.value):
            return found
        return replace(found, value=f"l{found.value[1:]}", confidence=min(found.confidence, 0.85))

    return tuple(map(mended, emails))


def without_glued_labels(urls: Sequence[Found[str]], emails: Sequence[Found[str]]) -> tuple[Found[str], ...]:
    """Return the sites, a label read as part of a host (Websiteaoba.jp) taken off where a mail's domain proves it."""
    domains = [found.value.rpartition("@")[2].lower() for found in emails]

    def bare(found: Found[str]) -> Found[str]:
        host = host_of(found.value).lower()
        for domain in domains:
            label = host.removesuffix(domain)
            if host.endswith(domain) and label.rstrip(".") in GLUED and label != "www.":
                return replace(found, value=found.value.lower().replace(host, domain, 1))
        return found

    return tuple(map(bare, urls))


def checked_urls(urls: Sequence[Found[str]], emails: Sequence[Found[str]]) -> tuple[Found[str], ...]:
    """Return the sites, one doubted whose domain is that of a mail but for one letter: either was misread."""
    from rapidfuzz.distance import Levenshtein

    domains = {domain for found in emails if (domain := registered(found.value.rpartition("@")[2].lower()))}

    def checked(found: Found[str]) -> Found[str]:
        own = registered(host_of(found.value).lower()) or ""
        near = sorted(each for each in domains if len(each) > 5 and Levenshtein.distance(each, own) == 1)
        if own in domains or not near or found.doubt:
            return found
        return replace(found, confidence=min(found.confidence, 0.7), doubt=f"the mail address has {near[0]}")

    return tuple(map(checked, urls))


def with_silent_fax(lines: Sequence[TextLine], phones: Sequence[Found[Phone]]) -> tuple[Found[Phone], ...]:
    """Return the phones, the second of two landlines without any word before them taken for the fax, doubted; the first
    where the second alone has the icon of a telephone.

    Cards with icons, or with nothing, instead of labels print the telephone first and the fax under it in Japan and its
    neighbours; elsewhere an icon must have announced the telephone alone, or the fax, and was taken for a mobile's.
    """
    landlines = [found for found in phones if found.value.kind == "work" and not _is_free(found.value)]
    silent = [found for found in landlines if not _names_a_line(found.value) and not _has_word(lines, found)]
    if any(found.value.kind == "fax" for found in phones):
        return tuple(phones)
    exchanges: dict[str, list[Found[Phone]]] = {}
    for found in silent:
        exchanges.setdefault((found.value.e164 or "")[:SAME_EXCHANGE], []).append(found)
    told = [fax for each in exchanges.values() if len(each) == 2 and (fax := _silent_fax(lines, *each)) is not None]
    return tuple(next((fax for meant, fax in told if meant is found), found) for found in phones)


def _silent_fax(
    lines: Sequence[TextLine], first: Found[Phone], second: Found[Phone]
) -> tuple[Found[Phone], Found[Phone]] | None:
    """Return which of two numbers of one exchange is the fax, and it as that, doubted; None where nothing tells it."""
    number = first.value.e164 or ""
    if number == second.value.e164 or len(number) < SAME_EXCHANGE:
        return None
    icons = _announced(lines, second)
    told = ["☎" in _announced(lines, first), "☎" in icons]
    below = number.startswith("+81") or (number.startswith(EAST) and not told[1])
    below = below or told == [True, False]  # the fax has an icon of its own, lost
    if not below and not any(icon in icons for icon in _mobile_icons()):
        return None
    meant, doubt = (first, BESIDE_ICON) if told == [False, True] else (second, UNDER_TELEPHONE)
    fax = replace(meant.value, kind="fax")
    return meant, replace(meant, value=fax, confidence=min(meant.confidence, 0.7), doubt=doubt)


def _names_a_line(phone: Phone) -> bool:
    """Return whether the word kept with a number says which line it is (直通, 專線), so that it is no fax."""
    abroad = (phone.e164 or "").startswith(EAST)
    return "直通" in (phone.label or "") or (abroad and phone.label is not None)


def _mobile_icons() -> Sequence[str]:
    return tuple(table("labels")["mobile"]["symbols"])


def _is_free(phone: Phone) -> bool:
    return (phone.e164 or "").startswith(FREE)


def _announced(lines: Sequence[TextLine], found: Found[Phone]) -> str:
    return "".join(lines[source.line].text[source.start : source.end] for source in found.sources)


def _has_word(lines: Sequence[TextLine], found: Found[Phone]) -> bool:
    words = _announced(lines, found)
    for own in (found.value.text, found.value.label or ""):
        words = words.replace(own, "")
    return re.search(r"[^\W\d_]", re.sub(r"内線\s*\d*|[（(][^）)]*[）)]", "", words)) is not None
