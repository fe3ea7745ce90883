"""A roster in, one file of HTML out that prints well on A4 and loads nothing from anywhere. Pure.

Everything from a card is escaped; the page itself forbids scripts and addresses.
"""

from __future__ import annotations

from pathlib import Path

from cardscan.roster import Roster
from cardscan.roster.words import Words
from cardscan.share.alone import page_alone


def to_html(roster: Roster, words: Words) -> bytes:
    """Return the list as a page, in UTF-8."""
    return page_alone(Path(__file__).with_name("page.html")).render(roster=roster, t=words).encode("utf-8", "replace")
