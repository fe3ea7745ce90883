"""A roster in, a CSV for spreadsheets out; what is filled into it comes back by ``cardscan memories``. Pure."""

from __future__ import annotations

from cardscan.roster import Guest, Roster
from cardscan.roster.memories import BETWEEN
from cardscan.roster.words import Words
from cardscan.share.tables_out import written

COLUMNS = ("number", "name", "reading", "company", "post", "business", "talked", "memo", "remark")


def to_csv(roster: Roster, words: Words) -> bytes:
    """Return the list as CSV: UTF-8 with a byte order mark, nothing that a spreadsheet computes. A number that nobody
    has is a row with a remark."""
    rows = [_row(guest, words) for guest in roster.guests]
    rows += [[one.number, *[""] * (len(COLUMNS) - 2), words.why(one.why)] for one in roster.remarks]
    return written([words(name) for name in COLUMNS], rows)


def _row(guest: Guest, words: Words) -> list[str]:
    told = [guest.number or "", guest.name, guest.reading, guest.org, guest.post, words.guess(guest.business)]
    return [*told, "✓" if guest.talked else "", BETWEEN.join(guest.memo.split("\n")), ""]
