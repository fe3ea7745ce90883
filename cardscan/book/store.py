"""Rows in, rows out: one function for each thing that is saved or loaded. Whoever calls holds the transaction."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

from cardscan.book.doubts import Doubt, locate
from cardscan.book.plan import blocking_keys
from cardscan.book.search import search_text, sort_key
from cardscan.model import Code, Contact, Encounter, Field, Person, Quad, Quality, TextLine


@dataclass(frozen=True, slots=True)
class CardText:
    """What a card said when it was read, kept for ever beside what became of it."""

    quad: Quad
    lines: tuple[TextLine, ...]
    fields: tuple[Field, ...]
    contact: Contact
    codes: tuple[Code, ...]
    quality: Quality


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A person at one moment: what the journal keeps to go back to."""

    contact: Contact
    encounters: tuple[Encounter, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class CardRow:
    """One saved card. ``picture`` is the hash of the file it was cut from, ``flat`` the flat card's file."""

    picture: str
    page: int
    number: int
    side: str
    tag: str | None
    flat: str | None
    text: CardText


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the journal."""

    at: str
    action: str
    uid: str
    reasons: tuple[str, ...]
    before: Snapshot | None
    after: Snapshot | None


def to_json(value: object) -> str:
    """Return ``value`` as JSON; the reverse of ``msgspec.json.decode``."""
    return msgspec.json.encode(value, enc_hook=float).decode()  # numbers of numpy become plain ones


# ---------------------------------------------------------------- people


def load_snapshot(db: sqlite3.Connection, uid: str) -> Snapshot | None:
    """Return a person as the journal sees them, or None."""
    row = db.execute("select contact, doubts from person where uid = ?", (uid,)).fetchone()
    if row is None:
        return None
    doubts = msgspec.json.decode(row[1], type=tuple[Doubt, ...])
    return Snapshot(msgspec.json.decode(row[0], type=Contact), _encounters(db, "uid = ?", (uid,)).get(uid, ()), doubts)


def save_snapshot(db: sqlite3.Connection, uid: str, person: Snapshot, now: str) -> None:
    """Write a person with their keys, and mark their .vcf as stale. ``index`` must follow in the same transaction."""
    db.execute(
        "insert into person (uid, contact, doubts, sort, search, added, changed) values (?, ?, ?, ?, '', ?, ?)"
        " on conflict (uid) do update set contact = excluded.contact, doubts = excluded.doubts, sort = excluded.sort,"
        " changed = max(changed, excluded.changed)",
        (uid, to_json(person.contact), to_json(person.doubts), sort_key(person.contact), now, now),
    )
    db.execute("delete from encounter where uid = ?", (uid,))
    db.executemany(
        "insert into encounter (uid, position, event, date, place, tag, memo) values (?, ?, ?, ?, ?, ?, ?)",
        [(uid, i, e.event, e.date, e.place, e.tag, e.memo) for i, e in enumerate(person.encounters)],
    )
    db.execute("delete from key where uid = ?", (uid,))
    keys = sorted(blocking_keys(person.contact))
    db.executemany("insert into key (key, uid) values (?, ?)", [(key, uid) for key in keys])
    db.execute("insert or ignore into stale (uid) values (?)", (uid,))


def index(db: sqlite3.Connection, uid: str, person: Snapshot) -> None:
    """Write what a person is found by: everything known of them and every line of their cards."""
    lines = [line.text for card in load_cards(db, uid) for line in card.text.lines]
    text = search_text(person.contact, person.encounters, lines)
    db.execute("update person set search = ? where uid = ?", (text, uid))


def load_people(db: sqlite3.Connection, where: str = "true", values: tuple[object, ...] = ()) -> tuple[Person, ...]:
    """Return the people for whom the SQL condition ``where`` holds, in the order of the list."""
    query = f"select uid, contact, doubts, changed from person where {where} order by sort, uid"
    rows = db.execute(query, values).fetchall()
    met = _encounters(db, f"uid in (select uid from person where {where})", values)
    return tuple(_person(row, met.get(row[0], ())) for row in rows)


_CONTACT = msgspec.json.Decoder(Contact)
_DOUBTS = msgspec.json.Decoder(tuple[Doubt, ...])


def _person(row: tuple[str, str, str, str], met: tuple[Encounter, ...]) -> Person:
    uid, contact_json, doubts, changed = row
    contact = _CONTACT.decode(contact_json)
    located = locate(_DOUBTS.decode(doubts), contact) if doubts != "[]" else ()
    return Person(uid, contact, met, located, changed)


def _encounters(db: sqlite3.Connection, where: str, values: tuple[object, ...]) -> dict[str, tuple[Encounter, ...]]:
    query = f"select uid, event, date, place, tag, memo from encounter where {where} order by uid, position"
    found: dict[str, tuple[Encounter, ...]] = {}
    for uid, *parts in db.execute(query, values):
        found[uid] = (*found.get(uid, ()), Encounter(*parts))
    return found


def sharing_a_key(db: sqlite3.Connection, contact: Contact) -> tuple[Person, ...]:
    """Return the people who share a blocking key with ``contact``."""
    keys = to_json(sorted(blocking_keys(contact)))
    return load_people(db, "uid in (select uid from key where key in (select value from json_each(?)))", (keys,))


def people_with_uids(db: sqlite3.Connection, wanted: Iterable[str]) -> tuple[Person, ...]:
    """Return the people with these uids; who is not in the book is left out."""
    return load_people(db, "uid in (select value from json_each(?))", (to_json(sorted(wanted)),))


def people_with_uid_start(db: sqlite3.Connection, start: str) -> tuple[Person, ...]:
    """Return the people whose uid begins with ``start``, which must be four characters or more."""
    if len(start) < 4:
        return ()
    return load_people(db, "substr(uid, 1, ?) = ?", (len(start), start.casefold()))


def people_in_picture(db: sqlite3.Connection, picture: str) -> tuple[Person, ...]:
    """Return the people whose cards are in a picture."""
    return load_people(db, "uid in (select uid from card where picture = ?)", (picture,))


def people_matching(db: sqlite3.Connection, terms: tuple[tuple[str, ...], ...]) -> tuple[Person, ...]:
    """Return the people whose search text holds at least one spelling of every term."""
    either = [" or ".join("instr(search, ?)" for _ in term) for term in terms]
    where = " and ".join(f"({one})" for one in either)
    return load_people(db, where, tuple(spelling for term in terms for spelling in term))


# ---------------------------------------------------------------- cards


def load_cards(db: sqlite3.Connection, uid: str) -> tuple[CardRow, ...]:
    """Return a person's cards in the order they came."""
    query = f"select {_CARD} from card where uid = ? order by id"
    return tuple(_card(row) for row in db.execute(query, (uid,)))


def cards_in_picture(db: sqlite3.Connection, picture: str) -> tuple[tuple[str, CardRow], ...]:
    """Return (uid, card) of every saved card of a picture, in its order."""
    query = f"select {_CARD}, uid from card where picture = ? order by page, number"
    return tuple((row[-1], _card(row)) for row in db.execute(query, (picture,)))


_CARD = "picture, page, number, side, tag, flat, reading"


def _card(row: tuple[Any, ...]) -> CardRow:  # rows of sqlite carry no types
    picture, page, number, side, tag, flat, reading, *_ = row
    return CardRow(picture, page, number, side, tag, flat, msgspec.json.decode(reading, type=CardText))


def save_card(db: sqlite3.Connection, uid: str, card: CardRow) -> int:
    """Write one card of a person; return its id."""
    cursor = db.execute(
        "insert into card (uid, picture, page, number, flat, side, tag, reading) values (?, ?, ?, ?, ?, ?, ?, ?)",
        (uid, card.picture, card.page, card.number, card.flat, card.side, card.tag, to_json(card.text)),
    )
    return int(cursor.lastrowid or 0)


def card_owner(db: sqlite3.Connection, picture: str, page: int, number: int) -> str | None:
    """Return the uid of the person that a card of a picture went to, or None if it is not in the book."""
    query = "select uid from card where picture = ? and page = ? and number = ?"
    row = db.execute(query, (picture, page, number)).fetchone()
    return row[0] if row else None


def load_picture(db: sqlite3.Connection, picture: str) -> tuple[str, bool] | None:
    """Return a picture's file in cards/ and whether all its cards are saved, or None if it was never given."""
    row = db.execute("select file, read_at is not null from picture where hash = ?", (picture,)).fetchone()
    return (row[0], bool(row[1])) if row else None


def save_picture(db: sqlite3.Connection, picture: str, file: str, source: str) -> None:
    """Write a picture that is about to be read."""
    query = "insert or ignore into picture (hash, file, source) values (?, ?, ?)"
    db.execute(query, (picture, file, source))


def close_picture(db: sqlite3.Connection, picture: str, now: str) -> None:
    """Note that all cards of a picture are saved."""
    db.execute("update picture set read_at = ? where hash = ? and read_at is null", (now, picture))


# ---------------------------------------------------------------- journal


def write_journal(db: sqlite3.Connection, entry: Entry, card: int | None) -> None:
    """Write one change."""
    db.execute(
        "insert into journal (at, action, uid, reasons, card, before, after) values (?, ?, ?, ?, ?, ?, ?)",
        (
            entry.at,
            entry.action,
            entry.uid,
            to_json(entry.reasons),
            card,
            to_json(entry.before) if entry.before else None,
            to_json(entry.after) if entry.after else None,
        ),
    )


def read_journal(db: sqlite3.Connection, uid: str) -> tuple[Entry, ...]:
    """Return the changes of one person, oldest first."""
    query = "select at, action, uid, reasons, before, after from journal where uid = ? order by id"
    return tuple(
        Entry(at, action, who, _words(reasons), _snapshot(before), _snapshot(after))
        for at, action, who, reasons, before, after in db.execute(query, (uid,))
    )


def _words(text: str) -> tuple[str, ...]:
    return msgspec.json.decode(text, type=tuple[str, ...])


def _snapshot(text: str | None) -> Snapshot | None:
    return msgspec.json.decode(text, type=Snapshot) if text is not None else None


# ---------------------------------------------------------------- questions


def save_question(db: sqlite3.Connection, uid: str, other: str, reasons: tuple[str, ...], now: str) -> None:
    """Keep the question whether two people are one."""
    one, two = sorted((uid, other))
    query = "insert or ignore into question (one, other, reasons, asked) values (?, ?, ?, ?)"
    db.execute(query, (one, two, to_json(reasons), now))


def load_questions(db: sqlite3.Connection) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return the open questions: (uid, uid, reasons)."""
    rows = db.execute("select one, other, reasons from question order by asked, one, other")
    return tuple((one, other, _words(reasons)) for one, other, reasons in rows)


# ---------------------------------------------------------------- watched folders


def load_watched(db: sqlite3.Connection) -> dict[str, str]:
    """Return the stamp of every watched file that is done with, by path."""
    return {os.fsdecode(path): stamp for path, stamp in db.execute("select path, stamp from watched")}


def save_watched(db: sqlite3.Connection, path: str, stamp: str) -> None:
    """Note that this version of a watched file is done with."""
    db.execute("insert or replace into watched (path, stamp) values (?, ?)", (os.fsencode(path), stamp))


# ---------------------------------------------------------------- the vdir


def stale(db: sqlite3.Connection) -> tuple[str, ...]:
    """Return the uids whose .vcf is not known to be current."""
    return tuple(uid for (uid,) in db.execute("select uid from stale order by uid"))


def uids(db: sqlite3.Connection) -> frozenset[str]:
    """Return the uids of everybody."""
    return frozenset(uid for (uid,) in db.execute("select uid from person"))


def no_longer_stale(db: sqlite3.Connection) -> None:
    """Note that every .vcf is current."""
    db.execute("delete from stale")
