"""What tells one person from everybody else, and every form in which a file may hold it. Pure.

Mail addresses, numbers, names and accounts. A company, a title or a town are many people's.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from cardscan.likeness.folding import digits, fold
from cardscan.model import Contact, Name, Phone

LEAST_DIGITS = 7  # of a number: fewer stand in any file
LEAST_BYTES = 6  # of a form: shorter ones stand in any picture by chance
_Tree = dict[str, "_Tree"]
_BETWEEN = r"(?:[ ().\-/]|‐|–|—|−|ー|・|　){0,3}"  # what stands between the digits of a number


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """One value that is somebody's own: ``text`` as it was last written."""

    kind: Literal["mail", "number", "name", "account"]
    text: str


def marks_of(contacts: Iterable[Contact]) -> frozenset[Mark]:
    """Return the marks in everything that was ever said of somebody."""
    return frozenset(mark for contact in dict.fromkeys(contacts) for mark in _marks(contact))


def _marks(contact: Contact) -> Iterator[Mark]:
    yield from (Mark("name", text) for text in _called(contact.name))
    yield from (Mark("mail", mail.casefold()) for mail in contact.emails)
    for phone in contact.phones:
        yield from (Mark("number", text) for text in _numbers(phone))
    yield from (Mark("account", one.id) for one in contact.accounts if len(one.id) >= LEAST_BYTES)


def _called(name: Name | None) -> list[str]:
    if name is None:
        return []
    readings = [name.family_reading, name.given_reading]
    spelled = [name.full, name.latin, " ".join(filter(None, readings)) if all(readings) else None]
    return [text for text in spelled if text and len(fold(text).encode()) >= LEAST_BYTES]


def _numbers(phone: Phone) -> list[str]:
    return [text for text in (phone.e164, phone.text) if text and len(digits(text)) >= LEAST_DIGITS]


def forms(mark: Mark) -> tuple[str, ...]:
    """Return the spellings in which a value may stand: as written, without spaces, folded as the book looks for it, and
    as vCards and JSON write it."""
    spelled = [mark.text]
    if mark.kind == "number":
        spelled += _dialled(mark)
    if mark.kind == "name":
        spelled += [re.sub(r"\s+", between, mark.text) for between in ("", "\u3000", " ")]
    spelled += [re.sub(r"([\\,;])", r"\\\1", mark.text), json.dumps(mark.text, ensure_ascii=False)[1:-1]]  # vCard, JSON
    return tuple(dict.fromkeys((*spelled, fold(mark.text))))


def _dialled(mark: Mark) -> list[str]:
    """Return the digits of a number, as people type it from abroad and at home."""
    bare = digits(mark.text)
    return [bare, "0" + bare[2:]] if mark.text.startswith("+81") else [bare]


def in_text(marks: Iterable[Mark]) -> re.Pattern[str]:
    """Return a pattern that finds any of the marks in a text, whatever stands between the digits of a number, and not
    as a part of a longer word (tanaka@… in k.tanaka@…)."""
    every = tuple(marks)
    ways = [_whole(form, mark.kind) for mark in every for form in forms(mark)]
    return re.compile(_either([*ways, *_spaced(every)]), re.IGNORECASE)


def in_part_of(marks: Iterable[Mark]) -> re.Pattern[str]:
    """Return a pattern that finds any of the marks in a text, also as a part of a longer word."""
    return re.compile(_either(_plain(form) for mark in marks for form in forms(mark)), re.IGNORECASE)


def in_bytes(marks: Iterable[Mark]) -> re.Pattern[bytes]:
    """Return a pattern that finds any of the marks in the bytes of a file, put into lower case: as ``in_text`` does in
    UTF-8, and as they are in UTF-16 and Shift_JIS. Forms so short that they stand in any picture by chance are left
    out."""
    every = tuple(marks)
    ways = [_whole(_bytewise(form.lower()), kind) for form, kind in _long(every)]
    spaced = [tuple(map(_bytewise, way)) for way in _spaced(every)]
    return re.compile(_either([*ways, *spaced, *_elsewhere(every)]).encode("latin-1"))


def in_pages(marks: Iterable[Mark]) -> re.Pattern[bytes]:
    """Return a pattern that finds any of the marks in the pages of a database, put into lower case, also as a part of a
    longer word: what stands in two columns stands there side by side."""
    every = tuple(marks)
    ways = [_plain(_bytewise(form.lower())) for form, _ in _long(every)]
    return re.compile(_either([*ways, *_elsewhere(every)]).encode("latin-1"))


def _long(marks: Iterable[Mark]) -> Iterator[tuple[str, str]]:
    return ((form, mark.kind) for mark in marks for form in forms(mark) if len(form.encode()) >= LEAST_BYTES)


def _bytewise(text: str) -> str:
    """Return the bytes of a text as UTF-8, each of them as one character."""
    return text.encode().decode("latin-1")


def _elsewhere(marks: Iterable[Mark]) -> Iterator[_Way]:
    """Yield the forms in encodings that are not UTF-8, each byte as one character."""
    for form in (form for mark in marks for form in forms(mark)):
        for encoding in ("utf-16-le", "utf-16-be", "cp932"):
            with contextlib.suppress(UnicodeEncodeError):  # Shift_JIS has not every kanji
                coded = form.encode(encoding).lower()
                if len(coded) >= LEAST_BYTES and coded != form.lower().encode():
                    yield _plain(coded.decode("latin-1"))


# ---------------------------------------------------------------- patterns

_Way = tuple[str, ...]  # pieces of a pattern, one after the other


def _either(ways: Iterable[_Way]) -> str:
    """Return a pattern of any of these ways; what begins alike is looked at once, so that a thousand people are
    searched for about as fast as one."""
    tree: _Tree = {}
    for way in ways:
        node = tree
        for piece in way:
            node = node.setdefault(piece, {})
        node[""] = {}
    return _branches(tree) if tree else r"(?!)"


def _branches(node: _Tree) -> str:
    told = []
    for piece, below in sorted(node.items(), reverse=True):  # the end of a way last
        while len(below) == 1:
            ((more, below),) = below.items()
            piece += more
        told.append(piece + (_branches(below) if below else ""))
    return told[0] if len(told) == 1 else f"(?:{'|'.join(told)})"


def _plain(form: str) -> _Way:
    return tuple(map(re.escape, form))


def _whole(form: str, kind: str) -> _Way:
    """Return a form that is no part of a longer word: a literal first, so that the search stays fast."""
    begin, end = form[:1], form[-1:]
    before, after = (r"[a-z0-9._%+\-]", r"[a-z0-9\-]|\.[a-z0-9]") if kind == "mail" else ("[a-z0-9]", "[a-z0-9]")
    first = f"{begin}(?<!{before}{begin})" if _is_word(begin) else re.escape(begin)
    return first, *_plain(form[1:]), *((f"(?!{after})",) if _is_word(end) else ())


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _spaced(marks: Iterable[Mark]) -> Iterator[_Way]:
    """Yield numbers however they are grouped; a number is no part of a longer one, or of a fraction."""
    for number in dict.fromkeys(number for mark in marks if mark.kind == "number" for number in _dialled(mark)):
        first, rest = number[0], number[1:]
        begin = rf"{first}(?<![\d]{first})(?<!\d\.{first})"
        yield begin, *(_BETWEEN + digit for digit in rest), r"(?!\d)"
