"""Japanese addresses in Latin letters, as on the English side of a card. Pure.

``2-12-1 Ookayama, Meguro-ku, Tokyo 152-8550 Japan``: anchored on the prefecture or on Japan, over one to four lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from cardscan.model import Address, Kind, TextLine
from cardscan.parse.announced import label_sources
from cardscan.parse.found import Found
from cardscan.parse.gazetteer import places_of_code
from cardscan.parse.lots import ADDRESS_ROLES
from cardscan.parse.plain import Plain, join, plain_lines
from cardscan.parse.rows import follows
from cardscan.parse.streets import address_text, has_building
from cardscan.parse.words import table

_CODE = re.compile(r"(?:〒\s?)?(?<![\d-])(\d{3})-(\d{4})(?![\d-])")
_COUNTRY = re.compile(r"\bJAPAN\b|\bJapan\b")
_UNIT = re.compile(
    r"(?<![A-Za-zŌōŪūÔô'])[A-Za-zŌōŪūÔô']+\s?-\s?(?:ku|shi|gun|cho|chō|machi|mura|son|dori|chome|ken|fu)\b"
    r"|\b[A-Z][a-z]+ (?:City|Ward|Town)\b",
    re.IGNORECASE,
)
_LOT = re.compile(r"\b\d{1,4}(?:-\d{1,4}){1,3}\b|\b\d{1,3}-chome\b")
_WARD = re.compile(
    r"[A-Za-zŌōŪūÔô'-]+-(?:ku|shi|gun)\b|\b[A-Z][A-Za-z]+ (?:City|Ward)\b|\b[A-Z][A-Za-z]+ (?:Ku|Shi)\b", re.IGNORECASE
)
_FLOOR = re.compile(
    r"\b(?:B?\d{1,2}F|\d{1,2}\s?/?\s?F|F\d{1,2}|\d{1,2}(?:st|nd|rd|th)\s?(?:Fl|fl|Floor|floor)|#\d{2,4}|Room|Rm)\b"
)


def find_romanised(lines: Sequence[TextLine]) -> list[Found[Address]]:
    """Return the Japanese addresses in Latin letters on ``lines``."""
    found: list[Found[Address]] = []
    used: set[int] = set()
    for number in range(len(lines)):
        if number in used or not _is_anchor(address_text(plain_lines(lines)[number]).text):
            continue
        block = _block(lines, number, used)
        whole = join([address_text(plain_lines(lines)[line]) for line in block], glue="\n")
        if not _is_address(whole.text):
            continue
        used.update(block)
        found.append(_found(lines, whole))
    return found


def _is_anchor(text: str) -> bool:
    """Whether a line names Japan or a prefecture beside another sign of an address."""
    signs = [
        _COUNTRY.search(text),
        _prefecture().search(text),
        _CODE.search(text),
        _UNIT.search(text),
        _LOT.search(text),
    ]
    return not re.search(r"[ぁ-ゖァ-ヺ一-龥]", text) and sum(sign is not None for sign in signs) >= 2


def _is_address(text: str) -> bool:
    place = _COUNTRY.search(text) or _prefecture().search(text) or _WARD.search(text)
    return place is not None and (_LOT.search(text) is not None or _CODE.search(text) is not None)


def _block(lines: Sequence[TextLine], anchor: int, used: set[int]) -> list[int]:
    """Return the lines of the address in order: from the anchor up and down while lines look like a part of it."""
    block = [anchor]
    for _ in range(3):
        above = next(
            (
                one
                for one in range(len(lines))
                if one not in used and one not in block and follows(lines, one, block[0])
            ),
            None,
        )
        if above is None or not _is_part(plain_lines(lines)[above]):
            break
        block.insert(0, above)
    for _ in range(3):
        below = next(
            (
                one
                for one in range(len(lines))
                if one not in used and one not in block and follows(lines, block[-1], one)
            ),
            None,
        )
        if below is None or not _is_part(plain_lines(lines)[below]):
            break
        block.append(below)
    return block


def _is_part(plain: Plain) -> bool:
    part = address_text(plain)
    if len(part.text) < 0.6 * len(plain.text.strip()) or re.search(r"[ぁ-ゖァ-ヺ一-龥]", part.text) or not part.text:
        return False
    if re.search(
        r"\b(?:Inc|Ltd|LLC|Corp|Co)\b\.?|,\s?(?:Ph\.?D|MBA)|Manager|Director|President|Department|Division", part.text
    ):
        return False
    only_place = re.fullmatch(r"[\s,.]*(?:Japan|JAPAN)[\s,.]*", part.text)
    return bool(
        only_place
        or _LOT.search(part.text)
        or _UNIT.search(part.text)
        or _CODE.search(part.text)
        or has_building(part.text)
        or _FLOOR.search(part.text)
    )


def _found(lines: Sequence[TextLine], whole: Plain) -> Found[Address]:
    code = _CODE.search(whole.text)
    bare = _CODE.sub(" ", whole.text) if code else whole.text
    pieces = [
        piece.strip(" .")
        for piece in re.split(r"[,\n]|(?<=Bldg\.)\s|(?<=\dF)\s", _COUNTRY.sub(",", bare))
        if piece.strip(" .")
    ]
    region = next((match for piece in reversed(pieces) if (match := _prefecture().fullmatch(piece))), None)
    rest = [piece for piece in pieces if region is None or piece != region.group()]
    locality = [piece for piece in rest if _WARD.fullmatch(piece) or piece in table("places")["romaji"]["cities"]]
    building = [piece for piece in rest if piece not in locality and _is_building(piece)]
    street = [piece for piece in rest if piece not in locality and piece not in building]
    value = Address(
        _tidy(bare),
        f"{code.group(1)}-{code.group(2)}" if code else None,
        region.group() if region else None,
        ", ".join(locality) or None,
        ", ".join(street) or None,
        ", ".join(building) or None,
        "JP",
    )
    sources = whole.sources(0, len(whole.text), "address-romaji")
    read = min(lines[source.line].confidence for source in sources)
    sources = label_sources(lines, sources, ADDRESS_ROLES) + sources
    sure, doubt = _judged(value, region)
    return Found(Kind.ADDRESS, value, round(read * sure, 4), sources, doubt)


def _judged(value: Address, region: re.Match[str] | None) -> tuple[float, str | None]:
    if value.postal_code is None:
        return 0.85, None
    places = places_of_code(value.postal_code.replace("-", ""))
    if not places:
        return 0.7, "there is no such postal code"
    if region is None:
        return 0.85, None
    kanji = table("places")["romaji"]["kanji"].get(region.group("name").capitalize())
    if all(place.region != kanji for place in places):
        return 0.6, f"postal code belongs to {places[0].region}{places[0].locality}"
    return 0.93, None


def _is_building(piece: str) -> bool:
    return (has_building(piece) or _FLOOR.search(piece) is not None) and re.match(r"\d{1,4}-\d", piece) is None


def _tidy(text: str) -> str:
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"\s*,(?:\s*,)*", ",", text).strip(" ,.;|-")


@lru_cache(maxsize=1)
def _prefecture() -> re.Pattern[str]:
    names = "|".join(table("places")["romaji"]["kanji"])
    return re.compile(
        rf"\b(?P<name>{names})(?:[-\s](?:to|ken|fu|Ken|Fu|To|Pref\.?|Prefecture|Metropolis|PREF\.?))?(?![\w-])",
        re.IGNORECASE,
    )
