"""`cardscan qr`: one person as a code that another phone's camera takes as a contact."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cardscan.cli.options import BookFolder
from cardscan.cli.person import Who, chosen, looked_into
from cardscan.cli.rows import called
from cardscan.cli.terminal import harmless, say, write

if TYPE_CHECKING:
    from cardscan.share.qr import CodeMade


class Spelling(StrEnum):
    """What a code says a person in."""

    VCARD = "vcard"
    MECARD = "mecard"


def qr(
    name: Who,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="A .png or .svg file instead of the terminal.", show_default=False
        ),
    ] = None,
    spelling: Annotated[
        Spelling, typer.Option("--as", help="vcard: for every phone of today. mecard: for old ones.")
    ] = Spelling.VCARD,
    book: BookFolder = None,
) -> None:
    """Show a person as a QR code, for another phone's camera.

    Name, reading, company, numbers, mail and web address, as far as they have room in a code that a blurred camera can
    read; what had no room is said.

    \b
    Examples:
      cardscan qr 髙橋
      cardscan qr 髙橋 -o takahashi.png
      cardscan qr 髙橋 --as mecard
    """
    if output is not None and output.suffix.lower() not in (".png", ".svg"):
        raise typer.BadParameter(f"{output} is neither a .png nor a .svg.")
    with looked_into(book) as opened:
        person = chosen(opened, name)
    from cardscan.share.qr import code_of

    made = code_of(person, spelling.value)
    if output is None:
        write(made.as_text().rstrip("\n"))
    else:
        _save(made, output)
    if made.left_out:
        say(harmless(f"{called(person.contact)}: no room in the code for {', '.join(made.left_out)}"))


def _save(made: CodeMade, output: Path) -> None:
    from cardscan.share.vdir import save

    save(made.as_png() if output.suffix.lower() == ".png" else made.as_svg(), output)
    say(harmless(f"written to {output}"))
