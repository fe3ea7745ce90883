"""People in, a table for another program out: CSV for Google, Outlook, Eight and Excel, and rows for an .xlsx. Pure.

Which columns a program knows is in ``columns.toml``. What a person has more of than columns goes to the notes.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from cardscan.model import Address, Contact, Person, Phone
from cardscan.share.note import note_of
from cardscan.share.numbers import international
from cardscan.share.tables import programs, role_of
from cardscan.share.words import country_name, katakana, plain

Program = Literal["google", "outlook", "eight", "excel"]
# A spreadsheet takes these for the beginning of a formula; tab and line end because it trims them first.
_COMPUTES = re.compile("'*[=+\\-@\t\r]")
# A number in international form computes nothing but nonsense, and a program that imports it must find it as it is.
_NUMBER = re.compile(r"\+[1-9][0-9 ()-]*")
_IMPORTS_NUMBERS = frozenset(("google", "outlook"))
_LABELS = {"work": "Work", "mobile": "Mobile", "fax": "Work Fax", "home": "Home", "other": "Other"}
_TOLD_ELSEWHERE = frozenset(("note", "exact", "label", "event", "met"))
_TABLE_OF_MANY = re.compile(r"^(E-mail|Phone|Address|Website) \{n\} ")


@dataclass(slots=True)
class _Cells:
    """What is still to be put into the columns of a row, by role."""

    left: dict[str, list[str]] = field(default_factory=dict)

    def take(self, role: str) -> str:
        return self.left[role].pop(0) if self.left.get(role) else ""


def to_csv(people: Sequence[Person], program: Program) -> bytes:
    """Return a CSV of ``people`` for a program: UTF-8 with a byte order mark, CRLF line ends."""
    return written(*table(people, program), program)


def written(header: Sequence[str], rows: Sequence[Sequence[str]], program: str = "excel") -> bytes:
    """Return a table as a CSV of which no program computes anything."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([_neutral(cell, program) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def _neutral(cell: str, program: str) -> str:
    """Return a cell that no spreadsheet computes; reading it back takes the apostrophe away."""
    if program in _IMPORTS_NUMBERS and _NUMBER.fullmatch(cell):
        return cell
    return f"'{cell}" if _COMPUTES.match(cell) else cell


def table(people: Sequence[Person], program: Program) -> tuple[list[str], list[list[str]]]:
    """Return the header and the rows of a table for a program, as text."""
    known = programs()[program]
    header = _header(known["writes"], people)
    return header, [_row(person, header, known["columns"]) for person in people]


def _header(columns: Sequence[str], people: Sequence[Person]) -> list[str]:
    """Return the columns; ``E-mail {n} - Value`` as often as somebody has one, the columns of a number together."""
    counts = Counter({"E-mail": 1, "Phone": 1, "Address": 1, "Website": 1})
    for one in (person.contact for person in people):
        lists = {"E-mail": one.emails, "Phone": one.phones, "Address": one.addresses, "Website": one.urls}
        counts |= Counter({name: len(items) for name, items in lists.items()})
    header: list[str] = []
    for column in columns:
        many = _TABLE_OF_MANY.match(column)
        if many is None:
            header.append(column)
        elif not any(name.startswith(f"{many[1]} ") for name in header):
            group = [one for one in columns if one.startswith(many[0])]
            header += [one.replace("{n}", str(n)) for n in range(1, counts[many[1]] + 1) for one in group]
    return header


def _row(person: Person, header: Sequence[str], columns: Mapping[str, str]) -> list[str]:
    roles = [role_of(name, columns) for name in header]
    cells = _cells(person, set(roles))
    row = [_cell(name, role, cells) for name, role in zip(header, roles, strict=True)]
    left = (text for role, texts in cells.left.items() if role not in _TOLD_ELSEWHERE for text in texts)
    row[roles.index("note")] = "\n".join(dict.fromkeys(text for text in (*cells.left["note"], *left) if text))
    return row


def _cell(name: str, role: str, cells: _Cells) -> str:
    if role == "ignored":
        return _label(name, cells)
    return "" if role in ("note", "unknown") else cells.take(role)


def _label(name: str, cells: _Cells) -> str:
    """Return what stands beside a value in a table that has a column for its label."""
    kind, _, number = name.removesuffix(" - Label").partition(" ")
    if name == "Labels":
        return "* myContacts"
    if name == "Phone " + number + " - Label":
        return cells.take("label")
    there = {
        "E-mail": bool(cells.left.get("email")),
        "Address": any(r.startswith(f"address{number}.") for r in cells.left),
    }
    return "Work" if name.endswith(" - Label") and there.get(kind) else ""


def _cells(person: Person, roles: set[str]) -> _Cells:
    contact = person.contact
    primary = next(iter(contact.orgs), None)
    cells = _Cells(_name(contact, roles))
    cells.left |= {
        "org": [plain(primary.org or "")] if primary else [],
        "department": [plain(primary.department or "")] if primary else [],
        "title": [plain(" / ".join(primary.titles))] if primary else [],
        "email": list(map(plain, contact.emails)),
        "url": list(map(plain, contact.urls)),
        "event": [plain(met.event) for met in person.encounters[:1] if met.event],
        "met": [met.date.replace("-", "/") for met in person.encounters[:1] if met.date],
    }
    cells.left |= _phones(contact.phones, roles)
    for number, address in enumerate(contact.addresses, 1):
        cells.left |= _address(address, number, roles)
    cells.left["note"] = note_of(person, primary).split("\n") + cells.left.pop("more", [])
    return cells


def _name(contact: Contact, roles: set[str]) -> dict[str, list[str]]:
    name = contact.name
    if name is None:
        return {}
    split = name.family is not None or name.given is not None
    family, given = (plain(name.family or ""), plain(name.given or "")) if split else ("", plain(name.full))
    composed = {"".join((family + given).split()), "".join((given + family).split())}
    more = [] if "exact" in roles or "".join(plain(name.full).split()) in composed else [plain(name.full)]
    readings = [name.family_reading or "", name.given_reading or ""]
    unknown = [] if "family_reading" in roles else [" ".join(filter(None, readings))]
    told = {"family": family, "given": given} | dict(
        zip(("family_reading", "given_reading"), map(katakana, readings), strict=True)
    )
    kept = {role: [text] for role, text in told.items() if role in roles}
    return kept | {"exact": [plain(name.full)], "latin": [plain(name.latin or "")], "more": [*more, *unknown]}


def _phones(phones: Sequence[Phone], roles: set[str]) -> dict[str, list[str]]:
    """Return the numbers, by kind or, in a table that labels them, in one list beside their labels."""
    if "phone.by" in roles:
        shown = [plain(international(phone)) for phone in phones]
        return {"phone.by": shown, "label": [_LABELS[phone.kind] for phone in phones]}
    kinds: dict[str, list[str]] = {}
    for phone in phones:
        kinds.setdefault(f"phone.{phone.kind}", []).append(plain(_dialled(phone)))
    return kinds


def _dialled(phone: Phone) -> str:
    """Return a number as people in Japan write it, where it is one of Japan: Excel leaves 03-… alone."""
    shown = international(phone)
    return f"0{shown.removeprefix('+81 ')}" if shown.startswith("+81 ") else shown


def _address(address: Address, number: int, roles: set[str]) -> dict[str, list[str]]:
    """Return an address in the parts that the table has columns for; one too many as a whole, which is a note."""
    prefix = next((one for one in (f"address{number}", "business", "office") if f"{one}.street" in roles), None)
    whole = " ".join(filter(None, (address.postal_code, plain(address.text))))
    if prefix is None or (number > 1 and not prefix.startswith("address")):
        return {f"extra{number}": [whole]}
    if f"{prefix}.locality" not in roles or not (address.region or address.locality or address.street):
        return {f"{prefix}.street": [plain(address.text)], f"{prefix}.code": [plain(address.postal_code or "")]}
    building = f"{prefix}.building" in roles
    parts = {
        "street": " ".join(filter(None, (address.street, None if building else address.building))),
        "building": address.building if building else None,
        "locality": address.locality,
        "region": address.region,
        "code": address.postal_code,
        "country": country_name(address.country),
    }
    return {f"{prefix}.{part}": [plain(text)] for part, text in parts.items() if text}
