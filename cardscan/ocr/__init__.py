"""FLAT CARD IN, LINES OUT. Engines plug in here: one small protocol, one table, imports that wait until asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from cardscan.errors import EngineMissing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.model import CardImage, Pixels, TextLine

    Guesses = tuple[tuple[str, float], ...]  # each text with how sure it is (0–1), the surest first


class Engine(Protocol):
    """Reads text. Has no memory: the same pixels give the same lines."""

    @property
    def name(self) -> str:
        """The word that ``--engine`` takes."""
        ...

    def read(self, card: CardImage) -> tuple[TextLine, ...]:
        """Return the card's lines in reading order, however the card is turned: each quad starts at the line's own
        top left, in pixels of ``card``. An empty tuple means that the card holds no text.

        Raises EngineError when the reader fails.
        """
        ...

    def read_labels(self, patches: Sequence[Pixels]) -> tuple[Guesses, ...]:
        """Return for each of ``patches`` what the number (digits, a capital before them) that fills it may be; nothing
        where there is none."""
        ...


ENGINES = {
    "ppocr": "cardscan.ocr.ppocr",
    "plain": "cardscan.ocr.plain",
    "tesseract": "cardscan.ocr.tesseract",
    "replay": "cardscan.ocr.replay",
}


def open_engine(name: str) -> Engine:
    """Return the engine called ``name``, importing what it needs only now. Raises EngineMissing."""
    if name not in ENGINES:
        raise EngineMissing(f"there is no engine called {name!r}", f"Choose one of: {', '.join(ENGINES)}")
    return cast("Engine", import_module(ENGINES[name]).open_engine())
