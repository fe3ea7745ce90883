"""A picture of a card in, one that a phone takes out: a JPEG small enough for every server."""

from __future__ import annotations

import base64
import io
from dataclasses import replace

from PIL import Image

from cardscan.model import Person, Property

MOST_BYTES = 30_000  # docs/phones.md: more makes servers stall and phones slow
_SIDES = (720, 480, 360, 180)  # pixels of the longer side, the first that is small enough
_FLAT_MOST = 64_000_000  # pixels; the book's own flat cards are far smaller


def small_jpeg(content: bytes, longest: int = _SIDES[0]) -> bytes:
    """Return a picture as a JPEG of at most MOST_BYTES, no side longer than ``longest`` pixels, without metadata.

    Raises OSError for what is no picture.
    """
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as opened:
            if opened.width * opened.height > _FLAT_MOST:
                raise OSError("more pixels than a card has")
            picture = opened.convert("RGB")
    except Image.DecompressionBombError as error:
        raise OSError("more pixels than a card has") from error
    for side in (longest, *(one for one in _SIDES if one < longest)):
        picture.thumbnail((side, side))
        for quality in (85, 70, 55, 40):
            jpeg = _jpeg(picture, quality)
            if len(jpeg) <= MOST_BYTES:
                return jpeg
    return _jpeg(picture, 20)


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def size_of(jpeg: bytes) -> tuple[int, int]:
    """Return width and height of a JPEG file in pixels."""
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as opened:
        return opened.size


def with_photo(person: Person, jpeg: bytes) -> Person:
    """Return ``person`` with a picture as PHOTO, unless they have one of their own from another address book."""
    if any(one.name == "PHOTO" for one in person.properties):
        return person
    value = base64.b64encode(jpeg).decode()
    photo = Property("PHOTO", value, (("ENCODING", "b"), ("TYPE", "JPEG")))
    return replace(person, properties=(*person.properties, photo))


def without_photo(person: Person) -> Person:
    """Return ``person`` without any picture; a logo would be taken for one."""
    kept = tuple(one for one in person.properties if one.name not in ("PHOTO", "LOGO"))
    return replace(person, properties=kept)
