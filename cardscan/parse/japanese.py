"""Japanese addresses in Japanese writing: 〒, prefecture, city, town and lot, building. Pure.

Anchors are postal codes and place names of the gazetteer. From an anchor the address runs to the end of what its line
says about it and over the lines below that go on with it. The postal code is checked against the place names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from cardscan.model import Address, Kind, Source, TextLine
from cardscan.parse.announced import announcement
from cardscan.parse.digits import dashes
from cardscan.parse.found import Found
from cardscan.parse.gazetteer import Place, Prefix, fold, place_prefix, places_of_code
from cardscan.parse.labels import labels_in
from cardscan.parse.lots import PostalCode, find_lot, has_floor, postal_codes
from cardscan.parse.plain import Plain, join, plain_lines
from cardscan.parse.rows import follows, right_neighbour
from cardscan.parse.words import table

ADDRESS_ROLES = frozenset({"address", "postal", "head_office"})

_KANJI = re.compile(r"[一-龥ぁ-ゖァ-ヺ々ヶ]")
_STOP = re.compile(
    r"〒|\s?[(<\[][^)>\]]{0,30}(?:徒歩|駅より|駅から|駅[東西南北]口|最寄)|\S+@|https?:|www\.|(?<![\d-])0\d{1,4}[-(]\d{1,4}[-)]\d{3,4}|\+\d|(?<=\s)(?:登録番号|営業時間|定休日|代表取締役)"
)
_SAYS_NUMBER = re.compile(
    r"[\s.:()/|]*(?:[+(]?[\d〇一二三四五六七八九][\d〇一二三四五六七八九\s()ー.-]{7,}|\S+@|http|www)"
)
_SURE_LABELS = frozenset(
    {
        "TEL",
        "FAX",
        "電話",
        "電話番号",
        "携帯",
        "携帯電話",
        "E-MAIL",
        "EMAIL",
        "URL",
        "TEL/FAX",
        "HP",
        "☎",
        "MOBILE",
        "MAIL",
        "ファックス",
        "直通",
    }
)
_OTHER_CITY = re.compile(r"[^\d\s]{1,6}?[市区](?:[^\d\s]{1,4}?区)?|[^\d\s]{1,5}?郡[^\d\s]{1,5}?[町村]")


@dataclass(frozen=True, slots=True)
class _Draft:
    """An address while its lines are gathered. ``body`` is what follows the postal code; ``last`` is its last line."""

    postal: PostalCode | None
    head: tuple[Source, ...]
    body: Plain
    last: int
    lines: tuple[int, ...]


def find_japanese(lines: Sequence[TextLine]) -> list[Found[Address]]:
    """Return the addresses written in Japanese on ``lines``, in reading order."""
    found: list[Found[Address]] = []
    used: set[int] = set()
    for number in range(len(lines)):
        if number in used:
            continue
        for draft in _drafts(lines, number, used):
            whole = _gathered(lines, draft, used)
            address = _address(lines, whole)
            if address is not None:
                found.append(address)
                used |= {source.line for source in address.sources} - {number}
    return found


# ---------------------------------------------------------------- where addresses begin


def _drafts(lines: Sequence[TextLine], number: int, used: set[int]) -> list[_Draft]:
    """Return the addresses that begin on line ``number``, each with what its own line says."""
    plain = _tidy_numbers(plain_lines(lines)[number])
    codes = [code for code in postal_codes(plain.text) if _believable(lines, number, plain.text, code)]
    drafts = []
    for code, following in zip(codes, [*codes[1:], None], strict=False):
        end = _stop(plain.text, code.end, following.start if following else len(plain.text))
        head = plain.sources(code.start, code.end, "postal-code")
        drafts.append(
            _Draft(code, _labels(lines, number, code.start) + head, plain.cut(code.end, end), number, (number,))
        )
    first = codes[0].start if codes else len(plain.text)
    start = _place_start(plain.text[:first])
    if start is not None and not codes:
        end = _stop(plain.text, start, first)
        drafts.insert(0, _Draft(None, _labels(lines, number, start), plain.cut(start, end), number, (number,)))
    elif start is not None and find_lot(plain.text[start:first]):  # the code stands after its address
        body = plain.cut(start, first)
        head = _labels(lines, number, start) + drafts[0].head
        drafts[0] = replace(drafts[0], head=head, body=join((body, drafts[0].body.strip())))
    return drafts


def _labels(lines: Sequence[TextLine], number: int, start: int) -> tuple[Source, ...]:
    """Return where the label before an address is printed, when it is one that says nothing more (本社, 住所)."""
    said = announcement(lines, number, start, ADDRESS_ROLES)
    plain = table("places")["plain_labels"]
    telling = [
        word for role, word in zip(said.roles, said.words, strict=False) if role == "head_office" and word not in plain
    ]
    if telling or not said.sources:
        return ()
    before = plain_lines(lines)[said.sources[0].line].text[: said.sources[0].start]
    return () if _KANJI.search(before[-1:]) else said.sources


def _believable(lines: Sequence[TextLine], number: int, text: str, code: PostalCode) -> bool:
    """Whether seven digits are a postal code: marked 〒, or a place follows, or they are all there is and exist."""
    if code.marked:
        return True
    if announcement(lines, number, code.start, frozenset({"phone", "fax", "mobile", "both", "home"})).roles:
        return False
    rest = text[code.end :].lstrip(" )]:、,.")
    if place_prefix(rest[:24]) is not None:
        return True
    places = places_of_code(code.code)
    if any(place.town and fold(rest).startswith(fold(place.town)) for place in places):
        return True
    if not code.dashed:
        return False
    alone = not rest and not text[: code.start].strip(" :(T〒")
    following = plain_lines(lines)[number + 1].text if number + 1 < len(lines) else ""
    return alone and bool(places) and (_KANJI.search(following) is not None or not rest)


def _place_start(text: str) -> int | None:
    """Return where a place name starts that opens an address: at the start, after a label, a sign or a space."""
    for match in re.finditer(r"(?:^|[\s:)\]】〉》」|・/■●◆▶])(?=[一-龥ぁ-んァ-ヶ])", text):
        prefix = place_prefix(text[match.end() : match.end() + 24])
        if prefix and prefix.locality:
            return match.end()
        if prefix and find_lot(text[match.end() + prefix.end :]) and _OTHER_CITY.match(text, match.end() + prefix.end):
            return match.end()
    for label in labels_in(text):
        if (
            label.role in ADDRESS_ROLES
            and (prefix := place_prefix(text[label.end : label.end + 24]))
            and prefix.locality
        ):
            return label.end
    return None


def _stop(text: str, start: int, end: int) -> int:
    """Return where, before ``end``, something else than the address begins: a telephone, a mail, a web address."""
    if other := _STOP.search(text, start, end):
        end = other.start()
    for label in labels_in(text[start:end]):
        if label.role in ADDRESS_ROLES | {"account", "main", "night"}:
            continue
        after = text[start + label.end :]
        word = re.sub(r"\s", "", label.word).upper()
        if word in _SURE_LABELS or _SAYS_NUMBER.match(after):
            return start + label.start
    return end


# ---------------------------------------------------------------- which lines go on with it


def _gathered(lines: Sequence[TextLine], draft: _Draft, used: set[int]) -> _Draft:
    """Return ``draft`` with the lines that go on with it: the place first, then the lot, then the building."""
    for _ in range(4):
        if not _ends_its_line(lines, draft):
            return draft
        following = next((other for other in _candidates(lines, draft, used) if _goes_on(lines, draft, other)), None)
        if following is None:
            return draft
        plain = _tidy_numbers(plain_lines(lines)[following])
        body = join((draft.body.strip(), plain.cut(0, _stop(plain.text, 0, len(plain.text))).strip()))
        draft = replace(draft, body=body, last=following, lines=(*draft.lines, following))
    return draft


def _ends_its_line(lines: Sequence[TextLine], draft: _Draft) -> bool:
    """Whether nothing of another kind follows on the last line (else the next line belongs to that)."""
    last = plain_lines(lines)[draft.last]
    end = max((origin[2] for origin in draft.body.origins if origin[0] == draft.last), default=None)
    if end is None:
        end = max((source.end for source in draft.head if source.line == draft.last), default=0)
    rest = "".join(character for character, origin in zip(last.text, last.origins, strict=True) if origin[1] >= end)
    return not re.search(r"[^\W_]", rest)


def _candidates(lines: Sequence[TextLine], draft: _Draft, used: set[int]) -> list[int]:
    beside = right_neighbour(lines, draft.last)
    others = [beside, *range(draft.last + 1, min(draft.last + 4, len(lines))), draft.last - 1]
    fresh = [
        other for other in others if other is not None and other >= 0 and other not in used and other not in draft.lines
    ]
    return [other for other in dict.fromkeys(fresh) if any(follows(lines, line, other) for line in draft.lines[-2:])]


def _goes_on(lines: Sequence[TextLine], draft: _Draft, other: int) -> bool:
    plain = _tidy_numbers(plain_lines(lines)[other])
    text = plain.text[: _stop(plain.text, 0, len(plain.text))].strip()
    if not text or postal_codes(text) or any(word in text for word in table("places")["never_in_address"]):
        return False
    body = draft.body.text.strip()
    if not body:
        return _opens(text, draft.postal)
    if find_lot(_after_place(body)) is None:
        return find_lot(text) is not None and (place_prefix(text) is None or place_prefix(body) is None)
    if re.search(r"(?:丁目|番地?|\d-|の)$", body) and (lot := find_lot(text)) and lot[0] == 0:
        return True
    return _is_building(text) and place_prefix(text) is None


def _opens(text: str, code: PostalCode | None) -> bool:
    """Whether ``text`` can stand right after a postal code."""
    if place_prefix(text[:24]) is not None:
        return True
    places = places_of_code(code.code) if code else ()
    return _KANJI.search(text) is not None and (
        find_lot(text) is not None or any(place.town and fold(text).startswith(fold(place.town)) for place in places)
    )


def _is_building(text: str) -> bool:
    if len(text) > 40:
        return False
    if re.fullmatch(r"[^\d]{0,3}\d[\d\s-]*号?", text):
        return False
    if has_floor(text) and len(text) < 30 and not re.search(r"[。、!?]", text):
        return True
    return any(re.search(rf"{re.escape(word)}(?:\s?\d+|\s?[A-Z]\d*|$)", text) for word in table("places")["buildings"])


def _after_place(text: str) -> str:
    prefix = place_prefix(text[:24])
    return text[prefix.end :] if prefix else text


# ---------------------------------------------------------------- what it says


def _address(lines: Sequence[TextLine], draft: _Draft) -> Found[Address] | None:
    body = draft.body.strip(" :)]、,.・/|")
    places = places_of_code(draft.postal.code) if draft.postal else ()
    body, repaired = _repaired(body, places)
    prefix = _prefix(body.text)
    rest = body.text[prefix.end :].lstrip()
    lot = find_lot(rest)
    if not body.text and draft.postal is None:
        return None
    if draft.postal is None and (lot is None or prefix.locality is None or not _is_town(rest, lot)):
        return None
    if draft.postal is not None and body.text and not _KANJI.search(body.text):
        return None  # a postal code in a romanised address
    street, building = _split(rest, lot)
    text = _tidy(_spaced(body.text, rest, lot))
    code = draft.postal.written if draft.postal else None
    value = Address(text, code, prefix.region, prefix.locality, street, building, "JP")
    sources = draft.head + body.sources(0, len(body.text), "address")
    sure, doubt = _judged(draft, places, prefix, rest, repaired)
    read = min(lines[source.line].confidence for source in sources)
    return Found(Kind.ADDRESS, value, round(read * sure, 4), sources, doubt)


def _is_town(rest: str, lot: tuple[int, int]) -> bool:
    """Whether ``rest`` goes on after the city like an address, not like 議会議員 3期 or 知事登録第12号."""
    before, after = rest[: lot[0]], rest[lot[1] :]
    bare = rest[lot[0] : lot[1]].isdigit()
    counted = bare and re.match(r"[期年月日名歳回分時人級周代割%]", after.lstrip()) is not None
    return not counted and not any(word in before for word in table("places")["never_towns"])


def _prefix(text: str) -> Prefix:
    """Return the place names of ``text``; a city that the gazetteer does not know is taken by its ending."""
    prefix = place_prefix(text[:24]) or Prefix(None, None, 0)
    if prefix.locality is None and prefix.region and (city := _OTHER_CITY.match(text, prefix.end)):
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
    draft: _Draft, places: tuple[Place, ...], prefix: Prefix, rest: str, repaired: str | None
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

    Only where all other characters are those that the code demands: 東京部豊島区南池袋 with 171-0022 is 東京都….
    """
    text = body.text
    for place in places:
        for expected in (place.region + place.locality + place.town, place.locality + place.town, place.town):
            if len(expected) < 4 or len(text) < len(expected):
                continue
            wrong = [at for at, sign in enumerate(expected) if fold(text[at]) != fold(sign)]
            if not wrong:
                return body, None
            if len(wrong) == 1 and not text[wrong[0]].isdigit() and text[wrong[0]] != " ":
                at = wrong[0]
                mended = Plain(text[:at] + expected[at] + text[at + 1 :], body.origins)
                return mended, f"{text[at]} read as {expected[at]} because of the postal code"
    return body, None


def _tidy_numbers(plain: Plain) -> Plain:
    """Return ``plain`` with dashes between numerals as ``-``; offsets stay."""
    return _tidied(plain)


@lru_cache(maxsize=256)
def _tidied(plain: Plain) -> Plain:
    return Plain(dashes(plain.text), plain.origins)


def _tidy(text: str) -> str:
    tight = re.sub(r"(?<=\d)\s?-\s?(?=\d)", "-", text)
    return re.sub(r"\s+", " ", tight).strip(" 、,・/|:")
