"""From laid cards to a labelled picture: photographs, flat scans, pages. The last step before the files."""

from __future__ import annotations

import io
from collections.abc import Sequence
from random import Random

import cv2
import numpy as np
from PIL import Image

from bench.cards import damage
from bench.cards.damage import Harm
from bench.cards.drawing import Pixels
from bench.cards.flat import Card
from bench.cards.scene import Camera, Cover, Laid, card_quad, picture, seen
from bench.cards.setting import MM
from bench.cards.truth import Picture, Truth, card_truth, line_box, line_truth


def photograph(
    rng: Random, name: str, view: Camera, laid: Sequence[Laid], how: Harm, ground: str = "", cover: Cover | None = None
) -> Picture:
    """Return the photo of cards on a ground, each card's and line's corners in the photo."""
    scene = picture(rng, view, laid, ground, cover)
    for item in laid:
        if rng.random() < item.card.gloss + 0.2:
            scene = damage.glare(rng, scene, card_quad(view, item), how.glare)
    shot = damage.exposed(rng, damage.bent(damage.lit(rng, scene, how), how.bend), how)
    encoded = damage.as_jpeg(shot, how.quality)
    cards = [truth for item in laid for truth in _each(item.card, _laid_truth(view, item, how.bend))]
    return finished(f"{name}.jpg", encoded, cards)


def _each(card: Card, truth: Truth) -> list[Truth]:
    """Return the truth of a card once for each of the people on it."""
    return [truth, *(truth | {"contact": other} for other in card.companions)]


def _laid_truth(view: Camera, item: Laid, bend: float) -> Truth:
    def bent(points: Sequence[Sequence[float]]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return damage.bent_points(seen(view.matrix @ item.to_plane(), points), view.width, view.height, bend)

    width, height = item.size
    quad = bent([(0, 0), (width, 0), (width, height), (0, height)])
    lines = [line_truth(line, bent(line_box(line))) for line in item.card.lines]
    return card_truth(quad, item.card.contact, item.card.side, item.tag, lines, item.card.layout)


def scan(rng: Random, name: str, card: Card, dpi: int, quality: int | None = None) -> Picture:
    """Return the card alone, edge to edge, as a scanner or a print shop's proof gives it; PNG unless ``quality``."""
    height, width = card.pixels.shape[:2]
    factor = dpi / (MM * 25.4)
    pixels = cv2.resize(card.pixels, (round(width * factor), round(height * factor)), interpolation=cv2.INTER_AREA)
    factor_x, factor_y = pixels.shape[1] / width, pixels.shape[0] / height
    lines = [line_truth(line, np.array(line_box(line), np.float32) * MM * [factor_x, factor_y]) for line in card.lines]
    quad = np.array(
        [(0, 0), (pixels.shape[1], 0), (pixels.shape[1], pixels.shape[0]), (0, pixels.shape[0])], np.float32
    )
    encoded = damage.as_jpeg(np.asarray(pixels, np.uint8), quality) if quality else as_png(np.asarray(pixels, np.uint8))
    suffix = "jpg" if quality else "png"
    truth = card_truth(quad, card.contact, card.side, None, lines, card.layout)
    return finished(f"{name}.{suffix}", encoded, _each(card, truth))


def as_png(pixels: Pixels) -> bytes:
    """Return the picture as PNG bytes."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG", compress_level=4)
    return buffer.getvalue()


def finished(source: str, encoded: bytes, cards: list[Truth]) -> Picture:
    """Return the picture of encoded bytes with the truth of its cards."""
    pixels = np.ascontiguousarray(damage.decoded(encoded)[:, :, ::-1])
    return Picture(source, pixels, {"source": source, "cards": cards}, encoded)
