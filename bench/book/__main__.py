"""Measure how the book tells people apart and how it behaves when it is large; write docs/book.md.

``make bench-book``, or a part of it: ``--pairs 0``, ``--sizes`` without numbers.
"""

from __future__ import annotations

import argparse
import tempfile
from datetime import date
from pathlib import Path

from bench.book.lanes import judged
from bench.book.report import lanes_part, scale_part, with_part
from bench.book.scale import MEASURES, measured
from bench.score.machine import machine

PAGE = Path(__file__).parents[2] / "docs" / "book.md"
AT_MOST = {"files": 100_000, "add": 100_000, "export": 10_000}  # records; beyond, nobody does this


def main() -> None:
    """Measure what was asked for and write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=100_000, help="pairs of two people; a fifth as many of one person")
    parser.add_argument("--seed", type=int, default=20261128)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000], help="records; none leaves them out")
    told = parser.parse_args()
    today = date.today().isoformat()
    text = PAGE.read_text(encoding="utf-8")
    if told.pairs:
        text = with_part(text, "lanes", lanes_part(today, *judged(told.pairs // 5, told.pairs, told.seed)))
    if told.sizes:
        found = {people: _measured(people) for people in told.sizes}
        text = with_part(text, "scale", scale_part(today, machine(), found))
    PAGE.write_text(text, encoding="utf-8")
    print(text)


def _measured(people: int) -> dict[str, dict[str, float]]:
    wanted = tuple(name for name in MEASURES if people <= AT_MOST.get(name, people))
    with tempfile.TemporaryDirectory(prefix="cardscan-scale-") as folder:
        return measured(Path(folder) / "book", people, wanted)


if __name__ == "__main__":
    main()
