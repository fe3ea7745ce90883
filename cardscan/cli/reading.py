"""One picture in, cards and failures out, told about on stderr: what `read` and `scan` share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.cli.terminal import complain
from cardscan.pipeline import Failure
from cardscan.pipeline import read as read_picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardscan.cli.terminal import Bar
    from cardscan.model import CardReading
    from cardscan.ocr import Engine


def outcomes(name: str, engine: Engine, bar: Bar, content: bytes | None = None) -> Iterator[CardReading | Failure]:
    """Yield every card and every failure of one picture as soon as it is known; complain about the failures."""
    for outcome in read_picture(name, engine, content):
        if isinstance(outcome, Failure):
            complain(outcome.error, bar.console)
        yield outcome
