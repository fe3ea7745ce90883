"""Lines as an engine would give them, for tests of the parser: one under another, or column after column."""

from __future__ import annotations

from cardscan.model import Contact, Source, TextLine
from cardscan.parse import parse
from cardscan.parse.roles import pieces


def lines(*texts: str, vertical: bool = False, confidence: float = 1.0) -> tuple[TextLine, ...]:
    """Return ``texts`` as lines below one another with the same left edge; vertical ones run from right to left."""
    laid = []
    for number, text in enumerate(texts):
        across = max(20, len(text) * 18)
        if vertical:
            x = 900 - 45 * number
            quad = ((x, 50.0), (x + 30.0, 50.0), (x + 30.0, 50.0 + across), (x, 50.0 + across))
        else:
            y = 100 + 40 * number
            quad = ((50.0, y), (50.0 + across, y), (50.0 + across, y + 30.0), (50.0, y + 30.0))
        laid.append(TextLine(text, quad, confidence, "test", vertical))
    return tuple(laid)


def at(text: str, x: float, y: float, height: float = 30.0) -> TextLine:
    """Return a line whose top left corner is at (x, y)."""
    right, bottom = x + max(20, len(text) * 0.6 * height), y + height
    return TextLine(text, ((x, y), (right, y), (right, bottom), (x, bottom)), 1.0, "test")


def printed(read: tuple[TextLine, ...], sources: tuple[Source, ...]) -> list[str]:
    """Return the stretches of text that ``sources`` name."""
    return [read[source.line].text[source.start : source.end] for source in sources]


def contact(*texts: str) -> Contact:
    """Return what is understood of lines below one another."""
    return parse(lines(*texts)).contact


def kinds(text: str) -> list[tuple[str, str]]:
    """Return the kind of each part of a Japanese text, empty where it is not known, and the part."""
    return [(piece.kind.value if piece.kind else "", piece.text) for piece in pieces(text)]
