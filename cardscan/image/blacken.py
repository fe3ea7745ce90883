"""A picture in, the same without some of its cards out: black where they lay, everything else as it was."""

from __future__ import annotations

import io
import uuid
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image

from cardscan.image.load import load
from cardscan.image.save import jpeg
from cardscan.image.shape import corners_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cardscan.image.shape import Corners
    from cardscan.model import Pixels, Quad

QUALITY = 95  # other people's cards are read from it again
RIM = 0.04  # of a card's longer side: as far as outlines are off at the most
FARTHEST = 60_000.0  # pixels: a hostile outline may lie anywhere


def blackened(
    source: str, content: bytes, theirs: Mapping[int, Sequence[Quad]], others: Mapping[int, Sequence[Quad]]
) -> bytes:
    """Return the picture, upright, with the cards ``theirs`` black; both are outlines by page, in pixels of the upright
    photo. A rim around them is black as well, where no card of ``others`` lies. One page gives a JPEG, several a TIFF:
    their numbers stay. Nothing but pixels is kept (no EXIF, no preview, no text layer of a PDF).

    Raises UnreadableFile if any page cannot be read.
    """
    pages = [
        _covered(photo.pixels, theirs.get(photo.page, ()), others.get(photo.page, ()))
        for photo in load(source, content)
    ]
    return _unlike_any_other(jpeg(pages[0], QUALITY) if len(pages) == 1 else _tiff(pages))


def _covered(pixels: Pixels, theirs: Sequence[Quad], others: Sequence[Quad]) -> Pixels:
    rim, keep = np.zeros(pixels.shape[:2], np.uint8), np.zeros(pixels.shape[:2], np.uint8)
    for quad in theirs:
        corners = corners_of(quad)
        _fill(rim, corners)
        wide = max(3, round(2 * RIM * float(np.hypot(*(corners - np.roll(corners, 1, axis=0)).T).max())))
        cv2.polylines(rim, [_whole(corners)], True, 255, min(wide, 32_000))
    for quad in others:
        _fill(keep, corners_of(quad))
    for quad in theirs:
        _fill(keep, corners_of(quad), 0)  # where two cards overlap nobody can tell whose print it is
    out = np.array(pixels)
    out[(rim > 0) & (keep == 0)] = 0
    return out


def _fill(mask: Pixels, corners: Corners, value: int = 255) -> None:
    cv2.fillPoly(mask, [_whole(corners)], value)


def _whole(corners: Corners) -> np.ndarray[tuple[int, ...], np.dtype[np.int32]]:
    return np.round(np.clip(corners, -FARTHEST, FARTHEST)).astype(np.int32)


def _tiff(pages: Sequence[Pixels]) -> bytes:
    pictures = [Image.fromarray(np.ascontiguousarray(page[..., ::-1])) for page in pages]
    out = io.BytesIO()
    pictures[0].save(out, "TIFF", save_all=True, append_images=pictures[1:], compression="jpeg", quality=QUALITY)
    return out.getvalue()


def all_black(quads: Sequence[Quad]) -> bytes:
    """Return a black JPEG in which all these outlines lie: it stands for a picture that cannot be
    read any more."""
    corners = np.clip(np.concatenate([corners_of(quad) for quad in quads]), 1, 8000)
    width, height = (int(side) for side in np.ceil(corners.max(axis=0)))
    return _unlike_any_other(jpeg(np.zeros((height, width), np.uint8)))


def _unlike_any_other(file: bytes) -> bytes:
    """Two pictures may be the same once they are black, and the book knows each by its hash; what stands behind the end
    of a picture no decoder looks at."""
    return file + uuid.uuid4().bytes
