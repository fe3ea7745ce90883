"""A person in, a QR code that a phone's camera takes as a contact out. The only place for segno.

A code on a screen is read at an arm's length, blurred and small, up to version 14 (73 × 73 modules): what has no room
is left out, the least needed first, and ``CodeMade.left_out`` says what.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import jaconv
import segno

from cardscan.model import Affiliation, Contact, Name, Person
from cardscan.share.content_lines import Line, cards
from cardscan.share.numbers import international
from cardscan.share.vcard import to_vcard
from cardscan.share.words import katakana, plain

Kind = Literal["vcard", "mecard"]
LARGEST = 14  # versions; above it phones fail on blurred codes (docs/phones.md)
_SCALE = 8  # pixels of a module in a PNG
_BORDER = 4  # modules of white that readers need
_SHOWN = frozenset(("N", "FN", "ORG", "TITLE", "TEL", "EMAIL", "URL", "X-PHONETIC-LAST-NAME", "X-PHONETIC-FIRST-NAME"))
_LONGEST, _LONGEST_MAIL = 12, 60  # characters and bytes of what is left when nothing else helps


def _all(place: Affiliation) -> Affiliation:
    return place


# What is left out, in this order, until the rest has room.
_TRIMS: tuple[tuple[str, Callable[[Affiliation], Affiliation]], ...] = (
    ("web addresses but the first", lambda one: replace(one, urls=one.urls[:1])),
    ("fax numbers", lambda one: replace(one, phones=tuple(p for p in one.phones if p.kind != "fax"))),
    ("web addresses", lambda one: replace(one, urls=())),
    ("mail addresses but the first", lambda one: replace(one, emails=one.emails[:1])),
    ("numbers but the first two", lambda one: replace(one, phones=one.phones[:2])),
    ("department", lambda one: replace(one, department=None)),
    ("titles", lambda one: replace(one, titles=())),
    ("numbers but the first", lambda one: replace(one, phones=one.phones[:1])),
)


@dataclass(frozen=True, slots=True)
class CodeMade:
    """A code and what had no room in it, in words."""

    code: segno.QRCode
    text: str
    left_out: tuple[str, ...] = ()

    def as_png(self) -> bytes:
        """Return the code as a PNG file."""
        return self._saved("png")

    def as_svg(self) -> bytes:
        """Return the code as an SVG file."""
        return self._saved("svg")

    def as_text(self) -> str:
        """Return the code as lines of half blocks, dark on light whatever the terminal's colours are."""
        out = io.StringIO()
        self.code.terminal(out=out, compact=True, border=_BORDER // 2)
        return out.getvalue()

    def _saved(self, kind: str) -> bytes:
        out = io.BytesIO()
        self.code.save(out, kind=kind, scale=_SCALE, border=_BORDER)
        return out.getvalue()


def code_of(person: Person, kind: Kind = "vcard") -> CodeMade:
    """Return the code for a person, of version 14 at the most."""
    spelled = _vcard if kind == "vcard" else _mecard
    contact = replace(person.contact, accounts=(), qualifications=(), notes=())
    left_out: list[str] = []
    for name, trim in (("", _all), *_TRIMS):
        trimmed = replace(contact, affiliations=tuple(map(trim, contact.affiliations)))
        left_out += [name] if trimmed != contact else []
        contact = trimmed
        code = _fitting(spelled(contact), kind)
        if code is not None:
            return CodeMade(code, spelled(contact), tuple(left_out))
    contact = _cut(contact)
    code = segno.make_qr(spelled(contact), error="l", encoding=_charset(spelled(contact), kind))
    return CodeMade(code, spelled(contact), (*left_out, "values that are too long"))


def code_of_url(url: str) -> CodeMade:
    """Return the code for a web address."""
    return CodeMade(segno.make_qr(url, error="m"), url)


def _fitting(text: str, kind: Kind) -> segno.QRCode | None:
    """Return the code for ``text`` if it is small enough, with as much to spare for blur as has room."""
    for error in ("m", "l"):
        with contextlib.suppress(segno.DataOverflowError):
            code = segno.make_qr(text, error=error, encoding=_charset(text, kind), boost_error=False)
            if int(code.version) <= LARGEST:
                return code
    return None


def _charset(text: str, kind: Kind) -> str:
    """Old phones know Shift_JIS alone. New ones take 髙, which only Windows has in it, for a broken character: such a
    card is in UTF-8, which new phones read, and old ones but for the name."""
    if kind == "vcard":
        return "utf-8"
    try:
        text.encode("shift_jis")
    except UnicodeEncodeError:
        return "utf-8"
    return "shift_jis"


def _cut(contact: Contact) -> Contact:
    """Return what is left of somebody whose very name, company or mail address is too long for a code."""
    name, first = contact.name, next(iter(contact.affiliations), Affiliation())
    if name is not None:
        family, given = (name.family or "")[:_LONGEST] or None, (name.given or "")[:_LONGEST] or None
        name = Name(name.full[:_LONGEST], family, given)
    place = Affiliation(
        (first.org or "")[:_LONGEST] or None,
        phones=tuple(phone for phone in first.phones if phone.e164),
        emails=tuple(mail for mail in first.emails if len(mail.encode()) <= _LONGEST_MAIL),
    )
    return Contact(name, (place,))


# ---------------------------------------------------------------- what the code says


def _vcard(contact: Contact) -> str:
    (card,) = cards(to_vcard(Person("qr", contact)).encode())
    lines = (_line(line) for line in card.lines if line.name in _SHOWN)
    return "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""))


def _line(line: Line) -> str:
    types = "".join(f";{name}={value}" for name, value in line.parameters if line.name == "TEL")
    return f"{line.name}{types}:{line.value}"


def _mecard(contact: Contact) -> str:
    """NTT Docomo's format, which phones of before 2010 read: name, reading, numbers, mails, address of the web."""
    name = contact.name
    org = next((place.org for place in contact.orgs if place.org), None)
    parts = [("N", ",".join(_names(name) if name else (_bare(org or "?"),)))]
    if name and (name.family_reading or name.given_reading):
        halves = (jaconv.z2h(katakana(half or "")) for half in (name.family_reading, name.given_reading))
        parts.append(("SOUND", ",".join(map(_bare, halves))))
    parts += [("ORG", _bare(org))] if org and name else []
    parts += [("TEL", _bare((phone.e164 or international(phone)).replace("+81", "0"))) for phone in contact.phones]
    parts += [("EMAIL", _bare(mail)) for mail in contact.emails] + [("URL", _bare(url)) for url in contact.urls]
    return f"MECARD:{''.join(f'{name}:{value};' for name, value in parts)};"


def _names(name: Name) -> tuple[str, ...]:
    split = (name.family, name.given) if name.family and name.given else (name.full,)
    return tuple(_bare(part or "") for part in split)


def _bare(text: str) -> str:
    return re.sub(r'([\\;:,"])', r"\\\1", plain(text))
