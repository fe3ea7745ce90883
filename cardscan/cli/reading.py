"""One picture in, cards and failures out, told about on stderr: what `read` and `scan` share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.cli.terminal import complain
from cardscan.intake import in_twos
from cardscan.pipeline import in_order, read_each, read_in_order
from cardscan.sides import Failure, told_by_content

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cardscan.cli.terminal import Bar
    from cardscan.model import CardReading
    from cardscan.ocr import Engine
    from cardscan.sides import Face, Page


def outcomes(pages: Iterable[Page], bar: Bar, before: tuple[Face, ...] = ()) -> Iterator[CardReading | Failure]:
    """Yield every card and every failure of one picture as soon as it is known; complain about the failures.

    ``before`` are the cards of the picture before whose backs may be in this one.
    """
    return _complained(told_by_content(pages, before), bar)


def outcomes_in_order(pictures: Sequence[Iterable[Page]], bar: Bar) -> Iterator[CardReading | Failure]:
    """Yield what ``outcomes`` yields, of two pictures or a document that come as front, back, front, back."""
    return _complained(in_order(pictures), bar)


def outcomes_of_each(
    names: Sequence[str], engine: Engine, bar: Bar
) -> Iterator[tuple[str, Iterator[CardReading | Failure]]]:
    """Yield each picture's name with its outcomes, the next picture being looked at while this one is read."""
    for name, read in read_each(names, engine):
        yield name, _complained(read, bar)


def outcomes_of_twos(
    names: Sequence[str], engine: Engine, bar: Bar
) -> Iterator[tuple[str, Iterator[CardReading | Failure]]]:
    """Yield each picture's name with its outcomes; those of a front come together with those of its back."""
    for group in in_twos(names):
        for name in group[:-1]:
            yield name, iter(())
        yield group[-1], _complained(read_in_order(group, engine), bar)


def _complained(read: Iterator[CardReading | Failure], bar: Bar) -> Iterator[CardReading | Failure]:
    for outcome in read:
        if isinstance(outcome, Failure):
            complain(outcome.error, bar.console)
        yield outcome
