"""Options that several commands share, each described once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from cardscan.ocr import Engine

DEFAULT_ENGINE = "ppocr"

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE...", help="Pictures, PDFs, folders or patterns; - for standard input.", show_default=False
    ),
]
BookFolder = Annotated[
    Path | None,
    typer.Option(
        "--book",
        envvar="CARDSCAN_BOOK",
        metavar="FOLDER",
        help="The book's folder. Default: a folder for cardscan among your application data.",
        show_default=False,
    ),
]
EngineName = Annotated[
    str,
    typer.Option(
        "--engine",
        metavar="NAME",
        help="The reader: ppocr, plain, tesseract, both (ppocr, and tesseract on lines that it doubts) or replay.",
    ),
]
Lang = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="LANG",
        help="What the cards are in: ja, zh, ko, latin; with --engine tesseract also ru, uk, th, ar, he, hi. "
        "Default: each card's own text tells.",
        show_default=False,
        callback=lambda told: language(told),
    ),
]
NoCache = Annotated[
    bool, typer.Option("--no-cache", help="Read every picture anew, and remember nothing of what was read.")
]
Pairs = Annotated[
    bool,
    typer.Option("--pairs", help="Pictures, pages of a PDF or cards come as front, back, front, back, …"),
]
Debug = Annotated[
    Path | None,
    typer.Option(
        "--debug",
        metavar="FOLDER",
        help="Draw what was found on each picture into this folder: cards, lines of text, quality.",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON Lines for programs, not a table for people.")]


def book_folder(chosen: Path | None) -> Path:
    """Return the folder of the book: the chosen one, or the one among the user's application data."""
    if chosen is not None:
        return chosen
    from platformdirs import user_data_path

    return user_data_path("cardscan", appauthor=False)


def language(told: str | None) -> str | None:
    """Return ``told`` if it is a language that readers know. Raises BadParameter."""
    if told is None:
        return None
    from cardscan.ocr import LANGUAGES, ONLY_TESSERACT

    if told not in (*LANGUAGES, *ONLY_TESSERACT):
        raise typer.BadParameter(f"{told!r} is none of {', '.join((*LANGUAGES, *ONLY_TESSERACT))}.")
    return told


def open_reader(engine: str, lang: str | None, *, no_cache: bool) -> Engine:
    """Return the reader that was asked for. Raises EngineMissing."""
    from cardscan.ocr import open_engine

    return open_engine(engine, lang, None if no_cache else cache_folder())


def cache_folder() -> Path:
    """Return the folder in which is remembered what was read."""
    from platformdirs import user_cache_path

    return user_cache_path("cardscan", appauthor=False) / "read"


def iso_date(text: str | None) -> str | None:
    """Return ``text`` if it is a day like 2026-11-20. Raises BadParameter."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day. Write it like 2026-11-20.") from None


Event = Annotated[str | None, typer.Option(metavar="NAME", help="Where you met: it is kept with every person.")]
Date = Annotated[
    str | None,
    typer.Option(metavar="DAY", help="When, like 2026-11-20. Default with --event: today.", callback=iso_date),
]
Place = Annotated[str | None, typer.Option(metavar="NAME", help="The place.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing: people who may be the same stay separate.")]
