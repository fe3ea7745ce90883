"""Where an evening's labels are: on cases of one kind they lie at the same place of each card. Pure numbers."""

from __future__ import annotations

from dataclasses import dataclass
from math import dist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LIKE_MM = 4.5  # labels of one evening lie within this of each other, seen from their cards' corners
FEWEST = 3  # labels that make a habit,
LEAST_SHARE = 0.4  # and for which share of the cards
AWAY = 0.25  # labels by which a habit must be more common for each mm that it is further from the card


@dataclass(frozen=True, slots=True)
class View:
    """A label as seen from one corner of a card: which card, its middle in the corner's window in mm, how far it is
    from the card in mm, and the ways up in which it can be read, surest first."""

    card: int
    middle: tuple[float, float]
    distance: float
    turns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Habit:
    """Labels lie at ``middle`` of a corner's window, their numbers turned by ``turn`` quarters."""

    middle: tuple[float, float]
    turn: int


def habit_of(views: Sequence[View], cards: int, usual: Sequence[float]) -> Habit | None:
    """Return the place and turn that most cards' labels share, or None where there is no such.

    A place nearer to the card outweighs a few labels: in a row, all cards but one see their neighbour's label too. Of
    equals the turn that is more ``usual``.
    """
    ranked = []
    for view in views:
        for turn in view.turns:
            habit = Habit(view.middle, turn)
            count = len(_alike(views, habit))
            if count >= max(FEWEST, LEAST_SHARE * cards):
                ranked.append((count - AWAY * view.distance, usual[turn], habit))
    return max(ranked, key=lambda rank: rank[:2])[2] if ranked else None


def follows(view: View, habit: Habit) -> bool:
    """Return whether a label lies where the habit says."""
    return dist(view.middle, habit.middle) <= LIKE_MM


def _alike(views: Sequence[View], habit: Habit) -> set[int]:
    """Return the cards that have a label there."""
    return {view.card for view in views if habit.turn in view.turns and follows(view, habit)}
