"""Columns of Japanese text, laid out as lines the way the reader lays them out: brackets and ー stand in them."""

from __future__ import annotations

from random import Random

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from bench.cards import slices
from bench.cards.design import design
from bench.cards.drawing import draw
from bench.cards.fonts import choose
from bench.cards.setting import NoGlyph, column, shifted
from bench.reader.lines import HEIGHT, coloured, taken
from cardscan.ocr.columns import lay_out

Pixels = npt.NDArray[np.uint8]
KINDS = {"gothic": 3.0, "mincho": 6.0, "brush": 0.6, "pen": 0.3}


def texts(rng: Random, cards: int) -> list[str]:
    """Return what stands in the columns of so many cards of the dev split."""
    found = []
    for _ in range(cards):
        found += [line.text for line in slices.column_card(rng, "dev").lines if line.vertical and len(line.text) > 1]
    return found


def standing(rng: Random, words: str) -> Pixels | None:
    """Return a picture (48, width, 3) of a column of ``words`` laid out anew, or None where no font can print it."""
    try:
        face = choose(rng, "dev", KINDS, rng.choice((80, 80, 100, 180)), words)
        made = column(words, face, 8.0, tracking=rng.choice((0.0, 0.02, 0.05, 0.1, 0.25)))
    except (NoGlyph, RuntimeError, OSError):
        return None
    margin = rng.uniform(0.02, 0.22) * made.width
    size = (round(made.width + 2 * margin), round(made.height + 0.5 * made.width))
    sheet = Image.new("RGB", size, "white")
    look = design(rng, "dev", "white")
    try:
        page = draw(sheet, [shifted(made, margin, 0.25 * made.width)], look)
    except OSError:
        return None
    ink = 1 - np.asarray(page.convert("L"), np.float32) / 255
    ink /= max(float(ink.max()), 0.1)
    wide = rng.randint(14, 44) if rng.random() < 0.6 else 44
    factor = wide / ink.shape[1]
    ink = cv2.resize(ink, (wide, max(round(ink.shape[0] * factor), 8)), interpolation=cv2.INTER_AREA)
    lying = coloured(rng, np.asarray(ink, np.float32)).transpose(1, 0, 2)  # harm goes by the height of a line
    strip = np.ascontiguousarray(taken(rng, np.ascontiguousarray(lying)).transpose(1, 0, 2))
    tall = min(round(strip.shape[0] / strip.shape[1] * HEIGHT), 60 * HEIGHT)
    strip = np.asarray(cv2.resize(strip, (HEIGHT, tall), interpolation=cv2.INTER_CUBIC), np.uint8)
    line = lay_out(strip)
    width = max(8, round(line.shape[1] * HEIGHT / line.shape[0]))
    return np.asarray(cv2.resize(line, (width, HEIGHT), interpolation=cv2.INTER_AREA), np.uint8)
