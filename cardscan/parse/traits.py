"""What tells which role a stretch of text plays on its card: its letters, what lists know of it, its place, neighbours.

Each trait is a word such as ``size 2`` or ``ends 課``; ``parse/likely.py`` has a weight for each. Pure.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cardscan.model import Kind
from cardscan.parse import latin
from cardscan.parse.firms import has_legal_form
from cardscan.parse.host_names import in_domain
from cardscan.parse.kana import is_kana
from cardscan.parse.kinds import is_listed_title, is_slogan, names_a_part
from cardscan.parse.names import FOREIGN_NAME, NAME_SHAPE, is_surname, likeness, split
from cardscan.parse.page import beside, bounds, distance, usual_size
from cardscan.parse.piece import is_eastern

if TYPE_CHECKING:
    from cardscan.model import TextLine
    from cardscan.parse.gather import Reach
    from cardscan.parse.page import Box, Part

SMALL, LARGE = -2, 4  # steps of type size, each a factor of 1.32, around what is usual on the card
NAME = 0.7  # how much like a name something is that others stand beside
_SCRIPTS = (("kanji", r"[一-鿿㐀-䶿々豈-﫿]"), ("hira", r"[ぁ-ゖ]"), ("kata", r"[ァ-ヺ]"), ("latin", r"[A-Za-zÀ-ž]"))
_MARKS = (
    ("digit", r"\d"),
    ("stop", r"[。、!?！？]|\.$"),
    ("bracket", r"[(（「『]"),
    ("dot", r"[・･]"),
    ("gap", r"\s"),
    ("and", r"[&＆+]|\bof\b|\bfor\b|\band\b"),
)


@dataclass(frozen=True)
class Page:
    """A card as its parts see it: all of them, the lines, which lines say how to reach somebody, the card's hosts and
    the names in its mail addresses, and the usual type size in pixels."""

    parts: tuple[Part, ...]
    lines: tuple[TextLine, ...]
    reached: frozenset[int]
    hosts: tuple[str, ...]
    locals: tuple[str, ...]
    usual: float

    @cached_property
    def names(self) -> tuple[float, ...]:
        """How much each part is like a name by its words, 0–1."""
        return tuple(_like_a_name(part, self.locals) for part in self.parts)

    @cached_property
    def sizes(self) -> tuple[float, ...]:
        """The type sizes on the card in pixels, the largest first, each once."""
        return tuple(sorted({part.size for part in self.parts}, reverse=True))

    @cached_property
    def person(self) -> int:
        """The number of the part that is likest a name by its words, the larger of two such."""
        return max(range(len(self.parts)), key=lambda i: (self.names[i], self.parts[i].size))

    @cached_property
    def bounds(self) -> Box:
        """The rectangle around all print, in pixels."""
        boxes = [bounds(line) for line in self.lines]
        left, top, right, bottom = zip(*boxes, strict=True)
        return min(left), min(top), max(right), max(bottom)

    @cached_property
    def has(self) -> tuple[str, ...]:
        """What the card has beyond doubt, by words: a firm, a title, a department, a name; and its script."""
        found = {
            "org": any(has_legal_form(part.text) for part in self.parts),
            "title": any(is_listed_title(part.text) for part in self.parts),
            "department": any(part.kind is Kind.DEPARTMENT and not part.weak for part in self.parts),
            "name": max(self.names, default=0.0) > 0.9,
        }
        script = "ja" if any(is_eastern(part.text) for part in self.parts) else "latin"
        return (script, *(name if so else f"no {name}" for name, so in found.items()))


def page_of(parts: Sequence[Part], lines: Sequence[TextLine], reach: Reach) -> Page:
    """Return the card of ``lines`` as its ``parts`` see it, ``reach`` being what is known already."""
    locals_ = tuple(found.value.rpartition("@")[0] for found in reach.emails)
    reached = frozenset(source.line for source in reach.sources)
    return Page(tuple(parts), tuple(lines), reached, reach.hosts, locals_, usual_size(lines))


def traits(page: Page, number: int) -> tuple[str, ...]:
    """Return the traits of part ``number`` of a card."""
    part = page.parts[number]
    words = tuple(_words(page, number))
    said = words[0]
    size = _step(part.size / page.usual)
    near = _near_name(page, number)
    return (
        "any",
        *words,
        *_letters(part.text),
        *_place(page, number),
        *_neighbours(page, number),
        f"size {size}",
        f"{said}, size {size}",
        near,
        f"{'ja' if is_eastern(part.text) else 'latin'}, {near}",
        f"{said}, {near}",
        *(f"{said}, card {has}" for has in page.has),
        *(f"card {has}" for has in page.has),
    )


def relation(first: Part, second: Part) -> str:
    """Return how a part stands to the one read before it: on its line, close to it, or apart."""
    if first.line == second.line:
        return "on"
    close = distance(first.box, second.box) < 1.2 * max(first.size, second.size)
    return "close" if close else "apart"


def _like_a_name(part: Part, locals_: Sequence[str]) -> float:
    """Return how much a part is like a person's name by its words and the mail addresses, 0–1."""
    text = part.text.strip()
    if not is_eastern(text):
        mailed = any(latin.spelled_by_mail(text, local) for local in locals_)
        return 0.5 * latin.looks_like_name(text) + 0.45 * (latin.looks_like_name(text) and mailed)
    words = text.split()
    if FOREIGN_NAME.match(text):
        return 0.6
    if len(words) == 2 and NAME_SHAPE.match("".join(words)):
        return likeness(words[0], words[1])
    cut = split("".join(words)) if len(words) <= 6 and NAME_SHAPE.match("".join(words)) else None
    return cut.likeness if cut else 0.0


def _words(page: Page, number: int) -> Iterator[str]:
    """Yield what words and lists say; first the rules' own kind."""
    part = page.parts[number]
    text = part.text
    yield f"said {part.kind.value if part.kind else 'nothing'}{' weakly' if part.weak else ''}"
    like = page.names[number]
    yield f"name {round(like, 1)}" if like else "no name"
    tests = {
        "legal form": has_legal_form(text),
        "listed title": is_listed_title(text),
        "plain department": names_a_part(text),
        "surname": is_eastern(text) and len(text) <= 4 and is_surname(text),
        "kana": is_kana(text),
        "host": in_domain(text, page.hosts),
        "mail": not is_eastern(text) and any(latin.spelled_by_mail(text, local) for local in page.locals),
        "sentence": is_slogan(text),
    }
    yield from (name for name, so in tests.items() if so)


def _letters(text: str) -> Iterator[str]:
    """Yield how a text is spelled: its script, length, marks, and its ends (Japanese) or words (Latin)."""
    bare = unicodedata.normalize("NFKC", text).strip()
    scripts = "+".join(name for name, letters in _SCRIPTS if re.search(letters, bare)) or "none"
    yield f"script {scripts}"
    yield f"length {min(len(bare), 12) if is_eastern(bare) else f'{min(len(bare.split()), 6)} words'}"
    yield from (f"has {name}" for name, marks in _MARKS if re.search(marks, bare))
    if is_eastern(bare):
        joined = re.sub(r"\s", "", bare)
        yield from (f"ends {joined[-many:]}" for many in (1, 2, 3) if len(joined) > many)
        yield from (f"begins {joined[:many]}" for many in (1, 2) if len(joined) > many)
        return
    words = re.findall(r"[^\W\d_]+", bare.lower())
    yield f"case {'caps' if bare.isupper() else 'title' if bare.istitle() else 'mixed'}"
    yield from (f"word {word}" for word in dict.fromkeys(words))
    yield from (f"last {word}" for word in words[-1:])
    yield from (f"word ends {word[-3:]}" for word in words[-1:] if len(word) > 4)


def _place(page: Page, number: int) -> Iterator[str]:
    """Yield where a part stands on the card, in fifths of the print's width and height, and in reading order."""
    part, (left, top, right, bottom) = page.parts[number], page.bounds
    x = ((part.box[0] + part.box[2]) / 2 - left) / max(1.0, right - left)
    y = ((part.box[1] + part.box[3]) / 2 - top) / max(1.0, bottom - top)
    way = "down" if part.vertical else "across"
    yield f"{way}, x {min(4, int(5 * x))}"
    yield f"{way}, y {min(4, int(5 * y))}"
    yield f"{way}"
    yield f"size rank {min(3, page.sizes.index(part.size))}"
    yield "shares its line" if part.line in page.reached else "has its line"
    yield f"order {min(number, 4)}"
    yield f"order from end {min(len(page.parts) - 1 - number, 2)}"
    if page.reached:
        yield f"reach {'before' if part.line > min(page.reached) else 'after'}"


def _neighbours(page: Page, number: int) -> Iterator[str]:
    """Yield what words say of the parts read before and after, and whether lines there say how to reach somebody."""
    for step, name in ((-1, "before"), (1, "after")):
        at = number + step
        if not 0 <= at < len(page.parts):
            yield f"{name} nothing"
            continue
        own, other = page.parts[number], page.parts[at]
        ordered = (other, own) if step < 0 else (own, other)
        said = other.kind.value if other.kind else "name" if page.names[at] > NAME else "nothing"
        yield f"{name} {relation(*ordered)} {said}"
        line = own.line + step
        if other.line != own.line and line in page.reached:
            yield f"{name} reach"


def _near_name(page: Page, number: int) -> str:
    """Return where a part stands to what is likest a name: at it or far, which side, how much smaller."""
    if page.names[page.person] < NAME:
        return "no name near"
    if page.person == number:
        return "likest a name"
    part, name = page.parts[number], page.parts[page.person]
    if not beside(name.box, part.box, 1.2 * name.size):
        return "far from name"
    across = (part.box[0] + part.box[2] - name.box[0] - name.box[2]) / 2
    down = (part.box[1] + part.box[3] - name.box[1] - name.box[3]) / 2
    side = ("left", "right")[across > 0] if abs(across) > abs(down) else ("over", "under")[down > 0]
    return f"{side} name {'small' if part.size < 0.85 * name.size else 'large'}"


def _step(ratio: float) -> int:
    return max(SMALL, min(LARGE, round(2.5 * math.log2(max(ratio, 0.1)))))
