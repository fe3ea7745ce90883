"""One step ahead: a worker thread makes the next thing while the caller still uses the last one."""

from __future__ import annotations

from queue import Empty, Queue
from threading import Event, Thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

T = TypeVar("T")


class _Raised:
    """What the worker's iterable raised."""

    def __init__(self, error: BaseException) -> None:
        self.error = error


class _End:
    """The worker's iterable is at its end."""


def ahead(things: Iterable[T]) -> Generator[T, None, None]:
    """Yield ``things`` in order, each made in a thread of its own while the one before is in use.

    At most two things wait at a time, so memory stays bounded. What the iterable raises is raised here, in its place.
    A caller that stops early stops the worker too.
    """
    ready: Queue[T | _Raised | _End] = Queue(maxsize=1)
    stopped = Event()
    worker = Thread(target=_make, args=(iter(things), ready, stopped), daemon=True)
    worker.start()
    try:
        while not isinstance(thing := ready.get(), _End):
            if isinstance(thing, _Raised):
                raise thing.error
            yield thing
    finally:
        stopped.set()
        while worker.is_alive():
            _drop(ready)


def _make(things: Iterator[T], ready: Queue[T | _Raised | _End], stopped: Event) -> None:
    try:
        for thing in things:
            ready.put(thing)
            if stopped.is_set():
                return
        ready.put(_End())
    except BaseException as error:  # handed over to the caller, who raises it
        ready.put(_Raised(error))


def _drop(ready: Queue[T | _Raised | _End]) -> None:
    try:
        ready.get(timeout=0.05)
    except Empty:
        return
