"""What was found on a photo, drawn on it: for the eyes of somebody who wonders why a card was read as it was.

Green is a card that was read, orange one to retake, red one that was not read. The filled corner is the card's own
top left. Blue boxes are lines of text, mapped back into the photo's perspective.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from cardscan.image.shape import corners_of, scaled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.image.shape import Corners
    from cardscan.model import CardImage, Photo, Pixels, TextLine

LONGEST = 2000  # pixels
GREEN, ORANGE, RED, BLUE = (60, 180, 40), (0, 140, 255), (50, 50, 230), (230, 140, 30)
BLACK, WHITE = (20, 20, 20), (255, 255, 255)
FONT = cv2.FONT_HERSHEY_SIMPLEX
FINE = 16  # fractions of a pixel that OpenCV is asked to draw with (shift 4)


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A card to draw: ``fault`` is why it was not read, or None; ``lines`` in pixels of its flat picture."""

    card: CardImage
    lines: tuple[TextLine, ...] = ()
    fault: str | None = None


def drawn(photo: Photo, cards: Sequence[Shown], remarks: Sequence[str] = ()) -> Pixels:
    """Return the photo, at most 2000 pixels long, with the cards on it and ``remarks`` about the whole at its top."""
    height, width = photo.pixels.shape[:2]
    factor = min(1.0, LONGEST / max(height, width))
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    canvas = np.array(cv2.resize(photo.pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    for shown in cards:
        _draw_lines(canvas, shown, factor)
        _draw_outline(canvas, shown, factor)
    for shown in cards:  # words last: nothing is drawn over them
        corners = scaled(corners_of(shown.card.quad), factor)
        _write(canvas, _words(shown), corners.min(axis=0), _colour(shown))
    _write(canvas, list(remarks), np.array([8.0, 8.0]), RED)
    canvas.setflags(write=False)
    return canvas


def in_photo(card: CardImage, line: TextLine) -> Corners:
    """Return the corners of a line of the flat card in pixels of the photo, shape (4, 2)."""
    height, width = card.pixels.shape[:2]
    flat = np.array([(0, 0), (width - 1, 0), (width - 1, height - 1), (0, height - 1)], np.float32)
    bend = cv2.getPerspectiveTransform(flat, corners_of(card.quad).astype(np.float32))
    return np.asarray(cv2.perspectiveTransform(corners_of(line.quad)[None], bend)[0], np.float64)


def _draw_lines(canvas: Pixels, shown: Shown, factor: float) -> None:
    for line in shown.lines:
        corners = scaled(in_photo(shown.card, line), factor)
        cv2.polylines(canvas, [_fine(corners)], True, BLUE, 1, cv2.LINE_AA, shift=4)


def _draw_outline(canvas: Pixels, shown: Shown, factor: float) -> None:
    corners, colour = scaled(corners_of(shown.card.quad), factor), _colour(shown)
    cv2.polylines(canvas, [_fine(corners)], True, colour, 3, cv2.LINE_AA, shift=4)
    first, second, _, last = corners
    reach = min(0.12 * min(np.hypot(*(second - first)), np.hypot(*(last - first))), 0.025 * max(canvas.shape[:2]))
    along, down = (second - first) / _length(second - first), (last - first) / _length(last - first)
    cv2.fillConvexPoly(
        canvas, _fine(np.array([first, first + along * reach, first + down * reach])), colour, cv2.LINE_AA, shift=4
    )


def _words(shown: Shown) -> list[str]:
    card, quality = shown.card, shown.card.quality
    name = f"{card.index}: no. {card.tag}" if card.tag else f"{card.index}"
    figures = f"{quality.dpi:.0f} dpi, sharp {quality.sharpness:.2f}, glare {quality.glare:.2f}"
    return [f"{name}  {figures}", *filter(None, (card.reason, quality.advice, shown.fault))]


def _colour(shown: Shown) -> tuple[int, int, int]:
    if shown.fault is not None:
        return RED
    return ORANGE if shown.card.quality.advice else GREEN


def _write(canvas: Pixels, lines: Sequence[str], corner: Corners, colour: tuple[int, int, int]) -> None:
    """Write lines of text in a box with its top left at ``corner``, moved so that it lies inside the picture."""
    height, width = canvas.shape[:2]
    size = float(np.clip(max(height, width) / 2000 * 0.62, 0.35, 0.62))
    texts = [_ascii(line)[:140] for line in lines]
    high = round(34 * size)
    wide = max((cv2.getTextSize(text, FONT, size, 1)[0][0] for text in texts), default=0) + 8
    left = int(np.clip(corner[0], 0, max(width - wide, 0)))
    top = int(np.clip(corner[1] - high * len(texts), 0, max(height - high * len(texts), 0)))
    for row, text in enumerate(texts):
        y = top + row * high
        cv2.rectangle(canvas, (left, y), (left + wide, y + high), colour, -1)
        ink = BLACK if sum(colour) > 330 else WHITE
        cv2.putText(canvas, text, (left + 4, y + round(0.72 * high)), FONT, size, ink, 1, cv2.LINE_AA)


def _ascii(text: str) -> str:
    """Return the text in letters that OpenCV can draw."""
    shown = text.encode("ascii", "backslashreplace").decode()
    return "".join(character if character.isprintable() else "?" for character in shown)


def _fine(corners: Corners) -> np.ndarray[tuple[int, ...], np.dtype[np.int32]]:
    # A hostile quad may lie anywhere: OpenCV's fixed point numbers hold some 60,000 pixels.
    return np.round(np.clip(corners, -20_000, 20_000) * FINE).astype(np.int32)


def _length(way: Corners) -> float:
    return max(float(np.hypot(*way)), 1e-6)
