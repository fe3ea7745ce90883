"""``python -m bench.score.photos``: photographs of many kinds, the cards found on them, and docs/accuracy-photos.md."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import cv2
import numpy as np

from bench.cards.photos.slices import PHOTOS
from bench.cards.words import SPLITS
from bench.score.found import Found, Judged, Shape, found, judged, total
from bench.score.pictures import Labelled, generated
from bench.score.report import figure

COUNTS: Mapping[str, int] = dict.fromkeys(PHOTOS, 12)
GREEN, RED, BLUE = (60, 200, 60), (40, 40, 230), (230, 140, 40)
Item = TypeVar("Item")
Result = TypeVar("Result")
SHOWN = 1600  # long side of a picture in details


@dataclass(frozen=True)
class Look:
    """What was found on one photo: shapes, the photo's size (width, height), processor seconds from pixels to cards."""

    picture: Labelled
    shapes: tuple[Shape, ...]
    size: tuple[int, int]
    seconds: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw what is missing, look at everything, print the table."""
    asked = _options().parse_args(arguments)
    names = asked.slices.split(",") if asked.slices else list(COUNTS)
    unknown = [name for name in names if name not in PHOTOS]
    if unknown:
        print(f"no such slice: {', '.join(unknown)}. There are: {', '.join(PHOTOS)}", file=sys.stderr)
        return 2
    rows: dict[str, list[Look]] = {}
    for name in names:
        pictures = _drawn(name, asked)
        rows[name] = _each(partial(look, details=asked.details), pictures, asked.workers)
        print(_line(name, rows[name]), flush=True)
    print(_line("all", [each for looks in rows.values() for each in looks]))
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m bench.score.photos", description=__doc__)
    parser.add_argument("--slices", help=f"comma-separated; default: all of {', '.join(PHOTOS)}")
    parser.add_argument("--count", type=int, help="pictures a slice; default: the benchmark's own numbers")
    parser.add_argument("--seed", type=int, default=1, help="of the first picture of each slice")
    parser.add_argument("--split", choices=SPLITS, default="test", help="dev to develop with, test (default) to report")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes (default: one a core)")
    parser.add_argument("--details", type=Path, help="draw what is there (green) and what was found (red) in here")
    return parser


def _drawn(name: str, asked: argparse.Namespace) -> list[Labelled]:
    count = asked.count or COUNTS[name]
    draw = partial(_one, name, asked.split)
    return _each(draw, range(asked.seed, asked.seed + count), asked.workers)


def _one(name: str, split: str, seed: int) -> Labelled:
    assert split == "dev" or split == "test"
    return generated(name, split, seed, 1)[0]


def _each(work: Callable[[Item], Result], items: Sequence[Item], workers: int) -> list[Result]:
    if workers == 1:
        return [work(item) for item in items]
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(work, items))


def look(picture: Labelled, details: Path | None = None) -> Look:
    """Return what the program finds on one picture, and draw it into the folder ``details``."""
    from cardscan.image.cards import cards_in
    from cardscan.image.load import load

    cv2.setNumThreads(1)
    (photo,) = load(str(picture.path))
    start = time.process_time()
    cards = cards_in(photo)
    seconds = time.process_time() - start
    shapes = tuple(Shape(card.quad, card.quality.advice, getattr(card, "reason", "")) for card in cards)
    height, width = photo.pixels.shape[:2]
    seen = Look(picture, shapes, (width, height), seconds)
    if details is not None:
        draw(seen, photo.pixels, details)
    return seen


def draw(seen: Look, pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], folder: Path) -> None:
    """Write the picture with outlines into the folder: green is there, blue there but cut off, red was found. Its name
    begins with ``0-`` where something is wrong, so that failures come first."""
    answers = judged(seen.picture.cards, seen.shapes, seen.size)
    factor = min(SHOWN / max(seen.size), 1.0)
    shown = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    for each in answers:
        if each.truth is not None:
            _outline(shown, each.truth["quad"], factor, BLUE if each.cut else GREEN, 4)
    for each in answers:
        if each.shape is not None:
            _outline(shown, each.shape.quad, factor, RED, 2)
            _words(shown, each, factor)
    good = all(each.good for each in answers)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{'1' if good else '0'}-{seen.picture.path.stem}.jpg"
    cv2.imwrite(str(path), shown, [cv2.IMWRITE_JPEG_QUALITY, 85])


def _outline(
    shown: np.ndarray, quad: Sequence[Sequence[float]], factor: float, colour: tuple[int, int, int], thick: int
) -> None:
    corners = np.round(np.array(quad) * factor).astype(np.int32)
    cv2.polylines(shown, [corners], True, colour, thick, cv2.LINE_AA)


def _words(shown: np.ndarray, each: Judged, factor: float) -> None:
    assert each.shape is not None
    x, y = (np.mean(each.shape.quad, 0) * factor).astype(int)
    words = f"{each.overlap:.2f} {each.shape.reason[:24]} {each.shape.advice or ''}"
    cv2.putText(shown, words, (int(x) - 60, int(y)), cv2.FONT_HERSHEY_SIMPLEX, 0.5, RED, 1, cv2.LINE_AA)


def _score(looks: Sequence[Look]) -> Found:
    return total(found(each.picture.cards, each.shapes, each.size) for each in looks)


HEAD = "slice              photos  cards  recall   prec.    IoU   @0.9  cut  told  empty  none      s"


def _line(name: str, looks: Sequence[Look]) -> str:
    score = _score(looks)
    seconds = sum(each.seconds for each in looks) / max(len(looks), 1)
    return (
        f"{name:<18}{score.photos:>7}{score.cards:>7}{figure(score.recall):>8}{figure(score.precision):>8}"
        f"{figure(score.mean_overlap):>7}{figure(score.close_recall, 2):>7}"
        f"{score.cut:>5}{figure(score.cut_recall, 2):>6}"
        f"{score.empty:>7}{score.silent:>6}{seconds:>7.2f}"
    )


if __name__ == "__main__":
    print(HEAD)
    sys.exit(main())
