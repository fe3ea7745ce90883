"""docs/reading.md out of figures. Pure: figures in, text out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bench.score import fold
from bench.score.letters import Letters
from bench.score.report import Setting

WANTED: Mapping[str, float] = {  # of wrong letters, at the most
    "flat_ja": 0.004,
    "photo_ja": 0.012,
    "vertical_ja": 0.025,
    "hard_ja": 0.025,
    "flat_en": 0.004,
    "lines_ko": 0.015,
}
REACH: Mapping[str, float] = {"flat_ja": 0.99, "flat_en": 0.99, "photo_ja": 0.975, "photo_en": 0.975}
RARE, FALSELY_RARE, CALIBRATED = 0.99, 0.001, 0.02
EDGES = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.925, 0.95, 0.965, 0.98, 0.99, 0.995, 1.0)


@dataclass(frozen=True)
class Outcome:
    """How one reader did on one slice; ``claims`` are how sure it was of each place and whether that was right."""

    cards: int
    counts: Letters
    claims: tuple[tuple[float, bool], ...]
    seconds: float


Outcomes = dict[str, dict[str, Outcome]]  # slice → reader → outcome


def calibration_error(claims: Sequence[tuple[float, bool]]) -> float:
    """Return the expected calibration error (Naeini et al. 2015): by how much the stated confidence differs from the
    share that is right, over bins of confidence, weighted by their size."""
    off = 0.0
    for low, high in zip(EDGES, (*EDGES[1:-1], 1.01), strict=False):
        inside = [(sure, right) for sure, right in claims if low <= sure < high]
        off += abs(sum(sure for sure, _ in inside) - sum(right for _, right in inside))
    return off / len(claims) if claims else 0.0


def row(name: str, reader: str, outcome: Outcome) -> str:
    """Return one line for a terminal."""
    told = outcome.counts
    return (
        f"{name:15}{reader:11} {outcome.cards:4} cards  letters wrong {_percent(told.wrong, told.letters):>8}  lines "
        f"right {_share(told.lines_right, told.lines)}  phones, mails {_share(told.reach_right, told.reach)}  rare "
        f"{_share(told.rare_read, told.rare)} of {told.rare}, falsely {_percent(told.falsely_rare, told.common)} of "
        f"{told.common}  calibration {calibration_error(outcome.claims):.3f}  {outcome.seconds / outcome.cards:.2f} s"
    )


def document(setting: Setting, outcomes: Outcomes) -> str:
    """Return docs/reading.md."""
    return "\n\n".join((_head(setting), _letters(setting, outcomes), _forms(outcomes), _sure(outcomes))) + "\n"


def _head(setting: Setting) -> str:
    return f"""# Lines read right

Written by `{setting.command}`; do not edit. What is understood of the lines stands in [accuracy.md](accuracy.md), how
cards are found in [accuracy-photos.md](accuracy-photos.md).

{setting.pictures}

- Date: {setting.date}
- Machine: {setting.machine}
- Versions: {", ".join(setting.versions)}

Three readers get the same flat cards and the same lines: *taught* is the default, our own weights; *thresholds* is the
recogniser inside `rapidocr` with log odds that tell 髙 from 高 (`--engine plain`); *argmax* is that recogniser with its
likeliest characters, without them. Of the first two, grammar and words choose among what a line may say
(`parse/choice.py`), as in use. Compared is {fold.RULES[0]}; {fold.RULES[1]}; every form of a kanji counts."""


def _letters(setting: Setting, outcomes: Outcomes) -> str:
    readers = list(next(iter(outcomes.values())))
    lines = [
        "## Letters",
        "",
        "Wrong, missed and made-up letters of 100 printed ones; lines that are exactly right; lines with a telephone",
        "number or a mail address that are.",
        "",
        f"| slice | cards | letters | {' | '.join(readers)} | wanted | lines right | {_of(readers[1:])} |"
        f" phones, mails | {_of(readers[1:])} | wanted |",
        "| --- | ---: | ---: |" + " ---: |" * (len(readers) * 3 + 2),
    ]
    for name, each in outcomes.items():
        ours = each[readers[0]]
        rates = [_percent(each[reader].counts.wrong, each[reader].counts.letters) for reader in readers]
        right = [_share(each[reader].counts.lines_right, each[reader].counts.lines) for reader in readers]
        reach = [_share(each[reader].counts.reach_right, each[reader].counts.reach) for reader in readers]
        wanted = f"{WANTED[name]:.1%}".replace("%", " %") if name in WANTED else "–"
        cells = [name, str(ours.cards), str(ours.counts.letters), *rates, wanted, *right, *reach, _floor(name)]
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", *(f"- `{name}`: {setting.slices.get(name, '')}" for name in outcomes)]
    return "\n".join(lines)


def _forms(outcomes: Outcomes) -> str:
    lines = [
        "## Kanji of two forms",
        "",
        f"Rarer forms read as they are printed (wanted {RARE}), and common ones read as a rarer form (wanted at the",
        f"most {FALSELY_RARE:.1%}).".replace("%", " %"),
        "",
        "| slice | reader | rarer ones | read as printed | common ones | read as rarer |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    for name, each in outcomes.items():
        if name.startswith("variants"):
            for reader, outcome in each.items():
                told = outcome.counts
                cells = [name, reader, str(told.rare), _share(told.rare_read, told.rare), str(told.common)]
                lines.append(f"| {' | '.join([*cells, _percent(told.falsely_rare, told.common)])} |")
    return "\n".join(lines)


def _sure(outcomes: Outcomes) -> str:
    lines = [
        "## How sure",
        "",
        "A line's confidence is how likely it is exactly right. By how much stated and true differ on the average",
        f"(expected calibration error, wanted at the most {CALIBRATED}), of all slices together, and the share that is",
        "right of the lines with each confidence:",
        "",
        "| reader | lines | error | "
        + " | ".join(f"{low}–{high}" for low, high in pairwise(EDGES) if low >= 0.5)
        + " |",
        "| --- | ---: | ---: |" + " ---: |" * sum(low >= 0.5 for low in EDGES[:-1]),
    ]
    for reader in next(iter(outcomes.values())):
        claims = [claim for each in outcomes.values() for claim in each[reader].claims]
        cells = [reader, str(len(claims)), f"{calibration_error(claims):.3f}"]
        for low, high in zip(EDGES[:-1], (*EDGES[1:-1], 1.01), strict=True):
            if low >= 0.5:
                inside = [right for sure, right in claims if low <= sure < high]
                cells.append(f"{sum(inside) / len(inside):.2f} of {len(inside)}" if inside else "–")
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _of(readers: Sequence[str]) -> str:
    return " | ".join(f"({reader})" for reader in readers)


def _floor(name: str) -> str:
    return f"{REACH[name]}" if name in REACH else "–"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f} %" if whole else "–"
