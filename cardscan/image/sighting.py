"""One outline that may be a card's, with all that speaks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan.image.borders import to_border, where_cut
from cardscan.image.shape import flat_aspect

if TYPE_CHECKING:
    from cardscan.image.instances import Instance
    from cardscan.image.shape import Corners
    from cardscan.image.sight import Sight

CUT = 4.0  # cells: an outline this near to a border that its card touches ends there
QUITE_SURE = 0.92  # below, edges are asked, too
WELL_FILLED = 0.88  # likewise
CARD_LIKE = ((0.9, 1.12), (1.33, 2.0))  # long side / short side: likewise beyond
ONE_CARD = (0.85, 1.3)  # of the cells of a card: of whatever shape, it is one
TOO_LARGE = 1.7  # of the cells of a card: likewise, for it may be two
CLEARLY, FAINTLY = 0.5, 0.25  # probabilities of print
ON_SHEET = "a place on a sheet of cards"


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """``corners`` in photo pixels, clockwise; ``sure`` 0–1; ``words`` say what it was told by."""

    corners: Corners
    sure: float
    print: float  # part of its area that is clearly print
    filled: float  # part of the outline that is paper, of whichever card
    share: float  # cells as part of those that a card of the size told has
    aspect: float  # long side / short side
    words: str = "paper of a card"
    faint: float = 0.0  # part of its area that is print, if only faintly

    @property
    def is_on_sheet(self) -> bool:
        """Whether the cards beside it say that it is one: all places of a sheet in rows and columns are full."""
        return self.words == ON_SHEET

    @property
    def is_doubtful(self) -> bool:
        """Whether edges should be asked: unsure, or too large or not of the shape for one card."""
        of_a_size = is_card_like(self.aspect) or ONE_CARD[0] <= self.share <= ONE_CARD[1]
        return self.sure < QUITE_SURE or self.filled < WELL_FILLED or self.share > TOO_LARGE or not of_a_size


def sighting(instance: Instance, outlined: Corners, sight: Sight, shape: tuple[int, ...]) -> Sighting:
    """Return what speaks for an outline of the cells of one card, ended where the picture cuts the card off."""
    corners = to_border(outlined, where_cut(instance, outlined, sight, shape), CUT * max(sight.scale))
    inside = sight.cover(corners)
    filled = float((sight.card[inside] > 0.5).mean()) if inside.any() else 0.0
    clear, faint = (float((sight.print[instance.mask] > least).mean()) for least in (CLEARLY, FAINTLY))
    aspect = aspect_of(corners, shape)
    return Sighting(corners, instance.sure, clear, filled, instance.share, aspect, faint=faint)


def is_oblong(aspect: float) -> bool:
    """Return whether a card that is no square may be so long for its width."""
    low, high = CARD_LIKE[1]
    return low <= aspect <= high


def is_card_like(aspect: float) -> bool:
    """Return whether a card may be so long for its width."""
    return any(low <= aspect <= high for low, high in CARD_LIKE)


def aspect_of(corners: Corners, shape: tuple[int, ...]) -> float:
    """Return long side / short side of the card seen as ``corners`` in a picture of a shape (height, width, …)."""
    aspect = flat_aspect(corners, shape[1], shape[0])
    return max(aspect, 1 / max(aspect, 1e-6))
