"""FLAT CARD IN, LINES OUT. Engines plug in here: one small protocol, one table, imports that wait until asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from cardscan.errors import EngineMissing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cardscan.model import CardImage, Pixels, TextLine

    Guesses = tuple[tuple[str, float], ...]  # each text with how sure it is (0–1), the surest first


class Engine(Protocol):
    """Reads text. Has no memory: the same pixels give the same lines."""

    @property
    def name(self) -> str:
        """The word that ``--engine`` takes."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever the same pixels may give other lines; empty for a reader that goes by more than pixels."""
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


LANGUAGES = ("ja", "zh", "ko", "latin")  # that cards may be in, as far as a reader must know
ONLY_TESSERACT = ("ru", "uk", "th", "ar", "he", "hi")  # whose letters only Tesseract knows
ENGINES = {
    "ppocr": "cardscan.ocr.ppocr",
    "plain": "cardscan.ocr.plain",
    "tesseract": "cardscan.ocr.tesseract",
    "both": "cardscan.ocr.both",
    "replay": "cardscan.ocr.replay",
}


def memory_size(folder: Path) -> int:
    """Return how many bytes of what was read are remembered in ``folder``; 0 if there is none."""
    if not folder.is_dir():
        return 0
    return sum(each.stat().st_size for each in folder.iterdir() if each.is_file())


def open_engine(name: str, language: str | None = None, memory: Path | None = None) -> Engine:
    """Return the engine called ``name``, importing what it needs only now. Raises EngineMissing,
    also where it cannot read ``language``.

    ``language`` (one of LANGUAGES or ONLY_TESSERACT) is what cards are in, where their own text shall not tell it;
    ``memory`` is a folder in which what was read is remembered.
    """
    if name not in ENGINES:
        raise EngineMissing(f"there is no engine called {name!r}", f"Choose one of: {', '.join(ENGINES)}")
    engine = cast("Engine", import_module(ENGINES[name]).open_engine(language))
    if memory is None or not engine.version:
        return engine
    from cardscan.ocr.remembered import Remembered

    return Remembered(engine, memory)
