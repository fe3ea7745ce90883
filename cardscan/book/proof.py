"""Is somebody who was forgotten still anywhere in the book's folder? Every byte of every file is looked at."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from cardscan.book import store
from cardscan.book.marks import Mark, in_bytes, in_pages, in_part_of, in_text
from cardscan.book.strokes import called

_BLOCK = 16 * 1024 * 1024  # bytes read at a time
_MOST_TOLD = 20  # rows of the database
_OVERLAP = 4096  # bytes: no form of a value is longer
_WORDS = {
    "journal": "the history of {who}",
    "person": "what the book says of {who}",
    "encounter": "a meeting with {who}",
    "card": "a card of {who}",
    "search": "what {who} is found by",
    "search_block": "what people are found by",
}


def places_left(
    db: sqlite3.Connection, folder: Path, own: Iterable[Mark], seen: Callable[[str], None] = lambda name: None
) -> tuple[str, ...]:
    """Return in words every place in the book's folder that holds one of the values ``own``; none, if nothing is left.
    ``seen`` is told the name of each file before it is looked at. Raises OSError."""
    marks = frozenset(own)
    if not marks:
        return ()
    pattern, pages = in_bytes(marks), in_pages(marks)
    found: list[str] = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()):
        name = str(path.relative_to(folder))
        seen(name)
        if name == "book.sqlite":
            found += [f"{name}: {words}" for words in _in_database(db, path, marks, pages)]
        elif any(pattern.search(block) for block in _blocks(path)):
            found.append(name)
    return tuple(found)


def _in_database(
    db: sqlite3.Connection, path: Path, marks: frozenset[Mark], pages: re.Pattern[bytes]
) -> tuple[str, ...]:
    """Return in words where in the database one of the marks stands: in which rows, or in pages of no row."""
    if not any(pages.search(block) for block in _blocks(path)):
        return ()
    told = tuple(_rows_holding(db, in_text(marks)))
    return told or (() if any(_rows_holding(db, in_part_of(marks))) else ("pages that belong to no row",))


def _blocks(path: Path) -> Iterator[bytes]:
    """Yield a file in lower case, block by block, and once more without the breaks that vCards have in long lines."""
    tail = b""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield tail + block.lower()
            tail = block.lower()[-_OVERLAP:]
    if path.suffix == ".vcf":
        yield path.read_bytes().lower().replace(b"\r\n ", b"").replace(b"\n ", b"")


def _rows_holding(db: sqlite3.Connection, pattern: re.Pattern[str]) -> Iterator[str]:
    """Yield in words the rows of the database in which the pattern is found, each once."""
    tables = [name for (name,) in db.execute("select name from sqlite_schema where type = 'table' order by name")]
    told: dict[str, None] = {}
    for table in tables:
        rows = db.execute(f'select * from "{table}"')
        columns = [column for column, *_ in rows.description]
        for row in rows:
            if any(pattern.search(_text(value)) for value in row):
                told[_where(db, table, dict(zip(columns, row, strict=True)))] = None
    yield from list(told)[:_MOST_TOLD]
    if len(told) > _MOST_TOLD:
        yield f"and {len(told) - _MOST_TOLD} more"


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _where(db: sqlite3.Connection, table: str, row: dict[str, object]) -> str:
    person = store.load_snapshot(db, str(row.get("uid")))
    who = called(person.contact) if person is not None else "somebody who was deleted"
    if table == "watched":
        return f"the watched file {_text(row['path'])} is called so"
    return _WORDS[table].format(who=who) if table in _WORDS else f"the table {table}"
