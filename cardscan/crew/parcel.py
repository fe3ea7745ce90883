"""A picture read where the reader is, and its pages as bytes to send back. The photos themselves stay behind."""

from __future__ import annotations

import io
import pickle
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from cardscan.crew import Reader
from cardscan.model import Photo
from cardscan.pipeline import pages

if TYPE_CHECKING:
    from cardscan.ocr import Engine
    from cardscan.sides import Page


def read_picture(reader: Reader, name: str, content: bytes) -> bytes:
    """Return the pages of a picture, packed; the reader is opened once in a process."""
    return packed(tuple(pages(name, _opened(reader), content)))


@lru_cache(maxsize=1)
def _opened(reader: Reader) -> Engine:
    from cardscan.ocr import open_engine

    return open_engine(reader.engine, reader.language, reader.memory)


def packed(read: tuple[Page, ...]) -> bytes:
    """Return pages as bytes; of their photos only the size is in them: nobody looks at these any more."""
    out = io.BytesIO()
    _Packer(out, pickle.HIGHEST_PROTOCOL).dump(read)
    return out.getvalue()


def unpacked(parcel: bytes) -> tuple[Page, ...]:
    """Return the pages that a reader of ours packed. Never give it bytes from anybody else: they could run code."""
    return cast("tuple[Page, ...]", pickle.loads(parcel))


class _Packer(pickle.Pickler):
    def reducer_override(self, value: object) -> Any:  # Any: what pickle takes here has no type of its own
        return (_blank, (value.name, value.page, value.pixels.shape)) if isinstance(value, Photo) else NotImplemented


def _blank(name: str, page: int, shape: tuple[int, int, int]) -> Photo:
    """Return white paper of the photo's size, which takes no memory."""
    return Photo(name, page, np.broadcast_to(np.uint8(255), shape))
