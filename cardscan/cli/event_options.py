"""The options of `cardscan event`, each described once."""

from __future__ import annotations

from typing import Annotated

import typer

from cardscan.cli.options import iso_date
from cardscan.occasion import clock


def _time(text: str | None) -> str | None:
    """Return ``text`` if it is a time like 18:30. Raises BadParameter."""
    if not text:
        return text
    try:
        return clock(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no time. Write it like 18:30.") from None


def _day_or_none(text: str | None) -> str | None:
    return iso_date(text) if text else text


Which = Annotated[str, typer.Argument(metavar="NAME", help="Its name, a part of it, or its day.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="What it is called.")]
OnDay = Annotated[
    str | None,
    typer.Option("--date", metavar="DAY", help="The one on this day.", callback=iso_date, show_default=False),
]
Today = Annotated[
    str | None, typer.Option("--date", metavar="DAY", help="Its day. Default: today.", callback=iso_date,
                             show_default=False)
]  # fmt: skip
Place = Annotated[str | None, typer.Option("--place", metavar="NAME", help="Where it is.", show_default=False)]
From = Annotated[
    str | None,
    typer.Option("--from", metavar="HH:MM", help="When it begins.", callback=_time, show_default=False),
]
Until = Annotated[
    str | None,
    typer.Option("--until", metavar="HH:MM", help="When it ends; past midnight is fine.", callback=_time,
                 show_default=False),
]  # fmt: skip
Photos = Annotated[
    list[str] | None,
    typer.Option("--photo", metavar="FILE", help="Scan this into it at once. May be repeated.", show_default=False),
]
NewDay = Annotated[
    str | None,
    typer.Option(
        "--to", metavar="DAY", help="Its day instead; '' for none.", callback=_day_or_none, show_default=False
    ),
]
