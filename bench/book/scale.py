"""How a book behaves when it is large: contacts generated, taken in, looked up, added to. Each measure in a process of
its own, so that its peak of memory is its own."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from pathlib import Path
from random import Random
from statistics import median

from bench.book.contacts import employed, one_of_many
from bench.book.noise import misread
from cardscan.book import Book, open_book
from cardscan.model import Incoming
from cardscan.share.vdir import Vdir, export

ONE_IN = 20  # records that are of somebody who came before
QUERIES = ("山田", "やまだ", "yamada", "0901234", "suzuki@", "誰もいない名前")
BROAD = "営業 株式会社"
AT_ONCE = 60  # people of whom the page shows the first
_TRIES = 15


def incoming(people: int, seed: int) -> Iterator[Incoming]:
    """Yield so many records as another address book gives them, one in twenty of somebody who came before."""
    rng = Random(seed)
    before = [employed(rng, one_of_many(rng))]
    for number in range(people):
        again = number % ONE_IN == ONE_IN - 1
        contact = misread(rng, rng.choice(before)) if again else employed(rng, one_of_many(rng))
        if number % 10 == 0:
            before.append(contact)
        yield Incoming(contact, mark=hashlib.sha256(str(number).encode()).hexdigest())


class _Timed:
    """An iterator that knows how long its items took to be made, and how long all else took for each tenth of them."""

    def __init__(self, items: Iterator[Incoming], count: int) -> None:
        self._items, self._tenth, self._given = items, max(count // 10, 1), 0
        self._began = time.process_time()
        self.wall = self.cpu = 0.0
        self.marks: list[float] = []

    def __iter__(self) -> Iterator[Incoming]:
        return self

    def __next__(self) -> Incoming:
        wall, cpu = time.perf_counter(), time.process_time()
        if self._given % self._tenth == 0:
            self.marks.append(cpu - self._began - self.cpu)
        try:
            return next(self._items)
        finally:
            self._given += 1
            self.wall += time.perf_counter() - wall
            self.cpu += time.process_time() - cpu

    @property
    def tenths(self) -> list[float]:
        """Processor seconds of each tenth, the time not counted in which the items were made."""
        return [after - before for before, after in pairwise(self.marks)]


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Return wall and processor seconds of ``work``."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def milliseconds(work: Callable[[], object]) -> dict[str, float]:
    """Return the median wall and processor milliseconds of many runs of ``work``."""
    runs = [seconds(work) for _ in range(_TRIES)]
    return {"wall": median(wall for wall, _ in runs) * 1000, "cpu": median(cpu for _, cpu in runs) * 1000}


def fill(folder: Path, people: int) -> dict[str, float]:
    """Take ``people`` records into an empty book with deduplication; the time in which they are made up does not count,
    and the folder of .vcf files is timed apart. ``second`` and ``last`` are processor seconds of a tenth."""
    records = _Timed(incoming(people, 1), people)
    with open_book(folder) as book:
        wall, cpu = seconds(lambda: book.take_in(records, "bench"))
        there = book.count()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    size = (folder / "book.sqlite").stat().st_size
    wall, cpu = wall - records.wall, cpu - records.cpu
    tenths = {"second": records.tenths[1], "last": records.tenths[-1]}
    return {"wall": wall, "cpu": cpu, **tenths, "peak_mb": peak / 1024, "people": there, "mb": size / 1e6}


def files(folder: Path) -> dict[str, float]:
    """Write contacts/ of a book that has none."""
    wall, cpu = seconds(lambda: open_book(folder, mirror=Vdir).close())
    return {"wall": wall, "cpu": cpu}


def add_one(folder: Path) -> dict[str, float]:
    """Plan and apply one card more, contacts/ included; the time in which it is made up does not count."""
    cards = iter([*islice(incoming(10_000, 2), _TRIES)])
    with open_book(folder, mirror=Vdir) as book:
        return milliseconds(lambda: _add(book, next(cards)))


def _add(book: Book, one: Incoming) -> None:
    book.apply(book.plan(one.contact))


def find(folder: Path) -> dict[str, float]:
    """Look for each of QUERIES; the slowest counts."""
    with open_book(folder) as book:
        found = [milliseconds(lambda words=words: book.find(words)) for words in QUERIES]  # type: ignore[misc]
        return max(found, key=lambda one: one["wall"])


def find_many(folder: Path) -> dict[str, float]:
    """Look for something that thousands answer to, and show the first page of them."""
    with open_book(folder) as book:
        return {**milliseconds(lambda: book.found(BROAD, 0, AT_ONCE)), "found": book.found(BROAD, 0, AT_ONCE)[1]}


def first_page(folder: Path) -> dict[str, float]:
    """Run `cardscan list --first 50` as a process."""
    command = [sys.executable, "-m", "cardscan", "list", "--first", "50", "--book", str(folder)]
    return milliseconds(lambda: subprocess.run(command, check=True, capture_output=True))


def export_all(folder: Path) -> dict[str, float]:
    """Write everybody as one .vcf, as commands do: what stands in contacts/ is not made again."""
    with open_book(folder) as book:
        wall, cpu = seconds(lambda: _export(book, folder / "all.vcf"))
    return {"wall": wall, "cpu": cpu}


def _export(book: Book, to: Path) -> None:
    everybody = book.people()
    export(everybody, to, book.vcards(everybody))


MEASURES: dict[str, Callable[..., dict[str, float]]] = {
    "fill": fill,
    "files": files,
    "add": add_one,
    "find": find,
    "find many": find_many,
    "list": first_page,
    "export": export_all,
}


def measured(folder: Path, people: int, wanted: tuple[str, ...] = tuple(MEASURES)) -> dict[str, dict[str, float]]:
    """Return what every measure says of a book of ``people`` records, each in a process of its own."""
    found: dict[str, dict[str, float]] = {}
    for name in wanted:
        words = [sys.executable, "-m", "bench.book.scale", name, str(folder), str(people)]
        done = subprocess.run(words, check=True, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": "."})
        found[name] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    name, where, count = sys.argv[1:]
    print(json.dumps(MEASURES[name](Path(where), *([int(count)] if name == "fill" else []))))
