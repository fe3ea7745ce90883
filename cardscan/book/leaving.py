"""Who is to be forgotten: all that the book holds of them, and where else they are. Rows in, values out."""

from __future__ import annotations

import glob
import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from cardscan.book import backup, journal, sent, shelf, store
from cardscan.book.marks import Mark, forms, in_text, marks_of
from cardscan.likeness.folding import fold
from cardscan.model import Contact, Quad


@dataclass(frozen=True, slots=True)
class SharedPhoto:
    """A picture with cards of people who leave and of others: ``theirs`` and ``others`` are (page, outline on it in
    pixels of the upright photo)."""

    hash: str
    file: Path
    source: str
    theirs: tuple[tuple[int, Quad], ...]
    others: tuple[tuple[int, Quad], ...]


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the book that was made while they were in it; ``at`` is ISO 8601, UTC, or empty if it is not known."""

    path: Path
    at: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """People who are to be forgotten (``uids``: with those who were joined with them), and what must go with them.

    ``cards`` are their ``CardRow.id``, ``pictures`` the hashes of what those are on, ``photos`` those pictures on which
    others are, too; ``own`` marks are nobody else's, ``common`` ones (a switchboard, a namesake) are
    other people's, too, and stay with those; ``sources`` are the names of the files that their cards came in;
    ``devices`` are (name, when they were last exported there).
    """

    uids: frozenset[str]
    cards: frozenset[int]
    pictures: frozenset[str]
    own: frozenset[Mark]
    common: frozenset[Mark]
    photos: tuple[SharedPhoto, ...]
    sources: tuple[str, ...]
    backups: tuple[Backup, ...]
    devices: tuple[tuple[str, str], ...]

    def is_as(self, other: Leaving) -> bool:
        """Whether the book holds the same of these people as of ``other``."""
        mine, theirs = ((one.uids, one.cards, one.own, one.photos) for one in (self, other))
        return mine == theirs


def all_of(db: sqlite3.Connection, folder: Path, uids: Iterable[str]) -> Leaving:
    """Return what is to be done to forget these people, who are in the book or were."""
    gone = journal.joined_into(db, uids)
    cards = _cards_of(db, gone)
    rows = shelf.cards_with_ids(db, cards)
    marks = marks_of((*_said(db, gone), *(row.text.contact for row in rows)))
    common = frozenset(_others(db, marks, gone))
    return Leaving(
        gone,
        cards,
        frozenset(row.picture for row in rows),
        marks - common,
        common,
        tuple(_shared_photos(db, folder / "cards", rows, cards)),
        tuple(dict.fromkeys(source for _, _, source in _pictures(db, rows))),
        _backups(db, folder, gone),
        sent.devices_of(db, gone),
    )


def _cards_of(db: sqlite3.Connection, gone: frozenset[str]) -> frozenset[int]:
    """Return the cards of these people, and those that were theirs when they were deleted."""
    mine = {card for uid in gone for card in shelf.card_ids(db, uid)}
    left = {
        moved.card
        for uid in gone
        for entry in journal.read_entries(db, uid)
        for moved in entry.moved
        if moved.to is None and moved.whence in gone
    }
    return frozenset(mine | (left - shelf.owned(db, left)))


def _said(db: sqlite3.Connection, gone: frozenset[str]) -> Iterator[Contact]:
    """Yield everything that was ever said of these people."""
    for uid in gone:
        for entry in journal.read_entries(db, uid):
            yield from (one.contact for one in (entry.before, entry.after) if one is not None)
        present = store.load_snapshot(db, uid)
        if present is not None:
            yield present.contact


def _others(db: sqlite3.Connection, marks: Iterable[Mark], gone: frozenset[str]) -> Iterator[Mark]:
    """Yield the marks that what the book says of somebody else holds, too."""
    folded = {mark: {fold(form) for form in forms(mark)} - {""} for mark in marks}
    found = store.people_holding(db, (text for texts in folded.values() for text in texts), gone)
    for mark, texts in folded.items():
        pattern = in_text((mark,))
        uids = {uid for text in texts for uid in found.get(text, ())}
        if any(pattern.search(text) for uid in uids for text in _texts(db, uid)):
            yield mark


def _texts(db: sqlite3.Connection, uid: str) -> Iterator[str]:
    """Yield everything in which the book holds what is said of somebody, as it stands there."""
    person = store.load_snapshot(db, uid)
    _, _, found = store.indexed(db, uid)
    aliases = person.ledger.aliases if person else ()
    yield "\n".join((found.native, found.ascii, *(alias.uid for alias in aliases)))
    yield msgspec.json.encode((person.contact, person.encounters) if person else ()).decode()
    yield from (line.text for card in shelf.load_cards(db, uid) for line in card.text.lines)


def _pictures(db: sqlite3.Connection, rows: Iterable[shelf.CardRow]) -> tuple[tuple[str, str, str], ...]:
    return shelf.pictures_with(db, {row.picture for row in rows})


def _shared_photos(
    db: sqlite3.Connection, folder: Path, rows: Iterable[shelf.CardRow], cards: frozenset[int]
) -> Iterator[SharedPhoto]:
    for picture, file, source in _pictures(db, rows):
        every = [(card.id in cards, (card.page, card.text.quad)) for _, card in shelf.cards_in_picture(db, picture)]
        others = tuple(place for mine, place in every if not mine)
        if others:
            theirs = tuple(place for mine, place in every if mine)
            yield SharedPhoto(picture, folder / file, source, theirs, others)


def _backups(db: sqlite3.Connection, folder: Path, gone: frozenset[str]) -> tuple[Backup, ...]:
    """Return the backups that are still there and may hold these people, and books that a restore moved aside."""
    since = min((entry.at for uid in gone for entry in journal.read_entries(db, uid)), default="")
    noted = [Backup(Path(os.fsdecode(path)), at) for path, at in backup.load_backups(db) if at >= since]
    aside = sorted(folder.absolute().parent.glob(f"{glob.escape(folder.absolute().name)}.before-restore*"))
    return tuple(one for one in (*noted, *(Backup(path, "") for path in aside)) if one.path.exists())
