"""Which card does each label belong to? The nearest, unless another label has a better claim on it. Pure numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def owners(seen: Sequence[tuple[int, float]], places: Sequence[int]) -> list[int]:
    """Return which of ``seen``, each a card and its distance from the label at that place, are right: at most one for
    each card and one for each place, as many as can be, near ones first.

    With cases that touch, a label on a strip may lie nearer to the card above than to its own. Then the card above has
    a label that nobody else can have, and the others follow from it (augmenting paths, Kuhn 1955).
    """
    options: dict[int, list[int]] = {}
    for i in sorted(range(len(seen)), key=lambda i: seen[i][1]):
        options.setdefault(places[i], []).append(i)
    holder: dict[int, int] = {}  # card -> which of seen
    for place in options:
        _give(place, options, seen, places, holder, set())
    return sorted(holder.values())


def _give(
    place: int,
    options: dict[int, list[int]],
    seen: Sequence[tuple[int, float]],
    places: Sequence[int],
    holder: dict[int, int],
    asked: set[int],
) -> bool:
    """Give the label at ``place`` to a card, moving other labels on where they have somewhere to go."""
    for i in options[place]:
        card = seen[i][0]
        if card in asked:
            continue
        asked.add(card)
        if card not in holder or _give(places[holder[card]], options, seen, places, holder, asked):
            holder[card] = i
            return True
    return False
