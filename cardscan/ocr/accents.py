"""Letters with accents, of which the taught reader knows little (ś for á, è for ò): on a card in Latin letters that has
some, the recogniser that it was taught from is asked for them. The rest of the line stays."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cardscan.ocr.decode import Decoded
    from cardscan.ocr.turns import Reading

# Chance of an accented letter from which it is put in place of a plain one. On dev cards of Europe letters that were
# lost (Anaïs, Dąbrowski, Gıda) had 0.15 to 0.45, or nothing at all; of 22,000 plain ones none had more than 0.012.
ENOUGH = 0.05
AT_ODDS = 0.7  # chance of a letter that the two recognisers do not agree in, at the most


def has_accents(text: str) -> bool:
    """Return whether a text has Latin letters beyond ASCII."""
    return any(map(is_accented, text))


def is_accented(letter: str) -> bool:
    """Return whether a letter is a Latin one beyond ASCII (é, ß, ł)."""
    return "\u00c0" <= letter <= "\u024f" and letter.isalpha()


def with_accents(reading: Reading, other: Reading, columns: Sequence[str], other_columns: Sequence[str]) -> Reading:
    """Return ``reading`` with the accented letters of ``other``, which another recogniser made of the same crop.

    ``columns`` and ``other_columns`` are their alphabets. Where one has an accent and the other has none, it stays if
    it is likelier than the plain letter, or is put in if the other sees it at all. Of what they differ in neither is
    sure.
    """
    decoded = reading.decoded
    for at, its in _beside(decoded.text, other.decoded.text):
        own, (letter, likely) = decoded.text[at], _likeliest(other, its, other_columns)
        if own == letter or not (is_accented(own) or is_accented(letter)):
            continue
        chance = _chance(reading, at, columns), likely
        better = letter if _is_better(own, letter, chance) else own
        decoded = _with_letter(decoded, at, better, min(AT_ODDS, max(chance)))
    return replace(reading, decoded=decoded)


def _is_better(own: str, letter: str, chance: tuple[float, float]) -> bool:
    if is_accented(letter):
        return is_accented(own) or chance[1] > ENOUGH
    return is_accented(own) and letter.isalpha() and chance[1] > chance[0]


def _beside(text: str, other: str) -> Iterator[tuple[int, int]]:
    """Yield the places in two texts where one letter stands for the other, or for itself."""
    from rapidfuzz.distance import Levenshtein

    for step in Levenshtein.opcodes(text, other):
        if step.src_end - step.src_start == step.dest_end - step.dest_start:
            yield from zip(range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True)


def _likeliest(reading: Reading, at: int, columns: Sequence[str]) -> tuple[str, float]:
    """Return the letter of a reading at a place of its text, or a form of it with an accent that is seen there too, and
    its chance."""
    letter = reading.decoded.text[at]
    forms = _accented_forms(tuple(columns)).get(letter, ())
    if not forms:
        return letter, _chance(reading, at, columns)
    step = reading.decoded.steps[at]
    seen = reading.said[max(0, step - 1) : step + 2, forms].max(axis=0)  # an accent peaks beside its letter
    likely = float(seen.max(initial=0.0))
    return (columns[forms[int(seen.argmax())]], likely) if likely > ENOUGH else (letter, _chance(reading, at, columns))


@lru_cache(maxsize=8)
def _accented_forms(columns: tuple[str, ...]) -> Mapping[str, list[int]]:
    """Return, for each plain letter, the columns of its forms with an accent."""
    forms: dict[str, list[int]] = {}
    for column, letter in enumerate(columns):
        if len(letter) == 1 and is_accented(letter):
            forms.setdefault(_WITHOUT.get(letter) or unicodedata.normalize("NFD", letter)[0], []).append(column)
    return forms


_WITHOUT = {"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D"}  # of which no accent comes off


def _chance(reading: Reading, at: int, columns: Sequence[str]) -> float:
    """Return the chance of the character of a reading at a place of its text."""
    letter = reading.decoded.text[at]
    return float(reading.said[reading.decoded.steps[at], columns.index(letter)]) if letter in columns else 0.0


def _with_letter(decoded: Decoded, at: int, letter: str, chance: float) -> Decoded:
    number = at - sum(_is_gap(decoded, i) for i in range(at))
    chances = (*decoded.chances[:number], chance, *decoded.chances[number + 1 :])
    return replace(decoded, text=decoded.text[:at] + letter + decoded.text[at + 1 :], chances=chances)


def _is_gap(decoded: Decoded, at: int) -> bool:
    """Return whether a space was told by a gap alone: it has no chance of its own."""
    return decoded.text[at] == " " and decoded.steps[at] == decoded.steps[at + 1]
