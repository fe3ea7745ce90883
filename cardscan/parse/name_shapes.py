"""Which parts of a card, and pairs of them, have the shape of a Japanese name, and where each is cut. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan.parse.abroad import cut_abroad, cut_mixed
from cardscan.parse.kana import is_kana
from cardscan.parse.known_readings import is_surname_reading
from cardscan.parse.names import (
    FOREIGN_NAME,
    NAME_SHAPE,
    Split,
    fold,
    given_names,
    is_given_reading,
    is_surname,
    split,
    split_kana,
    split_spaced,
)
from cardscan.parse.page import Part, glyph, part_of, same_row
from cardscan.parse.piece import is_eastern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST_KANA = 10  # letters of a name in kana
LEARNED = 0.5  # how much what was learned of parts counts beside what the rules say
_TWO_FAMILIES = re.compile(
    r"[一-龥々]{1,3}(?:[・･]?[ァ-ヺー]{2,}|[・･][一-龥々]{1,3})[\s　]+[^\s　]{1,5}$"
)  # 田中・スミス 恵子
_NOISE = re.compile(r"(?<=[一-龥々ぁ-ゖァ-ヺ])[:;.,+*|-][\dA-Za-z:;.,+*|-]{1,4}$")
UNSURE = 0.5  # how surely what ends in noise is read at the most
_SPACES = re.compile(r"[\s　]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One or two neighbouring parts that could be a Japanese name."""

    parts: tuple[Part, ...]
    cut: Split
    spaced: bool

    @property
    def size(self) -> float:
        """Type size in pixels."""
        return max(part.size for part in self.parts)

    @property
    def learned(self) -> float:
        """How much what was learned speaks for it among others, as log odds; the surer half of two tells."""
        return LEARNED * max(part.log_odds("name") for part in self.parts)


def candidates(parts: Sequence[Part]) -> Iterator[Candidate]:
    """Yield every part, and every pair of neighbours on a row, that has the shape of a Japanese name."""
    for whole in parts:
        part = _without_noise(whole)
        if part.kind is None and (found := shaped(part.text, (part,))):
            yield found
            if found.spaced and _is_odd(found.cut) and (other := _cut_elsewhere(part)):
                yield other
    for first, second in _neighbours(parts):
        halves = [_SPACES.sub("", part.text) for part in (first, second)]
        torn = _torn(first, second)
        if torn is None and (found := shaped(" ".join(halves), (first, second))):
            yield found
        if torn is not None:
            yield torn
        if _letter_spaced(first) and len(halves[1]) == 1 and (found := shaped("".join(halves), (first, second))):
            yield found


def _without_noise(part: Part) -> Part:
    """Return a part without the signs that were read into the end of a name (松本 香織:6+2), of which it was unsure."""
    noise = _NOISE.search(part.text) if part.confidence < UNSURE else None
    return part_of(part, 0, noise.start()) if noise else part


def _torn(first: Part, second: Part) -> Candidate | None:
    """Return the name of which two parts are one, torn within the family or given name: 富 | 山 千尋, 脇 | 本大輔."""
    text = first.text.strip() + second.text.strip()
    gaps = len(_SPACES.findall(text))
    found = shaped(text, (first, second)) if gaps <= 1 else None
    if found is None or not is_surname(found.cut.family) or is_kana(found.cut.family):
        return None
    halves = (_SPACES.sub("", part.text) for part in (first, second))  # 森 内 | 真理子: a wide gap in the first
    apart = is_surname(next(halves)) and fold(next(halves)) in given_names()
    ends = gaps == 0 and len(second.text) == 1 and fold(found.cut.given) in given_names()  # 高石翔 | 太
    whole = gaps == 1 or ends or (len(first.text) < len(found.cut.family) and fold(found.cut.given) in given_names())
    return found if whole and not apart else None


def _is_odd(cut: Split) -> bool:
    """Return whether nobody is known to have one of the halves of a name."""
    if is_kana(cut.family + cut.given):
        return not (is_surname_reading(cut.family) and is_given_reading(cut.given))
    return not is_surname(cut.family) or (not is_kana(cut.given) and fold(cut.given) not in given_names())


def _cut_elsewhere(part: Part) -> Candidate | None:
    """Return a name whose gap lies after a family name that nobody has, or before such a given name, cut after one that
    is known: 草間満 佐夫, 宇都 宮舞, みきひか り."""
    joined = _SPACES.sub("", part.text)
    if is_kana(joined):
        elsewhere = split_kana(joined)
        return Candidate((part,), elsewhere, False) if elsewhere else None
    cut = split(joined) if NAME_SHAPE.match(joined) and not _TWO_FAMILIES.match(part.text) else None
    return Candidate((part,), cut, False) if cut and is_surname(cut.family) and cut.given else None


def shaped(text: str, parts: tuple[Part, ...]) -> Candidate | None:
    """Return the Japanese or katakana name that ``text`` of one or two parts has the shape of, or None."""
    words = [word for word in _SPACES.split(text.strip(" ()（）")) if word]
    if FOREIGN_NAME.match(" ".join(words)):
        return Candidate(parts, cut_abroad(text), True)
    joined = "".join(words)
    if (ended := _ended(joined)) is not None:
        return Candidate(parts, ended, False)
    if len(words) == 2 and _TWO_FAMILIES.match(" ".join(words)) and "・" in words[0]:
        return Candidate(parts, split_spaced(*words), True)
    long = len(words) == 2 and is_kana(joined) and len(joined) <= LONGEST_KANA  # てしがわら まさのり
    if not (NAME_SHAPE.match(joined) or long):
        return None
    if is_kana(joined) and len(words) != 2:
        kana_cut = split_kana(joined) if len(words) == 1 else None
        return Candidate(parts, kana_cut, False) if kana_cut else None
    if len(words) == 2 and len(words[0]) <= 5 and len(words[1]) <= 5:
        return Candidate(parts, cut_mixed(*words) or split_spaced(*words), True)
    cut = split(joined)
    return Candidate(parts, cut, False) if cut else None


def _ended(joined: str) -> Split | None:
    """Return a name whose last stroke was read as a dash (佐藤浩-: 佐藤 浩一), where both halves are then known, or
    None."""
    if not re.fullmatch(r"[一-龥々]{2,5}[-ー—–―‐]", joined):
        return None
    cut = split(joined[:-1] + "一")
    return cut if cut and is_surname(cut.family) and fold(cut.given) in given_names() else None


def _neighbours(parts: Sequence[Part]) -> Iterator[tuple[Part, Part]]:
    """Yield pairs of short unknown parts of like size, one after the other on a row: 姓 and 名 set far apart."""
    short = [part for part in parts if part.kind is None and len(part.text) <= 5 and is_eastern(part.text)]
    for first in short:
        for second in short:
            if first is second or first.line == second.line or not 0.7 < glyph(first) / glyph(second) < 1.43:
                continue
            low, high = (1, 3) if first.vertical else (0, 2)
            gap = second.box[low] - first.box[high]
            if (same_row(first, second) and -0.6 * first.size < gap < 4 * first.size) or _stands_under(second, first):
                yield first, second


def _letter_spaced(part: Part) -> bool:
    return len(part.text) > 2 and all(len(word) == 1 for word in _SPACES.split(part.text.strip()))


def _stands_under(second: Part, first: Part) -> bool:
    """Return whether large type goes on right under other large type: a name in a column, read in two pieces."""
    width = min(first.box[2] - first.box[0], second.box[2] - second.box[0])
    centres = [(part.box[0] + part.box[2]) / 2 for part in (first, second)]
    gap = second.box[1] - first.box[3]
    return abs(centres[0] - centres[1]) < 0.35 * width and -0.5 * width < gap < 1.6 * width and width > 0
