"""The default reader: PP-OCRv6 small, run by onnxruntime. The detector is the one inside the ``rapidocr`` wheel in 8
bits; the recogniser comes from there, too, was taught the characters of cards, and reckons in 8 bits (bench/reader)."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from cardscan.errors import EngineMissing
from cardscan.model import Alternative, TextLine
from cardscan.network import Network
from cardscan.ocr import ONLY_TESSERACT, boxes, turns
from cardscan.ocr.accents import has_accents, with_accents
from cardscan.ocr.alternatives import alternatives
from cardscan.ocr.columns import lay_out
from cardscan.ocr.crowded import spread
from cardscan.ocr.decode import decode
from cardscan.ocr.labels import columns_of, read_numbers
from cardscan.ocr.language import knowledge_of, language_of
from cardscan.ocr.left_over import left_over
from cardscan.ocr.lone import with_lone_marks
from cardscan.ocr.order import in_reading_order
from cardscan.ocr.recogniser import CROP_HEIGHT, Recogniser, normalised
from cardscan.ocr.ruby import ruby_apart
from cardscan.ocr.script import is_cjk, writing_of
from cardscan.ocr.second import looked_at_again, sure
from cardscan.ocr.shadow import lit_up
from cardscan.ocr.spelling import is_ornament, settle_hangul, settle_words
from cardscan.ocr.stacked import unstacked
from cardscan.ocr.standing import most_stand, on_its_side, stood_up, together
from cardscan.ocr.version import stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy.typing as npt

    from cardscan.model import CardImage, Pixels
    from cardscan.ocr import Guesses
    from cardscan.ocr.language import Knowledge
    from cardscan.ocr.script import Writing
    from cardscan.ocr.variants import Pair

    Variants = Callable[[Sequence[str]], Mapping[int, tuple[Pair, ...]]]
    Floats = npt.NDArray[np.float32]

DETECTOR = Path(__file__).with_name("detector.onnx")
RECOGNISER = Path(__file__).with_name("reader.onnx")
WHEEL_DETECTOR = "PP-OCRv6_det_small.onnx"
PLAIN = "PP-OCRv6_rec_small.onnx"
LONG_SIDE = 960  # of the picture given to the detector: 6 pt type is then about 22 pixels high
LONGEST_LABEL = 320  # pixels of the crop of a label's number
NARROWEST_LABEL = 128  # pixels that the recogniser gets of it
DOUBTLESS = 0.97  # chance that a line is right: from there on it is not asked what else it may say
FAINTEST, LONE = 0.35, 0.6  # readings less sure than this are texture, not text; a single kanji or kana


def open_engine(language: str | None = None) -> PpOcr:
    """Return the reader; its models are loaded at the first picture. Raises EngineMissing if they are not there, or do
    not know the letters of ``language``."""
    refuse_foreign("ppocr", language)
    return PpOcr("ppocr", DETECTOR, RECOGNISER, lambda _: {}, language)


def refuse_foreign(name: str, language: str | None) -> None:
    """Raise EngineMissing if ``language`` is one whose letters PP-OCR's recognisers lack: they would read others."""
    if language in ONLY_TESSERACT:
        message = f"the reader {name} does not know the letters of {language!r}"
        raise EngineMissing(message, f"Try: --engine tesseract --lang {language}")


def models() -> Path:
    """Return the folder of the models inside the ``rapidocr`` wheel. Raises EngineMissing if they are not there."""
    spec = find_spec("rapidocr")
    folder = Path(spec.origin).parent / "models" if spec and spec.origin else None
    if folder is None or not (folder / PLAIN).is_file() or not (folder / WHEEL_DETECTOR).is_file():
        raise EngineMissing("the PP-OCRv6 models are not installed", "Try: pip install 'rapidocr>=3.10'")
    return folder


def seen_by_detector(pixels: Pixels) -> Floats:
    """Return a card as the detector gets it: (1, 3, height, width) in -1..1, sides in 32s of pixels."""
    height, width = pixels.shape[:2]
    factor = LONG_SIDE / max(height, width)
    wide, high = (max(32, round(side * factor / 32) * 32) for side in (width, height))
    return normalised(boxes.resized(pixels, wide, high))[None]


class PpOcr:
    """Detects lines, finds out which way up the card is, and reads each line; see ``ocr.Engine``. ``variants`` gives
    for an alphabet the kanji that the recogniser cannot tell apart by itself (see ``ocr.variants``); without a
    ``language`` each card's own text tells it."""

    def __init__(
        self, name: str, detector: Path, recogniser: Path, variants: Variants, language: str | None = None
    ) -> None:
        self.name = name
        self._language = language
        self._known: dict[tuple[str, Writing | None], Knowledge] = {}
        self._detects, self._recogniser = detector, Recogniser(recogniser)
        # single digits that lie on their side, and accents, are told with the recogniser as it comes (see ``labels``,
        # ``accents``)
        self._as_it_comes = Recogniser(models() / PLAIN)
        self._variants_in = variants

    @property
    def version(self) -> str:
        """The models, the language asked for, and this code."""
        return f"{self._language} {stamp(self._detects, self._recogniser.file, self._as_it_comes.file)}"

    def read(self, card: CardImage) -> tuple[TextLine, ...]:
        """Return the lines of ``card`` in reading order. Raises EngineError when the models fail on it."""
        pixels, found = self._found(card.pixels)
        found = ruby_apart(pixels, found)
        if not found:
            return ()

        def recognise(views: Sequence[turns.View]) -> list[turns.Reading]:
            return self._recognise(pixels, views)

        read = unstacked(turns.best_turn(found, recognise), recognise)
        return self._settled(pixels, with_lone_marks(read, pixels, recognise))

    def _settled(self, pixels: Pixels, readings: Sequence[turns.Reading]) -> tuple[TextLine, ...]:
        """Return the lines of a card of which all is read, with what its language says, and doubtful ones looked at
        again."""
        texts = [reading.decoded.text for reading in readings]
        language = self._language or language_of(texts)
        writing = writing_of("".join(texts)) if language == "zh" else None
        settle, known = settle_hangul if language == "ko" else str, self._knowledge(language, writing)

        def read(views: Sequence[turns.View], crops: Sequence[Pixels]) -> list[turns.Reading]:
            return [self._again(each, known) for each in self._read(views, crops)]

        readings = [self._again(reading, known) for reading in readings]

        def crop(view: turns.View) -> Pixels:
            return self._crop(pixels, view)

        readings = looked_at_again(spread(readings, crop, read), crop, read)
        readings = left_over(readings, crop, read)
        if language == "latin" and any(has_accents(reading.decoded.text) for reading in readings):
            readings = self._accented(readings, crop)
        lines = (self._line(reading, settle, known) for reading in readings)
        return in_reading_order(tuple(line for line in lines if line is not None))

    def _accented(self, readings: Sequence[turns.Reading], crop: Callable[[turns.View], Pixels]) -> list[turns.Reading]:
        """Return the lines with their accents as the recogniser that this one was taught from has them."""
        own, its, known = self._recogniser.alphabet, self._as_it_comes.alphabet, self._latin_as_it_comes
        said = self._as_it_comes.posteriors([crop(reading.view) for reading in readings])
        return [
            with_accents(one, turns.Reading(one.view, decode(each, its, {}, known), each), own, its)
            for one, each in zip(readings, said, strict=True)
        ]

    def read_labels(self, patches: Sequence[Pixels]) -> tuple[Guesses, ...]:
        """Return what the number on each of ``patches``, which it fills, may be, each with its chance, the likeliest
        first."""
        widths = (round(patch.shape[1] * CROP_HEIGHT / patch.shape[0]) for patch in patches)
        crops = [
            boxes.resized(patch, int(np.clip(width, 8, LONGEST_LABEL)), CROP_HEIGHT)
            for patch, width in zip(patches, widths, strict=True)
        ]
        return tuple(
            read_numbers(each, self._number_columns) for each in self._as_it_comes.posteriors(crops, NARROWEST_LABEL)
        )

    def _line(self, reading: turns.Reading, settle: Callable[[str], str], known: Knowledge) -> TextLine | None:
        decoded, view = reading.decoded, reading.view

        def spelt(text: str) -> str:
            return settle(settle_words(text.strip()))

        text, right = spelt(decoded.text), sure(reading)
        least = LONE if len(text) == 1 and is_cjk(text) else FAINTEST
        if not text or decoded.confidence < least or is_ornament(text):
            return None
        a, b, c, d = ((float(x), float(y)) for x, y in view.box)
        line = TextLine(text, (a, b, c, d), right, self.name, view.vertical)
        if right >= DOUBTLESS:
            return line
        others = alternatives(decoded, reading.said, self._recogniser.alphabet, known)
        told = {spelt(other): chance for other, chance in reversed(others)}  # spelt the same, the likelier one counts
        return replace(
            line, alternatives=tuple(Alternative(*each) for each in reversed(told.items()) if each[0] != text)
        )

    def _found(self, pixels: Pixels) -> tuple[Pixels, list[Floats]]:
        """Return the boxes of all lines, those in deep shadow too, and the card with those lit up."""
        found = self._either_way(pixels)
        lit = lit_up(pixels, found) if found else None
        more = boxes.besides(found, self._either_way(lit)) if lit is not None else []
        return (lit, [*found, *more]) if lit is not None and more else (pixels, found)

    def _either_way(self, pixels: Pixels) -> list[Floats]:
        found = self._detect(pixels)
        if not most_stand(found):
            return found
        return together(found, stood_up(self._detect(on_its_side(pixels)), pixels.shape[1]))

    def _detect(self, pixels: Pixels) -> list[Floats]:
        seen = seen_by_detector(pixels)
        probability = self._detector(seen)[0, 0]
        (height, width), (high, wide) = pixels.shape[:2], seen.shape[2:]
        return boxes.rejoined(boxes.boxes_from_map(probability, (width / wide, height / high)))

    def _recognise(self, pixels: Pixels, views: Sequence[turns.View]) -> list[turns.Reading]:
        return self._read(views, [self._crop(pixels, view) for view in views])

    def _read(self, views: Sequence[turns.View], crops: Sequence[Pixels]) -> list[turns.Reading]:
        posteriors = self._recogniser.posteriors(crops)
        return [
            turns.Reading(view, decode(said, self._recogniser.alphabet, self._variants), said)
            for view, said in zip(views, posteriors, strict=True)
        ]

    def _again(self, reading: turns.Reading, known: Knowledge) -> turns.Reading:
        """Return the reading with what is known of the card's language, where that says anything of its characters."""
        if not known.concerns(reading.decoded.text):
            return reading
        return replace(reading, decoded=decode(reading.said, self._recogniser.alphabet, self._variants, known))

    def _crop(self, pixels: Pixels, view: turns.View) -> Pixels:
        if not view.vertical:
            return boxes.crop(pixels, view.box, CROP_HEIGHT)
        column = boxes.lengthened(view.box, 0.25)
        width, height = boxes.size_of(column)
        tall = min(round(height / max(width, 1.0) * CROP_HEIGHT), 60 * CROP_HEIGHT)
        line = lay_out(boxes.crop(pixels, column, max(CROP_HEIGHT, tall)))
        return boxes.resized(line, max(8, round(line.shape[1] * CROP_HEIGHT / line.shape[0])), CROP_HEIGHT)

    @cached_property
    def _detector(self) -> Network:
        return Network(self._detects, keeps_memory=True)

    @cached_property
    def _latin_as_it_comes(self) -> Knowledge:
        return knowledge_of("latin", self._as_it_comes.alphabet)

    @cached_property
    def _number_columns(self) -> tuple[npt.NDArray[np.int64], ...]:
        return columns_of(self._as_it_comes.alphabet)

    @cached_property
    def _variants(self) -> Mapping[int, tuple[Pair, ...]]:
        return self._variants_in(self._recogniser.alphabet)

    def _knowledge(self, language: str, writing: Writing | None) -> Knowledge:
        if (language, writing) not in self._known:
            self._known[language, writing] = knowledge_of(language, self._recogniser.alphabet, writing)
        return self._known[language, writing]
