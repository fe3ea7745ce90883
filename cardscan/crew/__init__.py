"""PICTURES IN, PAGES OF READINGS OUT, in the order given, by one reader or by many at once.

Only readings come back. The book is written by the one process that asked, so that nothing depends on who read what.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cardscan.pipeline import pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cardscan.ocr import Engine
    from cardscan.sides import Page


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's name and what is in its file. Without ``content`` it could not be had; ``known`` is not read."""

    name: str
    content: bytes | None
    known: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """How a reader is opened wherever pictures are read: see ``ocr.open_engine``."""

    engine: str
    language: str | None = None
    memory: Path | None = None


class Crew(Protocol):
    """Whoever reads pictures."""

    def read(self, pictures: Iterable[Picture]) -> Iterator[tuple[Picture, Iterable[Page]]]:
        """Yield every picture with its pages, in the order given; no pages of one that is known or could not be had.

        Pictures are asked for only as far ahead as there are readers, and pages are used up before the next is asked
        for. A reader that dies costs no picture: another one reads it, and a picture that kills every reader is a page
        with that failure. Raises EngineError if nobody is left to read.
        """
        ...


class Here:
    """One reader, in this process: each picture is read when its pages are asked for."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def read(self, pictures: Iterable[Picture]) -> Iterator[tuple[Picture, Iterable[Page]]]:
        """See ``Crew``."""
        for picture in pictures:
            wanted = picture.content is not None and not picture.known
            yield picture, pages(picture.name, self._engine, picture.content) if wanted else ()
