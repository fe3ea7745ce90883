"""What `history` and `ask` print with ``--json``, as types."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from cardscan.contract import ContactRecord, PersonRecord, contact_record, person_record

if TYPE_CHECKING:
    from cardscan.book import Change, Entry, Revision
    from cardscan.model import Person


class ChangeRecord(msgspec.Struct, frozen=True):
    """One change of the book, as `history` prints it with ``--json``."""

    change: int
    at: str
    action: str
    about: str
    people: int
    undone_by: int | None


class EntryRecord(msgspec.Struct, frozen=True):
    """What a change did to one person; ``before`` and ``after`` are null where they were not in the book."""

    change: int
    at: str
    action: str
    uid: str
    reasons: list[str]
    before: ContactRecord | None
    after: ContactRecord | None


class QuestionRecord(msgspec.Struct, frozen=True):
    """Two people who may be one."""

    one: PersonRecord
    other: PersonRecord
    reasons: list[str]


class HeldRecord(msgspec.Struct, frozen=True):
    """A value that was read and not taken, because a human said ``stands`` of it."""

    part: str
    stands: str
    read: str


class RevisionRecord(msgspec.Struct, frozen=True):
    """What cards read again change of a person; ``change`` is null as long as nothing is written."""

    uid: str
    cards: int
    before: ContactRecord
    after: ContactRecord
    held: list[HeldRecord]
    change: int | None


def revision_record(one: Revision, change: int | None) -> RevisionRecord:
    """Return the object for what cards read again change of a person."""
    held = [HeldRecord(part, mine, read) for (part, mine), (_, read) in one.held]
    before, after = contact_record(one.before.contact), contact_record(one.after.contact)
    return RevisionRecord(one.uid, len(one.rereads), before, after, held, change)


def change_record(change: Change) -> ChangeRecord:
    """Return the object for one change."""
    return ChangeRecord(change.id, change.at, change.action, change.words, change.people, change.undone)


def entry_record(entry: Entry) -> EntryRecord:
    """Return the object for what a change did to one person."""
    before, after = (contact_record(one.contact) if one else None for one in (entry.before, entry.after))
    return EntryRecord(entry.change, entry.at, entry.action, entry.uid, list(entry.reasons), before, after)


def question_record(one: Person, other: Person, reasons: tuple[str, ...]) -> QuestionRecord:
    """Return the object for an open question."""
    return QuestionRecord(person_record(one), person_record(other), list(reasons))
