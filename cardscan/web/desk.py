"""What every handler needs: where the book is, how it is opened, and the photos that wait to be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cardscan.book import Book
    from cardscan.ocr import Engine
    from cardscan.web.tray import Tray


@dataclass(frozen=True, slots=True)
class Door:
    """Who may come in: the ``hosts`` that a browser may ask for (``127.0.0.1:8080``), and the ``key`` that it
    must bring, or None on loopback."""

    hosts: frozenset[str]
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """The book's ``folder``, how its reader is opened (slow, so only when there is something to read), the tray, and
    the folder in which is remembered what was read."""

    folder: Path
    open_reader: Callable[[], Engine]
    tray: Tray
    memory: Path

    @contextmanager
    def book(self) -> Iterator[Book]:
        """Open the book for a change, taking in first what was changed in ``contacts/``."""
        from cardscan.book import open_book
        from cardscan.share.vdir import Vdir

        with open_book(self.folder, mirror=Vdir) as book:
            yield book

    @contextmanager
    def look(self) -> Iterator[Book]:
        """Open the book to look something up; it is made if it is not there yet."""
        from cardscan.book import open_book

        with open_book(self.folder) as book:
            yield book

    def photo(self, book: Book, picture: str) -> bytes | None:
        """Return the file of a photo, by its hash: from the book, else from the tray; None where neither has it."""
        kept = book.picture_file(picture)
        if kept is not None and kept.is_file():
            return kept.read_bytes()
        return self.tray.content(picture)


def export_again(book: Book) -> None:
    """Make contacts.vcf beside the book current, if it is there: who was deleted must not stay in it."""
    from cardscan.share.vdir import export

    path = book.folder / "contacts.vcf"
    if path.exists():
        everybody = book.people()
        export(everybody, path, book.vcards(everybody))
