"""`cardscan event`: evenings that are set up, and who was met there."""

from __future__ import annotations

from datetime import date as day
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cardscan.cli.event_options import From, Name, NewDay, OnDay, Photos, Place, Today, Until, Which
from cardscan.cli.options import DEFAULT_ENGINE, AsJson, BookFolder, EngineName, Lang, NoCache, Yes
from cardscan.cli.person import looked_into, opened, tell
from cardscan.cli.rows import called
from cardscan.cli.terminal import ask_number, counted, harmless, print_table, say, write, write_bytes, write_json
from cardscan.errors import NotFound
from cardscan.model import Event
from cardscan.occasion import event_as_typed, hours, met_there

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.book import Book
    from cardscan.book.looking import Looking
    from cardscan.model import Encounter, Person

event_app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]}
)
STDOUT = "-"


@event_app.callback()
def events() -> None:
    """Set up an evening; list, show, change or remove it.

    \b
    Examples:
      cardscan event new "異業種交流会 池袋" --date 2026-11-20 --place 池袋 --from 18:30 --until 21:00
      cardscan scan photos/
      cardscan event show 池袋 -o evening.html
    """


@event_app.command("new")
def new(
    name: Name,
    date: Today = None,
    place: Place = None,
    begins: From = None,
    ends: Until = None,
    photos: Photos = None,
    book: BookFolder = None,
    engine: EngineName = DEFAULT_ENGINE,
    lang: Lang = None,
    no_cache: NoCache = False,
    yes: Yes = False,
) -> None:
    """Set an event up: scans of it know its day and place, and photos taken in its hours belong to it.

    \b
    Examples:
      cardscan event new "Ikebukuro meetup"
      cardscan event new "異業種交流会 池袋" --date 2026-11-20 --place 池袋 --from 18:30 --until 21:00
      cardscan event new Expo --date 2026-11-20 --place "Makuhari Messe" --photo table.jpg
    """
    event = event_as_typed(name, date or day.today().isoformat(), place or "", begins or "", ends or "")
    with opened(book, create=True) as out:
        event = _with_known(event, out.set_up_events())
        done = out.set_up(event)
    tell(f"{_said(event)} is set up") if done is not None else say("Nothing has changed.")
    if photos:
        from cardscan.cli.scan import scan

        scan(
            photos,
            event=event.name,
            date=event.date,
            place=event.place,
            book=book,
            engine=engine,
            lang=lang,
            no_cache=no_cache,
            yes=yes,
        )


def _with_known(event: Event, there: Sequence[Event]) -> Event:
    """Return the event with what is known already of one of this name on this day."""
    known = next((one for one in there if (one.name, one.date) == (event.name, event.date)), event)
    return Event(event.name, event.date, event.place or known.place, event.begins or known.begins,
                 event.ends or known.ends)  # fmt: skip


def _said(event: Event) -> str:
    """Return an event with all that is known of it, on one line."""
    return ", ".join(filter(None, (event.name, event.date, hours(event), event.place)))


@event_app.command("list")
def list_events(book: BookFolder = None, json: AsJson = False) -> None:
    """List all events, those that were set up and those that people were met at, the last one first.

    \b
    Examples:
      cardscan event list
      cardscan event list --json
    """
    with looked_into(book) as out:
        found = out.attendance()
    if json:
        from cardscan.contract import EventRecord, to_json

        for one, count in found:
            write_json(to_json(EventRecord(one.name, one.date, one.begins, one.ends, one.place, count)))
    elif found:
        rows = [(one.name, one.date or "", hours(one), one.place or "", str(count)) for one, count in found]
        print_table(("Event", "Day", "Hours", "Place", "People"), rows)
    else:
        say("There is no event yet. Set one up: cardscan event new NAME")


@event_app.command("show")
def show(
    name: Which,
    date: OnDay = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write a page with the cards; - for standard output.",
            show_default=False,
        ),
    ] = None,
    book: BookFolder = None,
    json: AsJson = False,
) -> None:
    """Show everybody who was met at an event: number, name, company, memo.

    With -o it is one HTML file with everybody's card, which needs nothing else and can be printed.

    \b
    Examples:
      cardscan event show 池袋
      cardscan event show 11/20 -o evening.html
      cardscan event show "Ikebukuro meetup" --date 2026-11-20 --json
    """
    if json and output is not None:
        raise typer.BadParameter("Give --json, or -o.")
    with looked_into(book) as out:
        event = _chosen(out, name, date)
        guests = [(person, met_there(person, event)) for person in out.guests(event)]
        page = _page(out, event, guests) if output is not None else b""
    if json:
        from cardscan.cli.people import print_people

        print_people([person for person, _ in guests], json=True)
    elif output is not None:
        _save(page, output, event, len(guests))
    else:
        write(harmless(f"{_said(event)}: {counted(len(guests), 'person', 'people')}"))
        if guests:
            print_table(("No.", "Name", "Company", "Memo"), [_row(person, met) for person, met in guests])


def _chosen(book: Looking, name: str, date: str | None) -> Event:
    """Return the one event that is meant. Raises NotFound, WhichOne."""
    from cardscan.book.which import event_called

    return event_called(book.events(), name, day.today(), date)


def _row(person: Person, met: Encounter) -> tuple[str, str, str, str]:
    org = next((place.org for place in person.contact.orgs if place.org), "") if person.contact.name else ""
    return met.tag or "", called(person.contact), org, met.memo or ""


def _page(book: Book, event: Event, guests: Sequence[tuple[Person, Encounter]]) -> bytes:
    from cardscan.cli.export import card_pictures
    from cardscan.share.event_page import event_page

    return event_page(event, guests, card_pictures(book, [person for person, _ in guests]))


def _save(page: bytes, output: str, event: Event, people: int) -> None:
    if output == STDOUT:
        write_bytes(page)
        return
    from cardscan.share.vdir import save

    save(page, Path(output))
    say(harmless(f"{event.name}: {counted(people, 'person', 'people')} written to {output}"))


@event_app.command("change")
def change(
    name: Which,
    date: OnDay = None,
    new_name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="What it is called instead.", show_default=False)
    ] = None,
    new_date: NewDay = None,
    place: Place = None,
    begins: From = None,
    ends: Until = None,
    book: BookFolder = None,
) -> None:
    """Rename an event, or move it: what is known of everybody met there follows.

    An empty text takes out what was known. If there is an event of the new name on that day, the two are one then.

    \b
    Examples:
      cardscan event change 池袋 --name "異業種交流会 池袋"
      cardscan event change 池袋 --to 2026-11-27 --from 19:00
      cardscan event change 池袋 --date 2026-11-20 --place ""
    """  # fmt: skip
    from cardscan.cli.change import rewrite_export

    with opened(book) as out:
        before = _chosen(out, name, date)
        asked = ((new_name, before.name), (new_date, before.date), (place, before.place), (begins, before.begins),
                 (ends, before.ends))  # fmt: skip
        after = event_as_typed(*(told if told is not None else known or "" for told, known in asked))
        done = out.move(before, after)
        rewrite_export(out.folder)
        people = len(out.guests(after))
    if done is None:
        say("Nothing has changed.")
        return
    tell(f"{_said(after)}: changed, with {counted(people, 'person', 'people')} met there")


@event_app.command("remove")
def remove(name: Which, date: OnDay = None, yes: Yes = False, book: BookFolder = None) -> None:
    """Remove an event that was set up; who was met there keeps that.

    \b
    Examples:
      cardscan event remove 池袋
      cardscan event remove 池袋 --date 2026-11-20 --yes
    """
    with opened(book) as out:
        event = _chosen(out, name, date)
        if event not in out.set_up_events():
            raise NotFound(f"{event.name} was never set up: it is there because people were met at it",
                           "Rename it with `cardscan event change`, or edit these people")  # fmt: skip
        people = len(out.guests(event))
        met = f"; {counted(people, 'person', 'people')} met there keep that" if people else ""
        if not yes and not ask_number(f"Remove {_said(event)}{met}? 1: yes, 0: no", 1):
            say("Nothing was removed. Use --yes to remove without being asked.")
            raise typer.Exit(1)
        out.call_off(event)
    tell(f"{_said(event)} is removed{met}")
