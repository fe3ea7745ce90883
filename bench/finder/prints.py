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
    height, width = min(inner.shape[0], fitting.shape[0]), min(inner.shape[1], fitting.shape[1])
    alpha = fitting[:height, :width, None]
    part = inner[:height, :width]
    part[:] = (part * (1 - alpha) + np.array(ink, np.float32) * alpha).astype(np.uint8)
