"""How long what is left will take, told by how long the last cards took this very person. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cardscan.book import Change

LEAST = 5  # cards whose time is known, before it is believed
AIM = 9.0  # seconds a card, until then: twenty in three minutes
PAUSE = 120.0  # seconds: longer than this nobody looks at one card


def minutes_left(changes: Sequence[Change], cards: int) -> int:
    """Return about how many minutes it takes to look at so many ``cards``; ``changes`` are the last ones of the
    book, the newest first."""
    times = [datetime.fromisoformat(change.at) for change in changes if change.action == "approve"]
    gaps = [(later - earlier).total_seconds() for later, earlier in pairwise(times)]
    took = [gap for gap in gaps if 0 < gap <= PAUSE]
    return math.ceil(cards * (median(took) if len(took) >= LEAST else AIM) / 60)
