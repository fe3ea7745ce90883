"""khard, the address book for terminals, on the same contacts/: whole processes of both side by side."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

WORD = "坂口"
_TRIES = 3
_CONFIG = "[addressbooks]\n[[bench]]\npath = {}\n"


@dataclass(frozen=True, slots=True)
class Run:
    """A command as it is typed, its wall and processor seconds (medians), and how many people it printed."""

    words: str
    wall: float
    cpu: float
    people: int


def beside_khard(khard: Path, book: Path) -> dict[str, tuple[Run, Run]]:
    """Return what cardscan and what ``khard`` (the program) take for a list and a search in the same ``contacts/``."""
    config = book.parent / "khard.conf"
    config.write_text(_CONFIG.format(book / "contacts"), encoding="utf-8")
    ours = [sys.executable, "-m", "cardscan"]
    theirs = [str(khard), "-c", str(config)]
    here = ["--book", str(book), "--json"]
    return {
        "list everybody": (
            _run("cardscan list --json", [*ours, "list", *here], lines_above=0),
            _run("khard list", [*theirs, "list"]),
        ),
        f"find {WORD}": (
            _run(f"cardscan find {WORD} --json", [*ours, "find", WORD, *here], lines_above=0),
            _run(f"khard list {WORD}", [*theirs, "list", WORD]),
        ),
    }


def _run(words: str, command: Sequence[str], lines_above: int = 2) -> Run:
    runs = [_timed(command) for _ in range(_TRIES)]
    wall, cpu = median(wall for wall, _, _ in runs), median(cpu for _, cpu, _ in runs)
    return Run(words, wall, cpu, runs[0][2] - lines_above)


def _timed(command: Sequence[str]) -> tuple[float, float, int]:
    before, start = _children(), time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, env={**os.environ, "COLUMNS": "200"})
    return time.perf_counter() - start, _children() - before, done.stdout.count(b"\n")


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
