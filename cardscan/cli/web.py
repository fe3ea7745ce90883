"""`cardscan web`: the page, for photographing, looking, correcting and approving in a browser."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from cardscan.cli.options import (
    DEFAULT_ENGINE,
    BookFolder,
    EngineName,
    Lang,
    NoCache,
    book_folder,
    cache_folder,
    open_reader,
)
from cardscan.cli.terminal import say, until_stopped, write

if TYPE_CHECKING:
    from cardscan.ocr import Engine

Port = Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="The port; 0 for any that is free.")]
Lan = Annotated[
    bool,
    typer.Option("--lan", help="Let phones in the same Wi-Fi in, too: with the address printed, which holds a key."),
]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Only print the address.")]


def web(
    book: BookFolder = None,
    port: Port = 8470,
    lan: Lan = False,
    no_browser: NoBrowser = False,
    engine: EngineName = DEFAULT_ENGINE,
    lang: Lang = None,
    no_cache: NoCache = False,
) -> None:
    """Open the page in a browser: photograph, look, correct, approve.

    Only this machine can open it. With --lan phones in the same Wi-Fi can, too, if they have the address with its key:
    it is sent unencrypted, so use it in a network that you trust. Ctrl-C ends it; photos not yet read wait for the next
    time.

    \b
    Examples:
      cardscan web
      cardscan web --lan
      cardscan web --book ~/cards --port 0 --no-browser
    """
    from cardscan.web.serve import serve

    def opened(address: str) -> None:
        write(address)
        if lan:
            say("Whoever has this address can read and change the book until you end this.")
        say("Ctrl-C ends it.")
        if not no_browser and sys.stdout.isatty():
            _show(address)

    def reader() -> Engine:
        return open_reader(engine, lang, no_cache=no_cache)

    with until_stopped():
        serve(book_folder(book), reader, cache_folder(), port, lan=lan, opened=opened)


def _show(address: str) -> None:
    import webbrowser

    webbrowser.open(address)
