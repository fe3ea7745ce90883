"""docs/speed.md out of figures. Pure: figures in, text out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.score.letters import Letters

WANTED = 2.5  # times the cards a second of rapidocr
FIRST, PEAK = 1.5, 700  # seconds to the first card, megabytes
QUARTERS = 4


@dataclass(frozen=True)
class Pace:
    """One reader: seconds of ``each`` card, how many ``letters`` are printed on it, processor seconds of all, seconds
    from start to the ``first`` card read, ``peak`` bytes, what was read, seconds by part, multiply-adds of all."""

    each: tuple[float, ...]
    letters: tuple[int, ...]
    cpu: float
    first: float
    peak: int
    counts: Letters
    parts: Mapping[str, float]
    adds: float

    @property
    def cards_a_second(self) -> float:
        """Cards over seconds, models loaded."""
        return len(self.each) / sum(self.each)


def document(date: str, machine: str, versions: Sequence[str], paces: Mapping[str, Pace], most_adds: float) -> str:
    """Return docs/speed.md; the first reader is ours, ``most_adds`` the multiply-adds a second that the cores do."""
    ours = next(iter(paces.values()))
    return (
        "\n\n".join(
            (
                _head(date, machine, versions, len(ours.each)),
                _side_by_side(paces),
                _parts(ours, most_adds),
                _growth(ours),
            )
        )
        + "\n"
    )


def _head(date: str, machine: str, versions: Sequence[str], cards: int) -> str:
    return f"""# How fast cards are read

Written by `python -m bench.score.pace`; do not edit. How fast cards are found stands in
[accuracy-photos.md](accuracy-photos.md).

The same {cards} flat cards of the test split (from the bytes of the file to lines of text, cards not looked for), each
reader a process of its own, three rounds in turns, of each card the median.

- Date: {date}
- Machine: {machine}
- Versions: {", ".join(versions)}"""


def _side_by_side(paces: Mapping[str, Pace]) -> str:
    ours = next(iter(paces.values()))
    lines = [
        "## Side by side",
        "",
        f"Wanted: {WANTED} times the cards a second of rapidocr, at least as many as faster-paddle, fewer wrong",
        f"letters than both; at most {FIRST} seconds to the first card and {PEAK} MB.",
        "",
        "| reader | cards a second | ours is | processor seconds a card | to the first card | peak | letters wrong |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, pace in paces.items():
        times = f"{ours.cards_a_second / pace.cards_a_second:.2f} ×"
        wrong = f"{100 * (pace.counts.error_rate or 0):.2f} %"
        cells = [name, f"{pace.cards_a_second:.2f}", times, f"{pace.cpu / len(pace.each):.2f}", f"{pace.first:.2f} s"]
        lines.append(f"| {' | '.join([*cells, f'{pace.peak / 2**20:.0f} MB', wrong])} |")
    return "\n".join(lines)


def _parts(ours: Pace, most_adds: float) -> str:
    whole = sum(ours.each)
    rest = whole - sum(ours.parts.values())
    a_card = ours.adds / len(ours.each)
    lines = [
        "## Where the time goes",
        "",
        "| part | seconds a card | share |",
        "| --- | ---: | ---: |",
        *(
            f"| {part} | {seconds / len(ours.each):.3f} | {seconds / whole:.0%} |".replace("%", " %")
            for part, seconds in {**ours.parts, "rest": rest}.items()
        ),
        "",
        f"The two networks take {a_card / 1e9:.1f} thousand million multiply-adds a card. The cores do at best",
        f"{most_adds / 1e9:.0f} thousand million a second in 32-bit floats (a product of large matrices), which",
        f"would be {a_card / most_adds:.3f} seconds a card; whole numbers of 8 bits can be quicker: the networks take "
        f"{sum(ours.parts.values()) / len(ours.each):.3f}.",
    ]
    return "\n".join(lines)


def _growth(ours: Pace) -> str:
    """Return how time grows with the text on a card and with the number of cards."""
    order = sorted(range(len(ours.each)), key=lambda i: ours.letters[i])
    size = len(order) // QUARTERS
    lines = [
        "## How it grows",
        "",
        "Cards by how much is printed on them, a quarter each, and seconds a card; a straight line means that twice",
        "the letters cost at most twice the time.",
        "",
        "| letters a card | seconds a card | a hundred letters |",
        "| ---: | ---: | ---: |",
    ]
    for quarter in range(QUARTERS):
        part = order[quarter * size : (quarter + 1) * size if quarter < QUARTERS - 1 else len(order)]
        letters, seconds = (sum(what[i] for i in part) / len(part) for what in (ours.letters, ours.each))
        lines.append(f"| {letters:.0f} | {seconds:.3f} | {100 * seconds / letters:.3f} |")
    half = len(ours.each) // 2
    one, other = sum(ours.each[:half]) / half, sum(ours.each[half:]) / (len(ours.each) - half)
    lines += ["", f"The first half of the cards took {one:.3f} seconds each, the second {other:.3f}."]
    return "\n".join(lines)
