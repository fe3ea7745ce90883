"""Killed while it forgets: a person is wholly there, or what is left is done the next time and leaves no byte."""

import os
import random
import signal
import time

import cv2
import numpy as np
import pytest
from around_book import around
from book_contacts import person, reading

from cardscan.book import open_book
from cardscan.forgetting import finish, forget
from cardscan.model import Encounter
from cardscan.share.vdir import Vdir, export

KILLS = int(os.environ.get("CARDSCAN_KILLS", "16"))  # 600 before a release: docs/book.md


def photo(number):
    """A photo of two cards that is unlike any other."""
    pixels = np.full((40, 60, 3), 200, np.uint8)
    pixels[:4, :8] = np.frombuffer(number.to_bytes(8, "big"), np.uint8)[None, :, None]
    return cv2.imencode(".png", pixels)[1].tobytes()


def add_two(book, number):
    """Scan two people on one photo; return their uids."""
    picture = book.keep_picture(photo(number), f"{number}.png")
    uids = []
    for index in (1, 2):
        contact = person(
            f"人{number}_{index} 太郎", None, f"会社{number}", f"p{number}.{index}@firm.example", None, land=None
        )
        card = reading(contact, index, words=(f"p{number}.{index}@firm.example",))
        met = Encounter("交流会", "2026-11-01", memo=f"memo of p{number}.{index}@firm.example")
        uids.append(book.apply(book.plan(contact), card, picture=picture, flat=f"flat {number} {index}".encode(),
                               encounter=met).uid)  # fmt: skip
    book.close_picture(picture)
    return uids


def forget_for_ever(folder, report, first):
    """Add two people and forget one of them, again and again; report what is to be forgotten, and what was."""
    with open_book(folder, mirror=Vdir) as book:
        for number in range(first, first + 10_000):
            gone, _ = add_two(book, number)
            export(book.people(), folder / "contacts.vcf")
            os.write(report, f"begun {gone} {number}\n".encode())
            assert forget(book, [gone], around(book)).left == ()
            os.write(report, f"done {gone} {number}\n".encode())


def killed(folder, seconds, first):
    """Return what a process that forgets reported before it was killed: (begun, done), uids and numbers."""
    listening, report = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(listening)
            forget_for_ever(folder, report, first)
        finally:
            os._exit(1)
    os.close(report)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL, "it failed before it was killed"
    with os.fdopen(listening, "rb") as pipe:
        lines = [line.decode().split() for line in pipe.read().splitlines(keepends=True) if line.endswith(b"\n")]
    return tuple({uid: int(number) for word, uid, number in lines if word == wanted} for wanted in ("begun", "done"))


def raw(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, to kill many processes quickly")
def test_killed_at_any_instant_a_person_is_wholly_there_or_wholly_gone(tmp_path):
    folder, dice = tmp_path / "book", random.Random(2026)
    with open_book(folder, mirror=Vdir) as book:
        start = time.perf_counter()
        gone, _ = add_two(book, 0)
        forget(book, [gone], around(book))
        pace = time.perf_counter() - start
    seen = 0
    for kill in range(1, KILLS + 1):
        begun, done = killed(folder, dice.uniform(0.2, 2.5) * pace, kill * 10_000)
        with open_book(folder, mirror=Vdir) as book:
            finish(book, around(book))
            people = {one.uid for one in book.people()}
            assert not people & done.keys()
            assert [fault for fault in book.check() if "belongs to nothing" not in fault] == []
            content = raw(folder)
            for uid, number in begun.items():
                seen += 1
                assert (f"p{number}.1@firm.example".encode() in content) is (uid in people)
                if uid in people:
                    assert forget(book, [uid], around(book)).left == ()
    assert seen, "the processes were killed before they could forget anybody"
