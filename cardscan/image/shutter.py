"""Looks at a scene in, the moment to take the picture out. Values only: no camera, no clock, no pixels.

A card is taken once it lies still, whole and sharp. The same card is not taken again before it was taken away or
another one lies there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

STILL = 0.8  # seconds without a change before it is worth looking for a card
GAP = 0.5  # seconds without a frame: what happened meanwhile nobody knows
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 4.0  # seconds between looks at a still scene: it is expensive, and focus takes time
GONE = 2.0  # seconds without a card before the last one may be taken again: a hand above it is sooner away


class Verdict(Enum):
    """What a look at a still scene says."""

    TAKE = "take"
    KNOWN = "known"  # every card there was taken already
    EMPTY = "empty"
    GONE = "gone"  # empty for so long that the last card may come back
    CUT_OFF = "cut off"
    BLURRED = "blurred"


@dataclass(frozen=True, slots=True)
class Sighting:
    """What was seen of one card: whether it was taken before, lies wholly in the picture, and is sharp."""

    known: bool
    whole: bool
    sharp: bool


@dataclass(frozen=True, slots=True)
class Shutter:
    """``since``: when the scene came to rest; ``look``: when to look at it next. All times in seconds of any clock."""

    at: float = -math.inf
    since: float = math.inf
    look: float = math.inf
    pause: float = FIRST_PAUSE
    empty: float | None = None


def watched(shutter: Shutter, at: float, changed: bool) -> Shutter:
    """Return the shutter after a frame at ``at``, ``changed`` if it differs from the one at ``shutter.since``."""
    if changed or at - shutter.at > GAP:
        return replace(shutter, at=at, since=at, look=at + STILL, pause=FIRST_PAUSE, empty=None)
    return replace(shutter, at=at)


def is_due(shutter: Shutter) -> bool:
    """Return whether it is time to look for cards in the present frame."""
    return shutter.at >= shutter.look


def looked(shutter: Shutter, cards: Sequence[Sighting]) -> tuple[Shutter, Verdict]:
    """Return the shutter after a look that found ``cards`` in the present frame, and what to do."""
    verdict = _verdict(shutter, cards)
    if verdict in (Verdict.TAKE, Verdict.KNOWN):  # until something changes there is nothing more to see
        return replace(shutter, look=math.inf, empty=None), verdict
    pause = min(2 * shutter.pause, LONGEST_PAUSE)
    empty = None if cards else shutter.at if shutter.empty is None else shutter.empty
    return replace(shutter, look=shutter.at + shutter.pause, pause=pause, empty=empty), verdict


def _verdict(shutter: Shutter, cards: Sequence[Sighting]) -> Verdict:
    new = [card for card in cards if not card.known]
    if not cards:
        lasted = 0.0 if shutter.empty is None else shutter.at - shutter.empty
        return Verdict.GONE if lasted >= GONE else Verdict.EMPTY
    if not new:
        return Verdict.KNOWN
    whole = [card for card in new if card.whole]
    if any(card.sharp for card in whole):
        return Verdict.TAKE
    return Verdict.BLURRED if whole else Verdict.CUT_OFF
