"""Web addresses in lines of text. Pure.

How a web address is written down here: the printed scheme, or ``https://`` where none is printed; host in lower case;
path as printed, with no slash added to it; ``/`` after a bare host. Pages that are someone's account on a service are
not web addresses (see ``accounts``), nor is the host of a mail address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cardscan.model import Kind, Source, TextLine
from cardscan.parse.announced import announcement, label_sources
from cardscan.parse.domains import is_registered_kind, repaired, suffix_of
from cardscan.parse.found import Found
from cardscan.parse.plain import Plain, join, plain_lines
from cardscan.parse.rows import line_below
from cardscan.parse.services import account_of
from cardscan.parse.words import table

WEB_ROLES = frozenset({"web", "account"})

_SCHEME = re.compile(
    r"(?P<scheme>https?)\s?:\s?/\s?/\s?(?=[^\W_])"
    r"|(?<![a-z])(?P<misread>h?tt?ps?)\s?(?:[:;.,]?\s?/{1,3}|[:;]\s?[/l|I]{2})\s?(?=[^\W_])",
    re.IGNORECASE,
)
_WWW = re.compile(r"(?<![A-Za-z0-9@.])[wｗ]\s?[wｗ]\s?[wｗ]\s?[.,]?\s?(?=[a-z0-9])(?!w[.,])", re.IGNORECASE)
_BARE = re.compile(r"(?<![A-Za-z0-9@._+/-])(?=[A-Za-z0-9-]+\.[A-Za-z0-9.-]*[A-Za-z])")
_HINT = re.compile(r"\.\s?[^\W\d_]|/\s?/|:\s?/|www|[a-z],\s?[a-z]|https?", re.IGNORECASE)
_HOST = re.compile(r"[^\W_][\w-]*(?:\s?[.,]\s?[^\W_][\w-]*)*")
_ASCII_HOST = re.compile(r"[A-Za-z0-9](?:[\w-])*(?:\s?[.,]\s?[A-Za-z0-9](?:[A-Za-z0-9_-])*)*", re.ASCII)
_PORT = re.compile(r":\d{2,5}(?!\d)")
_PATH = re.compile(r"\s?/(?:[A-Za-z0-9_~%#?=&.+@!$;:*'/-]|(?<=/)\s(?=[a-z0-9]+(?:/|\.html?|$)))*")
_LAST_SIGNS = ".,;:!'"


@dataclass(frozen=True, slots=True)
class Web:
    """A web address in some stretch of text; ``sure`` is below 1 by what had to be repaired."""

    value: str
    start: int
    end: int
    sure: float
    doubt: str | None


def find_urls(lines: Sequence[TextLine], emails: Sequence[Found[str]]) -> list[Found[str]]:
    """Return the web addresses on ``lines``, each once, in reading order. Text used by ``emails`` is left out."""
    found = [_found(lines, web, where) for web, where in webs_on(lines, emails) if account_of(web.value) is None]
    first: dict[str, Found[str]] = {}
    for item in found:
        known = first.setdefault(item.value, item)
        if known is not item:
            first[item.value] = replace(known, sources=known.sources + item.sources)
    return list(first.values())


def webs_on(lines: Sequence[TextLine], emails: Sequence[Found[str]]) -> Iterator[tuple[Web, Plain]]:
    """Yield every web address with the text it was found in, pages of services included."""
    mails = {(source.line, at) for mail in emails for source in mail.sources for at in range(source.start, source.end)}
    plains = [_without(plain, mails) for plain in plain_lines(lines)]
    used: set[int] = set()
    for number, plain in enumerate(plains):
        if number in used or not _HINT.search(plain.text):
            continue
        below = line_below(lines, number)
        announced = announcement(lines, number, len(plain.text) - len(plain.text.lstrip()), WEB_ROLES)
        for web in webs_in(plain, labelled=bool(announced.roles)):
            rest = plains[below] if below is not None else None
            if rest is not None and below is not None and (longer := _over_two_lines(plain, web, rest)):
                used.add(below)
                yield longer
            else:
                yield web, plain


def webs_in(plain: Plain, *, labelled: bool = False) -> Iterator[Web]:
    """Yield the web addresses in one stretch of text; ``labelled`` when it is announced as one from outside."""
    position = 0
    while position < len(plain.text):
        web = _next_web(plain.text, position, labelled=labelled)
        if web is None:
            return
        yield web
        position = web.end


def _next_web(text: str, position: int, *, labelled: bool) -> Web | None:
    starts = sorted(
        (match.start(), rank, match)
        for rank, pattern in enumerate((_SCHEME, _WWW, _BARE))
        for match in pattern.finditer(text, position)
    )
    for start, rank, match in starts:
        web = (_after_scheme, _after_www, _bare)[rank](text, match)
        if rank == 2 and web and not _plainly_a_site(text, web, labelled=labelled):
            continue
        if web is not None and start >= position:
            return web
    return None


def _after_scheme(text: str, match: re.Match[str]) -> Web | None:
    letters = match.group("scheme") or match.group("misread")
    scheme = "https" if letters.lower().endswith("s") else "http"
    clean = match.group("scheme") is not None
    www = _WWW.match(text, match.end())
    web = _site(text, match.start(), www.end() if www else match.end(), f"{scheme}://" + ("www." if www else ""))
    return web if web is None or clean else _less_sure(web, 0.9, "web address was hard to read")


def _after_www(text: str, match: re.Match[str]) -> Web | None:
    web = _site(text, match.start(), match.end(), "https://www.")
    return web if web is None or "." in match.group() else _less_sure(web, 0.8, "dot after www was hard to read")


def _bare(text: str, match: re.Match[str]) -> Web | None:
    return _site(text, match.start(), match.end(), "https://", bare=True)


def _site(text: str, start: int, host_start: int, prefix: str, *, bare: bool = False) -> Web | None:
    """Return the address whose host (after ``www.``) starts at ``host_start``."""
    host = _read_host(text, host_start, bare=bare)
    if host is None:
        return None
    name, end, sure, doubt = host
    port = _PORT.match(text, end)
    end = port.end() if port else end
    path_match = _PATH.match(text, end)
    path = re.sub(r"\s", "", path_match.group()).rstrip(_LAST_SIGNS) if path_match else ""
    if path_match and path:
        end = path_match.start() + len(path_match.group().rstrip(_LAST_SIGNS + " "))
    path = re.sub(r"^/+|(?<!:)/+$", "/", path or "/")  # // is one stroke, read twice
    value = f"{prefix}{name}{port.group() if port else ''}{path}"
    return Web(value, start, end, sure, doubt)


def _read_host(text: str, start: int, *, bare: bool) -> tuple[str, int, float, str | None] | None:
    match = _ASCII_HOST.match(text, start) or (None if bare else _HOST.match(text, start))
    if match is None:
        return None
    parts = re.split(r"(\s?[.,]\s?)", match.group())
    name, length, doubt = parts[0], len(parts[0]), None
    for gap, label in zip(parts[1::2], parts[2::2], strict=True):
        if gap != "." and (bare or (is_registered_kind(name) and not _longer_suffix(name, label))):
            break
        name, length = f"{name}.{label}", length + len(gap) + len(label)
        doubt = doubt if "." in gap else "a dot was hard to read"
    return _known_host(name, start + length, doubt)


def _longer_suffix(name: str, label: str) -> bool:
    suffix = suffix_of(f"{name}.{label}")
    return suffix is not None and "." in suffix and label == label.lower()


def _known_host(name: str, end: int, doubt: str | None) -> tuple[str, int, float, str | None] | None:
    lower = name.lower().rstrip("-_")
    if (mended := repaired(lower)) and mended != lower:
        return mended, end, 0.8, f"domain read as {lower}"
    if is_registered_kind(lower) or is_registered_kind(f"www.{lower}"):
        return lower, end, 0.9 if doubt else 1.0, doubt
    glued = re.match(r"(.*\.[a-z]{2,})(?=[A-Z]|https?|www)", name)
    if glued and is_registered_kind(glued.group(1)):
        return glued.group(1).lower(), end - len(name) + glued.end(), 0.9, None
    if "." not in lower:
        return lower, end, 0.2, "web address is not complete"
    return lower, end, 0.4, f"unknown domain ending .{lower.rpartition('.')[2]}"


def _plainly_a_site(text: str, web: Web, *, labelled: bool) -> bool:
    """Whether a host without scheme or www is a web address, not ``Co.,Ltd.`` or ``M.Sc.``"""
    host = re.sub(r"^https://|[/:].*$", "", web.value)
    suffix = suffix_of(host)
    if suffix is None or web.sure < 0.5 or "@" in text[web.end : web.end + 2]:
        return False
    name = host[: -len(suffix) - 1].rpartition(".")[2]
    if account_of(web.value) is not None:
        return True
    printed = text[web.start : web.end]
    ending = suffix.rpartition(".")[2]
    common = ending in table("domains")["plain_sites"]
    strong = "." in suffix or ending in table("domains")["strong"]
    before = re.search(
        r"(?:URL|HP|Web\s?site|Web|Site|ホームページ|ブログ|Blog)\W{0,3}$", text[: web.start], re.IGNORECASE
    )
    if labelled or before:
        return True
    return common and len(name) >= 2 and (strong or printed == printed.lower())


def _over_two_lines(plain: Plain, web: Web, below: Plain) -> tuple[Web, Plain] | None:
    """Return the address with its rest on the line below, when it plainly breaks off at the end of its own line."""
    if plain.text[web.end :].strip(" -_") or not re.fullmatch(r"\s*[A-Za-z0-9_~%#?=&.+/-]+\s*", below.text):
        return None
    rest = below.text.strip()
    cut = (
        plain.text.rstrip()[-1:] in "-_?=&"
        or web.sure < 0.5
        or rest.startswith(("/", "?", "."))
        or _cut_path(web, rest)
    )
    if not cut or re.match(r"(https?:|www\.)", rest):
        return None
    whole = join((plain.strip(), below.strip()), glue="")
    for longer in webs_in(whole, labelled=True):
        if longer.start <= web.start + 2 and longer.end > len(plain.strip().text) and longer.sure >= 0.5:
            return _less_sure(longer, 0.9, "web address printed over two lines"), whole
    return None


def _cut_path(web: Web, rest: str) -> bool:
    """``https://example.com/shop/`` above ``about/us.html``: a path goes on only where the rest looks like a path."""
    return (
        web.value.count("/") > 3 and re.fullmatch(r"[a-z0-9_-]+(?:/[a-z0-9_.-]*)+|[a-z0-9_-]+\.html?", rest) is not None
    )


def _without(plain: Plain, used: set[tuple[int, int]]) -> Plain:
    """Return ``plain`` with the characters that mails use blanked out."""
    text = "".join(
        "\0" if (line, start) in used else character
        for character, (line, start, _) in zip(plain.text, plain.origins, strict=True)
    )
    return Plain(text, plain.origins)


def _less_sure(web: Web, factor: float, doubt: str) -> Web:
    return replace(web, sure=web.sure * factor, doubt=web.doubt or doubt)


def _found(lines: Sequence[TextLine], web: Web, where: Plain) -> Found[str]:
    sources: tuple[Source, ...] = where.sources(web.start, web.end, "url")
    read = min((lines[source.line].confidence for source in sources), default=0.5)
    labels = label_sources(lines, sources, WEB_ROLES)
    return Found(Kind.URL, web.value, round(0.98 * read * web.sure, 4), labels + sources, web.doubt)
