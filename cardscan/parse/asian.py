"""Chinese, Taiwanese and Korean addresses in their own writing, on one line or on several. Pure.

An address begins with a place (words/places_east.toml), its country or postal code before it, and has a street with a
number; what stands right below and names a building, a floor or a postal code goes on with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from cardscan.model import Address, Kind, Source, TextLine
from cardscan.parse.announced import label_sources
from cardscan.parse.digits import REGISTERED
from cardscan.parse.eastern import eastern_pieces
from cardscan.parse.eastern_names import is_eastern_name
from cardscan.parse.eastern_words import has_eastern_form
from cardscan.parse.found import Found
from cardscan.parse.korean_places import as_it_must_be
from cardscan.parse.labels import labels_in
from cardscan.parse.lots import ADDRESS_ROLES
from cardscan.parse.piece import is_eastern
from cardscan.parse.plain import Plain, join, plain_lines
from cardscan.parse.rows import Box, box, follows
from cardscan.parse.streets import address_text
from cardscan.parse.tongues import Tongue
from cardscan.parse.words import table

REGIONS = frozenset({"CN", "TW", "HK", "KR"})
MOST_BELOW = 3  # lines that go on with an address
LONGEST_BUILDING = 24  # characters of a line that names one without saying so

_LABEL = re.compile(
    r"^\s*(?:(?:公司)?地\s?址|厂址|주\s?소|본\s?사|ADD(?:RESS)?|Add(?:ress)?|A)\s?[.:|｜/]?\s*(?=[^A-Za-z\s])"
)
_LABEL_INSIDE = re.compile(r"(?<=\s)(?:ADD(?:RESS)?|Add(?:ress)?)[.:]\s*(?=[^A-Za-z\s])")  # Insight Corp. Add. 서울 …
_CODE_LABEL = r"(?:邮\s?编|邮政编码|郵遞區號|郵編|우편번호|P\.?\s?C\.?|Zip(?:\scode)?|우)"
_ONLY_CODE = re.compile(rf"\W*{_CODE_LABEL}?\W*(?P<code>\d{{5,6}})\W*")
_NAMED_CODE = re.compile(rf"\W*{_CODE_LABEL}\W*(?P<code>\d{{5,6}})\W*")
_CODE = {  # before the address, behind it, or behind the city
    "KR": re.compile(
        rf"^\W*{_CODE_LABEL}?\W{{0,3}}(?P<before>\d{{5}})\W{{0,2}}(?=\s?\D)"
        rf"|[(\[\s]\W{{0,3}}{_CODE_LABEL}?\W{{0,3}}(?P<behind>\d{{5}})\W*$"
    ),
    "TW": re.compile(
        r"^\W*(?P<before>\d{3}(?:\d{2,3}|-\d{2,3})?)\s*(?=[^\W\d]{2})"
        r"|(?<=[市縣])(?P<behind>\d{3}(?:\d{2,3})?)(?=[^\W\d])"
    ),
    "CN": re.compile(
        rf"^\W*(?P<before>\d{{6}})\s*(?=[^\W\d])|\W{{0,3}}{_CODE_LABEL}?\W{{0,3}}(?<!\d)(?P<behind>\d{{6}})\W*$"
    ),
}
_NUMBERED = {
    "zh": re.compile(r"[路街道巷弄村园園里坊城区區段环線线口岛島湾灣]\D{0,12}?\s?\d|\d+\s?[号號弄巷楼樓室栋座]"),
    "ko": re.compile(r"(?:로|길|동|읍|면|리|가)\s?\d|\d+번?길|\d+\s?(?:번지|층|호)"),
}
_REGISTERED = re.compile(rf"\W*{REGISTERED}")
_MORE = re.compile(
    r"\d+\s?(?:字?[号號楼樓层層室栋座F]|층|호|동|번지|单元)|[座栋][A-Z\d]|大厦|大廈|中心|广场|廣場|大楼|大樓|科技园|[A-Z]座"
    r"|빌딩|타워|센터|프라자|플라자|밸리|오피스텔|^\(.*(?:동|가)\b|지하\s?\d|[A-Z]동\s?\d|회관|\d가[,)]"
)
_SAYING = re.compile(r"[，,、。！!]|^[一-鿿]{4}\s+[一-鿿]{4}$")  # 诚信为本，服务至上
_ROOM = re.compile(r"\d\s?(?:[樓楼層层室]|F\b|호|층|单元)|之\s?\d+\s*$")
_NUMBER_ENDS = {
    "zh": re.compile(r"\d+(?:[-~之]\d+)?[号號弄](?:之\d+)?"),
    "ko": re.compile(r"\d+(?:-\d+)?(?:번지)?(?=[\s,(]|$)"),
}


def find_asian(lines: Sequence[TextLine], region: str | None) -> list[Found[Address]]:
    """Return the addresses in Chinese or Korean writing; ``region`` is the country of the card."""
    found: list[Found[Address]] = []
    if region is None or region not in REGIONS:
        return found
    used: set[int] = set()
    for number, plain in enumerate(plain_lines(lines)):
        parts = [] if number in used else _lines_of(lines, plain, region)
        if parts and (address := _address(lines, parts, region)):
            found.append(address)
            used |= {source.line for source in address.sources}
    return _with_code_apart(lines, found)


def _with_code_apart(lines: Sequence[TextLine], found: list[Found[Address]]) -> list[Found[Address]]:
    """Return the addresses, the only one given the postal code that stands under its word elsewhere on the card (邮编：
    100022)."""
    codes = [(n, match) for n, plain in enumerate(plain_lines(lines)) if (match := _NAMED_CODE.fullmatch(plain.text))]
    if len(found) != 1 or len(codes) != 1 or found[0].value.postal_code is not None:
        return found
    (number, match), (address,) = codes[0], found
    source = Source(number, 0, len(lines[number].text), "postal-code")
    value = replace(address.value, postal_code=match["code"])
    return [replace(address, value=value, sources=(*address.sources, source))]


def _tongue(region: str) -> Tongue:
    return "ko" if region == "KR" else "zh"


# ---------------------------------------------------------------- which lines


def _body(plain: Plain) -> Plain:
    """Return the part of a line that can be an address, without its label."""
    body = address_text(plain)
    label = _LABEL.match(body.text) or _LABEL_INSIDE.search(body.text)
    return body.cut(label.end(), len(body.text)) if label else body


def _mended(part: Plain, region: str) -> Plain:
    """Return a part of an address, what readers make of the names of places (浜江区) put right."""
    for misread, name in table("places_east")["misread"].get(region, {}).items():
        part = part.replace(re.compile(misread), name)
    return part


def _lines_of(lines: Sequence[TextLine], plain: Plain, region: str) -> list[Plain]:
    """Return the parts of lines of the address that begins on a line, none where none does."""
    body = _body(plain)
    firm = has_eastern_form(body.text) and not _is_street([body], region)  # 上海市浦江机械制造有限公司
    if firm or _opening(region).match(body.text) is None:
        return []
    parts = [body]
    for _ in range(MOST_BELOW):
        below = [other for other in range(len(lines)) if _goes_on(lines, other, parts, region)]
        if not below:
            break
        nearest = plain_lines(lines)[min(below, key=lambda other: box(lines[other]).top)]
        parts.append(nearest if _ONLY_CODE.fullmatch(nearest.text) else address_text(nearest))
    return parts if _is_street(parts, region) else []


def _is_street(parts: Sequence[Plain], region: str) -> bool:
    return _NUMBERED[_tongue(region)].search(" ".join(part.text for part in parts)) is not None


def _goes_on(lines: Sequence[TextLine], other: int, parts: Sequence[Plain], region: str) -> bool:
    """Return whether line ``other`` goes on with an address that so far has ``parts``."""
    taken = [part.origins[0][0] for part in parts]
    plain = plain_lines(lines)[other]
    if other in taken or not plain.text or not follows(lines, taken[-1], other):
        return False
    if _ONLY_CODE.fullmatch(plain.text):
        return True
    body = address_text(plain)
    announced = _REGISTERED.match(plain.text) or any(
        label.start == 0 and label.role not in ADDRESS_ROLES for label in labels_in(plain.text)
    )
    if announced or len(body.text) <= 0.7 * len(plain.text.strip()) or _opening(region).match(body.text):
        return False
    if _MORE.search(body.text) or (not _is_street(parts, region) and _is_street([body], region)):
        return True
    housed = any(_ROOM.search(part.text) for part in parts)  # 18樓之7: what stands below is no building any more
    below = _stands_below(box(lines[taken[-1]]), box(lines[other]))
    return below and not housed and _could_be_building(body.text, region)


def _stands_below(one: Box, two: Box) -> bool:
    """Return whether a line stands right under another, in its type, at one of its edges or under its middle."""
    size = max(one.height, two.height)
    edges = (one.left - two.left, one.right - two.right, (one.left + one.right - two.left - two.right) / 2)
    alike = size < 1.25 * min(one.height, two.height)
    return alike and two.top > one.top and min(map(abs, edges)) < 0.4 * size and two.top - one.bottom < 0.9 * size


def _could_be_building(text: str, region: str) -> bool:
    """Return whether the words of a line leave it open that it names a building, with its postal code or without."""
    bare = _CODE[region].sub("", text).strip() if region in _CODE else text
    if not is_eastern(bare) or len(bare) > LONGEST_BUILDING or is_eastern_name(bare, _tongue(region)):
        return False
    if _SAYING.search(bare):
        return False
    pieces = eastern_pieces(bare, _tongue(region))
    return all(piece.kind is None or (piece.kind is Kind.ORG and not has_eastern_form(piece.text)) for piece in pieces)


# ---------------------------------------------------------------- what they say


def _address(lines: Sequence[TextLine], parts: Sequence[Plain], region: str) -> Found[Address] | None:
    code, kept = _code_apart([_mended(part, region) for part in parts], region)
    text = re.sub(r"\s+", " ", join(kept, glue=" ").text).strip(" ,:;|-/")
    printed, text = text, as_it_must_be(text) if region == "KR" else text
    opening = _opening(region).match(text)
    if opening is None:
        return None
    street, building = _split(text[opening.end() :].strip(" ,"), region)
    locality = (opening["locality"] or "").strip() or None
    value = Address(text, code, opening["region"] or None, locality, street, building, region)
    sources = tuple(source for part in parts for source in part.sources(0, len(part.text), "address"))
    labels = label_sources(lines, sources, ADDRESS_ROLES) or _label_before(lines, sources[0])
    read = min(lines[source.line].confidence for source in sources)
    sure, doubt = (0.9, None) if text == printed else (0.7, "a letter or bracket was not read")
    return Found(Kind.ADDRESS, value, round(sure * read, 4), labels + sources, doubt)


def _label_before(lines: Sequence[TextLine], first: Source) -> tuple[Source, ...]:
    """Return where a label stands before an address that is none before anything else (A, 본사)."""
    head = _LABEL.match(lines[first.line].text)
    return (Source(first.line, 0, first.start, "label"),) if head and 0 < first.start <= head.end() + 1 else ()


def _code_apart(parts: Sequence[Plain], region: str) -> tuple[str | None, list[Plain]]:
    """Return the postal code and the parts without it."""
    code, kept = None, []
    for part in parts:
        alone = _ONLY_CODE.fullmatch(part.text)
        if code is None and alone and region != "TW":
            code = alone["code"]
            continue
        match = _CODE[region].search(part.text) if code is None and region in _CODE else None
        if match is None:
            kept.append(part)
            continue
        code = match["before"] or match["behind"]
        kept.append(part.cut(0, match.start()) + part.cut(match.end(), len(part.text)))
    return code, kept


def _split(rest: str, region: str) -> tuple[str | None, str | None]:
    """Return (street with its number, building) of what stands behind the place."""
    match = _NUMBER_ENDS[_tongue(region)].search(rest)
    if match is None:
        return rest or None, None
    return rest[: match.end()], rest[match.end() :].strip(" ,") or None


@lru_cache(maxsize=8)
def _opening(region: str) -> re.Pattern[str]:
    """Return the pattern of country, code and place that an address of ``region`` begins with."""
    words = table("places_east")[_tongue(region)]
    regions = "|".join(sorted(map(re.escape, words["regions"]), key=len, reverse=True))
    if region == "KR":
        return re.compile(
            r"\W*(?:우\W{0,2})?(?:\d{5}\W{0,2}\s*)?(?:대한민국\s)?"
            rf"(?P<region>{regions})\s*(?P<locality>(?:[가-힣]+[시군구]\s?)*)(?=\s?[가-힣])"
        )
    towns = "|".join(sorted(map(re.escape, words["towns"]), key=len, reverse=True))
    return re.compile(
        r"\W*(?:\d{3,6}\s*)?(?:中国|中國|中華民國|台灣|臺灣|台湾)?\s?(?:\d{3,6}\s*)?"
        rf"(?P<region>{regions}|[^\W\d]{{2,4}}[省縣县市](?:特别行政区)?)\s?(?:\d{{3,6}})?"
        rf"(?P<locality>(?:(?:{towns}|[^\W\d]{{2,6}}?市)\s?)?(?:[^\W\d]{{1,6}}?(?:新区|区|區|县|縣|鄉|鎮|镇|市|旗))?)"
        r"(?=\s?[^\W\d])"
    )
