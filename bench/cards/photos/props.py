"""What lies about on tables where cards are photographed: pens, telephones, cups, papers. Never counted as cards."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from random import Random

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from bench.cards.drawing import Pixels
from bench.cards.fonts import choose, font
from bench.cards.negative import GOODS, PROSE
from bench.cards.photos.laying import Lying, outline, shared
from bench.cards.photos.shooting import Thing
from bench.cards.scene import Camera, Corners, seen
from bench.cards.words import Split

PER_MM = 6
Colour = tuple[int, int, int]
Alpha = npt.NDArray[np.float32]
Drawn = tuple[Pixels, Alpha]


def about(rng: Random, split: Split, view: Camera, laid: Sequence[Lying], count: int) -> list[Thing]:
    """Return up to ``count`` things lying in view beside the cards, not over them; some reach out of the picture."""
    frame = seen(np.linalg.inv(view.matrix), [(0, 0), (view.width, 0), (view.width, view.height), (0, view.height)])
    taken = [outline(item, 6.0) for item in laid]
    things: list[Thing] = []
    for _ in range(count):
        pixels, alpha, lift = KINDS[rng.choice(list(KINDS))](rng, split)
        for _ in range(25):
            u, v = rng.uniform(-0.08, 1.08), rng.uniform(-0.08, 1.08)
            x, y = (frame[0] * (1 - u) + frame[1] * u) * (1 - v) + (frame[3] * (1 - u) + frame[2] * u) * v
            thing = Thing(pixels, alpha, PER_MM, float(x), float(y), rng.uniform(0, 360), lift)
            own = _outline(thing)
            if not any(shared(own, other) > 0 for other in taken):
                things.append(thing)
                taken.append(own)
                break
    return things


def _outline(thing: Thing) -> Corners:
    width, height = thing.size
    return seen(thing.to_plane(), [(0, 0), (width, 0), (width, height), (0, height)])


def _blank(width: float, height: float, colour: Colour) -> Image.Image:
    return Image.new("RGB", (round(width * PER_MM), round(height * PER_MM)), colour)


def _mask(image: Image.Image, draw: Callable[[ImageDraw.ImageDraw], None]) -> Alpha:
    mask = Image.new("L", image.size, 0)
    draw(ImageDraw.Draw(mask))
    return np.asarray(cv2.GaussianBlur(np.asarray(mask, np.float32) / 255, (0, 0), 0.8), np.float32)


def _whole(image: Image.Image) -> Alpha:
    return np.ones((image.height, image.width), np.float32)


def _round_light(pixels: npt.NDArray[np.float32], strength: float = 0.5) -> Pixels:
    """Shade a long thing as a cylinder: bright above its middle, dark at its sides."""
    across = np.linspace(-1, 1, pixels.shape[0], dtype=np.float32)
    light = np.sqrt(np.clip(1 - across**2, 0, 1)) * strength + (1 - strength * 0.75)
    light = light + 0.5 * np.exp(-((across + 0.35) ** 2) / 0.02)
    return np.asarray(np.clip(pixels * light[:, None, None], 0, 255), np.uint8)


def pen(rng: Random, split: Split) -> tuple[Pixels, Alpha, float]:
    """A ball pen or a pencil."""
    length, thick = rng.uniform(125, 150), rng.uniform(7.5, 11)
    colour = rng.choice(((20, 20, 24), (30, 60, 140), (180, 40, 44), (232, 232, 230), (60, 120, 80), (232, 190, 70)))
    image = _blank(length, thick, colour)
    pen = ImageDraw.Draw(image)
    w, h = image.size
    metal = rng.choice(((190, 190, 196), (210, 180, 110), (40, 40, 44)))
    pen.rectangle((0, 0, w * 0.1, h), fill=metal)
    pen.rectangle((w * 0.55, 0, w * 0.57, h), fill=metal)
    pen.rectangle((w * 0.72, h * 0.38, w * 0.98, h * 0.62), fill=metal)
    shape = [
        (0, h * 0.47),
        (w * 0.1, h * 0.12),
        (w * 0.1, 0),
        (w, 0),
        (w, h),
        (w * 0.1, h),
        (w * 0.1, h * 0.88),
        (0, h * 0.53),
    ]
    return _round_light(np.asarray(image, np.float32)), _mask(image, lambda d: d.polygon(shape, fill=255)), thick * 0.6


def telephone(rng: Random, split: Split) -> tuple[Pixels, Alpha, float]:
    """A telephone lying on its back or face, its screen dark or lit."""
    wide, high = rng.uniform(68, 78), rng.uniform(142, 162)
    image = _blank(wide, high, rng.choice(((14, 14, 16), (30, 32, 38), (224, 222, 218), (70, 90, 120))))
    pen = ImageDraw.Draw(image)
    w, h = image.size
    if rng.random() < 0.7:
        face: Colour = rng.choice(((8, 8, 10), (12, 14, 20), (60, 90, 150), (230, 232, 236)))
        pen.rounded_rectangle((14, 14, w - 15, h - 15), 40, fill=face)
        if sum(face) > 200:
            for row in range(6):
                for column in range(4):
                    x, y = w * (0.12 + 0.22 * column), h * (0.1 + 0.13 * row)
                    tint = tuple(rng.randint(60, 240) for _ in range(3))
                    pen.rounded_rectangle((x, y, x + w * 0.14, y + w * 0.14), 14, fill=tint)
        else:  # a ceiling lamp in the dark glass
            x = rng.uniform(0, w)
            pen.polygon(
                ((x, 20), (x + 120, 20), (x - 200, h - 20), (x - 380, h - 20)), fill=tuple(c + 22 for c in face)
            )
    else:
        pen.rounded_rectangle((w * 0.08, h * 0.04, w * 0.45, h * 0.24), 30, fill=(28, 28, 30))
        for at in (0.09, 0.18):
            pen.ellipse(
                (w * 0.16, h * at - 10, w * 0.36, h * at + w * 0.2 - 10), fill=(8, 8, 12), outline=(90, 90, 96), width=4
            )
    return np.asarray(image), _mask(image, lambda d: d.rounded_rectangle((0, 0, w - 1, h - 1), 54, fill=255)), 8.0


def cup(rng: Random, split: Split) -> tuple[Pixels, Alpha, float]:
    """A cup of coffee or tea on its saucer, from above."""
    side = rng.uniform(115, 150)
    china: Colour = rng.choice(((244, 243, 240), (236, 230, 218), (60, 70, 90), (150, 60, 50)))
    image = _blank(side, side, china)
    drawn = np.asarray(image, np.float32).copy()
    n = drawn.shape[0]
    x, y = np.meshgrid(np.linspace(-1, 1, n, dtype=np.float32), np.linspace(-1, 1, n, dtype=np.float32))
    away, slope = np.hypot(x, y), (x + y) / 2
    drawn *= (1 + 0.12 * np.sin(away * 9) * slope + 0.06 * slope)[..., None]
    cup_size = rng.uniform(0.5, 0.6)
    wall = (away < cup_size) & (away > cup_size - 0.05)
    drink = away < cup_size - 0.05
    drawn[wall] = np.array(china, np.float32) * 1.04
    colour = np.array(rng.choice(((52, 30, 18), (150, 92, 40), (110, 130, 60), (196, 160, 120))), np.float32)
    drawn[drink] = colour * (1 - 0.35 * slope[drink] + 0.25 * (away[drink] > cup_size - 0.12))[..., None]
    ring = np.exp(-((away - cup_size) ** 2) / 0.0006)
    drawn *= (1 - 0.35 * ring * (slope > 0))[..., None]
    handle = (np.abs(y) < 0.08) & (x > cup_size) & (x < cup_size + 0.28)
    drawn[handle] = np.array(china, np.float32) * 0.9
    alpha = cv2.GaussianBlur((away < 0.985).astype(np.float32), (0, 0), 1.0)
    return np.asarray(np.clip(drawn, 0, 255), np.uint8), np.asarray(alpha, np.float32), 6.0


def glass(rng: Random, split: Split) -> tuple[Pixels, Alpha, float]:
    """A glass of water from above: rings of light, the table seen through it."""
    n = round(rng.uniform(62, 80) * PER_MM)
    x, y = np.meshgrid(np.linspace(-1, 1, n, dtype=np.float32), np.linspace(-1, 1, n, dtype=np.float32))
    away, slope = np.hypot(x, y), (x * math.cos(1) + y * math.sin(1))
    rim = np.exp(-((away - 0.93) ** 2) / 0.001) + 0.6 * np.exp(-((away - 0.7) ** 2) / 0.003)
    light = 150 + 100 * slope * rim + 40 * np.sin(6 * np.arctan2(y, x) + 3 * away)
    alpha = np.clip(0.12 + 0.6 * rim, 0, 0.9) * (away < 0.98)
    return np.repeat(np.clip(light, 20, 255)[..., None], 3, 2).astype(np.uint8), alpha.astype(np.float32), 5.0


def receipt(rng: Random, split: Split) -> tuple[Pixels, Alpha, float]:
    """A till slip, a little curled."""
    wide, high = rng.choice((58, 80)), rng.uniform(110, 210)
    image = _blank(wide, high, (248, 248, 246))
    pen, face = ImageDraw.Draw(image), font(choose(rng, split, {"gothic": 1.0}, 80), 3.2 * PER_MM)
    pen.text(
        (wide * PER_MM / 2, 30),
        rng.choice(("領収書", "レシート", "ご利用明細")),
        font=face,
        fill=(50, 50, 54),
        anchor="mt",
    )
    for row in range(int((high - 20) / 6)):
        y = (14 + row * 6) * PER_MM
        pen.text((4 * PER_MM, y), rng.choice(GOODS), font=face, fill=(70, 70, 76))
        pen.text(((wide - 4) * PER_MM, y), f"¥{rng.randint(80, 2400)}", font=face, fill=(70, 70, 76), anchor="ra")
    drawn = np.asarray(image, np.float32)
    curl = 1 - 0.1 * np.cos(np.linspace(0, rng.uniform(3, 8), drawn.shape[0])) ** 2
    return np.asarray(drawn * curl[:, None, None], np.uint8), _whole(image), 2.0


def page(rng: Random, split: Split) -> tuple[Pixels, Alpha, float]:
    """A sheet or an open note book with writing, larger than any card."""
    wide, high = rng.choice(((148, 210), (210, 297), (182, 257)))
    image = _blank(wide, high, rng.choice(((250, 249, 245), (244, 240, 228), (238, 240, 244))))
    pen = ImageDraw.Draw(image)
    if rng.random() < 0.35:
        for row in range(int(high / 8)):
            pen.line((0, row * 8 * PER_MM, image.width, row * 8 * PER_MM), fill=(190, 200, 214), width=2)
    if rng.random() < 0.8:
        size = rng.uniform(3.2, 5)
        face = font(choose(rng, split, {"mincho": 2.0, "gothic": 1.0, "pen": 0.5}, 80), size * PER_MM)
        length, start = int((wide - 40) / size), rng.randrange(60)
        for row in range(int((high - 50) / (size * 1.8))):
            text = (PROSE * 20)[start + row * length : start + (row + 1) * length]
            pen.text((20 * PER_MM, (25 + row * size * 1.8) * PER_MM), text, font=face, fill=(40, 40, 44))
    return np.asarray(image), _whole(image), 0.8


def badge(rng: Random, split: Split) -> tuple[Pixels, Alpha, float]:
    """A name badge's holder on its ribbon, turned over: an empty back and the ribbon's loop."""
    image = _blank(170, 260, (0, 0, 0))
    ribbon: Colour = rng.choice(((30, 70, 150), (170, 40, 44), (30, 30, 34), (40, 120, 80)))
    points = [(510 + 300 * math.sin(t / 9) * (t / 40), 980 - t * 22) for t in range(44)]
    mask = Image.new("L", image.size, 0)
    for target, fill in ((ImageDraw.Draw(image), ribbon), (ImageDraw.Draw(mask), 255)):
        target.line(points, fill=fill, width=66, joint="curve")
    pen, cut = ImageDraw.Draw(image), ImageDraw.Draw(mask)
    box = (180, 960, 840, 1500)
    pen.rounded_rectangle(box, 30, fill=rng.choice(((222, 226, 230), (70, 74, 80), (236, 232, 220))))
    pen.rounded_rectangle((470, 985, 560, 1012), 10, fill=(120, 120, 124))
    cut.rounded_rectangle(box, 30, fill=235)
    return np.asarray(image), np.asarray(mask, np.float32) / 255, 2.5


def keyboard(rng: Random, split: Split) -> tuple[Pixels, Alpha, float]:
    """The end of a computer's keyboard."""
    dark = rng.random() < 0.5
    image = _blank(285, 115, (52, 54, 58) if dark else (206, 208, 212))
    pen = ImageDraw.Draw(image)
    for row in range(5):
        for column in range(14):
            x, y = (5 + column * 19.5 + row * 2) * PER_MM, (8 + row * 20) * PER_MM
            fill = (30, 31, 34) if dark else (240, 240, 242)
            pen.rounded_rectangle((x, y, x + 16.5 * PER_MM, y + 16.5 * PER_MM), 10, fill=fill)
            pen.rectangle((x + 20, y + 22, x + 30, y + 38), fill=(190, 190, 190) if dark else (60, 60, 60))
    w, h = image.size
    return np.asarray(image), _mask(image, lambda d: d.rounded_rectangle((0, 0, w - 1, h - 1), 30, fill=255)), 8.0


def spectacles(rng: Random, split: Split) -> tuple[Pixels, Alpha, float]:
    """A pair of glasses, folded."""
    image, mask = _blank(140, 55, (0, 0, 0)), Image.new("L", (140 * PER_MM, 55 * PER_MM), 0)
    colour: Colour = rng.choice(((30, 26, 24), (120, 70, 40), (150, 150, 156)))
    thick = rng.randint(10, 24)
    cut, pen = ImageDraw.Draw(mask), ImageDraw.Draw(image)
    for left in (40, 460):
        box = (left, 40, left + 330, 290)
        cut.rounded_rectangle(box, 90, fill=46, outline=255, width=thick)
        pen.rounded_rectangle(box, 90, fill=(200, 210, 215), outline=colour, width=thick)
    for line in ([(370, 130), (460, 130)], [(60, 60), (760, 40)], [(780, 70), (90, 20)]):
        cut.line(line, fill=255, width=thick)
        pen.line(line, fill=colour, width=thick)
    return np.asarray(image), np.asarray(mask, np.float32) / 255, 6.0


def coins(rng: Random, split: Split) -> tuple[Pixels, Alpha, float]:
    """Some change."""
    image, mask = _blank(80, 60, (0, 0, 0)), Image.new("L", (80 * PER_MM, 60 * PER_MM), 0)
    cut, pen = ImageDraw.Draw(mask), ImageDraw.Draw(image)
    for _ in range(rng.randint(2, 5)):
        radius, x, y = rng.uniform(10, 13) * PER_MM, rng.uniform(80, 400), rng.uniform(80, 280)
        metal = rng.choice(((190, 190, 192), (184, 120, 70), (206, 170, 90)))
        cut.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
        pen.ellipse(
            (x - radius, y - radius, x + radius, y + radius), fill=metal, outline=tuple(c - 60 for c in metal), width=5
        )
        pen.arc(
            (x - radius * 0.7, y - radius * 0.7, x + radius * 0.7, y + radius * 0.7),
            200,
            340,
            fill=(240, 240, 236),
            width=5,
        )
    return np.asarray(image), np.asarray(mask, np.float32) / 255, 1.8


KINDS: dict[str, Callable[[Random, Split], tuple[Pixels, Alpha, float]]] = {
    "pen": pen,
    "telephone": telephone,
    "cup": cup,
    "glass": glass,
    "receipt": receipt,
    "page": page,
    "badge": badge,
    "keyboard": keyboard,
    "spectacles": spectacles,
    "coins": coins,
}
