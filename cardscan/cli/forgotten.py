"""What `forget` and `purge` have done, for people and, with ``--json``, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from cardscan.cli.rows import called
from cardscan.cli.terminal import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.forgetting import Forgotten
    from cardscan.model import Person


class Who(msgspec.Struct, frozen=True):
    """Somebody who was forgotten."""

    uid: str
    name: str


class BackupRecord(msgspec.Struct, frozen=True):
    """A copy of the book in which they still are; ``at`` is null where it is not known."""

    path: str
    at: str | None


class DeviceRecord(msgspec.Struct, frozen=True):
    """Where they were exported to, and when last."""

    device: str
    at: str


class ForgottenRecord(msgspec.Struct, frozen=True):
    """What was done, ``left`` in the folder (nothing, if all went well), and is to be done by hand elsewhere."""

    forgotten: list[Who]
    files_removed: int
    photos_blackened: list[str]
    photos_lost: list[str]
    left: list[str]
    also_others: list[str]
    backups: list[BackupRecord]
    devices: list[DeviceRecord]
    on_server_until_sync: bool
    pictures_given: list[str]


def forgotten_record(people: Sequence[Person], done: Forgotten) -> ForgottenRecord:
    """Return the object for what was done."""
    return ForgottenRecord(
        forgotten=[Who(person.uid, called(person.contact)) for person in people],
        files_removed=done.erased.files,
        photos_blackened=list(done.covered),
        photos_lost=list(done.lost),
        left=list(done.left),
        also_others=_common(done),
        backups=[BackupRecord(_encodable(str(one.path)), one.at or None) for one in done.who.backups],
        devices=[DeviceRecord(device, at) for device, at in done.who.devices],
        on_server_until_sync=done.is_synced,
        pictures_given=[_encodable(source) for source in done.who.sources],
    )


def _encodable(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _common(done: Forgotten) -> list[str]:
    return sorted({mark.text for mark in done.who.common})


def report(done: Forgotten) -> None:
    """Say, on stderr, what of people who were forgotten is left, where, and what somebody must do by hand."""
    for place in done.left:
        say(f"still there: {place}")
    for source in done.covered:
        say(f"their card is black now, other people's are as they were: {source}")
    for source in done.lost:
        say(
            f"could not be read any more; a black picture stands in its place, other people's cards stay read: {source}"
        )
    if done.who.common:
        say(f"other people's, too, so it stays with those: {', '.join(_common(done))}")
    for one in done.who.backups:
        say(f"a backup that still holds them: {one.path}{f' ({one.at[:10]})' if one.at else ''}")
    for device, at in done.who.devices:
        say(f"delete them by hand where they were exported to: {device} ({at[:10]})")
    if done.is_synced:
        say("the next cardscan sync deletes them on the server")
    if done.who.sources:
        say(f"the pictures that you gave stay where you have them: {', '.join(done.who.sources)}")
