"""Who was thanked for which meeting: rows in, rows out, in the caller's transaction.

Rows outlive their people and follow them: of two entries that were joined, what was noted of either counts, for as long
as the join is not undone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from cardscan.book.shelf import to_json
from cardscan.model import Encounter, Event


@dataclass(frozen=True, slots=True)
class Thanks:
    """What became of the letter to a person about a meeting: when a draft was ``drafted``, and when the user said that
    they ``thanked`` the person (both ISO 8601, UTC). The meeting is an event's name and day."""

    uid: str
    event: str
    date: str | None
    drafted: str | None = None
    thanked: str | None = None


Step = Literal["drafted", "thanked", "not thanked"]

# Each uid that something was noted of, with those under which that person was in the book later; ``joined`` is the
# join that ended that, null for the one under which they are there now.
_HEIRS = """
    with recursive heir (uid, now, joined) as (
        select uid, uid, (select change from journal {join}) from thanks one
        union
        select heir.uid, one.uid, (select change from journal {join}) from heir
            join journal one on one.change = heir.joined and one.after is not null
    )
""".replace(
    "{join}",
    "where uid = one.uid and action = 'join' and after is null and uid not in (select uid from person)"
    " and exists (select 1 from change where id = journal.change and undone is null)",
)


def load_thanks(db: sqlite3.Connection, event: Event | None = None) -> tuple[Thanks, ...]:
    """Return what was noted about one meeting, or about all of them."""
    where, values = ("where event = ? and date = ?", _key(event)) if event else ("where true", ())
    query = (
        f"{_HEIRS} select now, event, nullif(date, ''), max(drafted), max(thanked)"
        f" from thanks join heir using (uid) {where} and joined is null group by now, event, date"
    )
    return tuple(Thanks(*row) for row in db.execute(query, values))


def save_thanks(db: sqlite3.Connection, event: Event, uids: Iterable[str], step: Step, now: str) -> None:
    """Note that these people were written a draft, or thanked, or not thanked after all."""
    if step == "not thanked":
        query = f"{_HEIRS} update thanks set thanked = null where event = ? and date = ? and {_ONE_OF_THEM}"
        db.execute(query, (*_key(event), to_json(list(uids))))
        return
    query = (
        f"insert into thanks (uid, event, date, {step}) values (?, ?, ?, ?)"
        f" on conflict do update set {step} = excluded.{step}"
    )
    db.executemany(query, [(uid, *_key(event), now) for uid in uids])


def follow(db: sqlite3.Connection, uid: str, before: Iterable[Encounter], after: Iterable[Encounter]) -> None:
    """Let what was noted of a person's meeting follow it where that has another name or day now."""
    was, now = ({(one.event or "", one.date or "") for one in met} for met in (before, after))
    lost, gained = was - now, now - was
    if len(lost) == len(gained) == 1:
        query = "update or ignore thanks set event = ?, date = ? where uid = ? and event = ? and date = ?"
        db.execute(query, (*gained.pop(), uid, *lost.pop()))


def forget_people(db: sqlite3.Connection, uids: Iterable[str]) -> None:
    """Forget what was noted of these people, also under entries that were joined with theirs."""
    db.execute(f"{_HEIRS} delete from thanks where {_ONE_OF_THEM}", (to_json(list(uids)),))


_ONE_OF_THEM = "uid in (select uid from heir where now in (select value from json_each(?)))"


def _key(event: Event) -> tuple[str, str]:
    return event.name, event.date or ""
