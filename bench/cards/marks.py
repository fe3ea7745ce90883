"""Drawn things that are not letters: invented logos, the small icons before numbers, a portrait of nobody."""

from __future__ import annotations

import math
from random import Random

import numpy as np
from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]


def icon(pen: ImageDraw.ImageDraw, name: str, box: Box, colour: Colour, ground: Colour) -> None:
    """Draw a small icon (phone, fax, mobile, mail, globe) into the box."""
    x, y, width, height = box[0], box[1], box[2] - box[0], box[3] - box[1]

    def at(*points: float) -> list[float]:
        return [x + value * width if index % 2 == 0 else y + value * height for index, value in enumerate(points)]

    thick = max(round(width * 0.09), 1)
    if name == "mail":
        pen.rectangle(at(0.02, 0.2, 0.98, 0.85), outline=colour, width=thick)
        pen.line(at(0.04, 0.24, 0.5, 0.58, 0.96, 0.24), fill=colour, width=thick)
    elif name == "mobile":
        pen.rounded_rectangle(at(0.25, 0.02, 0.75, 0.98), width * 0.1, fill=colour)
        pen.rectangle(at(0.32, 0.14, 0.68, 0.8), fill=ground)
    elif name == "globe":
        pen.ellipse(at(0.05, 0.05, 0.95, 0.95), outline=colour, width=thick)
        pen.ellipse(at(0.32, 0.05, 0.68, 0.95), outline=colour, width=thick)
        pen.line(at(0.05, 0.5, 0.95, 0.5), fill=colour, width=thick)
    elif name == "fax":
        pen.rectangle(at(0.25, 0.02, 0.75, 0.4), outline=colour, width=thick)
        pen.rectangle(at(0.04, 0.36, 0.96, 0.86), fill=colour)
        pen.rectangle(at(0.28, 0.62, 0.72, 0.98), fill=ground, outline=colour, width=thick)
    else:  # a receiver: two ends joined by an arc
        pen.arc(at(0.02, -0.35, 1.35, 0.98), 95, 175, fill=colour, width=max(round(width * 0.2), 2))
        pen.ellipse(at(0.02, 0.02, 0.36, 0.36), fill=colour)
        pen.ellipse(at(0.62, 0.64, 0.97, 0.98), fill=colour)


def mark(image: Image.Image, seed: int, box: Box, colour: Colour) -> None:
    """Draw an invented logo: a few overlapping plain forms in the company colour and its kin."""
    rng = Random(seed)
    width, height = round(box[2] - box[0]), round(box[3] - box[1])
    scale = 3
    tile = Image.new("RGBA", (width * scale, height * scale), (0, 0, 0, 0))
    pen = ImageDraw.Draw(tile)
    side = min(tile.size)
    kin = tuple(min(255, round(channel * 0.55 + 110)) for channel in colour)
    design = rng.choice(("rings", "leaf", "bars", "hexagon", "waves", "triangles", "dot grid", "crest"))
    _mark(pen, design, side, colour, (kin[0], kin[1], kin[2]), rng)
    small = tile.resize((width, height), Image.Resampling.LANCZOS)
    image.paste(small, (round(box[0]), round(box[1])), small)


def _mark(pen: ImageDraw.ImageDraw, design: str, side: int, colour: Colour, kin: Colour, rng: Random) -> None:
    def s(*values: float) -> list[float]:
        return [value * side for value in values]

    full, light = (*colour, 255), (*kin, 255)
    if design == "rings":
        pen.ellipse(s(0.02, 0.2, 0.62, 0.8), outline=full, width=side // 9)
        pen.ellipse(s(0.38, 0.2, 0.98, 0.8), outline=light, width=side // 9)
    elif design == "leaf":
        pen.pieslice(s(-0.5, 0.05, 0.5, 1.05), 270, 360, fill=full)
        pen.pieslice(s(0.5, -0.05, 1.5, 0.95), 90, 180, fill=light)
    elif design == "bars":
        for index in range(4):
            pen.rectangle(
                s(0.06 + index * 0.24, 0.75 - index * 0.2, 0.22 + index * 0.24, 0.95), fill=full if index % 2 else light
            )
    elif design == "hexagon":
        points = [
            (side * (0.5 + 0.48 * math.cos(a)), side * (0.5 + 0.48 * math.sin(a)))
            for a in (k * math.pi / 3 + 0.52 for k in range(6))
        ]
        pen.polygon(points, fill=full)
        pen.polygon([points[0], points[1], (side * 0.5, side * 0.5)], fill=light)
        pen.polygon([points[3], points[4], (side * 0.5, side * 0.5)], fill=light)
    elif design == "waves":
        for index in range(3):
            pen.arc(s(0.0, 0.1 + index * 0.25, 0.5, 0.6 + index * 0.25), 180, 360, fill=full, width=side // 12)
            pen.arc(s(0.46, 0.1 + index * 0.25, 0.96, 0.6 + index * 0.25), 0, 180, fill=light, width=side // 12)
    elif design == "triangles":
        pen.polygon(s(0.02, 0.95, 0.45, 0.1, 0.6, 0.95), fill=full)
        pen.polygon(s(0.5, 0.95, 0.72, 0.35, 0.98, 0.95), fill=light)
    elif design == "dot grid":
        for index in range(9):
            x, y = 0.08 + (index % 3) * 0.32, 0.08 + (index // 3) * 0.32
            pen.ellipse(s(x, y, x + 0.22, y + 0.22), fill=full if rng.random() < 0.6 else light)
    else:
        pen.ellipse(s(0.02, 0.02, 0.98, 0.98), fill=full)
        pen.polygon(s(0.5, 0.16, 0.8, 0.74, 0.2, 0.74), fill=(255, 255, 255, 255))


def portrait(image: Image.Image, seed: int, box: Box) -> None:
    """Paint a head and shoulders of nobody, soft as a small printed photograph."""
    rng = Random(seed)
    width, height = round(box[2] - box[0]), round(box[3] - box[1])
    top, bottom = rng.choice(
        (((206, 222, 236), (160, 184, 206)), ((238, 230, 216), (210, 196, 176)), ((224, 232, 222), (180, 200, 182)))
    )
    ramp = np.linspace(0, 1, height)[:, None, None]
    tile = Image.fromarray((np.array(top) * (1 - ramp) + np.array(bottom) * ramp).repeat(width, 1).astype(np.uint8))
    pen = ImageDraw.Draw(tile)
    skin = rng.choice(((238, 205, 178), (226, 188, 158), (244, 214, 190)))
    hair, suit = (
        rng.choice(((38, 30, 28), (60, 42, 32), (90, 86, 84))),
        rng.choice(((34, 40, 60), (60, 60, 64), (120, 40, 50), (50, 80, 90))),
    )

    def b(x0: float, y0: float, x1: float, y1: float) -> list[float]:
        return [x0 * width, y0 * height, x1 * width, y1 * height]

    pen.rounded_rectangle(b(0.08, 0.74, 0.92, 1.3), width * 0.2, fill=suit)
    pen.polygon(
        [width * 0.38, height * 0.74, width * 0.62, height * 0.74, width * 0.5, height * 0.95], fill=(248, 248, 248)
    )
    pen.rectangle(b(0.42, 0.6, 0.58, 0.78), fill=tuple(channel - 18 for channel in skin))
    pen.ellipse(b(0.27, 0.13, 0.73, 0.52), fill=hair)
    pen.ellipse(b(0.31, 0.2, 0.69, 0.69), fill=skin)
    pen.pieslice(b(0.29, 0.15, 0.71, 0.47), 180, 360, fill=hair)
    for x in (0.41, 0.56):
        pen.ellipse(b(x, 0.42, x + 0.04, 0.45), fill=(50, 36, 32))
    pen.arc(b(0.42, 0.48, 0.58, 0.6), 25, 155, fill=(176, 96, 90), width=max(width // 60, 1))
    image.paste(
        tile.resize((width // 2, height // 2), Image.Resampling.BOX).resize((width, height), Image.Resampling.BICUBIC),
        (round(box[0]), round(box[1])),
    )
