"""Photo in, flat cards out: the whole of this folder in one call."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import cv2

from cardscan.image.find import find_cards
from cardscan.image.flatten import flatten

if TYPE_CHECKING:
    from cardscan.image.find import Found
    from cardscan.model import CardImage, Photo

MOST_THREADS = 4  # beyond this OpenCV only takes cores from the reader


def cards_in(photo: Photo) -> tuple[CardImage, ...]:
    """Return the flat cards of ``photo`` in reading order, numbered from 1, turned as they lie in the photo.

    An empty tuple means that no card is to be seen. The number labels on cases are not looked for here: see ``tags``.
    """
    threads = min(MOST_THREADS, os.cpu_count() or 1)
    cv2.setNumThreads(threads)
    found = find_cards(photo)
    if len(found) == 1:
        return (_flat(photo, found[0], 1),)
    with ThreadPoolExecutor(threads) as workers:  # OpenCV and the code reader let go of the interpreter
        return tuple(workers.map(_flat, [photo] * len(found), found, range(1, len(found) + 1)))


def _flat(photo: Photo, found: Found, index: int) -> CardImage:
    return replace(flatten(photo, found.quad, index), reason=found.reason)
