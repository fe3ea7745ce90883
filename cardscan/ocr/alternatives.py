"""One line as it was decoded in, what else it may say out, each with its chance.

Of the sums over all paths that CTC makes (A. Graves et al., 2006) only what matters is kept: at a place where the
reader was in doubt another glyph, one glyph less, or one more. Each alternative differs from the line in one place;
places are taken to be independent of each other, so what differs in several has the product of their odds.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from cardscan.ocr.decode import Decoded
    from cardscan.ocr.language import Knowledge

    Floats = npt.NDArray[np.float32]

IN_DOUBT = 0.98  # chance of a glyph: below, another may be printed
LEAST = 0.003  # of the chance of what was read: what has less of it is not told
FORMS = 8  # of a glyph that are looked at
MOST = 24  # alternatives


@dataclass(frozen=True, slots=True)
class Change:
    """The characters ``start``..``end`` of a line may be ``instead``; ``odds`` against what was read, above 0."""

    start: int
    end: int
    instead: str
    odds: float


def alternatives(
    decoded: Decoded, posterior: Floats, alphabet: Sequence[str], known: Knowledge | None = None
) -> tuple[tuple[str, float], ...]:
    """Return what else the line may say, the likeliest first, each text with its chance (0–1, with that of what was
    read together 1). ``posterior`` is (steps, characters) and ``alphabet`` its columns, as ``decode`` got them;
    characters that are barred by what is ``known`` are none of them."""
    if len(decoded.steps) != len(decoded.text):
        return ()
    changes = sorted(_changes(decoded, posterior, alphabet, known), key=lambda each: -each.odds)[:MOST]
    changes = [each for each in changes if _changed(decoded.text, each).strip()]
    total = 1.0 + sum(each.odds for each in changes)
    return tuple((_changed(decoded.text, each), each.odds / total) for each in changes)


def _changed(text: str, change: Change) -> str:
    return text[: change.start] + change.instead + text[change.end :]


def _changes(decoded: Decoded, posterior: Floats, alphabet: Sequence[str], known: Knowledge | None) -> Iterator[Change]:
    """Yield what may be printed at each doubtful place: where a glyph was read, and between two of them."""
    seen = np.where(known.barred, np.float32(0), posterior) if known is not None else posterior
    for i, (char, step) in enumerate(zip(decoded.text, decoded.steps, strict=True)):
        if char == " ":
            continue
        own = max(float(seen[step].max()), 1e-6)
        if own < IN_DOUBT:
            yield from _other_glyphs(seen[step], own, i, char, alphabet)
    yield from _glyphs_between(decoded, seen, alphabet)


def _other_glyphs(chances: Floats, own: float, at: int, char: str, alphabet: Sequence[str]) -> Iterator[Change]:
    for column in np.argsort(chances)[-FORMS:]:
        odds = float(chances[column]) / own
        other = alphabet[column]
        if odds >= LEAST and other != " " and not _is_same(other, char) and odds < 1:
            yield Change(at, at + 1, other, odds)


def _glyphs_between(decoded: Decoded, seen: Floats, alphabet: Sequence[str]) -> Iterator[Change]:
    """Yield glyphs that were faintly seen where blank was likelier, not on the rim of one that was read."""
    rest = seen[:, 1:].max(axis=1)
    near = np.isin(np.arange(len(seen))[:, None] + [-1, 0, 1], decoded.steps).any(axis=1)
    for step in np.flatnonzero(~near & (rest >= LEAST) & (seen[:, 0] >= rest)).tolist():
        column = 1 + int(seen[step, 1:].argmax())
        if alphabet[column] == " ":
            continue
        at = sum(each < step for each in decoded.steps)
        beside = decoded.text[max(at - 1, 0) : at + 1]
        if alphabet[column] not in beside:
            yield Change(at, at, alphabet[column], float(rest[step] / max(seen[step, 0], 1e-6)))


def _is_same(one: str, other: str) -> bool:
    return unicodedata.normalize("NFKC", one) == unicodedata.normalize("NFKC", other)
