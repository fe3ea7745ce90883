"""`cardscan watch`: every picture that a phone or a scanner puts into a folder goes into the book, once."""

from __future__ import annotations

import time
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cardscan.cli.evening import evening
from cardscan.cli.meeting import NoEvent, PlaceFromPhoto, told
from cardscan.cli.options import (
    DEFAULT_ENGINE,
    BookFolder,
    Date,
    EngineName,
    Event,
    Lang,
    NoCache,
    Place,
    Yes,
    open_reader,
)
from cardscan.cli.terminal import Bar, complain, say, until_stopped
from cardscan.errors import BookBusy, CardscanError, EngineError, NothingToRead, UnreadableFile
from cardscan.intake import fetch

if TYPE_CHECKING:
    from cardscan.cli.evening import Evening
    from cardscan.inbox import Inbox

LONGEST_WAIT = 3600.0


def _interval(seconds: float) -> float:
    if 0.1 <= seconds <= LONGEST_WAIT:  # which no NaN is
        return seconds
    raise typer.BadParameter("Give 0.1 to 3600 seconds.")


Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder to watch, with the folders in it.")]
Every = Annotated[float, typer.Option(metavar="SECONDS", help="How often to look.", callback=_interval)]
Once = Annotated[bool, typer.Option("--once", help="Read what is there now and end, for cron.")]


def watch(
    folder: Folder,
    event: Event = None,
    date: Date = None,
    place: Place = None,
    no_event: NoEvent = False,
    place_from_photo: PlaceFromPhoto = False,
    book: BookFolder = None,
    engine: EngineName = DEFAULT_ENGINE,
    lang: Lang = None,
    no_cache: NoCache = False,
    yes: Yes = False,
    every: Every = 2.0,
    once: Once = False,
) -> None:
    """Put the cards on pictures that arrive in a folder into the book.

    A file is read when two looks in a row find it the same. Each is read once, also after a restart; what could not be
    read is told once and tried again when the file changes. Ctrl-C or SIGTERM ends it.

    \b
    Examples:
      cardscan watch ~/Sync/Camera --event "Ikebukuro meetup"
      cardscan watch /srv/scanner --yes
      cardscan watch /srv/scanner --yes --once
    """
    if not folder.is_dir():
        raise NothingToRead(f"there is no folder {folder}", "Give the folder that your phone or scanner saves to")
    met = told(event, date, place, no_event=no_event, coordinates=place_from_photo)
    reader = open_reader(engine, lang, no_cache=no_cache)
    with evening(book, reader, met, yes=yes) as out, nullcontext() if once else until_stopped():
        if once:
            _look_once(str(folder.absolute()), out, every)
        else:
            say(f"Watching {folder}. Ctrl-C ends it.")
            _keep_looking(str(folder.absolute()), out, every)
    if once:
        out.leave()


def _look_once(folder: str, out: Evening, every: float) -> None:
    from cardscan.inbox import Inbox, look, looked

    inbox = looked(Inbox(done=out.book.watched()), look(folder)[0])
    time.sleep(every)
    files, refused = look(folder)
    for trouble in map(_refusal, refused):
        complain(trouble)
        out.failures.append(trouble)
    inbox = looked(inbox, files)
    for name in inbox.ready:
        _take(name, inbox, out)


def _keep_looking(folder: str, out: Evening, every: float) -> None:
    from cardscan.inbox import Inbox, look, looked

    inbox = Inbox(done=out.book.watched())
    told: set[str] = set()
    while True:
        files, refused = look(folder)
        troubles: list[CardscanError] = [_refusal(error) for error in refused]
        inbox = looked(inbox, files)
        before = out.cards.total()
        for name in inbox.ready:
            try:
                inbox = _take(name, inbox, out)
            except BookBusy as busy:  # it stays ready: the next look tries it again
                troubles.append(busy)
                break
        for trouble in troubles:
            if str(trouble) not in told:  # once, until it is over
                complain(trouble)
        told = set(map(str, troubles))
        if out.cards.total() > before:
            out.export()
        time.sleep(every)


def _take(name: str, inbox: Inbox, out: Evening) -> Inbox:
    """Read a picture that is ready. One that is gone, or was written to after all, is left alone."""
    from cardscan.inbox import see, taken

    seen = inbox.files[name]
    try:
        content = fetch(name)
    except CardscanError:  # gone meanwhile, or out.take says what is wrong with it
        content = None
    if see(name) != seen:
        return inbox
    came = out.take(name, Bar(), content)
    out.introduce(Path(name).name, came)
    if not any(isinstance(error, EngineError) for error in came.failures):  # a reader may be mended: tried next time
        out.book.close_watched(name, seen.stamp)
    return taken(inbox, name)


def _refusal(error: OSError) -> UnreadableFile:
    remedy = "See that it is there and that you may read it"
    return UnreadableFile(f"{error.filename} cannot be looked into: {error.strerror}", remedy)
