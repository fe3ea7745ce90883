"""What pairing looks at: one side of a card, with nothing of its pixels."""

from __future__ import annotations

from dataclasses import dataclass
from math import dist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cardscan.model import Code, Name, ParsedCard, Point, Quad

LIKELY, SURE = 0.6, 0.75  # confidence in a name; what parsing doubts to be a person's name is not sure


@dataclass(frozen=True, slots=True)
class Face:
    """Card number ``card`` on page ``page`` (``width`` × ``height`` pixels) of the file ``source``.

    ``somebody`` says whether it is a contact by itself; ``quad`` is in pixels of the page.
    """

    source: str
    page: int
    card: int
    width: int
    height: int
    quad: Quad
    parsed: ParsedCard
    codes: tuple[Code, ...]
    somebody: bool

    @property
    def person(self) -> Name | None:
        """Whose card it seems to be: where nobody can be reached, a slogan may have been taken for a name."""
        return self.named if self.somebody else None

    @property
    def named(self) -> Name | None:
        """The name on it, be it a contact or not: no help to tell two people apart, but the same on both sides is."""
        return self.parsed.contact.name if self._named(LIKELY) else None

    @property
    def named_surely(self) -> Name | None:
        """The name on it, be it a contact or not, if parsing has no doubt that it is one."""
        return self.parsed.contact.name if self._named(SURE) else None

    @property
    def surely(self) -> Name | None:
        """Whose card it is, if that is sure enough to tell two people apart."""
        return self.named_surely if self.somebody else None

    def _named(self, least: float) -> bool:
        return any(field.path == "name.full" and field.confidence >= least for field in self.parsed.fields)

    @property
    def center(self) -> Point:
        """Where the middle of the card is, in pixels of the page."""
        return sum(x for x, _ in self.quad) / 4, sum(y for _, y in self.quad) / 4

    @property
    def sides(self) -> tuple[float, float]:
        """The lengths of the long and the short side in pixels."""
        a, b, c, d = self.quad
        across, down = (dist(a, b) + dist(c, d)) / 2, (dist(b, c) + dist(d, a)) / 2
        return max(across, down), min(across, down)

    def is_beside(self, other: Face) -> bool:
        """Whether both are on the same page of the same file."""
        return (self.source, self.page) == (other.source, other.page)
