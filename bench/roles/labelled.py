"""Dev cards as they are read, each stretch of text with its traits and with the role that it truly plays."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from unittest import mock

from rapidfuzz import fuzz

from bench.belief import cards_read, fewer_words
from bench.score import fold
from bench.score.compare import Json, each, name_of
from bench.score.pictures import generated
from cardscan.model import Code, TextLine
from cardscan.ocr import open_engine
from cardscan.parse import likely, parse
from cardscan.parse.gather import Reach
from cardscan.parse.page import Part
from cardscan.parse.piece import is_eastern
from cardscan.parse.traits import Page, page_of, relation, traits

COUNTS: Mapping[str, int] = {
    "flat_ja": 220,
    "photo_ja": 110,
    "vertical_ja": 150,
    "hard_ja": 60,
    "two_orgs_ja": 110,
    "flat_en": 140,
    "photo_en": 50,
}
MEMORY = Path("bench/out/memory")  # of what was read, for the next time
HIDDEN = (0.0, 0.1, 0.3)  # share of the words hidden from the parser in each round: the world has more than the lists
ALIKE = 70.0  # of 100: what was read this much like what is printed is that, misread
WHOLE = 99.0  # of 100: alike beyond doubt


@dataclass(frozen=True)
class Seen:
    """A card as the reader gave it to the parser, with what is printed on it and how it is laid out."""

    slice: str
    layout: str
    truth: Json
    lines: tuple[TextLine, ...]
    codes: tuple[Code, ...]


@dataclass(frozen=True)
class Example:
    """The parts of one card in reading order: the text of each, its traits, its true role (None: of several things),
    and how each but the first stands to the one before it."""

    card: int
    texts: tuple[str, ...]
    traits: tuple[tuple[str, ...], ...]
    roles: tuple[str | None, ...]
    relations: tuple[str, ...]


def seen(seed: int) -> list[Seen]:
    """Return dev cards of every kind, from picture ``seed`` on, as the default reader reads them."""
    engine = open_engine("ppocr", memory=MEMORY)
    return [
        Seen(name, truth["layout"], truth["contact"], reading.parsed.lines, reading.card.codes)
        for name, many in COUNTS.items()
        for truth, reading in cards_read(generated(name, "dev", seed, many), engine)
    ]


def examples(cards: Sequence[Seen], share: float, salt: str) -> list[Example]:
    """Return the parts of ``cards``, as they look to a parser that lacks a ``share`` of its words."""
    with fewer_words(share, salt):
        return [_example(number, card) for number, card in enumerate(cards)]


def _example(number: int, card: Seen) -> Example:
    page = _page(card)
    parts = page.parts
    return Example(
        number,
        tuple(fold.text(part.text) for part in parts),
        tuple(traits(page, at) for at in range(len(parts))),
        tuple(true_role(part.text, card.truth) for part in parts),
        tuple(relation(one, other) for one, other in pairwise(parts)),
    )


def _page(card: Seen) -> Page:
    """Return the card as the parser shows it to the model; a page without parts where it shows it none."""
    pages = [Page((), card.lines, frozenset(), (), (), 1.0)]

    def overheard(parts: Sequence[Part], lines: Sequence[TextLine], reach: Reach) -> tuple[Part, ...]:
        pages.append(page_of(parts, lines, reach))
        return tuple(parts)

    with mock.patch.object(likely, "with_chances", overheard):
        parse(card.lines, card.codes)
    return pages[-1]


def true_role(text: str, contact: Json) -> str | None:
    """Return the role that a text plays on a card, by what is printed there: ``note`` where it is no field's, None
    where it holds values of several."""
    mine, printed = fold.text(text), _printed(contact, is_eastern(text))
    alike = {role: max((_likeness(mine, each) for each in texts), default=0.0) for role, texts in printed.items()}
    best = max(alike, key=alike.__getitem__)
    held = [role for role, texts in printed.items() if any(len(each) > 1 and each in mine for each in texts)]
    if len(held) > 1 and alike[best] < WHOLE:
        return None
    return best if alike[best] >= ALIKE else "note"


def _likeness(text: str, printed: str) -> float:
    """Return how much two texts are alike, 0–100; a good part of what is printed is wholly alike."""
    part = len(text) > 1 and text in printed and len(text) >= 0.3 * len(printed)
    return WHOLE if part else fuzz.ratio(text, printed)


def _printed(contact: Json, japanese: bool) -> dict[str, list[str]]:
    """Return what is printed of each role, folded. Kana over a name that is itself in kana is no reading."""
    name, orgs = name_of(contact), each(contact, "orgs")
    names = [name.get(key) or "" for key in ("full", "family", "given")]
    kana = [name.get(key) or "" for key in ("family_reading", "given_reading")]
    readings = [*kana, "".join(kana)] if _KANJI.search(names[0]) else []
    wholes = [org.get("department") or "" for org in orgs]
    texts: dict[str, list[str]] = {
        "name": names if japanese else [],
        "reading": [*readings, *(reading.translate(_KATAKANA) for reading in readings)],
        "latin": [] if japanese else [name.get("latin") or ""],
        "org": [org.get("name") or "" for org in orgs],
        "department": [text for whole in wholes for text in (whole, *whole.split())],
        "title": [title for org in orgs for title in org.get("titles") or ()],
        "qualification": each(contact, "qualifications"),
        "note": each(contact, "notes"),
    }
    return {role: [fold.text(text) for text in of] for role, of in texts.items()}


_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
_KANJI = re.compile(r"[一-鿿]")
