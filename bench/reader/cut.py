"""Lines cut from cards, kept as WebP with their texts (see ``bench.reader.crops``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from bench.reader.lines import HEIGHT

Pixels = npt.NDArray[np.uint8]
QUALITY = 88  # of WebP


@dataclass(frozen=True)
class Crop:
    """A line as the reader gets it, (48, width, 3), and what is printed there."""

    pixels: Pixels
    text: str


def save(crops: Sequence[Crop], file: Path) -> None:
    """Write crops as WebP, with their texts."""
    encoded = [cv2.imencode(".webp", each.pixels, [cv2.IMWRITE_WEBP_QUALITY, QUALITY])[1].tobytes() for each in crops]
    ends = np.cumsum([len(each) for each in encoded]) if encoded else np.zeros(0, np.int64)
    np.savez(
        file,
        pictures=np.frombuffer(b"".join(encoded), np.uint8),
        ends=ends,
        texts=np.array("\n".join(each.text for each in crops)),
    )


def crops(folder: Path) -> list[tuple[bytes, str]]:
    """Return the crops that lie in a folder, as WebP, and their texts."""
    found: list[tuple[bytes, str]] = []
    for file in sorted(folder.glob("crops-*.npz")):
        told = np.load(file)
        content, ends = told["pictures"].tobytes(), [0, *told["ends"].tolist()]
        texts = str(told["texts"]).split("\n")
        found += [(content[a:b], text) for a, b, text in zip(ends, ends[1:], texts, strict=False)]
    return found


def opened(picture: bytes) -> Pixels:
    """Return the pixels of a crop (48, width, 3)."""
    pixels = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
    if pixels is None or pixels.shape[0] != HEIGHT:
        raise ValueError("no crop of a line")
    return np.asarray(pixels, np.uint8)
