"""Lines in, each as what it says is spelt out: where the reader was in doubt, grammar and words decide.

Chances are odds: what the reader says of a text is weighed by what can be known of it whoever reads it. A mail address
has an ending that exists, a postal code belongs to the place beside it, numbers have as many digits as they have, a
site has the name that the mail has, and 准教授 is a word and 准歉授 is none. Which of two forms a kanji has (髙, 高)
only the reader can tell.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, combinations, takewhile
from typing import TYPE_CHECKING

from cardscan.parse import digits
from cardscan.parse.domains import is_registered_kind
from cardscan.parse.eastern_names import is_eastern_name, usual_letters
from cardscan.parse.eastern_words import is_listed
from cardscan.parse.gazetteer import places_of_code
from cardscan.parse.lexicon import words
from cardscan.parse.morphology import morphemes
from cardscan.parse.names import fold
from cardscan.parse.regions import card_region
from cardscan.parse.tongues import Tongue, tongue_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.model import TextLine

PROVEN = 3.0  # log odds of what has the form that it must have, and exists
SHARED = 3.0  # of a host that stands elsewhere on the card, too, or a postal code of a place that is named
WORD = 1.5  # against each word that Japanese falls into, and each sign: a line misread falls into many
GIVEN = 3.5  # of a usual character of a Chinese given name: one of 700 makes nearly all, one of thousands the rest
LISTED = 3.5  # of a title or a department that the word lists have whole
UNKNOWN = 1.0  # likewise, against each character of a word that no dictionary has
LATIN = 0.5  # of each letter of a Latin word that is known, or stands elsewhere on the card
FEWEST_LETTERS = 4  # of such a word
SURE = 0.9  # confidence from which another line tells how a word is spelt
FEWEST_DIGITS = 7  # in a line with a telephone number or a postal code
NEAR = 1  # characters between changes that are made together
MARGIN = 1.0  # log odds by which another text must be better

_MAIL = re.compile(r"(?<![\w.@+-])[A-Za-z0-9_][\w.+-]*@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)(?![\w@-])", re.ASCII)
_SITE = re.compile(r"(?:(?<![A-Za-z])https?://|(?<![\w.])www\.)((?:[a-z0-9-]+\.)+[a-z]{2,})(?![\w@.-])", re.ASCII)
_POSTAL = re.compile(r"(?<![\d-])(\d{3})-(\d{4})(?![\d-])")
_JAPANESE = re.compile(r"[ぁ-ヿ㐀-䶿一-鿿々〆〇]+")
_SIGN = re.compile(r"(?<![A-Za-z0-9])[.@/-]|[.@/-](?![A-Za-z0-9])|[^\w\s.@/-]")  # but for those inside an address
_LATIN_WORD = re.compile(r"[^\W\d_]+")
_NUMERALS = re.compile(rf"[{digits.NUMERALS}十百ー―－‐-]{{2,}}")  # in lots and telephone numbers, no words


@dataclass(frozen=True, slots=True)
class Change:
    """Characters ``start``..``end`` of a line may be ``instead``; ``odds`` as a logarithm."""

    start: int
    end: int
    instead: str
    odds: float


@dataclass(frozen=True, slots=True)
class Known:
    """What the surer lines of a card say: their whole text, hosts, Latin words; where its numbers are dialled."""

    text: str
    hosts: frozenset[str]
    latin: frozenset[str]
    region: str | None
    tongue: Tongue


def chosen(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Return the lines, each with those of its alternatives that make it likelier once grammar and words are weighed
    in. A line that says something else then has the chance of that for its confidence, bounded by how sure the reader
    was of the line or of its doubtful places, and no alternatives any more: what was chosen is not chosen from again.
    """
    if not any(line.alternatives for line in lines):
        return tuple(lines)
    region, tongue = card_region(lines), tongue_of(lines)
    return tuple(_chosen(line, _known(lines, line, region, tongue)) if line.alternatives else line for line in lines)


def _chosen(line: TextLine, known: Known) -> TextLine:
    """Climb from what was read to what is likelier, one change or two neighbouring ones at a time."""
    first = max(1.0 - sum(each.chance for each in line.alternatives), 1e-3)
    changes = [change_to(line.text, each.text, math.log(max(each.chance, 1e-6) / first)) for each in line.alternatives]
    moves = [(each,) for each in changes] + [pair for pair in combinations(changes, 2) if _are_near(*pair)]
    made: tuple[Change, ...] = ()
    odds = proof(line.text, known)
    while True:
        ways = [(*made, *move) for move in moves if not any(_overlap(a, b) for a in made for b in move)]
        weighed = [(_odds(line.text, way, known), way) for way in ways]
        best, way = max(weighed, key=lambda each: each[0], default=(-math.inf, made))
        if best < odds + MARGIN:
            break
        odds, made = best, way
    if not made:
        return line
    chance = 1 / (1 + sum(math.exp(each - odds) for each, _ in weighed))
    confidence = min(chance, max(line.confidence, first))
    return replace(line, text=_with(line.text, made), confidence=confidence, alternatives=())


def change_to(text: str, other: str, odds: float) -> Change:
    """Return what is to be changed in a text for it to be another."""
    start = _alike(text, other)
    tail = _alike(text[start:][::-1], other[start:][::-1])
    return Change(start, len(text) - tail, other[start : len(other) - tail], odds)


def _alike(text: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(text, other, strict=False)))


def _with(text: str, changes: Sequence[Change]) -> str:
    for each in sorted(changes, key=lambda each: -each.start):
        text = text[: each.start] + each.instead + text[each.end :]
    return text


def _odds(text: str, changes: Sequence[Change], known: Known) -> float:
    return sum(each.odds for each in changes) + proof(_with(text, changes), known)


def _overlap(one: Change, other: Change) -> bool:
    if one.start == other.start:
        return True
    return one.start < other.end and other.start < one.end


def _are_near(one: Change, other: Change) -> bool:
    return not _overlap(one, other) and max(one.start, other.start) - min(one.end, other.end) <= NEAR


def proof(text: str, known: Known) -> float:
    """Return what speaks for a line, as log odds: its addresses, numbers and words. Only differences mean anything."""
    spoken = _words(fold(text)) if known.tongue == "ja" else _named(text, known)
    return _addresses(text, known) + _numbers(text, known) + spoken + _latin(text, known)


def _addresses(text: str, known: Known) -> float:
    hosts = [found[1].lower() for found in chain(_MAIL.finditer(text), _SITE.finditer(text))]
    return sum(PROVEN * is_registered_kind(host) + SHARED * (_bare(host) in known.hosts) for host in hosts)


def _numbers(text: str, known: Known) -> float:
    flat = digits.arabic(digits.dashes(unicodedata.normalize("NFKC", text)))
    if sum(map(str.isdigit, flat)) < FEWEST_DIGITS:
        return 0.0
    return _telephones(flat, known.region) * PROVEN + _postal(flat, known)


def _postal(text: str, known: Known) -> float:
    if known.region != "JP":
        return 0.0
    weight = 0.0
    for found in _POSTAL.finditer(text):
        places = places_of_code(found[1] + found[2])
        named = any(place.locality in text or place.locality in known.text for place in places)
        towns = any(place.town and place.town in text for place in places)
        weight += PROVEN * bool(places) + SHARED * named + SHARED * towns
    return weight


@lru_cache(maxsize=512)
def _telephones(text: str, region: str | None) -> int:
    from phonenumbers import Leniency, PhoneNumberMatcher

    return sum(1 for _ in PhoneNumberMatcher(text, region, leniency=Leniency.VALID))


def _named(text: str, known: Known) -> float:
    """Return what speaks for a line of Chinese or Korean: that it is somebody's name (任婷, not 仕婷), of characters
    that names are made of (文天珊, not 文夭珊), or has titles and departments that are known (採購專員)."""
    name = is_eastern_name(text, known.tongue)
    listed = sum(is_listed(word, known.tongue) for word in text.split())
    told = name * (PROVEN + GIVEN * usual_letters(text, known.tongue)) + LISTED * listed
    return told - WORD * len(_SIGN.findall(text))


@lru_cache(maxsize=1024)
def _words(text: str) -> float:
    """Return what speaks against a text as words go, kanji in their common forms."""
    rest = _NUMERALS.sub(" ", text)
    weight = -WORD * len(_SIGN.findall(rest))
    for stretch in _JAPANESE.findall(rest):
        for each in morphemes(stretch):
            weight -= WORD + (0.0 if each.known else UNKNOWN * len(each.text))
    return weight


def _latin(text: str, known: Known) -> float:
    own = (each.casefold() for each in _LATIN_WORD.findall(text) if len(each) >= FEWEST_LETTERS)
    return LATIN * sum(len(each) for each in own if each in known.latin or each in _vocabulary())


@lru_cache(maxsize=1)
def _vocabulary() -> frozenset[str]:
    listed = words()
    every = (listed.latin_titles, listed.latin_departments, listed.latin_orgs, listed.latin_forms, listed.western_given)
    return frozenset(word.casefold() for word in chain(*every) if len(word) >= FEWEST_LETTERS)


def _known(lines: Sequence[TextLine], own: TextLine, region: str | None, tongue: Tongue) -> Known:
    sure = [line.text for line in lines if line is not own and line.confidence >= SURE]
    text = "\n".join(sure)
    hosts = frozenset(_bare(found[1].lower()) for found in chain(_MAIL.finditer(text), _SITE.finditer(text)))
    latin = frozenset(each.casefold() for each in _LATIN_WORD.findall(text) if len(each) >= FEWEST_LETTERS)
    return Known(text, hosts, latin, region, tongue)


def _bare(host: str) -> str:
    return host.removeprefix("www.")
