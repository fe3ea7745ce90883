"""Several readers on this machine, a process each. One that is killed is replaced, and its picture is read again."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import TYPE_CHECKING, Self

from cardscan.crew import Picture, Reader
from cardscan.crew.parcel import read_picture, unpacked
from cardscan.errors import EngineError
from cardscan.sides import Failure, Page

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

TRIES = 2  # deaths of a reader over one picture, until that picture is given up
AHEAD = 2  # pictures in memory for each reader: one being read, one waiting


@dataclass(slots=True)
class _Desk:
    """A reader in a process of its own, the line to it, and the number of the picture that lies before it."""

    process: SpawnProcess
    line: Connection
    at: int | None = None


@dataclass(slots=True)
class _Round:
    """Pictures that are being read: by number, what waits, how often a reader died over it, and what is done."""

    source: Iterator[Picture]
    asked: int = 0
    pictures: dict[int, Picture] = field(default_factory=dict)
    waiting: deque[int] = field(default_factory=deque)
    deaths: dict[int, int] = field(default_factory=dict)
    done: dict[int, tuple[Page, ...]] = field(default_factory=dict)

    def fetch(self, most: int) -> None:
        """Ask for pictures until ``most`` are in memory, or there are no more."""
        while len(self.pictures) < most and (picture := next(self.source, None)) is not None:
            self.pictures[self.asked] = picture
            if picture.content is None or picture.known:
                self.done[self.asked] = ()
            else:
                self.waiting.append(self.asked)
            self.asked += 1


class Workers:
    """So many readers in processes of their own: a Crew, and a context manager that ends them. ``tell`` is told in
    words when one died."""

    def __init__(self, reader: Reader, number: int, tell: Callable[[str], None]) -> None:
        self._reader, self._tell = reader, tell
        self._context = multiprocessing.get_context("spawn")  # a copy of a process with threads may hang
        self._desks = [self._hire() for _ in range(number)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for desk in self._desks:
            desk.line.close()
            desk.process.terminate()
        for desk in self._desks:
            desk.process.join()

    @property
    def processes(self) -> tuple[int, ...]:
        """The process numbers of the readers."""
        return tuple(desk.process.pid or 0 for desk in self._desks)

    def read(self, pictures: Iterable[Picture]) -> Iterator[tuple[Picture, Iterable[Page]]]:
        """See ``Crew``."""
        now, out = _Round(iter(pictures)), 0
        while True:
            now.fetch(AHEAD * len(self._desks))
            self._hand_out(now)
            if out in now.done:
                yield now.pictures.pop(out), now.done.pop(out)
                out += 1
            elif not now.pictures:
                return
            else:
                self._wait(now)

    def _hire(self) -> _Desk:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(theirs, self._reader), daemon=True)
        process.start()
        theirs.close()  # so that the line ends when the process does
        return _Desk(process, ours)

    def _hand_out(self, now: _Round) -> None:
        for place, desk in enumerate(self._desks):
            if desk.at is None and now.waiting:
                desk.at = now.waiting.popleft()
                picture = now.pictures[desk.at]
                try:
                    desk.line.send((picture.name, picture.content))
                except OSError:
                    self._replace(place, now)

    def _wait(self, now: _Round) -> None:
        """Wait until somebody has read something, or has died."""
        busy = {desk.line: place for place, desk in enumerate(self._desks) if desk.at is not None}
        for line in wait(list(busy)):
            place = next(place for known, place in busy.items() if known is line)
            desk = self._desks[place]
            try:
                parcel = desk.line.recv_bytes()
            except (EOFError, OSError):
                self._replace(place, now)
                continue
            if desk.at is not None:
                now.done[desk.at] = unpacked(parcel)
            desk.at = None

    def _replace(self, place: int, now: _Round) -> None:
        """Put somebody new at the desk of a reader who died, and the picture that lay there first in the queue."""
        desk = self._desks[place]
        desk.line.close()
        desk.process.join()
        self._desks[place] = self._hire()
        if desk.at is None:
            return
        name = now.pictures[desk.at].name
        now.deaths[desk.at] = now.deaths.get(desk.at, 0) + 1
        how = _ending(desk.process.exitcode)
        if now.deaths[desk.at] < TRIES:
            self._tell(f"A reader {how} while it read {name}: another one reads it again; nothing is lost.")
            now.waiting.appendleft(desk.at)
        else:
            now.done[desk.at] = (given_up(name, f"{TRIES} readers died over it, the last {how}"),)


def given_up(name: str, why: str) -> Page:
    """Return the page of a picture that nobody survives."""
    error = EngineError(f"{name} could not be read: {why}", "Scan it alone, without --workers or --dask, to see why")
    return Page(name, 0, (Failure(name, error),))


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        return f"was killed ({signal.Signals(-code).name})"
    return f"ended by itself (exit code {code})"


def _work(line: Connection, reader: Reader) -> None:
    """Read what comes down the line until it is closed. Ctrl-C is for the process that asked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            name, content = line.recv()
        except EOFError:
            return
        line.send_bytes(read_picture(reader, name, content))
