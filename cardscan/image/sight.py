"""A photo in, what a small trained network sees in it: where paper of cards is, print, and the cards' middles.

The network (``finder.onnx``, ours) is trained by ``make train-finder`` on composed scenes; see bench/finder.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

from cardscan.image.shrink import resized
from cardscan.network import Network

if TYPE_CHECKING:
    from cardscan.model import Pixels

Grid = npt.NDArray[np.float32]
STRIDE = 4  # pixels of the small picture to a cell
LONG_SIDE = 640  # pixels of the small picture
CLOSER_SIDE = 1600  # pixels, at the most, of a second look at cards that are small in the first
WISHED = 23.0  # cells: a card whose shorter side is this is seen best
SMALL = 14.5  # cells: below, a closer look is worth its time,
CLOSER = 1.25  # if it is closer by this much
FAINT = 0.25  # probability of paper from which a cell belongs into the second look
AGREED = 0.4  # part of the paper that both looks must see; else the first is believed
STEP = 32  # the network halves the picture five times
STEPS = 3  # along the votes
AWAY = 64.0  # pixels of the small picture: the unit of the votes
SHORT = 32.0  # pixels: a card whose shorter side is this has size 0, twice this 1


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """Grids of shape (h, w), one cell for STRIDE pixels of the small picture. ``card`` and ``print`` are probabilities;
    ``vote_x``, ``vote_y`` the middle, in cells, of the card that a cell belongs to; ``short`` that card's shorter side
    in cells. ``scale`` is photo pixels to a cell, (x, y); ``origin`` the photo's pixel where the first cell begins."""

    card: Grid
    print: Grid
    vote_x: Grid
    vote_y: Grid
    short: Grid
    scale: tuple[float, float]
    origin: tuple[float, float] = (0.0, 0.0)

    def in_photo(self, points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return points (…, 2) in cells as pixels of the photo; whole numbers are the middles of both."""
        return np.asarray((points + 0.5) * np.array(self.scale) - 0.5 + np.array(self.origin), np.float64)

    def in_cells(self, points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return pixels of the photo as points in cells."""
        return np.asarray((points + 0.5 - np.array(self.origin)) / np.array(self.scale) - 0.5, np.float64)

    def cover(self, corners: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        """Return the cells (h, w) that lie in a quadrilateral of the photo."""
        cells = np.clip(self.in_cells(corners), -4096, 4096)
        cover = np.zeros(self.card.shape, np.uint8)
        return np.asarray(cv2.fillConvexPoly(cover, np.round(cells * 16).astype(np.int32), 1, shift=4), bool)


def look(pixels: Pixels) -> Sight:
    """Return what is seen in ``pixels``, closer where the cards are small in it, and looked at both ways up: what an
    outline in a heap is, one way up tells what the other does not.

    Raises EngineError if the network cannot run.
    """
    glance = _look(pixels, LONG_SIDE)
    left, top, right, bottom, zoom = _closer(glance, pixels.shape)
    if zoom < CLOSER:
        return glance
    part = pixels[top:bottom, left:right]
    size = round(max(part.shape[:2]) / max(pixels.shape[:2]) * LONG_SIDE * zoom)
    closer = _look(part, min(size, CLOSER_SIDE, max(part.shape[:2])))
    closer = replace(closer, origin=(float(left), float(top)))
    return closer if _agreement(glance, closer) >= AGREED else glance


def _agreement(glance: Sight, closer: Sight) -> float:
    """Return which part of the paper that is seen in either look is seen in both. Very near, a mat of squares may look
    like paper, which at a glance it did not."""
    rows, columns = closer.card.shape
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float64)
    before = glance.in_cells(closer.in_photo(np.stack([x, y], axis=-1))).astype(np.float32)
    seen = cv2.remap(glance.card, before[..., 0], before[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return float(np.minimum(seen, closer.card).sum() / max(float(np.maximum(seen, closer.card).sum()), 1e-6))


def _closer(glance: Sight, shape: tuple[int, ...]) -> tuple[int, int, int, int, float]:
    """Return the part of the photo with its cards (left, top, right, bottom) and how much larger to look at it."""
    paper = glance.card > FAINT
    if not paper.any():
        return 0, 0, shape[1], shape[0], 1.0
    short = float(np.median(glance.short[paper]))
    if short >= SMALL:
        return 0, 0, shape[1], shape[0], 1.0
    rows, columns = np.nonzero(paper)
    room = 2.0 * max(short, 4.0)
    low = np.array([np.percentile(columns, 0.2) - room, np.percentile(rows, 0.2) - room])
    high = np.array([np.percentile(columns, 99.8) + room, np.percentile(rows, 99.8) + room])
    (left, top), (right, bottom) = np.round(low * glance.scale), np.round(high * glance.scale)
    edges = max(int(left), 0), max(int(top), 0), min(int(right), shape[1]), min(int(bottom), shape[0])
    return *edges, min(WISHED / max(short, 1.0), 3.0)


def _look(pixels: Pixels, long_side: int) -> Sight:
    small, scale = _small(pixels, long_side)
    card, _, text, across, down, size = _both_ways_up(small)
    paper = _probability(card)
    vote_x, vote_y = _followed(across * (AWAY / STRIDE), down * (AWAY / STRIDE), paper)
    short = np.asarray(np.exp2(np.clip(size, -4, 6)) * (SHORT / STRIDE), np.float32)
    return Sight(paper, _probability(text), vote_x, vote_y, short, (scale[0] * STRIDE, scale[1] * STRIDE))


def _both_ways_up(small: Pixels) -> Grid:
    """Return the mean of what the network says of a picture as it is and turned by half a turn, six grids: of paper
    (log odds), paper's rim (not used here), print (log odds), the way to the card's middle (x and y, in AWAY) and the
    card's size (octaves from SHORT)."""
    height, width = small.shape[:2]
    whole = cv2.copyMakeBorder(small, 0, -height % STEP, 0, -width % STEP, cv2.BORDER_REPLICATE)
    padded = np.asarray(whole, np.float32)
    turned = _said(padded[::-1, ::-1])[:, ::-1, ::-1]
    back = np.array([1, 1, 1, -1, -1, 1], np.float32)[:, None, None]  # the ways to the middle are turned, too
    said = (_said(padded) + turned * back) / 2
    return np.asarray(said[:, : -(-height // STRIDE), : -(-width // STRIDE)], np.float32)


def _said(padded: Grid) -> Grid:
    said: Grid = _network()(np.ascontiguousarray(padded.transpose(2, 0, 1)[None]))[0]
    return said


def _followed(across: Grid, down: Grid, paper: Grid) -> tuple[Grid, Grid]:
    """Return where each cell's way to the middle leads when it is gone in steps: from where the first step ends, the
    cell there knows the rest better, being nearer (as in C. Stringer et al., "Cellpose", 2021)."""
    rows, columns = paper.shape
    start_y, start_x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    x, y = start_x + across, start_y + down
    for _ in range(STEPS):
        column = np.clip(np.round(x), 0, columns - 1).astype(int)
        row = np.clip(np.round(y), 0, rows - 1).astype(int)
        on = paper[row, column] > 0.5
        x = np.where(on, column + across[row, column], x)
        y = np.where(on, row + down[row, column], y)
    return np.asarray(x, np.float32), np.asarray(y, np.float32)


def _small(pixels: Pixels, long_side: int) -> tuple[Pixels, tuple[float, float]]:
    """Return the picture with a long side of ``long_side``, and how many photo pixels make one of its pixels (x, y)."""
    height, width = pixels.shape[:2]
    factor = max(height, width) / long_side
    size = (max(STEP, round(width / factor)), max(STEP, round(height / factor)))
    small = resized(pixels, size) if factor > 1 else cv2.resize(pixels, size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(small, np.uint8), (width / size[0], height / size[1])


@lru_cache(maxsize=1)
def _network() -> Network:
    return Network(Path(__file__).with_name("finder.onnx"))


def _probability(logits: Grid) -> Grid:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -30, 30))), np.float32)
