"""What the slices share: sizes of pictures, how many cards, and the photo of cards on a table among things."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

import numpy as np

from bench.cards.drawing import Pixels
from bench.cards.photos import laying, lens, light, props
from bench.cards.photos.grounds import ground
from bench.cards.photos.laying import Lying, outline
from bench.cards.photos.lens import Lens
from bench.cards.photos.light import Light
from bench.cards.photos.shooting import Stage, photograph
from bench.cards.photos.view import looking
from bench.cards.scene import Camera, Corners
from bench.cards.truth import Picture
from bench.cards.words import Split

LARGE = ((4032, 3024), (4032, 3024), (4000, 3000), (3024, 4032), (4608, 2592), (3264, 2448))
MIDDLING = ((2592, 1944), (2048, 1536), (1944, 2592), (3264, 2448), (2560, 1440), (1920, 1440), (1536, 2048))
Cover = Callable[[Pixels, Lying], None]


def how_many(rng: Random) -> int:
    """Return 1 to 24, as tables come."""
    return rng.choice((1, 2, 3, 4, 6, 8, 9, 10, 12, 12, 15, 16, 18, 20, 20, 24, 24, rng.randint(1, 24)))


def size_for(rng: Random, count: int) -> tuple[int, int]:
    """Return a picture's width and height: many cards want 12 megapixels."""
    return rng.choice(LARGE if count > 8 else (*LARGE[:2], *MIDDLING) if count > 3 else MIDDLING)


def over(
    rng: Random, points: Corners | Sequence[Lying], size: tuple[int, int], lean: float, fill: float, roll: float = 0.0
) -> Camera:
    """Return a camera over cards, or over points on the plane, held nearly straight."""
    corners = points if isinstance(points, np.ndarray) else np.concatenate([outline(item) for item in points])
    return looking(rng, size, corners, lean, fill, roll + rng.gauss(0, 3))


def table(
    rng: Random,
    split: Split,
    name: str,
    laid: Sequence[Lying],
    *,
    lean: float | None = None,
    size: tuple[int, int] | None = None,
    on: str = "",
    shade: Light | None = None,
    glass: Lens | None = None,
    clutter: int | None = None,
) -> Picture:
    """Return the photo of cards on a table, all of them whole in the picture."""
    size = size or size_for(rng, len(laid))
    tilt = abs(rng.gauss(0, 9)) if lean is None else lean
    fill = rng.uniform(0.75, 0.93) if len(laid) > 3 else rng.uniform(0.45, 0.9)
    laid = laying.worn(rng, laid, rng.choice((0.0, 0.1, 0.5)))
    view = over(rng, laid, size, tilt, fill)
    many = rng.choice((0, 0, 1, 2, 3, 5, 8)) if clutter is None else clutter
    things = props.about(rng, split, view, laid, many)
    stage = Stage(view, ground(rng, split, on), laid, things)
    return photograph(rng, name, stage, shade or light.ordinary(rng), glass or lens.ordinary(rng))
