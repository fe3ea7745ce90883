"""The sheet before the type: paper colour and grain, panels, stripes, frames, gradients and metal."""

from __future__ import annotations

from random import Random

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from bench.cards import bolder
from bench.cards.design import Design
from bench.cards.setting import MM

DECORATIONS = (
    "none",
    "left bar",
    "top band",
    "bottom band",
    "corner",
    "frame",
    "hairline",
    "left panel",
    "right panel",
    "wave",
    "dots",
    "double rule",
    "circle",
)
DEV_ONLY = tuple(bolder.PAINTS)
TEST_ONLY = ("right panel", "wave", "double rule", "circle")


def sheet(rng: Random, design: Design, width: int, height: int, decoration: str) -> Image.Image:
    """Return the undecorated or decorated paper, pixels at DPI."""
    image = Image.fromarray(_paper(rng, design, width, height))
    if decoration != "none":
        _decorate(rng, image, design, decoration)
    return image


def foil(rng: Random, width: int, height: int) -> Image.Image:
    """Return hot-stamped metal, gold or silver, as a picture of the card's size."""
    dark, light = rng.choice(
        (((196, 156, 84), (246, 224, 160)), ((166, 168, 174), (232, 234, 238)), ((200, 140, 112), (240, 200, 180)))
    )
    return Image.fromarray(_gradient(rng, width, height, dark, light, 3.0))


def _paper(rng: Random, design: Design, width: int, height: int) -> npt.NDArray[np.uint8]:
    if design.mood == "silver":
        deeper, lighter = rng.randint(40, 75), rng.randint(25, 45)
        dark = tuple(max(channel - deeper, 0) for channel in design.paper)
        light = tuple(min(channel + lighter, 255) for channel in design.paper)
        base = _gradient(
            rng, width, height, (dark[0], dark[1], dark[2]), (light[0], light[1], light[2]), rng.choice((0.5, 1.0, 1.5))
        ).astype(np.float32)
        return _grained(rng, base, 1.6, brushed=rng.random() < 0.5)
    base = np.empty((height, width, 3), np.float32)
    base[:] = design.paper
    if design.mood != "white" and rng.random() < 0.3:
        shift = np.linspace(-12, 12, width if rng.random() < 0.5 else height, dtype=np.float32)
        base += shift[None, :, None] if shift.size == width else shift[:, None, None]
    return _grained(rng, base, rng.choice((0.0, 0.8, 1.5, 2.5)), brushed=False)


def _gradient(
    rng: Random, width: int, height: int, dark: tuple[int, int, int], light: tuple[int, int, int], waves: float
) -> npt.NDArray[np.uint8]:
    angle = rng.uniform(0, np.pi)
    x, y = np.meshgrid(
        np.linspace(0, 1, width, dtype=np.float32), np.linspace(0, height / width, height, dtype=np.float32)
    )
    share = 0.5 + 0.5 * np.sin((x * np.cos(angle) + y * np.sin(angle)) * waves * 2 * np.pi + rng.uniform(0, 6))
    return np.asarray(np.array(dark) + (np.array(light) - np.array(dark)) * share[..., None], np.uint8)


def _grained(rng: Random, base: npt.NDArray[np.float32], strength: float, brushed: bool) -> npt.NDArray[np.uint8]:
    if strength:
        noise: npt.NDArray[np.float32] = (
            np.random.default_rng(rng.getrandbits(32)).normal(0, strength, base.shape[:2]).astype(np.float32)
        )
        soft = cv2.blur(noise, (31, 1)) * 4 if brushed else cv2.GaussianBlur(noise, (0, 0), 1.2) * 2
        base = base + np.asarray(soft, np.float32)[..., None]
    return np.clip(base, 0, 255).astype(np.uint8)


def _decorate(rng: Random, image: Image.Image, design: Design, decoration: str) -> None:
    pen, accent = ImageDraw.Draw(image), design.accent
    width, height = image.size
    pale = tuple(round(channel * 0.22 + paper * 0.78) for channel, paper in zip(accent, design.paper, strict=True))
    if decoration in bolder.PAINTS:
        bolder.PAINTS[decoration](rng, image, accent, (pale[0], pale[1], pale[2]))
    elif decoration == "left bar":
        pen.rectangle((0, 0, rng.uniform(2, 5) * MM, height), fill=accent)
    elif decoration == "top band":
        pen.rectangle((0, 0, width, rng.uniform(2, 4) * MM), fill=accent)
    elif decoration == "bottom band":
        pen.rectangle((0, height - rng.uniform(2, 4) * MM, width, height), fill=accent)
    elif decoration == "corner":
        side = rng.uniform(12, 22) * MM
        pen.polygon((width - side, 0, width, 0, width, side), fill=accent)
        pen.polygon((width - side * 0.6, 0, width, 0, width, side * 0.6), fill=pale)
    elif decoration == "frame":
        inset = rng.uniform(1.8, 2.8) * MM
        pen.rectangle((inset, inset, width - inset, height - inset), outline=accent, width=rng.choice((3, 5, 9)))
    elif decoration == "hairline":
        y = height * rng.uniform(0.3, 0.36)
        pen.line((5 * MM, y, width - 5 * MM, y), fill=accent, width=rng.choice((2, 3, 6)))
    elif decoration in ("left panel", "right panel"):
        share = rng.uniform(0.3, 0.36) * width
        pen.rectangle(
            (0, 0, share, height) if decoration == "left panel" else (width - share, 0, width, height), fill=accent
        )
    elif decoration == "wave":
        xs = np.linspace(0, width, 80)
        ys = height * (0.93 + 0.035 * np.sin(xs / width * rng.uniform(4, 8) + rng.uniform(0, 6)))
        pen.polygon([*zip(xs.tolist(), ys.tolist(), strict=True), (width, height), (0, height)], fill=accent)
    elif decoration == "dots":
        for x in range(0, width, round(2.2 * MM)):
            for y in (round(1.2 * MM), height - round(1.2 * MM)):
                pen.ellipse((x, y - 5, x + 10, y + 5), fill=accent)
    elif decoration == "double rule":
        for y in (2.2 * MM, 2.9 * MM, height - 2.9 * MM, height - 2.2 * MM):
            pen.line((3 * MM, y, width - 3 * MM, y), fill=accent, width=3)
    elif decoration == "watermark":
        side = rng.uniform(0.5, 0.75) * height
        left, top = (width - side) * rng.choice((0.5, 0.85)), (height - side) / 2
        faint = tuple(round(channel * 0.1 + paper * 0.9) for channel, paper in zip(accent, design.paper, strict=True))
        pen.ellipse((left, top, left + side, top + side), outline=faint, width=round(side / 9))
        pen.ellipse((left + side * 0.3, top + side * 0.3, left + side * 0.7, top + side * 0.7), fill=faint)
    elif decoration == "circle":
        radius = rng.uniform(18, 30) * MM
        pen.ellipse((width - radius, height - radius, width + radius, height + radius), fill=pale)
