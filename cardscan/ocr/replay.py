"""An engine that reads nothing: it gives back lines recorded beside a picture, so that tests need no models.

``photo.jpg`` has its recording in ``photo.lines.json``; ``make record`` writes it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cardscan.errors import EngineError, EngineMissing
from cardscan.model import TextLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.model import CardImage, Pixels
    from cardscan.ocr import Engine, Guesses


class Recording(msgspec.Struct):
    """What an engine said of one picture: lines by ``page:card``, labels by the hash of their patch."""

    engine: str
    cards: dict[str, list[TextLine]]
    labels: dict[str, tuple[tuple[str, float], ...]]


def open_engine(language: str | None = None) -> Replay:
    """Return the replaying engine. Raises EngineMissing for a language: what was recorded was read in its own."""
    if language is not None:
        raise EngineMissing("what was recorded is not read again in another language", "Leave out --lang")
    return Replay()


class Replay:
    """Gives back recorded lines; see ``ocr.Engine``."""

    name = "replay"
    version = ""  # goes by the picture's name

    def __init__(self) -> None:
        self._labels: dict[str, tuple[tuple[str, float], ...]] = {}

    def read(self, card: CardImage) -> tuple[TextLine, ...]:
        """Return the lines recorded for ``card``. Raises EngineError when its picture has no recording."""
        recording = _load(beside(card.photo.name))
        self._labels = recording.labels
        return tuple(recording.cards.get(_card_key(card), ()))

    def read_labels(self, patches: Sequence[Pixels]) -> tuple[Guesses, ...]:
        """Return the labels recorded for these very patches of the picture read last, or nothing."""
        return tuple(self._labels.get(_patch_key(patch), ()) for patch in patches)


class Recorder:
    """An engine that passes every question on to another one and remembers the answers."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.name, self.version = engine.name, engine.version
        self.recording = Recording(engine.name, {}, {})

    def read(self, card: CardImage) -> tuple[TextLine, ...]:
        """Return and remember what the other engine reads."""
        lines = self._engine.read(card)
        self.recording.cards[_card_key(card)] = list(lines)
        return lines

    def read_labels(self, patches: Sequence[Pixels]) -> tuple[Guesses, ...]:
        """Return and remember what the other engine reads."""
        answers = self._engine.read_labels(patches)
        self.recording.labels.update(zip(map(_patch_key, patches), answers, strict=True))
        return answers


def beside(picture: str) -> Path:
    """Return where the recording of a picture lies."""
    return Path(picture).with_suffix(".lines.json")


def _load(path: Path) -> Recording:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Recording)
    except (OSError, msgspec.DecodeError) as problem:
        raise EngineError(f"there is no usable recording at {path}", "Run `make record PICTURES=…`") from problem


def _card_key(card: CardImage) -> str:
    return f"{card.photo.page}:{card.index}"


def _patch_key(patch: Pixels) -> str:
    return hashlib.sha256(patch.tobytes()).hexdigest()[:16]
