"""What `roster`, `talked` and `memories` print with --json, as types."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from cardscan.roster import Guest, Remark


class BusinessRecord(msgspec.Struct, frozen=True):
    """A guess of the line of business, with the words of the card that it rests on."""

    ja: str
    en: str
    jsic: str
    words: list[str]


class GuestRecord(msgspec.Struct, frozen=True):
    """One line of the list."""

    number: str | None
    uid: str
    name: str
    reading: str
    company: str
    post: str
    business: BusinessRecord | None
    talked: bool
    memo: str


class RemarkRecord(msgspec.Struct, frozen=True):
    """A number, or a run of them, that is not in the list as it should be, and why."""

    number: str
    missing: str


class ToldRecord(msgspec.Struct, frozen=True):
    """What was noted of a guest."""

    number: str | None
    uid: str
    name: str
    words: str
    talked: bool


class UnclearRecord(msgspec.Struct, frozen=True):
    """What could not be noted: the line of the text, and why."""

    line: int
    error: str


def guest_record(guest: Guest) -> GuestRecord:
    """Return the object for one line of the list."""
    guess = guest.business
    business = BusinessRecord(guess.ja, guess.en, guess.jsic, list(guess.words)) if guess else None
    told = (guest.name, guest.reading, guest.org, guest.post)
    return GuestRecord(guest.number, guest.uid, *told, business, guest.talked, guest.memo)


def remark_record(remark: Remark) -> RemarkRecord:
    """Return the object for one number that is not in the list."""
    return RemarkRecord(remark.number, remark.why)
