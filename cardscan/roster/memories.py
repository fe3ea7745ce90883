"""A text or a table with a line for each person in, who is meant and what is to be remembered out. Pure.

``8 保険 絵画が趣味 初参加``: a number, as it stands on the case, and what comes to mind. A name with a colon after it
(``髙橋: …``) does as well. What a spreadsheet made of a roster comes back by the names of its columns.
"""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cardscan.roster.numbers import tag_of
from cardscan.share.content_lines import decode

LONGEST = 2000  # characters of one line
BETWEEN = " / "  # the lines of one person in a cell of a table
NO_NUMBER = "it begins with no number; write it like: 8 保険 絵画が趣味"
_HEAD = re.compile(
    r"\s*(?:no\.?|number|番号|#)?\s*(?P<tag>\d{1,4}|[a-z]-?\d{1,3})(?:番)?"
    r"(?P<sign>\s*(?:[,、。)\]】]|[:.](?!\d))|\s+-\s|\s|\s*$)\s*",  # 8:30 is a time, 8.5 a measure
    re.IGNORECASE,
)
_NAMED = re.compile(r"\s*(?P<name>(?!\d)[^:：\t,]{1,100})[:：\t]\s*(?P<words>\S.*)")
_NEUTRAL = re.compile("'+[=+\\-@\t]")


@dataclass(frozen=True, slots=True)
class Memory:
    """What a line says: ``at`` is its number in the text, from 1; a person by the number ``tag``, or by ``name``; the
    ``words`` to remember, empty where there are none; ``talked``, where the line says so."""

    at: int
    words: str
    tag: str | None = None
    name: str | None = None
    talked: bool = False


@dataclass(frozen=True, slots=True)
class Unclear:
    """A line that says of nobody: its number, and why, in words."""

    at: int
    why: str


def read_memories(content: bytes) -> tuple[Memory | Unclear, ...]:
    """Return what each line of a file says: UTF-8 (with or without a byte order mark), UTF-16 or Shift_JIS. Lines that
    are empty or begin with two slashes, and the headings of a table, say nothing."""
    lines = _text(content).splitlines()
    columns = _columns(lines[0]) if lines else None
    if columns is not None:
        return tuple(_of_table(lines, *columns))
    said = ((at, line) for at, line in enumerate(lines, 1) if line.strip() and not line.lstrip().startswith("//"))
    return tuple(memory(line, at) for at, line in said)


def memory(line: str, at: int = 1) -> Memory | Unclear:
    """Return what one line says.

    >>> memory("No.８、絵画が趣味")
    Memory(at=1, words='絵画が趣味', tag='8', name=None, talked=False)
    """
    if len(line) > LONGEST:
        return Unclear(at, f"it is longer than {LONGEST} characters")
    folded, places = _folded(line)
    found = _HEAD.match(folded)
    if found:
        words = _words(line[places[found.end()] :], found["sign"].strip())
        return Memory(at, words, tag_of(found["tag"]))
    named = _NAMED.fullmatch(line)
    if named:
        return Memory(at, _one_line(named["words"]), None, named["name"].strip())
    return Unclear(at, NO_NUMBER)


def _text(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    return decode(content.removeprefix(b"\xef\xbb\xbf"))


def _folded(line: str) -> tuple[str, list[int]]:
    """Return the line with full-width and circled characters as plain ones, and where each of them is in the line."""
    parts = [unicodedata.normalize("NFKC", sign) for sign in line]
    places = [at for at, part in enumerate(parts) for _ in part]
    return "".join(parts), [*places, len(line)]


def _words(rest: str, sign: str) -> str:
    """Return what stands after the number; the cells of a table as one text."""
    rest = rest.replace("\t", " ")
    if sign == "," or '"' in rest[:1]:
        rest = " ".join(cell.strip() for cell in next(csv.reader([rest]), []) if cell.strip())
    return _one_line(rest)


def _one_line(text: str) -> str:
    plain = " ".join(text.split())
    return plain[1:] if _NEUTRAL.match(plain) else plain


# ---------------------------------------------------------------- a table with headings


@lru_cache(maxsize=1)
def _headings() -> dict[str, frozenset[str]]:
    told = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))["headings"]
    return {part: frozenset(map(_heading, words)) for part, words in told.items()}


def _heading(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip(" .:'\"")


def _columns(header: str) -> tuple[str, dict[str, int]] | None:
    """Return the sign between the cells and where number, words and tick are, if this is the head of such a table."""
    sign = max(",;\t", key=header.count)
    cells = [_heading(cell) for cell in next(csv.reader([header], delimiter=sign), [])]
    found = {part: place for part, words in _headings().items() for place, cell in enumerate(cells) if cell in words}
    return (sign, found) if {"number", "memo"} <= found.keys() else None


def _of_table(lines: Sequence[str], sign: str, columns: dict[str, int]) -> Iterator[Memory | Unclear]:
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=sign)
    at = 0
    for cells in reader:
        at, heading = at + 1, at == 0
        if not heading:
            told = {part: cells[place].strip() for part, place in columns.items() if place < len(cells)}
            yield from _of_row(at, told)
        at = reader.line_num


def _of_row(at: int, told: dict[str, str]) -> list[Memory | Unclear]:
    lines, talked = told.get("memo", "").split(BETWEEN), bool(told.get("talked"))
    if not any(lines) and not talked:
        return []
    tag = tag_of(told.get("number", ""))
    return [Memory(at, _one_line(words), tag, None, talked) for words in lines] if tag else [Unclear(at, NO_NUMBER)]
