"""Who was exported to which device, so that nobody goes there twice: rows in, rows out, in the caller's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from cardscan.book.shelf import to_json


def load_sent(db: sqlite3.Connection, device: str) -> dict[str, str]:
    """Return when each person was last exported to a device (ISO 8601, UTC), by uid."""
    return dict(db.execute("select uid, at from sent where device = ?", (device,)))


def save_sent(db: sqlite3.Connection, device: str, uids: Iterable[str], at: str) -> None:
    """Note that these people were exported to a device."""
    rows = [(device, uid, at) for uid in uids]
    db.executemany("insert into sent values (?, ?, ?) on conflict do update set at = excluded.at", rows)


def forget_people(db: sqlite3.Connection, uids: Iterable[str]) -> None:
    """Forget to which devices these people were exported."""
    db.executemany("delete from sent where uid = ?", [(uid,) for uid in uids])


def devices_of(db: sqlite3.Connection, uids: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return (device, when last, ISO 8601 in UTC) of every device to which one of these people was exported."""
    query = (
        "select device, max(at) from sent where uid in (select value from json_each(?)) group by device order by device"
    )
    return tuple(db.execute(query, (to_json(sorted(uids)),)))
