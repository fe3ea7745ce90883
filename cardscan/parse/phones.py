"""Telephone numbers in lines of text: which number, of which kind, under which label. Pure.

The numbers themselves are found by phonenumbers' matcher, on text in which labels and other numbers are blanked and
misread digits are put right. What the matcher calls invalid is kept only where a label says that it is a telephone
number, and is doubted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest

import phonenumbers
from phonenumbers import Leniency, PhoneNumber, PhoneNumberMatcher, PhoneNumberType

from cardscan.model import Kind, Phone, PhoneKind, Source, TextLine
from cardscan.parse import digits
from cardscan.parse.announced import Announcement, announcement
from cardscan.parse.found import Found
from cardscan.parse.labels import PHONE_ROLES, labels_in, only_roles
from cardscan.parse.plain import Plain, plain_line, plain_lines
from cardscan.parse.words import table

_OFFICE = frozenset({"office", "business", "work"})  # tells of a fax whose it is, and is no telephone beside it
TELLING_ROLES = frozenset({"main", "direct", "toll_free", "night", "head_office"})
"""Roles of labels whose word is worth keeping beside the number."""

FEWEST_ABROAD = 9  # digits of a number with its country's code
ABROAD = frozenset({"CN", "TW", "HK", "SG", "KR"})  # where 021-6033 is no postal code but begins a number
_TOKEN = re.compile(
    r"(?<![A-Za-z0-9@.])(?![|!](?:\s|[0+(]))[+(]?[0-9OoQDIliSsBZz|!][0-9OoQDIliSsBZz|!().\-\s]{6,20}[0-9OoQDIliSsBZz|!](?![A-Za-z0-9@])"
)
# Two numbers side by side, written with spaces: a wide one parts them.
_APART = re.compile(
    r"(?:(?<=\d{3})|(?<=\d\d[\s.]\d\d))\s{2,}(?=\+|\(?0)"
    r"|(?:(?<=[\d)][\s.-]\d{4})|(?<=\d{5}))\s(?=0\d{1,2}[)\s-]\s?\d{3})"
)
# A switchboard's extension as the mainland writes it: 021-3500 0248-6563.
_SWITCHBOARD = re.compile(
    r"(?<![\d+(-])((?:\(?\+?86\)?[-\s]?\(?\d{2,3}|\(?0\d{2,3})\)?[-\s]?\d{3,4}[-\s]?\d{4})(-\d{3,5})(?![\d-])"
)
_LOOSE = re.compile(r"[+(]?\d[\d().\-\s]{4,20}\d")
_SHAPED = re.compile(r"\+|^\(?0\d{1,4}\)?[-(.\s]{1,2}\d{1,4}[-).\s]{1,2}\d{3,4}$")
_AFTER = re.compile(
    r"\s*[(\[【〔<]\s*(?P<inside>[^()\[\]【】<>\d]{1,12}?)\s*[)\]】〕>]|\s+(?P<bare>[A-Za-z]{1,9}\.?|[^\W\d_]{2,8})\s*(?=$|[/|,])"
)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number at ``start``..``end`` of a line; ``text`` as printed in tidy characters."""

    start: int
    end: int
    text: str
    e164: str | None
    mobile: bool
    sure: float
    doubt: str | None


def find_phones(lines: Sequence[TextLine], region: str | None = "JP") -> list[Found[Phone]]:
    """Return the telephone numbers on ``lines``, in reading order.

    ``region`` (ISO 3166-1) says how to dial numbers printed without ``+``; with None they get no ``e164``. A number
    under TEL/FAX is given twice, as ``work`` and as ``fax``.
    """
    found: list[Found[Phone]] = []
    for number, plain in enumerate(plain_lines(lines)):
        if sum(character.isdigit() or character in digits.NUMERALS for character in plain.text) >= 6:
            found += _on_line(lines, number, plain, region)
    return _each_once(found)


def _on_line(lines: Sequence[TextLine], line: int, plain: Plain, region: str | None) -> list[Found[Phone]]:
    found: list[Found[Phone]] = []
    before: tuple[_Number, Announcement] | None = None
    for number in _numbers(lines, line, plain, region):
        labels = announcement(lines, line, number.start, PHONE_ROLES, before[0].end if before else 0)
        after, end = _label_after(plain.text, number, labels)
        if before and not labels.roles and _share_labels(plain.text, before[0], number) and _is_double(before[1].roles):
            found.pop()  # TEL/FAX with two numbers: the first is the telephone, the second the fax
            labels = Announcement(("fax",))
        number = _with_extension(plain.text, replace(number, end=end)) if end > number.end else number
        found += _phones(lines, plain, number, labels, after)
        before = (number, labels)
    return found


def _phones(
    lines: Sequence[TextLine], plain: Plain, number: _Number, labels: Announcement, after: tuple[str, ...]
) -> Iterator[Found[Phone]]:
    told = [*zip_longest(labels.roles, labels.words, fillvalue="tel")]  # a role without a word of its own is no icon
    announced = [role for role, word in told if not _is_amiss(role, word, number)]
    if number.mobile and announced == ["fax"] and labels.sources and not _is_on(labels.sources, plain):
        announced = []  # the label of the number over it
    roles = {*announced, *(role for role, _ in _roles_and_words(after))}
    if "fax" in roles and all(role in ("fax", *TELLING_ROLES) or word.lower() in _OFFICE for role, word in told):
        roles = {"fax"}  # Direct fax, Office fax
    words = [*_telling(labels), *(word for role, word in _roles_and_words(after) if role in TELLING_ROLES)]
    branch, start = _branch(plain.text, number.start, labels)
    label = "".join([branch, *words] if branch else words) or None
    sources = labels.sources + plain.sources(start, number.end, "phone")
    read = lines[sources[-1].line].confidence if sources else 0.5
    for kind in _kinds(roles, mobile=number.mobile):
        sure = number.sure * (1.0 if roles or number.mobile else 0.95)
        value = Phone(kind, number.text, number.e164, label)
        yield Found(Kind.PHONE, value, round(0.98 * read * sure, 4), sources, number.doubt)


def _is_on(sources: Sequence[Source], plain: Plain) -> bool:
    """Return whether a label stands on the line of what it is taken for."""
    own = {origin[0] for origin in plain.origins}
    return any(source.line in own for source in sources)


def _is_amiss(role: str, word: str, number: _Number) -> bool:
    """Return whether an icon says that a landline is a mobile: icons of a fax and of a mobile look alike, and their
    numbers do not, but in North America."""
    silent = not any(character.isalnum() for character in word)
    return role == "mobile" and silent and not number.mobile and _is_landline(number.e164)


def _is_landline(e164: str | None) -> bool:
    """Return whether a number that is no mobile's can only be a landline's, by its country's plan."""
    if e164 is None or e164.startswith("+81"):
        return e164 is not None
    return phonenumbers.number_type(phonenumbers.parse(e164)) == PhoneNumberType.FIXED_LINE


def _kinds(roles: set[str], *, mobile: bool) -> list[PhoneKind]:
    kinds: list[PhoneKind] = []
    if "home" in roles:
        kinds.append("home")
    elif "mobile" in roles:
        kinds.append("mobile")
    elif "pager" in roles:
        kinds.append("other")
    elif roles - {"fax", "head_office", "both"} or "both" in roles:
        kinds.append("mobile" if mobile else "work")
    if roles & {"fax", "both"}:
        kinds.append("fax")
    return kinds or ["mobile" if mobile else "work"]


def _is_double(roles: tuple[str, ...]) -> bool:
    return "both" in roles or ("fax" in roles and len(roles) > 1)


def _share_labels(text: str, first: _Number, second: _Number) -> bool:
    return re.fullmatch(r"\s*[/,・|]?\s*", text[first.end : second.start]) is not None


def _telling(labels: Announcement) -> list[str]:
    return [word for role, word in zip(labels.roles, labels.words, strict=False) if role in TELLING_ROLES]


def _branch(text: str, start: int, labels: Announcement) -> tuple[str, int]:
    """Return what stands right before 支店 or 営業所 in its label (大阪), and where the label starts."""
    if not labels.roles or labels.roles[0] != "head_office" or not labels.sources:
        return "", start
    match = re.search(rf"([^\W\d_]{{1,8}}){re.escape(labels.words[0])}", text[:start])
    return (match.group(1), match.start()) if match else ("", start)


def _label_after(text: str, number: _Number, labels: Announcement) -> tuple[tuple[str, ...], int]:
    """Return the labels after a number, ``(代)`` or a last ``Fax``, and where they end."""
    match = _AFTER.match(text, number.end)
    word = (match.group("inside") or match.group("bare")) if match else None
    if match is None or word is None or (match.group("bare") and labels.roles):
        return (), number.end
    followed = re.match(r"[\s:]*[+(]?\d", text[match.end() :]) is not None
    if labels.roles and followed and only_roles(plain_line(0, word)) & {"phone", "fax", "mobile"}:
        return (), number.end  # 【TEL】03-…【FAX】03-…: the label of the next number
    roles = only_roles(plain_line(0, f"({word})" if len(word) == 1 else word)) & PHONE_ROLES
    return ((word,), match.end()) if roles else ((), number.end)


def _roles_and_words(after: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(role, word) for word in after for role in only_roles(plain_line(0, f"({word})")) & PHONE_ROLES]


# ---------------------------------------------------------------- the numbers themselves


def _numbers(lines: Sequence[TextLine], line: int, plain: Plain, region: str | None) -> list[_Number]:
    bare = digits.without_other_numbers(plain.text)
    if region == "CN":
        bare = _SWITCHBOARD.sub(lambda match: match[1] + digits.BLANK * len(match[2]), bare)
    shown = digits.dashes(bare if region in ABROAD else digits.without_postal_codes(bare))
    labels = [label for label in labels_in(shown) if label.role in PHONE_ROLES | {"mail", "web", "postal", "address"}]
    for label in labels:
        end = label.end + (shown[label.end : label.end + 1] == "|")  # 行動｜6986-9888: a bar, and no 1
        shown = shown[: label.start] + digits.BLANK * (end - label.start) + shown[end:]
    shown = re.sub(r"\s[·•]\s", lambda match: digits.BLANK * len(match[0]), shown)
    shown = _APART.sub(lambda match: digits.BLANK * len(match[0]), shown)
    shown = re.sub(r"[+十†](\s?)(?=\(?\d{1,3}[\s().-])", lambda match: match.group(1) + "+", shown)
    mended = _TOKEN.sub(_mend, shown)
    ready = digits.arabic(mended)
    numbers = [_number(match.start, match.end, match.number, shown, mended, plain) for match in _matches(ready, region)]
    numbers += _in_kanji(shown, numbers, region)
    numbers += _labelled(lines, line, ready, shown, numbers, region)
    return [_with_extension(plain.text, number) for number in sorted(numbers, key=lambda number: number.start)]


def _mend(match: re.Match[str]) -> str:
    token = match.group()
    return digits.put_right(token) if digits.looks_misread(token) else token


@lru_cache(maxsize=512)
def _matches(text: str, region: str | None) -> tuple[phonenumbers.PhoneNumberMatch, ...]:
    return tuple(PhoneNumberMatcher(text, region))


def _lacks_a_bracket(text: str, start: int, end: int) -> bool:
    """Return whether one of two brackets round a part of the number in ``text[start:end]`` was not read."""
    inside, around = text[start:end], text[max(0, start - 1) : end + 1]
    opened, closed = (sum(map(around.count, brackets)) for brackets in ("(（", ")）"))
    return opened != closed and re.search(r"\w[(（]|[)）][^()（）]*\w", inside) is not None


def _number(start: int, end: int, number: PhoneNumber, shown: str, mended: str, plain: Plain) -> _Number:
    """Return a matched number with its text; doubt it when letters had to be read as digits or no sign sets it off."""
    text = mended[start:end]
    printed = plain.text[start:end]
    changed = text != shown[start:end]
    bare = re.fullmatch(r"\d+", text) is not None and start > 0 and plain.text[start - 1 : start].isalnum()
    doubt = "letters read as digits" if changed else "may not be a telephone number" if bare else None
    sure = 0.7 if changed else 0.6 if bare else 1.0
    if re.search(rf"[{digits.NUMERALS}]", printed) and "-" in text and not _grouped(digits.arabic(text), number):
        doubt, sure = doubt or "dashes read as 一", min(sure, 0.7)
    if "十" in printed or "†" in printed:
        doubt, sure = "+ was hard to read", 0.8
    if _lacks_a_bracket(mended, start, end):
        doubt, sure = doubt or "a bracket is missing, and a digit may be", min(sure, 0.8)
    return _Number(start, end, _tidy(text), _e164(number), _is_mobile(number), sure, doubt)


def _in_kanji(text: str, known: list[_Number], region: str | None) -> list[_Number]:
    """Return numbers in kanji numerals whose dashes were read as the numeral one."""
    numbers = []
    for start, end in digits.kanji_runs(text):
        if any(number.start < end and start < number.end for number in known):
            continue
        run = text[start:end]
        matches = [(reading, _matches(digits.arabic(reading), region)) for reading in digits.readings_of_bars(run)]
        whole = {
            _e164(found[0].number): (reading, found[0].number)
            for reading, found in matches
            if found and found[0].end - found[0].start == len(run) and len(reading.rpartition("-")[2]) == 4
        }
        planned = {e164: told for e164, told in whole.items() if _grouped(*told)}
        whole = planned or whole
        if len(whole) == 1:
            e164, (reading, number) = next(iter(whole.items()))
            numbers.append(_Number(start, end, reading, e164, _is_mobile(number), 0.7, "dashes read as 一"))
    return numbers


def _grouped(reading: str, number: PhoneNumber) -> bool:
    """Whether the dashes of ``reading`` stand where the numbering plan puts them: 〇三-五三七四-一四七六."""
    national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return [len(group) for group in reading.split("-")] == [len(group) for group in national.split("-")]


def _labelled(
    lines: Sequence[TextLine], line: int, ready: str, shown: str, known: list[_Number], region: str | None
) -> list[_Number]:
    """Return numbers that no numbering plan knows, where a label or their shape says that they are meant as one."""
    numbers = []
    for match in _LOOSE.finditer(ready):
        start, end = match.span()
        digit_count = sum(character.isdigit() for character in match.group())
        if any(number.start < end and start < number.end for number in known) or digit_count > 15:
            continue
        roles = announcement(lines, line, start, PHONE_ROLES).roles
        shaped = region == "JP" and _SHAPED.search(match.group()) is not None and digit_count in (10, 11)
        shaped |= match.group().startswith("+") and digit_count >= FEWEST_ABROAD
        if roles or shaped:
            numbers.append(_unsure(start, end, match.group(), shown[start:end], region))
    return numbers


def _unsure(start: int, end: int, text: str, shown: str, region: str | None) -> _Number:
    only = re.sub(r"\D", "", text)
    with_plus = _matches("+" + only, None) if not text.startswith(("0", "+", "(0")) and len(only) > 9 else ()
    if with_plus:
        number = with_plus[0].number
        return _Number(start, end, _tidy(shown), _e164(number), _is_mobile(number), 0.7, "+ is missing or unread")
    possible = list(PhoneNumberMatcher(text, region, leniency=Leniency.POSSIBLE)) if region else []
    right_length = [match.number for match in possible if _right_length(match.number, region)]
    if right_length:
        number = right_length[0]
        return _Number(start, end, _tidy(shown), _e164(number), _is_mobile(number), 0.6, "no such number is in use")
    doubt = "country of the number unknown" if region is None else "not a complete telephone number"
    return _Number(start, end, _tidy(shown), None, False, 0.6 if region is None else 0.4, doubt)


def _right_length(number: PhoneNumber, region: str | None) -> bool:
    if region != "JP" or number.country_code != 81:
        return True
    digits_count = len(str(number.national_number))
    return digits_count == (10 if str(number.national_number)[:2] in ("70", "80", "90", "50") else 9)


def _with_extension(text: str, number: _Number) -> _Number:
    """Return ``number`` with its extension (内線123), which is part of what is printed but not of ``e164``."""
    match = _extension().match(text, number.end)
    if match is None and (number.e164 or "").startswith("+86"):
        match = re.compile(r"-\d{3,5}(?![\d-])").match(text, number.end)
    if match is None:
        return number
    return replace(number, end=match.end(), text=_tidy(number.text + match.group()))


@lru_cache(maxsize=1)
def _extension() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(table("phones")["extensions"], key=len, reverse=True)))
    return re.compile(
        rf"\s*,?\s*(?:\(\s*(?:{words})\s*[.:]?\s*\d{{1,6}}\s*\)|(?:{words})\s*[.:]?\s*\d{{1,6}}(?![\d-]))",
        re.IGNORECASE,
    )


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"(?<=\d)\s?-\s?(?=\d)", "-", text)).strip()


def _e164(number: PhoneNumber) -> str:
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _is_mobile(number: PhoneNumber) -> bool:
    if number.country_code == 81:
        national = str(number.national_number)
        return len(national) == 10 and national[:2] in ("70", "80", "90")
    return phonenumbers.number_type(number) == PhoneNumberType.MOBILE


def _each_once(found: list[Found[Phone]]) -> list[Found[Phone]]:
    first: dict[tuple[str, str], Found[Phone]] = {}
    for item in found:
        key = (item.value.kind, item.value.e164 or item.value.text)
        known = first.get(key)
        if known is None:
            first[key] = item
        else:
            sources: tuple[Source, ...] = known.sources + item.sources
            first[key] = replace(known if known.confidence >= item.confidence else item, sources=sources)
    return list(first.values())
