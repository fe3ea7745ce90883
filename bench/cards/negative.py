"""Pictures without a card, so that finding nothing can be scored too."""

from __future__ import annotations

from random import Random

import cv2
import numpy as np
from PIL import Image, ImageDraw

from bench.cards import damage, scene, textures
from bench.cards.drawing import Pixels
from bench.cards.flat import Card
from bench.cards.fonts import choose, font
from bench.cards.scene import Laid
from bench.cards.setting import MM
from bench.cards.taking import finished
from bench.cards.truth import Picture
from bench.cards.words import Split

PROSE = (
    "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめした所でニャーニャー泣いていた事だけは記憶している。"
    "吾輩はここで始めて人間というものを見た。しかもあとで聞くとそれは書生という人間中で一番獰悪な種族であったそうだ。"
)
GOODS = ("おにぎり 鮭", "緑茶 500ml", "食パン 6枚", "牛乳", "バナナ", "電池 単3", "ノート A5", "コーヒー")


def picture(rng: Random, split: Split, name: str) -> Picture:
    """Return a photo with no card in it; its truth has zero cards."""
    makers = (_desk, _desk, _prose, _receipt, landscape)
    shot = rng.choice(makers)(rng, split)
    how = damage.harm(rng)
    shot = damage.exposed(rng, damage.lit(rng, shot, how), how)
    return finished(f"{name}.jpg", damage.as_jpeg(shot, how.quality), [])


def _desk(rng: Random, split: Split) -> Pixels:
    return scene.picture(rng, scene.camera(rng, 1920, 1440, rng.uniform(150, 400)), [])


def _prose(rng: Random, split: Split) -> Pixels:
    image = Image.new("RGB", (round(148 * MM), round(210 * MM)), (250, 247, 238))
    pen, face = ImageDraw.Draw(image), font(choose(rng, split, {"mincho": 1.0}, 80), 64.0)
    start = rng.randrange(20)
    words = (PROSE * 6)[start:]
    for row in range(24):
        pen.text((180, 180 + row * 120), words[row * 28 : row * 28 + 28], font=face, fill=(30, 28, 26))
    return _photographed(rng, image, 260)


def _receipt(rng: Random, split: Split) -> Pixels:
    image = Image.new("RGB", (round(58 * MM), round(160 * MM)), (252, 252, 250))
    pen, face = ImageDraw.Draw(image), font(choose(rng, split, {"gothic": 1.0}, 80), 60.0)
    pen.text((250, 80), "領 収 書", font=face, fill=(40, 40, 44))
    total = 0
    for row in range(rng.randint(8, 16)):
        price = rng.randint(60, 980)
        total += price
        pen.text((60, 260 + row * 100), rng.choice(GOODS), font=face, fill=(60, 60, 66))
        pen.text((860, 260 + row * 100), f"¥{price}", font=face, fill=(60, 60, 66), anchor="ra")
    pen.text((60, 2100), f"合計　¥{total}", font=face, fill=(40, 40, 44))
    return _photographed(rng, image, 240)


def _photographed(rng: Random, image: Image.Image, span: float) -> Pixels:
    """A page filling the picture or lying on a desk; the page is laid the way a card would be."""
    page = Card(np.asarray(image), {}, ())
    view = scene.camera(rng, 1440, 1920, span * rng.uniform(0.8, 1.3))
    return scene.picture(rng, view, [Laid(page, 0, 0, rng.gauss(0, 4))])


def landscape(rng: Random, split: Split) -> Pixels:
    """Return a painted view: sky, clouds, four ridges."""
    numbers = np.random.default_rng(rng.getrandbits(32))
    width, height = 1600, 1067
    sky = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    image = np.array((90, 150, 220), np.float32) * (1 - sky) + np.array((220, 232, 240), np.float32) * sky
    image = np.repeat(image, width, 1)
    clouds = cv2.resize(textures.clouds(numbers, 800, 120, 2.0), (width, height))
    image += np.clip(clouds - 0.6, 0, 1)[..., None] * 70
    for layer in range(4):
        ridge = np.cumsum(numbers.normal(0, 1.6, width)) + height * (0.45 + 0.13 * layer)
        ridge = np.convolve(np.pad(ridge, 20, mode="edge"), np.ones(41) / 41, mode="valid")
        colour = np.array((70 - 12 * layer, 110 - 14 * layer, 110 - 24 * layer), np.float32) + numbers.normal(
            0, 6, (height, width, 1)
        )
        below = np.arange(height)[:, None] > ridge[None, :]
        image = np.where(below[..., None], colour, image)
    return np.asarray(np.clip(image, 0, 255), np.uint8)
