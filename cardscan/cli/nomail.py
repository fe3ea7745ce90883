"""`cardscan nomail`: who wants no mail."""

from __future__ import annotations

from typing import Annotated

import typer

from cardscan.cli.options import BookFolder
from cardscan.cli.person import Who, chosen, opened, tell
from cardscan.cli.rows import called
from cardscan.cli.terminal import say


def nomail(
    name: Who,
    off: Annotated[bool, typer.Option("--off", help="Mail is welcome after all, whatever the card says.")] = False,
    book: BookFolder = None,
) -> None:
    """Note that a person wants no mail: `cardscan thank` writes them none.

    Where a card, a note or your memo says so (営業メールお断り, no mail please) this is taken for granted until you say
    --off.

    \b
    Examples:
      cardscan nomail 髙橋
      cardscan nomail 髙橋 --off
    """
    with opened(book) as out:
        person = chosen(out, name)
        noted = out.note_wish(person.uid, "no" if off else "yes")
    if noted is None:
        say("Nothing has changed.")
    else:
        tell(f"{called(person.contact)}: {'mail is welcome' if off else 'no mail'}")
