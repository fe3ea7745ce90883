"""The tables of the book, and how an older book becomes a newer one. All SQL is in this package.

``MIGRATIONS[n]`` brings version n to n + 1, in one transaction together with its ``user_version``. A migration that
was released is never edited; a change of shape is a new one at the end.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from itertools import chain

from cardscan.book.blocks import refresh
from cardscan.errors import BookUnusable

APPLICATION_ID = 0x63617264  # "card": tells our file from any other SQLite file

_FIRST = (
    """create table person (
        uid text primary key,
        contact text not null,       -- model.Contact as JSON
        doubts text not null,        -- what still wants eyes, by value: see doubts.py
        sort text not null,          -- order of the Japanese syllabary: see search.py
        search text not null,        -- everything known, folded: see search.py
        added text not null,         -- ISO 8601, UTC
        changed text not null
    ) strict""",
    "create index person_sort on person (sort, uid)",
    # What two contacts must share to be more than strangers: see plan.py
    """create table key (
        key text not null,
        uid text not null references person on delete cascade,
        primary key (key, uid)
    ) strict, without rowid""",
    "create index key_uid on key (uid)",
    """create table picture (
        hash text primary key,       -- SHA-256 of the file as it was given
        file text not null,          -- its copy in cards/
        source text not null,        -- the name it was given under
        read_at text                 -- when the last of its cards was saved; null until then
    ) strict""",
    """create table card (
        id integer primary key,
        uid text not null references person on delete cascade,
        picture text not null references picture,
        page integer not null,
        number integer not null,     -- which card of the page, from 1
        flat text,                   -- the flat card in cards/
        side text not null,
        tag text,
        reading text not null,       -- lines, fields, contact as read, codes, quality, quad: store.CardText as JSON
        unique (picture, page, number)
    ) strict""",
    "create index card_uid on card (uid)",
    """create table encounter (
        uid text not null references person on delete cascade,
        position integer not null,
        event text,
        date text,
        place text,
        tag text,
        memo text,
        primary key (uid, position)
    ) strict, without rowid""",
    """create table question (
        one text not null references person on delete cascade,
        other text not null references person on delete cascade,
        reasons text not null,       -- JSON list of words
        asked text not null,
        primary key (one, other),
        check (one < other)
    ) strict, without rowid""",
    """create table journal (
        id integer primary key autoincrement,
        at text not null,
        action text not null,        -- insert, merge
        uid text not null,
        reasons text not null,       -- JSON list of words
        card integer,                -- the card that came with it
        before text,                 -- the person before (store.Snapshot as JSON); null where there was none
        after text                   -- the person after
    ) strict""",
    "create index journal_uid on journal (uid)",
    # People whose .vcf is not known to be current; the row is there before the change is reported as saved.
    "create table stale (uid text primary key) strict, without rowid",
)

_SECOND = (
    # Files of watched folders that are done with, also those that gave nothing: they are not opened again.
    """create table watched (
        path blob primary key,       -- as the file system spells it, which may be no text
        stamp text not null          -- tells this version of the file from a later one: see inbox.py
    ) strict, without rowid""",
)

_THIRD = (
    # Who says what, what a human refused, what others call the person: claims.Ledger as JSON
    "alter table person add column ledger text not null default '{}'",
    # What people are found by stands in a table of its own: it is looked through from end to end.
    """create table search (
        uid text primary key references person on delete cascade,
        text text not null
    ) strict""",
    "insert into search (uid, text) select uid, search from person",
    "alter table person drop column search",
    "create index person_changed on person (changed)",
    # A card outlives its person, so that a deletion can be undone: its uid is null until purged.
    """create table kept_card (
        id integer primary key,
        uid text references person on delete set null,
        picture text not null references picture,
        page integer not null,
        number integer not null,
        flat text,
        side text not null,
        tag text,
        reading text not null,
        unique (picture, page, number)
    ) strict""",
    "insert into kept_card select id, uid, picture, page, number, flat, side, tag, reading from card",
    "drop table card",
    "alter table kept_card rename to card",
    "create index card_uid on card (uid)",
    # What was done at one stroke, maybe to many people.
    """create table change (
        id integer primary key autoincrement,
        at text not null,
        action text not null,        -- insert, merge, edit, join, split, delete, import, folder, undo
        words text not null,         -- what it was about: a name, a file
        undone integer references change -- the change that took it back
    ) strict""",
    "insert into change (id, at, action, words) select id, at, action, '' from journal",
    "alter table journal add column change integer not null default 0",
    "update journal set change = id",
    "create index journal_change on journal (change)",
    # Cards that went from one person to another: JSON list of journal.Moved
    "alter table journal add column moved text not null default '[]'",
    """update journal set moved = json_array(json_object('card', card, 'whence', null, 'to', uid))
        where card is not null""",
    "alter table journal drop column card",
    # Pairs of whom a human said that they are two people.
    """create table apart (
        one text not null references person on delete cascade,
        other text not null references person on delete cascade,
        primary key (one, other),
        check (one < other)
    ) strict, without rowid""",
    # What was last written to contacts/: anything else there is an edit of somebody else's.
    """create table mirrored (
        name text primary key,       -- of the file
        uid text not null,
        stamp text not null,         -- time, size and inode of the file
        hash text not null,          -- SHA-256 of what it held
        entry integer not null       -- the last entry of the journal that it shows
    ) strict, without rowid""",
    "create index mirrored_uid on mirrored (uid)",
    "create index encounter_event on encounter (event)",
    # Files written by earlier versions were not noted: all are written again.
    "insert or ignore into stale (uid) select uid from person",
)

_FOURTH = (
    # Cards that were read again: what they said before and after a change, so that it can be taken back.
    """create table reread (
        change integer not null references change,
        card integer not null references card on delete cascade,
        before text not null,        -- shelf.CardText as JSON
        after text not null,
        flat_before text,            -- the flat card in cards/
        flat_after text,
        primary key (change, card)
    ) strict, without rowid""",
    "create index reread_card on reread (card)",
    # What people are found by, pieces of plain ASCII apart: see search.py. It is written anew, as are their keys.
    "drop table search",
    """create table search (
        uid text primary key references person on delete cascade,
        native text not null,
        ascii text not null
    ) strict""",
)

_SENT = (
    # Who was exported to which device. No reference to person: an undone deletion makes nobody new to the device.
    """create table sent (
        device text not null,
        uid text not null,
        at text not null,            -- ISO 8601, UTC
        primary key (device, uid)
    ) strict, without rowid""",
    # Files hold what vCards have no place for (share/beyond.py) from now on: all are written again.
    "insert or ignore into stale (uid) select uid from person",
)

_EVENT = (
    # Events that were set up. An encounter keeps the name and the day of its event: it is what a vCard says, too.
    """create table event (
        name text not null,
        date text not null,          -- YYYY-MM-DD, or empty
        place text,
        begins text,                 -- HH:MM
        ends text,
        primary key (name, date)
    ) strict, without rowid""",
)

_EVENT_CHANGE = (
    # What a change did to events: set up, moved, called off. So that it can be taken back, as people can.
    """create table event_change (
        change integer not null references change,
        position integer not null,
        before text,                 -- model.Event as JSON; null where it was not set up
        after text,
        primary key (change, position)
    ) strict, without rowid""",
    # All events of a large book are told from this alone.
    "create index encounter_meeting on encounter (event, date, uid, place)",
    "drop index encounter_event",
)

_TALKED = ("alter table encounter add column talked integer not null default 0",)

_UNREAD = (
    # Cards that were seen on a picture, but gave nobody: so that their numbers are missed, and why.
    """create table unread (
        picture text not null references picture on delete cascade,
        page integer not null,
        number integer not null,     -- which card of the page, from 1
        tag text,
        why text not null,
        primary key (picture, page, number)
    ) strict, without rowid""",
)

_THANKS = (
    # Who was thanked for which meeting. No reference to person: see thanks.py.
    """create table thanks (
        uid text not null,
        event text not null,         -- empty for somebody of whom only is known that we met
        date text not null,          -- YYYY-MM-DD, or empty
        drafted text,                -- when a letter was drafted, ISO 8601, UTC
        thanked text,                -- when the user said that it was sent
        primary key (uid, event, date)
    ) strict, without rowid""",
)

_FORGOTTEN = (
    # What is still to be done for people who were forgotten: files in cards/ to remove; '' is this file itself.
    "create table leftover (file text primary key) strict, without rowid",
    # Where backups were written: people who were forgotten are still in them.
    """create table backup (
        path blob primary key,       -- as the file system spells it, which may be no text
        at text not null             -- ISO 8601, UTC
    ) strict, without rowid""",
)

_SHORT_KEYS = (
    # Keys as short numbers: of a million people they are looked up and added in memory, where texts came from the disk.
    "drop table key",
    "drop table search",
    """create table search (
        id integer primary key,      -- a short number for a person, for what has many rows for each
        uid text not null unique references person on delete cascade,
        called text not null,        -- every spelling of the name: those whom a word names come first
        native text not null,
        ascii text not null
    ) strict""",
    """create table key (
        key integer not null,        -- keys.short of the text
        person integer not null references search on delete cascade,
        primary key (key, person)
    ) strict, without rowid""",
    "create index key_person on key (person)",
)

_BLOCKS = (
    # What sixty-four people are found by, a row: see blocks.py. No "or ignore" in the triggers: that of the statement
    # which sets them off would count.
    """create table search_block (
        block integer primary key,   -- search.id / 64
        native text not null,
        ascii text not null
    ) strict""",
    "create table stale_block (block integer primary key) strict",
    *(
        f"create trigger search_{action} after {action} on search begin insert into stale_block (block)"
        f" select {row}.id / 64 where not exists (select 1 from stale_block where block = {row}.id / 64); end"
        for action, row in (("insert", "new"), ("update", "new"), ("delete", "old"))
    ),
    "insert into stale_block (block) select distinct id / 64 from search",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    _FIRST,
    _SECOND,
    _THIRD,
    _FOURTH,
    _SENT,
    _EVENT,
    _EVENT_CHANGE,
    _TALKED,
    _UNREAD,
    _THANKS,
    _FORGOTTEN,
    _SHORT_KEYS,
    _BLOCKS,
)
_FOUND_ANEW = (
    MIGRATIONS.index(_SHORT_KEYS) + 1
)  # books of earlier versions were found and compared by other texts and keys


def migrate(db: sqlite3.Connection, path: str, reindex: Callable[[sqlite3.Connection], None]) -> None:
    """Bring the book to this version; ``reindex`` writes anew what everybody is found by. Raises BookUnusable for a
    file of a newer version, or one that is no book."""
    version = _version(db, path)
    if version == len(MIGRATIONS):
        return
    db.execute("begin immediate")
    try:
        before = _version(db, path)
        for statement in chain.from_iterable(MIGRATIONS[before:]):
            db.execute(statement)
        if before < _FOUND_ANEW:
            reindex(db)
        refresh(db)
        db.execute(f"pragma application_id = {APPLICATION_ID}")
        db.execute(f"pragma user_version = {len(MIGRATIONS)}")
        db.execute("commit")
    except BaseException:
        if db.in_transaction:
            db.execute("rollback")
        raise


def _version(db: sqlite3.Connection, path: str) -> int:
    version, application, tables = (
        db.execute(query).fetchone()[0]
        for query in ("pragma user_version", "pragma application_id", "select count(*) from sqlite_schema")
    )
    if tables and application != APPLICATION_ID:
        raise BookUnusable(f"{path} is a database, but not a book of cardscan", "Choose another folder with --book")
    if version > len(MIGRATIONS):
        raise BookUnusable(f"{path} was written by a newer cardscan", "Install the newest version of cardscan-book")
    return int(version)
