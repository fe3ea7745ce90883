"""Photo in, flat cards out: the whole of this folder in one call."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import cv2

from cardscan.image.find import find_cards
from cardscan.image.flatten import flatten

if TYPE_CHECKING:
    from cardscan.model import CardImage, Photo

MOST_THREADS = 4  # beyond this OpenCV only takes cores from the reader


def cards_in(photo: Photo) -> tuple[CardImage, ...]:
    """Return the flat cards of ``photo`` in reading order, numbered from 1, turned as they lie in the photo.

    An empty tuple means that no card is to be seen. The number labels on cases are not looked for here: see ``tags``.
    """
    cv2.setNumThreads(min(MOST_THREADS, os.cpu_count() or 1))
    return tuple(flatten(photo, quad, index) for index, quad in enumerate(find_cards(photo), start=1))
