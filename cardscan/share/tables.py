"""CSV files of other address books in, what each row says of one person out. Pure.

Which column is what, for which program, is in ``columns.toml``. A column that it does not name is kept as a note.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

import jaconv

from cardscan.errors import UnreadableContacts
from cardscan.model import (
    Address,
    Affiliation,
    Contact,
    Encounter,
    Incoming,
    Name,
    Phone,
    PhoneKind,
    ReadingSource,
    Unreadable,
)
from cardscan.share.content_lines import decode
from cardscan.share.numbers import e164_of
from cardscan.share.vcard_in import address_of, phone_kind

_KINDS: tuple[PhoneKind, ...] = ("work", "mobile", "fax", "home", "other")
_NATIVE = re.compile(r"[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_DAY = re.compile(r"(\d{4})[/.年-](\d{1,2})[/.月-](\d{1,2})")
_LONGEST_CELL = 100_000
_KEPT_FROM_COMPUTING = re.compile("'+[=+\\-@]")


@dataclass(slots=True)
class _Row:
    """The cells of one row by role; ``columns`` are (header, text) of a role."""

    cells: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def texts(self, role: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(text for _, text in self.cells.get(role, ())))

    def first(self, role: str) -> str | None:
        return next(iter(self.texts(role)), None)


def read_table(content: bytes) -> Iterator[Incoming | Unreadable]:
    """Return what each row of a CSV file says. Raises UnreadableContacts if it is of no program that we know."""
    rows = _rows(content)
    header = [text.strip().removeprefix("\ufeff") for text in next(rows, (1, []))[1]]
    roles = _roles(header)
    labels = {name: number for number, name in enumerate(header)}
    for number, cells in rows:
        if not any(cells):
            continue
        row = _sorted(header, roles, cells, labels)
        contact = _contact(row)
        if contact == Contact():
            yield Unreadable(f"row {number}", "the row says nothing about anybody")
            continue
        mark = hashlib.sha256("\x1f".join(cells).encode("utf-8", "replace")).hexdigest()
        yield Incoming(contact, _encounters(row), None, (), mark, f"row {number}")


def _rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    plain = content.removeprefix(b"\xef\xbb\xbf")
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = (content.decode("utf-16", "replace") if wide else decode(plain)).replace("\x00", "")
    first = text.partition("\n")[0]
    sign = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:  # a cell longer than any; what follows is read
            continue
        yield reader.line_num, [_plain(cell) for cell in cells]


def _plain(cell: str) -> str:
    """Return a cell without the apostrophe that keeps spreadsheets from computing ``=1+1``, nor spaces around it."""
    text = cell[:_LONGEST_CELL].strip()
    return text[1:] if _KEPT_FROM_COMPUTING.match(text) else text


@lru_cache(maxsize=1)
def programs() -> dict[str, dict[str, Any]]:
    """Return the tables of ``columns.toml``. (Any: a table is a dict or a list.)"""
    return tomllib.loads(Path(__file__).with_name("columns.toml").read_text(encoding="utf-8"))


def _roles(header: Sequence[str]) -> list[str]:
    """Return the role of every column."""
    for program in programs().values():
        if set(program["needs"]) <= set(header):
            return [role_of(name, program["columns"]) for name in header]
    raise UnreadableContacts("the columns of the file are of no program that we know")


def role_of(name: str, columns: Mapping[str, str]) -> str:
    """Return the role of the column called ``name``, ``unknown`` if the table does not name it."""
    number = re.search(r"\d+", name)
    plain = columns.get(name) or columns.get(re.sub(r"\d+", "{n}", name, count=1), "unknown")
    return plain.replace("{n}", number[0] if number else "")


def _sorted(header: Sequence[str], roles: Sequence[str], cells: Sequence[str], labels: Mapping[str, int]) -> _Row:
    row = _Row()
    for name, role, text in zip(header, roles, cells, strict=False):
        if not text or role == "ignored":
            continue
        if role == "phone.by":
            role = f"phone.{_kind(name, cells, labels)}"
        for part in text.split(" ::: "):
            row.cells.setdefault(role, []).append((name, part.strip()))
    return row


def _kind(name: str, cells: Sequence[str], labels: Mapping[str, int]) -> PhoneKind:
    beside = (labels.get(name.replace("Value", word), -1) for word in ("Label", "Type"))
    told = next((cells[number] for number in beside if 0 <= number < len(cells)), "")
    return phone_kind(frozenset(re.findall(r"[A-Z]+", told.upper())))


def _contact(row: _Row) -> Contact:
    addresses = {role.partition(".")[0]: None for role in row.cells if role.endswith((".street", ".locality", ".code"))}
    places = (
        Affiliation(
            org=row.first("org"),
            department=row.first("department"),
            titles=tuple(part for text in row.texts("title") for part in text.split(" / ") if part.strip()),
            phones=tuple(Phone(kind, text, e164_of(text)) for kind in _KINDS for text in row.texts(f"phone.{kind}")),
            emails=tuple(text for text in row.texts("email") if "@" in text),
            urls=row.texts("url"),
            addresses=tuple(one for group in addresses if (one := _address(row, group)) is not None),
        ),
    )
    unknown = tuple(f"{header}: {text}" for header, text in row.cells.get("unknown", ()))
    notes = tuple(line.strip() for text in row.texts("note") for line in text.splitlines() if line.strip())
    return Contact(_name(row), () if places == (Affiliation(),) else places, (), (), (*notes, *unknown))


def _address(row: _Row, group: str) -> Address | None:
    parts = ("street", "building", "locality", "region", "code", "country")
    return address_of(*(" ".join((row.first(f"{group}.{part}") or "").split()) for part in parts))


def _name(row: _Row) -> Name | None:
    family, given, middle = row.first("family"), row.first("given"), row.first("middle")
    whole = " ".join(filter(None, (given, middle)))
    native = _NATIVE.search((family or "") + whole) is not None
    composed = " ".join(filter(None, (family, whole) if native else (whole, family)))
    full = row.first("exact") or composed or row.first("full")
    if not full:
        return None
    last, first = _hiragana(row.first("family_reading")), _hiragana(row.first("given_reading"))
    source: ReadingSource | None = "printed" if last or first else None
    return Name(full, family, whole or None, last, first, source, row.first("latin"))


def _hiragana(text: str | None) -> str | None:
    kana = jaconv.kata2hira(unicodedata.normalize("NFKC", text or "")).strip()
    return kana if re.fullmatch(r"[ぁ-ゖー ]+", kana) else None


def _encounters(row: _Row) -> tuple[Encounter, ...]:
    found = [_DAY.search(text) for text in row.texts("met")]
    days = [f"{one[1]}-{int(one[2]):02}-{int(one[3]):02}" for one in found if one]
    events = row.texts("event")
    return tuple(Encounter(event, day) for event, day in zip_longest(events, days))
