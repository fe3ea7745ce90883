"""Lines of Latin letters that can be part of an address, and those over the line of its city that are. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cardscan.model import Kind, TextLine
from cardscan.parse.countries import is_city, postal_matches
from cardscan.parse.labels import labels_in
from cardscan.parse.latin import names_somebody
from cardscan.parse.lots import ADDRESS_ROLES
from cardscan.parse.plain import Plain, plain_lines
from cardscan.parse.roles_latin import latin_kind
from cardscan.parse.rows import box, follows, same_row
from cardscan.parse.towns import town_at_end
from cardscan.parse.words import table

OTHER = re.compile(
    r"\S+@\S+|https?:|www\.|\+\d|(?<![\w-])\(?0\d{1,4}\)?[\s.-]\d{2,4}[\s.-]?\d{3,4}|(?<!\d)\(\d{3}\)\s?\d{3}-\d{4}|(?<![\d-])\d{3}[-.]\d{3}[-.]\d{4}"
)
NUMBER = re.compile(r"\d|\b(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)\b")
_NUMBER_BEHIND = re.compile(r"\s*([^\d,;:|]{5,40}?)\s+(?=\d)")
HEAD = re.compile(r"\s*[A-ZÀ-Ž][^\W\d]{2,14}(?: [^\W\d]{2,12})?\s?[:：]\s*")  # what says which address it is
# Ends what a clinic or a firm calls one of its addresses by: Main Campus, West Side Office.
_OFFICE = re.compile(r"\b(?:Campus|Office|Location|Branch|Clinic|Headquarters|HQ|Showroom|Studio|Factory)$")
EASTERN = re.compile(r"[ぁ-ゖァ-ヺ一-龥가-힣]")
_ON_A_RIVER = re.compile(r"\ba(?:m|\.)\s$")
LEGAL = re.compile(r"\b(?:Inc|Ltd|LTD|Limited|LIMITED|LLC|GmbH|Corp|Co|PLC|plc|AG|S\.A|B\.V|Pte|Pty|LLP)\b\.?")

MOST_ABOVE = 4  # lines of an address over its city
MOST_BETWEEN = 1  # of them, on end, that only those round them tell


def address_text(plain: Plain) -> Plain:
    """Return the part of a line that can be an address: before telephones, mails and other labels, after its own."""
    start = 0
    for label in labels_in(plain.text):
        if label.role in ADDRESS_ROLES and not re.search(r"[^\W_]", plain.text[start : label.start]):
            start = label.end
    head = HEAD.match(plain.text, start)
    if head and (has_street(plain.text[head.end() :]) or _numbered(re.split(",", plain.text[head.end() :])[0])):
        start = head.end()  # Studio: Via Cairoli, 9
    named = _NUMBER_BEHIND.match(plain.text, start)
    if named and names_somebody(named[1]) and has_street(plain.text[named.end() :]):
        start = named.end()  # the name beside the address: Gaël Lefèvre 27 place du Marché
    end = len(plain.text)
    if other := OTHER.search(plain.text, start):
        end = other.start()
    for label in labels_in(plain.text):
        after = plain.text[label.end :]
        if not after.strip() and _ON_A_RIVER.search(plain.text[: label.start]):  # Offenbach am Main
            continue
        if (
            start <= label.start < end
            and label.role not in {*ADDRESS_ROLES, "account"}
            and re.match(r"[\s.:()/]*[+(\d][\d\s().-]{6,}|[\s.:]*\S+@|[\s.:]*(?:http|www)|[\s.:]*$", after)
        ):
            end = label.start
    return plain.cut(start, end).strip(" :;|/·•-")


def has_street(text: str) -> bool:
    """Whether ``text`` names a street with a number, or a box: ``4001 1st Ave NE``, ``Hauptstr. 5``."""
    words = [word.strip(".,;()").lower() for word in text.split()]
    streets = table("countries")["streets"]
    named = any(
        word in streets["words"] or (len(word) > 5 and word.endswith(tuple(streets["suffixes"]))) for word in words
    )
    return NUMBER.search(text) is not None and (named or re.search(r"(?i)p\.?\s?o\.?\s?box", text) is not None)


def has_building(text: str) -> bool:
    """Whether ``text`` names a building, floor or room."""
    words = {word.strip(".,;()#").lower() for word in text.split()}
    return (
        bool(words & set(table("countries")["streets"]["buildings"]))
        or re.search(r"\b\d{1,3}/?F\b|#\d", text) is not None
    )


def lines_above(lines: Sequence[TextLine], number: int, before: str) -> list[Plain]:
    """Return the lines above that belong to the address, top to bottom: streets, buildings, floors, and one or two
    lines of any words between those (The Old Tobacco Store)."""
    taken: list[Plain] = []
    waiting: list[Plain] = []
    current = number
    for other in sorted(range(len(lines)), key=lambda one: -min(y for _, y in lines[one].quad)):
        if len(taken) == MOST_ABOVE or other == current or not _stands_above(lines, other, current, taken or before):
            continue
        part = address_text(plain_lines(lines)[other])
        if _is_street_line(part.text, plain_lines(lines)[other].text, first=not taken and not NUMBER.search(before)):
            taken = [part, *reversed(waiting), *taken]
            waiting = []
        elif taken and len(waiting) < MOST_BETWEEN and _may_stand_between(part.text, lines[other].text):
            waiting.append(part)
        elif taken:
            break
        else:
            continue  # a line of another column
        current = other
    return taken


def _stands_above(lines: Sequence[TextLine], other: int, current: int, begun: object) -> bool:
    """Return whether a line may be the one before ``current`` of an address: what stands beside that in its row, once
    a street is there, is another column."""
    beside = begun and same_row(box(lines[other]), box(lines[current])) and lines[other].quad != lines[current].quad
    return not beside and follows(lines, other, current)


def _may_stand_between(text: str, printed: str) -> bool:
    """Return whether a line may be the name of a house or a quarter between the lines of an address."""
    whole = len(text) > 0.6 * len(printed.strip()) and not EASTERN.search(text) and not OTHER.search(text)
    named = re.fullmatch(r"(?:[A-ZÀ-Ž][^\d@:/]*|Col\. .*)", text) is not None and len(text.split()) <= 6
    return whole and named and not LEGAL.search(text) and latin_kind(text) not in (Kind.TITLE, Kind.QUALIFICATION)


def _is_street_line(text: str, printed: str, *, first: bool) -> bool:
    """Whether a line above the city is all address; right above it, number and name are enough (``12 rue X``), or the
    name of a street whose house has a name above it."""
    town = town_at_end(text)
    another = bool(postal_matches(text)) or (town is not None and town.start() > 0)  # but 1100 University Drive
    if another or len(text) <= 0.6 * len(printed.strip()) or EASTERN.search(text):
        return False
    building = has_building(text) and not LEGAL.search(text) and not _OFFICE.search(text)
    return has_street(text) or building or (first and (_numbered(text) or _is_a_road(text)))


def _is_a_road(text: str) -> bool:
    """Return whether a text is the name of a street and nothing more: Wapping Road."""
    last = text.rsplit(" ", 1)[-1].strip(",.").lower()
    return is_city(text.rstrip(",")) and " " in text and last in table("countries")["streets"]["roads"]


def _numbered(text: str) -> bool:
    """Whether a line above the city reads like number and street, or street and number: ``12 rue X``, ``Xweg 5``."""
    return re.fullmatch(
        r"\d{1,5}[a-zA-Z]?,?\s+[^\W\d].*|[^\W\d][^\d]*[\s:.]\d{1,4}\s?[a-zA-Z]?", text
    ) is not None and not LEGAL.search(text)
