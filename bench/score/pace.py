"""``python -m bench.score.pace``: readers side by side on the same flat cards, and where our time goes; writes
docs/speed.md. Each reader is a process of its own, started in turns, so that what else the machine does hits all alike.

``faster-paddle`` takes part where it is installed (``pip install faster-paddle``, into the bench's environment only).
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

import cv2
import numpy as np

from bench.score.letters import Letters, Read, count, stretches
from bench.score.machine import machine, versions
from bench.score.pace_report import Pace, document
from bench.score.pictures import Labelled, generated

DOCUMENT = Path("docs/speed.md")
CARDS = {"flat_ja": 30, "flat_en": 12}
ROUNDS = 3
READERS = ("cardscan", "rapidocr", "faster-paddle")
Lines = Sequence[Read]


def main(arguments: Sequence[str]) -> int:
    """Compare; or, as a child, be one of the readers."""
    if arguments:
        return _one(arguments[0], arguments[1:])
    pictures = [each for name, cards in CARDS.items() for each in generated(name, "test", 1, cards)]
    names = [name for name in READERS if name != "faster-paddle" or find_spec("faster_paddle")]
    told: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for _ in range(ROUNDS):
        for name in names:
            command = [sys.executable, "-m", "bench.score.pace", name, *(str(each.path) for each in pictures)]
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
            told[name].append(json.loads(done.stdout))
            print(f"{name}: {told[name][-1]['seconds']:.1f} s for {len(pictures)} cards", file=sys.stderr, flush=True)
    paces = {name: _pace(rounds, pictures) for name, rounds in told.items()}
    stamp = datetime.now(UTC).date().isoformat()
    DOCUMENT.write_text(document(stamp, machine(), versions(), paces, _most_adds()), "utf-8")
    return 0


def _pace(rounds: Sequence[Mapping[str, Any]], pictures: Sequence[Labelled]) -> Pace:
    """Return the figures of one reader: of each card the median of the rounds."""
    each = [median(times) for times in zip(*(told["each"] for told in rounds), strict=True)]
    counts = Letters()
    for picture, lines in zip(pictures, rounds[0]["lines"], strict=True):
        read = [Read(text, quad, sure) for text, quad, sure in lines]
        for stretch in stretches(picture.cards[0]["lines"], read):
            counts += count(stretch, {})
    letters = [sum(len(line["text"]) for line in picture.cards[0]["lines"]) for picture in pictures]
    parts = {part: median(told["parts"][part] for told in rounds) for part in rounds[0]["parts"]}
    first, peak = median(told["first"] for told in rounds), max(told["peak"] for told in rounds)
    cpu = median(told["cpu"] for told in rounds)
    return Pace(tuple(each), tuple(letters), cpu, first, peak, counts, parts, rounds[0]["adds"])


# ---------------------------------------------------------------- one reader


def _one(name: str, files: Sequence[str]) -> int:
    start = time.perf_counter()
    read, parts = {"cardscan": _cardscan, "rapidocr": _rapidocr, "faster-paddle": _faster_paddle}[name]()
    contents = [Path(file).read_bytes() for file in files]
    read(contents[0])
    first = time.perf_counter() - start
    for part in parts:
        parts[part] = 0.0
    begun, cpu, each, lines = time.perf_counter(), time.process_time(), [], []
    for content in contents:
        at = time.perf_counter()
        lines.append([(line.text, line.quad, line.confidence) for line in read(content)])
        each.append(time.perf_counter() - at)
    told = {
        "seconds": time.perf_counter() - begun,
        "cpu": time.process_time() - cpu,
        "first": first,
        "peak": most_memory(),
        "each": each,
        "lines": lines,
        "parts": {part: value for part, value in parts.items() if part != "adds"},
        "adds": parts.get("adds", 0.0),
    }
    print(json.dumps(told))
    return 0


def most_memory() -> int:
    """Return the most memory in bytes that this program has had. On Linux the usual figure (``ru_maxrss``) is handed
    down by the program that started this one, the system's own file is not."""
    status = Path("/proc/self/status")
    if status.is_file():
        (line,) = (each for each in status.read_text("ascii", "replace").splitlines() if each.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


Reader = tuple[Callable[[bytes], Lines], dict[str, float]]


def _cardscan() -> Reader:
    """The default reader, its two networks timed."""
    from cardscan.model import CardImage, Photo, Quality
    from cardscan.ocr.ppocr import open_engine

    engine: Any = open_engine()
    parts = {"detect": 0.0, "recognise": 0.0, "adds": 0.0}

    def timed(part: str, network: Any, adds: Callable[[tuple[int, ...]], float]) -> Callable[[Any], Any]:
        def call(batch: Any) -> Any:
            at = time.perf_counter()
            answer = network(batch)
            parts[part] += time.perf_counter() - at
            parts["adds"] += adds(batch.shape)
            return answer

        call.notes = network.notes  # type: ignore[attr-defined]
        return call

    engine.__dict__["_detector"] = timed("detect", engine._detector, lambda s: ADDS["detect"] * s[0] * s[2] * s[3])
    reader = engine._recogniser
    reader.__dict__["network"] = timed("recognise", reader.network, lambda s: ADDS["recognise"] * s[0] * s[3])

    def read(content: bytes) -> Lines:
        pixels = _pixels(content)
        height, width = pixels.shape[:2]
        whole = ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))
        card = CardImage(Photo("card", 1, pixels), 1, whole, pixels, Quality(300, 1, 0))
        return [Read(line.text, line.quad, line.confidence, line.vertical) for line in engine.read(card)]

    return read, parts


def _rapidocr() -> Reader:
    """rapidocr with its default settings."""
    from bench.score.baselines import rapidocr

    engine = rapidocr()
    return lambda content: [
        Read(line.text, line.quad, line.confidence) for line in engine.lines_of(_pixels(content))
    ], {}


def _faster_paddle() -> Reader:
    """faster-paddle with its small models, which are the same as rapidocr's."""
    import faster_paddle  # type: ignore[import-not-found]

    engine = faster_paddle.OcrEngine(model_size="small")

    def read(content: bytes) -> Lines:
        found = engine.ocr(content)["bounds"].values()
        return [
            Read(each["text"], _box(each["topLeftCoord"], each["bottomRightCoord"]), each["confidence"])
            for each in found
        ]

    return read, {}


def _box(one: Any, other: Any) -> list[list[float]]:
    (left, top), (right, bottom) = (tuple(at.values()) if isinstance(at, Mapping) else at for at in (one, other))
    return [[left, top], [right, top], [right, bottom], [left, bottom]]


def _pixels(content: bytes) -> Any:
    return cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)


# Multiply-adds of the two networks, counted from their graphs: for a pixel of the detector, for a column of a line.
ADDS = {"detect": 10_579.0, "recognise": 3_400_000.0}


def _most_adds() -> float:
    """Return how many multiply-adds a second the cores do at best: those of a large product of matrices."""
    one = np.random.default_rng(0).random((2048, 2048), np.float32)
    best = min(_timed(lambda: one @ one) for _ in range(5))
    return float(2048**3 / best)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
