"""Parts of the list of people in its order, without reading the people who are not shown: rows in, rows out, in the
caller's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from cardscan.book.blocks import SIZE
from cardscan.book.shelf import to_json
from cardscan.book.store import people_with_uids
from cardscan.model import Person

_FEW = 1000  # uids that are put in order one by one; of more the list is read in its order until enough of them came


def signs(db: sqlite3.Connection) -> tuple[tuple[str, str], ...]:
    """Return (uid, what the list has them sorted by) of everybody, in the order of the list."""
    return tuple(db.execute("select uid, sort from person order by sort, uid"))


def events_met_at(db: sqlite3.Connection) -> tuple[str, ...]:
    """Return the names of all events at which somebody was met, the last one first."""
    query = (
        "select event from encounter where event is not null"
        " group by event order by max(ifnull(date, '')) desc, event desc"
    )
    return tuple(event for (event,) in db.execute(query))


def matching(db: sqlite3.Connection, terms: tuple[tuple[str, ...], ...]) -> tuple[list[str], list[str]]:
    """Return the uids of people whose search text holds at least one spelling of every term: those whose name has them
    all, and the others."""
    blocks, people = (
        " and ".join(f"({' or '.join(_holding(one, table) for one in term)})" for term in terms)
        for table in ("search_block", "search")
    )
    named = " and ".join(f"({' or '.join('instr(called, ?)' for _ in term)})" for term in terms)
    spellings = [spelling for term in terms for spelling in term]
    # glob knows no capitals and is faster than instr where the first letter is ASCII; folded text has no * ? [
    globs = [f"*{text}*" if text.isascii() else text for text in spellings for _ in range(1 + text.isascii())]
    query = (
        f"select uid, {named} from search_block cross join search on id between block * {SIZE} and block * {SIZE} +"
        f" {SIZE - 1} where {blocks} and {people}"
    )
    found: tuple[list[str], list[str]] = [], []
    for uid, is_named in db.execute(query, (*spellings, *globs, *globs)):
        found[0 if is_named else 1].append(uid)
    return found


def _holding(spelling: str, table: str) -> str:
    if spelling.isascii():
        return f"{table}.ascii glob ? or {table}.native glob ?"
    return f"instr({table}.native, ?)"


def part(db: sqlite3.Connection, groups: Iterable[list[str]], begin: int, most: int) -> tuple[Person, ...]:
    """Return ``most`` people (-1: all) from number ``begin`` on, who are group after group in the order of the list."""
    chosen: list[str] = []
    for uids in groups:
        left = most - len(chosen) if most >= 0 else -1
        chosen += _in_order(db, uids, begin, left) if begin < len(uids) and left else []
        begin = max(begin - len(uids), 0)
    people = {person.uid: person for person in people_with_uids(db, chosen)}
    return tuple(people[uid] for uid in chosen)


def _in_order(db: sqlite3.Connection, uids: list[str], begin: int, most: int) -> list[str]:
    wanted = "uid" if len(uids) <= _FEW else "+uid"  # the plus keeps SQLite from looking each of them up
    query = f"select uid from person where {wanted} in (select value from json_each(?)) order by sort, uid limit ?, ?"
    return [uid for (uid,) in db.execute(query, (to_json(uids), begin, most))]
