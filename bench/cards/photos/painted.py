"""More grounds painted by noise: veneer, linen, damask, rugs, terrazzo, tartan, cork, lacquer, laminate.

Like ``textures``: float32 RGB, 0–255, of (size, size, 3), one pixel about a third of a millimetre.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from bench.cards import textures
from bench.cards.textures import Generator, Texture, clouds, noise

Field = npt.NDArray[np.float32]


def _grid(size: int) -> tuple[Field, Field]:
    axis = np.arange(size, dtype=np.float32)
    x, y = np.meshgrid(axis, axis)
    return np.asarray(x, np.float32), np.asarray(y, np.float32)


def _colours(rng: Generator, count: int, low: int = 30, high: int = 225, grey: float = 0.45) -> Texture:
    """Colours that somebody would dye a cloth in: not too pure."""
    palette = rng.integers(low, high, (count, 3)).astype(np.float32)
    return np.asarray(palette * (1 - grey) + palette.mean(1, keepdims=True) * grey, np.float32)


def _clipped(value: Field | Texture) -> Texture:
    return np.asarray(np.clip(value, 0, 255), np.float32)


def veneer(rng: Generator, size: int) -> Texture:
    """A varnished table: cathedral grain along its length, no seams."""
    base = np.array([(150, 98, 58), (201, 160, 112), (92, 58, 40), (222, 196, 158), (122, 74, 48)][rng.integers(5)])
    x, y = _grid(size)
    arch = (x / size - 0.5 + 0.1 * noise(rng, size, 400)) ** 2 * rng.uniform(4, 14)
    rings = np.sin((y / size * rng.uniform(3, 8) + arch + clouds(rng, size, 300, 3.0) * 0.12) * rng.uniform(25, 60))
    fibres = noise(rng, size, 1.5, 90.0) * 0.05 + noise(rng, size, 4, 50.0) * 0.04
    return _clipped(base.astype(np.float32) * (1 + 0.09 * rings + fibres)[..., None])


def linen(rng: Generator, size: int) -> Texture:
    """A coarse table cloth with slubs and a fold pressed into it."""
    base = _colours(rng, 1, 60, 240, 0.7)[0]
    threads = noise(rng, size, 2.0, 40.0) * 0.07 + noise(rng, size, 2.0, 40.0).T * 0.07
    x, y = _grid(size)
    value = 1 + threads + 0.03 * noise(rng, size, 300)
    if rng.random() < 0.5:
        at, line = rng.uniform(0.2, 0.8) * size, x if rng.random() < 0.5 else y
        value = value + 0.1 * np.exp(-((line - at) ** 2) / 60) - 0.1 * np.exp(-((line - at - 9) ** 2) / 90)
    return _clipped(base * value[..., None])


def tartan(rng: Generator, size: int) -> Texture:
    """A checked cloth: the same stripes both ways."""
    palette = _colours(rng, 3)
    step = int(rng.uniform(70, 220))
    stripe = np.zeros(step, np.float32)
    for _ in range(int(rng.integers(2, 5))):
        at, wide = int(rng.integers(step)), int(rng.integers(3, max(step // 4, 4)))
        stripe[at : at + wide] += rng.uniform(0.3, 1.0)
    along = np.tile(np.clip(stripe, 0, 1), size // step + 1)[:size]
    across, down = along[None, :, None], along[:, None, None]
    cloth = palette[0] + (palette[1] - palette[0]) * across * 0.55 + (palette[2] - palette[0]) * down * 0.45
    return _clipped(cloth * (1 + 0.05 * noise(rng, size, 1.6))[..., None])


def stripes(rng: Generator, size: int) -> Texture:
    """A striped blind or runner, the stripes as wide as cards are high."""
    palette = _colours(rng, 3, grey=0.6)
    x, _ = _grid(size)
    where = ((x + 6 * noise(rng, size, 300)) / rng.uniform(40, 190)) % 3
    return _clipped(palette[where.astype(int)] * (1 + 0.05 * noise(rng, size, 2, 8.0))[..., None])


def damask(rng: Generator, size: int) -> Texture:
    """Wallpaper or brocade: leaves and scrolls in two tones, mirrored and repeated."""
    step = int(rng.uniform(180, 360)) // 2 * 2
    half = clouds(rng, step, step / 4)[:, : step // 2]
    tile = np.concatenate([half, half[:, ::-1]], 1)
    level = np.abs(tile) < rng.uniform(0.25, 0.55)
    soft = cv2.GaussianBlur(level.astype(np.float32), (0, 0), 1.2)
    whole = np.tile(soft, (size // step + 1, size // step + 1))[:size, :size, None]
    one, other = _colours(rng, 2, 40, 235, 0.6)
    other = one * rng.uniform(0.6, 1.4) if rng.random() < 0.6 else other
    return _clipped((one * (1 - whole) + other * whole) * (1 + 0.03 * noise(rng, size, 1.5))[..., None])


def rug(rng: Generator, size: int) -> Texture:
    """A knotted rug: borders in bands, a field of repeated figures, every knot visible."""
    palette = _colours(rng, 6, 20, 200, 0.35)
    knots = int(rng.uniform(130, 240))
    x, y = np.meshgrid(np.arange(knots), np.arange(knots))
    edge = np.minimum(np.minimum(x, knots - 1 - x), np.minimum(y, knots - 1 - y))
    step = int(rng.integers(14, 34))
    figure = rng.integers(0, 4, (step // 2 + 1, step // 2 + 1))
    figure = cv2.medianBlur(figure.astype(np.uint8), 3)
    fold_x, fold_y = np.abs(x % step - step // 2), np.abs(y % step - step // 2)
    index = figure[fold_y, fold_x].astype(int)
    for at, wide, colour in ((0, 3, 4), (6, 2, 5), (14, 4, 4)):
        index[(edge >= at) & (edge < at + wide)] = colour
    large = cv2.resize(palette[index].astype(np.float32), (size, size), interpolation=cv2.INTER_LINEAR)
    pile = 1 + 0.1 * noise(rng, size, 2) + 0.06 * noise(rng, size, 7)
    return _clipped(large * pile[..., None])


def terrazzo(rng: Generator, size: int) -> Texture:
    """A stone top with chips of other stones in it."""
    base = np.array([(214, 210, 202), (96, 98, 100), (188, 176, 162), (58, 60, 66)][rng.integers(4)], np.float32)
    image = np.repeat(np.repeat(base[None, None], size, 0), size, 1).copy()
    chips = _colours(rng, 5, 40, 240, 0.75)
    for _ in range(int(rng.integers(900, 2600))):
        centre = rng.integers(0, size, 2)
        points = centre + rng.normal(0, rng.uniform(3, 12), (6, 2))
        colour = tuple(float(part) for part in chips[rng.integers(5)])
        cv2.fillConvexPoly(image, cv2.convexHull(points.astype(np.int32)), colour, cv2.LINE_AA)
    return _clipped(image + (2 * noise(rng, size, 1.5))[..., None])


def cork(rng: Generator, size: int) -> Texture:
    """A pin board or coaster of pressed cork."""
    base = np.array((188, 146, 100), np.float32) * rng.uniform(0.75, 1.1)
    value = 1 + 0.1 * noise(rng, size, 7) + 0.08 * noise(rng, size, 3)
    value = np.where(noise(rng, size, 6) > 1.7, value * 0.62, value)
    return _clipped(base * value[..., None])


def lacquer(rng: Generator, size: int) -> Texture:
    """A black table, glossy: lamps and windows lie in it as faint soft patches."""
    base = np.array([(14, 14, 16), (26, 24, 24), (20, 24, 30), (34, 28, 26)][rng.integers(4)], np.float32)
    glow = np.clip(noise(rng, size, rng.uniform(300, 700)), 0, None) * rng.uniform(4, 16)
    dust = (noise(rng, size, 1.2) > 3.0) * rng.uniform(10, 40)
    return _clipped(base + (glow + dust + noise(rng, size, 1.5) * 1.2)[..., None])


def laminate(rng: Generator, size: int) -> Texture:
    """A white desk: melamine with a hint of grain, or plain paint with brush marks."""
    base = np.array([(248, 248, 246), (238, 236, 232), (228, 230, 232), (244, 240, 230)][rng.integers(4)], np.float32)
    grain = noise(rng, size, 3, 30.0) * rng.uniform(0.3, 2.2) + noise(rng, size, 260) * rng.uniform(1, 4)
    return _clipped(base + grain[..., None])


def tablecloth(rng: Generator, size: int) -> Texture:
    """A white cloth: threads both ways, the sheen of a woven pattern on it, soft folds."""
    base = np.array([(246, 246, 244), (238, 234, 226), (226, 230, 234)][rng.integers(3)], np.float32)
    x, y = _grid(size)
    step = rng.uniform(30, 120)
    sheen = np.sign(np.sin(x / step * np.pi) * np.sin(y / step * np.pi)) * rng.choice((0.0, 1.5, 4.0))
    threads = np.sin(x * np.pi / rng.uniform(1.5, 4)) + np.sin(y * np.pi / rng.uniform(1.5, 4))
    return _clipped(
        base + (sheen + threads * rng.uniform(0.5, 3) + noise(rng, size, 220) * rng.uniform(2, 7))[..., None]
    )


def rough(rng: Generator, size: int) -> Texture:
    """White paper or card with a tooth, or a wall: grain of one size, lit from a side."""
    base = np.array([(250, 249, 246), (240, 238, 232), (228, 228, 224), (246, 238, 222)][rng.integers(4)], np.float32)
    grain = cv2.GaussianBlur(noise(rng, size, rng.uniform(1.5, 9)), (0, 0), 1.0)
    lit = cv2.Sobel(grain, cv2.CV_32F, 1, 0) + cv2.Sobel(grain, cv2.CV_32F, 0, 1)
    lit = lit / max(float(lit.std()), 1e-6) * rng.uniform(0.8, 7)
    return _clipped(base + (lit + noise(rng, size, 300) * rng.uniform(1, 4))[..., None])


def boards(rng: Generator, size: int) -> Texture:
    """White boards or tiles: long grain or none, and seams, dark or light, as far apart as the sides of cards."""
    base = np.array([(248, 247, 244), (236, 234, 230), (222, 222, 218)][rng.integers(3)], np.float32)
    x, y = _grid(size)
    grain = noise(rng, size, 3, 40.0) * rng.uniform(0.3, 5)
    wide, deep = rng.uniform(150, 500, 2)
    seam = (x % wide) < rng.uniform(1.5, 6)
    if rng.random() < 0.5:
        seam = seam | ((y % deep) < 3)
    dark = cv2.GaussianBlur(seam.astype(np.float32), (0, 0), 0.8) * rng.choice((-8.0, 12.0, 40.0, 80.0))
    return _clipped(base + (grain - dark + noise(rng, size, 260) * 2)[..., None])


def pale(rng: Generator, size: int) -> Texture:
    """A white top of any make: the grain of wood, cloth, leather, stone or carpet, but hardly any contrast."""
    makers = (textures.wood, textures.cloth, textures.leather, textures.marble, textures.carpet, tartan)
    grain = makers[rng.integers(len(makers))](rng, size)
    grain = (grain - grain.mean((0, 1))) * rng.choice((rng.uniform(0.02, 0.08), rng.uniform(0.05, 0.3)))
    return _clipped(grain + (rng.uniform(215, 250) + rng.normal(0, 3, 3)).astype(np.float32))


def mosaic(rng: Generator, size: int) -> Texture:
    """Tiles in a few colours, from square to long, with or without joints."""
    image = np.empty((size, size, 3), np.float32)
    image[:] = _colours(rng, 1)[0]
    wide, high = (int(side) for side in rng.integers(30, 160, 2))
    colours, joint = _colours(rng, int(rng.integers(2, 6))), int(rng.integers(0, 5))
    for y in range(0, size, high):
        for x in range(0, size, wide):
            image[y + joint : y + high, x + joint : x + wide] = colours[rng.integers(len(colours))] * rng.uniform(
                0.9, 1.1
            )
    return _worn_a_little(rng, image)


def bricks(rng: Generator, size: int) -> Texture:
    """Bricks or long tiles, every other row half a brick on."""
    image = np.full((size, size, 3), rng.integers(120, 220), np.float32)
    wide = int(rng.integers(90, 200))
    high, colours = int(wide * rng.uniform(0.3, 0.6)), _colours(rng, 3)
    for row, y in enumerate(range(0, size, high)):
        for x in range(-wide + (row % 2) * wide // 2, size, wide):
            tone = colours[rng.integers(3)] * rng.uniform(0.85, 1.15)
            image[y + 4 : y + high, max(x + 4, 0) : max(x + wide, 0)] = tone
    return _worn_a_little(rng, image)


def quilt(rng: Generator, size: int) -> Texture:
    """Patches of cloth, each in two colours."""
    image = mosaic(rng, size)
    side, colours = int(rng.integers(80, 220)), _colours(rng, 4)
    for y in range(0, size, side):
        for x in range(0, size, side):
            half = np.array([(x, y), (x + side, y), (x, y + side)], np.int32)
            cv2.fillConvexPoly(image, half, [float(part) for part in colours[rng.integers(4)]])
    return _worn_a_little(rng, image)


def motifs(rng: Generator, size: int) -> Texture:
    """A cloth or a paper with discs, leaves and boxes in rows."""
    image = np.empty((size, size, 3), np.float32)
    image[:] = _colours(rng, 1, 60, 240)[0]
    step, colours = int(rng.integers(60, 200)), [[float(part) for part in each] for each in _colours(rng, 3)]
    for y in range(step // 2, size, step):
        for x in range(step // 2, size, step):
            kind, reach = int(rng.integers(3)), int(step * rng.uniform(0.15, 0.4))
            if kind == 0:
                cv2.circle(image, (x, y), reach, colours[0], -1)
            elif kind == 1:
                cv2.ellipse(image, (x, y), (reach, reach // 2), float(rng.integers(180)), 0, 360, colours[1], -1)
            else:
                cv2.rectangle(image, (x - reach, y - reach // 2), (x + reach, y + reach // 2), colours[2], -1)
    return _worn_a_little(rng, image)


def paving(rng: Generator, size: int) -> Texture:
    """Slabs of grey stone laid anyhow."""
    image = np.full((size, size, 3), rng.integers(60, 120), np.float32)
    for _ in range(int(rng.integers(150, 500))):
        x, y = (float(at) for at in rng.integers(0, size, 2))
        slab = cv2.boxPoints(((x, y), (rng.uniform(60, 180), rng.uniform(40, 120)), rng.uniform(0, 180)))
        grey = float(rng.integers(90, 200))
        cv2.fillConvexPoly(image, slab.astype(np.int32), (grey, grey * 0.97, grey * 0.92))
    return _worn_a_little(rng, image)


def _worn_a_little(rng: Generator, image: Texture) -> Texture:
    return _clipped(image * (1 + 0.06 * noise(rng, image.shape[0], 2))[..., None])
