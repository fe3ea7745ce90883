"""`cardscan camera`: a card laid before a webcam goes into the book; the picture is taken by itself."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from cardscan.cli.evening import evening
from cardscan.cli.meeting import NoEvent, right_now, told
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
from cardscan.cli.terminal import Bar, flash, say, until_stopped
from cardscan.intake import camera_moments, exposure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cardscan.cli.evening import Evening
    from cardscan.intake import Moment

Which = Annotated[
    str, typer.Option("--camera", metavar="CAMERA", help="The camera's number, like 0 or 1, or a video file.")
]
Count = Annotated[int | None, typer.Option(metavar="N", min=1, help="End after N cards. Default: with Ctrl-C.")]


def camera(
    camera: Which = "0",
    count: Count = None,
    event: Event = None,
    date: Date = None,
    place: Place = None,
    no_event: NoEvent = False,
    book: BookFolder = None,
    engine: EngineName = DEFAULT_ENGINE,
    lang: Lang = None,
    no_cache: NoCache = False,
    yes: Yes = False,
) -> None:
    """Put cards laid before a webcam into the book.

    Lay a card before the camera: when it lies still, whole and sharp, the picture is taken with a beep. Then the next
    card, or the back of this one.

    \b
    Examples:
      cardscan camera --event "Ikebukuro meetup"
      cardscan camera --camera 1 --count 20
    """
    met = told(event, date, place, no_event=no_event, coordinates=False)
    reader = open_reader(engine, lang, no_cache=no_cache)
    exposed = right_now if camera.isdecimal() else exposure  # nobody knows when a video was taken
    ended = False
    with (
        closing(camera_moments(camera)) as moments,
        evening(book, reader, met, yes=yes, exposed=exposed) as out,
        until_stopped(),
    ):
        say("Lay a card before the camera and wait for the beep. Ctrl-C ends it.")
        _take_all(moments, out, count)
        ended = True
    if ended:  # and not stopped by somebody who has heard of the failures
        out.leave()


def _take_all(moments: Iterable[Moment], out: Evening, count: int | None) -> None:
    for moment in moments:
        if moment.picture is None:
            say(moment.words)
            continue
        flash(moment.words)
        name = f"camera-{datetime.now():%Y%m%d-%H%M%S}.jpg"
        out.introduce(name, out.take(name, Bar(), moment.picture))
        if count is not None and out.cards.total() >= count:
            return
