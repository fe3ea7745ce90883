"""One picture in, cards and failures out, told about on stderr: what `read` and `scan` share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.cli.terminal import complain
from cardscan.pipeline import Failure, read_each
from cardscan.pipeline import read as read_picture

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cardscan.cli.terminal import Bar
    from cardscan.model import CardReading
    from cardscan.ocr import Engine


def outcomes(name: str, engine: Engine, bar: Bar, content: bytes | None = None) -> Iterator[CardReading | Failure]:
    """Yield every card and every failure of one picture as soon as it is known; complain about the failures."""
    return _complained(read_picture(name, engine, content), bar)


def outcomes_of_each(
    names: Sequence[str], engine: Engine, bar: Bar
) -> Iterator[tuple[str, Iterator[CardReading | Failure]]]:
    """Yield each picture's name with its outcomes, the next picture being looked at while this one is read."""
    for name, read in read_each(names, engine):
        yield name, _complained(read, bar)


def _complained(read: Iterator[CardReading | Failure], bar: Bar) -> Iterator[CardReading | Failure]:
    for outcome in read:
        if isinstance(outcome, Failure):
            complain(outcome.error, bar.console)
        yield outcome
