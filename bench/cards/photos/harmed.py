"""Cards on a table, badly taken: dusk, a lamp in the card, the telephone's own shadow, blur, shake, small files."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import cv2
import numpy as np

from bench.cards.photos import laying, lens, light, stock
from bench.cards.photos.grounds import ground
from bench.cards.photos.laying import Lying
from bench.cards.photos.lens import Lens
from bench.cards.photos.light import Light
from bench.cards.photos.shooting import Stage, cards_of, shot
from bench.cards.photos.singles import shrunk
from bench.cards.photos.staging import over, size_for, table
from bench.cards.taking import finished
from bench.cards.truth import Picture
from bench.cards.words import Split


def low_light(rng: Random, split: Split, name: str) -> Picture:
    """1 to 12 cards in a dim room: dark, noisy, warm, and wiped smooth by the telephone."""
    shade = replace(
        light.ordinary(rng),
        exposure=rng.uniform(0.22, 0.55),
        slope=rng.uniform(0.2, 0.7),
        vignette=rng.uniform(0.1, 0.5),
        warmth=rng.uniform(0.02, 0.2),
    )
    glass = replace(
        lens.ordinary(rng),
        noise=rng.uniform(6, 16),
        blotches=rng.uniform(0.3, 0.9),
        smear=rng.uniform(0.3, 0.9),
        defocus=rng.uniform(0.4, 1.4),
        shake=rng.choice((0.0, 0.0, rng.uniform(1, 3))),
        quality=rng.randint(60, 88),
    )
    return _harmed(rng, split, name, shade, glass)


def glare_spot(rng: Random, split: Split, name: str) -> Picture:
    """1 to 12 cards, a lamp or a window mirrored in some of them."""
    return _harmed(rng, split, name, replace(light.ordinary(rng), glare=rng.uniform(0.6, 1.2)), lens.ordinary(rng))


def phone_shadow(rng: Random, split: Split, name: str) -> Picture:
    """1 to 12 cards under the shadow of the telephone and the hands that hold it."""
    shade = replace(light.ordinary(rng), shadow="phone", depth=rng.uniform(0.35, 0.65), soft=rng.uniform(0, 0.6))
    return _harmed(rng, split, name, shade, lens.ordinary(rng))


def defocus(rng: Random, split: Split, name: str) -> Picture:
    """1 to 12 cards out of focus."""
    return _harmed(rng, split, name, light.ordinary(rng), replace(lens.ordinary(rng), defocus=rng.uniform(2.0, 5.0)))


def motion(rng: Random, split: Split, name: str) -> Picture:
    """1 to 12 cards taken by a moving hand."""
    return _harmed(rng, split, name, light.ordinary(rng), replace(lens.ordinary(rng), shake=rng.uniform(5, 14)))


def _harmed(rng: Random, split: Split, name: str, shade: Light, glass: Lens) -> Picture:
    return table(rng, split, name, _some(rng, split), shade=shade, glass=glass)


def _some(rng: Random, split: Split) -> list[Lying]:
    cards = stock.faces(rng, split, rng.choice((1, 1, 2, 3, 4, 6, 9, 12)))
    if rng.random() < 0.5:
        return laying.rows(rng, cards, rng.uniform(2, 15), rng.uniform(0.5, 4))
    return laying.scattered(rng, cards, rng.uniform(1.6, 2.8), 3)


def jpeg60(rng: Random, split: Split, name: str) -> Picture:
    """1 to 12 cards in a file made small by a messenger: 1280 to 2048 pixels, JPEG quality 35 to 60."""
    laid = _some(rng, split)
    view = over(rng, laid, size_for(rng, len(laid)), abs(rng.gauss(0, 9)), rng.uniform(0.6, 0.93))
    stage = Stage(view, ground(rng, split), laid)
    glass = lens.ordinary(rng)
    pixels, cards = shot(rng, stage, light.ordinary(rng), glass), cards_of(stage, glass.bend)
    factor = min(rng.choice((1280, 1600, 2048)) / max(pixels.shape[:2]), 1.0)
    small = np.asarray(cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)
    return finished(f"{name}.jpg", lens.as_jpeg(small, rng.randint(35, 60)), [shrunk(card, factor) for card in cards])
