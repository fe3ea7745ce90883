"""Faces that fool rectangle detectors: two tones, frames and boxes inside, folds, odd sizes, silver, night."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import cv2
import numpy as np

from bench.cards import content
from bench.cards.drawing import Pixels
from bench.cards.flat import Card, horizontal_card
from bench.cards.setting import MM
from bench.cards.upright import portrait_card, vertical_card
from bench.cards.words import Split

Maker = Callable[[Random, Split], Card]
Tone = tuple[tuple[int, int, int], tuple[int, int, int]]  # paper and ink of one part

TONES: tuple[Tone, ...] = (
    ((24, 48, 96), (245, 245, 245)),
    ((150, 24, 36), (250, 244, 238)),
    ((20, 20, 22), (240, 236, 226)),
    ((18, 96, 74), (246, 248, 244)),
    ((236, 188, 40), (30, 26, 20)),
    ((205, 226, 240), (20, 40, 70)),
)


def _plain(rng: Random, split: Split, size: tuple[float, float] | None = None, mood: str = "white") -> Card:
    return horizontal_card(rng, content.japanese_content(rng, split), split, mood, size)


def two_tone(rng: Random, split: Split) -> Card:
    """A card of which a third to two thirds is printed in another colour, edge to edge."""
    card = _plain(rng, split)
    height, width = card.pixels.shape[:2]
    share, side = rng.uniform(0.3, 0.66), rng.choice(("left", "right", "top", "bottom", "slant"))
    mask = np.zeros((height, width), np.float32)
    if side == "slant":
        one, other = rng.uniform(0.25, 0.75) * width, rng.uniform(0.25, 0.75) * width
        cv2.fillPoly(mask, [np.array([(0, 0), (one, 0), (other, height), (0, height)], np.int32)], 1.0)
    else:
        x, y = round(share * width), round(share * height)
        part = {"left": np.s_[:, :x], "right": np.s_[:, x:], "top": np.s_[:y], "bottom": np.s_[y:]}[side]
        mask[part] = 1
    return replace(card, pixels=_recoloured(card.pixels, mask, rng.choice(TONES)))


def _recoloured(pixels: Pixels, mask: np.ndarray[tuple[int, ...], np.dtype[np.float32]], tone: Tone) -> Pixels:
    """White paper becomes the tone's paper and dark ink its ink, where ``mask`` is 1."""
    light = pixels.astype(np.float32).mean(2, keepdims=True) / 255
    paper, ink = np.array(tone[0], np.float32), np.array(tone[1], np.float32)
    other = ink + (paper - ink) * np.clip((light - 0.1) / 0.85, 0, 1)
    return np.asarray(pixels * (1 - mask[..., None]) + other * mask[..., None], np.uint8)


def framed(rng: Random, split: Split) -> Card:
    """A card with a heavy frame printed inside its edge: the frame is not the card."""
    card = _plain(rng, split)
    height, width = card.pixels.shape[:2]
    room = min(
        min(min(line.box[0], line.box[1], width - line.box[2], height - line.box[3]) for line in card.lines) / MM, 8.0
    )
    inset = round(rng.uniform(1.6, max(room - 1.2, 1.7)) * MM)
    pixels = card.pixels.copy()
    colour = rng.choice(((20, 20, 20), (150, 30, 40), (30, 60, 120), (170, 140, 70), (90, 90, 90)))
    for step in range(rng.choice((1, 1, 2))):
        at = inset - round(step * 0.7 * MM)
        cv2.rectangle(pixels, (at, at), (width - at - 1, height - at - 1), colour, rng.choice((4, 8, 16, 28)))
    return replace(card, pixels=pixels)


def boxed(rng: Random, split: Split) -> Card:
    """A card with a filled box, as of a logo, standing where no print is."""
    for _ in range(30):
        card = _plain(rng, split, mood=rng.choice(("white", "coloured")))
        height, width = card.pixels.shape[:2]
        for _ in range(60):
            wide, high = rng.uniform(14, 34) * MM, rng.uniform(9, 22) * MM
            x = rng.choice((0.0, width - wide, rng.uniform(0, width - wide)))
            y = rng.choice((0.0, height - high, rng.uniform(0, height - high)))
            if all(
                line.box[2] < x - MM
                or line.box[0] > x + wide + MM
                or line.box[3] < y - MM
                or line.box[1] > y + high + MM
                for line in card.lines
            ):
                pixels = card.pixels.copy()
                colour = rng.choice([tone[0] for tone in TONES])
                cv2.rectangle(pixels, (round(x), round(y)), (round(x + wide), round(y + high)), colour, -1)
                radius = round(min(wide, high) * 0.3)
                cv2.circle(
                    pixels, (round(x + wide / 2), round(y + high / 2)), radius, (245, 245, 245), rng.choice((-1, 12))
                )
                return replace(card, pixels=pixels)
    return card


def rounded(rng: Random, split: Split) -> Card:
    """A card with round corners, up to 5 mm."""
    return replace(_plain(rng, split, mood=rng.choice(("white", "coloured", "dark"))), round=rng.uniform(2.0, 5.0))


def square(rng: Random, split: Split) -> Card:
    """A square card, 55 to 70 mm."""
    side = rng.choice((55, 60, 65, 70))
    try:
        return _plain(rng, split, (side, side))
    except RuntimeError:  # too much to say for 55 mm
        return _plain(rng, split, (70, 70))


def folded(rng: Random, split: Split) -> Card:
    """A card that was folded once: a crease, and two halves that catch the light differently."""
    card = _plain(rng, split, mood=rng.choice(("white", "white", "coloured")))
    height, width = card.pixels.shape[:2]
    lying = rng.random() < 0.5
    length = width if lying else height
    crease = rng.choice((0.5, 0.5, rng.uniform(0.3, 0.7))) * length
    axis = np.arange(length, dtype=np.float32)
    light = np.where(axis < crease, 1 - rng.uniform(0, 0.05), 1 - rng.uniform(0.06, 0.22))
    light = light - 0.25 * np.exp(-((axis - crease) ** 2) / 30) + 0.08 * np.exp(-((axis - crease - 9) ** 2) / 60)
    field = light[None, :, None] if lying else light[:, None, None]
    return replace(card, pixels=np.asarray(np.clip(card.pixels * field, 0, 255), np.uint8))


def silver(rng: Random, split: Split) -> Card:
    """A metallic card: its brightness runs in bands."""
    return _plain(rng, split, mood="silver")


def night(rng: Random, split: Split) -> Card:
    """A black or deeply coloured card."""
    return _plain(rng, split, mood="dark")


def portrait(rng: Random, split: Split) -> Card:
    """An upright card, across or in columns."""
    made = content.japanese_content(rng, split, vertical=True)
    return vertical_card(rng, made, split) if rng.random() < 0.5 else portrait_card(rng, made, split)


def with_photograph(rng: Random, split: Split) -> Card:
    """A card of which a third is a photograph up to three edges."""
    for _ in range(40):
        card = _plain(rng, split)
        height, width = card.pixels.shape[:2]
        left, right = min(line.box[0] for line in card.lines), max(line.box[2] for line in card.lines)
        free = max(left, width - right)
        if free > 13 * MM:
            wide = round(free - 2.5 * MM)
            part = np.s_[:, :wide] if left >= width - right else np.s_[:, width - wide :]
            pixels = card.pixels.copy()
            pixels[part] = _scenery(rng, height, wide)
            return replace(card, pixels=pixels)
    return card


def _scenery(rng: Random, height: int, width: int) -> Pixels:
    """A blurred landscape with something tall in it, as photographs on cards are."""
    dice = np.random.default_rng(rng.getrandbits(32))
    ramp = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    sky, earth = dice.uniform(120, 240, 3), dice.uniform(20, 130, 3)
    image = sky * (1 - ramp) + earth * ramp + np.zeros((height, width, 1))
    for _ in range(int(dice.integers(4, 12))):
        x, y = int(dice.integers(0, width)), int(dice.integers(height // 4, height))
        reach = int(dice.integers(max(width // 12, 2), max(width // 3, 4)))
        colour = tuple(float(part) for part in dice.uniform(10, 240, 3))
        cv2.rectangle(image, (x - reach // 2, y), (x + reach // 2, height), colour, -1)
        cv2.circle(image, (x, y), reach // 2, colour, -1)
    return np.asarray(np.clip(cv2.GaussianBlur(image, (0, 0), 5), 0, 255), np.uint8)


def small(rng: Random, split: Split) -> Card:
    """The small formats: 85×49, 85.6×54, 89×51, 85×55 mm."""
    return _plain(rng, split, rng.choice(((85, 49), (85.6, 54), (89, 51), (85, 55))), rng.choice(("white", "coloured")))


KINDS: dict[str, Maker] = {
    "two tone": two_tone,
    "framed": framed,
    "boxed": boxed,
    "rounded": rounded,
    "square": square,
    "folded": folded,
    "silver": silver,
    "night": night,
    "portrait": portrait,
    "with photograph": with_photograph,
    "small": small,
}
