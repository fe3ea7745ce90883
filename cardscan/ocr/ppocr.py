"""The default reader: PP-OCRv6 small, run by onnxruntime. The detector is the one inside the ``rapidocr`` wheel; the
recogniser comes from there, too, and was taught the characters of cards (bench/reader)."""

from __future__ import annotations

from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from cardscan.errors import EngineMissing
from cardscan.model import TextLine
from cardscan.network import Network
from cardscan.ocr import boxes, turns
from cardscan.ocr.columns import lay_out
from cardscan.ocr.decode import Decoded, decode
from cardscan.ocr.labels import columns_of, read_numbers
from cardscan.ocr.order import in_reading_order
from cardscan.ocr.script import is_chinese, is_foreign_han

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import numpy.typing as npt

    from cardscan.model import CardImage, Pixels
    from cardscan.ocr import Guesses
    from cardscan.ocr.variants import Pair

    Variants = Callable[[Sequence[str]], Mapping[int, tuple[Pair, ...]]]
    Floats = npt.NDArray[np.float32]

DETECTOR = "PP-OCRv6_det_small.onnx"
RECOGNISER = Path(__file__).with_name("reader.onnx")
PLAIN = "PP-OCRv6_rec_small.onnx"
LONG_SIDE = 960  # of the picture given to the detector: 6 pt type is then about 22 pixels high
CROP_HEIGHT = 48  # what the recogniser was trained on
LONGEST_LABEL = 320  # pixels of the crop of a label's number
NARROWEST, NARROWEST_LABEL = 160, 128  # pixels that the recogniser gets of a line, of a label's number
BATCH_WIDTH = 3600  # pixels of crops in one batch: bounds memory, and keeps padding small
FAINTEST = 0.35  # readings less sure than this are texture, not text


def open_engine() -> PpOcr:
    """Return the reader; its models are loaded at the first picture. Raises EngineMissing if they are not there."""
    return PpOcr("ppocr", models() / DETECTOR, RECOGNISER, lambda _: {})


def models() -> Path:
    """Return the folder of the models inside the ``rapidocr`` wheel. Raises EngineMissing if they are not there."""
    spec = find_spec("rapidocr")
    folder = Path(spec.origin).parent / "models" if spec and spec.origin else None
    if folder is None or not (folder / PLAIN).is_file() or not (folder / DETECTOR).is_file():
        raise EngineMissing("the PP-OCRv6 models are not installed", "Try: pip install 'rapidocr>=3.10'")
    return folder


class PpOcr:
    """Detects lines, finds out which way up the card is, and reads each line; see ``ocr.Engine``. ``variants`` gives
    for an alphabet the kanji that the recogniser cannot tell apart by itself (see ``ocr.variants``)."""

    def __init__(self, name: str, detector: Path, recogniser: Path, variants: Variants) -> None:
        self.name = name
        self._files = detector, recogniser
        self._variants_in = variants

    def read(self, card: CardImage) -> tuple[TextLine, ...]:
        """Return the lines of ``card`` in reading order. Raises EngineError when the models fail on it."""
        found = self._detect(card.pixels)
        if not found:
            return ()
        readings = turns.best_turn(found, lambda views: self._recognise(card.pixels, views))
        lines = (self._line(reading) for reading in readings)
        return in_reading_order(tuple(line for line in lines if line is not None))

    def read_labels(self, patches: Sequence[Pixels]) -> tuple[Guesses, ...]:
        """Return what the number on each of ``patches``, which it fills, may be, each with its chance, the likeliest
        first."""
        widths = (round(patch.shape[1] * CROP_HEIGHT / patch.shape[0]) for patch in patches)
        crops = [
            boxes.resized(patch, int(np.clip(width, 8, LONGEST_LABEL)), CROP_HEIGHT)
            for patch, width in zip(patches, widths, strict=True)
        ]
        return tuple(read_numbers(each, self._number_columns) for each in self._posteriors(crops, NARROWEST_LABEL))

    def _line(self, reading: turns.Reading) -> TextLine | None:
        decoded, view = reading.decoded, reading.view
        if not decoded.text.strip() or decoded.confidence < FAINTEST:
            return None
        a, b, c, d = ((float(x), float(y)) for x, y in view.box)
        return TextLine(decoded.text.strip(), (a, b, c, d), decoded.confidence, self.name, view.vertical)

    def _detect(self, pixels: Pixels, long_side: int = LONG_SIDE) -> list[Floats]:
        height, width = pixels.shape[:2]
        factor = long_side / max(height, width)
        wide, high = (max(32, round(side * factor / 32) * 32) for side in (width, height))
        scaled = _normalised(boxes.resized(pixels, wide, high))
        probability = self._detector(scaled[None])[0, 0]
        return boxes.rejoined(boxes.boxes_from_map(probability, (width / wide, height / high)))

    def _recognise(self, pixels: Pixels, views: Sequence[turns.View]) -> list[turns.Reading]:
        crops = [self._crop(pixels, view) for view in views]
        decoded = self._decode_all(crops)
        return [turns.Reading(view, text) for view, text in zip(views, decoded, strict=True)]

    def _crop(self, pixels: Pixels, view: turns.View) -> Pixels:
        if not view.vertical:
            return boxes.crop(pixels, view.box, CROP_HEIGHT)
        column = boxes.lengthened(view.box, 0.25)
        width, height = boxes.size_of(column)
        tall = min(round(height / max(width, 1.0) * CROP_HEIGHT), 60 * CROP_HEIGHT)
        line = lay_out(boxes.crop(pixels, column, max(CROP_HEIGHT, tall)))
        return boxes.resized(line, max(8, round(line.shape[1] * CROP_HEIGHT / line.shape[0])), CROP_HEIGHT)

    def _decode_all(self, crops: Sequence[Pixels]) -> list[Decoded]:
        """Return a reading for each crop, without characters that the card's language never writes."""
        posteriors = self._posteriors(crops)
        free = [decode(posterior, self._alphabet, self._variants) for posterior in posteriors]
        if is_chinese(text.text for text in free):
            return free
        return [
            decode(posterior, self._alphabet, self._variants, self._foreign)
            if any(map(is_foreign_han, text.text))
            else text
            for posterior, text in zip(posteriors, free, strict=True)
        ]

    def _posteriors(self, crops: Sequence[Pixels], narrowest: int = NARROWEST) -> list[Floats]:
        """Return what the recogniser says of each crop; it sees narrower ones with black beside them."""
        answers: list[Floats] = [np.zeros((0, len(self._alphabet)), np.float32)] * len(crops)
        for batch in _batches(crops):
            widest = max(crops[i].shape[1] for i in batch)
            stack = np.zeros((len(batch), 3, CROP_HEIGHT, max(widest, narrowest)), np.float32)
            for row, i in enumerate(batch):
                stack[row, :, :, : crops[i].shape[1]] = _normalised(crops[i])
            for i, posterior in zip(batch, self._recogniser(stack), strict=True):
                answers[i] = posterior[: max(1, round(crops[i].shape[1] / 8) + 1)]
        return answers

    @cached_property
    def _detector(self) -> Network:
        return Network(self._files[0])

    @cached_property
    def _recogniser(self) -> Network:
        return Network(self._files[1])

    @cached_property
    def _alphabet(self) -> tuple[str, ...]:
        listed = self._recogniser.notes["character"]
        return ("", *listed.split("\n"), " ")

    @cached_property
    def _number_columns(self) -> tuple[npt.NDArray[np.int64], ...]:
        return columns_of(self._alphabet)

    @cached_property
    def _variants(self) -> Mapping[int, tuple[Pair, ...]]:
        return self._variants_in(self._alphabet)

    @cached_property
    def _foreign(self) -> npt.NDArray[np.bool_]:
        return np.array([len(c) == 1 and is_foreign_han(c) for c in self._alphabet])


def _normalised(pixels: Pixels) -> Floats:
    """Return (3, height, width) in -1..1, as both models were trained."""
    return ((pixels.astype(np.float32) / 127.5) - 1.0).transpose(2, 0, 1)


def _batches(crops: Sequence[Pixels]) -> Iterator[list[int]]:
    """Yield indices of crops of similar width, together at most ``BATCH_WIDTH`` pixels wide once padded."""
    batch: list[int] = []
    for i in sorted(range(len(crops)), key=lambda i: crops[i].shape[1]):
        if batch and crops[i].shape[1] * (len(batch) + 1) > BATCH_WIDTH:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch
