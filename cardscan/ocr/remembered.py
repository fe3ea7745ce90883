"""A reader that remembers: the same pixels are never read twice by the same version of the same reader.

One small file for each card that was read, named by the hash of what was read by whom; the files used longest ago go
when there are too many. A memory that cannot be used is no reason not to read.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from cardscan.model import TextLine
from cardscan.ocr import memory_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.model import CardImage, Pixels
    from cardscan.ocr import Engine, Guesses

    Answer = TypeVar("Answer")

LARGEST = 48 * 2**20  # bytes that all files together may have: some 16,000 cards
LEFT = 0.8  # of it, once files had to go
Labels = tuple[tuple[tuple[str, float], ...], ...]


class Remembered:
    """Passes on to ``engine`` what ``folder`` does not know yet; see ``ocr.Engine``."""

    def __init__(self, engine: Engine, folder: Path, largest: int = LARGEST) -> None:
        self._engine, self._folder, self._largest = engine, folder, largest
        self.name, self.version = engine.name, engine.version
        self._size: int | None = None

    def read(self, card: CardImage) -> tuple[TextLine, ...]:
        """Return the lines of ``card``, as read before or now."""
        file = self._file("lines", card.pixels)
        known = _known(file, tuple[TextLine, ...])
        if known is None:
            known = self._engine.read(card)
            self._keep(file, msgspec.json.encode(known))
        return known

    def read_labels(self, patches: Sequence[Pixels]) -> tuple[Guesses, ...]:
        """Return what the number on each of ``patches`` may be, as read before or now."""
        if not patches:
            return ()
        file = self._file("labels", *patches)
        known = _known(file, Labels)
        if known is None or len(known) != len(patches):
            known = tuple(self._engine.read_labels(patches))
            self._keep(file, msgspec.json.encode(known))
        return known

    def _file(self, what: str, *pixels: Pixels) -> Path:
        told = hashlib.sha256(f"{self.name} {self.version} {what}".encode())
        for each in pixels:
            told.update(str(each.shape).encode())
            told.update(each.tobytes())
        return self._folder / f"{told.hexdigest()[:40]}.json"

    def _keep(self, file: Path, content: bytes) -> None:
        with contextlib.suppress(OSError):  # a full disk, a folder that cannot be written
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder)  # only its owner may read it
            try:
                with os.fdopen(handle, "wb") as out:
                    out.write(content)
                Path(name).replace(file)
            except OSError:
                Path(name).unlink(missing_ok=True)
                return
            self._size = memory_size(self._folder) if self._size is None else self._size + len(content)
            if self._size > self._largest:
                self._size = _shrink(self._folder, int(self._largest * LEFT))


def _known(file: Path, kind: type[Answer]) -> Answer | None:
    """Return what ``file`` says, or None if it is not there or says nothing that can be understood."""
    try:
        found = msgspec.json.decode(file.read_bytes(), type=kind)
        os.utime(file)
    except (OSError, msgspec.MsgspecError):
        return None
    return found


def _shrink(folder: Path, largest: int) -> int:
    """Remove the files used longest ago until ``largest`` bytes are left; return how many are."""
    files = sorted((each.stat().st_mtime, each.stat().st_size, each.path) for each in os.scandir(folder))
    size = sum(each for _, each, _ in files)
    for _, own, path in files:
        if size <= largest:
            break
        Path(path).unlink(missing_ok=True)
        size -= own
    return size
