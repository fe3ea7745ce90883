"""What makes a value doubtful though the rule that found it was sure: a word before a mail address that is no label,
signs that look alike in a handle, a street without a number. And what is certainly misread in an address. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from cardscan.parse.checks import host_of
from cardscan.parse.labels import labels_in
from cardscan.parse.page import bounds, type_size
from cardscan.parse.words import table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cardscan.model import Account, Address, Phone, TextLine
    from cardscan.parse.found import Found

T = TypeVar("T")
NEAR = 1.2  # how far apart two boxes of one line of print lie at the most, in their type size
RIVAL = 0.15  # chance of other digits or letters from which a number or mail is doubted: one in ten such was wrong
OWN = 4  # digits of a line at an exchange
FEW_LINES = 30  # how far apart the lines of one office end
DOUBTED = 0.7  # how sure a value is at the most that there is something to doubt in
_CUT_OFF = re.compile(r"\.(?:ne|or|go|c|n|o|j)$")  # of .net, .org, .com, .jp
_ALIKE = re.compile(r"[A-Za-z_.-]0|(?<=[A-Za-z])0[A-Za-z]|[_.-][1lI]$|(?<![A-Za-z\d])1[A-Za-z]|(?<=[a-z])l\d")
_ONE_OR_L = re.compile(r"\dl|(?<![A-Za-z])l\d")  # 2lc-tourist.co.jp of 21世紀ツーリスト
_LOOSE = re.compile(r"(?<![A-Za-z])[a-z]{1,6}\s$")
_WORD_BEHIND = re.compile(r"\s[a-z0-9_]{1,20}")
_NUMERAL = "〇一二三四五六七八九十"
_DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")
_TWO_DASHES = re.compile(r"\d[-－][-－]\d|\d[-－](?:\s|$)")
_NO_NUMBER = re.compile(rf"第(?![\d０-９{_NUMERAL}百])")  # 第山手ビル for 第二山手ビル
_HAS_NUMBER = re.compile(rf"[\d{_NUMERAL}]")
_NIHON = re.compile(r"(?<![A-Za-z])[HＨ](?=本[橋町郷通])")
_ONE = re.compile(rf"(?<=ー)ー(?=[{_NUMERAL}])")


def doubted_mails(lines: Sequence[TextLine], emails: Sequence[Found[str]]) -> tuple[Found[str], ...]:
    """Return the mail addresses, one doubted that ends as no address does, whose first letter was taken for its label,
    or before which a word without a label stands on its row."""
    labelled = sum(re.match(r"[A-Za-z]\.\s?\S", line.text) is not None for line in lines) > 1  # T. 03-…, W. www.…
    emails = [_without_label(lines, found) if labelled else found for found in emails]

    def doubt(found: Found[str]) -> str | None:
        own = [source.line for source in found.sources]
        if _CUT_OFF.search(found.value):
            return "its end may not have been read"
        if any(other_letters(lines[number], _only_of_mails) > RIVAL for number in own):
            return "a letter of it was hard to read"
        if _ONE_OR_L.search(found.value):
            return "an l in it may be a 1"
        holds = [number for number in own if "@" in lines[number].text]
        before = any(
            _word_before(lines[other], lines[n]) for n in holds for other in range(len(lines)) if other not in own
        )
        return "more may belong before it" if before else None

    return tuple(_doubted(found, doubt(found)) for found in emails)


def _without_label(lines: Sequence[TextLine], found: Found[str]) -> Found[str]:
    """Return a mail address that begins its line without the e. that is its label as others have theirs
    (e.info@aoba.jp, W. www.aoba.jp), doubted, as one with m.: it may be somebody's initial."""
    first = found.sources[0]
    if not re.match(r"[em]\.\w", found.value) or lines[first.line].text[: first.start].strip():
        return found
    bare = found.value.removeprefix("e.")  # m. is an initial as often
    return _doubted(replace(found, value=bare), "its first letter may be a label")


def doubted_urls(
    lines: Sequence[TextLine], urls: Sequence[Found[str]], emails: Sequence[Found[str]]
) -> tuple[Found[str], ...]:
    """Return the sites, one doubted before which letters without a label stand on its line (gi thub.com/misaki), in
    whose host an l stands where a 1 may, or whose host is the end of a word that the host of a mail address goes on
    before: kf2.biz, info@aoba-kf2.biz."""
    hosts = [found.value.rpartition("@")[2].lower() for found in emails]

    def doubt(found: Found[str]) -> str | None:
        own = host_of(found.value).lower().removeprefix("www.")
        if own and any(host != own and host.endswith(own) and host[-len(own) - 1] != "." for host in hosts):
            return "its beginning may not have been read"
        if _ONE_OR_L.search(own):
            return "an l in it may be a 1"
        before = [lines[source.line].text[: source.start] for source in found.sources[:1]]
        loose = [text for text in before if (word := _LOOSE.search(text)) and _has_no_label(text, word.start())]
        return "more may belong before it" if loose else None

    return tuple(_doubted(found, doubt(found)) for found in urls)


def _has_no_label(text: str, start: int) -> bool:
    return not any(label.end > start for label in labels_in(text))


def doubted_phones(lines: Sequence[TextLine], phones: Sequence[Found[Phone]]) -> tuple[Found[Phone], ...]:
    """Return the telephone numbers, one doubted on whose line other digits are nearly as likely, and two that would go
    on from one another but for one digit (06-6628-7705, fax 06-4628-7710)."""
    numbers = [found.value.e164 or "" for found in phones]

    def doubt(found: Found[Phone]) -> str | None:
        if any(other_letters(lines[source.line], only_digits) > RIVAL for source in found.sources):
            return "a digit of it was hard to read"
        own = found.value.e164 or ""
        return (
            "it differs in one digit from the number beside it"
            if any(_nearly_beside(own, n) for n in numbers)
            else None
        )

    return tuple(_doubted(found, doubt(found)) for found in phones)


def _nearly_beside(first: str, second: str) -> bool:
    """Return whether two Japanese numbers end within a few lines of one another and differ before that in one digit."""
    if not (first.startswith("+81") and len(first) == len(second) > OWN + 3):
        return False
    differing = sum(a != b for a, b in zip(first[:-OWN], second[:-OWN], strict=True))
    return differing == 1 and 0 < abs(int(first[-OWN:]) - int(second[-OWN:])) <= FEW_LINES


def other_letters(line: TextLine, bare: Callable[[str], str]) -> float:
    """Return the chance (0–1) of the likeliest other text of a line that is another in ``bare`` letters, too."""
    own = bare(line.text)
    return max((other.chance for other in line.alternatives if bare(other.text) != own), default=0.0)


def _only_of_mails(text: str) -> str:
    return " ".join(re.findall(r"[\w.+-]+@[\w.-]+", text.lower()))


def only_digits(text: str) -> str:
    """Return the digits of a text, those in kanji, too."""
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", text).translate(_DIGITS))


def doubted_accounts(lines: Sequence[TextLine], accounts: Sequence[Found[Account]]) -> tuple[Found[Account], ...]:
    """Return the accounts, one doubted in which a digit stands where a letter may that looks like it (jing_1), or
    behind which a word ends its line (github.com/saki life)."""

    def doubt(found: Found[Account]) -> str | None:
        if _ALIKE.search(found.value.id):
            return "a digit in it may be a letter that looks alike"
        behind = [lines[source.line].text[source.end :] for source in found.sources[-1:]]
        return "more may belong behind it" if any(map(_WORD_BEHIND.fullmatch, behind)) else None

    return tuple(_doubted(found, doubt(found)) for found in accounts)


def settled_addresses(addresses: Sequence[Found[Address]]) -> tuple[Found[Address], ...]:
    """Return the addresses, what is misread in them for certain put right (H本橋, パークタワーー〇二号室), one of Japan
    doubted that has no number, or a gap in its numbers."""
    return tuple(map(_settled, addresses))


def _settled(found: Found[Address]) -> Found[Address]:
    value = found.value
    street, building = (_put_right(part) if part else part for part in (value.street, value.building))
    found = replace(found, value=replace(value, text=_put_right(value.text), street=street, building=building))
    if value.country == "PL" and re.search(r"q(?=[^\W\d_])", value.text):
        return _doubted(found, "Polish has no q: a letter of it may be misread")
    if value.country not in ("JP", "TW"):
        return replace(
            found, value=replace(value, text=_with_zero(value.text), street=_with_zero(value.street or "") or None)
        )
    if value.country == "TW" and value.text.endswith("之"):
        return _doubted(found, "a number in it may not have been read")
    if value.country != "JP" or not value.text:
        return found
    if _TWO_DASHES.search(value.text) or _NO_NUMBER.search(value.text) or re.search(r"\d[OoIl]$", value.text):
        return _doubted(found, "a number in it may not have been read")
    return _doubted(
        found, None if _HAS_NUMBER.search(value.text) else "it has no number: its end may not have been read"
    )


def _put_right(text: str) -> str:
    return _one_behind_a_word().sub("一", _ONE.sub("一", _NIHON.sub("日", text)))


@lru_cache(maxsize=1)
def _one_behind_a_word() -> re.Pattern[str]:
    """Return what finds a 一 that was read as a dash behind a building: グリーンコートー七〇五号室."""
    words = [re.escape(word) for word in table("places")["buildings"] if re.search("[ァ-ヺ]$", word)]
    return re.compile("|".join(f"(?<={word})ー(?=[{_NUMERAL}])" for word in words))


def _with_zero(text: str) -> str:
    """Return an address in Latin letters with the o behind a digit as 0: 11o Park Row."""
    return re.sub(r"(?<=\d)[oO](?=[\s,]|$)", "0", text)


def _doubted(found: Found[T], doubt: str | None) -> Found[T]:
    if doubt is None or found.doubt is not None:
        return found
    return replace(found, confidence=min(found.confidence, DOUBTED), doubt=doubt)


def _word_before(before: TextLine, line: TextLine) -> bool:
    """Return whether right before a line that begins with a mail address a word ends that is no label."""
    gap = _gap(before, line)
    if gap is None or not -0.5 < gap / type_size(line) < NEAR or re.match(r"[\w.+-]+\s?@", line.text) is None:
        return False
    word = re.search(r"(?:^|\s)([a-z0-9][a-z0-9._-]*)$", before.text.rstrip())
    return word is not None and _has_no_label(before.text, word.start(1))


def _gap(first: TextLine, second: TextLine) -> float | None:
    """Return the pixels between two lines on one row, None where they are not, or either is a column."""
    if first.vertical or second.vertical:
        return None
    a, b = bounds(first), bounds(second)
    middle = (b[1] + b[3]) / 2
    return b[0] - a[2] if a[1] < middle < a[3] and b[0] > a[0] else None
