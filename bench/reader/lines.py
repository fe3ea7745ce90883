"""Lines printed, and harmed as a camera, a printer and a messenger harm them: pictures 48 pixels high."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from random import Random

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from bench.reader.texts import Text

Pixels = npt.NDArray[np.uint8]
HEIGHT = 48
WIDEST = 800


@dataclass(frozen=True)
class Cut:
    """A font file made by ``bench.reader.faces``."""

    path: str
    use: str
    share: float


@lru_cache
def cuts(folder: str) -> tuple[Cut, ...]:
    """Return the fonts in a folder."""
    parts = [(path, path.stem.split("-")) for path in sorted(Path(folder).glob("*.otf"))]
    return tuple(Cut(str(path), use, float(share)) for path, (_, use, share) in parts)


@cache
def _covered(path: str) -> frozenset[str]:
    from fontTools.ttLib import TTFont  # only for the fonts cut by ``faces``

    return frozenset(map(chr, TTFont(path, lazy=True, fontNumber=0).getBestCmap()))


@lru_cache(maxsize=4096)
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


def line(rng: Random, text: Text, folder: str) -> tuple[Pixels, str] | None:
    """Return a picture (48, width, 3) of the text, and what of it is to be seen; None where no font can print it."""
    made = line_of_ink(rng, text, folder)
    return None if made is None else (harmed(rng, made[0]), made[1])


def printed_line(rng: Random, words: str, folder: str) -> tuple[npt.NDArray[np.float32], str] | None:
    """Return the ink, 0–1, of a Japanese line, and what of it is to be seen; None where no font can print it."""
    return line_of_ink(rng, Text(words, "ja"), folder)


def line_of_ink(rng: Random, text: Text, folder: str) -> tuple[npt.NDArray[np.float32], str] | None:
    """Return the ink, 0–1, of a line, and what of it is to be seen; None where no font can print it."""
    able = [cut for cut in cuts(folder) if cut.use == text.use or (text.use == "ja" and cut.use == "zh")]
    cut = rng.choices(able, [each.share * (0.15 if each.use != text.use else 1) for each in able])[0]
    covered = _covered(cut.path)
    words = "".join(c for c in text.words if c in covered or c == " ").strip()
    if not words:
        return None
    ink = printed(rng, words, cut)
    return None if ink is None else (ink, spoken(words))


def spoken(words: str) -> str:
    """Return the text as it is to be read: letters and digits of full width are letters and digits, and what stands
    between digits is a hyphen, however long."""
    halved = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" and c not in "～：，．（）／－" else c for c in words)
    return re.sub(r"(?<=[0-9)])[‐−–－](?=[0-9(])", "-", halved)


def printed(rng: Random, words: str, cut: Cut) -> npt.NDArray[np.float32] | None:
    """Return how much ink there is, 0–1, cropped to the line with a margin."""
    size = rng.choice((20, 26, 34, 44, 44))
    font = _font(cut.path, size)
    gap = rng.choice((0.0, 0.0, 0.0, 0.05, 0.15, 0.4)) * size
    if len(words) > 1 and rng.random() < 0.06:
        gap = rng.uniform(0.5, 1.2) * size
    bold = rng.choice((0, 0, 0, 0, 1)) if size > 30 else 0
    space = rng.uniform(0.5, 4) * size if rng.random() < 0.4 else 0.0  # besides what a space is wide
    width = int(sum(font.getlength(c) + gap + space * (c == " ") for c in words)) + 2 * size
    if width > 40 * size:
        return None
    page = Image.new("L", (width, 2 * size), 0)
    pen, x = ImageDraw.Draw(page), float(size)
    if gap:
        for char in words:
            pen.text((x, size * 0.4), char, 255, font, stroke_width=bold)
            x += font.getlength(char) * (0.6 if char == " " else 1) + gap + space * (char == " ")
    else:
        for word in words.split(" ") if space else [words]:
            pen.text((x, size * 0.4), word, 255, font, stroke_width=bold)
            x += font.getlength(f"{word} ") + space
    if rng.random() < 0.05:  # a rule that runs along below
        pen.line([(0, size * 1.55), (width, size * 1.55)], 255, rng.randint(1, 2))
    ink = np.asarray(page, np.float32) / 255
    rows, columns = np.flatnonzero(ink.max(axis=1) > 0.2), np.flatnonzero(ink.max(axis=0) > 0.2)
    if not len(rows):
        return None
    full = size * rng.uniform(0.95, 1.2)  # crops are as high as the line, not as its letters
    top, low = rows[0], rows[-1] + 1
    high = max(low - top, full * (0.55 if low - top < 0.5 * size else 0.9))
    middle, margin = (top + low) / 2, rng.uniform(0.02, 0.28) * size
    first, last = int(middle - high / 2 - margin), int(middle + high / 2 + margin)
    side = int(rng.uniform(0.02, 0.35) * size)
    ink = np.pad(ink, ((size, size), (size, size)))
    return ink[max(first + size, 0) : last + size, columns[0] + size - side : columns[-1] + 1 + size + side]


def harmed(rng: Random, ink: npt.NDArray[np.float32], hardness: float = 0.0) -> Pixels:
    """Return a line of ink, 0–1, as a camera sees it, (48, width, 3); with ``hardness`` 1 people squint."""
    ink = _bent(rng, ink)
    seen = ink.shape[0]
    if rng.random() < 0.5:  # as small as on a table full of cards
        seen = rng.randint(14, 40)
    if hardness and rng.random() < 0.4:
        seen = rng.randint(round(14 - 4 * hardness), 20)
    stretch = rng.uniform(0.8, 1.2)
    size = (max(round(ink.shape[1] * seen / ink.shape[0] * stretch), 4), seen)
    ink = cv2.resize(ink, size, interpolation=cv2.INTER_AREA)
    picture = coloured(rng, ink, 45 - 25 * hardness)
    if hardness and rng.random() < 0.35 * hardness:
        picture = _lit(rng, picture)
    picture = taken(rng, picture, hardness)
    width = int(np.clip(round(size[0] * HEIGHT / size[1]), 8, WIDEST))
    how = rng.choice((cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_AREA))
    return np.asarray(cv2.resize(picture, (width, HEIGHT), interpolation=how), np.uint8)


def _bent(rng: Random, ink: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    high, wide = ink.shape
    if rng.random() < 0.2:
        kernel = np.ones((2, 2), np.uint8)
        ink = cv2.dilate(ink, kernel) if rng.random() < 0.5 else 0.5 * ink + 0.5 * cv2.erode(ink, kernel)
    if rng.random() < 0.5:
        shift = rng.gauss(0, 0.04) * high
        slant = rng.gauss(0, 0.06)
        matrix = np.array([[1, slant, -slant * high / 2], [2 * shift / max(wide, 1), 1, -shift]], np.float64)
        ink = cv2.warpAffine(ink, matrix, (wide, high), flags=cv2.INTER_LINEAR)
    return np.asarray(ink, np.float32)


def _lit(rng: Random, picture: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return the line with the glare of a lamp over a part of it, or the edge of a shadow across it."""
    high, wide = picture.shape[:2]
    x, y = np.arange(wide, dtype=np.float32)[None, :], np.arange(high, dtype=np.float32)[:, None]
    if rng.random() < 0.5:
        middle, reach = rng.uniform(0, wide), rng.uniform(1, 8) * high
        near = np.exp(-(((x - middle) / reach) ** 2) - ((y - rng.uniform(0, high)) / (2 * high)) ** 2)[..., None]
        return np.asarray(picture + (255 - picture) * near * rng.uniform(0.3, 0.85), np.float32)
    soft = rng.uniform(0.1, 2) * high
    side = 1 / (1 + np.exp(-np.clip((x - rng.uniform(0, wide) + (y - high / 2) * rng.gauss(0, 1)) / soft, -30, 30)))
    return np.asarray(picture * (1 - rng.uniform(0.2, 0.65) * side[..., None]), np.float32)


def coloured(rng: Random, ink: npt.NDArray[np.float32], least: float = 45.0) -> npt.NDArray[np.float32]:
    """Return the line in colours, 0–255, that differ by ``least`` at least."""
    toss = rng.random()
    if toss < 0.7:
        paper, colour = rng.uniform(165, 255), rng.uniform(0, 110)
    elif toss < 0.85:
        paper, colour = rng.uniform(0, 100), rng.uniform(150, 255)
    else:
        paper, colour = rng.uniform(80, 220), rng.uniform(10, 240)
    while abs(paper - colour) < least:
        colour = rng.uniform(0, 255)
    tints = [np.clip([level + rng.gauss(0, 14) for _ in range(3)], 0, 255) for level in (paper, colour)]
    high, wide = ink.shape
    across = np.linspace(-1, 1, wide, dtype=np.float32)[None, :, None] * rng.gauss(0, 0.06)
    light = 1 + across + np.linspace(-1, 1, high, dtype=np.float32)[:, None, None] * rng.gauss(0, 0.04)
    a = ink[..., None]
    return np.asarray((tints[0] * (1 - a) + tints[1] * a) * light, np.float32)


def taken(rng: Random, picture: npt.NDArray[np.float32], hardness: float = 0.0) -> Pixels:
    """Return the picture as a camera and a messenger hand it on: blurred, noisy, compressed; the more with hardness."""
    high = picture.shape[0]
    if rng.random() < 0.6 + 0.3 * hardness:
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.2, (0.035 + 0.04 * hardness) * high + 0.3))
    if rng.random() < 0.12 + 0.15 * hardness:
        length = rng.randint(2, max(round(high * (0.1 + 0.1 * hardness)), 3))
        kernel = np.ones((1, length) if rng.random() < 0.5 else (length, 1), np.float32) / length
        picture = cv2.filter2D(picture, -1, kernel)
    if rng.random() < 0.6:
        dice = np.random.default_rng(rng.getrandbits(32))
        noise = dice.normal(0, rng.uniform(1, 9 + 10 * hardness), (*picture.shape[:2], 1 if rng.random() < 0.5 else 3))
        picture = picture + noise
    if rng.random() < 0.2:
        picture = picture + (picture - cv2.GaussianBlur(picture, (0, 0), 1.5)) * rng.uniform(0.3, 1.2)
    sharp = np.asarray(np.clip(picture, 0, 255), np.uint8)
    if rng.random() < 0.6:
        _, encoded = cv2.imencode(".jpg", sharp, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(round(40 - 15 * hardness), 95)])
        sharp = np.asarray(cv2.imdecode(encoded, cv2.IMREAD_COLOR), np.uint8)
    return sharp
