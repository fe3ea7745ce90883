"""Print that is on no card, to fill the pages, slips, screens and signs of training scenes with: dev fonts only."""

from __future__ import annotations

from functools import lru_cache
from random import Random

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from bench.cards.fonts import choose, font

Pixels = npt.NDArray[np.uint8]
Ink = npt.NDArray[np.float32]
PITCH = 30  # pixels from line to line
SIZE = (900, 480)  # pixels of a block of print
COUNT = 120
TEXTS = (
    "メロスは激怒した。必ず、かの邪智暴虐の王を除かなければならぬと決意した。メロスには政治がわからぬ。メロスは、村の牧人である。",
    "木曾路はすべて山の中である。あるところは岨づたいに行く崖の道であり、あるところは数十間の深さに臨む木曾川の岸である。",
    "本日はご来場いただき誠にありがとうございます。受付にて番号札をお受け取りください。飲み物は奥のカウンターでどうぞ。",
    "Alice was beginning to get very tired of sitting by her sister on the bank, and of having nothing to do. ",
    "合計 1,280円　内税 116円　お預り 2,000円　お釣り 720円　またのご来店をお待ちしております　",
    "了解しました。明日の件ですが、十五時に変更できますか？　はい、大丈夫です。資料を送りますね。よろしく！　",
)  # Dazai's Run, Melos!, Tōson's Before the Dawn, Carroll's Alice: in the public domain; the rest is ours


@lru_cache
def prints() -> tuple[Ink, ...]:
    """Return blocks of print: how much ink lies on each pixel, 0–1, lines PITCH apart."""
    rng = Random("prints")
    return tuple(_block(rng) for _ in range(COUNT))


def _block(rng: Random) -> Ink:
    text = rng.choice(TEXTS)
    kinds = {"sans": 1.0, "serif": 1.0} if text.isascii() else {"gothic": 2.0, "mincho": 1.0, "maru": 0.5, "pen": 0.2}
    size = rng.uniform(0.42, 0.85) * PITCH
    face = font(choose(rng, "dev", kinds, rng.choice((50, 80, 80, 180)), text), size)
    image = Image.new("L", SIZE, 0)
    pen = ImageDraw.Draw(image)
    start, step = rng.randrange(40), int(SIZE[0] / size * (2.2 if text.isascii() else 1.05)) + 2
    for row in range(SIZE[1] // PITCH):
        if rng.random() < 0.07:  # between paragraphs
            start += step
            continue
        end = step if rng.random() < 0.8 else rng.randrange(2, step)
        pen.text((2, row * PITCH + (PITCH - size) / 2), (text * 40)[start : start + end], font=face, fill=255)
        start += step
    return np.asarray(image, np.float32) / 255


def printed(rng: Random, tile: Pixels, ink: tuple[int, int, int], margin: int, step: int) -> None:
    """Print lines, ``step`` pixels from one to the next, on a tile with a margin all round, in place; upright or in
    columns."""
    inner = tile[margin : tile.shape[0] - margin, margin : tile.shape[1] - margin]
    if min(inner.shape[:2]) < 4:
        return
    block = rng.choice(prints())
    if rng.random() < 0.15:
        block = np.asarray(np.rot90(block), np.float32)
    factor = step / PITCH
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    fitting = cv2.resize(block, None, fx=factor, fy=factor, interpolation=how)
    _inked(inner, np.asarray(fitting, np.float32), ink)


@lru_cache
def prices() -> tuple[Ink, ...]:
    """Return columns of prices as till slips have them: how much ink, 0–1, lines PITCH apart, against the right."""
    return tuple(_prices(Random(f"prices-{number}")) for number in range(20))


def _prices(rng: Random) -> Ink:
    size = rng.uniform(0.55, 0.85) * PITCH
    face = font(choose(rng, "dev", {"gothic": 2.0, "sans": 1.0}, 80, "¥1234567890,"), size)
    image = Image.new("L", (220, SIZE[1] * 2), 0)
    pen, sign = ImageDraw.Draw(image), rng.choice(("¥", "¥", "", "$"))
    for row in range(image.height // PITCH):
        if rng.random() < 0.9:
            pen.text((218, row * PITCH + 2), f"{sign}{rng.randint(50, 9800):,}", font=face, fill=255, anchor="ra")
    return np.asarray(image, np.float32) / 255


def slip(rng: Random, tile: Pixels, ink: tuple[int, int, int], margin: int, step: int) -> None:
    """Print what a till prints on a tile, in place: a heading, then short lines on the left and prices on the right."""
    height, width = tile.shape[:2]
    top = margin + round(step * rng.uniform(1.0, 3.0))
    printed_words = rng.choice(prints())
    head = round(step * rng.uniform(1.2, 1.8))
    printed(rng, tile[margin : margin + head + 4, round(width * rng.uniform(0.15, 0.35)) :], ink, 2, head)
    factor = step / PITCH
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    words = cv2.resize(printed_words, None, fx=factor, fy=factor, interpolation=how)
    sums = cv2.resize(rng.choice(prices()), None, fx=factor, fy=factor, interpolation=how)
    for row in range(min(max(height - top - margin, 0) // step, sums.shape[0] // step)):
        y, from_row = top + row * step, rng.randrange(max(words.shape[0] // step - 1, 1)) * step
        long = round(width * rng.uniform(0.15, 0.5))
        _inked(tile[y : y + step, margin : margin + long], words[from_row : from_row + step, :long], ink)
        right = sums[row * step : (row + 1) * step]
        wide = min(right.shape[1], max(width - 2 * margin, 0))
        _inked(tile[y : y + step, width - margin - wide : width - margin], right[:, right.shape[1] - wide :], ink)


def _inked(part: Pixels, alpha: Ink, ink: tuple[int, int, int]) -> None:
    height, width = min(part.shape[0], alpha.shape[0]), min(part.shape[1], alpha.shape[1])
    over = alpha[:height, :width, None]
    here = part[:height, :width]
    here[:] = (here * (1 - over) + np.array(ink, np.float32) * over).astype(np.uint8)
