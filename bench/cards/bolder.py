"""Bolder decorations, of the dev split alone: what fills a side, a corner or half of the card, and what may be taken
for its edge on a print sheet or a pale table."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from PIL import Image, ImageDraw

from bench.cards.design import Colour
from bench.cards.setting import MM

Paint = Callable[[Random, Image.Image, Colour, Colour], None]


def _low_panel(rng: Random, image: Image.Image, accent: Colour, pale: Colour) -> None:
    width, height = image.size
    ImageDraw.Draw(image).rectangle((0, height * rng.uniform(0.72, 0.8), width, height), fill=accent)


def _side_strip(rng: Random, image: Image.Image, accent: Colour, pale: Colour) -> None:
    width, height = image.size
    wide = rng.uniform(1, 3) * MM
    inset = rng.choice((0.0, 0.0, rng.uniform(2, 3) * MM))
    ImageDraw.Draw(image).rectangle((width - inset - wide, 0, width - inset, height), fill=rng.choice((accent, pale)))


def _two_bars(rng: Random, image: Image.Image, accent: Colour, pale: Colour) -> None:
    width, height = image.size
    pen, deep = ImageDraw.Draw(image), rng.uniform(1.2, 3) * MM
    pen.rectangle((0, 0, width, deep), fill=accent)
    pen.rectangle((0, height - deep, width, height), fill=rng.choice((accent, pale)))


def _frame_in_frame(rng: Random, image: Image.Image, accent: Colour, pale: Colour) -> None:
    width, height = image.size
    pen = ImageDraw.Draw(image)
    for inset in (1.2 * MM, rng.uniform(1.9, 2.1) * MM):
        pen.rectangle((inset, inset, width - inset, height - inset), outline=accent, width=rng.choice((2, 3)))


def _edge_all_round(rng: Random, image: Image.Image, accent: Colour, pale: Colour) -> None:
    width, height = image.size
    ImageDraw.Draw(image).rectangle(
        (0, 0, width - 1, height - 1), outline=accent, width=round(rng.uniform(0.8, 2) * MM)
    )


def _ring(rng: Random, image: Image.Image, accent: Colour, pale: Colour) -> None:
    width, height = image.size
    reach, x, y = rng.uniform(14, 26) * MM, rng.choice((0.0, 1.0)) * width, rng.choice((0.0, 1.0)) * height
    box = (x - reach, y - reach, x + reach, y + reach)
    ImageDraw.Draw(image).ellipse(box, outline=pale, width=round(rng.uniform(2, 6) * MM))


def _slope(rng: Random, image: Image.Image, accent: Colour, pale: Colour) -> None:
    width, height = image.size
    one, other = rng.uniform(0.55, 0.7) * width, rng.uniform(0.75, 0.95) * width
    ImageDraw.Draw(image).polygon(((one, height), (other, 0), (width, 0), (width, height)), fill=pale)


def _roofs(rng: Random, image: Image.Image, accent: Colour, pale: Colour) -> None:
    width, height = image.size
    points, x = [(0.0, float(height))], 0.0
    while x < width:
        step = rng.uniform(3, 8) * MM
        top = height - rng.uniform(2, 5) * MM
        points += [(x, top), (x + step, top)]
        x += step
    ImageDraw.Draw(image).polygon([*points, (x, float(height))], fill=accent)


def _stitches(rng: Random, image: Image.Image, accent: Colour, pale: Colour) -> None:
    height = image.height
    pen, x = ImageDraw.Draw(image), rng.choice((2.0, 3.0)) * MM
    for y in range(0, height, round(1.6 * MM)):
        pen.line((x, y, x, y + 0.9 * MM), fill=accent, width=5)


PAINTS: dict[str, Paint] = {
    "low panel": _low_panel,
    "side strip": _side_strip,
    "two bars": _two_bars,
    "frame in frame": _frame_in_frame,
    "edge all round": _edge_all_round,
    "ring": _ring,
    "slope": _slope,
    "roofs": _roofs,
    "stitches": _stitches,
}
