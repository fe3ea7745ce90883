"""Rows in, rows out: one function for each thing that is saved or loaded. Whoever calls holds the transaction."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

from cardscan.book.claims import NOTHING, Ledger
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
    ledger: Ledger = NOTHING


@dataclass(frozen=True, slots=True)
class CardRow:
    """One saved card. ``picture`` is the hash of the file it was cut from, ``flat`` the flat card's file; ``id`` is 0
    until it is saved."""

    picture: str
    page: int
    number: int
    side: str
    tag: str | None
    flat: str | None
    text: CardText
    id: int = 0


def to_json(value: object) -> str:
    """Return ``value`` as JSON; the reverse of ``msgspec.json.decode``."""
    return msgspec.json.encode(value, enc_hook=float).decode()  # numbers of numpy become plain ones


# ---------------------------------------------------------------- people


def load_snapshot(db: sqlite3.Connection, uid: str) -> Snapshot | None:
    """Return a person as the journal sees them, or None."""
    row = db.execute("select contact, doubts, ledger from person where uid = ?", (uid,)).fetchone()
    if row is None:
        return None
    met = _encounters(db, "uid = ?", (uid,)).get(uid, ())
    return Snapshot(_CONTACT.decode(row[0]), met, _DOUBTS.decode(row[1]), _LEDGER.decode(row[2]))


def save_snapshot(db: sqlite3.Connection, uid: str, person: Snapshot, now: str) -> None:
    """Write a person with their keys, and mark their .vcf as stale. ``index`` must follow in the same transaction."""
    contact, ledger = to_json(person.contact), to_json(person.ledger) if person.ledger != NOTHING else "{}"
    db.execute(
        "insert into person (uid, contact, doubts, sort, added, changed, ledger) values (?, ?, ?, ?, ?, ?, ?)"
        " on conflict (uid) do update set contact = excluded.contact, doubts = excluded.doubts, sort = excluded.sort,"
        " ledger = excluded.ledger, changed = max(changed, excluded.changed)",
        (uid, contact, to_json(person.doubts), sort_key(person.contact), now, now, ledger),
    )
    db.execute("delete from encounter where uid = ?", (uid,))
    db.executemany(
        "insert into encounter (uid, position, event, date, place, tag, memo) values (?, ?, ?, ?, ?, ?, ?)",
        [(uid, i, e.event, e.date, e.place, e.tag, e.memo) for i, e in enumerate(person.encounters)],
    )
    db.execute("delete from key where uid = ?", (uid,))
    keys = blocking_keys(person.contact) | {alias_key(alias.uid) for alias in person.ledger.aliases}
    db.executemany("insert into key (key, uid) values (?, ?)", [(key, uid) for key in sorted(keys)])
    db.execute("insert or ignore into stale (uid) values (?)", (uid,))


def delete_person(db: sqlite3.Connection, uid: str) -> None:
    """Take a person out of every table but the journal; their cards stay, without an owner."""
    db.execute("delete from person where uid = ?", (uid,))
    db.execute("insert or ignore into stale (uid) values (?)", (uid,))


def alias_key(uid: str) -> str:
    """Return the key under which a person is found by what another address book calls them."""
    return f"alias:{uid}"


def index(db: sqlite3.Connection, uid: str, person: Snapshot) -> None:
    """Write what a person is found by: everything known of them and every line of their cards."""
    text = search_text_of(db, uid, person)
    db.execute("insert or replace into search (uid, text) values (?, ?)", (uid, text))


def search_text_of(db: sqlite3.Connection, uid: str, person: Snapshot) -> str:
    """Return what a person is found by."""
    lines = [line.text for card in load_cards(db, uid) for line in card.text.lines]
    return search_text(person.contact, person.encounters, lines)


def indexed(db: sqlite3.Connection, uid: str) -> tuple[str, frozenset[str], str]:
    """Return what a person is sorted, compared and found by, as it is written."""
    (sort,) = db.execute("select sort from person where uid = ?", (uid,)).fetchone()
    keys = frozenset(key for (key,) in db.execute("select key from key where uid = ?", (uid,)))
    found = db.execute("select text from search where uid = ?", (uid,)).fetchone()
    return sort, keys, found[0] if found else ""


def uids(db: sqlite3.Connection) -> frozenset[str]:
    """Return the uids of everybody."""
    return frozenset(uid for (uid,) in db.execute("select uid from person"))


_MET = "(select {} from encounter e where e.uid = person.uid and e.{} is not null order by {} limit 1)"
_LAST_MET = _MET.format("date", "date", "date desc")
_LAST_EVENT = _MET.format("event", "event", "date desc, position desc")
ORDERS = {
    "reading": "sort, uid",
    "changed": "changed desc, uid",
    "date": f"{_LAST_MET} desc nulls last, sort, uid",
    "event": f"{_LAST_EVENT} is null, {_LAST_MET} desc nulls last, {_LAST_EVENT}, sort, uid",
}


def load_people(
    db: sqlite3.Connection,
    where: str = "true",
    values: tuple[object, ...] = (),
    order: str = "sort, uid",
    most: int = -1,
) -> tuple[Person, ...]:
    """Return the people for whom the SQL condition ``where`` holds, in the order of the list; if ``most`` is not
    negative, only so many."""
    query = f"select uid, contact, doubts, changed, ledger from person where {where} order by {order} limit ?"
    rows = db.execute(query, (*values, most)).fetchall()
    if most < 0 and where != "true":
        met = _encounters(db, f"uid in (select uid from person where {where})", values)
    elif most < 0:
        met = _encounters(db, "true", ())
    else:
        met = _encounters(db, "uid in (select value from json_each(?))", (to_json([row[0] for row in rows]),))
    return tuple(_person(row, met.get(row[0], ())) for row in rows)


_CONTACT = msgspec.json.Decoder(Contact)
_DOUBTS = msgspec.json.Decoder(tuple[Doubt, ...])
_LEDGER = msgspec.json.Decoder(Ledger)


def _person(row: tuple[str, str, str, str, str], met: tuple[Encounter, ...]) -> Person:
    uid, contact_json, doubts, changed, kept = row
    contact = _CONTACT.decode(contact_json)
    located = locate(_DOUBTS.decode(doubts), contact) if doubts != "[]" else ()
    ledger = _LEDGER.decode(kept) if kept != "{}" else NOTHING
    return Person(uid, contact, met, located, changed, ledger.claims, ledger.properties)


def as_person(uid: str, one: Snapshot) -> Person:
    """Return a person as the rest of the program sees them."""
    doubts = locate(one.doubts, one.contact)
    return Person(uid, one.contact, one.encounters, doubts, None, one.ledger.claims, one.ledger.properties)


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


def count_people(db: sqlite3.Connection) -> int:
    """Return how many people there are."""
    return int(db.execute("select count(*) from person").fetchone()[0])


def people_met_at(db: sqlite3.Connection, event: str) -> tuple[Person, ...]:
    """Return the people met at an event of exactly this name."""
    return load_people(db, "uid in (select uid from encounter where event = ?)", (event,))


def person_called(db: sqlite3.Connection, alias: str) -> str | None:
    """Return the uid of the person whom another address book calls ``alias``, if there is exactly one."""
    rows = db.execute("select uid from key where key = ? limit 2", (alias_key(alias),)).fetchall()
    return rows[0][0] if len(rows) == 1 else None


def people_with_uid_start(db: sqlite3.Connection, start: str) -> tuple[Person, ...]:
    """Return the people whose uid begins with ``start``, which must be four characters or more."""
    if len(start) < 4:
        return ()
    return load_people(db, "uid >= ? and uid < ?", (start.casefold(), start.casefold() + "\U0010ffff"))


def people_in_picture(db: sqlite3.Connection, picture: str) -> tuple[Person, ...]:
    """Return the people whose cards are in a picture."""
    return load_people(db, "uid in (select uid from card where picture = ?)", (picture,))


def people_matching(db: sqlite3.Connection, terms: tuple[tuple[str, ...], ...]) -> tuple[Person, ...]:
    """Return the people whose search text holds at least one spelling of every term."""
    either = [" or ".join("instr(text, ?)" for _ in term) for term in terms]
    where = " and ".join(f"({one})" for one in either)
    spelled = tuple(spelling for term in terms for spelling in term)
    found = [uid for (uid,) in db.execute(f"select uid from search where {where}", spelled)]
    return people_with_uids(db, found)


# ---------------------------------------------------------------- cards


def load_cards(db: sqlite3.Connection, uid: str) -> tuple[CardRow, ...]:
    """Return a person's cards in the order they came."""
    query = f"select {_CARD} from card where uid = ? order by id"
    return tuple(_card(row) for row in db.execute(query, (uid,)))


def cards_in_picture(db: sqlite3.Connection, picture: str) -> tuple[tuple[str, CardRow], ...]:
    """Return (uid, card) of every saved card of a picture, in its order."""
    query = f"select {_CARD}, uid from card where picture = ? and uid is not null order by page, number"
    return tuple((row[-1], _card(row)) for row in db.execute(query, (picture,)))


def cards_with_ids(db: sqlite3.Connection, wanted: Iterable[int]) -> tuple[CardRow, ...]:
    """Return the cards with these ids, also those that no longer belong to anybody."""
    query = f"select {_CARD} from card where id in (select value from json_each(?)) order by id"
    return tuple(_card(row) for row in db.execute(query, (to_json(sorted(wanted)),)))


_CARD = "picture, page, number, side, tag, flat, reading, id"
_TEXT = msgspec.json.Decoder(CardText)


def _card(row: tuple[Any, ...]) -> CardRow:  # rows of sqlite carry no types
    picture, page, number, side, tag, flat, reading, number_of_row, *_ = row
    return CardRow(picture, page, number, side, tag, flat, _TEXT.decode(reading), number_of_row)


def save_card(db: sqlite3.Connection, uid: str, card: CardRow) -> int:
    """Write one card of a person; return its id."""
    cursor = db.execute(
        "insert into card (uid, picture, page, number, flat, side, tag, reading) values (?, ?, ?, ?, ?, ?, ?, ?)"
        " on conflict do update set uid = excluded.uid, flat = excluded.flat, side = excluded.side,"
        " tag = excluded.tag, reading = excluded.reading returning id",
        (uid, card.picture, card.page, card.number, card.flat, card.side, card.tag, to_json(card.text)),
    )
    return int(cursor.fetchone()[0])


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


def picture_files(db: sqlite3.Connection) -> frozenset[str]:
    """Return the names of all files in cards/ that the book speaks of."""
    query = "select file from picture union select flat from card where flat is not null"
    return frozenset(name for (name,) in db.execute(query))


def forget_cards(db: sqlite3.Connection, cards: Iterable[int]) -> int:
    """Take those of the cards that belong to nobody out of the book, and pictures on which no card is left; return how
    many pictures stay because of others."""
    gone = "select value from json_each(?)"
    numbers = (to_json(sorted(cards)),)
    theirs = f"select picture from card where uid is null and id in ({gone})"
    pictures = [name for (name,) in db.execute(f"select distinct picture from ({theirs})", numbers)]
    db.execute(f"delete from card where uid is null and id in ({gone})", numbers)
    left = db.execute(f"select count(distinct picture) from card where picture in ({gone})", (to_json(pictures),))
    shared = int(left.fetchone()[0])
    db.execute(
        f"delete from picture where hash in ({gone}) and not exists (select 1 from card where picture = hash)",
        (to_json(pictures),),
    )
    return shared


def reopen_pictures(db: sqlite3.Connection, cards: Iterable[int]) -> None:
    """Note that the pictures of these cards may be read again: what came of them was taken back."""
    query = "update picture set read_at = null where hash in (select picture from card where id in"
    db.execute(f"{query} (select value from json_each(?)))", (to_json(sorted(cards)),))


def move_card(db: sqlite3.Connection, card: int, to: str | None) -> None:
    """Give a card to another person, or to nobody."""
    db.execute("update card set uid = ? where id = ?", (to, card))


def card_ids(db: sqlite3.Connection, uid: str) -> tuple[int, ...]:
    """Return the ids of a person's cards."""
    return tuple(number for (number,) in db.execute("select id from card where uid = ? order by id", (uid,)))


def close_picture(db: sqlite3.Connection, picture: str, now: str) -> None:
    """Note that all cards of a picture are saved."""
    db.execute("update picture set read_at = ? where hash = ? and read_at is null", (now, picture))


# ---------------------------------------------------------------- questions


def save_question(db: sqlite3.Connection, uid: str, other: str, reasons: tuple[str, ...], now: str) -> None:
    """Keep the question whether two people are one."""
    one, two = sorted((uid, other))
    query = "insert or ignore into question (one, other, reasons, asked) values (?, ?, ?, ?)"
    db.execute(query, (one, two, to_json(reasons), now))


def close_question(db: sqlite3.Connection, uid: str, other: str) -> None:
    """Keep the answer that two people are two."""
    one, two = sorted((uid, other))
    db.execute("delete from question where one = ? and other = ?", (one, two))
    db.execute("insert or ignore into apart (one, other) values (?, ?)", (one, two))


def load_questions(db: sqlite3.Connection) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return the open questions: (uid, uid, reasons)."""
    rows = db.execute("select one, other, reasons from question order by asked, one, other")
    return tuple((one, other, msgspec.json.decode(reasons, type=tuple[str, ...])) for one, other, reasons in rows)


# ---------------------------------------------------------------- watched folders


def load_watched(db: sqlite3.Connection) -> dict[str, str]:
    """Return the stamp of every watched file that is done with, by path."""
    return {os.fsdecode(path): stamp for path, stamp in db.execute("select path, stamp from watched")}


def save_watched(db: sqlite3.Connection, path: str, stamp: str) -> None:
    """Note that this version of a watched file is done with."""
    db.execute("insert or replace into watched (path, stamp) values (?, ?)", (os.fsencode(path), stamp))


# ---------------------------------------------------------------- the vdir

_UID = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}")


@dataclass(frozen=True, slots=True)
class Mirrored:
    """A file in contacts/ as it was last written or understood: it shows the person after journal entry ``entry``."""

    name: str
    uid: str
    stamp: str
    hash: str
    entry: int


def can_be_uid(text: str) -> bool:
    """Whether ``text`` is good as a uid: it is the name of a file, too."""
    return _UID.fullmatch(text) is not None


def is_stale(db: sqlite3.Connection) -> bool:
    """Whether the .vcf of anybody is not known to be current."""
    return db.execute("select 1 from stale limit 1").fetchone() is not None


def stale(db: sqlite3.Connection) -> tuple[str, ...]:
    """Return the uids whose .vcf is not known to be current."""
    return tuple(uid for (uid,) in db.execute("select uid from stale order by uid"))


def mark_stale(db: sqlite3.Connection, uid: str) -> None:
    """Note that the .vcf of a person is to be written."""
    db.execute("insert or ignore into stale (uid) values (?)", (uid,))


def no_longer_stale(db: sqlite3.Connection) -> None:
    """Note that every .vcf is current."""
    db.execute("delete from stale")


def load_mirrored(db: sqlite3.Connection) -> dict[str, Mirrored]:
    """Return every file that was written to contacts/, by its name."""
    return {row[0]: Mirrored(*row) for row in db.execute("select name, uid, stamp, hash, entry from mirrored")}


def save_mirrored(db: sqlite3.Connection, files: Iterable[Mirrored]) -> None:
    """Note files as they were written."""
    rows = ((one.name, one.uid, one.stamp, one.hash, one.entry) for one in files)
    db.executemany("insert or replace into mirrored (name, uid, stamp, hash, entry) values (?, ?, ?, ?, ?)", rows)


def files_of(db: sqlite3.Connection, uids: Iterable[str]) -> frozenset[str]:
    """Return the names of the files that show these people."""
    query = "select name from mirrored where uid in (select value from json_each(?))"
    return frozenset(name for (name,) in db.execute(query, (to_json(sorted(uids)),)))


def has_file(db: sqlite3.Connection, uid: str, but: str) -> bool:
    """Whether a file other than ``but`` shows this person."""
    return db.execute("select 1 from mirrored where uid = ? and name != ?", (uid, but)).fetchone() is not None


def forget_files(db: sqlite3.Connection, names: Iterable[str]) -> None:
    """Note that these files are no longer there."""
    db.executemany("delete from mirrored where name = ?", ((name,) for name in names))


def forget_folder(db: sqlite3.Connection) -> None:
    """Note that nothing of contacts/ is there any more."""
    db.execute("delete from mirrored")
    db.execute("insert or ignore into stale (uid) select uid from person")
