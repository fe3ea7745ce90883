"""Chinese, Taiwanese and Korean addresses in their own writing: best effort on one line. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cardscan.model import Address, Kind, TextLine
from cardscan.parse.found import Found
from cardscan.parse.plain import plain_lines
from cardscan.parse.western import address_text

_CHINESE = re.compile(
    r"(?P<country>中国|中國|中華民國|台灣|臺灣)?\s?(?P<code>\d{3,6}(?=\s|[^\W\d]))?\s?(?P<region>[^\W\d]{2,7}?(?:省|自治区)|北京市?|上海市?|天津市?|重庆市?|香港)?\s?"
    r"(?P<locality>(?:[^\W\d]{2,4}?(?:市|縣))?(?:[^\W\d]{1,5}?(?:新区|区|區|县|縣))?)"
    r"(?P<street>[^\s,，]*?(?:路|街|道|巷|弄|村|园|園)[^\s,，]*?\d+(?:[-~]\d+)?(?:号|號|弄))(?P<building>.*)"
)
_KOREAN = re.compile(
    r"(?:\(?(?P<code>\d{5})\)?\s*)?(?P<region>서울(?:특별시|시)?|(?:부산|대구|인천|광주|대전|울산)(?:광역시|시)?|세종(?:특별자치시)?|경기도?|강원(?:특별자치)?도?|충청[남북]도|전라[남북]도|경상[남북]도|제주(?:특별자치)?도?)\s+"
    r"(?P<locality>\S+[시군구](?:\s\S+구)?)\s+(?P<street>\S+(?:로|길|동|읍|면)\s?\d*(?:길)?\s*\d+(?:-\d+)?(?:번지)?)(?P<building>.*)"
)


def find_asian(lines: Sequence[TextLine], region: str | None) -> list[Found[Address]]:
    """Return the addresses in Chinese or Korean writing; ``region`` is the country of the card."""
    pattern = {"CN": _CHINESE, "TW": _CHINESE, "HK": _CHINESE, "KR": _KOREAN}.get(region or "")
    if pattern is None or region is None:
        return []
    found = []
    for plain in plain_lines(lines):
        body = address_text(plain)
        if match := pattern.search(body.text):
            sources = body.sources(match.start(), match.end(), "address")
            read = min(lines[source.line].confidence for source in sources)
            found.append(Found(Kind.ADDRESS, _address(match, region), round(0.75 * read, 4), sources))
    return found


def _address(match: re.Match[str], region: str) -> Address:
    code, building = match.group("code"), match.group("building").strip(" ,，()邮编:：")
    late = re.search(r"(?:邮编|郵編|우편번호|우)?\s?[:(]?(\d{5,6})\)?$", building)
    if code is None and late:
        code, building = late.group(1), building[: late.start()].strip(" ,，()")
    parts = [part for part in (match.group("street"), building) if part]
    names = [
        match.group("country") if "country" in match.re.groupindex else None,
        match.group("region"),
        match.group("locality"),
    ]
    glue = " " if region == "KR" else ""
    text = glue.join(name.strip() for name in names if name) + glue + " ".join(parts)
    return Address(
        text.strip(),
        code,
        match.group("region"),
        match.group("locality") or None,
        match.group("street"),
        building or None,
        region,
    )
