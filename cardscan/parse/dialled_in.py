"""Direct lines of which only the end is printed beside their switchboard: 07131 5508-0, Durchwahl -274. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import phonenumbers

from cardscan.model import Kind, Phone, Source, TextLine
from cardscan.parse.found import Found
from cardscan.parse.plain import plain_lines
from cardscan.parse.words import table

_SWITCHBOARD = re.compile(r"(?P<stem>.*\d)\s?[-–/]\s?0$")


def with_dialled_in(lines: Sequence[TextLine], phones: Sequence[Found[Phone]]) -> tuple[Found[Phone], ...]:
    """Return the phones, and each direct line whose last digits alone stand behind their label, under the card's one
    switchboard, whose number ends with -0."""
    boards = [found for found in phones if found.value.kind == "work" and _SWITCHBOARD.match(found.value.text)]
    if len(boards) != 1:
        return tuple(phones)
    made = [
        direct
        for number, plain in enumerate(plain_lines(lines))
        for match in _direct().finditer(plain.text)
        if (direct := _dialled(boards[0], match, lines[number].confidence, plain.sources(*match.span(), "phone")))
    ]
    return (*phones, *made)


def _dialled(
    board: Found[Phone], match: re.Match[str], read: float, sources: tuple[Source, ...]
) -> Found[Phone] | None:
    stem = _SWITCHBOARD.match(board.value.text)
    if stem is None or board.value.e164 is None or not board.value.e164.endswith("0"):
        return None
    e164 = board.value.e164[:-1] + match["end"]
    if not phonenumbers.is_possible_number(phonenumbers.parse(e164)):
        return None
    phone = replace(board.value, text=f"{stem['stem']}-{match['end']}", e164=e164, label=match["label"])
    return Found(Kind.PHONE, phone, round(0.95 * min(read, board.confidence), 4), sources)


@lru_cache(maxsize=1)
def _direct() -> re.Pattern[str]:
    words = sorted(table("labels")["direct"]["words"], key=len, reverse=True)
    labels = "|".join(map(re.escape, [*(word for word in words if word.isascii() and len(word) > 2), "DW"]))
    return re.compile(rf"(?<!\w)(?P<label>{labels})\.?\s?:?\s?[-–]\s?(?P<end>\d{{2,5}})(?=\s*$)")
