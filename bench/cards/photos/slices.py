"""The kinds of photograph, each a slice with its own figure: made from (random numbers, split, name)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

import numpy as np

from bench.cards.photos import hand, laying, lens, light, stock
from bench.cards.photos.grounds import ground
from bench.cards.photos.laying import Lying, outline
from bench.cards.photos.lens import Lens
from bench.cards.photos.light import Light
from bench.cards.photos.shooting import Stage, outside_share, photograph
from bench.cards.photos.view import looking, moved
from bench.cards.scene import Camera, Corners, card_quad
from bench.cards.truth import Picture
from bench.cards.words import Split

Slice = Callable[[Random, Split, str], Picture]

LARGE = ((4032, 3024), (4032, 3024), (4032, 3024), (4000, 3000), (3024, 4032), (4608, 2592))
MIDDLING = ((2592, 1944), (2048, 1536), (1944, 2592), (3264, 2448), (2560, 1440), (1920, 1440))


def table_rows(rng: Random, split: Split, name: str) -> Picture:
    """1 to 24 cards in rows, gaps from generous to touching, some upside down."""
    count = _count(rng)
    gap = rng.choice((rng.uniform(8, 25), rng.uniform(2, 8), rng.uniform(0.3, 2), 0.0))
    wobble = rng.uniform(0.5, 4) if gap > 4 else rng.uniform(0.2, 1.2) if gap > 1 else rng.uniform(0, 0.3)
    laid = laying.rows(rng, stock.faces(rng, split, count), gap, wobble)
    return _table(rng, split, name, laid)


def table_scattered(rng: Random, split: Split, name: str) -> Picture:
    """1 to 24 cards thrown on a table, every one at its own angle, none over another."""
    cards = stock.faces(rng, split, _count(rng))
    laid = laying.scattered(rng, cards, rng.uniform(1.5, 3.5), rng.choice((0.3, 2, 6, 15)))
    return _table(rng, split, name, laid)


def table_overlap(rng: Random, split: Split, name: str) -> Picture:
    """3 to 20 cards, many with a corner or an edge under another."""
    laid = laying.heaped(rng, stock.faces(rng, split, rng.randint(3, 20)), rng.uniform(0.08, 0.22))
    return _table(rng, split, name, laid)


def table_cut(rng: Random, split: Split, name: str) -> Picture:
    """5 to 24 cards, some of them cut off by the picture's edge."""
    for _ in range(50):
        cards = stock.faces(rng, split, rng.randint(5, 24))
        laid = (
            laying.rows(rng, cards, rng.uniform(3, 20), rng.uniform(0.5, 3))
            if rng.random() < 0.6
            else laying.scattered(rng, cards, rng.uniform(1.6, 2.6), 3)
        )
        view = _over(rng, laid, rng.choice(LARGE), rng.uniform(0, 14), rng.uniform(1.02, 1.3))
        reach = 0.12 * view.width
        view = moved(view, rng.uniform(-reach, reach), rng.uniform(-reach, reach))
        cut = [outside_share(card_quad(view, item), view) for item in laid]
        if any(0.15 < share < 0.8 for share in cut) and sum(share < 0.002 for share in cut) >= 2 and _plain(cut):
            break
    stage = Stage(view, ground(rng, split), laid)
    return photograph(rng, name, stage, light.ordinary(rng), replace(lens.ordinary(rng), bend=0.0))


def steep(rng: Random, split: Split, name: str) -> Picture:
    """1 to 12 cards seen from the side, 22 to 45 degrees off the vertical."""
    count = rng.choice((1, 1, 1, 2, 3, 4, 6, 8, 12))
    cards = stock.faces(rng, split, count)
    laid = (
        laying.rows(rng, cards, rng.uniform(3, 15), rng.uniform(0.5, 4), columns=math.ceil(math.sqrt(count)))
        if rng.random() < 0.6
        else laying.scattered(rng, cards, rng.uniform(1.6, 2.6), 4)
    )
    return _table(rng, split, name, laid, lean=rng.uniform(22, 45), size=_size(rng, count))


def small_in_frame(rng: Random, split: Split, name: str) -> Picture:
    """One to three cards that take only 4 to 12 % of the picture each."""
    count = rng.choice((1, 1, 1, 2, 3))
    laid = laying.scattered(rng, stock.faces(rng, split, count), 2.5, 10)
    size = rng.choice(MIDDLING)
    # Of a card at fill f of the width, the area is about f² · 0.6 · 1.3 of the picture.
    fill = math.sqrt(rng.uniform(0.05, 0.12) / 0.8) * math.sqrt(count) * 1.3
    view = _over(rng, laid, size, rng.uniform(0, 20), min(fill, 0.85))
    room = (1 - min(fill, 0.85)) * 0.4
    view = moved(view, rng.uniform(-room, room) * size[0], rng.uniform(-room, room) * size[1] * 0.5)
    return photograph(rng, name, Stage(view, ground(rng, split), laid), light.ordinary(rng), lens.ordinary(rng))


def fills_frame(rng: Random, split: Split, name: str) -> Picture:
    """One card that fills the picture: its edges just inside, at, or just outside the frame."""
    (card,) = stock.faces(rng, split, 1, rng.choice(("usual", "usual", "tricky")))
    item = Lying(card, 0, 0, rng.gauss(0, 1.2))
    wide, high = item.size
    aspect = wide / high
    width, height = rng.choice(((4032, 3024), (2592, 1944), (1920, 1440), (1920, 1080), (1600, 1200)))
    size = (width, height) if aspect > 1 else (height, width)
    if rng.random() < 0.5:  # cropped to the card by a scanner's app
        size = (size[0], round(size[0] / aspect * rng.uniform(0.98, 1.03)))
    view = _over(
        rng, [item], size, rng.uniform(0, 5), rng.choice((rng.uniform(0.94, 0.985), rng.uniform(0.985, 1.004)))
    )
    stage = Stage(view, ground(rng, split), [item])
    return photograph(rng, name, stage, light.ordinary(rng), replace(lens.ordinary(rng), bend=0.0))


def hand_held(rng: Random, split: Split, name: str) -> Picture:
    """A hand holding one card before whatever is behind it."""
    (card,) = stock.faces(rng, split, 1)
    item = Lying(card, 0, 0, rng.choice((0, 0, 0, 90, 180, 270)) + rng.gauss(0, 9))
    held = hand.holding(rng, item)
    size = rng.choice(MIDDLING)
    view = _over(rng, [item], size, rng.uniform(0, 22), rng.uniform(0.35, 0.72))
    stage = Stage(
        view,
        ground(rng, split),
        [item],
        under=[lambda canvas, camera: hand.draw(canvas, camera, held.behind)],
        over=[lambda canvas, camera: hand.draw(canvas, camera, held.before)],
        hides=held.thumbs,
    )
    return photograph(rng, name, stage, light.ordinary(rng), lens.ordinary(rng))


def tricky_cards(rng: Random, split: Split, name: str) -> Picture:
    """1 to 8 cards that fool rectangle detectors: two tones, frames, folds, silver, square, see-through."""
    count = rng.choice((1, 1, 2, 3, 4, 6, 8))
    cards = stock.faces(rng, split, count, "tricky")
    laid = (
        laying.rows(rng, cards, rng.uniform(2, 15), rng.uniform(0.5, 4))
        if rng.random() < 0.4
        else laying.scattered(rng, cards, rng.uniform(1.6, 2.6), 3)
    )
    laid = [replace(item, clear=rng.uniform(0.3, 0.6)) if rng.random() < 0.06 else item for item in laid]
    return _table(rng, split, name, laid, size=_size(rng, count))


# ---------------------------------------------------------------- what the slices share


def _count(rng: Random) -> int:
    return rng.choice((1, 2, 3, 4, 6, 8, 9, 10, 12, 12, 15, 16, 18, 20, 20, 24, 24, rng.randint(1, 24)))


def _size(rng: Random, count: int) -> tuple[int, int]:
    return rng.choice(LARGE if count > 3 else MIDDLING)


def _plain(outside: Sequence[float]) -> bool:
    """No card is cut by a hair: whether that is still whole nobody could say."""
    return not any(0.002 < share < 0.04 for share in outside)


def _over(rng: Random, laid: Sequence[Lying], size: tuple[int, int], lean: float, fill: float) -> Camera:
    points: Corners = np.concatenate([outline(item) for item in laid])
    return looking(rng, size, points, lean, fill, rng.gauss(0, 3))


def _table(
    rng: Random,
    split: Split,
    name: str,
    laid: Sequence[Lying],
    lean: float | None = None,
    size: tuple[int, int] | None = None,
    on: str = "",
    how: tuple[Light, Lens] | None = None,
) -> Picture:
    """Return the photo of cards on a table, all of them whole in the picture."""
    size = size or (rng.choice(LARGE) if len(laid) > 6 else rng.choice((*LARGE, *MIDDLING)))
    tilt = abs(rng.gauss(0, 9)) if lean is None else lean
    shade, glass = how or (light.ordinary(rng), lens.ordinary(rng))
    fill = rng.uniform(0.75, 0.93) if len(laid) > 3 else rng.uniform(0.4, 0.9)
    view = _over(rng, laid, size, tilt, fill)
    return photograph(rng, name, Stage(view, ground(rng, split, on), laid), shade, glass)


PHOTOS: dict[str, Slice] = {
    "table_rows": table_rows,
    "table_scattered": table_scattered,
    "table_overlap": table_overlap,
    "table_cut": table_cut,
    "steep": steep,
    "small_in_frame": small_in_frame,
    "fills_frame": fills_frame,
    "hand": hand_held,
    "tricky_cards": tricky_cards,
}
