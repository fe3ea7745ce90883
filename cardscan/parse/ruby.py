"""Kana beside a name (ruby, furigana): which kana are the name's, and which half of it they stand over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.parse.kana import as_katakana, fold_kana, is_kana
from cardscan.parse.known_readings import fits, folds, given_candidates
from cardscan.parse.page import Part, beside, glyph, same_row
from cardscan.parse.readings import cut_kana

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.parse.name_shapes import Candidate

AS_LARGE = 0.8  # of the size of a name: furigana are smaller


def is_ruby(kana: Part, candidate: Candidate) -> bool:
    """Return whether a part is kana set close to the candidate, or anywhere if a dictionary reads the name so."""
    text = as_katakana(kana.text)
    if kana in candidate.parts or not is_kana(text) or kana.kind is not None:
        return False
    if reads(kana, candidate):
        return True
    reach = 0.6 * candidate.size
    return kana.size < 0.75 * candidate.size and any(beside(part.box, kana.box, reach) for part in candidate.parts)


def reads(kana: Part, candidate: Candidate) -> bool:
    """Return whether a dictionary reads the candidate's surname as the kana begins; where that is printed in kana, and
    those are as large, the given name too as they end: もりや ひろゆき beside もりや 佳奈 is somebody else."""
    cut = candidate.cut
    told = cut_kana(as_katakana(kana.text), cut.family, cut.given)
    if told is None or not fits(told[0], cut.family):
        return False
    known = folds(given_candidates(cut.given))
    as_large = is_kana(cut.family) and kana.size > AS_LARGE * candidate.size
    return not as_large or not known or fold_kana(told[1]) in known


def each_once(kana: Sequence[Part]) -> tuple[Part, ...]:
    """Return the kana, one that is printed twice (over the name, and at its Latin form) once."""
    first = {as_katakana(part.text).replace(" ", ""): part for part in reversed(kana)}
    return tuple(part for part in kana if any(part is each for each in first.values()))


def with_other_half(known: Sequence[Part], kana: Sequence[Part], best: Candidate) -> tuple[Part, ...]:
    """Return the kana that reads the surname, with what stands beside it where that is all of it (さいとう | ゆうき),
    姓 first."""
    whole = [part for part in known if fits(as_katakana(part.text).replace(" ", ""), best.cut.family)]
    if len(whole) != 1 or len(known) > 1:
        return tuple(known)
    first = whole[0]
    others = [part for part in kana if part is not first and 0.7 < glyph(part) / glyph(first) < 1.43]
    return (first, *others[:1])


def along(kana: Sequence[Part], best: Candidate) -> tuple[Part, ...]:
    """Return kana in the order in which they stand along the name, those beside each other."""
    down = best.parts[0].vertical
    first = kana[0] if kana else None
    level = first is not None and all(same_row(first, part) for part in kana if part.vertical == first.vertical)
    return tuple(sorted(kana, key=lambda part: part.box[1 if down else 0])) if level else tuple(kana)


def over_halves(best: Candidate, kana: Sequence[Part]) -> tuple[str | None, str | None]:
    """Return the kana that stands over 姓 and over 名, where the name has a gap and no kana reaches across it."""
    if not best.spaced or not kana or any(len(word) > 1 for part in kana for word in _several(part.text)):
        return None, None
    low, high = (1, 3) if best.parts[0].vertical else (0, 2)
    start, end = min(p.box[low] for p in best.parts), max(p.box[high] for p in best.parts)
    if len(best.parts) == 2:
        gap = (best.parts[0].box[high] + best.parts[1].box[low]) / 2
    else:
        letters = len(best.cut.family) + len(best.cut.given) + 1
        gap = start + (end - start) * (len(best.cut.family) + 0.5) / letters
    slack = 0.25 * best.size
    if any(p.box[low] < gap - slack and p.box[high] > gap + slack for p in kana):
        return None, None
    ordered = sorted(kana, key=lambda p: p.box[low])
    sides = ["", ""]
    for part in ordered:
        sides[(part.box[low] + part.box[high]) / 2 > gap] += as_katakana(part.text).replace(" ", "")
    # every kanji has at least one mora: less kana than kanji means that part of the ruby was not read
    return _if_long_enough(sides[0], best.cut.family), _if_long_enough(sides[1], best.cut.given)


def _several(text: str) -> list[str]:
    """Return the words of a text of more than one; れ ん, set wide, are letters."""
    words = text.split()
    return words if len(words) > 1 else []


def _if_long_enough(kana: str, kanji: str) -> str | None:
    return kana if kana and len(kana) >= len(kanji) else None
