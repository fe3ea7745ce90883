"""A picture of a screen in, where in it other pictures are shown out: a photo in a conversation, a card on a page.

Only what a program drew is of one colour to the last bit over much of a picture; what stands out of that with four
straight sides is a picture in it. A photo of cards has no such ground, and costs but a look at every sixteenth pixel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from cardscan.model import Pixels

    Colour = npt.NDArray[np.uint8]  # (3,), blue, green, red
    Box = tuple[int, int, int, int]  # left, top, right, bottom; the last two lie outside

EVERY = 16  # pixels
GROUND = 0.2  # part of the picture that is its ground
OFF = 12  # grey levels: what is further from the ground stands out of it, JPEG's ripples do not
FAINT = 2  # where they are not saved as JPEG, or nothing is near
LEAST, MOST = 0.03, 0.9  # of the picture
FULL = 0.95  # of its box: what fills less has no straight sides
LONGEST = 3.2  # long side / short side: bars and bubbles are longer


def figures(pixels: Pixels, ground: Colour) -> list[Box]:
    """Return the boxes of the pictures that ``pixels`` show on a ``ground`` of one colour, in pixels; where none stands
    out clearly, of those that hardly do: cream on white."""
    off = cv2.absdiff(pixels, np.full_like(pixels, ground)).max(axis=2)
    return _boxes(off > OFF) or _boxes(off > FAINT)


def _boxes(stands_out: npt.NDArray[np.bool_]) -> list[Box]:
    outlines, _ = cv2.findContours(stands_out.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    boxes = [(outline, cv2.boundingRect(outline)) for outline in outlines if len(outline) >= 4]
    whole = stands_out.size
    return [
        (left, top, left + wide, top + high)
        for outline, (left, top, wide, high) in boxes
        if LEAST * whole <= wide * high <= MOST * whole
        and max(wide, high) <= LONGEST * min(wide, high)
        and cv2.contourArea(outline) >= FULL * (wide - 1) * (high - 1)
    ]


def ground_of(pixels: Pixels) -> Colour | None:
    """Return the colour that a good part of the picture has to the last bit, or None."""
    some = pixels[EVERY // 2 :: EVERY, EVERY // 2 :: EVERY].reshape(-1, 3)
    if not len(some):
        return None
    _, where, counts = np.unique(some @ np.array([1, 1 << 8, 1 << 16]), return_index=True, return_counts=True)
    commonest = int(counts.argmax())
    return some[where[commonest]] if counts[commonest] >= GROUND * len(some) else None
