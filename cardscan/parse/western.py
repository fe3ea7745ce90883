"""Addresses in Latin letters: street and number, postal code and city, one to four lines. Pure.

The anchor is a postal code with its city, in the order the country prints them; patterns are in words/countries.toml.
Street lines are taken from before it, on its line or right above, and only when they look like a street.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cardscan.model import Address, Kind, Source, TextLine
from cardscan.parse.announced import label_sources
from cardscan.parse.countries import is_city, is_county, is_region, named_country_at_end, postal_matches
from cardscan.parse.digits import put_right
from cardscan.parse.found import Found
from cardscan.parse.lots import ADDRESS_ROLES
from cardscan.parse.plain import Plain, join, plain_lines
from cardscan.parse.roles_latin import has_latin_form
from cardscan.parse.rows import follows
from cardscan.parse.streets import (
    EASTERN,
    HEAD,
    LEGAL,
    NUMBER,
    OTHER,
    address_text,
    has_building,
    has_street,
    lines_above,
)
from cardscan.parse.towns import country_of_town, town_at_end
from cardscan.parse.words import table

_DIRECTION = frozenset({"n", "s", "e", "w", "ne", "nw", "se", "sw", "n.", "s.", "e.", "w."})
_BEFORE_CODE = r"(?:\b(?:C\.?\s?P\.?|CEP|PLZ|우)\s?:?\s*)?"
_MISREAD_CODE = re.compile(r"(?=.*\d.*\d.*\d)(?=.*[OoIl])[\dOoIl \-]+")
_REGISTER = re.compile(r",?\s+(?:Y-tunnus|Org\.?\s?nr|CVR|KvK|BTW|NIP|SIRET|P\.?\s?IVA|C\.?I\.?F|UID|ABN|VAT)\b")
_UNIT = re.compile(r"(?<=[\w.,] )\d{2}-\d{2,3}(?=$|[\s,])")  # floor and unit of Singapore, #05-12, without its sign


@dataclass(frozen=True, slots=True)
class _City:
    """Where an address names its city: the match of a country's pattern on a line."""

    line: int
    country: str
    match: re.Match[str]

    def part(self, name: str) -> str | None:
        return self.match.groupdict().get(name)


class _Place(NamedTuple):
    """The last lines of an address: ``city`` and ``country`` are empty where they are not known."""

    city: str
    region: str | None
    country: str


def find_western(lines: Sequence[TextLine], region: str | None) -> list[Found[Address]]:
    """Return the addresses in Latin letters outside Japan; ``region`` decides between countries that write alike."""
    found = []
    for number, plain in enumerate(plain_lines(lines)):
        eastern = EASTERN.search(plain.text) is not None
        city = None if eastern else _city(plain.text, number, region) or _town(lines, number, region)
        if city and (address := _address(lines, city)):
            found.append(address)
    return found


def _city(text: str, number: int, region: str | None) -> _City | None:
    matches = [_City(number, country, match) for country, match in postal_matches(text)]
    matches = [city for city in matches if not OTHER.search(text[: city.match.start()][-3:])]
    named = named_country_at_end(text)
    ranked = sorted(
        matches,
        key=lambda city: (
            named is None or city.country != named[0],
            city.country != region,
            city.part("city") is None,
            -(city.match.end() - city.match.start()),
        ),
    )
    return ranked[0] if ranked else None


def _town(lines: Sequence[TextLine], number: int, region: str | None) -> _City | None:
    """Return the town that ends a line after its postal code, where no list has it."""
    text = address_text(plain_lines(lines)[number]).text
    match = town_at_end(text)
    if match is None:
        return None
    before = text[: match.start()]
    streets = [before] if before.strip() else [part.text for part in lines_above(lines, number, before)[-1:]]
    country = next((country_of_town(match["code"], street, region) for street in streets), None)
    return None if country is None else _City(number, country, match)


def _address(lines: Sequence[TextLine], city: _City) -> Found[Address] | None:
    own = _without_firm(address_text(plain_lines(lines)[city.line]))
    spans = [match for country, match in postal_matches(own.text) if country == city.country]
    spans += [match for match in (town_at_end(own.text),) if match]
    if not spans:
        return None
    match = next((one for one in spans if one.groupdict().get("city")), spans[0])
    name = _city_name(match.groupdict().get("city") or "")
    before = own.text[: _place_start(match, name)].strip(" ,;-|")
    number, parts = city.line, [own]
    printed = match.groupdict().get("region")
    county = name if is_county(name, city.country) else None  # Berkshire RG41 2PZ
    if (county or not name) and not before and (upper := _city_above(lines, number)) is not None:
        number, name = upper, address_text(plain_lines(lines)[upper]).text.strip(" ,")
        parts = [address_text(plain_lines(lines)[upper]), own]
    above = lines_above(lines, number, before)
    country, region, below = _country(lines, city, own.text[match.end() :])
    if not match.groupdict().get("code") and LEGAL.search(own.text) and not has_street(own.text):
        return None  # a firm with its city in its name: ABC (Hong Kong) Limited
    if not above and not before and not (match.groupdict().get("code") and name):
        return None
    if not above and "|" in before and not NUMBER.search(before):
        return None  # where a firm has offices: Singapore | Jakarta | Hanoi
    place = _Place(name, region or printed or (county if county != name else None), country)
    if country == "SG":
        above, before = [part.replace(_UNIT, _with_sign) for part in above], _UNIT.sub(_with_sign, before)
    return _found(lines, [*above, *parts, *below], [*(part.text for part in above), before], match, place)


def _without_firm(line: Plain) -> Plain:
    """Return a line of an address without the firm before it and what follows its city on one line: Kuura Systems Oy,
    Hämeenkatu 19 A 4, 33200 Tampere, Y-tunnus 2841763-5."""
    start = 0
    for gap in re.finditer(r",\s+|\s+[·•|]\s+", line.text):
        head, rest = line.text[start : gap.start()], line.text[gap.end() :]
        if NUMBER.search(head) or not (has_latin_form(head.strip()) or has_street(rest)) or not NUMBER.search(rest):
            break
        start = gap.end()
    end = next((tail.start() for tail in _REGISTER.finditer(line.text, start)), len(line.text))
    return line.cut(start, end).strip(" ,;|·")


def _city_above(lines: Sequence[TextLine], number: int) -> int | None:
    """Return the line right above a postal code that stands alone, when it is nothing but the name of a city."""
    for other in range(len(lines)):
        if follows(lines, other, number) and is_city(address_text(plain_lines(lines)[other]).text.strip(" ,")):
            return other
    return None


def _place_start(match: re.Match[str], city: str) -> int:
    """Return where postal code and city begin; a country's ``D-`` belongs to the code."""
    after_city = match.end("city") - len(city) if city else match.end()
    code_first = bool(match.groupdict().get("code")) and match.start("code") < after_city
    return match.start() if code_first else after_city


def _found(
    lines: Sequence[TextLine],
    parts: list[Plain],
    streets: list[str],
    match: re.Match[str],
    place: _Place,
) -> Found[Address]:
    whole = join(parts, glue="\n")
    code = match.groupdict().get("code")
    spelt = rf"\s*[-–]?\s*\(?{_BEFORE_CODE}(?:\b[A-Z]{{1,2}}-)?{re.escape(code)}\)?" if code else ""
    text = re.sub(spelt, " ", whole.text) if code else whole.text
    pieces = [piece for part in streets for piece in _pieces(part)]
    building = [piece for piece in pieces if has_building(piece) and not has_street(piece)]
    street = [piece for piece in pieces if piece not in building]
    written = _as_digits(code, place.country) if code else None
    unsure = written != code
    value = Address(
        _tidy(text),
        written,
        place.region,
        place.city or None,
        _listed(street),
        _listed(building),
        place.country or None,
    )
    sources = _heads(lines, whole.sources(0, len(whole.text), "address-latin"))
    read = min(lines[source.line].confidence for source in sources)
    sources = label_sources(lines, sources, ADDRESS_ROLES) + sources
    sure = 0.9 if street and place.city and not unsure else 0.65
    doubt = "letters read as digits in the postal code" if unsure else None if street else "address without a street"
    return Found(Kind.ADDRESS, value, round(read * sure, 4), sources, doubt)


def _heads(lines: Sequence[TextLine], sources: tuple[Source, ...]) -> tuple[Source, ...]:
    """Return the stretches of an address with the words before them that say which one it is: Studio: Via Cairoli."""
    firsts = {source.line: source.start for source in reversed(sources)}
    heads = [
        Source(line, 0, start, "address-label")
        for line, start in sorted(firsts.items())
        if start and HEAD.fullmatch(lines[line].text[:start])
    ]
    return (*heads, *sources)


def _as_digits(code: str, country: str) -> str:
    """Return a postal code with the letters as digits that are read for them: 8O331; in Canada, which writes both by
    turns, at the places of digits."""
    if country == "CA":
        letters = code.replace(" ", "")
        alternate = "".join(put_right(sign) if at % 2 else sign for at, sign in enumerate(letters))
        return f"{alternate[:3]} {alternate[3:]}" if " " in code else alternate
    return put_right(code) if _MISREAD_CODE.fullmatch(code) else code


def _with_sign(unit: re.Match[str]) -> str:
    return f"#{unit[0]}"


def _listed(pieces: list[str]) -> str | None:
    return ", ".join(pieces) or None


def _country(lines: Sequence[TextLine], city: _City, after: str) -> tuple[str, str | None, list[Plain]]:
    """Return the country, the region that stands apart from the city and, when there is one, the line below that does
    nothing but name them: Tamil Nadu, India."""
    if named := named_country_at_end(after):
        region = after[: named[1]].strip(" ,.-(")
        return named[0], region if is_region(region, named[0]) else None, []
    for other in range(len(lines)):
        if other != city.line and follows(lines, city.line, other):
            part = address_text(plain_lines(lines)[other])
            country, start = named_country_at_end(part.text) or (city.country, len(part.text))
            region = part.text[:start].strip(" ,.-(")
            if (is_region(region, country) and not city.part("region")) or (not region and part.text):
                return country, region or None, [part]
    return city.country, None, []


def _city_name(printed: str) -> str:
    """Return the city in ``Ave NE Redmond``: what stands after the last word of a street."""
    words = printed.split(" ")
    streets = set(table("countries")["streets"]["words"])
    for at in range(len(words) - 2, -1, -1):
        if (
            words[at].lower().strip(".,") in streets - {"st", "park", "hill", "view", "plaza", "gate"}
            or words[at].lower() in _DIRECTION
        ):
            return " ".join(words[at + 1 :])
    return printed


def _pieces(text: str) -> list[str]:
    return [piece.strip() for piece in re.split(r",|\s[·•|]\s|\s(?=#\s?\d)", text) if piece.strip()]


def _tidy(text: str) -> str:
    text = re.sub(r"\s+[·•|]\s+", ", ", re.sub(r"\s+", " ", text))
    text = re.sub(r"\s*,(?:\s*,)+", ",", text)
    return re.sub(r"\s+,", ",", text).strip(" ,;|-")
