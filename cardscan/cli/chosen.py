"""Whom an export is about: everybody, an evening, a search, or only those whom a device has not got yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cardscan.errors import NotFound, NothingToSend

if TYPE_CHECKING:
    from cardscan.book.looking import Looking
    from cardscan.model import Person

PHONE = "phone"  # the device that is meant when none is named

Names = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="NAME...", help="Only these people: a name in any spelling, or a number.", show_default=False
    ),
]
AtEvent = Annotated[
    str | None, typer.Option("--event", metavar="NAME", help="Only those met there.", show_default=False)
]
Find = Annotated[
    str | None,
    typer.Option("--find", metavar="TEXT", help="Only those whose card or meeting mentions it.", show_default=False),
]
OnlyTalked = Annotated[bool, typer.Option("--talked", help="Only those with whom you talked (there, with --event).")]
New = Annotated[bool, typer.Option("--new", help="Only those whom the device has not got yet, and remember them.")]
Device = Annotated[
    str | None,
    typer.Option("--device", metavar="NAME", help=f"Remember who was exported there. [with --new: {PHONE}]",
                 show_default=False),
]  # fmt: skip


def chosen_people(
    book: Looking,
    names: list[str] | None,
    event: str | None,
    find: str | None,
    unless_on: str | None,
    talked: bool = False,
) -> tuple[Person, ...]:
    """Return the people asked for, each once, in the order of the book or of the evening; those who are on the device
    ``unless_on`` already are left out. Raises NotFound, NothingToSend."""
    found = book.met_at(event) if event else book.people()
    if event and not found:
        raise NotFound(f"nobody in the book was met at {event!r}", "Try `cardscan find` with a part of it")
    if talked:
        found = tuple(person for person in found if _talked(person, event))
        if not found:
            raise NotFound(
                f"you talked with nobody{f' at {event!r}' if event else ''}", "Say so: cardscan talked 3 7 12"
            )
    if find:
        mentioned = book.find(find)
        if not mentioned:
            raise NotFound(f"nothing in the book mentions {find!r}", "Try a shorter part of it")
        found = _among(found, mentioned)
    if names:
        found = _among(found, tuple(person for name in names for person in book.show(name)))
    if not found:
        raise NotFound("nobody in the book is all that was asked for")
    there = book.sent_to(unless_on) if unless_on else {}
    left = tuple(person for person in found if person.uid not in there)
    if not left:
        raise NothingToSend(f"all of the {len(found)} people asked for are on {unless_on} already")
    return left


def _talked(person: Person, event: str | None) -> bool:
    return any(met.talked and (event is None or met.event == event) for met in person.encounters)


def _among(found: tuple[Person, ...], wanted: tuple[Person, ...]) -> tuple[Person, ...]:
    uids = {person.uid for person in wanted}
    return tuple(person for person in found if person.uid in uids)
