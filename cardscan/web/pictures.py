"""Pictures out: photos small enough to look at, and flat cards as the book keeps them. By hash and number,
never by path."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

from starlette.responses import Response

from cardscan.errors import NotFound
from cardscan.shown import size_of, view
from cardscan.web import asked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request

    from cardscan.book import Book
    from cardscan.book.shelf import CardRow
    from cardscan.shown import View
    from cardscan.web.desk import Desk

FOR_GOOD = {"cache-control": "private, max-age=31536000, immutable"}  # a hash never shows another picture
MOST_VIEWS = 6  # of photos in memory: decoding one takes half a second


class Views:
    """The photos that were looked at last. For use by several threads."""

    def __init__(self) -> None:
        self._views: OrderedDict[tuple[str, int], View] = OrderedDict()
        self._lock = Lock()

    def of(self, desk: Desk, picture: str, page: int) -> View:
        """Return a page of a photo. Raises NotFound, UnreadableFile."""
        with self._lock:
            if (picture, page) in self._views:
                return self._views[picture, page]
            with desk.look() as book:
                content = desk.photo(book, picture)
            if content is None:
                raise NotFound("this photo is not there any more")
            made = view("the photo", content, page)
            self._views[picture, page] = made
            while len(self._views) > MOST_VIEWS:
                self._views.popitem(last=False)
            return made

    def forget(self) -> None:
        """Keep none of them: somebody on one of them was forgotten."""
        with self._lock:
            self._views.clear()


def photo(request: Request) -> Response:
    """A photo to look at."""
    found = request.query_params.get("page", "1")
    page = int(found) if found.isdecimal() and len(found) < 5 else 1
    shown = request.app.state.views.of(request.app.state.desk, request.path_params["picture"], page)
    return Response(shown.jpeg, media_type="image/jpeg", headers=FOR_GOOD)


def flat(request: Request) -> Response:
    """A flat card."""
    with request.app.state.desk.look() as book:
        file = book.flat_file(book.card(asked.card_of(request)))
    if file is None or not file.is_file():
        raise NotFound("this card has no picture")
    kind = "image/png" if file.suffix == ".png" else "image/jpeg"
    return Response(file.read_bytes(), media_type=kind, headers={"cache-control": "private, max-age=600"})


def flat_sizes(book: Book, cards: Sequence[CardRow]) -> dict[int, tuple[int, int]]:
    """Return (width, height) in pixels of those of the flat cards that have a picture, by ``CardRow.id``."""
    files = {card.id: book.flat_file(card) for card in cards}
    return {number: size_of(file.read_bytes()) for number, file in files.items() if file and file.is_file()}
