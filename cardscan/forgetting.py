"""People out of the book for ever: photos that they share with others made black, every file of the book's folder
brought up to that, and proof that nothing is left. What the command line and the page share.

Cut off at any instant, a person is wholly there, or ``finish`` does what is left the next time.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cardscan.errors import CardscanError

if TYPE_CHECKING:
    from cardscan.book import Blackened, Book, Erased, Leaving
    from cardscan.book.leaving import SharedPhoto
    from cardscan.model import Quad


class Photos(Protocol):
    """Photos that wait outside of the book, and what came of each (``web.tray.Tray``)."""

    def part(self, gone: frozenset[str], pictures: Mapping[str, str | None], is_kept: Callable[[str], bool]) -> None:
        """Forget people ``gone``, and photos of which something came that the book has no more. ``pictures`` are those
        that had to go, by hash, and what stands for each now, if anything does."""
        ...


@dataclass(frozen=True, slots=True)
class Around:
    """What lies around a book and may speak of its people: the photos that wait for the page, and the folder in which
    is remembered what was read."""

    photos: Photos
    memory: Path


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was done: ``covered`` are the names of photos on which a card is black now, ``lost`` of those that could not
    be read, in whose place a black picture stands; ``strays`` is how many files belonged to nothing; ``left`` says in
    words where in the folder something still is; ``is_synced`` whether a server has them until the next sync."""

    who: Leaving
    erased: Erased
    covered: tuple[str, ...]
    lost: tuple[str, ...]
    strays: int
    left: tuple[str, ...]
    is_synced: bool


def forget(
    book: Book, uids: Iterable[str], around: Around, seen: Callable[[str], None] = lambda name: None
) -> Forgotten:
    """Forget people who are in the book, or were deleted, and prove it; ``seen`` is told each file that is searched.

    Nothing of it can be undone. Raises CannotSave, BookBusy.
    """
    who = book.leaving(uids)
    covers = {photo.hash: _covered(photo) for photo in who.photos}
    blackened = {hash: _kept(book, content) for hash, (content, _) in covers.items()}
    erased = book.forget(who, blackened)
    stands_for = {old: new.hash for old, new in blackened.items()}
    around.photos.part(who.uids, {old: stands_for.get(old) for old in who.pictures}, _is_kept(book))
    strays = finish(book, around)
    covered, lost = ([p.source for p in who.photos if covers[p.hash][1] is whole] for whole in (True, False))
    left, is_synced = book.places_left(who, seen), (book.folder / "sync" / "config").exists()
    return Forgotten(who, erased, tuple(covered), tuple(lost), strays, left, is_synced)


def finish(book: Book, around: Around) -> int:
    """Do what is left to be done for people who were forgotten, and remove files that belong to nothing; return how
    many of those there were. Raises CannotSave, BookBusy."""
    from cardscan.share.vdir import export

    exported = book.folder / "contacts.vcf"
    if exported.exists():
        export(book.people(), exported)
    around.photos.part(frozenset(), {}, _is_kept(book))
    shutil.rmtree(around.memory, ignore_errors=True)
    return book.sweep()


def purge(book: Book, days: int, around: Around) -> Forgotten:
    """Forget everybody who was deleted ``days`` days ago or earlier. Raises CannotSave, BookBusy."""
    before = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="microseconds")
    return forget(book, book.deleted(before), around)


def _covered(photo: SharedPhoto) -> tuple[bytes, bool]:
    """Return a picture without the cards of those who leave, and whether others' cards are still on it."""
    from cardscan.image.blacken import all_black, blackened

    try:
        content = photo.file.read_bytes()
        return blackened(photo.source, content, _by_page(photo.theirs), _by_page(photo.others)), True
    except (OSError, CardscanError):  # it could be read once: the file is damaged or gone
        return all_black([quad for _, quad in (*photo.theirs, *photo.others)]), False


def _kept(book: Book, content: bytes) -> Blackened:
    from cardscan.book import Blackened, picture_hash

    return Blackened(picture_hash(content), book.keep_flat(content))


def _is_kept(book: Book) -> Callable[[str], bool]:
    return lambda picture: book.picture_file(picture) is not None


def _by_page(places: Iterable[tuple[int, Quad]]) -> dict[int, list[Quad]]:
    found: dict[int, list[Quad]] = {}
    for page, quad in places:
        found.setdefault(page, []).append(quad)
    return found
