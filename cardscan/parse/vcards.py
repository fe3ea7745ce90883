"""vCard and MECARD as they come out of QR codes: lines of (property, types, value). Pure, and never raises.

A forgiving reader on purpose: payloads on cards are often cut short, mix versions 2.1, 3.0 and 4.0, or leave lines
unfolded, and a library that refuses the whole for one bad line loses the rest. Writing is ``share``'s business.
"""

from __future__ import annotations

import quopri
import re
from dataclasses import dataclass

_LONGEST = 10_000  # characters; the largest QR code holds 4,296


@dataclass(frozen=True, slots=True)
class Property:
    """One property: ``name`` in upper case without its group, ``types`` in upper case, ``parts`` split at ``;``."""

    name: str
    types: frozenset[str]
    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        """All parts as one text."""
        return " ".join(part for part in self.parts if part).strip()


def read_vcard(payload: str) -> tuple[Property, ...]:
    """Return the properties of a vCard; lines that are none are passed over."""
    unfolded = re.sub(r"\r\n?|\n", "\n", payload[:_LONGEST])
    unfolded = re.sub(r"=\n(?=\S)", "", unfolded) if "QUOTED-PRINTABLE" in unfolded.upper() else unfolded
    unfolded = re.sub(r"\n[ \t]", "", unfolded)
    return tuple(found for line in unfolded.split("\n") if (found := _property(line)))


def read_mecard(payload: str) -> tuple[Property, ...]:
    """Return the fields of ``MECARD:N:…;TEL:…;;`` (NTT docomo, 2003; also BIZCARD-like), commas splitting parts."""
    body = payload[:_LONGEST].partition(":")[2]
    fields = []
    for field in _split(body, ";"):
        name, colon, value = field.partition(":")
        if colon and name.strip():
            parts = _split(value, ",") if name.strip().upper() in ("N", "SOUND", "ADR") else [value]
            fields.append(Property(name.strip().upper(), frozenset(), tuple(_unescaped(part) for part in parts)))
    return tuple(fields)


def _property(line: str) -> Property | None:
    head, colon, value = line.partition(":")
    if not colon or not re.fullmatch(r"[A-Za-z0-9.;=,\"_ -]{1,200}", head):
        return None
    name, *parameters = head.upper().split(";")
    types = {word.strip('" ') for parameter in parameters for word in parameter.removeprefix("TYPE=").split(",")}
    if {"ENCODING=QUOTED-PRINTABLE", "QUOTED-PRINTABLE"} & types:
        value = _from_quoted(value, types)
    parts = tuple(_unescaped(part) for part in _split(value, ";"))
    return Property(name.rpartition(".")[2].strip(), frozenset(types), parts)


def _from_quoted(value: str, types: set[str]) -> str:
    raw = quopri.decodestring(value.encode("utf-8", "replace"))
    charset = "cp932" if types & {"CHARSET=SHIFT_JIS", "CHARSET=SJIS"} else "utf-8"
    return raw.decode(charset, "replace")


def _split(value: str, sign: str) -> list[str]:
    """Return ``value`` split at each ``sign`` that no backslash precedes."""
    return re.split(rf"(?<!\\){re.escape(sign)}", value)


def _unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda match: " " if match.group(1) in "nN" else match.group(1), value).strip()
