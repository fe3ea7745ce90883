"""Where a picture holds something like print: small marks of like height, side by side. Language and angle do not
matter; nothing is read here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from cardscan.model import Pixels

    Mask = npt.NDArray[Any]  # uint8; the stubs of cv2 do not say what its functions return
    Ints = npt.NDArray[np.int32]

LARGEST = 0.12  # of the picture's shorter side: the height of a mark
SMALLEST = 3  # pixels
NEIGHBOURS = 2  # marks of like height within reach that a mark must have to count


def lettering(picture: Pixels, noise: float) -> tuple[Mask, int]:
    """Return a mask (255 where print is) and the number of marks that look like characters."""
    grey: Mask = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    mask: Mask = np.zeros(grey.shape, np.uint8)
    count = 0
    for dark in (True, False):
        marks = _marks(grey, dark, noise)
        labels, boxes = _small(marks, grey.shape[:2])
        kept = boxes[_in_company(boxes)]
        count += len(kept)
        chosen = np.zeros(labels.max() + 1, np.uint8)
        chosen[kept[:, 5]] = 255
        mask |= chosen[labels]
    return mask, count


def _marks(grey: Mask, dark: bool, noise: float) -> Mask:
    """Return strokes that differ from the local paper by more than noise and texture do."""
    size = max(9, min(grey.shape) // 40) | 1
    kernel = np.ones((size, size), np.uint8)
    stroke = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT if dark else cv2.MORPH_TOPHAT, kernel)
    # Ink stands far out of the paper around it; grain, cloth and noise are much alike everywhere.
    wide = max(31, min(grey.shape) // 7)
    usual = cv2.blur(np.asarray(stroke, np.float32), (wide, wide))
    return np.asarray(stroke > np.maximum(max(22.0, 6.0 * noise), 3.0 * usual), np.uint8)


def _small(marks: Mask, shape: tuple[int, ...]) -> tuple[Ints, Ints]:
    """Return the label picture and (x, y, width, height, area, label) of every mark of a character's size."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(marks, connectivity=8)
    boxes = np.column_stack([stats, np.arange(count)])[1:]
    width, height = boxes[:, 2], boxes[:, 3]
    largest = LARGEST * min(shape)
    tall, wide = np.maximum(width, height), np.minimum(width, height)
    fits = (tall >= SMALLEST) & (tall <= largest) & (wide >= 2) & (tall <= 8 * wide)
    filled = boxes[:, 4] / np.maximum(width * height, 1)
    return labels.astype(np.int32), boxes[fits & (filled > 0.12) & (filled < 0.95)].astype(np.int32)


def _in_company(boxes: Ints) -> npt.NDArray[np.bool_]:
    """Return which marks have others of like height close by, as the characters of a word have."""
    if len(boxes) < NEIGHBOURS + 1:
        return np.zeros(len(boxes), bool)
    center = boxes[:, :2] + boxes[:, 2:4] / 2
    tall = np.maximum(boxes[:, 2], boxes[:, 3]).astype(np.float32)
    company = np.zeros(len(boxes), np.int32)
    order = np.argsort(center[:, 0])
    for shift in range(1, min(200, len(boxes))):
        a, b = order[:-shift], order[shift:]
        near = np.hypot(*(center[a] - center[b]).T) < 2.2 * np.minimum(tall[a], tall[b])
        alike = np.maximum(tall[a], tall[b]) < 1.8 * np.minimum(tall[a], tall[b])
        hit = near & alike
        np.add.at(company, a[hit], 1)
        np.add.at(company, b[hit], 1)
    return company >= NEIGHBOURS
