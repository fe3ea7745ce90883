"""Working one step ahead changes the time that things take, and nothing else."""

from __future__ import annotations

import threading
import time

import pytest

from cardscan.ahead import ahead


def test_things_come_in_order():
    assert list(ahead(range(50))) == list(range(50))


def test_nothing_gives_nothing():
    assert list(ahead(())) == []


def test_an_error_comes_where_it_happened():
    def things():
        yield 1
        raise ValueError("broken")

    made = ahead(things())
    assert next(made) == 1
    with pytest.raises(ValueError, match="broken"):
        next(made)


def test_the_next_thing_is_made_while_the_last_is_used():
    made: list[int] = []

    def things():
        for i in range(3):
            made.append(i)
            yield i

    flow = ahead(things())
    next(flow)
    deadline = time.monotonic() + 5
    while len(made) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(made) >= 2
    flow.close()


def test_no_more_than_a_few_things_wait():
    made: list[int] = []

    def things():
        for i in range(100):
            made.append(i)
            yield i

    flow = ahead(things())
    next(flow)
    time.sleep(0.1)
    assert len(made) <= 4
    flow.close()


def test_a_caller_that_stops_early_leaves_no_thread_behind():
    before = threading.active_count()
    flow = ahead(range(1000))
    next(flow)
    flow.close()
    assert threading.active_count() == before
