"""Where people are met, as the options of `scan`, `watch` and `camera` tell it together with the photos themselves."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from cardscan.model import Encounter, Exposure
from cardscan.occasion import Told

NoEvent = Annotated[
    bool, typer.Option("--no-event", help="Do not look which event that was set up was on when a photo was taken.")
]
PlaceFromPhoto = Annotated[
    bool,
    typer.Option("--place-from-photo", help="Where no place is known, keep the photo's coordinates as the place."),
]


def told(event: str | None, date: str | None, place: str | None, *, no_event: bool, coordinates: bool) -> Told:
    """Return what the user says of the meeting. Raises BadParameter."""
    if event and no_event:
        raise typer.BadParameter("Give --event, or --no-event.")
    return Told(Encounter(event=event, date=date, place=place), by_time=not no_event, by_position=coordinates)


def right_now(_: bytes) -> Exposure:
    """Return when a picture was taken that comes from a camera on this machine: now."""
    return Exposure((datetime.now(),))
