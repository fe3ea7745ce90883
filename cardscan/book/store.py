"""People, and questions about them: rows in, rows out. Whoever calls holds the transaction."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import msgspec

from cardscan.book.claims import NOTHING, Ledger
from cardscan.book.doubts import Doubt, locate
from cardscan.book.keys import keys_of, short
from cardscan.book.search import SearchText, search_text, sort_key
from cardscan.book.shelf import load_cards, to_json
from cardscan.model import Contact, Encounter, Person


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A person at one moment: what the journal keeps to go back to."""

    contact: Contact
    encounters: tuple[Encounter, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    ledger: Ledger = NOTHING


# ---------------------------------------------------------------- people


def load_snapshot(db: sqlite3.Connection, uid: str) -> Snapshot | None:
    """Return a person as the journal sees them, or None."""
    row = db.execute("select contact, doubts, ledger from person where uid = ?", (uid,)).fetchone()
    if row is None:
        return None
    met = _encounters(db, "uid = ?", (uid,)).get(uid, ())
    return Snapshot(_CONTACT.decode(row[0]), met, _DOUBTS.decode(row[1]), _LEDGER.decode(row[2]))


def save_snapshot(db: sqlite3.Connection, uid: str, person: Snapshot, now: str) -> None:
    """Write a person, and mark their .vcf as stale. ``index`` must follow in the same transaction."""
    db.execute("delete from encounter where uid = ?", (uid,))
    save_newcomer(db, uid, person, now)


def save_newcomer(db: sqlite3.Connection, uid: str, person: Snapshot, now: str) -> None:
    """As ``save_snapshot``, of somebody of whom nothing is written yet."""
    contact, ledger = to_json(person.contact), to_json(person.ledger) if person.ledger != NOTHING else "{}"
    db.execute(
        "insert into person (uid, contact, doubts, sort, added, changed, ledger) values (?, ?, ?, ?, ?, ?, ?)"
        " on conflict (uid) do update set contact = excluded.contact, doubts = excluded.doubts, sort = excluded.sort,"
        " ledger = excluded.ledger, changed = max(changed, excluded.changed)",
        (uid, contact, to_json(person.doubts), sort_key(person.contact), now, now, ledger),
    )
    db.executemany(
        "insert into encounter (uid, position, event, date, place, tag, memo, talked) values (?, ?, ?, ?, ?, ?, ?, ?)",
        [(uid, i, e.event, e.date, e.place, e.tag, e.memo, e.talked) for i, e in enumerate(person.encounters)],
    )
    db.execute("insert or ignore into stale (uid) values (?)", (uid,))


def delete_person(db: sqlite3.Connection, uid: str) -> None:
    """Take a person out of every table but the journal; their cards stay, without an owner."""
    db.execute("delete from person where uid = ?", (uid,))
    db.execute("insert or ignore into stale (uid) values (?)", (uid,))


def kept_keys(person: Snapshot) -> frozenset[int]:
    """Return what a person is found under by cards, and by other address books."""
    return short(keys_of(person.contact).kept | {alias_key(alias.uid) for alias in person.ledger.aliases})


def alias_key(uid: str) -> str:
    """Return the key under which a person is found by what another address book calls them."""
    return f"alias:{uid}"


def index(db: sqlite3.Connection, uid: str, person: Snapshot) -> None:
    """Write what a person is found and compared by: all that is known of them and every line of their cards."""
    text = search_text_of(db, uid, person)
    (number,) = db.execute(
        "insert into search (uid, called, native, ascii) values (?, ?, ?, ?) on conflict (uid) do update set"
        " called = excluded.called, native = excluded.native, ascii = excluded.ascii returning id",
        (uid, text.called, text.native, text.ascii),
    ).fetchone()
    db.execute("delete from key where person = ?", (number,))
    _save_keys(db, number, person)


def index_newcomer(db: sqlite3.Connection, uid: str, person: Snapshot) -> None:
    """As ``index``, of somebody of whom nothing is written yet and who has no card."""
    text = search_text(person.contact, person.encounters, ())
    query = "insert into search (uid, called, native, ascii) values (?, ?, ?, ?)"
    number = db.execute(query, (uid, text.called, text.native, text.ascii)).lastrowid
    _save_keys(db, number or 0, person)


def _save_keys(db: sqlite3.Connection, number: int, person: Snapshot) -> None:
    keys = [(key, number) for key in sorted(kept_keys(person))]
    db.executemany("insert into key (key, person) values (?, ?)", keys)


def reindex(db: sqlite3.Connection) -> None:
    """Write anew what everybody is found and compared by."""
    for uid in sorted(uids(db)):
        person = load_snapshot(db, uid)
        if person is not None:
            index(db, uid, person)


def search_text_of(db: sqlite3.Connection, uid: str, person: Snapshot) -> SearchText:
    """Return what a person is found by."""
    lines = [line.text for card in load_cards(db, uid) for line in card.text.lines]
    return search_text(person.contact, person.encounters, lines)


def indexed(db: sqlite3.Connection, uid: str) -> tuple[str, frozenset[int], SearchText]:
    """Return what a person is sorted, compared and found by, as it is written."""
    (sort,) = db.execute("select sort from person where uid = ?", (uid,)).fetchone()
    row = db.execute("select id, called, native, ascii from search where uid = ?", (uid,)).fetchone()
    number, *found = row or (0, "", "", "")
    keys = frozenset(key for (key,) in db.execute("select key from key where person = ?", (number,)))
    return sort, keys, SearchText(*found)


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
    query = f"select uid, event, date, place, tag, memo, talked from encounter where {where} order by uid, position"
    found: dict[str, tuple[Encounter, ...]] = {}
    for uid, event, date, place, tag, memo, talked in db.execute(query, values):
        found[uid] = (*found.get(uid, ()), Encounter(event, date, place, tag, memo, bool(talked)))
    return found


MOST_NAMESAKES = 10  # with whom a card is compared: those who share most with it; a question is about eight
_LOOKED_AT = 100  # of those who keep one key; of a name that more bear, the first of them stand for all


def sharing_a_key(db: sqlite3.Connection, contact: Contact) -> tuple[Person, ...]:
    """Return the people who keep a key that ``contact`` looks for, with nothing but what they are compared by: all who
    share something personal, and of those who are called alike the MOST_NAMESAKES that share most keys, those at the
    same company first."""
    keys = keys_of(contact)
    namesakes = dict.fromkeys(_keeping(db, keys.placed, _LOOKED_AT)[:MOST_NAMESAKES])
    if len(namesakes) < MOST_NAMESAKES:
        namesakes |= dict.fromkeys(_keeping(db, keys.called, _LOOKED_AT)[:MOST_NAMESAKES])
    found = dict.fromkeys((*_keeping(db, keys.personal, -1), *list(namesakes)[:MOST_NAMESAKES]))
    if not found:
        return ()
    query = (
        "select person.uid, contact from search join person on person.uid = search.uid"
        " where search.id in (select value from json_each(?)) order by sort, person.uid"
    )
    return tuple(Person(uid, _CONTACT.decode(text)) for uid, text in db.execute(query, (to_json(list(found)),)))


def _keeping(db: sqlite3.Connection, keys: frozenset[str], looked_at: int) -> list[int]:
    """Return the numbers of the people who keep these keys, those who share most of them first, of equals those who
    came first. Of those who keep one key the first ``looked_at`` are looked at; -1 is all."""
    query = "select person from key where key = ? limit ?"  # one by one: most find nobody, and a union costs twice that
    shared = Counter(person for key in short(keys) for (person,) in db.execute(query, (key, looked_at)))
    return sorted(shared, key=lambda person: (-shared[person], person))


def corrected_people(db: sqlite3.Connection) -> tuple[tuple[Contact, Ledger], ...]:
    """Return everybody of whom a human has both typed and taken out something, with who says what."""
    query = 'select contact, ledger from person where ledger like \'%"by":"human"%\' and ledger like \'%"refused":[[%\''
    return tuple((_CONTACT.decode(contact), _LEDGER.decode(ledger)) for contact, ledger in db.execute(query))


def unchecked_people(db: sqlite3.Connection) -> tuple[Person, ...]:
    """Return the people with cards who have doubts, or of whom no human ever said anything, as their cards came."""
    first = "(select min(id) from card where card.uid = person.uid)"
    left = "(doubts != '[]' or ledger not like '%\"by\":\"human\"%')"
    return load_people(db, f"exists (select 1 from card where card.uid = person.uid) and {left}", order=first)


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
    query = "select uid from key join search on search.id = person where key = ? limit 2"
    rows = db.execute(query, tuple(short((alias_key(alias),)))).fetchall()
    return rows[0][0] if len(rows) == 1 else None


def people_with_uid_start(db: sqlite3.Connection, start: str) -> tuple[Person, ...]:
    """Return the people whose uid begins with ``start``, which must be four characters or more."""
    if len(start) < 4:
        return ()
    return load_people(db, "uid >= ? and uid < ?", (start.casefold(), start.casefold() + "\U0010ffff"))


def people_in_picture(db: sqlite3.Connection, picture: str) -> tuple[Person, ...]:
    """Return the people whose cards are in a picture."""
    return load_people(db, "uid in (select uid from card where picture = ?)", (picture,))


def people_holding(
    db: sqlite3.Connection, texts: Iterable[str], but: AbstractSet[str] = frozenset()
) -> dict[str, list[str]]:
    """Return the uids of the people whose search text holds each of many folded texts, those of ``but`` left out: all
    of it in one look through the table."""
    found: dict[str, list[str]] = {}
    query = (
        "select text.value, uid from search join json_each(?) text"
        " on instr(case when text.value glob '*[^ -~]*' then native else ascii || native end, text.value)"
        " where uid not in (select value from json_each(?))"
    )
    for text, uid in db.execute(query, (to_json(sorted(set(texts))), to_json(sorted(but)))):
        found.setdefault(text, []).append(uid)
    return found


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


_UID = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}")


def can_be_uid(text: str) -> bool:
    """Whether ``text`` is good as a uid: it is the name of a file, too."""
    return _UID.fullmatch(text) is not None
