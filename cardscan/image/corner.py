"""A card's corner and what lies round it, in millimetres, whichever of the four corners it is.

Every corner is looked at as if it were the card's top right one: the card lies at the lower left, (0, 0) is the
window's top left, the card's own corner is at ``OWN``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import numpy.typing as npt

from cardscan.image.shape import corners_of

if TYPE_CHECKING:
    from cardscan.image.shape import Corners
    from cardscan.model import CardImage, Pixels

CARD_MM = 91.0  # long side of any card
AROUND_MM = 21.2  # how far outside the card a label may lie (cases with a strip for a ribbon are the widest)
WINDOW_MM = 35.2
OWN = (WINDOW_MM - AROUND_MM, AROUND_MM)
LEAST_SEEN = 0.4  # of a window must lie in the photo
TOP_RIGHT = 1

Box = tuple[float, float, float, float]  # left, top, right, bottom in mm of the window


@dataclass(frozen=True, slots=True, eq=False)
class Corner:
    """Corner number ``index`` of a card (0 its first, clockwise). ``to_photo`` takes mm of the window to photo pixels,
    ``to_flat`` to pixels of the flat card; ``card`` is the card's size (across, down) in mm, as it lies here."""

    index: int
    to_photo: npt.NDArray[np.float64]
    to_flat: npt.NDArray[np.float64]
    card: tuple[float, float]


def corners_round(card: CardImage) -> tuple[Corner, ...]:
    """Return the four corners of ``card``."""
    tall, wide = card.pixels.shape[:2]
    mm = CARD_MM / max(tall, wide)
    flat = np.array([(0, 0), (wide, 0), (wide, tall), (0, tall)], np.float64)
    photo = corners_of(card.quad)
    return tuple(_corner(index, photo, flat, (wide * mm, tall * mm)) for index in range(4))


def _corner(index: int, photo: Corners, flat: Corners, size: tuple[float, float]) -> Corner:
    across, down = size if index % 2 else size[::-1]
    x, y = OWN
    plane = np.array([(x - across, y), (x, y), (x, y + down), (x - across, y + down)], np.float32)
    seen, own = (np.roll(each, TOP_RIGHT - index, axis=0).astype(np.float32) for each in (photo, flat))
    return Corner(
        index,
        np.asarray(cv2.getPerspectiveTransform(plane, seen), np.float64),
        np.asarray(cv2.getPerspectiveTransform(plane, own), np.float64),
        (across, down),
    )


def picture_of(photo: Pixels, corner: Corner, box: Box, per_mm: float) -> Pixels | None:
    """Return ``box`` of the window as a picture of ``per_mm`` pixels a mm; None if most of it is outside the photo."""
    left, top, right, bottom = box
    size = max(2, round((right - left) * per_mm)), max(2, round((bottom - top) * per_mm))
    place = np.array([[1 / per_mm, 0, left], [0, 1 / per_mm, top], [0, 0, 1.0]])
    bend = corner.to_photo @ place
    frame = moved(bend, np.array([(0, 0), (size[0], 0), size, (0, size[1])], np.float64))
    near = _near(
        photo, frame, float(np.sqrt(max(cv2.contourArea(frame.astype(np.float32)), 1.0) / (size[0] * size[1])))
    )
    if near is None:
        return None
    part, to_part = near
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    shown = cv2.warpPerspective(part, to_part @ bend, size, flags=how, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(shown, np.uint8)


def _near(photo: Pixels, frame: Corners, scale: float) -> tuple[Pixels, npt.NDArray[np.float64]] | None:
    """Return the part of the photo round ``frame``, made smaller by area first where ``scale`` photo pixels make one,
    and the way from photo pixels to its pixels."""
    if not np.isfinite(frame).all():
        return None
    low, high = np.floor(frame.min(axis=0)) - 2, np.ceil(frame.max(axis=0)) + 2
    shape = np.array(photo.shape[1::-1])
    left, top = np.clip(low, 0, shape - 1).astype(int)
    right, bottom = np.clip(high, 1, shape).astype(int)
    if (right - left) * (bottom - top) < LEAST_SEEN * float(np.prod(high - low)) or right <= left or bottom <= top:
        return None
    part = photo[top:bottom, left:right]
    if scale > 1.5:
        small = max(1, round(part.shape[1] / scale)), max(1, round(part.shape[0] / scale))
        part = np.asarray(cv2.resize(part, small, interpolation=cv2.INTER_AREA), np.uint8)
    x, y = part.shape[1] / (right - left), part.shape[0] / (bottom - top)
    return part, np.array([[x, 0, -x * left], [0, y, -y * top], [0, 0, 1.0]])


def moved(bend: npt.NDArray[Any], points: Corners) -> Corners:
    """Return points, shape (n, 2), taken through a homography."""
    return np.asarray(cv2.perspectiveTransform(points[None].astype(np.float64), bend)[0], np.float64)


def outline(box: Box) -> Corners:
    """Return the corners of a box, clockwise from its top left."""
    left, top, right, bottom = box
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float64)
