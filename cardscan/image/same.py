"""Two flat cards in, whether they are one and the same card out: what a camera must know before it takes the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from cardscan.model import Pixels

WIDE, TALL = 256, 160  # a line of small print is then two or three pixels high: enough to tell one name from another
COLUMNS, ROWS = 8, 8
REACH = 4  # pixels that corners found twice may lie apart
RIM = 8  # pixels
BLANK = 6.0  # grey levels: below, a piece has no print to compare
# The correlation of the piece that agrees least. Of 36 drawn cards laid twice, 32 were above, four of them below 0.8;
# with a word changed, none was above 0.69. What is not known again costs a picture too many, never a card.
ALIKE = 0.7


def portrait_of(card: Pixels) -> Pixels:
    """Return a small grey picture of a flat card (256×160, or upright 160×256) by which it is known again."""
    grey = cv2.cvtColor(card, cv2.COLOR_BGR2GRAY)
    size = (WIDE, TALL) if card.shape[1] >= card.shape[0] else (TALL, WIDE)
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)


def is_same_card(one: Pixels, other: Pixels) -> bool:
    """Return whether two portraits show the same card lying the same way round.

    Every piece with print on it must agree: colleagues' cards differ in the name alone.
    """
    if one.shape != other.shape:
        return False
    return all(_agrees(piece, other, top, left) for piece, top, left in _pieces(one)) and all(
        _agrees(piece, one, top, left) for piece, top, left in _pieces(other)
    )


def _pieces(portrait: Pixels) -> list[tuple[Pixels, int, int]]:
    """Return (piece, top, left) of every piece with print on it. The rim is left out: there the desk may show."""
    height, width = (portrait.shape[0] - 2 * RIM) // ROWS, (portrait.shape[1] - 2 * RIM) // COLUMNS
    places = [(RIM + row * height, RIM + column * width) for row in range(ROWS) for column in range(COLUMNS)]
    pieces = [(portrait[top : top + height, left : left + width], top, left) for top, left in places]
    return [(piece, top, left) for piece, top, left in pieces if piece.std() > BLANK]


def _agrees(piece: Pixels, other: Pixels, top: int, left: int) -> bool:
    """Return whether ``other`` shows ``piece`` at its place or a few pixels from it."""
    height, width = piece.shape
    around = other[max(0, top - REACH) : top + height + REACH, max(0, left - REACH) : left + width + REACH]
    return float(cv2.matchTemplate(around, piece, cv2.TM_CCOEFF_NORMED).max()) >= ALIKE
