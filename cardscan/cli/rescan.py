"""`cardscan rescan`: the pictures in the book, read again with the reader of today."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated

import typer

from cardscan.again import found_again, name_on
from cardscan.cli.options import DEFAULT_ENGINE, AsJson, BookFolder, EngineName, Lang, NoCache, open_reader
from cardscan.cli.person import chosen, opened
from cardscan.cli.rows import called, differences, word_for
from cardscan.cli.terminal import complain, counted, print_table, progress, say, write_json
from cardscan.errors import CardscanError, NoCardFound, NotFound, UnreadableFile
from cardscan.model import CardReading, Encounter
from cardscan.pipeline import pages
from cardscan.shown import flat_jpeg
from cardscan.sides import as_side, each_person, is_contact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.book import Book, Reread, Revision
    from cardscan.book.corrections import Corrections
    from cardscan.book.looking import Original
    from cardscan.book.shelf import CardRow
    from cardscan.cli.terminal import Bar
    from cardscan.ocr import Engine

EVERYBODY = "all"


@dataclass(slots=True)
class _Again:
    """A reader, the book, and what has come of its pictures so far."""

    reader: Engine
    book: Book
    apply: bool  # whether what is found will be written: then flat cards are kept, and new cards taken in
    known: Corrections
    rereads: list[Reread] = field(default_factory=list)
    failures: list[tuple[str, CardscanError]] = field(default_factory=list)

    def take(self, original: Original, wanted: frozenset[str], bar: Bar) -> None:
        """Read one picture again for the cards of these people; what fails is told on stderr and costs nothing else."""
        read: list[CardReading] = []
        try:
            content = _content(original)
        except CardscanError as error:
            self._failed(original.source, error, bar)
            return
        every = pages(original.source, self.reader, content)
        for outcome in (outcome for page in every for outcome in page.outcomes):
            if isinstance(outcome, CardReading):
                read.extend(each_person(outcome))
            else:
                self._failed(original.source, outcome.error, bar)
        self._compare(original, wanted, read, bar)

    def _compare(self, original: Original, wanted: frozenset[str], read: list[CardReading], bar: Bar) -> None:
        before = self.book.every_card_on(original.hash)
        places = {card.id: (card.page, card.text.quad, name_on(card.text.contact)) for _, card in before}
        again = found_again(places, read)
        for uid, card in before:
            if uid in wanted and card.id in again:
                self.rereads.append(self._reread(card, again[card.id]))
            elif uid in wanted and read:
                words = f"card {card.number} of {original.source} was not found again"
                self._failed(original.source, NoCardFound(words, "What it said before stays as it is"), bar)
        last = max((card.number for _, card in before), default=0)
        new = [one for one in read if all(one is not other for other in again.values()) and is_contact(one.parsed)]
        for number, one in enumerate(new, last + 1):
            self._met_before(original, replace(one, card=replace(one.card, index=number)), bar)

    def _reread(self, card: CardRow, reading: CardReading) -> Reread:
        from cardscan.book import Reread
        from cardscan.book.shelf import text_of

        told = self._corrected(as_side(reading, "back" if card.side == "back" else "front"))
        return Reread(card.id, text_of(told), self.book.keep_flat(flat_jpeg(told.card)) if self.apply else None)

    def _met_before(self, original: Original, reading: CardReading, bar: Bar) -> None:
        """Take in, or only name, a card that an earlier reader did not find."""
        told = self._corrected(reading)
        who = f"{called(told.parsed.contact)} on {original.source}"
        if not self.apply:
            say(f"A card that was not found before: {who}. With --apply it comes into the book.", bar.console)
            return
        met = {Encounter(one.event, one.date, one.place) for each in self.book.people_on(original.hash)
               for one in each.encounters}  # fmt: skip
        encounter = met.pop() if len(met) == 1 else None
        plan = self.book.plan(told.parsed.contact, lines=[line.text for line in told.parsed.lines])
        flat = flat_jpeg(told.card)
        added = self.book.apply(plan, told, picture=original.hash, flat=flat, encounter=encounter)
        say(f"A card that was not found before is in the book now ({added.outcome}): {who}", bar.console)

    def _corrected(self, reading: CardReading) -> CardReading:
        from cardscan.book.corrections import corrected

        return replace(reading, parsed=corrected(reading.parsed, self.known))

    def _failed(self, source: str, error: CardscanError, bar: Bar) -> None:
        complain(error, bar.console)
        self.failures.append((source, error))


def _content(original: Original) -> bytes:
    try:
        return original.file.read_bytes()
    except OSError as error:
        where = f"{original.source}, kept as {original.file}"
        raise UnreadableFile(f"{where}, cannot be read: {error.strerror}", "See `cardscan check`") from error


def rescan(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="Whose cards: a name, or `all` for everybody's.", show_default=False),
    ] = None,
    event: Annotated[
        str | None, typer.Option("--event", metavar="NAME", help="Of those met there.", show_default=False)
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Write it into the book. Without it nothing changes.")] = False,
    book: BookFolder = None,
    engine: EngineName = DEFAULT_ENGINE,
    lang: Lang = None,
    no_cache: NoCache = False,
    json: AsJson = False,
) -> None:
    """Read the pictures in the book again with the reader of today, and show what that changes.

    What you typed or took out stays as you said, whatever is read. With --apply it is one change, which undo takes
    back; a card that is found for the first time comes in as by scan.

    \b
    Examples:
      cardscan rescan all
      cardscan rescan 髙橋 --apply
      cardscan rescan --event "Ikebukuro meetup" --engine both
      cardscan rescan all --json | jq .after.emails
    """
    if (name is None) is (event is None):
        raise typer.BadParameter("Say whose cards: a NAME, --event NAME, or all.")
    reader = open_reader(engine, lang, no_cache=no_cache)
    with opened(book) as out:
        uids = _meant(out, name, event)
        again = _read_again(out, reader, uids, apply=apply)
        found = out.revisions(again.rereads)
        words = event or (called(out.person(next(iter(uids))).contact) if len(uids) == 1 else "everybody")
        change = out.reread(again.rereads, words) if apply else None
    seen = [one for one in found if one.before.contact != one.after.contact or one.held]  # not: how sure a reading is
    _print_json(seen, again, change) if json else _print(seen)
    said = f"{counted(len(again.rereads), 'card')} read again, {counted(len(seen), 'person', 'people')} changed"
    if change is not None:
        say(f"{said} (cardscan undo {change} takes it back)")
    else:
        say(said if apply or not seen else f"{said} if you say --apply; nothing is written yet")
    if again.failures:
        raise typer.Exit(again.failures[0][1].exit_code)


def _meant(book: Book, name: str | None, event: str | None) -> frozenset[str]:
    """Return the uids of those whose cards are meant. Raises NotFound, WhichOne."""
    if event is not None:
        people = book.met_at(event)
        if not people:
            raise NotFound(f"nobody in the book was met at {event!r}", "See `cardscan list --by event`")
    else:
        people = book.people() if name == EVERYBODY else (chosen(book, name or ""),)
    return frozenset(person.uid for person in people)


def _read_again(book: Book, reader: Engine, uids: frozenset[str], *, apply: bool) -> _Again:
    again = _Again(reader, book, apply, book.corrections())
    originals = book.pictures_of(uids)
    with progress(len(originals)) as bar:
        for original in originals:
            bar.name(original.source)
            again.take(original, uids, bar)
            bar.step()
    return again


def _print(found: Sequence[Revision]) -> None:
    rows = []
    for one in found:
        who = called(one.after.contact)
        rows += [(who, *row) for row in differences(one.before, one.after)]
        rows += [(who, word_for(part), "", f"{read}: not taken, what you said stands") for _, (part, read) in one.held]
    if rows:
        print_table(("Who", "What", "Was", "Is"), rows)


def _print_json(found: Sequence[Revision], again: _Again, change: int | None) -> None:
    from cardscan.cli.records import revision_record
    from cardscan.contract import error_record, to_json

    for source, error in again.failures:
        write_json(to_json(error_record(source, error)))
    for one in found:
        write_json(to_json(revision_record(one, change)))
