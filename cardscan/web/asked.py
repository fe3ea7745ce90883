"""What a browser sends in, values out: bodies are bounded in bytes and in time before anything looks at them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated, TypeVar

import msgspec

from cardscan.errors import NotFound, NothingToRead, PictureTooLarge, TooSlow, Unclear

if TYPE_CHECKING:
    from starlette.requests import Request

T = TypeVar("T")
MOST_JSON = 256_000  # bytes: a field of 10,000 characters, with room
MOST_PHOTO = 60_000_000  # bytes: no camera makes more; the book itself would take 300 MB
MOST_DIGITS = 18  # of a number: more than a database holds, and far more than anything has
Number = Annotated[int, msgspec.Meta(ge=0, lt=10**MOST_DIGITS)]
LONGEST = 120.0  # seconds that a body may take to arrive


async def told(request: Request, kind: type[T]) -> T:
    """Return the JSON in the body as a ``kind``. Raises Unclear, PictureTooLarge, TooSlow."""
    content = await body(request, MOST_JSON)
    try:
        return msgspec.json.decode(content, type=kind)
    except msgspec.MsgspecError as error:
        raise Unclear(f"the page sent something else than expected: {error}") from error


async def photo(request: Request) -> bytes:
    """Return the photo in the body. Raises PictureTooLarge, NothingToRead, TooSlow."""
    content = await body(request, MOST_PHOTO)
    if not content:
        raise NothingToRead("the file is empty", "Choose another photo")
    return content


async def body(request: Request, most: int) -> bytes:
    """Return the body of a request, at the most ``most`` bytes of it. Raises PictureTooLarge, TooSlow."""
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or len(length) > MOST_DIGITS or int(length) > most:
        raise PictureTooLarge(f"this is longer than {most // 1000} kB", "Send a smaller file")
    content = bytearray()
    try:
        async with asyncio.timeout(LONGEST):
            async for piece in request.stream():
                content += piece
                if len(content) > most:
                    raise PictureTooLarge(f"this is longer than {most // 1000} kB", "Send a smaller file")
    except TimeoutError:
        raise TooSlow("the file took too long to arrive") from None
    return bytes(content)


def card_of(request: Request) -> int:
    """Return the number of the card that the address names. Raises NotFound for what is none."""
    text: str = request.path_params["card"]
    if not (text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS):
        raise NotFound("this card is not there any more", "Load the page again")
    return int(text)


def text_of(request: Request, name: str, longest: int = 200) -> str:
    """Return a word of the address, cut to ``longest`` characters, on one line."""
    return " ".join(request.query_params.get(name, "")[:longest].split())
