"""What language a card is in, told from its own text, and which characters it then cannot hold."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cardscan.ocr.script import HAN, KANA, is_foreign_han, is_in, oldness

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy.typing as npt

    from cardscan.ocr.script import Writing

    Mask = npt.NDArray[np.bool_]

FEW_FOREIGN = 2  # Han characters that Japanese never writes: with so many of them, and no kana, a card is Chinese,
FOREIGN = 0.04  # if they are this part of its Han characters, too,
FEW_OLD = 2.0  # or so many different ones in their old form (``oldness``), and no kana,
OLD = 0.04  # if they are this part of its Han characters, too
JAPANESE = re.compile("〒|株式|取締役|丁目")  # no Chinese card has these
STRAY_KANA = 0.25  # for each of them: as many kana may be misread characters that the reader does not know
FEW_HANGUL = 2  # syllables: no more may be misread from something else
WORD = 2  # characters of a line that are not Latin and may be a name; a single one is an icon or a logo misread
FEWEST_LATIN = 25  # letters from which a card without such a line is Latin all through
CLEARLY = 3000.0  # odds of a character that the card's language hardly has against the one meant instead


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """What a language says of an alphabet's columns: which are ``barred``, and ``instead`` of which ones another column
    is meant (é: e; on a card in traditional Chinese 号: 號), unless they are ``odds`` times likelier than that."""

    barred: Mask
    instead: Mapping[int, int]
    odds: float
    characters: frozenset[str]

    def concerns(self, text: str) -> bool:
        """Return whether ``text`` has characters that are barred or have others instead of them."""
        return not self.characters.isdisjoint(text)


def language_of(texts: Iterable[str]) -> str:
    """Return "ja", "zh", "ko" or "latin". A card with few letters at all is taken for Japanese."""
    written = list(texts)
    lines = [Counter(kind for kind in map(_kind, text) if kind) for text in written]
    counts = sum(lines, Counter())
    if counts["latin"] >= FEWEST_LATIN and all(line.total() - line["latin"] < WORD for line in lines):
        return "latin"
    if counts["hangul"] > max(FEW_HANGUL, counts["kana"] + counts["han"] // 2):
        return "ko"
    return "zh" if _is_chinese("".join(written), counts) else "ja"


def _is_chinese(text: str, counts: Counter[str]) -> bool:
    """Return whether a text in Han characters has enough that Japanese never writes, or today writes otherwise."""
    han, foreign, old = counts["han"] + counts["foreign"], counts["foreign"], sum(map(oldness, set(text)))
    if counts["kana"] > max(0.02 * han, STRAY_KANA * (foreign + old)):
        return False
    if foreign >= max(FEW_FOREIGN, FOREIGN * han):
        return True
    return old >= max(FEW_OLD, OLD * han) and not JAPANESE.search(text)


def knowledge_of(language: str, alphabet: Sequence[str], writing: Writing | None = None) -> Knowledge:
    """Return what ``language``, one of ``ocr.LANGUAGES``, says of the columns of ``alphabet``; of Chinese also what its
    ``writing`` says."""
    unwritten = UNWRITTEN[language]
    barred = np.array([len(char) == 1 and _kind(char) in unwritten for char in alphabet])
    columns = {char: i for i, char in enumerate(alphabet)}
    meant = {char: plain for char in alphabet if (plain := _without_accent(char)) != char}
    meant |= _forms_of(writing, alphabet) if writing else {}
    instead = {columns[char]: columns[other] for char, other in meant.items() if other in columns}
    told = frozenset(alphabet[i] for i in (*np.flatnonzero(barred), *instead))
    return Knowledge(barred, instead, 1.0 if language == "latin" else CLEARLY, told)


def _forms_of(writing: Writing, alphabet: Iterable[str]) -> dict[str, str]:
    """Return for Japanese forms that a writing does not have the one form of each that it has (号: 號). Traditional
    forms on a simplified card are its own: 濱 is no 浜 there, and firms keep old signs."""
    import joyokanji

    forms: dict[str, list[str]] = {}
    for char in filter(HAN.fullmatch, alphabet):
        forms.setdefault(joyokanji.convert(char, variants=True), []).append(char)
    own = {modern: [char for char in group if is_in(writing, char)] for modern, group in forms.items()}
    return {
        char: own[modern][0]
        for modern, group in forms.items()
        if len(own[modern]) == 1
        for char in group
        if char not in own[modern] and (writing == "traditional" or not is_in("traditional", char))
    }


UNWRITTEN = {
    "ja": frozenset({"foreign", "hangul"}),
    "zh": frozenset({"hangul", "kana"}),
    "ko": frozenset({"kana", "foreign"}),
    "latin": frozenset({"han", "foreign", "kana", "hangul"}),
}


def _kind(char: str) -> str:
    if KANA.match(char):
        return "kana"
    if HAN.match(char):
        return "foreign" if is_foreign_han(char) else "han"
    if "가" <= char <= "힣":
        return "hangul"
    return "latin" if char.isalpha() and char < "\u0250" else ""


def _without_accent(char: str) -> str:
    """Return the letter that an accented Latin one is made of, or ``char`` itself."""
    if len(char) != 1 or not "\u00c0" <= char <= "\u024f":
        return char
    plain = unicodedata.normalize("NFD", char)[0]
    return plain if plain.isascii() else char
