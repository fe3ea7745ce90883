"""What the whole reader is taught with: printed lines, some with an icon or a logo beside them, lines cut from cards,
and what must say no more than it did: lines on their head, logos alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import cv2
import numpy as np
import numpy.typing as npt

from bench.reader import icons, logos
from bench.reader.cut import opened
from bench.reader.lines import HEIGHT, WIDEST, harmed, line_of_ink
from bench.reader.texts import size_of, text, with_some

Pixels = npt.NDArray[np.uint8]
KINDS = {"line": 44, "hard": 12, "icon": 6, "logo": 8, "rare": 4, "cut": 22, "turned": 7, "shape": 1}
HARD_ALONE = 0.3  # of lines with an icon or a logo are harder to read, too


@dataclass(frozen=True)
class Lesson:
    """A picture (48, width, 3) and its text; None where the reader shall say what it said before."""

    pixels: Pixels
    text: str | None


@dataclass(frozen=True)
class Book:
    """Where lessons come from: what cards say, folders of fonts, lines cut from cards by their length."""

    corpus: Sequence[str]
    faces: str
    cut: dict[str, list[tuple[bytes, str]]]

    @property
    def icons(self) -> str:
        """The folder of fonts of icons."""
        return str(Path(self.faces) / "icons")


def by_length(crops: Sequence[tuple[bytes, str]]) -> dict[str, list[tuple[bytes, str]]]:
    """Return lines cut from cards, sorted into "short", "middling" and "long" ones."""
    found: dict[str, list[tuple[bytes, str]]] = {"short": [], "middling": [], "long": []}
    for picture, words in crops:
        found[size_of(words)].append((picture, words))
    return found


def lesson(rng: Random, size: str, book: Book) -> Lesson | None:
    """Return a lesson of a length ("short", "middling", "long"), or None where the draw gave none."""
    kind = rng.choices(list(KINDS), list(KINDS.values()))[0]
    if kind == "shape":
        return Lesson(_shape(rng), "")
    if kind == "cut" or (kind == "turned" and rng.random() < 0.7):
        picture, words = rng.choice(book.cut[size])
        pixels = _again(rng, opened(picture))
        return Lesson(turned(rng, pixels), None) if kind == "turned" else Lesson(pixels, words)
    return _printed(rng, kind, size, book)


def _printed(rng: Random, kind: str, size: str, book: Book) -> Lesson | None:
    words = text(rng, size, book.corpus)
    if kind == "rare":
        words = with_some(rng, words, ("𠮷", "吉", "𠮷"))
    made = line_of_ink(rng, words, book.faces)
    if made is None:
        return None
    ink, said = made
    if kind == "icon":
        ink, mark = icons.before(rng, ink, book.icons)
        said = f"{mark} {said}"
    if kind == "logo":
        ink = logos.beside(rng, ink)
    hard = kind == "hard" or (kind in ("icon", "logo") and rng.random() < HARD_ALONE)
    pixels = harmed(rng, ink, rng.random() ** 1.5 if hard else 0.0)
    return Lesson(turned(rng, pixels), None) if kind == "turned" else Lesson(pixels, said)


def _shape(rng: Random) -> Pixels:
    """Return one to four logos side by side."""
    high = rng.randint(30, 60)
    marks = [logos.logo(rng, high) for _ in range(rng.choice((1, 1, 1, 2, 3, 4)))]
    return harmed(rng, np.pad(np.concatenate(marks, axis=1), ((4, 4), (high // 3, high // 3))))


def _again(rng: Random, pixels: Pixels) -> Pixels:
    """Return a line cut from a card a little changed, so that none is seen twice: stretched, shifted, lit, coloured,
    negative now and then."""
    high, wide = pixels.shape[:2]
    made = pixels.astype(np.float32)
    if rng.random() < 0.7:
        stretch, shift = rng.uniform(0.88, 1.12), rng.gauss(0, 0.03) * high
        width = int(np.clip(round(wide * stretch), 8, WIDEST))
        matrix = np.array([[width / wide, rng.gauss(0, 0.03), 0], [2 * shift / wide, rng.uniform(0.94, 1.06), -shift]])
        made = cv2.warpAffine(made, matrix, (width, high), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    if rng.random() < 0.3:
        made = 255 - made
    if rng.random() < 0.5:
        gains = np.array([rng.uniform(0.75, 1.2) for _ in range(3)], np.float32)
        made = (made - 128) * rng.uniform(0.6, 1.25) + 128 * gains
    if rng.random() < 0.3:
        made = cv2.GaussianBlur(made, (0, 0), rng.uniform(0.3, 1.2))
    if rng.random() < 0.4:
        noise = np.random.default_rng(rng.getrandbits(32)).normal(0, rng.uniform(1, 8), made.shape)
        made = made + noise.astype(np.float32)
    return np.asarray(np.clip(made, 0, 255), np.uint8)


def turned(rng: Random, pixels: Pixels) -> Pixels:
    """Return the line on its head, or its glyphs lying on either side one after the other."""
    if rng.random() < 0.4:
        return np.ascontiguousarray(np.rot90(pixels, 2))
    side = rng.choice((1, 3))
    cells = [np.rot90(pixels[:, x : x + HEIGHT], side) for x in range(0, pixels.shape[1] - HEIGHT + 1, HEIGHT)]
    return np.ascontiguousarray(np.concatenate(cells, axis=1) if cells else np.rot90(pixels, 2))
