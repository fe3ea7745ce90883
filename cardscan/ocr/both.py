"""Two readers: ours, and Tesseract on the lines that ours doubts, weighed by how often each is right there."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from cardscan.model import Alternative
from cardscan.ocr import boxes, ppocr, tesseract

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.model import CardImage, Pixels, TextLine
    from cardscan.ocr import Engine, Guesses

DOUBTFUL = 0.8  # confidence: below, Tesseract is asked, too,
MOST = 12  # lines of a card at the most
# Of 44 such lines on 430 dev cards 22 were right, 9 as Tesseract read them, 3 of them where ours were wrong, and all 3
# of which both said the same.
RESCUES = 0.14  # chance that Tesseract is right where the line is wrong
AGREEING = 4.0  # odds that both saying the same adds
HIGH, MARGIN = 64, 12  # pixels: what Tesseract gets of a line, and about it


def open_engine(language: str | None = None) -> Both:
    """Return the two readers. Raises EngineMissing if either is not there, or does not know ``language``."""
    return Both(ppocr.open_engine(language), tesseract.open_engine(language))


class Both:
    """Reads as the first reader does; the second says what its doubtful lines may say instead. See ``ocr.Engine``."""

    name = "both"

    def __init__(self, first: Engine, second: tesseract.Tesseract) -> None:
        self._first, self._second = first, second

    @property
    def version(self) -> str:
        """Of both."""
        return f"{self._first.version} {self._second.version}"

    def read(self, card: CardImage) -> tuple[TextLine, ...]:
        """Return the lines of ``card`` in reading order. Raises EngineError when a reader fails on it."""
        lines = [replace(line, engine=self.name) for line in self._first.read(card)]
        doubtful = [i for i, line in enumerate(lines) if line.confidence < DOUBTFUL and not line.vertical]
        if len(doubtful) <= MOST:
            for i in doubtful:
                lines[i] = advised(lines[i], self._second.read_line(_cut(card.pixels, lines[i])))
        return tuple(lines)

    def read_labels(self, patches: Sequence[Pixels]) -> tuple[Guesses, ...]:
        """Return what the first reader says."""
        return self._first.read_labels(patches)


def advised(line: TextLine, other: str) -> TextLine:
    """Return a doubtful line after a second reader has said what it says: surer where that is the same; else that is
    an alternative, of the odds against the line that it is wrong and the second reader right."""
    if not other:
        return line
    if _letters(other) == _letters(line.text):
        odds = AGREEING * line.confidence / max(1 - line.confidence, 1e-6)
        return replace(line, confidence=odds / (1 + odds))
    rescued = RESCUES * (1 - line.confidence)
    chance = rescued / (rescued + line.confidence)
    told = {each.text: each.chance * (1 - chance) for each in line.alternatives}
    same = next((text for text in told if _letters(text) == _letters(other)), other)
    told[same] = told.get(same, 0.0) + chance
    likeliest = sorted(told.items(), key=lambda each: -each[1])
    return replace(line, alternatives=tuple(Alternative(*each) for each in likeliest))


def _letters(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _cut(pixels: Pixels, line: TextLine) -> Pixels:
    """Return the line dark on light with room about it, as Tesseract likes it."""
    crop = boxes.crop(pixels, np.array(line.quad, np.float32), HIGH)
    if float(np.median(crop)) < 110:
        crop = np.asarray(255 - crop, np.uint8)
    return np.asarray(cv2.copyMakeBorder(crop, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_REPLICATE), np.uint8)
