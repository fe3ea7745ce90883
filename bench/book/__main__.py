"""Measure how the book tells people apart and how it behaves when it is large; write docs/book.md.

Parts that were not asked for stay as they are, those beside khard and Splink without ``--peers``. What was measured of
a size of book is kept in build/bench-book, so that the page still tells it when other sizes are measured.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from bench.book.febrl import SETS, compared
from bench.book.khard import beside_khard
from bench.book.lanes import judged
from bench.book.report import febrl_part, khard_part, lanes_part, scale_part, with_part
from bench.book.scale import MEASURES, measured
from bench.score.machine import machine

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "book.md"
KEPT = ROOT / "build" / "bench-book"
AT_MOST = {"files": 100_000, "add": 100_000, "export": 10_000}  # records; beyond, nobody does this
BESIDE_KHARD = 10_000  # records: khard reads every file at every start


def main() -> None:
    """Measure what was asked for and write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=100_000, help="pairs of two people; a fifth as many of one person")
    parser.add_argument("--seed", type=int, default=20261128)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000], help="records; none leaves them out")
    parser.add_argument("--peers", type=Path, help="the environment with khard and Splink; left out without it")
    told = parser.parse_args()
    today = date.today().isoformat()
    text = PAGE.read_text(encoding="utf-8")
    if told.pairs:
        text = with_part(text, "lanes", lanes_part(today, *judged(told.pairs // 5, told.pairs, told.seed)))
    for people in told.sizes:
        _keep(people, {"date": today, "machine": machine(), "measures": _measured(people)})
    if told.sizes:
        text = with_part(text, "scale", scale_part(_kept()))
    if told.peers:
        python = told.peers / "bin" / "python"
        text = with_part(text, "febrl", febrl_part(today, {name: compared(python, name) for name in SETS}))
        text = with_part(text, "khard", khard_part(today, BESIDE_KHARD, _beside_khard(told.peers / "bin" / "khard")))
    PAGE.write_text(text, encoding="utf-8")
    print(text)


def _measured(people: int) -> dict[str, dict[str, float]]:
    wanted = tuple(name for name in MEASURES if people <= AT_MOST.get(name, people))
    with tempfile.TemporaryDirectory(prefix="cardscan-scale-") as folder:
        return measured(Path(folder) / "book", people, wanted)


def _beside_khard(khard: Path) -> Any:  # of runs by what they do: see khard.py
    with tempfile.TemporaryDirectory(prefix="cardscan-khard-") as folder:
        measured(Path(folder) / "book", BESIDE_KHARD, ("fill", "files"))
        return beside_khard(khard, Path(folder) / "book")


def _keep(people: int, found: dict[str, Any]) -> None:
    KEPT.mkdir(parents=True, exist_ok=True)
    (KEPT / f"{people}.json").write_text(json.dumps(found), encoding="utf-8")


def _kept() -> dict[int, dict[str, Any]]:
    """Return what was measured of each size, the smallest first."""
    found = {int(file.stem): json.loads(file.read_text(encoding="utf-8")) for file in KEPT.glob("*.json")}
    return dict(sorted(found.items()))


if __name__ == "__main__":
    main()
