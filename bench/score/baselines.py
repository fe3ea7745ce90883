"""Two readers to stand beside: rapidocr as it comes, and Tesseract ``jpn+eng``.

``python -m bench.score.baselines NAME [--memory FOLDER] FILE…``. Each gets the whole picture, turned upright by its
EXIF tag and nothing more, and takes it for one card; its lines go through the same parser as cardscan's, and what it
prints keeps the same contract. With ``--memory`` a version of a reader reads a picture once; then it is only parsed.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, ImageOps

from cardscan.contract import card_record, error_record, to_json
from cardscan.errors import NoCardFound
from cardscan.model import CardImage, CardReading, Photo, Quad, Quality, TextLine
from cardscan.ocr.remembered import Remembered
from cardscan.parse import parse
from cardscan.sides import is_contact

if TYPE_CHECKING:
    from cardscan.model import Pixels
    from cardscan.ocr import Engine, Guesses

TALL = 1.5  # a box this much taller than wide holds a vertical line
JAPANESE = "[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
SPACE_INSIDE_JAPANESE = re.compile(f"(?<={JAPANESE}) (?={JAPANESE})")


@dataclass(frozen=True)
class Baseline:
    """A reader of lines as an ``ocr.Engine``; it reads no labels. ``version`` is that of all that its lines hang on."""

    name: str
    version: str
    lines_of: Callable[[Pixels], tuple[TextLine, ...]]

    def read(self, card: CardImage) -> tuple[TextLine, ...]:
        """Return the lines of the card's picture."""
        return self.lines_of(card.pixels)

    def read_labels(self, patches: Sequence[Pixels]) -> tuple[Guesses, ...]:
        """Return that nothing is known of any of ``patches``."""
        return ((),) * len(patches)


def rapidocr() -> Baseline:
    """Return rapidocr with its default settings."""
    from rapidocr import RapidOCR

    engine: Any = RapidOCR()

    def read(pixels: Pixels) -> tuple[TextLine, ...]:
        found = engine(pixels)
        if found.boxes is None:
            return ()
        rows = zip(found.boxes, found.txts, found.scores, strict=True)
        return tuple(_line(text, _quad(box), float(score), "rapidocr") for box, text, score in rows)

    return Baseline("rapidocr", _versions("rapidocr", "onnxruntime", "opencv-python-headless"), read)


def tesseract() -> Baseline:
    """Return Tesseract with Japanese and English and its default page segmentation."""
    import pytesseract

    def read(pixels: Pixels) -> tuple[TextLine, ...]:
        table = pytesseract.image_to_data(pixels[:, :, ::-1], lang="jpn+eng", output_type=pytesseract.Output.DICT)
        words = [dict(zip(table, row, strict=True)) for row in zip(*table.values(), strict=True)]
        spoken = [word for word in words if float(word["conf"]) >= 0 and str(word["text"]).strip()]
        lines = groupby(spoken, key=lambda word: (word["block_num"], word["par_num"], word["line_num"]))
        return tuple(_line_of_words(list(each)) for _, each in lines)

    return Baseline("tesseract", f"{pytesseract.get_tesseract_version()} {_versions('pytesseract')}", read)


BASELINES: Mapping[str, Callable[[], Engine]] = {"rapidocr": rapidocr, "tesseract": tesseract}


def main(arguments: Sequence[str]) -> int:
    """Read the files with the named baseline and print one JSON line for each."""
    parser = argparse.ArgumentParser("python -m bench.score.baselines", description=__doc__)
    parser.add_argument("name", choices=BASELINES)
    parser.add_argument("--memory", type=Path, help="remember here what was read")
    parser.add_argument("files", nargs="*")
    asked = parser.parse_intermixed_args(arguments)
    engine = BASELINES[asked.name]()
    for file in asked.files:
        print(_told(file, Remembered(engine, asked.memory) if asked.memory else engine), flush=True)
    return 0


def _versions(*packages: str) -> str:
    return " ".join(f"{each} {metadata.version(each)}" for each in packages)


def _told(file: str, engine: Engine) -> str:
    with Image.open(file) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    pixels: Pixels = np.ascontiguousarray(np.asarray(upright)[:, :, ::-1])
    height, width = pixels.shape[:2]
    card = CardImage(Photo(Path(file).name, 1, pixels), 1, _box(0, 0, width, height), pixels, Quality(0, 0, 0))
    parsed = parse(engine.read(card), ())
    if not is_contact(parsed):
        return to_json(error_record(file, NoCardFound(f"no card was found in {file}")))
    return to_json(card_record(CardReading(card, parsed)))


def _line(text: str, quad: Quad, confidence: float, engine: str) -> TextLine:
    (left, top), (right, bottom) = np.min(quad, axis=0), np.max(quad, axis=0)
    vertical = len(text) > 1 and (bottom - top) > TALL * (right - left)
    return TextLine(text, quad, confidence, engine, bool(vertical))


def _line_of_words(words: list[dict[str, Any]]) -> TextLine:
    left, top = min(word["left"] for word in words), min(word["top"] for word in words)
    right = max(word["left"] + word["width"] for word in words)
    bottom = max(word["top"] + word["height"] for word in words)
    text = SPACE_INSIDE_JAPANESE.sub("", " ".join(str(word["text"]).strip() for word in words))
    sure = sum(float(word["conf"]) for word in words) / len(words) / 100
    return _line(text, _box(left, top, right, bottom), sure, "tesseract")


def _box(left: float, top: float, right: float, bottom: float) -> Quad:
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def _quad(box: Any) -> Quad:
    one, two, three, four = ((float(x), float(y)) for x, y in box)
    return (one, two, three, four)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
