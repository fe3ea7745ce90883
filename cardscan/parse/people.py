"""Which part of the card is the person: the parts that could be a name, scored by words, type size and agreement."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cardscan.model import Kind, Name, Source
from cardscan.parse import latin, latin_order, strokes
from cardscan.parse.abroad import cut_by_capitals, sounds_alike, with_small_kana
from cardscan.parse.eastern_names import spells
from cardscan.parse.kana import as_katakana, fold_kana, is_kana
from cardscan.parse.known_readings import fits, folds, given_candidates
from cardscan.parse.name_shapes import LEARNED, Candidate, candidates, shaped
from cardscan.parse.names import (
    FOREIGN_NAME,
    NAME_SHAPE,
    Split,
    fold,
    given_names,
    is_surname,
    name_letters,
    split,
)
from cardscan.parse.page import Part, beside, glyph, same_row
from cardscan.parse.piece import is_eastern
from cardscan.parse.readings import (
    Evidence,
    NameReading,
    cut_kana,
    latin_agrees,
    mail_agrees,
    reading_of,
    spells_family,
)
from cardscan.parse.ruby import along, each_once, is_ruby, over_halves, reads, with_other_half

if TYPE_CHECKING:
    from collections.abc import Sequence

ENOUGH = 0.4  # score from which a part is taken for a name
ENOUGH_ALONE = -0.2  # … in Latin letters, if nothing else on the card has the shape of one
CUT_BY_ORDER = 0.75  # how sure a Latin name is cut where only the order of its words tells: Maria Olabarria Echave
UNREAD = 0.3  # how surely a sign was read at the most that may have been anything
ORDER = "where the family name ends is a guess"
CUT_SHORT = "a letter of it may not have been read"
_KANA_FIRST = re.compile(r"[ぁ-んァ-ヺ][一-龥]")
_MIXED = re.compile(r"(?=.*[ァ-ヺ])(?=.*[一-龥])(?:[ノヶケ]|(?!.*[ノヶヵ]))")


@dataclass(frozen=True, slots=True)
class Person:
    """The person found: the name, the parts it uses, how sure the name, its cut and its reading are, and doubts."""

    name: Name
    parts: tuple[Part, ...]
    confidence: float
    split_confidence: float
    reading_confidence: float
    reading_parts: tuple[Part, ...] = ()
    latin_parts: tuple[Part, ...] = ()
    doubt: str | None = None
    degrees: tuple[tuple[str, Source], ...] = ()
    split_doubt: str | None = None


def find_person(
    parts: Sequence[Part], emails: Sequence[str], usual: float, handles: Sequence[str] = ()
) -> Person | None:
    """Return the person on the card, or None. ``usual`` is the card's median type size in pixels; ``handles``, of
    accounts, spell names as mail addresses do."""
    locals_ = (*(email.rpartition("@")[0] for email in emails), *handles)
    scored = [(_score(candidate, parts, locals_, usual), candidate) for candidate in candidates(parts)]
    named = [pair for pair in scored if pair[0] > ENOUGH]
    if named:
        best_score, best = max(named, key=lambda pair: pair[0] + pair[1].learned)
        own = best_score + best.learned
        rivals = [score + other.learned for score, other in scored if other.parts[0] is not best.parts[0]]
        return _person(best, own - max(*rivals, -2.0) if rivals else 3.0, parts, locals_)
    alone = latin_person(parts, emails, usual)
    japanese = sum(is_eastern(part.text) for part in parts) > 2
    if alone and japanese:  # a foreign resident's, or the name in kanji was not read
        return replace(alone, doubt=alone.doubt or "the name in kanji may not have been read")
    return alone or _mononym(parts, usual)


def _score(candidate: Candidate, parts: Sequence[Part], locals_: Sequence[str], usual: float) -> float:
    """Return the log odds, roughly, that this is the person's name."""
    cut = candidate.cut
    score = math.log(cut.likeness / (1 - cut.likeness)) + 0.6 * candidate.spaced
    score += max(-2.0, min(2.5, 2.0 * math.log2(candidate.size / usual)))
    score += 0.5 * (len(candidate.parts) > 1)  # a part of a name reads as a whole one now and then: 西 出 | 美咲
    if not candidate.spaced and is_surname(candidate.parts[0].text):
        score -= 2.0
    if not is_kana(cut.family):
        score -= 0.8 * max(0, len(cut.family) + len(cut.given) - 5)
    if any(is_ruby(kana, candidate) for kana in parts):
        score += 2.0
    if any(mail_agrees(cut.family, cut.given, local) for local in locals_):
        score += 2.0
    if any(latin_agrees(cut.family, cut.given, part.text) for part in parts if latin.looks_like_name(part.text)):
        score += 1.5
    return score - (3.0 if is_kana(cut.family) and _reads_another(candidate, parts) else 0.0)


def _reads_another(candidate: Candidate, parts: Sequence[Part]) -> bool:
    """Return whether kana that looks like a name is the reading of a kanji name on the card."""
    kana = candidate.cut.family + candidate.cut.given
    for other in parts:
        found = shaped(other.text, (other,)) if other.kind is None and not is_kana(other.text) else None
        if found and found.cut.likeness > 0.5:
            told = cut_kana(kana, found.cut.family, found.cut.given)
            if told and (fits(told[0], found.cut.family) or found.size > candidate.size):
                return True
    return False


def _person(best: Candidate, lead: float, parts: Sequence[Part], locals_: Sequence[str]) -> Person:
    roman = _latin_part(best, parts, locals_)
    cut = _cut(best, roman)
    head = strokes.mended_family(cut.family, [*locals_, *([roman.text] if roman else [])])
    cut = replace(cut, family=head) if head else cut
    kana = each_once([part for part in parts if is_ruby(part, best)])
    known = tuple(part for part in kana if reads(part, best))
    kana = with_other_half(known, kana, best) if known else kana
    agreeing = tuple(local for local in locals_ if mail_agrees(cut.family, cut.given, local))
    over_family, over_given = over_halves(best, kana)
    whole = None if over_family or over_given else " ".join(as_katakana(part.text) for part in along(kana, best))
    sure = min((part.confidence for part in kana), default=1.0)
    evidence = Evidence(whole or None, over_family, over_given, roman.text if roman else None, agreeing, sure)
    reading = reading_of(cut.family, cut.given, evidence)
    stroke = strokes.mended(cut.given, reading, locals_) or strokes.mended_kana(cut.given, locals_)
    if stroke:
        cut = replace(cut, given=stroke)
        reading = reading_of(cut.family, cut.given, evidence)
    as_printed = _is_foreign(best) or cut.given_first
    printed = with_small_kana(best.parts[0].text) if _is_foreign(best) else best.parts[0].text
    full = printed if as_printed else f"{cut.family} {cut.given}"
    confidence = min(0.99, 0.55 + 0.15 * lead) * min(part.confidence for part in best.parts)
    return Person(
        _name(full, cut, reading, latin.bare_name(roman.text) if roman else None),
        best.parts,
        confidence,
        cut.certainty * confidence,
        reading.confidence if reading else 0.0,
        kana if reading and reading.source == "printed" else (),
        (roman,) if roman else (),
        strokes.DOUBT if stroke or head else _doubt(cut, confidence) or _half(cut, best, parts),
        latin.degrees(roman.text, roman.source("degree")) if roman else (),
    )


def _cut(best: Candidate, roman: Part | None) -> Split:
    """Return how a name is cut: one in katakana by the capitals of its Latin form, if it has any."""
    told = cut_by_capitals(best.parts[0].text, roman.text) if roman and _is_foreign(best) else None
    return told or best.cut


def _is_foreign(best: Candidate) -> bool:
    return FOREIGN_NAME.match(best.parts[0].text) is not None


def _name(full: str, cut: Split, reading: NameReading | None, roman: str | None) -> Name:
    if reading is None:
        return Name(full, cut.family, cut.given, latin=roman)
    return Name(full, cut.family, cut.given, reading.family, reading.given, reading.source, roman)


def _doubt(cut: Split, confidence: float) -> str | None:
    if confidence < 0.75:
        return "this may not be the person's name"
    if _MIXED.match(cut.family) and not is_surname(cut.family):
        return "a name of kanji and kana that no list knows: it may be misread"
    if _KANA_FIRST.match(cut.given) and fold(cut.given) not in given_names():
        return "a name of kana and kanji that no list knows: it may be misread"
    unknown = cut.given if is_surname(cut.family) else cut.family + cut.given  # 薬師寺: dictionaries know more surnames
    if not {fold(letter) for letter in re.findall("[一-龥]", unknown)} <= name_letters():
        return "a letter of it is in no name that a list knows: it may be misread"
    return ORDER if cut.certainty < 0.8 else None


def _half(cut: Split, best: Candidate, parts: Sequence[Part]) -> str | None:
    """Return a doubt if a sign that could not be read stands right before the name, if two kanji set apart are one
    surname that a Latin name on the card spells (若 山, Wakayama Yoshikazu), or a given name that kana behind another
    surname read (麻衣, とびた まい)."""
    if any(_is_at(best, part) for part in parts):
        return CUT_SHORT
    whole = cut.family + cut.given
    words = [fold_kana(word) for part in parts if is_kana(part.text) for word in part.text.split()[1:]]
    if len(whole) == 2 and not is_surname(cut.family) and set(words) & folds(given_candidates(whole)):
        return "the surname may not have been read"
    if not best.spaced or len(whole) != 2 or not is_surname(whole):
        return None
    latins = [part.text for part in parts if latin.looks_like_name(part.text)]
    told = any(spells_family(whole, text) and not spells_family(cut.family, text) for text in latins)
    return "the given name may not have been read" if told else None


def _is_at(best: Candidate, part: Part) -> bool:
    """Return whether a sign or two that could not be read stand right before a name: 巳q 間 千尋 for 門間 千尋."""
    first = best.parts[0]
    gap = first.box[1] - part.box[3] if first.vertical else first.box[0] - part.box[2]
    unread = part.confidence < UNREAD and len(part.text) <= 2 and part.line != first.line
    return unread and -0.5 < gap / best.size < 1.0 and same_row(first, part) and glyph(part) > 0.4 * best.size


def _latin_part(best: Candidate, parts: Sequence[Part], locals_: Sequence[str]) -> Part | None:
    """Return the part that spells the name in Latin letters: it agrees with it, or stands right at it."""
    cut = best.cut

    def score(part: Part) -> float:
        agrees = 3.0 * (latin_agrees(cut.family, cut.given, part.text) or _spells_abroad(best, part.text))
        near = any(beside(own.box, part.box, 1.2 * best.size) for own in best.parts)
        mailed = any(latin.spelled_by_mail(part.text, local) for local in locals_)
        return agrees + 1.0 * near + 1.0 * mailed + 1.0 * latin.has_capital_surname(part.text)

    options = [part for part in parts if part.kind in (None, Kind.TITLE) and latin.looks_like_name(part.text)]
    found = max(options, key=score, default=None)
    return found if found is not None and score(found) >= 2.0 else None


def _spells_abroad(best: Candidate, text: str) -> bool:
    """Return whether a Latin name is that of somebody from China (王明, Wang Ming) or of one in katakana."""
    if _is_foreign(best):
        return sounds_alike(best.parts[0].text, text)
    return len(best.cut.family) == 1 and spells(best.cut.family, text, "zh")


def latin_person(parts: Sequence[Part], emails: Sequence[str], usual: float) -> Person | None:
    """Return the person on a card whose name stands in Latin letters only, or None."""
    scored = [(latin.score(part, emails, usual), part) for part in parts if latin.looks_like_name(part.text)]
    unknown = [part for _, part in scored if part.kind is None]
    named = [pair for pair in scored if pair[0] > (ENOUGH_ALONE if [pair[1]] == unknown else ENOUGH)]
    if not named:
        return None
    best_score, best = max(named, key=lambda pair: pair[0] + _learned(pair[1]))
    rivals = [score + _learned(part) for score, part in scored if part is not best]
    lead = best_score + _learned(best) - max(*rivals, -2.0) if rivals else 2.5
    confidence = min(0.98 if best_score > ENOUGH else 0.7, 0.55 + 0.15 * lead) * best.confidence
    name = latin_order.parse_name(best.text)
    doubt = "this may not be the person's name" if confidence < 0.75 else None
    degrees = latin.degrees(best.text, best.source("degree"))
    told = latin_order.cut_by_mail(name, [email.rpartition("@")[0] for email in emails])
    name = told or name
    found = Person(name, (best,), confidence, confidence, 0.9 * confidence, doubt=doubt, degrees=degrees)
    if told or latin_order.is_cut_surely(best.text):
        return found
    return replace(found, split_confidence=CUT_BY_ORDER * confidence, split_doubt=ORDER)


def _learned(part: Part) -> float:
    """Return how much what was learned speaks for a name in Latin letters among others, as log odds."""
    return LEARNED * part.log_odds("latin")


def _mononym(parts: Sequence[Part], usual: float) -> Person | None:
    """Return a person of one unknown short word set clearly largest, as artists and shop owners do: doubtful."""
    options = [part for part in parts if part.kind is None and part.size > 1.5 * usual and is_eastern(part.text)]
    if len(options) != 1 or not NAME_SHAPE.match(options[0].text):
        return None
    part = options[0]
    cut = split(part.text)
    if cut is None or cut.likeness < 0.5:
        return None
    return Person(Name(part.text), (part,), 0.4, 0.4, 0.0, doubt="this may not be the person's name")
