"""`cardscan scan`: what is on the cards goes into the book, each photo's saved before the next one is read."""

from __future__ import annotations

from contextlib import contextmanager
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
    Files,
    Lang,
    NoCache,
    Pairs,
    Place,
    Yes,
    cache_folder,
    open_reader,
)
from cardscan.cli.terminal import progress, say
from cardscan.crew import Here, Reader
from cardscan.intake import in_twos, pictures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cardscan.cli.evening import Evening
    from cardscan.cli.terminal import Bar
    from cardscan.crew import Crew, Picture
    from cardscan.ocr import Engine
    from cardscan.sides import Page


def scan(
    files: Files,
    event: Event = None,
    date: Date = None,
    place: Place = None,
    no_event: NoEvent = False,
    place_from_photo: PlaceFromPhoto = False,
    pairs: Pairs = False,
    book: BookFolder = None,
    engine: EngineName = DEFAULT_ENGINE,
    lang: Lang = None,
    no_cache: NoCache = False,
    yes: Yes = False,
    workers: Annotated[
        int, typer.Option("--workers", metavar="N", min=1, max=256, help="So many pictures at once, a process each.")
    ] = 1,
    dask: Annotated[
        str | None,
        typer.Option(
            "--dask",
            metavar="ADDRESS",
            help="Read on this Dask cluster: the pictures are sent there. Needs the extra `dask`.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Read cards and put the people on them into the book.

    Scanning the same picture again changes nothing. Then contacts.vcf in the FOLDER of the book holds everybody in it,
    for the phone.

    Of an event that was set up (`cardscan event new`) the day and place are known; a photo without --event that was
    taken in its hours, as the camera's clock says, belongs to it.

    \b
    Examples:
      cardscan scan photos/ --event "Ikebukuro meetup"
      cardscan scan table.jpg --event Expo --date 2026-11-20 --place "Makuhari Messe"
      cardscan scan IMG_*.HEIC --book ~/cards --yes
      cardscan scan duplex.pdf --pairs
      cardscan scan archive/ --workers 8 --yes
      cardscan scan archive/ --dask tcp://10.0.0.5:8786 --yes
    """
    if dask is not None and workers > 1:
        raise typer.BadParameter("Pictures are read by --workers here, or by --dask there.")
    names = list(pictures(files))
    met = told(event, date, place, no_event=no_event, coordinates=place_from_photo)
    reader = open_reader(engine, lang, no_cache=no_cache)
    described = Reader(engine, lang, None if no_cache or dask else cache_folder())
    with (
        evening(book, reader, met, yes=yes) as out,
        progress(len(names)) as bar,
        _crew(reader, described, workers, dask, bar) as crew,
    ):
        read = crew.read(out.to_read(names))
        for group in in_twos(names) if pairs else [(name,) for name in names]:
            bar.name(group[0])
            some = [next(read) for _ in group]
            out.take_in_order(some, bar) if pairs else _take(out, some[0], bar)
            for _ in group:
                bar.step()
    out.leave()


def _take(out: Evening, one: tuple[Picture, Iterable[Page]], bar: Bar) -> None:
    picture, read = one
    out.take(picture.name, bar, picture.content, read)


@contextmanager
def _crew(engine: Engine, reader: Reader, workers: int, dask: str | None, bar: Bar) -> Iterator[Crew]:
    """Open whoever reads the pictures. Raises EngineMissing."""
    if dask is not None:
        from cardscan.crew.cluster import Cluster

        with Cluster(dask, reader, lambda words: say(words, bar.console)) as cluster:
            yield cluster
    elif workers > 1:
        from cardscan.crew.workers import Workers

        with Workers(reader, workers, lambda words: say(words, bar.console)) as several:
            yield several
    else:
        yield Here(engine)
