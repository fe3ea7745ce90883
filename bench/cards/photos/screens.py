"""A card's picture on a screen: in a web page, a conversation, a gallery of photographs. Saved as a screenshot."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import cv2
import numpy as np
from PIL import Image, ImageDraw

from bench.cards.drawing import Pixels
from bench.cards.flat import Card
from bench.cards.fonts import choose, font
from bench.cards.negative import GOODS, PROSE
from bench.cards.photos import lens, light
from bench.cards.photos.grounds import ground
from bench.cards.photos.laying import Lying, outline
from bench.cards.photos.shooting import Stage, cards_of, shot
from bench.cards.photos.view import looking
from bench.cards.scene import Camera
from bench.cards.setting import MM
from bench.cards.taking import as_png, finished
from bench.cards.truth import Picture, Truth
from bench.cards.words import Split

Box = tuple[int, int, int, int]


def screenshot(rng: Random, split: Split, name: str, card: Card) -> Picture:
    """Return the screenshot that shows the card, as a picture file or as a photo of it."""
    image, box = rng.choice((web_page, conversation, gallery))(rng, split, card)
    pixels, cards = (_flat if rng.random() < 0.5 else _photo)(rng, split, card, (box[2] - box[0], box[3] - box[1]))
    shown = np.asarray(image).copy()
    shown[box[1] : box[3], box[0] : box[2]] = pixels
    moved = [_moved(each, box[0], box[1]) for each in cards]
    if rng.random() < 0.5:
        return finished(f"{name}.png", as_png(shown), moved)
    return finished(f"{name}.jpg", lens.as_jpeg(shown, rng.randint(60, 90)), moved)


def _flat(rng: Random, split: Split, card: Card, size: tuple[int, int]) -> tuple[Pixels, list[Truth]]:
    """The card itself, edge to edge of its place or with a margin of one colour."""
    margin = rng.choice((0.0, 0.0, rng.uniform(0.03, 0.12)))
    width, height = card.pixels.shape[1] / MM, card.pixels.shape[0] / MM
    scale = min(size[0] / width, size[1] / height) * (1 - 2 * margin)
    to_picture = np.array([[scale, 0, size[0] / 2], [0, scale, size[1] / 2], [0, 0, 1.0]])
    view = Camera(*size, to_picture, scale)
    whole = cv2.resize(card.pixels, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA)
    canvas = np.full((size[1], size[0], 3), rng.choice((255, 245, 232, 24)), np.uint8)
    left, top = (size[0] - whole.shape[1]) // 2, (size[1] - whole.shape[0]) // 2
    left, top = max(left, 0), max(top, 0)
    canvas[top : top + whole.shape[0], left : left + whole.shape[1]] = whole[: size[1] - top, : size[0] - left]
    # White on white would have no outline: pages give such pictures a thin frame.
    if max(each.mean() for each in (whole[:2], whole[-2:], whole[:, :2], whole[:, -2:])) > 215:
        far = (min(left + whole.shape[1], size[0]) - 1, min(top + whole.shape[0], size[1]) - 1)
        cv2.rectangle(canvas, (left, top), far, [rng.randint(120, 205)] * 3, rng.choice((1, 2)))
    return canvas, cards_of(Stage(view, ground(rng, split, "white"), [Lying(card, 0, 0, 0)]), 0.0)


def _photo(rng: Random, split: Split, card: Card, size: tuple[int, int]) -> tuple[Pixels, list[Truth]]:
    """A photo of the card on a table."""
    item = Lying(card, 0, 0, rng.gauss(0, 6))
    view = looking(rng, size, outline(item), rng.uniform(0, 15), rng.uniform(0.6, 0.92))
    stage = Stage(view, ground(rng, split), [item])
    glass = replace(lens.ordinary(rng), depth=0.0)
    return shot(rng, stage, light.ordinary(rng), glass), cards_of(stage, glass.bend)


def _moved(card: Truth, right: int, down: int) -> Truth:
    def shifted(quad: list[list[float]]) -> list[list[float]]:
        return [[round(x + right, 1), round(y + down, 1)] for x, y in quad]

    lines = [line | {"quad": shifted(line["quad"])} for line in card["lines"]]
    return card | {"quad": shifted(card["quad"]), "lines": lines}


def _place(rng: Random, card: Card, left: int, top: int, width: int) -> Box:
    """A place as wide as said, about as high as the card wants."""
    height, wide = card.pixels.shape[:2]
    return left, top, left + width, top + round(width * height / wide * rng.uniform(1.0, 1.1))


def _words(rng: Random, length: int) -> str:
    start = rng.randrange(len(PROSE))
    return (PROSE * 3)[start : start + length]


def web_page(rng: Random, split: Split, card: Card) -> tuple[Image.Image, Box]:
    """A page with a heading, the picture, and text beside or below it."""
    width = rng.choice((1280, 1440, 1080, 1920))
    image = Image.new(
        "RGB", (width, round(width * rng.uniform(0.6, 0.8))), rng.choice(((255, 255, 255), (247, 247, 249)))
    )
    pen, face = ImageDraw.Draw(image), choose(rng, split, {"gothic": 1.0}, 80)
    pen.rectangle((0, 0, width, 70), fill=rng.choice(((32, 40, 60), (240, 240, 242), (200, 40, 50))))
    pen.ellipse((20, 20, 50, 50), fill=(150, 150, 160))
    margin = round(width * 0.06)
    pen.text((margin, 100), _words(rng, 14), font=font(face, 38.0), fill=(30, 30, 34))
    wide = round(width * rng.uniform(0.36, 0.52))
    box = _place(rng, card, margin, 170, min(wide, round(image.height * 0.9)))
    for row in range(12):
        pen.text(
            (box[2] + 40, 180 + row * 40),
            _words(rng, round((width - box[2] - 80) / 24)),
            font=font(face, 22.0),
            fill=(70, 70, 76),
        )
    if box[3] + 40 > image.height:
        image = _taller(image, box[3] + 60)
    return image, box


def conversation(rng: Random, split: Split, card: Card) -> tuple[Image.Image, Box]:
    """A conversation on a telephone: bubbles above and below the picture that somebody sent."""
    width, height = rng.choice(((1080, 2340), (1170, 2532), (750, 1334)))
    dark = rng.random() < 0.3
    image = Image.new(
        "RGB",
        (width, height),
        (20, 22, 26) if dark else rng.choice(((236, 229, 221), (140, 171, 216), (255, 255, 255))),
    )
    pen, face = ImageDraw.Draw(image), choose(rng, split, {"gothic": 1.0}, 80)
    unit = width / 1080
    pen.rectangle((0, 0, width, 180 * unit), fill=(40, 44, 52) if dark else (248, 248, 250))
    y = 240 * unit
    for _ in range(rng.randint(1, 3)):
        wide = rng.uniform(300, 640) * unit
        left = rng.choice((130 * unit, width - wide - 60 * unit))
        pen.rounded_rectangle(
            (left, y, left + wide, y + 110 * unit), 36 * unit, fill=rng.choice(((255, 255, 255), (170, 230, 140)))
        )
        pen.text(
            (left + 30 * unit, y + 36 * unit),
            _words(rng, int(wide / 50 / unit)),
            font=font(face, 36 * unit),
            fill=(20, 20, 22),
        )
        y += 160 * unit
    wide = round(rng.uniform(0.6, 0.72) * width)
    box = _place(rng, card, round(130 * unit), round(y), wide)
    y = box[3] + 60 * unit
    for _ in range(2):
        pen.rounded_rectangle((130 * unit, y, 700 * unit, y + 110 * unit), 36 * unit, fill=(255, 255, 255))
        pen.text((160 * unit, y + 36 * unit), rng.choice(GOODS), font=font(face, 36 * unit), fill=(20, 20, 22))
        y += 160 * unit
    return (image if box[3] + 20 < height else _taller(image, box[3] + 40)), box


def gallery(rng: Random, split: Split, card: Card) -> tuple[Image.Image, Box]:
    """One picture in a telephone's gallery, black or white around it."""
    width, height = rng.choice(((1080, 2340), (1170, 2532), (828, 1792)))
    image = Image.new("RGB", (width, height), rng.choice(((0, 0, 0), (255, 255, 255))))
    pen = ImageDraw.Draw(image)
    box = _place(rng, card, 0, 0, width)
    top = (height - box[3]) // 2
    if top < 0:
        image, top = _taller(image, box[3] + 200), 100
    for index in range(4):
        x = width * (0.15 + 0.23 * index)
        pen.ellipse((x - 20, height - 120, x + 20, height - 80), outline=(128, 128, 130), width=6)
    return image, (0, top, width, top + box[3])


def _taller(image: Image.Image, height: int) -> Image.Image:
    whole = Image.new("RGB", (image.width, height), image.getpixel((image.width - 1, image.height - 1)))
    whole.paste(image, (0, 0))
    return whole
