"""Hard views of one or a few cards: from the side, far away, filling the frame, in a hand, on a screen; and no card."""

from __future__ import annotations

import io
import math
from dataclasses import replace
from random import Random

import cv2
import numpy as np
from PIL import Image, ImageOps

from bench.cards.photos import hand, laying, lens, light, notcards, props, screens, stock
from bench.cards.photos.grounds import ground, real_files
from bench.cards.photos.laying import Lying
from bench.cards.photos.shooting import Stage, cards_of, photograph, shot
from bench.cards.photos.staging import MIDDLING, over, size_for, table
from bench.cards.photos.view import moved
from bench.cards.taking import finished
from bench.cards.truth import Picture, Truth
from bench.cards.words import Split


def steep(rng: Random, split: Split, name: str) -> Picture:
    """1 to 12 cards seen from the side, 22 to 45 degrees off the vertical."""
    count = rng.choice((1, 1, 1, 2, 3, 4, 6, 8, 12))
    cards = stock.faces(rng, split, count)
    laid = (
        laying.rows(rng, cards, rng.uniform(3, 15), rng.uniform(0.5, 4), columns=math.ceil(math.sqrt(count)))
        if rng.random() < 0.6
        else laying.scattered(rng, cards, rng.uniform(1.6, 2.6), 4)
    )
    return table(rng, split, name, laid, lean=rng.uniform(22, 45))


def small_in_frame(rng: Random, split: Split, name: str) -> Picture:
    """One to three cards that take only about 5 to 12 % of the picture each."""
    count = rng.choice((1, 1, 1, 2, 3))
    laid = laying.scattered(rng, stock.faces(rng, split, count), 2.5, 10)
    size = rng.choice(MIDDLING)
    # Of a card at fill f of the width, the area is about f² · 0.6 · 1.3 of the picture.
    fill = min(math.sqrt(rng.uniform(0.05, 0.12) / 0.8) * math.sqrt(count) * 1.3, 0.85)
    view = over(rng, laid, size, rng.uniform(0, 20), fill)
    room = (1 - fill) * 0.4
    view = moved(view, rng.uniform(-room, room) * size[0], rng.uniform(-room, room) * size[1] * 0.5)
    things = props.about(rng, split, view, laid, rng.randint(0, 5))
    return photograph(rng, name, Stage(view, ground(rng, split), laid, things), light.ordinary(rng), lens.ordinary(rng))


def fills_frame(rng: Random, split: Split, name: str) -> Picture:
    """One card that fills the picture: its edges just inside, at, or a hair outside the frame."""
    (card,) = stock.faces(rng, split, 1, rng.choice(("usual", "usual", "tricky")))
    item = Lying(card, 0, 0, rng.gauss(0, 1.0))
    aspect = item.size[0] / item.size[1]
    width, height = rng.choice(((4032, 3024), (2592, 1944), (1920, 1440), (1920, 1080), (1600, 1200)))
    size = (width, height) if aspect > 1 else (height, width)
    if rng.random() < 0.5:  # cropped to the card by a scanner's app
        size = (size[0], round(size[0] / aspect * rng.uniform(0.98, 1.03)))
    fill = rng.choice((rng.uniform(0.94, 0.985), rng.uniform(0.985, 1.002)))
    view = over(rng, [item], size, rng.uniform(0, 4), fill, -rng.gauss(0, 0.5))
    stage = Stage(view, ground(rng, split), [item])
    return photograph(rng, name, stage, light.ordinary(rng), replace(lens.ordinary(rng), bend=0.0))


def hand_held(rng: Random, split: Split, name: str) -> Picture:
    """A hand holding one card before whatever is behind it."""
    (card,) = stock.faces(rng, split, 1)
    item = Lying(card, 0, 0, rng.choice((0, 0, 0, 90, 180, 270)) + rng.gauss(0, 9), lift=14.0, bow=rng.gauss(0, 0.4))
    held = hand.holding(rng, item)
    size = rng.choice(MIDDLING)
    view = over(rng, [item], size, rng.uniform(0, 22), rng.uniform(0.35, 0.72))
    away = real_files(split, "view") and rng.random() < 0.35
    stage = Stage(
        view,
        ground(rng, split, "view") if away else ground(rng, split),
        [item],
        [] if away else props.about(rng, split, view, [item], rng.choice((0, 0, 1, 3))),
        under=[lambda canvas, camera: hand.draw(canvas, camera, held.behind)],
        over=[lambda canvas, camera: hand.draw(canvas, camera, held.before)],
        hides=held.thumbs,
        far=rng.uniform(4, 12) if away else rng.choice((0.0, rng.uniform(2, 9))),
    )
    return photograph(rng, name, stage, light.ordinary(rng), replace(lens.ordinary(rng), depth=0.0))


def tricky_cards(rng: Random, split: Split, name: str) -> Picture:
    """1 to 8 cards that fool rectangle detectors: two tones, frames, boxes, folds, silver, square, see-through."""
    cards = stock.faces(rng, split, rng.choice((1, 1, 2, 3, 4, 6, 8)), "tricky")
    laid = (
        laying.rows(rng, cards, rng.uniform(2, 15), rng.uniform(0.5, 4))
        if rng.random() < 0.4
        else laying.scattered(rng, cards, rng.uniform(1.6, 2.6), 3)
    )
    laid = [replace(item, clear=rng.uniform(0.3, 0.6)) if rng.random() < 0.06 else item for item in laid]
    return table(rng, split, name, laid)


def exif_lies(rng: Random, split: Split, name: str) -> Picture:
    """1 to 6 cards in a picture whose EXIF tag turns it although its pixels are upright, or that lacks the tag."""
    count = rng.choice((1, 1, 2, 4, 6))
    laid = laying.rows(rng, stock.faces(rng, split, count), rng.uniform(4, 16), rng.uniform(0.5, 3), 0.0)
    lies = rng.random() < 0.6
    roll = 0.0 if lies else rng.choice((90.0, 180.0, 270.0))
    view = over(rng, laid, size_for(rng, count), abs(rng.gauss(0, 7)), rng.uniform(0.6, 0.9), roll)
    stage = Stage(view, ground(rng, split), laid)
    glass = lens.ordinary(rng)
    pixels, cards = shot(rng, stage, light.ordinary(rng), glass), cards_of(stage, glass.bend)
    orientation = rng.choice((3, 6, 8)) if lies else 1
    encoded = lens.as_jpeg(pixels, glass.quality, orientation)
    turned = [_turned(card, view.width, view.height, orientation) for card in cards]
    with Image.open(io.BytesIO(encoded)) as image:
        as_shown = np.asarray(ImageOps.exif_transpose(image).convert("RGB"))
    picture = finished(f"{name}.jpg", encoded, turned)
    return replace(picture, pixels=np.ascontiguousarray(as_shown[:, :, ::-1]))


def _turned(card: Truth, width: int, height: int, orientation: int) -> Truth:
    """Truth in the pixels that a program sees which obeys the tag."""

    def there(point: list[float]) -> list[float]:
        x, y = point
        return {1: [x, y], 3: [width - x, height - y], 6: [height - y, x], 8: [y, width - x]}[orientation]

    def quad(points: list[list[float]]) -> list[list[float]]:
        return [[round(value, 1) for value in there(point)] for point in points]

    lines = [line | {"quad": quad(line["quad"])} for line in card["lines"]]
    return card | {"quad": quad(card["quad"]), "lines": lines}


def thumbnail_400(rng: Random, split: Split, name: str) -> Picture:
    """1 to 4 cards in a picture of 400 pixels, as found on the web."""
    laid = laying.rows(
        rng, stock.faces(rng, split, rng.choice((1, 1, 1, 2, 4))), rng.uniform(3, 12), rng.uniform(0.5, 4)
    )
    view = over(
        rng,
        laid,
        rng.choice(((1600, 1200), (1200, 1600), (1600, 900), (1600, 1600))),
        rng.uniform(0, 15),
        rng.uniform(0.6, 0.95),
    )
    stage = Stage(view, ground(rng, split), laid)
    glass = replace(lens.ordinary(rng), depth=0.0)
    pixels, cards = shot(rng, stage, light.ordinary(rng), glass), cards_of(stage, glass.bend)
    factor = 400 / max(pixels.shape[:2])
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    encoded = lens.as_jpeg(np.asarray(small, np.uint8), rng.randint(55, 85))
    return finished(f"{name}.jpg", encoded, [shrunk(card, factor) for card in cards])


def shrunk(card: Truth, factor: float) -> Truth:
    """Return the truth of a card in a picture made smaller."""

    def quad(points: list[list[float]]) -> list[list[float]]:
        return [[round(value * factor, 1) for value in point] for point in points]

    return card | {"quad": quad(card["quad"]), "lines": [line | {"quad": quad(line["quad"])} for line in card["lines"]]}


def screenshot(rng: Random, split: Split, name: str) -> Picture:
    """A card's picture in a web page, a conversation or a gallery, saved as a screenshot."""
    (card,) = stock.faces(rng, split, 1)
    while card.pixels.shape[0] > card.pixels.shape[1]:
        (card,) = stock.faces(rng, split, 1)
    return screens.screenshot(rng, split, name, card)


def not_cards(rng: Random, split: Split, name: str) -> Picture:
    """No business card: receipts, prose, identity and payment cards, playing cards, an empty table, a view."""
    if rng.random() < 0.15:
        pixels = notcards.landscape(rng, split)
        return finished(f"{name}.jpg", lens.as_jpeg(pixels, rng.randint(70, 95)), [])
    there = notcards.things(rng, split)
    view = over(rng, notcards.room_for(there), rng.choice(MIDDLING), abs(rng.gauss(0, 9)), rng.uniform(0.5, 1.02))
    more = props.about(rng, split, view, [], rng.randint(0, 3)) if rng.random() < 0.5 else []
    stage = Stage(view, ground(rng, split), [], [*more, *there])
    return photograph(rng, name, stage, light.ordinary(rng), lens.ordinary(rng))
