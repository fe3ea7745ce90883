"""From the recogniser's probabilities to text: greedy CTC over the characters that can occur, spaces where gaps are.

``posterior`` is a float32 array (steps, characters); column 0 is the CTC blank. One step is 8 pixels of the crop.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from cardscan.ocr.script import is_cjk, settle_lookalikes
from cardscan.ocr.variants import printed_form

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from cardscan.ocr.language import Knowledge
    from cardscan.ocr.variants import Pair

    Floats = npt.NDArray[np.float32]

WIDEST_GLYPH = 6.5  # steps; a full-width glyph as high as the whole crop
SPACE = 0.1  # chance of a space from which one is taken to be there
GAP = 1.5  # a space makes an advance this much wider than the line's usual one,
FAR, FAR_STEPS = 2.5, 6.0  # times the usual advance, and steps, between things that do not belong together
WIDER = 2.6  # and by at least so many steps: where a glyph peaks is only known to a step
LOGO, FEWEST_AFTER = 2, 3  # characters that a logo may be read as, and of the text after it
MARKS_OF_LOGO = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzØø0○〇◯●◇□△&。(（)）")
ARTICLES = frozenset(("El", "EI", "Il", "II", "La", "Le", "Lo"))  # as read: names begin with them
LOGO_AT_MOST, TEXT_AT_LEAST = 0.7, 0.85  # chance of the least sure of the ones, mean of the others


@dataclass(frozen=True, slots=True)
class Decoded:
    """One line as decoded: ``confidence`` is the mean probability of its characters, ``steps`` where each one peaks,
    ``chances`` the probability of each one (spaces that a gap told have none)."""

    text: str
    confidence: float
    steps: tuple[int, ...] = ()
    chances: tuple[float, ...] = ()


# From which share of its own chance on 一 or a hyphen after katakana is ー. On dev lines ー that was taken for 一 had
# 0.06 to 0.17 of it, one taken for a hyphen 0.5; on what was no ー at all it had 0.06 of a hyphen's.
LONG_VOWEL = {"一": 0.05, "-": 0.3}
COUNTED = frozenset("階号丁番級般部課期条")  # after 一 these are counted, or go on with its word
KATAKANA = re.compile(r"[ァ-ヺー]")

REACHED = re.compile(r"@|://|www\.|\d{3}|[a-z]\.[a-z]{2}", re.IGNORECASE)  # how somebody is: numbers, mails, sites
ADDRESS = re.compile(r"@|://|www\.", re.IGNORECASE)
NOTHING = Decoded("", 0.0)


def decode(
    posterior: Floats,
    alphabet: Sequence[str],
    variants: Mapping[int, tuple[Pair, ...]],
    known: Knowledge | None = None,
) -> Decoded:
    """Return the greedy CTC reading (Graves et al. 2006), with what is ``known`` of the card's language: never a barred
    character, and an accent only where it is clearly printed, in a mail or web address nowhere.

    ``alphabet[i]`` is the character of column ``i``; ``alphabet[0]`` is the blank. Of variant kanji the one printed is
    told by its odds (see ``variants``).
    """
    if known is not None:
        posterior = np.where(known.barred, np.float32(0), posterior)
    best = posterior.argmax(axis=1)
    chance = posterior[np.arange(len(best)), best]
    starts = np.flatnonzero((best > 0) & (best != np.concatenate(([0], best[:-1]))))
    if len(starts) == 0:
        return NOTHING
    # A glyph's probability is the highest of its run, not the first: edges of a run are blurred.
    ends = np.append(starts[1:], len(best))
    peaks = [_peak(best, chance, int(start), int(end)) for start, end in zip(starts, ends, strict=True)]
    starts, peaks = _one_a_glyph(starts, peaks, [is_cjk(alphabet[int(best[start])][:1]) for start in starts])
    read = zip(starts, peaks, strict=True)
    columns = [printed_form(variants, int(best[start]), posterior[step]) for start, (step, _) in read]
    if known is not None:
        columns = _plainer(columns, [posterior[step] for step, _ in peaks], known, alphabet)
    forms = [alphabet[column] for column in columns]
    steps = tuple(step for step, _ in peaks)
    forms = _drawn_out(forms, steps, posterior, alphabet)
    characters = list(settle_lookalikes("".join(forms))) if all(len(form) == 1 for form in forms) else forms
    chances = tuple(probability for _, probability in peaks)
    spaces = _spaces(characters, steps, _likely_spaces(characters, steps, posterior, alphabet))
    first = _after_logo(characters, spaces, chances)
    return _joined(characters[first:], steps[first:], chances[first:], {at - first for at in spaces if at > first})


def _joined(characters: list[str], steps: tuple[int, ...], chances: tuple[float, ...], spaces: set[int]) -> Decoded:
    """Return the glyphs as one line with ``spaces`` before some of them."""
    text = "".join(f" {c}" if i in spaces else c for i, c in enumerate(characters))
    padded = [step for i, step in enumerate(steps) for step in ([step, step] if i in spaces else [step])]
    return Decoded(text, float(np.mean(chances)), tuple(padded), chances)


def _after_logo(characters: list[str], spaces: set[int], chances: tuple[float, ...]) -> int:
    """Return where the text begins after a logo that was read as one or two letters or marks (CO, C○): apart from what
    follows, and unsure where that is sure. Before a number or an address a letter is its label, however unsure."""
    first = next((i for i in range(1, LOGO + 1) if i in spaces or characters[i : i + 1] == [" "]), 0)
    rest = chances[first:]
    if first == 0 or len(rest) < FEWEST_AFTER or not MARKS_OF_LOGO.issuperset(characters[:first]):
        return 0
    if "".join(characters[:first]) in ARTICLES:
        return 0
    first += characters[first] == " "
    after = "".join(characters[first:])
    if not after[:1].isalpha() or REACHED.search(after):
        return 0
    return first if min(chances[:first]) <= LOGO_AT_MOST and float(np.mean(rest)) >= TEXT_AT_LEAST else 0


def _one_a_glyph(
    starts: npt.NDArray[np.int64], peaks: list[tuple[int, float]], full: list[bool]
) -> tuple[npt.NDArray[np.int64], list[tuple[int, float]]]:
    """Return the runs without the less sure one of two characters on neighbouring steps of which one is full-width: no
    such glyph is so narrow, so these are two opinions of one (德 and 徳, ル and L)."""
    kept: list[int] = []
    for i, (step, chance) in enumerate(peaks):
        if kept and (full[i] or full[kept[-1]]) and step - peaks[kept[-1]][0] <= 1:
            if chance > peaks[kept[-1]][1]:
                kept[-1] = i
        else:
            kept.append(i)
    return starts[kept], [peaks[i] for i in kept]


def _drawn_out(characters: list[str], steps: tuple[int, ...], posterior: Floats, alphabet: Sequence[str]) -> list[str]:
    """Return the characters with ー for what looks like it after katakana, where that is likely enough (LONG_VOWEL)."""
    drawn = list(characters)
    for i in range(1, len(drawn)):
        if drawn[i] not in LONG_VOWEL or not KATAKANA.match(drawn[i - 1]) or COUNTED & set(drawn[i + 1 : i + 2]):
            continue
        near = posterior[max(steps[i] - 1, 0) : steps[i] + 2].max(axis=0)
        if "ー" in alphabet and near[alphabet.index("ー")] >= LONG_VOWEL[drawn[i]] * near[alphabet.index(drawn[i])]:
            drawn[i] = "ー"
    return drawn


def _plainer(columns: list[int], chances: list[Floats], known: Knowledge, alphabet: Sequence[str]) -> list[int]:
    """Return the columns with what is meant instead of what is not clearly printed."""
    if not any(column in known.instead for column in columns):
        return columns
    address = ADDRESS.search("".join(alphabet[column] for column in columns)) is not None
    return [
        known.instead[column]
        if column in known.instead and (address or chance[column] < known.odds * chance[known.instead[column]])
        else column
        for column, chance in zip(columns, chances, strict=True)
    ]


def _peak(best: npt.NDArray[np.int64], chance: Floats, start: int, end: int) -> tuple[int, float]:
    run = start + 1
    while run < end and best[run] == best[start]:
        run += 1
    return (start + run - 1) // 2, float(chance[start:run].max())


def _likely_spaces(
    characters: list[str], steps: tuple[int, ...], posterior: Floats, alphabet: Sequence[str]
) -> set[int]:
    """Return before which full-width glyphs a space may well stand, though the blank is likelier: of 377 spaces on
    printed dev lines these are 97 in 100 (the likeliest character says 87), of 2892 other places 1.4 in 1000."""
    if alphabet[-1] != " ":
        return set()
    return {
        i
        for i in range(1, len(characters))
        if is_cjk(characters[i][:1]) and is_cjk(characters[i - 1][:1])
        if posterior[steps[i - 1] : steps[i] + 1, -1].max() > SPACE
    }


def _spaces(characters: list[str], steps: tuple[int, ...], likely: set[int]) -> set[int]:
    """Return before which glyphs a space goes: where one is ``likely``, and between two full-width glyphs that stand
    further apart than the line's glyphs usually do."""
    gaps = {
        i: steps[i] - steps[i - 1]
        for i in range(1, len(characters))
        if is_cjk(characters[i]) and is_cjk(characters[i - 1])
    }
    wide = _far_apart(characters, steps) | likely
    if gaps:
        usual = _usual(list(gaps.values()))
        limit = max(usual * GAP, usual + WIDER)
        wide |= {i for i, gap in gaps.items() if gap >= limit}
    return wide


def _far_apart(characters: list[str], steps: tuple[int, ...]) -> set[int]:
    """Return where something that was not read (an icon) or a very wide gap lies between two characters."""
    gaps = [b - a for a, b in pairwise(steps)]
    if len(gaps) < 6:
        return set()
    limit = max(FAR * float(np.median(gaps)), FAR_STEPS)
    return {i + 1 for i, gap in enumerate(gaps) if gap > limit and " " not in (characters[i], characters[i + 1])}


def _usual(gaps: list[int]) -> float:
    """Return the advance from glyph to glyph: of a short line (a name) the smallest, of a longer one the median."""
    if len(gaps) == 1:
        return WIDEST_GLYPH
    return float(min(gaps)) if len(gaps) < 4 else float(np.median(gaps))
