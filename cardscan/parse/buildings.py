"""Which line under an address names its building. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cardscan.model import Kind, TextLine
from cardscan.parse.firms import is_list_of_work
from cardscan.parse.gazetteer import place_prefix
from cardscan.parse.labels import labels_in
from cardscan.parse.latin import looks_like_name
from cardscan.parse.lots import ADDRESS_ROLES, KANJI, STOP, has_floor, postal_codes
from cardscan.parse.names import FOREIGN_NAME, is_given_reading, is_surname, split
from cardscan.parse.plain import plain_lines
from cardscan.parse.roles import pieces
from cardscan.parse.rows import box, line_below
from cardscan.parse.words import table

# A name and a room, nothing else.
_ROOM = re.compile(r"(?=.*[ァ-ヺ一-龥ぁ-ゖ])[^\d\s][^\d]{2,16}?\s?(?:[A-Z]?-?\d{2,4}|B\d)")


def is_building(text: str) -> bool:
    """Whether the words of a line behind a lot say that it is a building, a floor or a room."""
    if len(text) > 40:
        return False
    if re.fullmatch(r"[^\d]{0,3}\d[\d\s-]*号?", text):
        return re.search("[棟館階]|^\\d{2,4}号$", text) is not None
    if has_floor(text) and len(text) < 30 and not re.search(r"[。、!?]", text):
        return True
    if _ROOM.fullmatch(text) and all(label.role in ADDRESS_ROLES for label in labels_in(text)):
        return True
    words = table("places")["buildings"]
    begins = any(len(word) > 2 and text.startswith(word) and text != word for word in words)
    return begins or any(re.search(rf"{re.escape(word)}(?:\s?\d+|\s?[A-Z]\d*|内?$)", text) for word in words)


def stands_as_building(lines: Sequence[TextLine], lot: int, below: int) -> bool:
    """Whether a line of no known kind stands as the building's does: right under the line that ends with the lot, in
    its type, at its edge."""
    one, two = box(lines[lot]), box(lines[below])
    size = max(one.height, two.height)
    edges = (one.left - two.left, one.right - two.right, (one.left + one.right - two.left - two.right) / 2)
    under = two.top > one.top + 0.5 * size
    alike = under and size < 1.3 * min(one.height, two.height) and min(map(abs, edges)) < 0.6 * size
    if not alike or two.top - one.bottom >= 0.9 * size:
        return False
    text = plain_lines(lines)[below].text.strip()
    return _could_be_building(text) or (_is_centre(text) and not _is_office_of_next(lines, below))


def _is_centre(text: str) -> bool:
    """Whether a line ends like a building and like a department: 貿易センター, 技術センター."""
    words = table("places")
    ending = next((each for each in words["centre_endings"] if text.endswith(each)), "")
    before = text.removesuffix(ending)
    if not ending or labels_in(text) or before.endswith(tuple(words["centres_of_firms"])):
        return False
    return re.fullmatch(r"[\w・]{2,14}", before) is not None


def _is_office_of_next(lines: Sequence[TextLine], number: int) -> bool:
    """Whether an address begins below the line: it is called 名古屋センター then."""
    below = line_below(lines, number)
    text = plain_lines(lines)[below].text.strip() if below is not None else ""
    return bool(postal_codes(text)) or place_prefix(text[:24]) is not None


def _could_be_building(text: str) -> bool:
    """Whether the words of a line leave it open that it names a building."""
    labelled = any(label.role not in ADDRESS_ROLES for label in labels_in(text))
    if (
        labelled
        or STOP.match(text)
        or not 2 <= len(text) <= 20
        or not re.fullmatch(r"[\w\s・&.'-]*[^\W\d_]{2}[\w\s・&.'-]*", text)
    ):
        return False
    never = any(word in text for word in table("places")["never_in_address"])
    if never or re.search(r"\d{6}", text) or is_list_of_work(text):
        return False
    if (
        (looks_like_name(text) and not KANJI.search(text))
        or re.fullmatch(r"[ぁ-ゖ\s]+", text)
        or FOREIGN_NAME.match(text)
    ):
        return False
    before, ends = ("|".join(table("places")[name]) for name in ("centres", "centre_endings"))
    if re.fullmatch(f"(?:{before})+(?:{ends})", text):
        return True
    return all(
        (piece.kind is None or (piece.kind is Kind.ORG and piece.weak)) and not _could_be_person(piece.text)
        for piece in pieces(text)
    )


def _could_be_person(text: str) -> bool:
    if (mixed := re.fullmatch(r"[一-龥々]+([ァ-ヺー]{3,})", text)) and not is_given_reading(mixed[1]):
        return False  # 朝日プラザ, but 朝日サクラ
    cut = split(re.sub(r"\s", "", text))
    return is_surname(text.partition(" ")[0]) or (cut is not None and cut.likeness > 0.7)
