"""Killed, full, read-only: what was reported as saved is there, and nothing is half there."""

import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from book_contacts import person, reading

from cardscan.book import Reread, open_book
from cardscan.book.pictures import keep
from cardscan.book.shelf import text_of
from cardscan.errors import BookBusy, CannotSave
from cardscan.model import Encounter, Incoming
from cardscan.share.vcard import to_vcard
from cardscan.share.vdir import Vdir

KILLS = int(os.environ.get("CARDSCAN_KILLS", "48"))  # 600 before a release: docs/book.md
BATCH = 5


def do_something(book, dice):
    """Scan, import or edit; return the uids and the number under which each of them can be found afterwards."""
    return dice.choice((scan_one, scan_one, import_some, note_something, read_again))(book, dice)


def import_some(book, dice):
    """Import a file of five, some known already, as one change: all of it or nothing."""
    number = dice.randrange(10**9)
    people = [person(f"鈴木 {dice.randrange(60)}", None, "", None, None, land=None) for _ in range(BATCH)]
    met = (Encounter(f"event {number}", "2026-11-01"),)
    records = [Incoming(one, met, f"phone-{one.name.full[3:]}", (), f"{number} {i}") for i, one in enumerate(people)]
    taken = book.take_in(records, f"file {number}")
    return [*taken.new, *taken.merged, *taken.asked], number


def note_something(book, dice):
    """Edit somebody, if anybody is there."""
    number, everybody = dice.randrange(10**9), book.people(most=20)
    if not everybody:
        return scan_one(book, dice)
    one = dice.choice(everybody)
    book.edit(one.uid, one.contact, (*one.encounters, Encounter(f"event {number}", "2026-11-01")))
    return [one.uid], number


def read_again(book, dice):
    """Read the cards of some people again, and otherwise than before, as one change."""
    number, some = dice.randrange(10**9), dice.sample(book.people(), min(3, book.count()))
    cards = [(card, one) for one in some for card in book.cards(one.uid)]
    told = [replace(card.text.contact, qualifications=(f"read {number}",)) for card, _ in cards]
    texts = [text_of(reading(contact, words=(f"line {number}",))) for contact in told]
    book.reread([Reread(card.id, text) for (card, _), text in zip(cards, texts, strict=True)], f"again {number}")
    return [], number


def scan_one(book, dice):
    """Scan one card into the book, of a new person or a known one."""
    who, number = dice.randrange(40), dice.randrange(10**9)
    contact = person("田中 健一", None, f"会社{who}", f"p{who}@firm.example", None, land=None)
    picture = book.keep_picture(str(number).encode(), "photo.jpg")
    card = reading(contact, words=(f"card {number}",))
    met = Encounter(f"event {number}", "2026-11-01")
    added = book.apply(book.plan(contact), card, picture=picture, flat=b"flat", encounter=met)
    book.close_picture(picture)
    return [added.uid], number


def saved_by(folder, seed, report):
    """Scan, import and edit for ever and report each as soon as it is saved."""
    dice = random.Random(seed)
    with open_book(folder, mirror=Vdir) as book:
        while True:
            os.write(report, (json.dumps(do_something(book, dice)) + "\n").encode())


def scan_until_killed(folder, seed, seconds):
    """Return what a scanning process reported before it was killed."""
    listening, report = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(listening)
            saved_by(folder, seed, report)
        finally:
            os._exit(1)
    os.close(report)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL, "the scan failed before it was killed"
    with os.fdopen(listening, "rb") as pipe:
        return [json.loads(line) for line in pipe.read().splitlines(keepends=True) if line.endswith(b"\n")]


def check(folder):
    """Assert that the book is whole and everything in it fits together."""
    with open_book(folder, mirror=Vdir) as book:
        people = {one.uid: one for one in book.people()}
        for uid, one in people.items():
            assert (folder / "contacts" / f"{uid}.vcf").read_bytes() == to_vcard(one).encode()
            history = book.history(uid)
            assert history[0].before is None
            assert history[-1].after.contact == one.contact
            assert len(one.encounters) == len({entry.change for entry in history if entry.action != "rescan"})
            said = {card.text.lines[0].text.replace("line", "read") for card in book.cards(uid)}
            assert set(one.contact.qualifications) == {text for text in said if text.startswith("read")}
        met = Counter(event.event for one in people.values() for event in one.encounters)
        for change in book.changes(10**6):
            if change.action == "import":
                assert met[change.words.replace("file", "event")] == change.people
        assert [fault for fault in book.check() if "belongs to nothing" not in fault] == []
    assert {file.stem for file in (folder / "contacts").iterdir()} == set(people)
    with sqlite3.connect(folder / "book.sqlite") as db:
        assert db.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert db.execute("pragma foreign_key_check").fetchall() == []
    return people


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, to kill many processes quickly")
def test_killed_at_any_instant_the_book_keeps_all_it_reported(tmp_path):
    folder, dice = tmp_path / "book", random.Random(2026)
    with open_book(folder, mirror=Vdir) as book:
        reported = [scan_one(book, dice), import_some(book, dice)]  # loads what the children then have loaded
        start = time.perf_counter()
        reported.append(do_something(book, dice))
        pace = time.perf_counter() - start
    for kill in range(KILLS):
        reported += scan_until_killed(folder, kill, dice.uniform(0, 4 * pace))
        if kill % 8 == 7:
            check(folder)
    people = check(folder)
    assert len(reported) > 5, "the processes were killed before they could do anything"
    for uids, number in reported:
        for uid in uids:
            assert any(met.event == f"event {number}" for met in people[uid].encounters)


def test_two_processes_add_at_once_and_nothing_is_lost(tmp_path):
    folder = tmp_path / "book"
    open_book(folder).close()
    code = (
        "import sys; from pathlib import Path; from cardscan.book import open_book; from cardscan.model import *\n"
        "from cardscan.share.vdir import Vdir\n"
        "with open_book(Path(sys.argv[1]), mirror=Vdir) as book:\n"
        "    for i in range(15):\n"
        "        name = f'{sys.argv[2]} {i}'\n"
        "        print(book.apply(book.plan(Contact(Name(name), (Affiliation(name),)))).uid)\n"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", code, folder, word], stdout=subprocess.PIPE, text=True)
        for word in ("Alpha", "Beta")
    ]
    reported = [uid for process in both for uid in process.communicate(timeout=120)[0].split()]
    assert [process.returncode for process in both] == [0, 0]
    with open_book(folder, mirror=Vdir) as book:
        assert {one.uid for one in book.people()} == set(reported)
        for one in book.people():
            assert (folder / "contacts" / f"{one.uid}.vcf").read_bytes() == to_vcard(one).encode()
    assert len(reported) == 30


def fill_until_it_fails(folder, limit):
    """Add people until the disk is full; return how many were reported as saved, and the error."""
    reported = 0
    try:
        with limit, open_book(folder, mirror=Vdir) as book:
            for number in range(5000):
                contact = person(f"田中 {number}", None, f"会社{number}", f"p{number}@firm.example", None)
                book.keep_picture(os.urandom(2000), "photo.jpg")
                book.apply(book.plan(contact))
                reported += 1
    except CannotSave as error:
        return reported, error
    raise AssertionError("the disk was never full")


class FileSizeLimit:
    """No file may grow beyond ``size`` bytes: what a full disk does to the book itself."""

    def __init__(self, size):
        self.size = size

    def __enter__(self):
        self.before = resource.getrlimit(resource.RLIMIT_FSIZE)
        self.handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (self.size, self.before[1]))

    def __exit__(self, *_):
        resource.setrlimit(resource.RLIMIT_FSIZE, self.before)
        signal.signal(signal.SIGXFSZ, self.handler)


class FullTmpfs:
    """Nothing to do: the folder is on a file system that is small."""

    def __enter__(self):
        pass

    def __exit__(self, *_):
        pass


def test_a_book_that_cannot_grow_says_so_and_keeps_what_it_reported(tmp_path):
    folder = tmp_path / "book"
    reported, error = fill_until_it_fails(folder, FileSizeLimit(180_000))
    assert str(folder) in error.message
    assert error.exit_code == 7
    with open_book(folder, mirror=Vdir) as book:
        assert 0 < reported <= len(book.people()) <= reported + 1
        for one in book.people():
            assert (folder / "contacts" / f"{one.uid}.vcf").read_bytes() == to_vcard(one).encode()


@pytest.fixture
def small_disk(tmp_path):
    """A file system of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("needs the right to mount a small tmpfs")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_loses_nothing_that_was_reported(small_disk):
    folder = small_disk / "book"
    reported, error = fill_until_it_fails(folder, FullTmpfs())
    assert str(folder) in error.message
    for file in list((folder / "cards").iterdir())[:20]:
        file.unlink()
    with open_book(folder, mirror=Vdir) as book:
        assert 0 < reported <= len(book.people()) <= reported + 1
        for one in book.people():
            assert (folder / "contacts" / f"{one.uid}.vcf").read_bytes() == to_vcard(one).encode()


def refused_to_an_ordinary_user(folder):
    """Return what somebody who may only read the book is told when adding to it. Root may write everywhere."""
    listening, report = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setuid(65534)
            with open_book(folder, mirror=Vdir) as book:
                seen = len(book.people())
                try:
                    book.apply(book.plan(person("鈴木 一郎", None, mail="s@s.example", mobile=None)))
                except CannotSave as error:
                    os.write(report, f"{seen} seen, {error.message}".encode())
        finally:
            os._exit(0)
    os.close(report)
    os.waitpid(child, 0)
    with os.fdopen(listening, "rb") as pipe:
        return pipe.read().decode()


def test_a_read_only_book_can_be_read_and_says_why_it_cannot_be_written():
    with tempfile.TemporaryDirectory() as home:
        Path(home).chmod(0o755)
        folder = Path(home) / "book"
        with open_book(folder, mirror=Vdir) as book:
            book.apply(book.plan(person()))
        (folder / "book.sqlite").chmod(0o444)
        for path in (folder / "contacts", folder):
            path.chmod(0o555)
        told = refused_to_an_ordinary_user(folder)
        assert told.startswith(f"1 seen, cannot write to {folder / 'book.sqlite'}")
        for path in (folder, folder / "contacts"):
            path.chmod(0o755)


def test_a_half_written_picture_is_no_picture(tmp_path):
    with FileSizeLimit(1000), pytest.raises(OSError, match="large"):
        keep(tmp_path, b"\xff\xd8\xff" + b"x" * 5000, "photo.jpg")
    assert list(Path(tmp_path).iterdir()) == []


def test_a_process_that_waits_too_long_is_told_that_the_book_is_busy(tmp_path):
    open_book(tmp_path).close()
    other = sqlite3.connect(tmp_path / "book.sqlite", isolation_level=None)
    other.execute("begin exclusive")
    start = time.monotonic()
    with pytest.raises(BookBusy), open_book(tmp_path) as book:
        book.apply(book.plan(person()))
    assert 3 < time.monotonic() - start < 20
    other.execute("rollback")


def test_a_clock_that_goes_backwards_loses_nothing_and_undo_still_takes_the_last_change(tmp_path, monkeypatch):
    times = iter([f"20{year}-01-01T00:00:00.000000+00:00" for year in (31, 29, 27, 25, 23, 21)])
    monkeypatch.setattr("cardscan.book.clock.utc_now", lambda: next(times))
    with open_book(tmp_path, mirror=Vdir) as book:
        uid = book.apply(book.plan(person())).uid
        contact = replace(person(), notes=("later",))
        book.edit(uid, contact, ())
        assert book.person(uid).changed.startswith("2031"), "REV never goes back: phones would keep the older card"
        assert [entry.action for entry in book.history(uid)] == ["insert", "edit"]
        assert book.undo().action == "edit"
        assert book.person(uid).contact == person()
        assert book.check() == ()
