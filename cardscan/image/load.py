"""Picture files in, upright photos out. The only place that opens a picture; every failure names the file.

Pictures are hostile input: the decoder is chosen by content from a short list, and the size in the header is checked
before anything is decoded.
"""

from __future__ import annotations

import glob
import io
import stat
import struct
import sys
import warnings
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
import pillow_heif
from PIL import Image, ImageOps, UnidentifiedImageError

from cardscan.errors import NothingToRead, PictureTooLarge, UnreadableFile
from cardscan.image.document import pdf_pages
from cardscan.image.sources import STDIN
from cardscan.model import Photo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardscan.model import Pixels

FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF", "HEIF")
MOST_PIXELS = 60_000_000
MOST_JPEG_PIXELS = 200_000_000  # phones make 108 and 200 MP; JPEG can be decoded at a half or a quarter of its size
KEPT_PIXELS = 30_000_000  # beyond this a table of 30 cards gains nothing and memory suffers
MOST_BYTES = 300_000_000

# Pillow's decoders raise nearly anything on damaged files; its documentation names no common base.
DECODER_FAULTS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    EOFError,
    ArithmeticError,
    AttributeError,
    RuntimeError,
    MemoryError,
    struct.error,
)


def fetch(name: str) -> bytes:
    """Return what is in the file ``name`` (``-``: standard input). Raises UnreadableFile or NothingToRead."""
    label = _label(name)
    with _open(name, label) as stream:
        return _bounded(stream, label).read()


def load(name: str, content: bytes | None = None) -> Iterator[Photo]:
    """Yield the photos in the file ``name`` (``-``: standard input): one, or one a page for PDF and TIFF.

    ``content`` is what ``fetch`` returned for it, if that was called; the file is not opened again then.
    Pages that cannot be read do not cost the others: they are told about in one error after the last good page.
    Raises UnreadableFile, PictureTooLarge, LockedDocument or NothingToRead, each naming the file.
    """
    label = _label(name)
    with _open(name, label) if content is None else io.BytesIO(content) as stream:
        head = stream.read(1024)
        stream.seek(0)
        if not head:
            raise UnreadableFile(f"{label} is empty (zero bytes)")
        pages = pdf_pages(stream, label) if b"%PDF-" in head else _frames(stream, label)
        bad: list[tuple[int, UnreadableFile]] = []
        for number, page in enumerate(pages, start=1):
            if isinstance(page, UnreadableFile):
                bad.append((number, page))
                continue
            page.setflags(write=False)
            yield Photo(name, number, page)
    if bad:
        number, fault = bad[0]
        raise (
            fault
            if len(bad) == 1
            else UnreadableFile(
                f"{label}: {len(bad)} pages cannot be read, the first is page {number}: {fault.message}"
            )
        )


def _label(name: str) -> str:
    return "standard input" if name == STDIN else name


def _open(name: str, label: str) -> BinaryIO:
    if name == STDIN:
        return _bounded(sys.stdin.buffer, label)
    path = Path(name)
    try:
        if path.is_dir():
            next(path.iterdir(), None)
            raise NothingToRead(f"{label} holds no pictures")
        if not path.exists() and glob.has_magic(name):
            raise NothingToRead(f"no file matches {label}")
        stream = path.open("rb")
        # A pipe (shell: <(command)) cannot seek, a device may never end.
        if not stat.S_ISREG(path.stat().st_mode):
            with stream:
                return _bounded(stream, label)
        return stream
    except FileNotFoundError:
        raise UnreadableFile(f"{label} does not exist", "Check the name") from None
    except PermissionError:
        raise UnreadableFile(f"{label} may not be read (permission denied)", "Allow reading it: chmod u+r") from None
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise UnreadableFile(f"{label} cannot be opened ({reason})", "Check the name") from None


def _bounded(stream: BinaryIO, label: str) -> BinaryIO:
    try:
        content = stream.read(MOST_BYTES + 1)
    except OSError as fault:
        remedy = "Copy it to this disk and try again"
        raise UnreadableFile(f"{label} cannot be read ({fault.strerror})", remedy) from None
    if len(content) > MOST_BYTES:
        raise PictureTooLarge(f"{label} is longer than {MOST_BYTES // 1_000_000} MB")
    return io.BytesIO(content)


@lru_cache(maxsize=1)
def prepare_pillow() -> None:
    """Teach Pillow HEIC, and which pictures are too large to be opened."""
    pillow_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = MOST_JPEG_PIXELS


def _frames(stream: BinaryIO, label: str) -> Iterator[Pixels | UnreadableFile]:
    """Yield the pixels of each page, or the error that stands for it. The header's faults are raised."""
    image = _identify(stream, label)
    with image:
        count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        for number in range(count):
            try:
                image.seek(number)
                yield _decode(image, label)
            except UnreadableFile as fault:
                yield fault
            except DECODER_FAULTS as fault:
                where = f"{label}, page {number + 1}," if count > 1 else label
                yield UnreadableFile(f"{where} is damaged or cut short ({_reason(fault)})")


def _identify(stream: BinaryIO, label: str) -> Image.Image:
    prepare_pillow()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return Image.open(stream, formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureTooLarge(f"{label} has more than {MOST_JPEG_PIXELS // 1_000_000} megapixels") from None
    except UnidentifiedImageError:
        raise UnreadableFile(f"{label} is not a picture that can be read") from None
    except DECODER_FAULTS as fault:
        raise UnreadableFile(f"{label} is damaged ({_reason(fault)})") from None


def _decode(image: Image.Image, label: str) -> Pixels:
    width, height = image.size
    if width * height == 0:
        raise UnreadableFile(f"{label} is an empty picture ({width}×{height})")
    if width * height > (MOST_JPEG_PIXELS if image.format in ("JPEG", "MPO") else MOST_PIXELS):
        raise PictureTooLarge(f"{label} has {width * height / 1e6:.0f} megapixels ({width}×{height})")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # notes about odd metadata are of no use to the reader of a card
        if width * height > KEPT_PIXELS:
            image.draft(
                None, (width // 2, height // 2) if width * height <= 4 * KEPT_PIXELS else (width // 4, height // 4)
            )
        image.load()
        return _pixels(_upright(_within(image)))


def _within(image: Image.Image) -> Image.Image:
    excess = image.width * image.height / KEPT_PIXELS
    if excess <= 1:
        return image
    if image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    size = (max(1, int(image.width / excess**0.5)), max(1, int(image.height / excess**0.5)))
    return image.resize(size, Image.Resampling.BOX if image.mode != "1" else Image.Resampling.NEAREST)


def _upright(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    except DECODER_FAULTS:  # unreadable metadata: the pixels are still good
        return image


def _pixels(image: Image.Image) -> Pixels:
    """Return BGR on white. Works in strips: only one full-size copy beside Pillow's own ever exists."""
    pixels = np.empty((image.height, image.width, 3), np.uint8)
    scale = _scale(image)
    for top in range(0, image.height, 256):
        strip = image.crop((0, top, image.width, min(top + 256, image.height)))
        pixels[top : top + strip.height] = np.asarray(_rgb(strip, scale))[..., ::-1]
    return pixels


def _scale(image: Image.Image) -> tuple[float, float]:
    """Return (darkest, brightest) of a picture with more than 8 bits a channel."""
    if image.mode not in ("I", "F") and not image.mode.startswith("I;16"):
        return 0.0, 255.0
    low, high = np.asarray(image.getextrema(), float).ravel()[:2]
    if image.mode == "F":
        return float(low), float(max(high, low + 1e-6))
    return 0.0, 255.0 if high <= 255 else 65535.0 if high <= 65535 else float(high)


def _rgb(image: Image.Image, scale: tuple[float, float]) -> Image.Image:
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        low, high = scale
        grey = (np.asarray(image).astype(np.float32) - low) * (255.0 / (high - low))
        return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).convert("RGB")
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        layer = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
    return image.convert("RGB")


def _reason(fault: BaseException) -> str:
    words = str(fault).splitlines()
    return words[0] if words and words[0] else type(fault).__name__
