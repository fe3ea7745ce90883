"""``python -m bench.score.reading``: read cards line by line with each reader and write docs/reading.md."""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np

from bench.cards.words import SPLITS
from bench.score.letters import Letters, Read, count, stretches
from bench.score.machine import machine, versions
from bench.score.outline import pair
from bench.score.pictures import Labelled, generated, generator_stamp, slice_words
from bench.score.reading_report import Outcome, Outcomes, document, row
from bench.score.report import Setting
from cardscan.model import CardImage, TextLine
from cardscan.ocr import Engine, open_engine
from cardscan.ocr.ppocr import PLAIN, WHEEL_DETECTOR, PpOcr, models
from cardscan.parse.choice import chosen

COUNTS: Mapping[str, int] = {
    "flat_ja": 60,
    "photo_ja": 40,
    "vertical_ja": 24,
    "hard_ja": 24,
    "flat_en": 24,
    "photo_en": 16,
    "variants_ja": 30,
    "variants_photo": 30,
    "lines_ko": 20,
    "lines_zh": 20,
}
PAIRS = Path(__file__).parents[1] / "variant_pairs.toml"
DOCUMENT = Path("docs/reading.md")


class Argmax(PpOcr):
    """The recogniser as it comes, its likeliest characters taken, whatever else they may be."""

    def __init__(self) -> None:
        super().__init__("argmax", models() / WHEEL_DETECTOR, models() / PLAIN, lambda _: {})

    def read(self, card: CardImage) -> tuple[TextLine, ...]:
        """Return the lines without alternatives."""
        return tuple(replace(line, alternatives=()) for line in super().read(card))


READERS: Mapping[str, Callable[[], Engine]] = {
    "taught": lambda: open_engine("ppocr"),
    "thresholds": lambda: open_engine("plain"),
    "argmax": Argmax,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, print the figures, and write them when nothing was left out."""
    given = sys.argv[1:] if arguments is None else arguments
    asked = _options().parse_args(given)
    names = asked.slices.split(",") if asked.slices else list(COUNTS)
    rarer = {rare: common for common, rare, *_ in tomllib.loads(PAIRS.read_text("utf-8"))["pairs"]}
    readers = {name: READERS[name]() for name in asked.readers.split(",")}
    outcomes: Outcomes = {}
    for name in names:
        pictures = generated(name, asked.split, asked.seed, asked.count or COUNTS.get(name, 20))
        cards = [each for picture in pictures for each in cards_of(picture)]
        outcomes[name] = {reader: _outcome(engine, cards, rarer, asked.show) for reader, engine in readers.items()}
        for reader, outcome in outcomes[name].items():
            print(row(name, reader, outcome), flush=True)
    if asked.split == "test" and not (asked.slices or asked.count) and len(readers) == len(READERS):
        DOCUMENT.write_text(document(_setting(given, asked.seed), outcomes), "utf-8")
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m bench.score.reading", description=__doc__)
    parser.add_argument("--slices", help="comma-separated; default: all of the benchmark")
    parser.add_argument("--count", type=int, help="pictures a slice; default: the benchmark's own numbers")
    parser.add_argument("--seed", type=int, default=1, help="of the first picture of each slice")
    parser.add_argument("--split", choices=SPLITS, default="test", help="dev to develop with, test (default) to report")
    parser.add_argument("--readers", default=",".join(READERS), help="comma-separated")
    parser.add_argument("--show", action="store_true", help="print each line that is not read as it is printed")
    return parser


Card = tuple[CardImage, Sequence[Mapping[str, object]]]  # flat, and the lines that are printed on it


def cards_of(picture: Labelled) -> list[Card]:
    """Return the cards that are found on a picture, as the readers get them."""
    from cardscan.image.cards import cards_in
    from cardscan.image.load import load

    (photo,) = load(str(picture.path))
    found = cards_in(photo)
    pairs = pair([card["quad"] for card in picture.cards], [card.quad for card in found])
    return [(found[j], picture.cards[i]["lines"]) for i, j, _ in pairs]


def _outcome(engine: Engine, cards: Sequence[Card], rarer: Mapping[str, str], show: bool) -> Outcome:
    engine.read(cards[0][0])  # its models are loaded once
    counts, claims, seconds = Letters(), [], 0.0
    for card, printed in cards:
        start = time.perf_counter()
        lines = chosen(engine.read(card))
        seconds += time.perf_counter() - start
        read = [Read(line.text, on_photo(card, line.quad), line.confidence, line.vertical) for line in lines]
        for each in stretches(printed, read):
            told = count(each, rarer)
            counts += told
            if each.sure:
                claims.append((min(each.sure), told.lines_right == 1))
            if show and told.wrong:
                print(
                    f"{card.photo.name} {engine.name}: {each.printed} | {each.read} | {min(each.sure, default=0):.3f}"
                )
    return Outcome(len(cards), counts, tuple(claims), seconds)


def on_photo(card: CardImage, quad: Sequence[Sequence[float]]) -> list[list[float]]:
    height, width = card.pixels.shape[:2]
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    to_photo = cv2.getPerspectiveTransform(flat, np.array(card.quad, np.float32))
    moved = cv2.perspectiveTransform(np.array(quad, np.float32)[None], to_photo)[0]
    return [[float(x), float(y)] for x, y in moved]


def _setting(arguments: Sequence[str], seed: int) -> Setting:
    command = " ".join(["python", "-m", "bench.score.reading", *arguments])
    whence = (
        f"The pictures are made by the generator in `bench/cards` (hash {generator_stamp()}), split `test`, seeds from "
        f"{seed}: fonts that the reader was not taught with, names and texts that it has not seen."
    )
    return Setting(datetime.now(UTC).date().isoformat(), machine(), versions(), command, whence, slice_words())


if __name__ == "__main__":
    sys.exit(main())
