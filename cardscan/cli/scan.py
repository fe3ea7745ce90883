"""`cardscan scan`: what is on the cards goes into the book, each photo's saved before the next one is read."""

from __future__ import annotations

from cardscan.cli.evening import evening
from cardscan.cli.options import (
    DEFAULT_ENGINE,
    BookFolder,
    Date,
    EngineName,
    Event,
    Files,
    Lang,
    NoCache,
    Pairs,
    Place,
    Yes,
    open_reader,
)
from cardscan.cli.terminal import progress
from cardscan.intake import in_twos, pictures
from cardscan.model import Encounter


def scan(
    files: Files,
    event: Event = None,
    date: Date = None,
    place: Place = None,
    pairs: Pairs = False,
    book: BookFolder = None,
    engine: EngineName = DEFAULT_ENGINE,
    lang: Lang = None,
    no_cache: NoCache = False,
    yes: Yes = False,
) -> None:
    """Read cards and put the people on them into the book.

    Scanning the same picture again changes nothing. Then contacts.vcf in the FOLDER of the book holds everybody in it,
    for the phone.

    \b
    Examples:
      cardscan scan photos/ --event "Ikebukuro meetup"
      cardscan scan table.jpg --event Expo --date 2026-11-20 --place "Makuhari Messe"
      cardscan scan IMG_*.HEIC --book ~/cards --yes
      cardscan scan duplex.pdf --pairs
    """
    names = list(pictures(files))
    met = Encounter(event=event, date=date, place=place)
    reader = open_reader(engine, lang, no_cache=no_cache)
    with evening(book, reader, met, yes=yes) as out, progress(len(names)) as bar:
        for group in in_twos(names) if pairs else [(name,) for name in names]:
            bar.name(group[0])
            out.take_in_order(group, bar) if pairs else out.take(group[0], bar)
            for _ in group:
                bar.step()
    out.leave()
