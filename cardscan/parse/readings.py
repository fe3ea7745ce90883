"""How a Japanese name is read, and who says so: printed kana > romaji > mail > dictionary."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cardscan.parse.kana import fold_kana, fold_romaji, from_romaji, is_kana, to_hiragana
from cardscan.parse.known_readings import family_candidates, fits, folds, given_candidates, voicings
from cardscan.parse.likely_readings import Half, can_be_long, lengthened
from cardscan.parse.misread_kana import misread, nearest, with_dots
from cardscan.parse.names import fold, surnames
from cardscan.parse.words import table

_LARGE = str.maketrans("ぁぃぅぇぉゃゅょっ", "あいうえおやゆよつ")
_LARGE_VOWELS = str.maketrans("ぁぃぅぇぉ", "あいうえお")  # small ones are in no name that has kanji
if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.model import ReadingSource

DIM = 0.6  # how surely kana must be read to stand against what dictionaries know
SURE = 0.95  # … for one of them not to be another that they know
SHORTEST_ALONE = 3  # letters of a word that is no initial and no coincidence
UNSURE = 0.72  # confidence where romaji leaves open which of two readings is meant: long vowels are not written
MENDED = 0.75  # confidence in a reading that was put right


@dataclass(frozen=True, slots=True)
class NameReading:
    """Readings in hiragana, where they come from, and how sure they are (0–1)."""

    family: str | None
    given: str | None
    source: ReadingSource
    confidence: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the card says about the reading: kana as printed (whole, or only over 姓 or 名), a Latin name, what people
    spell their names in (the local parts of mail addresses, handles); ``sure``, 0–1, is how surely the kana were
    read."""

    printed: str | None = None
    over_family: str | None = None
    over_given: str | None = None
    latin: str | None = None
    locals: tuple[str, ...] = ()
    sure: float = 1.0


def reading_of(family: str, given: str, evidence: Evidence) -> NameReading | None:
    """Return the reading of 姓 ``family`` and 名 ``given`` by the best evidence there is, or None."""
    if is_kana(said := _unjoined(family)) and is_kana(also := _unjoined(given)):
        return NameReading(to_hiragana(said), to_hiragana(also), "printed", 0.99)
    if evidence.printed and fold_kana(_letters(evidence.printed)) == fold_kana(given):  # カオリ over 眞鍋 かおり
        evidence = replace(evidence, printed=None, over_given=_letters(evidence.printed))
    # No 姓 in kanji is read with a ー: that is カスタマーサポート, standing where the reading may stand.
    if evidence.printed and (cut := cut_kana(evidence.printed, family, given)) and "ー" not in cut[0]:
        return _as_voiced(_as_printed(*cut, family, given, evidence.sure), evidence)
    if evidence.over_family and evidence.over_given:
        over = to_hiragana(evidence.over_family), to_hiragana(evidence.over_given)
        return _as_printed(*over, family, given, evidence.sure)
    latin = from_latin(family, given, evidence.latin) if evidence.latin else None
    mails = [told for local in evidence.locals if (told := _from_mail(family, given, local))]
    mail = max(mails, key=lambda told: told.confidence, default=None)
    # Romaji of which a letter was misread agrees with no dictionary; a mail address that does tells what is printed.
    if latin and not (mail and latin.confidence < mail.confidence):
        return latin
    if mail:
        return mail
    return _over_one(family, given, evidence) or _half_printed(_from_dictionary(family, given), evidence)


def _letters(printed: str) -> str:
    return to_hiragana(printed.replace(" ", ""))


def _unjoined(katakana: str) -> str:
    """Return words of a name from abroad as they are said: デ・ラ・クルス as three, ジャン＝リュック as one."""
    return re.sub("[=＝]", "", katakana.replace("・", " "))


def _as_printed(family_kana: str, given_kana: str, family: str, given: str, sure: float) -> NameReading:
    """Return the printed kana; what was dimly read of them and dictionaries do not know is the nearest that they do."""
    family_kana, given_kana = (kana.translate(_LARGE_VOWELS) for kana in (family_kana, given_kana))
    if dotted := with_dots(given_kana, given_candidates(given)):
        return NameReading(family_kana, dotted, "printed", MENDED)
    large = given_kana.translate(_LARGE)  # チヨ, read as チョ
    names = folds(given_candidates(given))
    if fold_kana(given_kana) not in names and fold_kana(large) in names:
        given_kana = large
    known = fits(family_kana, family), fold_kana(given_kana) in names
    if sure < SURE and known == (True, False) and (other := misread(given_kana, given_candidates(given))):
        return NameReading(family_kana, other, "printed", MENDED)
    if sure >= DIM or all(known):
        confidence = 0.98 if known[0] else 0.75 if fold(family) in surnames() else 0.93
        return NameReading(family_kana, given_kana, "printed", confidence * (1.0 if all(known) else sure))
    halves = (family_kana, family_candidates(family)), (given_kana, given_candidates(given))
    told = [kana if right else nearest(kana, readings) for (kana, readings), right in zip(halves, known, strict=True)]
    confidence = sure if None in told else MENDED
    return NameReading(told[0] or family_kana, told[1] or given_kana, "printed", confidence)


def _as_voiced(read: NameReading, evidence: Evidence) -> NameReading:
    """Return printed kana whose dots in small print were not seen (もりくち) as romaji on the card spells them
    (moriguchi: もりぐち), less sure."""
    spelled = fold_romaji("".join((evidence.latin or "", *evidence.locals)))
    family = read.family or ""
    if len(family) < 2 or not spelled or fold_kana(family) in spelled:
        return read
    others = [other for other in voicings((family,)) if fold_kana(other) in spelled]
    return replace(read, family=others[0], confidence=MENDED) if len(others) == 1 else read


def _over_one(family: str, given: str, evidence: Evidence) -> NameReading | None:
    """Kana over 姓 or 名 alone are the whole name's where dictionaries know them as both, one after the other: written
    without a space."""
    over = evidence.over_family or evidence.over_given
    cut = cut_kana(over, family, given) if over else None
    if cut is None or not fits(cut[0], family) or fold_kana(cut[1]) not in folds(given_candidates(given)):
        return None
    return NameReading(*cut, "printed", 0.93)


def _half_printed(guess: NameReading | None, evidence: Evidence) -> NameReading | None:
    """Ruby over 姓 alone (or of which only that was read) settles that half; the other stays a guess."""
    if guess is None or not (evidence.over_family or evidence.over_given):
        return guess
    family = to_hiragana(evidence.over_family) if evidence.over_family else guess.family
    given = to_hiragana(evidence.over_given) if evidence.over_given else guess.given
    return NameReading(family, given, guess.source, guess.confidence)


def cut_kana(printed: str, family: str, given: str) -> tuple[str, str] | None:
    """Return (姓, 名) readings from the printed kana, cut by its space, the dictionary and the lengths of the kanji."""
    kana = to_hiragana(re.sub(r"[・･·.．,，]+", " ", printed))
    letters = kana.replace(" ", "")
    if len(letters) < 2:
        return None
    gaps = {len(kana[: m.start()].replace(" ", "")) for m in re.finditer(" ", kana)}
    families, givens = folds(family_candidates(family)), folds(given_candidates(given))
    share = len(family) / (len(family) + len(given))

    def score(at: int) -> float:
        known = 3.0 * (fold_kana(letters[:at]) in families) + 2.0 * (fold_kana(letters[at:]) in givens)
        spaced = (4.0 if len(gaps) == 1 else 1.0) * (at in gaps)
        return known + spaced - 2.0 * abs(at / len(letters) - share) - 2.0 * (letters[at] in "ゃゅょっんー")

    at = max(range(1, len(letters)), key=score)
    return letters[:at], letters[at:]


def from_latin(family: str, given: str, latin: str) -> NameReading | None:
    """Return the readings that a romaji name spells, in whichever order it stands; None if it cannot be this name."""
    words = [word for word in re.split(r"[\s,.]+", latin) if word]
    if len(words) < 2:
        return None
    first, last = words[0], words[-1]
    if korean := _as_korean(family, given, (first, last)):
        return korean
    options = [(first, last), (last, first)]
    scored = [
        (_agreement(f, family_candidates(family)) + _agreement(g, given_candidates(given)), f, g) for f, g in options
    ]
    best = max(score for score, _, _ in scored)
    if best == 0 and first.isupper() != last.isupper():
        _, f, g = scored[0] if first.isupper() else scored[1]
    elif best == 0:
        return None
    else:
        _, f, g = max(scored, key=lambda option: option[0])
    own = _spelled(f, family, family_candidates(family), "family")
    other = _spelled(g, given, given_candidates(given), "given")
    if own is None or other is None:
        return None
    return NameReading(own[0], other[0], "latin", min(own[1], other[1]))


def _as_korean(family: str, given: str, words: tuple[str, str]) -> NameReading | None:
    """Return the readings of a Korean name: 姓 of one kanji that a word spells as Koreans do (KIM, PARK)."""
    for reading in family_candidates(family) if len(family) == 1 else ():
        for word, other in (words, words[::-1]):
            known = word.lower() in table("names")["korean_latin"].get(reading, ())
            if known and fold_romaji(word) not in folds((reading,)) and (spelt := from_romaji(other)):
                return NameReading(reading, _known_as(other, given_candidates(given)) or spelt, "latin", 0.8)
    return None


def latin_agrees(family: str, given: str, latin: str) -> bool:
    """Return whether a Latin name can be this Japanese name: a word of it spells 姓 or 名 as dictionaries read it."""
    words = [word for word in re.split(r"[\s,.]+", latin) if len(word) > 1]
    return any(
        _agreement(word, family_candidates(family)) + _agreement(word, given_candidates(given)) > 0 for word in words
    )


def spells_family(family: str, latin: str) -> bool:
    """Return whether a word of a Latin name spells a surname as dictionaries read it."""
    words = [word for word in re.split(r"[\s,.]+", latin) if len(word) > 1]
    return any(_agreement(word, family_candidates(family)) > 0 for word in words)


def nearly_spells_family(family: str, latin: str) -> bool:
    """Return whether no word of a Latin name spells a surname as dictionaries read it, but one does but for a letter:
    TTABASHI, 板橋."""
    from rapidfuzz.distance import Levenshtein

    words = [fold_romaji(word) for word in re.split(r"[\s,.]+", latin.lower()) if len(word) > SHORTEST_ALONE]
    spelled = folds(family_candidates(family))
    return not spells_family(family, latin) and any(
        len(own) > SHORTEST_ALONE and Levenshtein.distance(word, own) == 1 for word in words for own in spelled
    )


def can_be_read(family: str, given: str, latin: str) -> bool:
    """Return whether 姓 and 名 are, as dictionaries read them, the two words of a Latin name in either order."""
    words = [word for word in re.split(r"[\s,.]+", latin) if word]
    families, givens = family_candidates(family), given_candidates(given)
    orders = (words, words[::-1]) if len(words) == 2 else ()
    return any(_agreement(one, families) and _agreement(other, givens) for one, other in orders)


def mail_agrees(family: str, given: str, local: str) -> bool:
    """Return whether the local part of a mail address spells 姓 or 名, or is 名 however short (go@: 豪)."""
    letters = fold_romaji(local)
    spelled = [fold_kana(reading) for reading in given_candidates(given)]
    longer = (each for each in (*map(fold_kana, family_candidates(family)), *spelled) if len(each) > 2)
    return letters in spelled or any(each in letters for each in longer)


def _agreement(word: str, candidates: tuple[str, ...]) -> int:
    return int(fold_romaji(word) in folds(candidates))


def _spelled(word: str, name: str, candidates: tuple[str, ...], half: Half) -> tuple[str, float] | None:
    """Return the reading of a half of the name that ``word`` spells, and how sure it is: the dictionary knows the long
    vowels that romaji leaves out; where it does not know the name, other names with its kanji do."""
    if known := _known_as(word, candidates):
        return known, 0.93 if _one_sound(fold_romaji(word), candidates) else UNSURE
    kana = from_romaji(word)
    if kana is None or is_kana(name):
        return (kana, 0.8) if kana else None
    return (long, 0.8) if (long := lengthened(name, half, kana)) else (kana, UNSURE if can_be_long(kana) else 0.8)


def _known_as(word: str, candidates: tuple[str, ...]) -> str | None:
    """Return the candidate that ``word`` spells, its consonants voiced or not."""
    target = fold_romaji(word)
    return next((reading for reading in (*candidates, *voicings(candidates)) if fold_kana(reading) == target), None)


def _from_mail(family: str, given: str, local: str) -> NameReading | None:
    parts = [fold_romaji(part) for part in re.split(r"[._\-+0-9]+", local) if part]
    whole = "".join(parts)
    for reading in (*family_candidates(family), *voicings(family_candidates(family))):
        folded = fold_kana(reading)
        if len(family) == 1 and re.search("[mkr]u$", folded) and folded not in whole:
            folded = folded[:-1]  # Korean names end in consonants: kim, park
        if len(folded) < 3 or folded not in whole:
            continue
        rest = whole.replace(folded, "", 1)
        begun = [r for r in given_candidates(given) if rest and fold_kana(r).startswith(rest)]
        options = sorted(begun, key=lambda r: fold_kana(r) != rest)  # あき rather than あきら where aki is all there is
        if options and len(rest) > 2 and fold_kana(options[0]) == rest:
            return NameReading(reading, options[0], "email", 0.88 if _one_sound(rest, options) else UNSURE)
        if folded in parts and len(parts) == 2 and (spelt := _unlisted(rest, given)):  # kim.minsu
            return NameReading(reading, spelt, "email", 0.6)
        # an initial narrows the given name down but does not settle it
        guess = options[0] if options else next(iter(given_candidates(given)), None)
        return NameReading(reading, guess, "email", 0.7 if options else 0.55)
    return _given_alone(family, given, parts)


def _given_alone(family: str, given: str, parts: list[str]) -> NameReading | None:
    """Return the reading that an address spells that has 名 alone (tadayoshi@), or with an initial or another word."""
    families = family_candidates(family)
    if is_kana(given) or not families:
        return None
    for reading in given_candidates(given):
        folded = fold_kana(reading)
        if folded in parts and (len(folded) > SHORTEST_ALONE or parts == [folded]):  # go@ is 豪, if nothing else
            return NameReading(families[0], reading, "email", 0.7)
    return None


def _one_sound(letters: str, readings: Sequence[str]) -> bool:
    """Return whether no two of ``readings`` are spelled as ``letters``: ゆか and ゆうか are both yuka. かをり is かおり
    in old kana, and hardly anybody's."""
    return len({reading.replace("を", "お") for reading in readings if fold_kana(reading) == letters}) < 2


def _unlisted(letters: str, given: str) -> str | None:
    """Return the kana that ``letters`` spell where they can be a given name that no dictionary reads so."""
    kana = from_romaji(letters)
    return kana if kana and len(letters) > SHORTEST_ALONE and len(kana) >= len(given) else None


def _from_dictionary(family: str, given: str) -> NameReading | None:
    families, givens = family_candidates(family), given_candidates(given)
    if not families and not givens:
        return None
    sure = 0.65 if families and givens and fold(family) in surnames() else 0.4
    return NameReading(families[0] if families else None, givens[0] if givens else None, "dictionary", sure)
