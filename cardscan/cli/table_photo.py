"""Photos of a table in, the numbered list of the cards on it out. Touches no book."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cardscan.cli.options import open_reader
from cardscan.cli.reading import outcomes_of_each
from cardscan.cli.terminal import progress
from cardscan.intake import pictures
from cardscan.model import Event
from cardscan.shown import flat_jpeg
from cardscan.sides import Failure, whole_cards
from cardscan.tally import why_unread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardscan.errors import CardscanError
    from cardscan.model import CardReading, Contact
    from cardscan.roster import Roster

    Card = tuple[str | None, Contact, bytes]


def roster_of_photos(
    files: list[str], title: str | None, up_to: int | None, face: int | None, engine: str, lang: str | None,
    no_cache: bool,
) -> tuple[Roster, int]:  # fmt: skip
    """Return the list of the cards on photos, and the exit code of the first failure (0: there was none).

    ``face`` is how many pixels of the longer side a card's picture has, None for no pictures.
    """
    from cardscan.roster import of_cards

    reader = open_reader(engine, lang, no_cache=no_cache)
    names = list(pictures(files))
    cards: dict[tuple[str, str], Card] = {}
    unread: list[tuple[str, str]] = []
    errors: list[CardscanError] = []
    with progress(len(names)) as bar:
        for name, found in outcomes_of_each(names, reader, bar):
            bar.name(name)
            for card in whole_cards(found):
                if isinstance(card, Failure):
                    errors.append(card.error)
                    unread += _numbered(card)
                else:
                    cards.setdefault(_which(card, len(cards)), _card(card, face))
            bar.step()
    if errors and not cards:  # a list of nobody is no list
        raise typer.Exit(errors[0].exit_code)
    listed = of_cards(Event(title or Path(names[0]).name), cards.values(), unread, up_to)
    return listed, errors[0].exit_code if errors else 0


def _numbered(failure: Failure) -> Iterator[tuple[str, str]]:
    if failure.card is not None and failure.card.tag:
        yield failure.card.tag, why_unread(failure)


def _which(card: tuple[CardReading, ...], place: int) -> tuple[str, str]:
    """Return what tells a card from others: the same number and name on a second photo of the table is the same one."""
    name = card[0].parsed.contact.name
    tag = _tag(card)
    return (tag, name.full) if tag and name else (tag or "", f"card {place}")


def _card(card: tuple[CardReading, ...], face: int | None) -> Card:
    from cardscan.share.photo import small_jpeg

    front = card[0]
    return _tag(card), front.parsed.contact, small_jpeg(flat_jpeg(front.card), face) if face else b""


def _tag(card: tuple[CardReading, ...]) -> str | None:
    return next((side.card.tag for side in card if side.card.tag), None)
