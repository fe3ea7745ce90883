"""What language a card is in, told from its own text, and which characters it then cannot hold."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cardscan.ocr.script import HAN, KANA, is_foreign_han

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy.typing as npt

    Mask = npt.NDArray[np.bool_]

FEW_FOREIGN = 2  # Han characters that Japanese never writes: with so many of them, and no kana, a card is Chinese,
FOREIGN = 0.04  # if they are this part of its Han characters, too
STRAY_KANA = 0.25  # for each of them: as many kana may be misread characters that the reader does not know
FEW_HANGUL = 2  # syllables: no more may be misread from something else
WORD = 2  # characters of a line that are not Latin and may be a name; a single one is an icon or a logo misread
FEWEST_LATIN = 25  # letters from which a card without such a line is Latin all through
ACCENT_ODDS = 3000.0  # of a letter with an accent against the plain one, on a card in Japanese or Chinese


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """What a language says of an alphabet's columns: which are ``barred``, and of ``accented`` ones which column is the
    plain letter; by how much likelier than that an accented letter must be, ``odds``."""

    barred: Mask
    accented: Mapping[int, int]
    odds: float
    characters: frozenset[str]

    def concerns(self, text: str) -> bool:
        """Return whether ``text`` has barred or accented characters."""
        return not self.characters.isdisjoint(text)


def language_of(texts: Iterable[str]) -> str:
    """Return "ja", "zh", "ko" or "latin". A card with few letters at all is taken for Japanese."""
    lines = [Counter(kind for kind in map(_kind, text) if kind) for text in texts]
    counts = sum(lines, Counter())
    if counts["latin"] >= FEWEST_LATIN and all(line.total() - line["latin"] < WORD for line in lines):
        return "latin"
    if counts["hangul"] > max(FEW_HANGUL, counts["kana"] + counts["han"] // 2):
        return "ko"
    han = counts["han"] + counts["foreign"]
    few_kana = counts["kana"] <= max(0.02 * han, STRAY_KANA * counts["foreign"])
    if few_kana and counts["foreign"] >= max(FEW_FOREIGN, FOREIGN * han):
        return "zh"
    return "ja"


def knowledge_of(language: str, alphabet: Sequence[str]) -> Knowledge:
    """Return what ``language``, one of ``ocr.LANGUAGES``, says of the columns of ``alphabet``."""
    unwritten = UNWRITTEN[language]
    barred = np.array([len(char) == 1 and _kind(char) in unwritten for char in alphabet])
    columns = {char: i for i, char in enumerate(alphabet)}
    accented = {
        i: columns[plain]
        for i, char in enumerate(alphabet)
        if (plain := _without_accent(char)) != char and plain in columns
    }
    told = frozenset(alphabet[i] for i in (*np.flatnonzero(barred), *accented))
    return Knowledge(barred, accented, 1.0 if language == "latin" else ACCENT_ODDS, told)


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
