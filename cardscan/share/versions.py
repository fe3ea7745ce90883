"""The same card in the other versions of vCard: 4.0 for servers that want it, 2.1 for old Japanese devices. Pure.

Version 3.0 (``vcard.py``) is what phones read best, so the others are spelled from it, line by line:
RFC 6350 (4.0); the vCard 2.1 specification of the versit consortium, with Shift_JIS as NTT Docomo and others have it.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from io import StringIO
from typing import Literal

import jaconv
from vobject.base import foldOneLine

from cardscan.model import Person
from cardscan.share.content_lines import Line, cards, escaped
from cardscan.share.vcard import to_vcard

Version = Literal["3.0", "4.0", "2.1"]
_SHIFT_JIS = "cp932"  # with the kanji of NEC and IBM, 髙 and 﨑 among them, as Windows and phones have it
# Old devices mistake what they do not know for a part of the property before.
_IN_2_1 = frozenset(("N", "FN", "ORG", "TITLE", "TEL", "EMAIL", "ADR", "URL", "NOTE", "REV", "UID", "BDAY"))
# Values of one part: RFC 6350 lets a semicolon stand in them as it is, and some parsers leave the backslash before it.
_TEXT_4_0 = frozenset(("FN", "TITLE", "NOTE", "TEL", "EMAIL", "CATEGORIES"))
_STRUCTURED = frozenset(("N", "ORG", "ADR"))
_LONGEST = 76  # characters of a line of quoted-printable, RFC 2045


def in_version(person: Person, version: Version) -> bytes:
    """Return ``person`` as one vCard of this version, CRLF line ends."""
    spelled: Mapping[str, Callable[[str], str]] = {"3.0": str, "4.0": _in_4_0, "2.1": _in_2_1}
    return spelled[version](to_vcard(person)).encode()


def _lines(text: str) -> Iterator[Line]:
    (card,) = cards(text.encode())
    return (line for line in card.lines if line.name != "VERSION")


# ---------------------------------------------------------------- 4.0


def _in_4_0(text: str) -> str:
    folded = StringIO()
    folded.write("BEGIN:VCARD\r\nVERSION:4.0\r\n")
    lines = tuple(_lines(text))
    if any(line.name == "X-ABSHOWAS" for line in lines):
        folded.write("KIND:org\r\n")
    for line in lines:
        foldOneLine(folded, _line_4_0(line))
    return f"{folded.getvalue()}END:VCARD\r\n"


def _line_4_0(line: Line) -> str:
    value, parameters = line.value, line.parameters
    if line.name == "UID":
        value, parameters = _uid_4_0(line.text())
    elif (line.parameter("ENCODING") or "").upper() == "B":
        kind = next((word.lower() for word in line.types() if word in ("JPEG", "PNG", "GIF")), "jpeg")
        value, parameters = f"data:image/{kind};base64,{value}", ()
    elif line.name in _TEXT_4_0:
        value = line.value.replace(r"\;", ";")
    told = "".join(f";{name}={word.lower() if name == 'TYPE' else word}" for name, word in parameters)
    return f"{line.group + '.' if line.group else ''}{line.name}{told}:{value}"


def _uid_4_0(uid: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A UID is a URI unless it says that it is text."""
    try:
        return uuid.UUID(uid).urn, ()
    except ValueError:
        return escaped(uid), (("VALUE", "text"),)


# ---------------------------------------------------------------- 2.1


def _in_2_1(text: str) -> str:
    lines = tuple(_lines(text))
    spelled = [_line_2_1(line) for line in lines if line.name in _IN_2_1]
    reading = _reading_2_1(lines)
    photos = [_photo_2_1(line) for line in lines if line.name == "PHOTO" and line.parameter("ENCODING")]
    return "\r\n".join(("BEGIN:VCARD", "VERSION:2.1", *spelled, *reading, *photos, "END:VCARD", ""))


def _line_2_1(line: Line) -> str:
    """Types stand bare and what is no ASCII is quoted; groups are left out."""
    types = "".join(f";{word}" for name, value in line.parameters if name == "TYPE" for word in value.split(","))
    if line.name in _STRUCTURED:
        value = ";".join(re.sub(r"([\\;])", r"\\\1", part) for part in line.parts())
    else:
        value = line.text().replace("\\", "\\\\")
    return _quoted(line.name + types, value)


def _quoted(head: str, value: str) -> str:
    if value.isascii() and "\n" not in value and "=" not in value and len(head + value) < _LONGEST:
        return f"{head}:{value}"
    try:
        charset, raw = "SHIFT_JIS", value.replace("\n", "\r\n").encode(_SHIFT_JIS)
    except UnicodeEncodeError:  # 𠮷, é, Hangul: a line that old devices show wrongly rather than one that lost them
        charset, raw = "UTF-8", value.replace("\n", "\r\n").encode()
    return f"{head};CHARSET={charset};ENCODING=QUOTED-PRINTABLE:{_soft(raw)}"


def _soft(raw: bytes) -> str:
    """Return ``raw`` in quoted-printable; unlike ``quopri``, line ends of the value are quoted, not kept, and colons,
    too: no line of a value can be taken for a property."""
    signs = [chr(byte) if 0x21 <= byte <= 0x7E and byte not in b"=:\\" else f"={byte:02X}" for byte in raw]
    most = _LONGEST // 3 - 1
    return "=\r\n".join("".join(signs[at : at + most]) for at in range(0, len(signs), most))


def _reading_2_1(lines: tuple[Line, ...]) -> list[str]:
    told = {line.name: line.text() for line in lines}
    halves = [told.get("X-PHONETIC-LAST-NAME", ""), told.get("X-PHONETIC-FIRST-NAME", "")]
    if not any(halves):
        return []
    return [_quoted("SOUND;X-IRMC-N", ";".join((*map(jaconv.z2h, halves), "", "", "")))]


def _photo_2_1(line: Line) -> str:
    kind = next((word for word in sorted(line.types()) if word in ("JPEG", "PNG", "GIF")), "JPEG")
    rows = re.findall(".{1,72}", line.value)
    return "\r\n ".join((f"PHOTO;{kind};ENCODING=BASE64:", *rows)) + "\r\n"
