"""Pixels in, picture file out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2

if TYPE_CHECKING:
    from cardscan.model import Pixels

QUALITY = 90  # at a card's usual size about 150 kB, and no artefact that would matter to a later reading


def jpeg(pixels: Pixels, quality: int = QUALITY) -> bytes:
    """Return ``pixels`` as a JPEG file of a quality of 1–100."""
    done, content = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ValueError(f"no JPEG can be made of {pixels.shape}")
    return content.tobytes()
