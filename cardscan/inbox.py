"""A folder that a phone or a scanner saves to in, its finished pictures out, each version of a file once.

``look`` sees what is there; everything else is values in, values out.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cardscan.image.sources import is_picture_name, natural

if TYPE_CHECKING:
    from collections.abc import Iterator

# Folders that network disks and desktops keep thumbnails and waste in; those with a dot are passed over anyway.
NOT_OURS = frozenset(("@eaDir", "#recycle", "$RECYCLE.BIN", "System Volume Information", "lost+found"))
BOOK = "book.sqlite"  # its pictures are copies of what was read: watching them would never end
COPIES = "cards"


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was at one look. ``stamp`` is another one as soon as the file is written to or replaced."""

    stamp: str
    changed: int  # when, in nanoseconds


@dataclass(frozen=True, slots=True)
class Inbox:
    """What is known of a folder. ``ready`` are the files that can be read now, in the order they arrived."""

    files: Mapping[str, Seen] = field(default_factory=dict)  # at the last look, in the order they arrived
    done: Mapping[str, str] = field(default_factory=dict)  # the stamps of the versions that were taken
    ready: tuple[str, ...] = ()


def looked(inbox: Inbox, files: Mapping[str, Seen]) -> Inbox:
    """Return the inbox after a look that found ``files``.

    Ready is what was the same at the look before, so that nobody is still writing to it, and was not taken as it is.
    """
    new = sorted(files.keys() - inbox.files.keys(), key=lambda name: (files[name].changed, natural(name)))
    order = (*(name for name in inbox.files if name in files), *new)
    ready = tuple(
        name for name in order if inbox.files.get(name) == files[name] and inbox.done.get(name) != files[name].stamp
    )
    return replace(inbox, files={name: files[name] for name in order}, ready=ready)


def taken(inbox: Inbox, name: str) -> Inbox:
    """Return the inbox with the file called ``name`` done with, as long as it does not change."""
    return replace(
        inbox,
        done={**inbox.done, name: inbox.files[name].stamp},
        ready=tuple(other for other in inbox.ready if other != name),
    )


def look(folder: str) -> tuple[dict[str, Seen], tuple[OSError, ...]]:
    """Return the pictures in and below ``folder`` as they are now, and what could not be looked into.

    Names say what is a picture, so drafts (``.part``, ``.tmp``, hidden files) are none. Links are not followed: what
    they lead to was not put here. A book's own copies are passed over.
    """
    files: dict[str, Seen] = {}
    refused: list[OSError] = []
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                inside = list(entries)
            waiting += _folders(inside)
            files.update(_pictures(inside))
        except OSError as error:
            if here == folder or not isinstance(error, FileNotFoundError):
                refused.append(error)
    return files, tuple(refused)


def see(path: str) -> Seen | None:
    """Return the file at ``path`` as it is now, or None if it is gone."""
    try:
        return _seen(os.lstat(path))
    except OSError:
        return None


def _folders(entries: list[os.DirEntry[str]]) -> Iterator[str]:
    of_book = any(entry.name == BOOK for entry in entries)
    for entry in entries:
        name = entry.name
        passed_over = name.startswith(".") or name in NOT_OURS or (of_book and name == COPIES)
        if entry.is_dir(follow_symlinks=False) and not passed_over:
            yield entry.path


def _pictures(entries: list[os.DirEntry[str]]) -> Iterator[tuple[str, Seen]]:
    for entry in entries:
        if is_picture_name(entry.name) and entry.is_file(follow_symlinks=False):
            seen = see(entry.path)
            if seen:
                yield entry.path, seen


def _seen(status: os.stat_result) -> Seen:
    # The third also tells of a copy with the old time put back, and of permissions: what was refused is tried again.
    return Seen(f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}", status.st_ctime_ns)
