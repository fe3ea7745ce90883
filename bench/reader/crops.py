"""``python -m bench.reader.crops FOLDER``: lines cut from drawn and photographed cards of the dev split as the reader
cuts them, with what is printed there: what a line drawn by itself does not have (neighbours, logos, glare, tilted
boxes). Twenty-five minutes on two cores for some twenty thousand."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count as numbers
from pathlib import Path
from random import Random

import cv2
import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein

from bench.cards import generate
from bench.reader import standing
from bench.reader.cut import Crop, save
from bench.reader.icons import MARKS
from bench.reader.lines import WIDEST, spoken
from bench.score import fold
from bench.score.letters import Read, stretches
from bench.score.outline import pair
from bench.score.reading import on_photo
from cardscan.model import CardImage, TextLine
from cardscan.ocr.ppocr import DETECTOR, RECOGNISER, PpOcr
from cardscan.ocr.turns import Reading

Pixels = npt.NDArray[np.uint8]
FIRST = 20001  # seed of the pictures: none that anything is scored with, or fitted to, is among them
SHARES = {
    "hard_ja": 8,
    "photo_ja": 5,
    "table_ja": 4,
    "vertical_ja": 4,
    "photo_en": 5,
    "flat_ja": 2,
    "flat_en": 2,
    "variants_photo": 2,
    "lines_ko": 2,
    "lines_zh": 2,
}
FURTHEST = 0.6  # of its letters may be read otherwise than printed: beyond that the places do not tell what is what


class Watched(PpOcr):
    """The reader that cardscan ships, which also keeps the crop that each line of the last card was read from."""

    def __init__(self) -> None:
        super().__init__("ppocr", DETECTOR, RECOGNISER, lambda _: {})
        self.kept: list[tuple[TextLine, Pixels]] = []
        self._seen: Pixels = np.zeros((0, 0, 3), np.uint8)

    def read(self, card: CardImage) -> tuple[TextLine, ...]:
        """Read as ever."""
        self._seen = card.pixels
        self.kept.clear()
        return super().read(card)

    def _line(self, reading: Reading, settle: Callable[[str], str]) -> TextLine | None:
        line = super()._line(reading, settle)
        if line is not None:
            self.kept.append((line, self._crop(self._seen, reading.view)))
        return line


def main() -> int:
    """Draw, read and cut for some minutes on all cores; write one file for each."""
    parser = argparse.ArgumentParser("python -m bench.reader.crops", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, default=25.0)
    parser.add_argument("--columns", type=int, default=4000, help="columns printed besides")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    save(list(_columns(asked.columns)), asked.folder / "crops-columns.npz")
    many = os.cpu_count() or 2
    jobs = [(asked.folder, number, many, asked.minutes) for number in range(many)]
    with multiprocessing.get_context("spawn").Pool(many) as pool:
        pool.map(_work, jobs)
    return 0


def _columns(many: int) -> Iterator[Crop]:
    """Yield columns of print, laid out as lines."""
    rng = Random("columns")
    texts = standing.texts(rng, many // 6)
    for _ in range(many):
        words = rng.choice(texts)
        pixels = standing.standing(rng, words)
        if pixels is not None and pixels.shape[1] <= WIDEST:
            yield Crop(pixels, " ".join(words.split()))


def _work(job: tuple[Path, int, int, float]) -> None:
    folder, number, many, minutes = job
    cv2.setNumThreads(1)
    os.nice(5)
    rng, reader, start = Random(f"crops-{number}"), Watched(), time.monotonic()
    found: list[Crop] = []
    for seed in numbers(FIRST + number, many):
        if time.monotonic() - start > 60 * minutes:
            break
        found += _crops(reader, rng.choices(list(SHARES), list(SHARES.values()))[0], seed, folder)
        if seed % 40 < many:
            save(found, folder / f"crops-{number}.npz")
    save(found, folder / f"crops-{number}.npz")


def _crops(reader: Watched, name: str, seed: int, folder: Path) -> Iterator[Crop]:
    """Yield the lines of a picture that lie where just one line is printed."""
    from cardscan.image.cards import cards_in
    from cardscan.image.load import load

    picture = generate(name, seed, "dev")
    path = folder / f"{os.getpid()}-{picture.name}"
    path.write_bytes(picture.encoded)
    (photo,) = load(str(path))
    path.unlink()
    cards = picture.truth["cards"]
    found = cards_in(photo)
    for i, j, _ in pair([card["quad"] for card in cards], [card.quad for card in found]):
        reader.read(found[j])
        yield from _labelled(found[j], cards[i]["lines"], reader.kept)


def _labelled(
    card: CardImage, printed: Sequence[dict[str, object]], kept: Sequence[tuple[TextLine, Pixels]]
) -> Iterator[Crop]:
    read = [
        Read(line.text, on_photo(card, line.quad), float(number), line.vertical)
        for number, (line, _) in enumerate(kept)
    ]
    whole = {str(line["text"]) for line in printed}
    for each in stretches(printed, read):
        if len(each.sure) != 1 or each.printed not in whole:
            continue
        line, crop = kept[int(each.sure[0])]
        apart = Levenshtein.normalized_distance(fold.text(each.printed), fold.text(line.text))
        if apart <= FURTHEST and 16 <= crop.shape[1] <= WIDEST:
            yield Crop(crop, said(each.printed, line.text))


def said(printed: str, read: str) -> str:
    """Return what is to be read: what is printed, after the icon that the reader sees before it."""
    words = " ".join(spoken(printed).split())
    icon = next((mark for mark in MARKS if read.startswith(mark) and mark not in printed), "")
    return f"{icon} {words}" if icon else words


if __name__ == "__main__":
    raise SystemExit(main())
