"""The readers under test, each run as a program of its own: what it printed, how long it took, how much memory."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.score.compare import Json

PYTHON = sys.executable
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "cardscan": (PYTHON, "-m", "cardscan", "read", "--json", "--no-cache"),
    "plain": (PYTHON, "-m", "cardscan", "read", "--json", "--no-cache", "--engine", "plain"),
    "rapidocr": (PYTHON, "-m", "bench.score.baselines", "rapidocr"),
    "tesseract": (PYTHON, "-m", "bench.score.baselines", "tesseract"),
}
# What a reader is told besides when its lines are only scored, not timed: those that do not change with our code.
REMEMBERED: Mapping[str, tuple[str, ...]] = {
    name: ("--memory", f"bench/out/memory-{name}") for name in ("rapidocr", "tesseract")
}
# Some files unreadable, no card found: answers, not accidents (see cardscan/errors.py).
ORDERLY = frozenset({0, 3, 4})
SAMPLING_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a reader over ``files``: its records, wall-clock and processor seconds, peak resident bytes (the last
    two with its children)."""

    files: int
    records: tuple[Json, ...]
    seconds: float
    cpu_seconds: float
    peak_bytes: int
    exit_status: int
    complaint: str

    @property
    def orderly(self) -> bool:
        """Whether the program ended as its documentation says, and not by a crash."""
        return self.exit_status in ORDERLY

    def of(self, path: Path) -> list[Json]:
        """Return the cards read from ``path``."""
        return [each for each in self.records if "error" not in each and Path(each["source"]).name == path.name]


def run(command: Sequence[str], files: Sequence[Path]) -> Run:
    """Run ``command`` with ``files`` appended and return what it printed (JSON Lines). File names must be unique.

    Raises ValueError for a line that is not a JSON object: then nothing can be scored.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start, before = time.perf_counter(), _cpu_seconds()
        with subprocess.Popen([*command, *map(str, files)], stdout=out, stderr=err) as child:
            peak = _peak_memory(child)
        seconds, cpu = time.perf_counter() - start, _cpu_seconds() - before
        out.seek(0)
        err.seek(0)
        complaint = err.read().decode(errors="replace").strip()[-2000:]
        records = _records(out.read().decode())
        return Run(len(files), records, seconds, cpu, peak, child.returncode, complaint)


def _cpu_seconds() -> float:
    """Processor time of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _peak_memory(child: subprocess.Popen[bytes]) -> int:
    """Wait for ``child``; sampled, because the kernel's own peak counts memory of the parent before exec."""
    peak = 0
    while child.poll() is None:
        peak = max(peak, _resident(child.pid))
        time.sleep(SAMPLING_SECONDS)
    return peak


def _resident(pid: int) -> int:
    total = 0
    try:
        parent = psutil.Process(pid)
        for each in (parent, *parent.children(recursive=True)):
            total += each.memory_info().rss
    except psutil.NoSuchProcess:
        pass
    return total


def _records(printed: str) -> tuple[Json, ...]:
    records = tuple(json.loads(line) for line in printed.splitlines() if line.strip())
    if any(not isinstance(record, dict) for record in records):
        raise ValueError("every line must be one JSON object")
    return records
