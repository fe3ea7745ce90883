"""Where, at the corners of a card, a number is written on a label: a little network says.

The network (``spots.onnx``, ours) is trained by ``python -m bench.labels`` on drawn corners.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

from cardscan.image.corner import OWN, WINDOW_MM, Corner, corners_round, picture_of
from cardscan.network import Network

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardscan.image.corner import Box
    from cardscan.model import CardImage

PER_MM = 2.5  # pixels in the windows that the network sees
CELLS_PER_MM = PER_MM / 2
SURE = 0.5  # chance from which a cell is part of a number,
PLAIN = 0.7  # and mean chance of a number's cells; texture has less
SIZES_MM = (2.0, 16.0)  # longer side of a number
DEEPEST_MM = 7.5  # how far inside the card the middle of a label's number may lie; what is deeper is print


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """A number on a label, still unread: its box in the window of ``corner``, and how sure the network is."""

    corner: Corner
    box: Box
    chance: float


def find_spots(card: CardImage) -> tuple[Spot, ...]:
    """Return what looks like the number of a label at the corners of ``card``; most often nothing."""
    views = [
        (corner, picture_of(card.photo.pixels, corner, (0, 0, WINDOW_MM, WINDOW_MM), PER_MM))
        for corner in corners_round(card)
    ]
    seen = [(corner, view) for corner, view in views if view is not None]
    if not seen:
        return ()
    batch = np.stack([view for _, view in seen]).astype(np.float32).transpose(0, 3, 1, 2) / 127.5 - 1.0
    odds = _network()(np.ascontiguousarray(batch))
    return tuple(spot for (corner, _), each in zip(seen, odds, strict=True) for spot in _spots(corner, each))


def _spots(corner: Corner, odds: npt.NDArray[np.float32]) -> Iterator[Spot]:
    chance = 1 / (1 + np.exp(-odds))
    count, labels, stats, _ = cv2.connectedComponentsWithStats((chance > SURE).astype(np.uint8))
    for i in range(1, count):
        x, y, width, height = (float(side) / CELLS_PER_MM for side in stats[i][:4])
        sure = float(chance[labels == i].mean())
        fits = SIZES_MM[0] <= max(width, height) <= SIZES_MM[1] and sure >= PLAIN
        if fits and _is_near_edge(corner, x + width / 2, y + height / 2):
            yield Spot(corner, (x, y, x + width, y + height), sure)


def _is_near_edge(corner: Corner, x: float, y: float) -> bool:
    """Return whether a point of the window lies outside the card, or not deep inside."""
    return min(OWN[0] - x, y - OWN[1]) < DEEPEST_MM


@lru_cache(maxsize=1)
def _network() -> Network:
    return Network(Path(__file__).with_name("spots.onnx"))
