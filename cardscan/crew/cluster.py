"""Readers on the machines of a Dask cluster: the only place for distributed. Dask gives what a lost machine had at hand
to another one."""

from __future__ import annotations

import time
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Any, Self

from cardscan.crew import Picture, Reader
from cardscan.crew.parcel import read_picture, unpacked
from cardscan.crew.workers import AHEAD, given_up
from cardscan.errors import EngineError, EngineMissing
from cardscan.sides import Page

ANSWER = 10.0  # seconds within which a scheduler must answer
PATIENCE = 60.0  # seconds without a single machine before we give up
_LOOK = 1.0


class Cluster:
    """The readers of a Dask cluster: a Crew, and a context manager that leaves it. ``tell`` is told in words when a
    machine was lost. Raises EngineMissing: nobody at ``address``, or distributed is not installed."""

    def __init__(self, address: str, reader: Reader, tell: Callable[[str], None]) -> None:
        self._address, self._reader, self._tell = address, reader, tell
        self._client: Any = _connected(address)  # distributed ships no types that hold
        self._there = 0  # how many machines there were at the last look

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def read(self, pictures: Iterable[Picture]) -> Iterator[tuple[Picture, Iterable[Page]]]:
        """See ``Crew``."""
        source, at_hand = iter(pictures), deque[tuple[Picture, Any]]()
        while True:
            most = AHEAD * max(1, self._look())
            while len(at_hand) < most and (picture := next(source, None)) is not None:
                at_hand.append((picture, self._submitted(picture)))
            if not at_hand:
                return
            picture, future = at_hand.popleft()
            yield picture, () if future is None else self._pages(picture, future)

    def _submitted(self, picture: Picture) -> Any:
        if picture.content is None or picture.known:
            return None
        with warnings.catch_warnings():
            # It would rather have the picture scattered; but what lies on one machine alone is lost with it.
            warnings.simplefilter("ignore", UserWarning)
            return self._client.submit(read_picture, self._reader, picture.name, picture.content, pure=False)

    def _pages(self, picture: Picture, future: Any) -> tuple[Page, ...]:
        from distributed import KilledWorker

        since = time.monotonic()
        while True:
            try:
                return unpacked(future.result(timeout=_LOOK))
            except TimeoutError:
                if self._look():
                    since = time.monotonic()
                elif time.monotonic() - since > PATIENCE:
                    raise EngineError(f"no reader is left at {self._address}", _REMEDY) from None
            except KilledWorker as error:
                return (given_up(picture.name, f"readers died over it, the last one at {error.last_worker.address}"),)
            except ImportError as error:
                raise EngineError(f"a reader at {self._address} lacks something: {error}", _SAME) from error
            except OSError as error:
                raise EngineError(f"the cluster at {self._address} is gone: {error}", _REMEDY) from error

    def _look(self) -> int:
        """Return how many machines there are; say so if some were lost."""
        there = len(self._client.nthreads())
        if there < self._there:
            self._tell(f"{self._there - there} of {self._there} readers of the cluster were lost: the others read on.")
        self._there = there
        return there


_SAME = "Install the same cardscan on every machine of the cluster"
_REMEDY = "Start the cluster again, then run the same command again: what was saved stays saved"


def _connected(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise EngineMissing("--dask needs the package distributed", "pip install 'cardscan-book[dask]'") from error
    client: Any = Client
    try:
        return client(address, timeout=ANSWER, set_as_default=False)
    except (OSError, ValueError) as error:
        remedy = "Give the address that `dask scheduler` shows, like tcp://10.0.0.5:8786"
        raise EngineMissing(f"no Dask scheduler answers at {address}: {error}", remedy) from error
