"""The slices of the benchmark: each a kind of picture, made from (random numbers, split, name)."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from bench.cards import content, damage, scene
from bench.cards.flat import Card, horizontal_card
from bench.cards.scene import Camera, Laid
from bench.cards.taking import photograph, scan
from bench.cards.truth import Picture
from bench.cards.words import Split

Slice = Callable[[Random, Split, str], Picture]

SHAPES = (
    (4032, 3024),
    (3024, 4032),
    (2592, 1944),
    (1920, 1440),
    (2048, 1536),
    (1600, 1200),
    (1536, 2048),
    (1920, 1080),
)


def japanese_card(rng: Random, split: Split) -> Card:
    """Return any Japanese card."""
    return horizontal_card(rng, content.japanese_content(rng, split), split)


def flat_ja(rng: Random, split: Split, name: str) -> Picture:
    """Japanese cards edge to edge, 200 to 400 dpi, PNG or JPEG."""
    return flat_of(rng, japanese_card(rng, split), name)


def flat_of(rng: Random, card: Card, name: str) -> Picture:
    """Return a scan of the card at a usual resolution."""
    return scan(rng, name, card, rng.choice((200, 250, 300, 300, 350, 400)), rng.choice((None, rng.randint(75, 95))))


def photo_ja(rng: Random, split: Split, name: str) -> Picture:
    """One Japanese card on a desk, any way round."""
    return photo_of(rng, japanese_card(rng, split), name)


def photo_of(rng: Random, card: Card, name: str, strength: float = 1.0) -> Picture:
    """Return a photo of one card on a ground."""
    view, laid = close_view(rng, card)
    return photograph(rng, name, view, [laid], damage.harm(rng, strength))


def close_view(rng: Random, card: Card) -> tuple[Camera, Laid]:
    """Return a camera that fills a good part of its picture with the card, and the card laid under it."""
    width, height = rng.choices(SHAPES, (8, 5, 12, 25, 15, 15, 12, 8))[0]
    roll = rng.choices((0, 90, 180, 270), (62, 14, 14, 10))[0] + rng.gauss(0, 5)
    laid = Laid(card, 0, 0, rng.gauss(0, 2))
    across, down = laid.size if roll % 180 < 45 or roll % 180 > 135 else laid.size[::-1]
    span = max(across, down * width / height) / rng.uniform(0.5, 0.86)
    view = scene.camera(rng, width, height, span, tilt=12.0, roll=roll)
    room = (span - across) / 2 * 0.5, (span * height / width - down) / 2 * 0.5
    moved = Laid(card, rng.uniform(-room[0], room[0]) * 0.6, rng.uniform(-room[1], room[1]) * 0.6, laid.angle)
    return view, moved


SLICES: dict[str, Slice] = {"flat_ja": flat_ja, "photo_ja": photo_ja}
