"""``python -m bench.score.speed FILE…``: seconds from pixels to flat cards, and memory above the models, as JSON.

A process of its own, so that nothing else of the bench counts. Of three looks at each photo the fastest counts.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

TIMES = 3


def main(files: Sequence[str]) -> int:
    """Warm up on a small picture, then look at each file; print one object."""
    from cardscan.image.cards import cards_in
    from cardscan.image.load import load
    from cardscan.model import Photo

    cards_in(Photo("warm", 1, np.full((600, 800, 3), 200, np.uint8)))  # what is loaded once counts as models
    before = _memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # forget the peak so far
    looks = []
    for file in files:
        (photo,) = load(file)
        best = best_cpu = float("inf")
        count = 0
        for _ in range(TIMES):
            start, cpu = time.perf_counter(), time.process_time()
            count = len(cards_in(photo))
            best, best_cpu = min(best, time.perf_counter() - start), min(best_cpu, time.process_time() - cpu)
        looks.append({"file": Path(file).name, "cards": count, "seconds": best, "cpu_seconds": best_cpu})
    print(json.dumps({"looks": looks, "above_models": _memory("VmHWM") - before}))
    return 0


def _memory(which: str) -> int:
    """Return ``VmRSS`` (now) or ``VmHWM`` (at the most) in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(which))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
