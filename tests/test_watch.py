"""A watched folder: whole files only, each once, in the order they arrive, whatever kills the program between."""

from __future__ import annotations

import itertools
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Draw, Run, user_environment
from hypothesis import given
from hypothesis import strategies as st

from cardscan.inbox import Inbox, Seen, look, looked, taken

REPLAY = ("--engine", "replay", "--yes", "--every", "0.1")


def card(number: int) -> tuple[str, ...]:
    """The lines of one of many cards."""
    return (f"株式会社第{number}商店", "店長", "阿部 太郎", f"携帯 090-1234-{number:04}", f"abe@shop{number}.example")


def seen(version: int) -> Seen:
    return Seen(f"version {version}", version)


# ---------------------------------------------------------------- values


def test_a_file_is_ready_when_two_looks_find_it_the_same() -> None:
    first = looked(Inbox(), {"a.jpg": seen(1)})
    growing = looked(first, {"a.jpg": seen(2)})
    still = looked(growing, {"a.jpg": seen(2)})
    assert (first.ready, growing.ready, still.ready) == ((), (), ("a.jpg",))


def test_a_file_that_was_taken_is_ready_again_only_when_it_has_changed() -> None:
    still = looked(looked(Inbox(), {"a.jpg": seen(1)}), {"a.jpg": seen(1)})
    done = taken(still, "a.jpg")
    assert done.ready == () and looked(done, {"a.jpg": seen(1)}).ready == ()
    changed = looked(looked(done, {"a.jpg": seen(2)}), {"a.jpg": seen(2)})
    assert changed.ready == ("a.jpg",)


def test_a_file_that_was_taken_away_and_comes_back_unchanged_is_not_taken_again() -> None:
    """A network disk that is gone for a moment looks like an empty folder."""
    done = taken(looked(looked(Inbox(), {"a.jpg": seen(1)}), {"a.jpg": seen(1)}), "a.jpg")
    away = looked(done, {})
    back = looked(looked(away, {"a.jpg": seen(1)}), {"a.jpg": seen(1)})
    assert back.ready == ()


def test_files_are_ready_in_the_order_they_arrived_and_those_that_came_together_by_time_then_number() -> None:
    inbox = looked(Inbox(), {"late.jpg": seen(9)})
    together = {"IMG_10.jpg": seen(5), "IMG_2.jpg": seen(5), "old.jpg": seen(1), "late.jpg": seen(9)}
    assert looked(looked(inbox, together), together).ready == ("late.jpg", "old.jpg", "IMG_2.jpg", "IMG_10.jpg")


LOOKS = st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(0, 3).map(seen)), max_size=12)


@given(LOOKS)
def test_no_version_is_taken_twice_running_and_each_that_stays_is_taken(looks: list[dict[str, Seen]]) -> None:
    inbox, times = Inbox(), defaultdict[str, list[Seen]](list)
    for files in [*looks, looks[-1] if looks else {}]:
        inbox = looked(inbox, files)
        for name in inbox.ready:
            inbox = taken(inbox, name)
            times[name].append(files[name])
    assert all(one != two for versions in times.values() for one, two in itertools.pairwise(versions))
    assert not inbox.ready
    for name, last in (looks[-1] if looks else {}).items():
        assert inbox.done[name] == last.stamp


# ---------------------------------------------------------------- what is looked at


def test_drafts_and_hidden_files_are_no_pictures(tmp_path: Path) -> None:
    for name in ("a.jpg.part", "b.jpg.crdownload", "c.tmp", ".d.jpg", ".syncthing.e.jpg.tmp", "~syncthing~f.jpg.tmp"):
        (tmp_path / name).write_bytes(b"x")
    for folder in (".stversions", "@eaDir", "deep"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "g.JPG").write_bytes(b"x")
    assert [Path(name) for name in look(str(tmp_path))[0]] == [tmp_path / "deep" / "g.JPG"]


def test_links_are_not_followed_so_that_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    for folder in (inside, outside):
        folder.mkdir()
        (folder / "a.jpg").write_bytes(b"x")
    (inside / "link.jpg").symlink_to(outside / "a.jpg")
    (inside / "folder").symlink_to(outside)
    (inside / "round").symlink_to(inside)
    os.mkfifo(inside / "pipe.jpg")
    assert list(look(str(inside))[0]) == [str(inside / "a.jpg")]


def test_the_pictures_a_book_keeps_are_not_taken_for_new_ones(tmp_path: Path) -> None:
    (tmp_path / "book" / "cards").mkdir(parents=True)
    (tmp_path / "book" / "book.sqlite").touch()
    (tmp_path / "book" / "cards" / "a.jpg").write_bytes(b"x")
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / "b.jpg").write_bytes(b"x")
    assert list(look(str(tmp_path))[0]) == [str(tmp_path / "cards" / "b.jpg")]


def test_another_version_of_the_same_size_and_time_is_another_version(tmp_path: Path) -> None:
    picture = tmp_path / "a.jpg"
    picture.write_bytes(b"one")
    times = (picture.stat().st_atime_ns, picture.stat().st_mtime_ns)
    before = look(str(tmp_path))[0]
    time.sleep(0.05)
    picture.write_bytes(b"two")
    os.utime(picture, ns=times)
    after = look(str(tmp_path))[0]
    assert before[str(picture)] != after[str(picture)]


def test_a_folder_deeper_than_any_path_may_be_long_is_no_trouble(tmp_path: Path) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    try:
        for _ in range(1500):
            os.mkdir("deeper", dir_fd=here)
            below = os.open("deeper", os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = below
    finally:
        os.close(here)
    assert look(str(tmp_path))[0] == {}
    subprocess.run(["rm", "-rf", tmp_path / "deeper"], check=True)


# ---------------------------------------------------------------- as it runs


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def arrive(draw_card: Draw, inbox: Path) -> Callable[..., Path]:
    """Put the picture of a card into the inbox."""

    def put(name: str, number: int) -> Path:
        return draw_card(name, *card(number), folder=inbox)

    return put


def people(book: Path) -> list[str]:
    """Return the mail of everybody in the book, once for each entry."""
    with sqlite3.connect(book / "book.sqlite") as db:
        contacts = [json.loads(text) for (text,) in db.execute("select contact from person")]
    return sorted(mail for contact in contacts for place in contact["affiliations"] for mail in place["emails"])


class Watching:
    """A `cardscan watch` that runs, with what it says."""

    def __init__(self, inbox: Path, book: Path, home: Path) -> None:
        words = ["watch", str(inbox), "--book", str(book), *REPLAY]
        self.out = (home / f"out{len(list(home.iterdir()))}").open("w+")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "cardscan", *words], stdout=self.out, stderr=self.out, env=user_environment(home)
        )

    def said(self) -> str:
        self.out.seek(0)
        return self.out.read()

    def wait_for(self, words: str, seconds: float = 60) -> None:
        give_up = time.monotonic() + seconds
        while words not in self.said():
            assert self.process.poll() is None and time.monotonic() < give_up, self.said()
            time.sleep(0.05)

    def end(self, by: signal.Signals) -> int:
        self.process.send_signal(by)
        return self.process.wait(timeout=60)


@pytest.fixture
def watching(inbox: Path, tmp_path: Path, home: Path) -> Iterator[Callable[[], Watching]]:
    """Start to watch the inbox, as often as wanted; nothing is left running."""
    started: list[Watching] = []

    def start() -> Watching:
        started.append(Watching(inbox, tmp_path / "book", home))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.wait()
        one.out.close()


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_a_picture_that_arrives_is_read_and_the_end_is_a_good_one(
    by: signal.Signals, watching: Callable[[], Watching], arrive: Callable[..., Path], tmp_path: Path
) -> None:
    watch = watching()
    watch.wait_for("Watching")
    arrive("a.png", 1)
    watch.wait_for("a.png: 阿部 太郎")
    arrive("b.png", 2)
    watch.wait_for("b.png: 阿部 太郎")  # the file for the phone is written before the next look
    assert "abe@shop1.example" in (tmp_path / "book" / "contacts.vcf").read_text(encoding="utf-8")
    assert watch.end(by) == 0
    assert "2 cards read: 2 new" in watch.said() and "Traceback" not in watch.said()


def test_a_file_is_read_when_it_is_whole_and_not_before(
    watching: Callable[[], Watching], arrive: Callable[..., Path], inbox: Path, tmp_path: Path, draw_card: Draw
) -> None:
    whole = draw_card("slow.png", *card(1))
    shutil.copy(whole.with_suffix(".lines.json"), inbox)
    content = whole.read_bytes()
    watch = watching()
    watch.wait_for("Watching")
    with (inbox / "slow.png").open("wb", buffering=0) as file:
        for start in range(0, len(content), len(content) // 30):
            file.write(content[start : start + len(content) // 30])
            time.sleep(0.03)
    watch.wait_for("slow.png")
    arrive("next.png", 2)
    watch.wait_for("next.png")
    assert watch.end(signal.SIGINT) == 0
    assert "cannot be read" not in watch.said() and "damaged" not in watch.said()
    assert people(tmp_path / "book") == ["abe@shop1.example", "abe@shop2.example"]


def test_what_cannot_be_read_is_told_once_also_after_a_restart_and_tried_again_when_it_changes(
    cardscan: Run, inbox: Path, tmp_path: Path, draw_card: Draw
) -> None:
    words = ("watch", inbox, "--once", "--book", tmp_path / "book", *REPLAY)
    (inbox / "a.png").write_bytes(b"no picture")
    first, again = cardscan(*words), cardscan(*words)
    assert first.returncode == 3 and "a.png is not a picture" in first.stderr
    assert (again.returncode, again.stderr) == (0, "")
    draw_card("a.png", *card(1), folder=inbox)
    mended = cardscan(*words)
    assert (mended.returncode, mended.stderr) == (0, "") and "a.png: 阿部 太郎" in mended.stdout


def test_a_name_that_is_no_text_is_remembered_too(cardscan: Run, inbox: Path, tmp_path: Path) -> None:
    (inbox / os.fsdecode(b"\xff\n.png")).write_bytes(b"no picture")
    words = ("watch", inbox, "--once", "--book", tmp_path / "book", *REPLAY)
    first, again = cardscan(*words), cardscan(*words)
    assert first.returncode == 3 and len(first.stderr.splitlines()) == 1
    assert (again.returncode, again.stderr) == (0, "")


def test_what_the_reader_failed_on_is_tried_again_the_next_time(
    cardscan: Run, inbox: Path, tmp_path: Path, arrive: Callable[..., Path]
) -> None:
    picture = arrive("a.png", 1)
    recording = picture.with_suffix(".lines.json")
    kept = recording.rename(tmp_path / "kept.json")
    words = ("watch", inbox, "--once", "--book", tmp_path / "book", *REPLAY)
    failed = cardscan(*words)
    assert failed.returncode == 5 and "recording" in failed.stderr
    kept.rename(recording)
    assert "a.png: 阿部 太郎" in cardscan(*words).stdout


def test_once_reads_what_is_there_in_every_folder_and_the_second_time_opens_nothing(
    cardscan: Run, inbox: Path, tmp_path: Path, arrive: Callable[..., Path]
) -> None:
    arrive("a.png", 1)
    arrive("deep/er/b.png", 2)
    words = ("watch", inbox, "--once", "--book", tmp_path / "book", *REPLAY)
    first = cardscan(*words)
    assert first.returncode == 0 and "2 cards read: 2 new" in first.stdout
    shutil.copy(inbox / "a.png", inbox / "copy.png")
    second = cardscan(*words)
    assert "copy.png" in second.stdout and "0 cards read" in second.stdout and "1 picture was in" in second.stdout
    assert people(tmp_path / "book") == ["abe@shop1.example", "abe@shop2.example"]


def test_a_folder_that_is_not_there_is_an_error_with_a_remedy(cardscan: Run, tmp_path: Path) -> None:
    done = cardscan("watch", tmp_path / "nowhere", "--book", tmp_path / "book")
    assert done.returncode == 3 and "nowhere" in done.stderr and "Give the folder" in done.stderr


def test_a_folder_that_goes_away_is_told_once_and_waited_for(
    watching: Callable[[], Watching], arrive: Callable[..., Path], inbox: Path, tmp_path: Path
) -> None:
    arrive("a.png", 1)
    watch = watching()
    watch.wait_for("a.png")
    inbox.rename(tmp_path / "away")
    watch.wait_for("cannot be looked into")
    time.sleep(0.5)
    (tmp_path / "away").rename(inbox)
    arrive("b.png", 2)
    watch.wait_for("b.png")
    assert watch.end(signal.SIGTERM) == 0
    assert watch.said().count("cannot be looked into") == 1
    assert watch.said().count("a.png: ") == 1


def test_a_busy_book_is_waited_for(
    watching: Callable[[], Watching], arrive: Callable[..., Path], tmp_path: Path
) -> None:
    watch = watching()
    watch.wait_for("Watching")
    other = sqlite3.connect(tmp_path / "book" / "book.sqlite", isolation_level=None)
    other.execute("begin immediate")
    arrive("a.png", 1)
    watch.wait_for("being written to")
    other.execute("rollback")
    other.close()
    watch.wait_for("a.png: 阿部 太郎")
    assert watch.end(signal.SIGINT) == 0


def test_killed_at_any_instant_and_started_again_nobody_is_lost_and_nobody_there_twice(
    watching: Callable[[], Watching], arrive: Callable[..., Path], tmp_path: Path
) -> None:
    dice, count = random.Random(3), 12
    for number in range(count):
        arrive(f"{number:02}.png", number)
    kills = 0
    while kills < 4:
        watch = watching()
        watch.wait_for("Watching")
        time.sleep(dice.uniform(0.1, 0.9))
        kills += watch.end(signal.SIGKILL) == -signal.SIGKILL
    watch = watching()
    arrive("last.png", count)
    watch.wait_for("last.png")
    assert watch.end(signal.SIGTERM) == 0
    assert people(tmp_path / "book") == sorted(f"abe@shop{number}.example" for number in range(count + 1))


def test_two_that_watch_the_same_folder_for_the_same_book_add_nobody_twice(
    watching: Callable[[], Watching], arrive: Callable[..., Path], tmp_path: Path
) -> None:
    both = [watching(), watching()]
    for watch in both:
        watch.wait_for("Watching")
    for number in range(6):
        arrive(f"{number}.png", number)
    for watch in both:
        watch.wait_for("5.png")
        assert watch.end(signal.SIGINT) == 0
    assert people(tmp_path / "book") == [f"abe@shop{number}.example" for number in range(6)]
