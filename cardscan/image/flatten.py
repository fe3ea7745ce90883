"""A photo and four corners in, the flat card out; and turning a flat card by quarters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from cardscan.image.codes import read_codes
from cardscan.image.quality import judge
from cardscan.image.shape import corners_of, flat_aspect, side_lengths
from cardscan.model import CardImage

if TYPE_CHECKING:
    from cardscan.image.shape import Corners
    from cardscan.model import Photo, Pixels, Quad

SHORTEST = 700  # long side of a flat card in pixels: below, small print has too few pixels for any reader
LONGEST = 2000  # 22 pixels a mm: enough for the finest print and the densest code


def flatten(photo: Photo, quad: Quad, index: int) -> CardImage:
    """Return the card at ``quad`` (photo pixels) seen from straight above, with its quality and codes.

    Its long side has about as many pixels as in the photo, within 700–2000; its shape is the true one (perspective
    undone). It is turned as in the photo: ``turn`` it when the text says so. Reads no text.
    """
    corners = corners_of(quad)
    pixels = view(photo, corners)
    pixels.setflags(write=False)
    return CardImage(photo, index, quad, pixels, judge(photo.pixels, quad, pixels), read_codes(pixels))


def turn(card: CardImage, quarters: int) -> CardImage:
    """Return the card turned clockwise by ``quarters`` × 90°. Its quad names the same corners of the photo, but begins
    at the corner that is now top left."""
    quarters %= 4
    if not quarters:
        return card
    pixels = np.ascontiguousarray(np.rot90(card.pixels, -quarters))
    pixels.setflags(write=False)
    q = card.quad
    return replace(card, pixels=pixels, quad=(q[-quarters], q[1 - quarters], q[2 - quarters], q[3 - quarters]))


def flat_size(corners: Corners, width: int, height: int) -> tuple[int, int]:
    """Return (width, height) in pixels for the flat card at ``corners`` in a picture of the given size."""
    aspect = float(np.clip(flat_aspect(corners, width, height), 0.2, 5.0))
    top, right, bottom, left = side_lengths(corners)
    long = max(top, bottom) if aspect >= 1 else max(left, right)
    size = float(np.clip(long + 1, SHORTEST, LONGEST))  # corners are centres of pixels
    wide, tall = (size, (size - 1) / aspect + 1) if aspect >= 1 else ((size - 1) * aspect + 1, size)
    return max(1, round(wide)), max(1, round(tall))


def view(photo: Photo, corners: Corners) -> Pixels:
    """Return what lies in ``corners``, rectified."""
    height, width = photo.pixels.shape[:2]
    wide, tall = flat_size(corners, width, height)
    # Only the part of the photo that is needed, shrunk by area first: warping alone would skip pixels and alias.
    left, top = np.clip(np.floor(corners.min(axis=0)).astype(int) - 4, 0, (width - 1, height - 1))
    right, bottom = np.clip(np.ceil(corners.max(axis=0)).astype(int) + 5, (left + 1, top + 1), (width, height))
    part = photo.pixels[top:bottom, left:right]
    shrink = max(1.0, float(side_lengths(corners).max()) / max(wide, tall))
    if shrink > 1.15:
        size = (max(1, round(part.shape[1] / shrink)), max(1, round(part.shape[0] / shrink)))
        part = np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA), np.uint8)
    scale = np.array([part.shape[1] / (right - left), part.shape[0] / (bottom - top)])
    source = ((corners - (left, top) + 0.5) * scale - 0.5).astype(np.float32)
    target = np.array([(0, 0), (wide - 1, 0), (wide - 1, tall - 1), (0, tall - 1)], np.float32)
    bend = cv2.getPerspectiveTransform(source, target)
    flat = cv2.warpPerspective(part, bend, (wide, tall), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(flat, np.uint8)
