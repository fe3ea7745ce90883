"""`cardscan export`: everybody in the book as a file for phones."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cardscan.cli.options import BookFolder
from cardscan.cli.person import looked_into
from cardscan.cli.terminal import counted, say, stdout_faults

STDOUT = "-"


class Format(StrEnum):
    """What phones and other programs take."""

    VCF = "vcf"


def export(
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Where to; - for standard output.", show_default=False),
    ] = None,
    format: Annotated[Format, typer.Option("--format", help="vcf: vCard 3.0, one file for all.")] = Format.VCF,
    book: BookFolder = None,
) -> None:
    """Write everybody in the book as vCards for the phone.

    Without -o the file is contacts.vcf here, or standard output when that is not a terminal.

    \b
    Examples:
      cardscan export -o contacts.vcf
      cardscan export | ssh phone "cat > contacts.vcf"
    """
    from cardscan.share import vdir

    target = output or ("contacts.vcf" if sys.stdout.isatty() else STDOUT)
    with looked_into(book) as opened:
        people = opened.people()
    if target == STDOUT:
        with stdout_faults():
            vdir.export(people, None)
    else:
        vdir.export(people, Path(target))
        say(f"{counted(len(people), 'person', 'people')} written to {target}")
