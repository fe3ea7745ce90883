"""What `history` and `ask` print with ``--json``, as types."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from cardscan.contract import ContactRecord, PersonRecord, contact_record, person_record

if TYPE_CHECKING:
    from cardscan.book import Change, Entry
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
