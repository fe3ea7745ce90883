"""The person on a Chinese or Korean card: the parts that could be a name, scored by words, type size and agreement."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cardscan.model import Kind, Name
from cardscan.parse import latin
from cardscan.parse.eastern_names import spells, split_eastern, usual_letters
from cardscan.parse.eastern_words import eastern_words
from cardscan.parse.names import Split
from cardscan.parse.page import Part, beside, glyph, same_row
from cardscan.parse.people import Person, latin_person
from cardscan.parse.piece import is_eastern
from cardscan.parse.tongues import Tongue

MOSTLY = 3  # parts in letters of the country from which a card is not in Latin letters
ENOUGH = 0.3  # score from which a part is taken for a name
WIDEST = 4.5  # gap between the letters of a name, in their size
USUAL = 0.5  # how likely a name is at least by its length to need no eyes: 최고의품질 is none
RARE = "a letter of it is in hardly any name: it may be misread"
SURE = 0.9  # how surely a sign beside a name is read at the most that may be a letter of it
_HANGUL = re.compile(r"[가-힣]")
_LETTER = re.compile(r"[가-힣㐀-鿿]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Parts that may be a name together, and where its surname ends."""

    parts: tuple[Part, ...]
    cut: Split

    @property
    def size(self) -> float:
        """Type size in pixels."""
        return max(part.size for part in self.parts)


def find_eastern_person(parts: Sequence[Part], emails: Sequence[str], usual: float, tongue: Tongue) -> Person | None:
    """Return the person on a Chinese or Korean card, or None; such a name has no kana reading. ``usual`` is the card's
    median type size in pixels."""
    locals_ = [email.rpartition("@")[0] for email in emails]
    scored = [(_score(each, parts, locals_, usual, tongue), each) for each in _candidates(parts, tongue)]
    best_score, best = max(scored, key=lambda pair: pair[0], default=(-math.inf, None))
    if best is None or best_score <= ENOUGH:
        return _not_only_latin(latin_person(parts, emails, usual), parts)
    rivals = [score for score, each in scored if each.parts[0] is not best.parts[0]]
    lead = best_score - max(*rivals, -2.0, -2.0)
    confidence = min(0.99, 0.6 + 0.15 * lead) * min(part.confidence for part in best.parts)
    roman = _latin_part(best, parts, locals_, tongue)
    cut = _with_surname(best.cut, roman, locals_, tongue) or best.cut
    doubt = "this may not be the person's name" if confidence < 0.75 or best.cut.likeness < USUAL else None
    if _lacks_a_letter(best.cut, roman, locals_, tongue) or any(_is_broken_letter(part, best) for part in parts):
        confidence, doubt = 0.7 * confidence, "a letter of the name may be missing"
    elif tongue == "zh" and usual_letters(cut.family + cut.given, tongue) < len(cut.given):
        doubt = doubt or RARE
    name = Name(
        cut.family + cut.given,
        cut.family,
        cut.given,
        latin=_as_printed(latin.bare_name(roman.text)) if roman else None,
    )
    return Person(
        name,
        best.parts,
        confidence,
        best.cut.certainty * confidence,
        0.0,
        latin_parts=(roman,) if roman else (),
        doubt=doubt,
        degrees=latin.degrees(roman.text, roman.source("degree")) if roman else (),
    )


def _not_only_latin(person: Person | None, parts: Sequence[Part]) -> Person | None:
    """Return the person of a Latin name, doubted on a card that is not in Latin letters: the other was not read."""
    if person is None or sum(is_eastern(part.text) for part in parts) < MOSTLY:
        return person
    return replace(person, doubt=person.doubt or "the name in letters of the country may not have been read")


def _lacks_a_letter(cut: Split, roman: Part | None, locals_: Sequence[str], tongue: Tongue) -> bool:
    """Return whether the Latin name has another surname or, of a Korean one, more syllables, or a Korean name is short
    and nothing spells its surname: the reader leaves out letters that stand apart (윤 of 윤 현 경)."""
    if roman is not None:
        syllables = re.findall(r"[A-Za-z]+", latin.bare_name(roman.text))
        lacks = tongue == "ko" and len(syllables) > len(cut.family + cut.given)
        return lacks or not spells(cut.family, roman.text, tongue)
    mailed = any(spells(cut.family, re.sub(r"[._\-\d]+", " ", local), tongue) for local in locals_)
    return tongue == "ko" and len(cut.given) == 1 and not mailed


def _with_surname(cut: Split, roman: Part | None, locals_: Sequence[str], tongue: Tongue) -> Split | None:
    """Return a Korean name of two letters with the surname before it, which was not read, where a Latin name or a mail
    address spells one that it cannot be: 기혁, myung_kihyuk@. It stays doubted."""
    if tongue != "ko" or len(cut.given) != 1:
        return None
    spelled = [roman.text] if roman else [re.sub(r"[._\-\d]+", " ", local) for local in locals_]
    surnames = [name for name in eastern_words(tongue).surnames if len(name) == 1 and _HANGUL.match(name)]
    told = {name for name in surnames for text in spelled if " " in text and spells(name, text, tongue)}
    if len(told) != 1 or cut.family in told:
        return None
    return replace(cut, family=told.pop(), given=cut.family + cut.given)


def _is_broken_letter(part: Part, best: Candidate) -> bool:
    """Return whether a sign that is no letter stands right before or behind a name: 육 진 L for 육 진 은."""
    own = next((each for each in best.parts if same_row(each, part)), None)
    if own is None or len(part.text) > 1 or _LETTER.match(part.text) or part.confidence > SURE:
        return False
    gap = max(part.box[0] - own.box[2], own.box[0] - part.box[2])
    return -0.5 * best.size < gap < best.size and glyph(part) > 0.3 * best.size


def _as_printed(name: str) -> str:
    """Return a Latin name with the comma behind its surname where that was read as a full stop: Kang. Kwang Jae."""
    return re.sub(r"^([A-Z][A-Za-z]+)\. (?=[A-Z])", r"\1, ", name)


def _candidates(parts: Sequence[Part], tongue: Tongue) -> Iterator[Candidate]:
    """Yield every part, and every run of neighbours on a row, that has the shape of a name."""
    loose = [part for part in parts if part.kind is None or (part.kind is Kind.ORG and part.weak)]
    loose = [part for part in loose if is_eastern(part.text)]
    for first in loose:
        run: tuple[Part, ...] = ()
        for part in [first, *_behind(first, loose)]:
            run = (*run, part)
            if cut := split_eastern(" ".join(each.text for each in run), tongue):
                yield Candidate(run, cut)


def _behind(first: Part, loose: Sequence[Part]) -> Iterator[Part]:
    """Yield what goes on behind a part on its row, in its type: the letters of a name set far apart."""
    last = first
    for part in sorted(loose, key=lambda part: part.box[0]):
        gap = part.box[0] - last.box[2]
        alike = 0.6 < part.size / first.size < 1.65 and len(part.text) <= 4
        if part.box[0] > last.box[0] and same_row(first, part) and alike and gap < WIDEST * first.size:
            yield part
            last = part


def _score(candidate: Candidate, parts: Sequence[Part], locals_: Sequence[str], usual: float, tongue: Tongue) -> float:
    """Return the log odds, roughly, that this is the person's name."""
    cut = candidate.cut
    score = math.log(cut.likeness / (1 - cut.likeness))
    score += max(-2.0, min(2.5, 2.0 * math.log2(candidate.size / usual)))
    score += 0.7 * (len(candidate.parts) > 1 or " " in candidate.parts[0].text)
    score += 0.3 * len(candidate.parts)  # 吴 德 | 杰: a part of a name reads as a whole one
    if any(spells(cut.family, part.text, tongue) for part in parts if latin.looks_like_name(part.text)):
        score += 1.5
    if any(spells(cut.family, re.sub(r"[._\-\d]+", " ", local), tongue) for local in locals_):
        score += 1.0
    near = [part for part in parts if part.kind is Kind.TITLE]
    if any(beside(own.box, part.box, 1.2 * own.size) for own in candidate.parts for part in near):
        score += 0.7
    if any(part.kind is Kind.ORG for part in candidate.parts):
        score -= 1.0
    hanja = tongue == "ko" and not _HANGUL.search(cut.family)
    return score - 1.5 * hanja


def _latin_part(best: Candidate, parts: Sequence[Part], locals_: Sequence[str], tongue: Tongue) -> Part | None:
    """Return the part that spells the name in Latin letters: it has its surname, or stands right at it."""

    def score(part: Part) -> float:
        agrees = 3.0 * spells(best.cut.family, part.text, tongue)
        near = any(beside(own.box, part.box, 1.2 * best.size) for own in best.parts)
        mailed = any(latin.spelled_by_mail(part.text, local) for local in locals_)
        return agrees + 1.0 * near + 1.0 * mailed + 1.0 * latin.has_capital_surname(part.text)

    options = [part for part in parts if part.kind in (None, Kind.TITLE) and latin.looks_like_name(part.text)]
    found = max(options, key=score, default=None)
    alone = len(options) == 1 and re.search(r"[A-Za-z]-[A-Za-z]", options[0].text)  # no other, and spelled as names are
    return found if found is not None and (alone or score(found) >= 2.0) else None
