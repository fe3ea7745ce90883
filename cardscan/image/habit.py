"""Where an evening's labels are: on cases of one kind they lie at the same place of each card, and differ. Pure
numbers."""

from __future__ import annotations

from dataclasses import dataclass
from math import dist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LIKE_MM = 4.5  # labels of one evening lie within this of each other, seen from their cards' corners
FEWEST = 3  # different labels that make a habit,
LEAST_SHARE = 0.4  # and for which share of the cards
AWAY = 0.25  # labels by which a habit must be more common for each mm that it is further from the card


@dataclass(frozen=True, slots=True)
class View:
    """A label as seen from one corner of a card: which card, its middle in the corner's window in mm, how far it is
    from the card in mm, and what it says each way up in which it can be read, surest first."""

    card: int
    middle: tuple[float, float]
    distance: float
    said: tuple[tuple[int, str], ...]

    @property
    def turns(self) -> tuple[int, ...]:
        """The ways up in which it can be read, surest first."""
        return tuple(turn for turn, _ in self.said)


@dataclass(frozen=True, slots=True)
class Habit:
    """Labels lie at ``middle`` of a corner's window, their numbers turned by ``turn`` quarters."""

    middle: tuple[float, float]
    turn: int


def habit_of(views: Sequence[View], cards: int, usual: Sequence[float]) -> Habit | None:
    """Return the place and turn that most cards' labels share, or None where there is no such.

    Only numbers that differ count: what says the same beside every card is a crop mark, or print. A place nearer to the
    card outweighs a few labels: in a row, all cards but one see their neighbour's label too. Of equals the turn that is
    more ``usual``.
    """
    ranked = []
    for view in views:
        for turn in view.turns:
            habit = Habit(view.middle, turn)
            count = _different(views, habit)
            if count >= max(FEWEST, LEAST_SHARE * cards):
                ranked.append((count - AWAY * view.distance, usual[turn], habit))
    return max(ranked, key=lambda rank: rank[:2])[2] if ranked else None


def follows(view: View, habit: Habit) -> bool:
    """Return whether a label lies where the habit says."""
    return dist(view.middle, habit.middle) <= LIKE_MM


def _different(views: Sequence[View], habit: Habit) -> int:
    """Return how many cards have a label there, those that say the same counted once."""
    there = [
        (view.card, dict(view.said)[habit.turn]) for view in views if habit.turn in view.turns if follows(view, habit)
    ]
    return min(len({card for card, _ in there}), len({text for _, text in there}))
