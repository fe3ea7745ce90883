"""A picture of a card in, one that a phone takes out: a JPEG small enough for every server."""

from __future__ import annotations

import base64
import io
from dataclasses import replace
from typing import Literal

from PIL import Image

from cardscan.model import Person, Property

Choice = Literal["card", "none"]
MOST_BYTES = 30_000  # docs/phones.md: more makes servers stall and phones slow
_LONGEST = 720  # pixels
_FLAT_MOST = 64_000_000  # pixels; the book's own flat cards are far smaller


def small_jpeg(content: bytes, most: int = MOST_BYTES, longest: int = _LONGEST) -> bytes:
    """Return a picture as a JPEG of at most ``most`` bytes, no side longer than ``longest`` pixels, without metadata.

    Raises OSError for what is no picture.
    """
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as opened:
        if opened.width * opened.height > _FLAT_MOST:
            raise OSError("more pixels than a card has")
        picture = opened.convert("RGB")
    for side in (longest, longest * 2 // 3, longest // 2, longest // 4):
        picture.thumbnail((side, side))
        for quality in (85, 70, 55, 40):
            jpeg = _jpeg(picture, quality)
            if len(jpeg) <= most:
                return jpeg
    return _jpeg(picture, 20)


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def size_of(jpeg: bytes) -> tuple[int, int]:
    """Return width and height of a picture in pixels."""
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as opened:
        return opened.size


def with_photo(person: Person, content: bytes) -> Person:
    """Return ``person`` with a picture as PHOTO, unless they have one of their own from another address book.

    Raises OSError for what is no picture.
    """
    if any(one.name == "PHOTO" for one in person.properties):
        return person
    value = base64.b64encode(small_jpeg(content)).decode()
    photo = Property("PHOTO", value, (("ENCODING", "b"), ("TYPE", "JPEG")))
    return replace(person, properties=(*person.properties, photo))


def without_photo(person: Person) -> Person:
    """Return ``person`` without any picture; a logo would be taken for one."""
    kept = tuple(one for one in person.properties if one.name not in ("PHOTO", "LOGO"))
    return replace(person, properties=kept)
