"""Cards that were seen on a picture but gave nobody: rows in, rows out, in the caller's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from cardscan.book.shelf import to_json


@dataclass(frozen=True, slots=True)
class Unread:
    """A card of a picture (its SHA-256) that could not be read: its page, its number there from 1, the number on its
    case, and why, in words (``glare``)."""

    picture: str
    page: int
    number: int
    tag: str | None
    why: str


def save_unread(db: sqlite3.Connection, picture: str, cards: Iterable[Unread]) -> None:
    """Note which cards of a picture could not be read, instead of what was noted before."""
    db.execute("delete from unread where picture = ?", (picture,))
    query = "insert or replace into unread (picture, page, number, tag, why) values (?, ?, ?, ?, ?)"
    db.executemany(query, [(picture, one.page, one.number, one.tag, one.why) for one in cards])


def unread_beside(db: sqlite3.Connection, uids: Iterable[str]) -> tuple[Unread, ...]:
    """Return the unread cards of those pictures on which most cards are these people's: a picture of another evening
    on which one of them is, too, is none of them."""
    query = """
        select picture, page, number, tag, why from unread where picture in (
            select picture from card where uid is not null group by picture
            having 2 * sum(uid in (select value from json_each(?))) > count(*))
        order by picture, page, number
    """
    return tuple(Unread(*row) for row in db.execute(query, (to_json(sorted(uids)),)))
