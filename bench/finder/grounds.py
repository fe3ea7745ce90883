"""What cards lie on in training: painted textures and photographed ones of Debian's packages (dev only), 640 × 640."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import cv2
import numpy as np
import numpy.typing as npt

from bench.cards import textures
from bench.cards.photos import painted

Ground = npt.NDArray[np.uint8]  # RGB
SIZE = 640
LAID = (painted.mosaic, painted.bricks, painted.quilt, painted.motifs, painted.paving)  # pieces as large as cards
LEAST = 100  # pixels: smaller pictures are signs and icons


def grounds(folders: Sequence[Path], many: int) -> list[Ground]:
    """Return ``many`` painted grounds, half as many again of pieces laid side by side, and every usable picture under
    ``folders`` (see ``scripts/grounds.sh``)."""
    rng = Random("grounds")
    made = [np.clip(textures.ground(rng, SIZE), 0, 255).astype(np.uint8) for _ in range(many)]
    for number in range(many // 2):
        paint = LAID[number % len(LAID)]
        made.append(np.asarray(paint(np.random.default_rng(number), SIZE), np.uint8))
    return [*made, *(each for folder in folders for each in _pictures(folder))]


def _pictures(folder: Path) -> Iterator[Ground]:
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in {".png", ".jpg", ".jpeg", ".pat"} and path.is_file():
            found = _gimp_pattern(path) if path.suffix == ".pat" else cv2.imread(str(path), cv2.IMREAD_COLOR)
            if found is not None and min(found.shape[:2]) >= LEAST:
                yield _filled(np.asarray(found, np.uint8)[:, :, ::-1])


def _gimp_pattern(path: Path) -> npt.NDArray[np.uint8] | None:
    """Return a GIMP pattern as BGR. Format: six big-endian words (header size, version, width, height, bytes a pixel,
    magic), a name, the pixels (GIMP's devel-docs/pat.txt)."""
    content = path.read_bytes()
    head, _, width, height, depth, magic = struct.unpack(">5I4s", content[:24])
    if magic != b"GPAT" or depth < 3:
        return None
    pixels = np.frombuffer(content, np.uint8, width * height * depth, head).reshape(height, width, depth)
    return np.ascontiguousarray(pixels[:, :, 2::-1])


def _filled(pixels: npt.NDArray[np.uint8]) -> Ground:
    """Return a square of the usual size: big pictures are cut and shrunk, small ones mirrored side by side."""
    height, width = pixels.shape[:2]
    if min(height, width) >= SIZE / 2:
        side = min(height, width)
        top, left = (height - side) // 2, (width - side) // 2
        cut = pixels[top : top + side, left : left + side]
        return np.asarray(cv2.resize(cut, (SIZE, SIZE), interpolation=cv2.INTER_AREA), np.uint8)
    return np.asarray(
        cv2.copyMakeBorder(
            np.ascontiguousarray(pixels), 0, max(SIZE - height, 0), 0, max(SIZE - width, 0), cv2.BORDER_REFLECT
        )[:SIZE, :SIZE],
        np.uint8,
    )
