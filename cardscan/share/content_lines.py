"""Files of vCards in, the lines of each card out: versions 2.1, 3.0 and 4.0, any charset, folded or broken. Pure.

vobject, which writes our cards, reads strictly or drops silently what it cannot read; an address book of a thousand
people may hold one broken line, which must cost nothing else and be named.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MOST_BYTES = 512 * 1024 * 1024
_LINE_END = r"\r*\n|\r"
_LONGEST = 300_000  # characters of one value: a photo of 200 kB
_HEAD = re.compile(
    r"(?:(?P<group>[A-Za-z0-9_-]{1,40})\.)?(?P<name>[A-Za-z0-9_-]{1,200})"
    r'(?P<parameters>(?:;(?:[^":;,]|"[^"]*"|,)*)*):'
)
_PARAMETER = re.compile(r';((?:[^";]|"[^"]*")*)')
_CHARSETS = {"shift_jis": "cp932", "sjis": "cp932", "shift-jis": "cp932", "windows-31j": "cp932", "x-sjis": "cp932"}


@dataclass(frozen=True, slots=True)
class Line:
    """One property: ``name`` and the names of ``parameters`` in upper case, ``value`` decoded but not unescaped."""

    name: str
    value: str
    parameters: tuple[tuple[str, str], ...] = ()
    group: str | None = None

    def types(self) -> frozenset[str]:
        """Return the words of TYPE, in upper case; version 2.1 writes them bare."""
        found = (word for name, value in self.parameters if name == "TYPE" for word in value.split(","))
        return frozenset(word.strip().upper() for word in found)

    def parameter(self, name: str) -> str | None:
        """Return the first parameter of this name."""
        return next((value for known, value in self.parameters if known == name), None)

    def text(self) -> str:
        """Return the whole value as text."""
        return unescaped(self.value)

    def parts(self, sign: str = ";") -> tuple[str, ...]:
        """Return the value as text, part by part."""
        return tuple(unescaped(part) for part in re.split(rf"(?<!\\){sign}", self.value))


@dataclass(frozen=True, slots=True)
class Card:
    """One card: the line of the file it begins at, its properties, and the numbers of lines that are none."""

    at: int
    lines: tuple[Line, ...]
    broken: tuple[int, ...] = ()


def unescaped(value: str) -> str:
    """Return a value as text: ``\\n`` is a line end, any other sign after a backslash itself."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value).strip()


def escaped(text: str) -> str:
    """Return ``text`` as a value that ``unescaped`` gives back."""
    signs = {"\\": "\\\\", "\n": "\\n", ",": "\\,", ";": "\\;"}
    return "".join(signs.get(sign, sign) for sign in text)


def cards(content: bytes) -> Iterator[Card]:
    """Return the cards of a file, also of one that is cut off; cards inside a card are cards of their own."""
    open_cards: list[tuple[int, list[tuple[int, str]]]] = []
    for number, line in enumerate(_decoded(content), 1):
        # Inside a card a line that begins with a space goes on with the one before, whatever it says.
        word = (line if open_cards else line.lstrip()).rstrip().upper()
        if word == "BEGIN:VCARD":
            open_cards.append((number, []))
        elif word == "END:VCARD" and open_cards:
            yield _card(*open_cards.pop())
        elif open_cards:
            open_cards[-1][1].append((number, line))
    while open_cards:
        yield _card(*open_cards.pop())


def _decoded(content: bytes) -> Iterator[str]:
    """Return the lines as text. A file may mix charsets, card by card or line by line."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield from re.split(_LINE_END, content.decode("utf-16", "replace"))
        return
    plain = content.removeprefix(b"\xef\xbb\xbf")
    try:
        yield from re.split(_LINE_END, plain.decode())
    except UnicodeDecodeError:
        yield from (decode(line) for line in re.split(_LINE_END.encode(), plain))


def decode(raw: bytes, charset: str | None = None) -> str:
    """Return ``raw`` as text in the charset told, else in UTF-8, else as Windows writes Japanese, else Latin."""
    told = [_CHARSETS.get(charset.casefold(), charset)] if charset else []
    for name in (*told, "utf-8", "cp932", "cp1252"):
        try:
            return raw.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("latin-1")


def _card(at: int, numbered: list[tuple[int, str]]) -> Card:
    lines: list[Line] = []
    broken: list[int] = []
    for number, text in _unfolded(numbered):
        line = _line(text)
        if line is not None:
            lines.append(line)
        elif text.strip():
            broken.append(number)
    return Card(at, tuple(lines), tuple(broken))


def _unfolded(numbered: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Join lines that belong together: folded ones, soft ends of quoted-printable, and bare base64 of version 2.1."""
    whole: list[str] = []
    first = 0
    for number, text in numbered:
        if whole and _goes_on(whole, text):
            soft = whole[-1].endswith("=") and _is_quoted(whole[0])
            whole[-1] = whole[-1][:-1] if soft else whole[-1]
            whole.append(text[1:] if text[:1] in (" ", "\t") and not soft else text)
            continue
        if whole:
            yield first, "".join(whole)
        whole, first = [text], number
    if whole:
        yield first, "".join(whole)


def _goes_on(whole: list[str], text: str) -> bool:
    if whole[-1].endswith("=") and _is_quoted(whole[0]):
        return True
    if text[:1] in (" ", "\t"):
        return bool(text.strip())
    base64 = re.search(r"ENCODING=(?:BASE64|B)[;:]|;BASE64[;:]", whole[0][:200].upper())
    return base64 is not None and re.fullmatch(r"[A-Za-z0-9+/]+={0,2}", text) is not None


def _is_quoted(head: str) -> bool:
    return "QUOTED-PRINTABLE" in head.partition(":")[0].upper()


def _line(text: str) -> Line | None:
    head = _HEAD.match(text)
    if head is None or len(text) > _LONGEST:
        return None
    parameters = tuple(_parameter(one) for one in _PARAMETER.findall(head["parameters"]) if one.strip())
    value = text[head.end() :]
    line = Line(head["name"].upper(), value, parameters, head["group"])
    if (line.parameter("ENCODING") or "").upper() != "QUOTED-PRINTABLE":
        return line
    raw = quopri.decodestring(value.encode("utf-8", "surrogateescape"))
    text = re.sub(r"\r\n|\r|\n", r"\\n", decode(raw, line.parameter("CHARSET")))
    kept = tuple(one for one in parameters if one[0] not in ("ENCODING", "CHARSET"))
    return Line(line.name, text, kept, line.group)


def _parameter(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if equals:
        return name.strip().upper(), value.strip().strip('"')
    word = name.strip().upper()
    return ("ENCODING", word) if word in ("QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT") else ("TYPE", word)
