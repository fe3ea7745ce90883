"""Japanese addresses in Japanese writing: 〒, prefecture, city, town and lot, building. Pure.

Anchors are postal codes and place names of the gazetteer (``blocks`` gathers the lines). The postal code is checked
against the place names, and may put one misread character of them right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cardscan.model import Address, Kind, TextLine
from cardscan.parse.blocks import OTHER_CITY, Draft, drafts_on, gathered
from cardscan.parse.digits import dashes
from cardscan.parse.found import Found
from cardscan.parse.gazetteer import Place, Prefix, fold, place_prefix, places_of_code, towns_of
from cardscan.parse.known_readings import is_romaji_of_surname
from cardscan.parse.lots import KANJI, find_lot, with_bars_as_dashes
from cardscan.parse.plain import Plain, plain_lines
from cardscan.parse.words import table


def find_japanese(lines: Sequence[TextLine]) -> list[Found[Address]]:
    """Return the addresses written in Japanese on ``lines``, in reading order."""
    found: list[Found[Address]] = []
    used: set[int] = set()
    for number in range(len(lines)):
        if number in used:
            continue
        for draft in drafts_on(lines, number, used):
            whole = gathered(lines, draft, used)
            address = _address(lines, whole)
            if address is not None:
                found.append(address)
                used |= {source.line for source in address.sources} - {number}
    return found


def _address(lines: Sequence[TextLine], draft: Draft) -> Found[Address] | None:
    body = draft.body.strip(" :]、,.・/|" if "(" in draft.body.text else " :)]、,.・/|")
    places = places_of_code(draft.postal.code) if draft.postal else ()
    body, repaired = _repaired(body, places)
    prefix = _prefix(body.text)
    rest = body.text[prefix.end :].lstrip()
    lot = find_lot(rest)
    if not body.text and draft.postal is None:
        return None
    if draft.postal is None and (lot is None or prefix.locality is None or not _is_town(rest, lot)):
        return None
    if draft.postal is not None and body.text and not KANJI.search(body.text):
        return None  # a postal code in a romanised address
    street, building = _split(rest, lot)
    if (name := _name_behind(building)) is not None:  # of another column: 第3東ビル206 Miyawaki Hiroshi
        body = body.cut(0, len(body.text.rstrip()) - len(name)).strip()
        rest = body.text[prefix.end :].lstrip()
        street, building = _split(rest, lot)
    text = _tidy(_spaced(body.text, rest, lot))
    code = draft.postal.written if draft.postal else None
    text, unread = _with_words_put_in(text)
    building = _with_words_put_in(building)[0] if building else None
    value = Address(text, code, prefix.region, prefix.locality, street, building, "JP")
    sources = draft.head + body.sources(0, len(body.text), "address")
    sure, doubt = _judged(draft, places, prefix, rest, repaired)
    if draft.guessed:
        sure, doubt = min(sure, 0.8), doubt or f"{draft.guessed} may not belong to the address"
    if _has_bars(lines, draft.lines):
        sure, doubt = min(sure, 0.7), doubt or "dashes read as 一"
    if unread:
        sure, doubt = min(sure, 0.8), doubt or unread
    read = min(lines[source.line].confidence for source in sources)
    return Found(Kind.ADDRESS, value, round(read * sure, 4), sources, doubt)


def _has_bars(lines: Sequence[TextLine], numbers: Sequence[int]) -> bool:
    """Return whether in a line of an address a 一 was taken for a dash."""
    texts = (dashes(plain_lines(lines)[number].text) for number in numbers)
    return any(with_bars_as_dashes(text) != text for text in texts)


def _name_behind(building: str | None) -> str | None:
    """Return the Japanese name in Latin letters that stands behind a building and its room, or None."""
    match = re.search(r"(?<=[\dF階号室]) +([A-Z][A-Za-z]+ [A-Z][A-Za-z]+)$", building or "")
    return match[1] if match and any(map(is_romaji_of_surname, match[1].split())) else None


def _with_words_put_in(text: str) -> tuple[str, str | None]:
    """Return ``text`` with the words that the reader hardly knows as they likely are printed, and the doubt."""
    doubt = None
    for read, printed in table("places")["hardly_read"]:
        if read in text:
            text, doubt = text.replace(read, printed), f"{printed} is read as {read}: which of the two is printed?"
    return text, doubt


def _is_town(rest: str, lot: tuple[int, int]) -> bool:
    """Whether ``rest`` goes on after the city like an address, not like 議会議員 3期 or 知事登録第12号."""
    before, after = rest[: lot[0]], rest[lot[1] :]
    bare = rest[lot[0] : lot[1]].isdigit()
    counted = bare and re.match(r"[期年月日名歳回分時人級周代割%]", after.lstrip()) is not None
    return not counted and not any(word in before for word in table("places")["never_towns"])


def _prefix(text: str) -> Prefix:
    """Return the place names of ``text``; a city that the gazetteer does not know is taken by its ending."""
    prefix = place_prefix(text[:24]) or Prefix(None, None, 0)
    if prefix.locality is None and prefix.region and (city := OTHER_CITY.match(text, prefix.end)):
        return Prefix(prefix.region, city.group(), city.end())
    return prefix


def _split(rest: str, lot: tuple[int, int] | None) -> tuple[str | None, str | None]:
    """Return (street, building) of what follows the city; the building begins after the lot."""
    if lot is None:
        return _tidy(rest) or None, None
    building = rest[lot[1] :].strip(" -,、・/|")
    return _tidy(rest[: lot[1]]) or None, _tidy(building) or None


def _spaced(text: str, rest: str, lot: tuple[int, int] | None) -> str:
    """Return ``text`` with a space between lot and building: readers drop it, and both are easier to tell apart."""
    end = len(text) - len(rest) + lot[1] if lot else len(text)
    return f"{text[:end]} {text[end:]}" if text[end : end + 1] not in ("", "-") else text


def _judged(
    draft: Draft, places: tuple[Place, ...], prefix: Prefix, rest: str, repaired: str | None
) -> tuple[float, str | None]:
    """Return (sureness, doubt): postal code and place names must agree."""
    if draft.postal is None:
        return 0.9, repaired
    if not draft.body.text.strip():
        return 0.6, "postal code without an address"
    if not places:
        return 0.7, "there is no such postal code"
    agreeing = [place for place in places if _agrees(place, prefix)]
    if not agreeing:
        return 0.6, f"postal code belongs to {places[0].region}{places[0].locality}"
    if repaired or draft.postal.repaired:
        return 0.8, repaired or "letters read as digits in the postal code"
    known_town = any(place.town and fold(rest).startswith(fold(place.town)) for place in agreeing)
    if not known_town and (elsewhere := next((place for place in agreeing if _is_near(rest, place)), None)):
        return 0.6, f"postal code belongs to {elsewhere.town}"
    if not (known_town or prefix.region or prefix.locality):
        return 0.7, f"nothing in the address is of {places[0].region}{places[0].locality}"
    return (0.98, None) if known_town and prefix.locality else (0.93, None)


def _agrees(place: Place, prefix: Prefix) -> bool:
    region = prefix.region is None or fold(prefix.region) == fold(place.region)
    if prefix.locality is None:
        return region
    names = {
        fold(place.locality),
        fold(place.locality.rpartition("郡")[2]),
        fold(place.locality.partition("市")[0] + "市"),
    }
    return region and fold(prefix.locality) in names


def _repaired(body: Plain, places: tuple[Place, ...]) -> tuple[Plain, str | None]:
    """Return ``body`` with one misread character of its place names put right after the postal code, and the doubt.

    Only where all other characters are those that the code demands: 東京部豊島区南池袋 with 171-0022 is 東京都…; a
    town that there is, too, was not misread: then code and town belong to two places.
    """
    text = body.text
    for place in places:
        for expected in (place.region + place.locality + place.town, place.locality + place.town, place.town):
            if len(expected) < 4 or len(text) < len(expected):
                continue
            wrong = [at for at, sign in enumerate(expected) if fold(text[at]) != fold(sign)]
            if not wrong:
                return body, None
            if len(wrong) == 1 and _is_another_town(text, place):
                return body, None
            if len(wrong) == 1 and not text[wrong[0]].isdigit() and text[wrong[0]] != " ":
                at = wrong[0]
                mended = Plain(text[:at] + expected[at] + text[at + 1 :], body.origins)
                return mended, f"{text[at]} read as {expected[at]} because of the postal code"
    return body, None


def _is_near(rest: str, place: Place) -> bool:
    """Return whether an address names another town of the city, a character apart from the town of its postal code."""
    from rapidfuzz.distance import Hamming

    own = fold(rest[: len(place.town)])
    apart = len(place.town) > 2 and len(own) == len(place.town) and Hamming.distance(own, fold(place.town)) == 1
    return apart and own in map(fold, towns_of(place.locality))


def _is_another_town(text: str, place: Place) -> bool:
    """Return whether an address is in another town of the city of a postal code."""
    start = text.find(place.locality) + len(place.locality) if place.locality in text else 0
    rest = fold(text[start:])
    others = (town for town in towns_of(place.locality) if town != place.town and len(town) >= len(place.town))
    return any(rest.startswith(fold(town)) for town in others)


def _tidy(text: str) -> str:
    tight = re.sub(r"(?<=\d)\s?-\s?(?=\d)", "-", text)
    return re.sub(r"\s+", " ", tight).strip(" 、,・/|:")
