"""Cards and the pictures that they are on: rows in, rows out. Whoever calls holds the transaction."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

from cardscan.model import CardReading, Code, Contact, Field, Quad, Quality, TextLine


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


@dataclass(frozen=True, slots=True)
class Arrival:
    """When a card came into the book (ISO 8601, UTC), and the name of the file that it is on."""

    at: str
    source: str


def text_of(reading: CardReading) -> CardText:
    """Return what the book keeps of what a card says."""
    card, parsed = reading.card, reading.parsed
    return CardText(card.quad, parsed.lines, parsed.fields, parsed.contact, card.codes, card.quality)


def row_of(reading: CardReading, picture: str, flat: str | None) -> CardRow:
    """Return the row of a card that was just read."""
    card, side = reading.card, reading.parsed.side
    return CardRow(picture, card.photo.page, card.index, side, card.tag, flat, text_of(reading))


def to_json(value: object) -> str:
    """Return ``value`` as JSON; the reverse of ``msgspec.json.decode``."""
    return msgspec.json.encode(value, enc_hook=float).decode()  # numbers of numpy become plain ones


def load_cards(db: sqlite3.Connection, uid: str) -> tuple[CardRow, ...]:
    """Return a person's cards in the order they came."""
    query = f"select {_CARD} from card where uid = ? order by id"
    return tuple(_card(row) for row in db.execute(query, (uid,)))


def cards_in_picture(db: sqlite3.Connection, picture: str) -> tuple[tuple[str | None, CardRow], ...]:
    """Return (uid, card) of every saved card of a picture, in its order; uid None for cards of people who are gone."""
    query = f"select {_CARD}, uid from card where picture = ? order by page, number"
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


def arrivals(db: sqlite3.Connection, uid: str) -> dict[int, Arrival]:
    """Return when, and in which file, each card of a person came, by its id."""
    query = (
        "select card.id, coalesce(read_at, person.added), source from card join person using (uid)"
        " join picture on picture = hash where uid = ?"
    )
    return {card: Arrival(at, source) for card, at, source in db.execute(query, (uid,))}


def card_owner(db: sqlite3.Connection, picture: str, page: int, number: int) -> str | None:
    """Return the uid of the person that a card of a picture went to, or None if it is not in the book."""
    query = "select uid from card where picture = ? and page = ? and number = ?"
    row = db.execute(query, (picture, page, number)).fetchone()
    return row[0] if row else None


def owners(db: sqlite3.Connection, cards: Iterable[int]) -> tuple[str, ...]:
    """Return the uids of the people whom these cards belong to, in the order in which their cards came."""
    query = (
        "select uid from card where uid is not null and id in (select value from json_each(?))"
        " group by uid order by min(id)"
    )
    return tuple(uid for (uid,) in db.execute(query, (to_json(sorted(cards)),)))


def owned(db: sqlite3.Connection, cards: Iterable[int]) -> frozenset[int]:
    """Return those of the cards that belong to somebody."""
    query = "select id from card where uid is not null and id in (select value from json_each(?))"
    return frozenset(number for (number,) in db.execute(query, (to_json(sorted(cards)),)))


def pictures_with(db: sqlite3.Connection, hashes: Iterable[str]) -> tuple[tuple[str, str, str], ...]:
    """Return (hash, file in cards/, name it was given under) of these pictures."""
    query = "select hash, file, source from picture where hash in (select value from json_each(?)) order by source"
    return tuple(db.execute(query, (to_json(sorted(hashes)),)))


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
    flats = ("flat from card", "flat_before from reread", "flat_after from reread")
    query = " union ".join(("select file from picture", *(f"select {each}" for each in flats)))
    return frozenset(name for (name,) in db.execute(query) if name is not None)


def forget_cards(db: sqlite3.Connection, cards: Iterable[int]) -> None:
    """Take those of the cards that belong to nobody out of the book, and pictures on which no card is left."""
    gone = "select value from json_each(?)"
    numbers = (to_json(sorted(cards)),)
    theirs = f"select picture from card where uid is null and id in ({gone})"
    pictures = [name for (name,) in db.execute(f"select distinct picture from ({theirs})", numbers)]
    db.execute(f"delete from card where uid is null and id in ({gone})", numbers)
    db.execute(
        f"delete from picture where hash in ({gone}) and not exists (select 1 from card where picture = hash)",
        (to_json(pictures),),
    )


def take_flats_of(db: sqlite3.Connection, cards: Iterable[int]) -> None:
    """Take the flat pictures away from the cards of others that lie where these do: one card that names several people
    shows them all."""
    places = {(card.picture, card.page, card.text.quad) for card in cards_with_ids(db, cards)}
    shared = [
        (card.id,)
        for picture in {picture for picture, _, _ in places}
        for _, card in cards_in_picture(db, picture)
        if (picture, card.page, card.text.quad) in places
    ]
    db.executemany("update card set flat = null where id = ?", shared)
    db.executemany("update reread set flat_before = null, flat_after = null where card = ?", shared)


def replace_picture(db: sqlite3.Connection, old: str, new: str, file: str) -> None:
    """Let another picture, kept as ``file``, stand for one that must go: its cards are on that one from now on."""
    db.execute(
        "insert into picture (hash, file, source, read_at) select ?, ?, source, read_at from picture where hash = ?",
        (new, file, old),
    )
    for table in ("card", "unread"):
        db.execute(f"update {table} set picture = ? where picture = ?", (new, old))
    db.execute("delete from picture where hash = ?", (old,))


def blank_sources(db: sqlite3.Connection, pattern: re.Pattern[str]) -> None:
    """Take away the names that pictures were given under in which a pattern is found."""
    told = [(hash,) for hash, source in db.execute("select hash, source from picture") if pattern.search(source)]
    db.executemany("update picture set source = 'photo' where hash = ?", told)


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


# ---------------------------------------------------------------- cards read again


def pictures_of(db: sqlite3.Connection, uids: Iterable[str]) -> tuple[tuple[str, str, str], ...]:
    """Return (hash, file in cards/, name it was given under) of every picture with a card of these people, in the
    order in which they came."""
    query = (
        "select hash, file, source from picture join card on picture = hash"
        " where uid in (select value from json_each(?)) group by hash order by min(card.id)"
    )
    return tuple(db.execute(query, (to_json(sorted(uids)),)))


def reread_card(db: sqlite3.Connection, change: int, card: int, text: str, flat: str | None) -> bool:
    """Make a card say ``text`` (CardText as JSON) as part of a change; return whether it said something else before."""
    before, flat_before = db.execute("select reading, flat from card where id = ?", (card,)).fetchone()
    flat = flat or flat_before
    if (before, flat_before) == (text, flat):
        return False
    query = "insert into reread (change, card, before, after, flat_before, flat_after) values (?, ?, ?, ?, ?, ?)"
    db.execute(query, (change, card, before, text, flat_before, flat))
    db.execute("update card set reading = ?, flat = ? where id = ?", (text, flat, card))
    return True


def take_back_rereads(db: sqlite3.Connection, change: int, by: int) -> None:
    """Let the cards that a change read again say what they said before it, as part of the change ``by``; those that
    were read again since stay."""
    query = (
        "select card, before, flat_before from reread join card on card.id = card"
        " where change = ? and reading = after and flat is flat_after"
    )
    for card, before, flat in db.execute(query, (change,)).fetchall():
        reread_card(db, by, card, before, flat)


# ---------------------------------------------------------------- watched folders


def load_watched(db: sqlite3.Connection) -> dict[str, str]:
    """Return the stamp of every watched file that is done with, by path."""
    return {os.fsdecode(path): stamp for path, stamp in db.execute("select path, stamp from watched")}


def save_watched(db: sqlite3.Connection, path: str, stamp: str) -> None:
    """Note that this version of a watched file is done with."""
    db.execute("insert or replace into watched (path, stamp) values (?, ?)", (os.fsencode(path), stamp))
