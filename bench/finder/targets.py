"""What the finder's network is to say of an example, on a grid of one cell for STRIDE × STRIDE pixels."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from bench.finder.compose import IGNORED, Example

STRIDE = 4
AWAY = 64.0  # pixels: the unit in which a card's middle is told
SHORT = 32.0  # pixels: a card whose shorter side is this has size 0, twice this 1
CHANNELS = ("card", "edge", "text", "across", "down", "size")
Grid = npt.NDArray[np.float32]


def targets(example: Example) -> tuple[Grid, Grid]:
    """Return the targets (6, h / 4, w / 4) in the order of CHANNELS, and which cells count (2, h / 4, w / 4): for the
    first three channels, and for the others."""
    owner = example.owner
    height, width = owner.shape[0] // STRIDE, owner.shape[1] // STRIDE
    card = _shrunk((owner > 0).astype(np.float32), width, height)
    ignored = _shrunk((owner == IGNORED).astype(np.float32), width, height) > 0
    text = _shrunk(example.text.astype(np.float32) / 255, width, height)
    step = (cv2.dilate(owner, np.ones((3, 3))) != cv2.erode(owner, np.ones((3, 3)))).astype(np.float32)
    edge = np.minimum(_shrunk(step, width, height) * 2.5, 1.0)
    here = owner[STRIDE // 2 :: STRIDE, STRIDE // 2 :: STRIDE]
    across, down, size = _middles(here, example.sides)
    counts = np.stack([~ignored, (here > 0) & (card > 0.95)]).astype(np.float32)
    return np.stack([card, edge, text, across, down, size]).astype(np.float32), counts


def _shrunk(plane: Grid, width: int, height: int) -> Grid:
    return np.asarray(cv2.resize(plane, (width, height), interpolation=cv2.INTER_AREA), np.float32)


def _middles(here: npt.NDArray[np.int16], sides: tuple[float, ...]) -> tuple[Grid, Grid, Grid]:
    """Return for each cell the way to the middle of what is seen of its card, and the card's size."""
    across, down, size = (np.zeros(here.shape, np.float32) for _ in range(3))
    for number, side in enumerate(sides, start=1):
        rows, columns = np.nonzero(here == number)
        if not len(rows):
            continue
        across[rows, columns] = (columns.mean() - columns) * STRIDE / AWAY
        down[rows, columns] = (rows.mean() - rows) * STRIDE / AWAY
        size[rows, columns] = np.log2(max(side, 4.0) / SHORT)
    return across, down, size
