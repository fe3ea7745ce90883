"""Mail addresses in lines of text. Pure.

Only what the grammar of an address proves is repaired: spaces around ``@`` and dots, a comma for a dot, full-width
forms, a misread ending that exists only in its right form, an address printed over two lines. The part before the
``@`` is kept as printed, the domain is in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cardscan.model import Kind, Source, TextLine
from cardscan.parse.announced import label_sources
from cardscan.parse.domains import is_registered_kind, repaired, suffix_of
from cardscan.parse.found import Found
from cardscan.parse.labels import labels_in
from cardscan.parse.plain import Plain, join, plain_lines
from cardscan.parse.rows import line_above, line_below, right_neighbour
from cardscan.parse.words import table

MAIL_ROLES = frozenset({"mail"})

_LOCAL = re.compile(
    r"[A-Za-z0-9_+](?:[A-Za-z0-9._%+&'=~?-]|\s(?=[._-]\s?[A-Za-z0-9])|(?<=[._-])\s(?=[a-z0-9]))*\s{0,2}$|[A-Za-z0-9]\s{0,2}$"
)
_LABEL_GLUE = re.compile(
    r"(?:[Ee]-?[Mm]ail|E-?MAIL)(?=[A-Za-z0-9])|(?:Mail|MAIL)\.?(?=[a-z0-9])|(?:E-?[Mm]ail|e-mail|E-?MAIL)\.(?=[A-Za-z0-9])"
)
_END_OF_NUMBER = re.compile(r"\d{3,}\s?-\s+")  # 339 472 8105 - chiara@…
_FIRST_WORD = re.compile(r"([A-Za-z-]{4,8})[.:]\s+")
_AT_WORDS = re.compile(r"\s*[\[({<]\s*(?:at|AT|a|アット|アットマーク|@)\s*[\])}>]\s*")
_AT_LOOKALIKES = re.compile(r"(?<=[A-Za-z0-9])\s?[©®ⓐⒶ🄰＠]\s?(?=[A-Za-z0-9-]+\s?[.,]\s?[A-Za-z0-9])")
_HOST_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?")
_HOST_BREAK = re.compile(r"\s?[.,。·・]\s?|\s")
_IDN_LABEL = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")


@dataclass(frozen=True, slots=True)
class _Address:
    """A mail address in ``plain[start:end]``; ``sure`` is below 1 by what had to be repaired."""

    value: str
    start: int
    end: int
    sure: float
    doubt: str | None

    @property
    def known(self) -> bool:
        return is_registered_kind(self.value.rpartition("@")[2])


def find_emails(lines: Sequence[TextLine]) -> list[Found[str]]:
    """Return the mail addresses on ``lines``, each once, in reading order."""
    plains = plain_lines(lines)
    found: list[Found[str]] = []
    taken: set[int] = set()
    for number, plain in enumerate(plains):
        if number in taken or not _may_hold_mail(plain.text):
            continue
        for address, where in _read_line(lines, plains, number):
            sources = where.sources(address.start, address.end, "mail")
            taken |= {source.line for source in sources if source.line != number}
            sources = label_sources(lines, sources, MAIL_ROLES) + sources
            found.append(_found(lines, address, sources))
    return _each_once(found)


def mail_in(plain: Plain) -> Iterator[_Address]:
    """Yield the addresses in one stretch of text, from left to right."""
    text = _AT_WORDS.sub(lambda match: "@".center(len(match.group())), plain.text)
    text, lookalikes = _AT_LOOKALIKES.subn(lambda match: "@".center(len(match.group())), text)
    last = 0
    for at in [match.start() for match in re.finditer("@", text)]:
        address = _around(text, last, at)
        if address is not None:
            last = address.end
            yield _less_sure(address, 0.8, "@ was hard to read") if lookalikes else address


def _may_hold_mail(text: str) -> bool:
    return "@" in text or _AT_LOOKALIKES.search(text) is not None or _AT_WORDS.search(text) is not None


def _read_line(lines: Sequence[TextLine], plains: Sequence[Plain], number: int) -> list[tuple[_Address, Plain]]:
    plain = plains[number]
    alone = [address for address in mail_in(plain) if not _is_account(plain.text, address)]
    cut_off = not alone or not alone[-1].known or _goes_on(lines, plains, number)
    if cut_off and (whole := _over_two_lines(lines, plains, number)):
        return [*((address, plain) for address in alone[:-1]), whole]
    return [(address, plain) for address in alone]


def _is_account(text: str, address: _Address) -> bool:
    """Whether it is a service's letter and a handle (X @charlotte.patel, X @james.weber), which no ending makes a mail
    address."""
    letter = re.match(r"([A-Za-z])\s+@", text[address.start :])
    glued = address.value.startswith("X@") and not address.known  # X@onoderabun
    return glued or (letter is not None and (letter[1] == "X" or not address.known))


def _goes_on(lines: Sequence[TextLine], plains: Sequence[Plain], number: int) -> bool:
    below = line_below(lines, number)
    nearby = plains[below].text if below is not None else ""
    return re.match(r"\.[a-z]{2,}", nearby) is not None


def _over_two_lines(lines: Sequence[TextLine], plains: Sequence[Plain], number: int) -> tuple[_Address, Plain] | None:
    """Return an address that starts or ends on a neighbouring line, if joining gives one with a real ending."""
    following = [right_neighbour(lines, number), line_below(lines, number), number + 1]
    before = [line_above(lines, number), number - 1] if plains[number].text.lstrip().startswith("@") else []
    pairs = [(other, number) for other in before] + [(number, other) for other in following]
    for first, second in pairs:
        if first is None or second is None or first < 0 or second >= len(plains) or _is_labelled(plains[second]):
            continue
        above, below = plains[first].strip(), plains[second].strip()
        above = above.cut(0, len(above.text) - _begun(above.text, below.text))
        whole, seam = join((above, below), glue=""), len(above.text)
        for address in mail_in(whole):
            if re.match(r"\d{3}-\d{4}@", address.value):  # a postal code over an account
                continue
            account = "@" in above.text and whole.text.find("@", address.start) > seam  # TikTok @aoba over a mail
            if address.start < seam < address.end and address.known and not account:
                return _less_sure(address, 0.9, "mail address printed over two lines"), whole
    return None


def _is_labelled(plain: Plain) -> bool:
    """Return whether a line begins with a web address, or a label and what it announces: URL. www.mazury.pl."""
    text = plain.text.lstrip()
    return text.startswith(("www.", "http")) or any(
        label.start == 0 and re.match(r"[.:/]?\s+\S", text[label.end :]) for label in labels_in(text)
    )


def _begun(above: str, below: str) -> int:
    """Return how many letters of a host at the end of one line the next begins with, too: there the mail address is cut
    off, and what stands below is the site of the same name."""
    host = re.search(r"@([\w-]{3,})$", above, re.ASCII)
    return len(host[1]) if host and below.startswith(host[1]) else 0


def _around(text: str, low: int, at: int) -> _Address | None:
    """Return the address whose @ is at ``at``, using no character before ``low``."""
    left = _LOCAL.search(text[low:at])
    host = _host(text, at + 1)
    if left is None or host is None:
        return None
    start, more = _without_label(text, low + left.start(), at)
    if (number := _END_OF_NUMBER.match(text, start, at)) and text[low:start][-2:].rstrip()[-1:].isdigit():
        start = number.end()
    local = re.sub(r"\s", "", text[start:at])
    domain, end, sure, doubt = host
    if "." not in domain and " " in text[at - 1 : at + 2]:
        return None  # "dinner @ home"
    address = _Address(f"{local}@{domain}", start, end, sure, doubt)
    if more:
        address = _less_sure(address, 0.8, more)
    if not local:
        return None
    address = _checked(address)
    return _less_sure(address, 0.7, "more may belong before it") if _word_left_over(text, low, start) else address


def _without_label(text: str, start: int, at: int) -> tuple[int, str | None]:
    """Return where the address starts once a label glued to it is taken off, and a doubt if that was a guess."""
    for label in reversed(labels_in(text[start:at])):
        end = start + label.end
        if end < at and re.match(r"\s|\.\s|:", text[end:at]):
            return end + len(text[end:at]) - len(text[end:at].lstrip(" .:")), None
    if letter := re.match(r"[Ee]\.\s+(?=\S)|E\.(?=[a-z0-9])", text[start:at]):
        return start + letter.end(), None
    if glued := _LABEL_GLUE.match(text, start, at):
        return glued.end(), "label and address are printed without a gap"
    word = _FIRST_WORD.match(text, start, at)
    if word and _is_misread_label(word[1]):
        return word.end(), "label was hard to read"
    return start, None


def _is_misread_label(word: str) -> bool:
    """Whether a word before a dot or colon and a gap is a label for mail but for strokes taken for others (Emall)."""
    labels = (each for each in table("labels")["mail"]["words"] if each.isascii() and len(each) >= 4)
    return _by_strokes(word) in map(_by_strokes, labels)


def _by_strokes(word: str) -> str:
    return re.sub(r"[ij1tl|]+", "l", word.lower().replace("-", ""))


def _word_left_over(text: str, low: int, start: int) -> bool:
    """Whether a lower-case word stands right before the address: an underscore or dot may have gone unread."""
    before = re.search(r"[a-z0-9][a-z0-9.]*\s$", text[low:start])
    if before is None:
        return False
    words = text[low:start]
    return not any(label.end > before.start() for label in labels_in(words)) and (
        before.start() == 0 or words[before.start() - 1] in " :"
    )


def _host(text: str, start: int) -> tuple[str, int, float, str | None] | None:
    """Return (domain, end, sureness, doubt) of the host that starts at ``start``."""
    position = start + len(text[start:]) - len(text[start:].lstrip())
    kind = _HOST_LABEL if _HOST_LABEL.match(text, position) else _IDN_LABEL
    first = kind.match(text, position)
    if first is None:
        return None
    domain, end, commas = first.group(), first.end(), False
    while part := _next_label(text, end, domain, kind):
        between, label = part
        domain, end, commas = f"{domain}.{label}", end + len(between) + len(label), commas or between.strip() != "."
    return _mended(domain, end, "a dot was hard to read" if commas else None)


def _next_label(text: str, end: int, domain: str, kind: re.Pattern[str]) -> tuple[str, str] | None:
    between = _HOST_BREAK.match(text, end)
    label = kind.match(text, between.end()) if between else None
    if between is None or label is None:
        return None
    gap, word = between.group(), label.group()
    longer = f"{domain}.{word}"
    if gap == ".":
        return gap, word
    if is_registered_kind(domain):
        suffix = suffix_of(longer)
        grows = (
            suffix is not None and suffix.count(".") > 0 and domain.lower().endswith("." + suffix.rpartition(".")[0])
        )
        return (gap, word) if grows and word == word.lower() else None
    if gap.strip():
        return gap, word
    return (gap, word) if "." in word + text[label.end() : label.end() + 1] or is_registered_kind(longer) else None


def _mended(domain: str, end: int, doubt: str | None) -> tuple[str, int, float, str | None]:
    mended = repaired(domain)
    if mended:
        return mended, end, 0.8, f"domain read as {domain}"
    if is_registered_kind(domain):
        return domain.lower(), end, 0.9 if doubt else 1.0, doubt
    # A label of the next column may be glued to the ending: jpTEL, comURL.
    glued = re.match(r"(.*\.[a-z]{2,})(?=[A-Z]|http|www)", domain)
    if glued and is_registered_kind(glued.group(1)):
        return glued.group(1).lower(), end - len(domain) + glued.end(), 0.9, None
    return domain.lower(), end, 0.4, f"unknown domain ending .{domain.rpartition('.')[2].lower()}"


def _checked(address: _Address) -> _Address:
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(address.value, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        # Old mobile mail addresses (docomo, au) break the rules on dots and still work.
        local = address.value.partition("@")[0]
        dots = ".." in local or local.endswith(".")
        return _less_sure(address, 0.8 if dots else 0.4, "unusual mail address")
    return address


def _less_sure(address: _Address, factor: float, doubt: str) -> _Address:
    return replace(address, sure=address.sure * factor, doubt=address.doubt or doubt)


def _found(lines: Sequence[TextLine], address: _Address, sources: tuple[Source, ...]) -> Found[str]:
    read = min((lines[source.line].confidence for source in sources), default=0.5)
    return Found(Kind.EMAIL, address.value, round(0.99 * read * address.sure, 4), sources, address.doubt)


def _each_once(found: list[Found[str]]) -> list[Found[str]]:
    first: dict[str, Found[str]] = {}
    for item in found:
        known = first.get(item.value.lower())
        sources = known.sources + item.sources if known else item.sources
        best = known if known and known.confidence >= item.confidence else item
        first[item.value.lower()] = replace(best, sources=sources)
    return list(first.values())
