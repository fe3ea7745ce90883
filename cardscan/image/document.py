"""PDF in, one picture a page out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
import pypdfium2

from cardscan.errors import LockedDocument, UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardscan.model import Pixels

POINTS_PER_INCH = 72
USUAL_DPI = 300
FINEST_DPI = 600
WANTED_PIXELS = 1600  # long side of a page that is a single card
MOST_PIXELS = 30_000_000


def pdf_pages(stream: BinaryIO, label: str) -> Iterator[Pixels | UnreadableFile]:
    """Yield each page rendered on white at about 300 dpi (finer when the page is as small as a card), BGR.

    A page that cannot be rendered is yielded as the error that stands for it. Raises LockedDocument for a file with a
    password, UnreadableFile when the document as a whole is damaged.
    """
    try:
        document = pypdfium2.PdfDocument(stream)
        count = len(document)
    except pypdfium2.PdfiumError as fault:
        if "password" in str(fault).lower():
            raise LockedDocument(f"{label} is locked with a password") from None
        raise UnreadableFile(f"{label} is damaged ({fault})") from None
    with document:
        if not count:
            raise UnreadableFile(f"{label} has no pages")
        for number in range(count):
            try:
                yield _render(document, number)
            except (pypdfium2.PdfiumError, ValueError, MemoryError) as fault:
                yield UnreadableFile(f"{label}, page {number + 1}, is damaged ({fault})")


def _render(document: Any, number: int) -> Pixels:  # pypdfium2 carries no types
    page = document[number]
    width, height = page.get_size()
    if width <= 0 or height <= 0:
        raise ValueError("it has no size")
    bitmap = page.render(scale=_scale(width, height))
    try:
        pixels = np.asarray(bitmap.to_numpy())
        if pixels.ndim == 2 or pixels.shape[2] == 1:
            pixels = np.repeat(pixels.reshape(*pixels.shape[:2], 1), 3, axis=2)
        return np.array(pixels[..., :3], np.uint8, order="C")
    finally:
        bitmap.close()
        page.close()


def _scale(width: float, height: float) -> float:
    """Return pixels per point for a page of ``width`` × ``height`` points."""
    inches = max(width, height) / POINTS_PER_INCH
    dpi = min(FINEST_DPI, max(USUAL_DPI, WANTED_PIXELS / inches))
    return float(min(dpi / POINTS_PER_INCH, (MOST_PIXELS / (width * height)) ** 0.5))
