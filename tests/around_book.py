"""What lies around the book of a test: its tray, and a memory of readings of its own."""

from cardscan.forgetting import Around, purge
from cardscan.web.tray import Tray


def around(book):
    return Around(Tray(book.folder / "tray"), book.folder.parent / "memory")


def purged(book, days=0):
    """Forget everybody who was deleted so many days ago."""
    return purge(book, days, around(book))
