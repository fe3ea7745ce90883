"""A book as an earlier version of the program left it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from cardscan.book.schema import _FOUND_ANEW, APPLICATION_ID, MIGRATIONS


def as_of_version(folder: Path, version: int) -> None:
    """Make the book in ``folder`` one of an earlier version: its tables by their own statements, filled with what they
    have a column for. Version 2 or later; what people are found by is left out where it is written anew."""
    new, old = folder / "book.sqlite", folder / "old.sqlite"
    with closing(sqlite3.connect(old, isolation_level=None)) as db:
        for statement in (one for statements in MIGRATIONS[:version] for one in statements):
            db.execute(statement)
        db.execute(f"pragma application_id = {APPLICATION_ID}")
        db.execute(f"pragma user_version = {version}")
        db.execute("attach ? as new", (str(new),))
        for (table,) in db.execute("select name from main.sqlite_schema where type = 'table'").fetchall():
            names = ", ".join(_columns(db, "main", table) & _columns(db, "new", table))
            anew = table in ("key", "search") and version < _FOUND_ANEW
            if names and not anew and not table.startswith("sqlite_"):
                db.execute(f"insert into main.{table} ({names}) select {names} from new.{table}")
    old.replace(new)


def _columns(db: sqlite3.Connection, schema: str, table: str) -> set[str]:
    return {name for (name,) in db.execute("select name from pragma_table_info(?, ?)", (table, schema))}
