"""Options of commands that are about one evening."""

from __future__ import annotations

from typing import Annotated

import typer

from cardscan.cli.options import iso_date

HIGHEST = 999

Day = Annotated[
    str | None,
    typer.Option(
        "--date",
        metavar="DAY",
        help="Which day, like 2026-11-20, if an event of this name was on several. Default: the last.",
        show_default=False,
        callback=iso_date,
    ),
]
UpTo = Annotated[
    int | None,
    typer.Option(
        "--up-to",
        metavar="N",
        min=1,
        max=HIGHEST,
        help="The highest number given out. Default: the highest seen.",
        show_default=False,
    ),
]
