"""LINES IN, PARSED CARD OUT. Pure: no files but the package's own word lists, no clock, no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.model import Code, ParsedCard, TextLine


def parse(lines: Sequence[TextLine], codes: Sequence[Code] = ()) -> ParsedCard:
    """Return what the lines of one card mean, of each line what it is likeliest to say. Never raises, whatever the
    text; nothing printed is lost. Of several people on a card the first; the ``others`` stand beside it."""
    from cardscan.parse.choice import chosen
    from cardscan.parse.kana_apart import with_kana_joined
    from cardscan.parse.several import settled
    from cardscan.parse.spelling import as_written_there
    from cardscan.parse.stacked import with_stacked_joined

    read = with_kana_joined(as_written_there(chosen(lines)))
    return settled(with_stacked_joined(read), tuple(codes))
