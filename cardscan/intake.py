"""What the user names in, pictures out: files, folders and cameras, opened; nothing is looked at yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from cardscan.image.camera import Moment as Moment
    from cardscan.model import Exposure


def pictures(arguments: Sequence[str]) -> Iterator[str]:
    """Yield the name of every picture meant by ``arguments``: files, folders, patterns, ``-``; in the order given."""
    from cardscan.image.sources import pictures as named

    return named(arguments)


def fetch(source: str) -> bytes:
    """Return the file called ``source`` as it is. Raises UnreadableFile or NothingToRead."""
    from cardscan.image.load import fetch as fetch_file

    return fetch_file(source)


def exposure(content: bytes) -> Exposure:
    """Return when and where the photo in a file was taken, as far as the file says so; never an error."""
    from cardscan.image.exposure import exposure_of

    return exposure_of(content)


def camera_moments(camera: str) -> Generator[Moment, None, None]:
    """Open ``camera`` (a number or a video file) and return a picture for each card that lies still before it, and
    hints for the person there. Close it to let the camera go. Raises CameraError, at once or later."""
    from cardscan.image.camera import frames, moments

    return moments(frames(camera))


def in_twos(sources: Sequence[str]) -> list[tuple[str, ...]]:
    """Return what ``read_in_order`` takes at a time: every document alone, of the pictures two and two.

    >>> in_twos(["a.jpg", "b.jpg", "scan.pdf", "c.jpg"])
    [('a.jpg', 'b.jpg'), ('scan.pdf',), ('c.jpg',)]
    """
    groups: list[tuple[str, ...]] = []
    for source in sources:
        if groups and len(groups[-1]) == 1 and not _is_document(groups[-1][0]) and not _is_document(source):
            groups[-1] = (*groups[-1], source)
        else:
            groups.append((source,))
    return groups


def _is_document(source: str) -> bool:
    return source.casefold().endswith((".pdf", ".tif", ".tiff"))
