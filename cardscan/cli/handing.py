"""`cardscan share`: a page for the phone on the local network, opened on purpose and for a while."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Annotated

import typer

from cardscan.cli.chosen import PHONE, AtEvent, Device, Find, Names, New, OnlyTalked, chosen_people
from cardscan.cli.options import BookFolder
from cardscan.cli.person import looked_into, opened
from cardscan.cli.rows import called
from cardscan.cli.terminal import counted, harmless, say, until_stopped, write, write_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from cardscan.model import Person
    from cardscan.share.phone.addresses import Place
    from cardscan.share.phone.offer import Offer, Shown

_MINUTES = 10.0


def share(
    names: Names = None,
    event: AtEvent = None,
    find: Find = None,
    talked: OnlyTalked = False,
    new: New = False,
    device: Device = None,
    once: Annotated[bool, typer.Option("--once", help="The first download is the last, and ends it.")] = False,
    minutes: Annotated[
        float, typer.Option(metavar="N", min=0.01, max=1440, help="How long the link is good.")
    ] = _MINUTES,
    address: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Which address of this machine to open it at. Default: the likeliest.",
            show_default=False,
        ),
    ] = None,
    port: Annotated[int, typer.Option(metavar="PORT", min=0, max=65535, help="0 for any free one.")] = 0,
    book: BookFolder = None,
    json: Annotated[bool, typer.Option("--json", help="Print the link as JSON, and no code.")] = False,
) -> None:
    """Open a page on the local network from which the phone takes the contacts.

    Prints the link and its QR code: point the phone's camera at it. Whoever has the link gets the people chosen, nobody
    gets more; it is unguessable, good for ten minutes, and the page ends by itself. The way is plain http: use it in a
    network that you trust.

    \b
    Examples:
      cardscan share --event "Ikebukuro meetup"
      cardscan share --new --device pixel --once
      cardscan share 髙橋 --minutes 2
    """
    from cardscan.share.phone.addresses import place_to_serve
    from cardscan.share.phone.serve import serve

    to = device or (PHONE if new else None)
    with looked_into(book) as book_open:
        people = chosen_people(book_open, names, event, find, to if new else None, talked)
        written = book_open.vcards(people)
    place, others = place_to_serve(address)
    offer = _offer(people, written, minutes, once=once)
    with until_stopped():
        serve(offer, place.address, port, lambda url: _tell(url, len(people), minutes, others, json=json))
    say(f"closed; taken {counted(offer.given, 'time', 'times')}")
    if to is not None and offer.given:
        _remember(book, to, people)


def _offer(people: Sequence[Person], written: Mapping[str, bytes], minutes: float, *, once: bool) -> Offer:
    from cardscan.share.formats import FORMATS, Wishes
    from cardscan.share.phone.offer import Offer

    content = FORMATS["vcf"](people, Wishes(written=written))
    shown = tuple(_shown(person) for person in people)
    return Offer(content, shown, time.monotonic() + minutes * 60, time.monotonic, once)


def _shown(person: Person) -> Shown:
    from cardscan.share.phone.offer import Shown

    org = next((place.org for place in person.contact.orgs if place.org), "") if person.contact.name else ""
    return Shown(harmless(called(person.contact)), harmless(org))


def _tell(url: str, count: int, minutes: float, others: Sequence[Place], *, json: bool) -> None:
    if json:
        import msgspec

        write_json(msgspec.json.encode({"url": url, "people": count, "seconds": minutes * 60}).decode())
        return
    write(url)
    if sys.stdout.isatty():
        from cardscan.share.qr import code_of_url

        write(code_of_url(url).as_text().rstrip("\n"))
    say(f"{counted(count, 'person', 'people')} for whoever has this link, for {minutes:g} minutes. Ctrl-C closes it.")
    if others:
        told = ", ".join(f"{one.address} ({one.card})" for one in others)
        say(f"If the phone does not get there, try --address: {told}")


def _remember(folder: Path | None, device: str, people: Sequence[Person]) -> None:
    with opened(folder) as book:
        book.note_sent(device, [person.uid for person in people])
