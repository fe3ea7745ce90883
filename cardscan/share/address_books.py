"""A file of another address book in, what it says of each person out: a .vcf, or a .csv of a program that we know."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from cardscan.errors import UnreadableContacts
from cardscan.model import Incoming, Unreadable
from cardscan.share.content_lines import MOST_BYTES
from cardscan.share.tables import read_table
from cardscan.share.vcard_in import read_vcards

_BEGIN = re.compile(rb"(?:^|[\r\n\xff\xfe\xef\xbb\xbf])[ \t]*BEGIN:VCARD", re.IGNORECASE)


def fetch(name: str) -> bytes:
    """Return what the file called ``name`` holds, ``-`` being standard input. Raises UnreadableContacts."""
    try:
        return sys.stdin.buffer.read(MOST_BYTES + 1) if name == "-" else _read(Path(name))
    except OSError as error:
        raise UnreadableContacts(f"cannot read {name}: {error.strerror}") from error


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def read_address_book(content: bytes, name: str) -> Iterator[Incoming | Unreadable]:
    """Return what the file called ``name`` says, in order, and the parts of it that could not be read.

    Raises UnreadableContacts if it is neither a .vcf nor a .csv of a program that we know.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableContacts(f"{name} is larger than any address book", "Split it and give the parts")
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    if _BEGIN.search(content.replace(b"\x00", b"") if wide else content):
        return read_vcards(content)
    try:
        rows = read_table(content)
        first = next(rows, None)
    except UnreadableContacts as error:
        raise UnreadableContacts(f"{name}: {error.message}") from error
    return _again(first, rows)


def _again(
    first: Incoming | Unreadable | None, rest: Iterator[Incoming | Unreadable]
) -> Iterator[Incoming | Unreadable]:
    if first is not None:
        yield first
        yield from rest
