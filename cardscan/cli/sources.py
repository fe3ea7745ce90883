"""Where each value of a person is from, for `cardscan show --sources`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cardscan.cli.past import local_time
from cardscan.cli.rows import called, word_for
from cardscan.cli.terminal import print_table, write_json
from cardscan.web.origins import Past, met_when, origins
from cardscan.web.shapes import met as met_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.book import Book
    from cardscan.model import Person
    from cardscan.web.origins import Origin

_GUESSED = {
    "latin": "guessed from the name in Latin letters",
    "email": "guessed from the mail address",
    "dictionary": "guessed by a dictionary",
    "printed": "printed",
}


class SourceRecord(msgspec.Struct, frozen=True):
    """Where a value is from: ``field`` is a path into ``contact`` (``encounters[0]`` for a meeting), ``by`` is human,
    folder, import, code, print, guess, or noted (a meeting); ``line`` is counted from 1."""

    field: str
    text: str
    by: str
    at: str | None
    source: str | None
    line: int | None


class SourcesRecord(msgspec.Struct, frozen=True):
    """Where everything known of a person is from."""

    uid: str
    name: str
    sources: list[SourceRecord]


def print_sources(book: Book, people: Sequence[Person], *, json: bool) -> None:
    """Print where each value of these people is from: a table for each, or JSON Lines."""
    for person in people:
        past = _past(book, person)
        if json:
            from cardscan.contract import to_json

            write_json(to_json(_record(person, past)))
        else:
            print_table(("What", called(person.contact), "From"), _rows(person, past))


def _past(book: Book, person: Person) -> Past:
    history = book.history(person.uid)
    imports = [entry.change for entry in history if entry.action == "import"]
    return Past(book.cards(person.uid), book.arrivals(person.uid), history, book.words_of(imports))


def _rows(person: Person, past: Past) -> list[tuple[str, str, str]]:
    rows = [(word_for(line.path), line.text, _in_words(origin)) for line, _, origin in origins(person, past)]
    noted = met_when(past)
    for met in person.encounters:
        what = ", ".join(filter(None, (met_words(met), met.memo)))
        rows.append(("met", what, f"noted {local_time(noted[met])[:10]}" if met in noted else ""))
    return rows


def _in_words(origin: Origin) -> str:
    day = local_time(origin.at)[:10] if origin.at else ""
    file = Path(origin.source).name if origin.source else ""
    match origin.by:
        case "print":
            words = f"printed on {file or 'a card'}, line {origin.line}"
        case "code":
            words = f"QR code on {file}" if file else "QR code"
        case "import":
            words = f"import of {file}" if file else "another address book"
        case "human":
            words = "you"
        case "folder":
            words = "edited in contacts/"
        case "guess":
            words = _GUESSED.get(origin.source or "", "not printed so: understood from the card")
    return ", ".join(filter(None, (words, day)))


def _record(person: Person, past: Past) -> SourcesRecord:
    told = [
        SourceRecord(line.path, line.text, origin.by, origin.at, _encodable(origin.source), origin.line)
        for line, _, origin in origins(person, past)
    ]
    noted = met_when(past)
    for number, met in enumerate(person.encounters):
        told.append(SourceRecord(f"encounters[{number}]", met_words(met), "noted", noted.get(met), None, None))
    return SourcesRecord(person.uid, called(person.contact), told)


def _encodable(name: str | None) -> str | None:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if name is not None else None
