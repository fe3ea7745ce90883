"""`cardscan stats`: a year of people in figures, and on one picture."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cardscan.cli.options import AsJson, BookFolder
from cardscan.cli.person import looked_into
from cardscan.cli.terminal import counted, harmless, print_table, say, write, write_json

if TYPE_CHECKING:
    from cardscan.stats import Year

_ENDINGS = (".svg", ".png")


def stats(
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Draw the year into this file: .svg or .png.", show_default=False
        ),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option(
            metavar="YEAR",
            min=1,
            max=9999,
            help="Which year. Default: the last one with anybody in it.",
            show_default=False,
        ),
    ] = None,
    dark: Annotated[bool, typer.Option("--dark", help="Draw on a dark ground.")] = False,
    book: BookFolder = None,
    json: AsJson = False,
) -> None:
    """Show a year of people: by day, month, event and place; how well cards were read; who was met again.

    Only what was noted counts: people met on a day, cards that are in the book. The picture has a calendar of the whole
    year and a panel for each of these that there is something to show of. An .svg needs nothing more; a .png needs
    pip install 'cardscan-book[plots]'.

    \b
    Examples:
      cardscan stats
      cardscan stats -o 2026.png
      cardscan stats --year 2025 --dark -o 2025.svg
      cardscan stats --json | jq .events
    """
    if output is not None and output.suffix.lower() not in _ENDINGS:
        raise typer.BadParameter(f"{output.name!r} must end with .svg or .png.")
    found = _year(book, year)
    if json:
        from cardscan.cli.year_record import year_record
        from cardscan.contract import to_json

        write_json(to_json(year_record(found)))
    elif output is None:
        _print(found)
    if output is not None:
        _draw(found, output, dark=dark)
        say(f"The year {found.year} is drawn in {output}")


def _year(folder: Path | None, wanted: int | None) -> Year:
    from cardscan.roster.business import businesses
    from cardscan.stats import met_in, year_of, years_in

    with looked_into(folder) as book:
        people, cards, known = book.people(), book.lived_cards(), book.known_again()
        thanked = {(one.uid, one.event, one.date or "") for one in book.thanks() if one.thanked}
    year = wanted or next(iter(years_in(people, cards)), date.today().year)
    trades = businesses(met_in(year, people), "en")
    return year_of(year, people, cards, known, thanked=thanked or None, businesses=trades)


def _print(year: Year) -> None:
    write(
        f"{year.year}: {counted(year.people, 'person', 'people')} met ({year.again} again) at "
        f"{counted(year.events, 'event')}, {counted(year.cards, 'card')}, "
        f"{counted(year.known, 'time')} of somebody known already"
    )
    if year.evenings:
        print_table(("Day", "Event", "People"), [(one.date, one.name, str(one.people)) for one in year.evenings])
    if year.places:
        print_table(("Where they work", "People"), [(name, str(count)) for name, count in year.places])
    if year.businesses:
        print_table(
            ("What business they may be in", "People"), [(f"{name}?", str(count)) for name, count in year.businesses]
        )
    months = [month for month in year.months if month.new or month.again or month.cards]
    columns = ("Month", "First met", "Met again", "Cards", "Doubtful fields on a card", "Values corrected")
    if months:
        print_table(columns, [
            (f"{year.year}-{one.number:02}", str(one.new), str(one.again), str(one.cards),
             f"{one.doubtful / one.cards:.1f}" if one.cards else "",
             f"{100 * one.corrected / one.values:.1f} %" if one.values else "")
            for one in months
        ])  # fmt: skip
    else:
        say(f"Nobody was met on a day of {year.year} that was noted, and no card came.")


def _draw(year: Year, output: Path, *, dark: bool) -> None:
    from cardscan.share.vdir import save
    from cardscan.stats.poster import poster
    from cardscan.stats.svg import DARK, LIGHT
    from cardscan.web.words import words_in

    svg = poster(year, words_in("en"), DARK if dark else LIGHT)
    if output.suffix.lower() == ".svg":
        save(svg.encode(), output)
        return
    from cardscan.stats.png import png, shows_kanji

    save(png(svg), output)
    if not svg.isascii() and not shows_kanji():
        say(
            harmless(
                "No font of this system has kanji, so they are blank in the picture: install one, or write an .svg"
            )
        )
