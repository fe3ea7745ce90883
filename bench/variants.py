"""``make fit-variants``: learn, for each pair of variant kanji, from which log odds on the rarer one is printed.

The recogniser's argmax nearly always says 高 where 髙 is printed and 黑 where 黒 is; the probabilities behind it tell
the two apart. Lines are rendered in the ``dev`` fonts only, sharp and as a camera sees small print; ``test``
fonts only measure. The result, with its record, is ``cardscan/ocr/variants.toml``.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice, pairwise
from pathlib import Path
from random import Random
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw

from bench.cards.fonts import Face, faces, font, has_glyphs
from cardscan.ocr.plain import open_engine
from cardscan.ocr.recogniser import CROP_HEIGHT

PAIRS = Path(__file__).with_name("variant_pairs.toml")
RESULT = Path(__file__).parent.parent / "cardscan" / "ocr" / "variants.toml"
KINDS = ("gothic", "mincho", "maru")
LINES = 72  # of one split, of each form
FALSE_VARIANT = 3  # what reading the rarer form for the common one costs, in missed ones
WORST = 0.93  # pairs told apart less well than this on the held-out fonts are left to the argmax


@dataclass(frozen=True, slots=True)
class Sample:
    """One rendered line: its log odds (rare over common) and which of the two is printed."""

    odds: float
    rare: bool


def main() -> int:
    """Fit all pairs, write the result, print one line a pair."""
    engine = open_engine()
    listed = tomllib.loads(PAIRS.read_text("utf-8"))["pairs"]
    rows = []
    for common, rare, *contexts in listed:
        fitted = _fit(engine, common, rare, contexts)
        if fitted is not None:
            threshold, right, held_out = fitted
            print(f"{common}/{rare}: log odds > {threshold:.1f}, right {right:.3f}, held-out fonts {held_out:.3f}")
            if held_out >= WORST:
                rows.append((common, rare, round(threshold, 1), round(held_out, 3)))
    RESULT.write_text(_toml(rows), "utf-8")
    return 0


def _fit(engine: Any, common: str, rare: str, contexts: list[str]) -> tuple[float, float, float] | None:
    if common not in engine._recogniser.alphabet or rare not in engine._recogniser.alphabet:
        return None
    dev, test = (list(_samples(engine, split, common, rare, contexts)) for split in ("dev", "test"))
    if min(sum(s.rare for s in dev), sum(s.rare for s in test)) < 10:
        return None
    edges = sorted(sample.odds for sample in dev)
    middles = [(a + b) / 2 for a, b in pairwise(edges)]
    # the common form is what cards mostly carry: a false variant costs more than a missed one
    threshold = min(
        middles, key=lambda at: sum((1 if s.rare else FALSE_VARIANT) * ((s.odds > at) != s.rare) for s in dev)
    )
    return threshold, _share_right(dev, threshold), _share_right(test, threshold)


def _cost(sample: Sample, threshold: float) -> int:
    if (sample.odds > threshold) == sample.rare:
        return 0
    return 1 if sample.rare else FALSE_VARIANT


def _share_right(samples: list[Sample], threshold: float) -> float:
    return sum((sample.odds > threshold) == sample.rare for sample in samples) / len(samples)


def _samples(engine: Any, split: str, common: str, rare: str, contexts: list[str]) -> Iterator[Sample]:
    rng = Random(f"{split} {common}")
    chosen = [f for f in faces() if f.split == split and f.kind in KINDS and not f.italic and 70 <= f.weight <= 200]
    chosen = [face for face in chosen if has_glyphs(face, common + rare)]
    rng.shuffle(chosen)
    columns = [engine._recogniser.alphabet.index(common), engine._recogniser.alphabet.index(rare)]
    crops, printed = [], []
    for face in islice(cycle(chosen), LINES if chosen else 0):
        for character in (common, rare):
            context = rng.choice(contexts)
            try:
                crops.append(_line(rng, face, context.replace("?", character)))
            except OSError:  # some old fonts have broken hinting programs at some sizes
                continue
            printed.append(character == rare)
    for posterior, is_rare in zip(engine._recogniser.posteriors(crops), printed, strict=True):
        logs = np.log(np.maximum(posterior[:, columns], 1e-30))
        # at the step where either of the two is surest
        step = int(logs.max(axis=1).argmax())
        yield Sample(float(logs[step, 1] - logs[step, 0]), is_rare)


def _line(rng: Random, face: Face, text: str) -> np.ndarray[Any, Any]:
    size = rng.choice((24, 34, 48))
    drawn = font(face, size)
    left, top, right, bottom = drawn.getbbox(text)
    picture = Image.new("RGB", (int(right - left + size * 0.6), int(bottom - top + size * 0.5)), "white")
    ImageDraw.Draw(picture).text((size * 0.3 - left, size * 0.25 - top), text, font=drawn, fill="black")
    pixels = np.asarray(picture)
    if rng.random() < 0.7:  # as a camera sees small print: few pixels, soft, noisy
        factor = rng.uniform(0.4, 1.0)
        pixels = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        pixels = cv2.GaussianBlur(pixels, (0, 0), rng.uniform(0.3, 1.2))
        noise = np.random.default_rng(rng.randrange(1 << 30)).normal(0, rng.uniform(0, 8), pixels.shape)
        pixels = np.clip(pixels + noise, 0, 255).astype(np.uint8)
    width = max(8, round(pixels.shape[1] * CROP_HEIGHT / pixels.shape[0]))
    return cv2.resize(pixels, (width, CROP_HEIGHT), interpolation=cv2.INTER_CUBIC)


def _toml(rows: list[tuple[str, str, float, float]]) -> str:
    today = datetime.datetime.now(tz=datetime.UTC).date()
    lines = [
        "# Made by `make fit-variants`; see bench/variants.py. Each row: common form, rarer form, the natural log odds",
        "# (rarer over common) above which the rarer one is printed, and the share right on fonts not used to fit.",
        f"made = {today.isoformat()}",
        "pairs = [",
        *(f'  ["{common}", "{rare}", {odds}, {right}],' for common, rare, odds, right in rows),
        "]",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
