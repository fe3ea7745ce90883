"""Lines in, whether they can be read at all out: of a page seen askew, or of grain, a reader makes lines of nonsense,
with digits enough for a telephone number."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.model import TextLine

FEWEST = 8  # lines: of fewer, each may be right
LEAST = 0.6  # mean confidence in the lines, by their characters: of dev cards in hard print the worst read had 0.77,
# of prose read askew it is some 0.4


def is_legible(lines: Sequence[TextLine]) -> bool:
    """Return whether the lines of a card are more than nonsense. Few lines always are."""
    if len(lines) < FEWEST:
        return True
    characters = sum(len(line.text) for line in lines)
    return sum(line.confidence * len(line.text) for line in lines) >= LEAST * characters
