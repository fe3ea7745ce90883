"""A roster in, a PDF for A4 out: for each guest a large number, the card, who it is, and a box to tick with room for a
line beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cardscan.roster import Guest, Roster
from cardscan.roster.sheet import Sheets
from cardscan.roster.words import Words

ON_A_PAGE = 10  # guests
# Millimetres: where the columns begin, how wide they are, and how far below each other guests stand.
_LEFT, _WIDTH, _TOP, _ROW = 12.0, 186.0, 24.0, 25.0
_NUMBER, _FACE, _WHO, _SIDE = (12.0, 17.0), (31.0, 36.0), (70.0, 74.0), (147.0, 51.0)
_BOTTOM = 272.0


@dataclass(frozen=True, slots=True)
class Printed:
    """The PDF, and the letters that no font of this machine has: 〓 stands for them."""

    content: bytes
    lacking: str


def to_pdf(roster: Roster, words: Words, fonts: Sequence[Path]) -> Printed:
    """Return the list as a PDF set in the first of ``fonts``; the others lend what it lacks. Raises FontMissing."""
    sheets = Sheets(roster.title, words.language, _texts(roster, words), fonts)
    pages = max(1, math.ceil(len(roster.guests) / ON_A_PAGE))
    for page in range(pages):
        there = roster.guests[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
        sheets.turn()
        _head(sheets, roster, words, words("page", page=page + 1, pages=pages))
        for place, guest in enumerate(there):
            _guest(sheets, guest, words, _TOP + place * _ROW)
    _end(sheets, roster, words, _TOP + len(there) * _ROW + 2)
    return Printed(sheets.content(), "".join(sorted(sheets.lacking)))


def _texts(roster: Roster, words: Words) -> str:
    """Return every letter of the list."""
    told = [roster.title, roster.day, roster.place, *words.texts.values(), "0123456789/–✓;:"]
    told += [text for one in roster.remarks for text in (one.number, words.why(one.why))]
    for one in roster.guests:
        told += [one.number or "", one.name, one.reading, one.org, one.post, one.memo, words.guess(one.business)]
    return "".join(told)


def _head(sheets: Sheets, roster: Roster, words: Words, page: str) -> None:
    sheets.put(roster.title, _LEFT, 11, 110, 16)
    count = words("guests", count=len(roster.guests))
    sheets.put(" ".join(filter(None, (roster.day, roster.place, count))), 122, 12.5, 58, 10, "R")
    sheets.put(page, 180, 12.5, 18, 9, "R")
    sheets.rule(_LEFT, _TOP - 3, _WIDTH, 0.6)


def _guest(sheets: Sheets, guest: Guest, words: Words, y: float) -> None:
    sheets.put(guest.number or "–", _NUMBER[0], y + 4, _NUMBER[1], 30, "R")
    if guest.face:
        sheets.picture(guest.face, _FACE[0], y, _FACE[1], _ROW - 3.5)
    sheets.put(guest.name, _WHO[0], y, _WHO[1], 14)
    sheets.put(guest.reading, _WHO[0], y + 7, _WHO[1], 8)
    sheets.put(guest.org, _WHO[0], y + 11, _WHO[1], 10)
    sheets.put(guest.post, _WHO[0], y + 16, _WHO[1], 8.5)
    sheets.box(_SIDE[0], y + 0.5, 4)
    sheets.put("✓" if guest.talked else "", _SIDE[0] - 0.2, y + 0.6, 5, 10)
    sheets.put(words("talked"), _SIDE[0] + 5, y + 0.5, 17, 8)
    sheets.put(words.guess(guest.business), _SIDE[0] + 22, y + 0.5, _SIDE[1] - 22, 8, "R")
    for place, line in enumerate(guest.memo.split("\n")[:3]):
        sheets.put(line, _SIDE[0], y + 6.5 + 4.5 * place, _SIDE[1], 9)
    sheets.rule(_SIDE[0], y + _ROW - 5, _SIDE[1], 0.1)
    sheets.rule(_LEFT, y + _ROW - 2, _WIDTH)


def _end(sheets: Sheets, roster: Roster, words: Words, y: float) -> None:
    """Put the numbers that nobody has below the last guest, on a page of their own if there is no room."""
    missing = "; ".join(f"{one.number}: {words.why(one.why)}" for one in roster.remarks)
    if missing:
        if y > _BOTTOM - 8 - 5 * (len(missing) // 60 + 1):
            sheets.turn()
            y = _TOP
        sheets.put(words("missing"), _LEFT, y, _WIDTH, 10)
        sheets.flow(missing, _LEFT, y + 6, _WIDTH, 9)
    sheets.put(words("guess"), _LEFT, _BOTTOM + 6, _WIDTH, 8)
    sheets.put(words("private"), _LEFT, _BOTTOM + 10, _WIDTH, 8)
