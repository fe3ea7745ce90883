"""Crops of lines in, what the recogniser says of each step along them out: its network, its alphabet, its batches."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from cardscan.network import Network

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from cardscan.model import Pixels

    Floats = npt.NDArray[np.float32]

CROP_HEIGHT = 48  # what the recogniser was trained on
NARROWEST = 160  # pixels that it gets of a line
BATCH_WIDTH = 3600  # pixels of crops in one batch: bounds memory, and keeps padding small
WIDER = 1.35  # times the narrowest of a batch may its widest be: what is padded costs as much as what is read
STEP = 8  # pixels of a crop


class Recogniser:
    """The network in ``file``, loaded when it is first asked."""

    def __init__(self, file: Path) -> None:
        self.file = file

    @cached_property
    def network(self) -> Network:
        """What does the work."""
        return Network(self.file, keeps_memory=True)

    @cached_property
    def alphabet(self) -> tuple[str, ...]:
        """The character of each column; the first is the blank of CTC, the last the space."""
        return ("", *self.network.notes["character"].split("\n"), " ")

    def posteriors(self, crops: Sequence[Pixels], narrowest: int = NARROWEST) -> list[Floats]:
        """Return chances (steps, characters) for each of ``crops``, CROP_HEIGHT pixels high; narrow ones are seen with
        black beside them."""
        answers: list[Floats] = [np.zeros((0, len(self.alphabet)), np.float32)] * len(crops)
        for batch in _batches(crops):
            stack = stacked([crops[i] for i in batch], narrowest)
            for i, posterior in zip(batch, self.network(stack), strict=True):
                answers[i] = posterior[: max(1, round(crops[i].shape[1] / STEP) + 1)]
        return answers


def stacked(crops: Sequence[Pixels], narrowest: int = NARROWEST) -> Floats:
    """Return crops as the network gets them: (crops, 3, CROP_HEIGHT, the widest's width or ``narrowest``) in -1..1."""
    stack = np.zeros((len(crops), 3, CROP_HEIGHT, max(narrowest, *(crop.shape[1] for crop in crops))), np.float32)
    for row, crop in zip(stack, crops, strict=True):
        row[:, :, : crop.shape[1]] = normalised(crop)
    return stack


def normalised(pixels: Pixels) -> Floats:
    """Return (3, height, width) in -1..1, as both models were trained."""
    levels = pixels.astype(np.float32)
    levels /= np.float32(127.5)
    levels -= np.float32(1.0)
    return levels.transpose(2, 0, 1)


def _batches(crops: Sequence[Pixels]) -> Iterator[list[int]]:
    """Yield indices of crops of similar width, together at most ``BATCH_WIDTH`` pixels wide once padded, none padded by
    more than WIDER."""
    batch: list[int] = []
    for i in sorted(range(len(crops)), key=lambda i: crops[i].shape[1]):
        width = crops[i].shape[1]
        wider = width > WIDER * max(crops[batch[0]].shape[1], NARROWEST) if batch else False
        if batch and (wider or width * (len(batch) + 1) > BATCH_WIDTH):
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch
