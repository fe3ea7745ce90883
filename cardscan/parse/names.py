"""Japanese names: the tables of surnames and given names, and where 姓 ends and 名 begins. Text only, no layout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from cardscan.parse.kana import is_kana, to_hiragana
from cardscan.parse.lexicon import variants
from cardscan.parse.morphology import morphemes

KANJI = r"㐀-䶿一-鿿\uf900-\ufaff\U00020000-\U0003134F々〆"
NAME_SHAPE = re.compile(rf"^[{KANJI}ぁ-ゖァ-ヺーヶケノ]{{2,8}}$")
FOREIGN_NAME = re.compile(r"^(?:[ァ-ヺー]{2,}(?:[・･\s　=＝][ァ-ヺー]{1,}){1,4}|[ァ-ヺ](?:[・･][ァ-ヺー]{2,}){1,3})$")
_NAMES = re.compile(rf"[{KANJI}ぁ-ゖァ-ヺー]{{1,8}}(?:\s+[{KANJI}ぁ-ゖァ-ヺー]{{1,8}}){{1,3}}")  # of two people
_OLD_KANA = str.maketrans("をゐゑヲヰヱ", "おいえオイエ")  # かをり, すゑ


@dataclass(frozen=True, slots=True)
class Split:
    """A full name cut into 姓 and 名: how sure the cut is (``certainty``) and that it is a name (``likeness``), 0–1;
    whether 名 is printed first, as in マイケル 田中."""

    family: str
    given: str
    certainty: float
    likeness: float
    given_first: bool = False


@lru_cache(maxsize=1)
def surnames() -> dict[str, tuple[str, int]]:
    """Return surname (folded) → (reading in hiragana, bearers)."""
    from japanese_personal_name_dataset import load_dataset

    listed = load_dataset("org", include_last_names=True)[2]
    return {fold(name): (entry["reading"], int(entry["count"])) for name, entry in reversed(list(listed.items()))}


@lru_cache(maxsize=1)
def given_names() -> dict[str, tuple[str, ...]]:
    """Return given name (folded) → its readings in hiragana, the popular ones first."""
    from japanese_personal_name_dataset import load_dataset

    tables = [table for kind in ("opti", "org") for table in load_dataset(kind)[:2]]
    # Fold the 3,000 characters once, not the 120,000 spellings that are made of them: 20 ms instead of a second.
    letters = {letter for table in tables for entry in table.values() for kanji in entry["kanji"] for letter in kanji}
    common = str.maketrans({letter: fold(letter) for letter in letters})
    readings: dict[str, dict[str, None]] = {}
    for table in tables:
        for reading, entry in table.items():
            for kanji in entry["kanji"]:
                readings.setdefault(kanji.translate(common), {})[reading] = None
    return {kanji: tuple(found) for kanji, found in readings.items()}


@lru_cache(maxsize=1)
def name_letters() -> frozenset[str]:
    """Return the letters (folded) that are in some surname or given name."""
    return frozenset(letter for name in (*surnames(), *given_names()) for letter in name)


def fold(name: str) -> str:
    """Return ``name`` in common characters (髙橋 → 高橋), one for one, for looking up only."""
    return _fold(name)


@lru_cache(maxsize=4096)
def _fold(name: str) -> str:
    import joyokanji

    bare = re.sub("[\ufe00-\ufe0f\U000e0100-\U000e01ef]", "", name)
    folded = str(joyokanji.convert(bare, variants=True))
    return (folded if len(folded) == len(bare) else bare).translate(variants())


def split_spaced(family: str, given: str) -> Split:
    """Return the split of a name printed with a gap: the gap is right, only the likeness is judged."""
    return Split(family, given, 0.99, likeness(family, given))


def split(name: str) -> Split | None:
    """Return the best cut of an unspaced Japanese name, or None if it has not the shape of one.

    Votes of three: the surname table with bearers, the given-name table, and Sudachi's own 姓 (ECOSYSTEM.md §1).
    """
    if not NAME_SHAPE.match(name) or len(name) < 2:
        return None
    said = sudachi_family(name)
    scored = sorted(
        (
            (_cut_score(name[:i], name[i:], said), i)
            for i in range(1, len(name))
            if not name[i].startswith(("々", "ー"))
        ),
        reverse=True,
    )
    if not scored:
        return None
    best, at = scored[0]
    runner_up = scored[1][0] if len(scored) > 1 else best - 3
    certainty = min(0.98, 0.6 + 0.12 * (best - runner_up))
    return Split(name[:at], name[at:], certainty, likeness(name[:at], name[at:]))


def _cut_score(family: str, given: str, said: str | None) -> float:
    entry = surnames().get(fold(family))
    score = 0.0
    if entry:
        score += 2.0 + min(2.0, entry[1] / 200_000)
    if fold(given) in given_names():
        score += 2.0
    if said == family:
        score += 2.0
    # most surnames and most given names are two characters long
    return score - 0.4 * abs(len(family) - 2) - 0.4 * abs(len(given) - 2)


@lru_cache(maxsize=512)
def sudachi_family(name: str) -> str | None:
    """Return the beginning of ``name`` that Sudachi calls a surname, in the printed characters, or None."""
    found = morphemes(fold(name))
    if len(found) > 1 and found[0].tag == "姓":
        return name[: len(found[0].text)]
    return None


def two_names(text: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return where the names of two people stand that were read as one line (藤巻 美咲 道下 裕子), or None."""
    words = list(re.finditer(r"\S+", text)) if _NAMES.fullmatch(text.strip()) else []
    for at in range(1, len(words)):
        sides = words[:at], words[at:]
        if all(_is_whole([word.group() for word in side]) for side in sides):
            first, second = ((side[0].start(), side[-1].end()) for side in sides)
            return first, second
    return None


def _is_whole(words: Sequence[str]) -> bool:
    """Return whether words are a surname and a given name that the lists have; of one word at least four characters."""
    if len(words) == 1:
        cut = split(words[0]) if len(words[0]) > 3 else None
        words = (cut.family, cut.given) if cut else ()
    return len(words) == 2 and fold(words[1]) in given_names() and is_surname(words[0])


@lru_cache(maxsize=512)
def is_surname(text: str) -> bool:
    """Return whether the table or the dictionary knows ``text`` as a Japanese surname."""
    return fold(text) in surnames() or [m.tag for m in morphemes(fold(text))] == ["姓"]


def split_kana(name: str) -> Split | None:
    """Return the cut of an unspaced name in kana (あさいけいこ) where both halves are readings of names, or None."""
    cuts = [i for i in range(2, len(name) - 1) if name[:i] in _readings()[0] and name[i:] in _readings()[1]]
    if not cuts:
        return None
    return Split(name[: cuts[0]], name[cuts[0] :], 0.9 if len(cuts) == 1 else 0.6, 0.7)


def is_given_reading(kana: str) -> bool:
    """Return whether ``kana`` is how a Japanese given name is read."""
    return to_hiragana(kana) in _readings()[1]


@lru_cache(maxsize=1)
def _readings() -> tuple[frozenset[str], frozenset[str]]:
    """Return all readings, in hiragana, of surnames and of given names."""
    families = frozenset(reading for reading, _ in surnames().values())
    return families, frozenset(reading for known in given_names().values() for reading in known)


@lru_cache(maxsize=2048)
def likeness(family: str, given: str) -> float:
    """Return how much 姓 and 名 look like a person's name, 0–1, from the tables and the dictionary alone."""
    given = given.translate(_OLD_KANA)
    known_family = fold(family) in surnames() or family in _readings()[0]
    known_given = fold(given) in given_names() or given in _readings()[1]
    tags = [m.tag for m in morphemes(fold(family))]
    family_said = tags == ["姓"]
    given_said = [m.tag for m in morphemes(fold(given))] == ["名"]
    if known_family and known_given:
        return 0.97
    if (known_family or family_said) and (known_given or given_said):
        return 0.93
    if known_family or family_said:
        return 0.75
    if len(tags) > 1 and len(family) > 3 and not (is_kana(family) and known_given) and not {"姓", "名"} & set(tags):
        return 0.1  # words of every day, one after the other: 完全予約 + 制
    if known_given or given_said:
        return 0.55
    return 0.25
