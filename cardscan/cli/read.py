"""`cardscan read`: what is on the cards. Touches no book."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from cardscan import review
from cardscan.cli.drawings import drawn_into, open_folder
from cardscan.cli.options import DEFAULT_ENGINE, AsJson, Debug, EngineName, Files, Lang, NoCache, Pairs, open_reader
from cardscan.cli.reading import outcomes_of_each, outcomes_of_twos
from cardscan.cli.rows import PERSON_COLUMNS, person_row
from cardscan.cli.terminal import print_table, progress, say, write_json
from cardscan.intake import pictures
from cardscan.sides import Failure
from cardscan.tally import Tally

if TYPE_CHECKING:
    from cardscan.model import CardReading


def read(
    files: Files,
    json: AsJson = False,
    pairs: Pairs = False,
    debug: Debug = None,
    engine: EngineName = DEFAULT_ENGINE,
    lang: Lang = None,
    no_cache: NoCache = False,
) -> None:
    """Read cards and print what is on them. Touches no book.

    \b
    Examples:
      cardscan read photo.jpg
      cardscan read evening/ --json > cards.jsonl
      cardscan read duplex.pdf --pairs
      cardscan read table.jpg --debug seen/
      cardscan read seoul.jpg --lang ko
      cardscan read almaty.jpg --engine tesseract --lang ru
      cat card.pdf | cardscan read - --json
    """
    reader = open_reader(engine, lang, no_cache=no_cache)
    names = list(pictures(files))
    folder = open_folder(debug) if debug else None
    read_them = outcomes_of_twos if pairs else outcomes_of_each
    errors, rows, tally = [], [], Tally()
    # Lines on the same terminal are progress enough, and a bar would be in their way.
    with progress(len(names), hidden=json and sys.stdout.isatty()) as bar:
        for name, found in read_them(names, reader, bar):
            bar.name(name)
            for outcome in drawn_into(folder, found) if folder else found:
                tally = tally.plus(outcome)
                if json:
                    write_json(_record(outcome))
                if isinstance(outcome, Failure):
                    errors.append(outcome.error)
                elif not json:
                    rows.append(_row(outcome))
            bar.step()
    if rows:
        print_table(("Card", *PERSON_COLUMNS), rows)
    if count := tally.words(len(names)):
        say(count)
    if errors:
        raise typer.Exit(errors[0].exit_code)


def _record(outcome: CardReading | Failure) -> str:
    from cardscan.contract import card_record, error_record, to_json

    if isinstance(outcome, Failure):
        return to_json(error_record(outcome.source, outcome.error))
    return to_json(card_record(outcome))


def _row(reading: CardReading) -> tuple[str, ...]:
    card, parsed = reading.card, reading.parsed
    where = card.photo.name if card.photo.page == 1 else f"{card.photo.name} p. {card.photo.page}"
    number = f"no. {card.tag}" if card.tag else f"card {card.index}"
    number += ", back" if parsed.side == "back" else ""
    doubts = [(field.path, field.doubt or "") for field in review.doubts(parsed)]
    advice = [("photo", card.quality.advice)] if card.quality.advice else []
    return (f"{where}\n{number}", *person_row(parsed.contact, [*doubts, *advice]))
