"""Accounts on services (LINE, X, Instagram …) in lines of text: by web address or by the service's word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from cardscan.model import Account, Kind, Source, TextLine
from cardscan.parse.domains import suffix_of
from cardscan.parse.found import Found
from cardscan.parse.plain import Plain, plain_line, plain_lines
from cardscan.parse.rows import left_neighbour, line_above
from cardscan.parse.services import account_of
from cardscan.parse.webs import webs_on
from cardscan.parse.words import table

_HANDLE = re.compile(r"@\s?[A-Za-z0-9_][A-Za-z0-9_.-]{0,49}|[A-Za-z0-9_][A-Za-z0-9_.-]{1,49}")
_READ_APART = re.compile(r"@?[a-z\d]{2,}(?:\s[._]|[._]\s|(?P<lost>\s))[a-z\d][a-z\d.]*\s*", re.ASCII)  # taka. m
_NUMBER = re.compile(r"\+?\d[\d\s().-]{7,18}\d")
_BEHIND_ICON = re.compile(r"\s*(?:[✉◎⊙📷]\s?@?|@\s)(?P<handle>[a-z0-9][a-z0-9_.]{3,29})\s*")
OF_ICON = "the icon before it was not read: is it Instagram's?"
_SAME_NUMBER = re.compile(
    r"(?P<number>\+?\d[\d\s-]{8,16}\d)\s*(?P<said>[（(\[]?\s?(?:微信同号|微信同號|同微信|微信同步|即微信|WeChat同号)\s?[)）\]]?)"
)
_LOOSE = re.compile(r"[^:/|,、]{2,40}")
_BETWEEN = re.compile(r"\s*[/・,、&|]\s*|\s+")
_LONE_HANDLE = re.compile(r"\s*@\s?[A-Za-z0-9_][A-Za-z0-9_.-]{1,49}\s*")


def find_accounts(lines: Sequence[TextLine]) -> list[Found[Account]]:
    """Return the accounts on ``lines``, each once: web pages of services first, then handles after a service's word."""
    found: list[Found[Account]] = []
    used: set[tuple[int, int]] = set()
    for web, where in webs_on(lines, ()):
        if account := account_of(web.value):
            sources = where.sources(web.start, web.end, "account-url")
            used |= {(source.line, at) for source in sources for at in range(source.start, source.end)}
            found.append(_found(lines, account, sources, 0.97 * web.sure, web.doubt))
    for number, plain in enumerate(plain_lines(lines)):
        free = _without(plain, used)
        found += _named(lines, free)
        found += _by_number(lines, free)
        found += _by_icon(lines, free)
        found += _under_a_box(lines, number, free)
    return _each_once(found)


def _named(lines: Sequence[TextLine], plain: Plain) -> Iterator[Found[Account]]:
    """Yield handles that follow a service's word on their own line (``Instagram @misaki``, ``X / IG: misaki``)."""
    position = 0
    while group := _services_at(plain.text, position):
        services, start, end = group
        begun = position if position and plain.text[position:start].strip() == "" else 0  # behind another account
        handle = _handle(plain.text, services, plain.text[start:end], end, begun)
        position = end if handle is None else handle[2]
        if handle is not None:
            identifier, sure, stop = handle
            sources = plain.sources(start, stop, "account")
            doubt = None if identifier in plain.text else "a sign in it was not read, or a gap that is none"
            for service in services:
                yield _found(lines, _account(service, identifier), sources, sure, doubt)


def _by_number(lines: Sequence[TextLine], plain: Plain) -> Iterator[Found[Account]]:
    """Yield the WeChat account that is called as a mobile number, where the card says so: 138 2316 4507（微信同号）."""
    for match in _SAME_NUMBER.finditer(plain.text):
        sources = plain.sources(match.start("said"), match.end("said"), "account")
        yield _found(lines, Account("wechat", re.sub(r"\D", "", match["number"])), sources, 0.95, None)


def _by_icon(lines: Sequence[TextLine], plain: Plain) -> Iterator[Found[Account]]:
    """Yield the handle that stands alone behind what a reader makes of the icon of Instagram, doubted: ✉ aoba_kissa."""
    match = _BEHIND_ICON.fullmatch(plain.text)
    if match is not None and suffix_of(match["handle"]) is None:
        sources = plain.sources(match.start("handle"), match.end("handle"), "account")
        yield _found(lines, Account("instagram", match["handle"].rstrip(".-")), sources, 0.6, OF_ICON)


def _under_a_box(lines: Sequence[TextLine], number: int, plain: Plain) -> Iterator[Found[Account]]:
    """Yield the handle that is all of a line, when the service's word is a box of its own to its left or above."""
    match = _HANDLE.fullmatch(plain.text.strip())
    if match is None:
        return
    for other in (left_neighbour(lines, number), line_above(lines, number)):
        label = plain_lines(lines)[other] if other is not None else plain_line(0, "")
        services = _only_services(label.text)
        if services and (_LONE_HANDLE.fullmatch(plain.text) or "ID" in label.text.upper().split()):
            sources = label.sources(0, len(label.text), "account") + plain.sources(0, len(plain.text), "account")
            for service in services:
                yield _found(lines, _account(service, match.group()), sources, 0.9, None)
            return


def _services_at(text: str, position: int) -> tuple[tuple[str, ...], int, int] | None:
    """Return the next services named in ``text`` in one go, and the stretch that names them."""
    first = _words().search(text, position)
    while first and not _stands_free(text, first):
        first = _words().search(text, first.start() + 1)
    if first is None:
        return None
    services, end = [_service(first)], first.end()
    while (gap := _BETWEEN.match(text, end)) and (more := _words().match(text, gap.end())) and _stands_free(text, more):
        services.append(_service(more))
        end = more.end()
    return tuple(dict.fromkeys(services)), first.start(), end


def _only_services(text: str) -> tuple[str, ...]:
    group = _services_at(text, 0)
    if group is None or re.sub(r"ID|アカウント|公式|[\W_]", "", text[: group[1]] + text[group[2] :]):
        return ()
    return group[0]


def _handle(text: str, services: tuple[str, ...], word: str, end: int, begun: int = 0) -> tuple[str, float, int] | None:
    """Return (handle, sureness, end) of what follows the words of ``services`` at ``end``, or None. What stands before
    ``begun`` is another account."""
    gap = re.match(
        r"\s*(?:[(\[]?(?P<id>ID|アカウント|公式アカウント|公式)[)\]]?)?\s*(?P<mark>[:=→▶/|-]*)\s*", text[end:]
    )
    start = end + (gap.end() if gap else 0)
    announced = bool(gap and (gap.group("mark") or gap.group("id"))) or word.upper().endswith("ID")
    if any("number" in table("services")[service] for service in services) and (number := _NUMBER.match(text, start)):
        return number.group(), 0.9, number.end()
    if path := re.match(r"(?:in|pub|company|channel|c|u)/(?=[\w-])", text[start:]):  # LinkedIn: in/misaki
        start, announced = start + path.end(), True
    by_name = any("loose" in table("services")[service] for service in services)
    if announced and not by_name and (apart := _READ_APART.fullmatch(text, start)):
        sign = "_" if apart["lost"] else ""  # low strokes are lost first
        return re.sub(r"\s", sign, apart.group().strip()), 0.4 if sign else 0.7, apart.end()
    handle = _HANDLE.match(text, start)
    if handle and text[begun : end - len(word)].strip() == text[handle.end() :].strip() == "":
        announced = announced or re.search(r"[_\d]|\w\.\w", handle.group()) is not None  # LINE misaki_t, all of a line
    if handle and not re.match(r"\s?[@]|://", text[handle.end() :]) and _is_handle(handle.group(), word, announced):
        whole = not re.match(r"\s[A-Za-z]", text[handle.end() :]) or handle.group().startswith("@")
        if whole or not by_name:
            return handle.group(), 0.95 if announced or "@" in handle.group() else 0.85, handle.end()
    loose = _LOOSE.match(text, start) if re.match(r"[^\W_]", text[start:]) else None
    if (
        loose
        and announced
        and gap
        and ":" in gap.group("mark")
        and all("loose" in table("services")[one] for one in services)
    ):
        return loose.group().strip(), 0.6, loose.end()
    return None


def _is_handle(handle: str, word: str, announced: bool) -> bool:
    """Whether ``handle`` after ``word`` can be one; ``announced`` when a colon or ID stands between them."""
    if handle.startswith("@"):
        return True
    if not re.search(r"[A-Za-z]", handle) or len(handle) < 3 or (word in _weak_words() and not announced):
        return False
    return announced or not handle.isalpha() or handle.islower()


def _stands_free(text: str, match: re.Match[str]) -> bool:
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    word = match.group()
    if word[0].isascii() and (before.isascii() and (before.isalnum() or before in "@._-")) and before:
        return False
    if len(word) == 1:  # X is a service only before a sign: "X: misaki", "X @misaki", "X / Instagram", "X misaki_t"
        whole = not text[: match.start()].strip() and re.match(r"\s[a-z]\w*[_\d]\w*\s*$", text[match.end() :], re.ASCII)
        signed = re.match(r"\s?[:@/・&]|\s?$", text[match.end() :])
        return bool(signed or whole) and not before.isalnum()
    if word == "note":
        return re.match(r"\s?[:@/]|\s[\w-]+[._\d][\w.-]*$", text[match.end() :]) is not None
    return not (word[-1].isascii() and after.isascii() and after.isalpha())


def _account(service: str, handle: str) -> Account:
    tidy = re.sub(r"@\s", "@", handle).rstrip(".-")
    return Account(service, tidy if table("services")[service].get("keeps_at") else tidy.removeprefix("@"))


def _service(match: re.Match[str]) -> str:
    return _names()[re.sub(r"\s", "", match.group()).casefold()]


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {
        re.sub(r"\s", "", plain_line(0, word).text).casefold(): service
        for service, entry in table("services").items()
        for word in entry["words"]
    }


@lru_cache(maxsize=1)
def _weak_words() -> frozenset[str]:
    return frozenset(word for entry in table("services").values() for word in entry.get("needs_mark", ()))


@lru_cache(maxsize=1)
def _words() -> re.Pattern[str]:
    words = sorted(_names(), key=len, reverse=True)
    spaced = (r"\s?".join(map(re.escape, word)) + r"(?!\w)" * word.endswith("@") for word in words)
    return re.compile("|".join(spaced), re.IGNORECASE | re.ASCII)


def _without(plain: Plain, used: set[tuple[int, int]]) -> Plain:
    text = "".join(
        "\0" if (line, start) in used else character
        for character, (line, start, _) in zip(plain.text, plain.origins, strict=True)
    )
    return Plain(text, plain.origins)


def _found(
    lines: Sequence[TextLine], account: Account, sources: tuple[Source, ...], sure: float, doubt: str | None
) -> Found[Account]:
    read = min((lines[source.line].confidence for source in sources), default=0.5)
    return Found(Kind.ACCOUNT, account, round(read * sure, 4), sources, doubt)


def _each_once(found: list[Found[Account]]) -> list[Found[Account]]:
    first: dict[tuple[str, str], Found[Account]] = {}
    for item in found:
        key = (item.value.service, item.value.id.lower())
        known = first.setdefault(key, item)
        if known is not item:
            first[key] = replace(known, sources=known.sources + item.sources)
    return list(first.values())
