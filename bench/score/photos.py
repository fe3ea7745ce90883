"""``python -m bench.score.photos``: photographs of many kinds, the cards found on them, and docs/accuracy-photos.md."""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bench.cards.photos.slices import PHOTOS
from bench.cards.words import SPLITS
from bench.score.compare import Json
from bench.score.found import Found, Shape, found, judged
from bench.score.found import total as all_found
from bench.score.machine import machine, versions
from bench.score.photo_report import Outcome, Speed, document, head, line
from bench.score.pictures import Labelled, generated, generator_stamp, slice_words
from bench.score.report import Setting
from bench.score.sides import Sheet, Told, told
from bench.score.systems import COMMANDS, run

if TYPE_CHECKING:
    from bench.cards.words import Split

# More than 300 photos with more than 2,000 cards on the test split.
# Slices near their figure have the most: one photo of twenty cards decides nothing there.
COUNTS: Mapping[str, int] = dict.fromkeys(PHOTOS, 20) | {
    "table_rows": 30,
    "table_scattered": 30,
    "table_overlap": 60,
    "tricky_cards": 60,
    "small_in_frame": 60,
    "table_white": 60,
    "not_cards": 150,
    "pairs_one_photo": 60,
    "pairs_two_photos": 40,
    "one_in_12mp": 11,
    "24_in_12mp": 11,
}
ONE, MANY = "one_in_12mp", "24_in_12mp"  # the slices in which seconds are measured
# What these slices are for shows only when they are read: --read does not shorten them.
READ_WHOLE = {"not_cards", "table_cases", "pairs_one_photo", "pairs_two_photos"}
DOCUMENT = Path("docs/accuracy-photos.md")
Item = TypeVar("Item")
Result = TypeVar("Result")


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw what is missing, look at everything, print the table; a full run writes the document."""
    given = sys.argv[1:] if arguments is None else arguments
    asked = _options().parse_args(given)
    names = asked.slices.split(",") if asked.slices else list(COUNTS)
    unknown = [name for name in names if name not in PHOTOS]
    if unknown:
        print(f"no such slice: {', '.join(unknown)}. There are: {', '.join(PHOTOS)}", file=sys.stderr)
        return 2
    print(head(), flush=True)
    outcomes: dict[str, Outcome] = {}
    for name in names:
        outcomes[name] = _outcome(name, asked)
        print(line(name, outcomes[name]), flush=True)
    print(line("all", Outcome.total(outcomes.values())))
    speed = _speed(asked) if {ONE, MANY} <= set(names) else None
    full = asked.split == "test" and not (asked.slices or asked.count or asked.no_reading)
    target = asked.out or (DOCUMENT if full else None)
    if target is not None:
        target.write_text(document(_setting(asked, given), outcomes, speed))
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m bench.score.photos", description=__doc__)
    parser.add_argument("--slices", help=f"comma-separated; default: all of {', '.join(PHOTOS)}")
    parser.add_argument("--count", type=int, help="pictures a slice; default: the benchmark's own numbers")
    parser.add_argument("--seed", type=int, default=1, help="of the first picture of each slice")
    parser.add_argument("--split", choices=SPLITS, default="test", help="dev to develop with, test (default) to report")
    parser.add_argument("--no-reading", action="store_true", help="only find cards: minutes instead of half an hour")
    parser.add_argument("--read", type=int, metavar="N", help="read only N pictures of most slices; find on all")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes (default: one a core)")
    parser.add_argument("--out", type=Path, help=f"write the document here; default for a full run: {DOCUMENT}")
    parser.add_argument("--details", type=Path, help="draw what is there (green) and what was found (red) in here")
    return parser


def _outcome(name: str, asked: argparse.Namespace) -> Outcome:
    seeds = range(asked.seed, asked.seed + (asked.count or COUNTS[name]))
    pictures = _each(partial(_drawn, name, asked.split), seeds, asked.workers)
    looks = _each(partial(look, details=asked.details), pictures, asked.workers)
    seconds = sum(each[2] for each in looks)
    finding = all_found(each[0] for each in looks)
    few = None if name in READ_WHOLE else asked.read
    sizes = [each[1] for each in looks][:few]
    reading = None if asked.no_reading or name in (ONE, MANY) else _read(name, pictures[:few], sizes, asked)
    return Outcome(finding, reading, seconds)


def _drawn(name: str, split: Split, seed: int) -> Labelled:
    return generated(name, split, seed, 1)[0]


def _each(work: Callable[[Item], Result], items: Sequence[Item], workers: int) -> list[Result]:
    if workers == 1:
        return [work(item) for item in items]
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(work, items))


def look(picture: Labelled, details: Path | None = None) -> tuple[Found, tuple[int, int], float]:
    """Return what the program finds on one picture, the picture's size (width, height), and the processor seconds from
    pixels to flat cards. Draws it into the folder ``details``."""
    import time

    import cv2

    from bench.score.overlay import draw
    from cardscan.image.cards import cards_in
    from cardscan.image.load import load

    (photo,) = load(str(picture.path))
    cv2.setNumThreads(1)
    start = time.process_time()
    cards = cards_in(photo)
    seconds = time.process_time() - start
    shapes = [Shape(card.quad, card.quality.advice, getattr(card, "reason", "")) for card in cards]
    height, width = photo.pixels.shape[:2]
    if details is not None:
        draw(photo.pixels, judged(picture.cards, shapes, (width, height)), picture.path.stem, details)
    return found(picture.cards, shapes, (width, height)), (width, height), seconds


def _read(name: str, pictures: Sequence[Labelled], sizes: Sequence[tuple[int, int]], asked: argparse.Namespace) -> Told:
    """Let the program read the slice in one run: the other side of a card may be in the next picture."""
    answer = run(COMMANDS["cardscan"], [each.path for each in pictures])
    if not answer.orderly:
        print(f"{name}: exit status {answer.exit_status}:\n{answer.complaint}", file=sys.stderr)
    sheets = [
        Sheet(each.path.name, each.cards, answer.of(each.path), size)
        for each, size in zip(pictures, sizes, strict=True)
    ]
    counts, wrong = told(sheets)
    if asked.details is not None:
        asked.details.mkdir(parents=True, exist_ok=True)
        (asked.details / f"{name}.txt").write_text("\n".join(wrong) + "\n", encoding="utf-8")
    return counts


def _speed(asked: argparse.Namespace) -> Speed:
    """Measure seconds and memory in a process of its own, with the cores that are there."""
    seeds = range(asked.seed, asked.seed + (asked.count or COUNTS[ONE]))
    answers: dict[str, Json] = {}
    for name in (ONE, MANY):
        files = [str(_drawn(name, asked.split, seed).path) for seed in seeds]
        child = [sys.executable, "-m", "bench.score.speed", *files]
        answers[name] = json.loads(subprocess.run(child, capture_output=True, text=True, check=True).stdout)
    return Speed.of(answers[ONE], answers[MANY])


def _setting(asked: argparse.Namespace, arguments: Sequence[str]) -> Setting:
    command = shlex.join(["python", "-m", "bench.score.photos", *arguments])
    whence = (
        f"The pictures are made by the generator in `bench/cards/photos` (hash {generator_stamp()}), split "
        f"`{asked.split}`, seeds from {asked.seed}. Nothing was fitted to the test split: the finder's network, its "
        "thresholds and the reader of numbers learned from other fonts, names, textures and layouts."
    )
    return Setting(datetime.now(UTC).date().isoformat(), machine(), versions(), command, whence, slice_words())


if __name__ == "__main__":
    sys.exit(main())
