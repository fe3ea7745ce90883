"""Many readers at once: the same people in the same order as with one, and a reader that is killed costs nobody."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from book_contacts import person, reading
from conftest import ROOT, user_environment

from cardscan.crew import Here, Picture, Reader
from cardscan.crew.cluster import Cluster
from cardscan.crew.parcel import packed, unpacked
from cardscan.crew.workers import Workers
from cardscan.errors import EngineError, EngineMissing, NoCardFound
from cardscan.ocr import open_engine
from cardscan.sides import Failure, Page

REPLAY = ("--engine", "replay", "--yes")
FAMILIES = ("阿部", "井上", "上田", "江口", "大野", "加藤", "木村", "久保", "小林", "佐藤")


@pytest.fixture
def pictures(draw_card):
    return [
        draw_card(f"{n}.png", f"{family} 太郎", f"{family}商店", f"090-1234-56{n:02}", f"taro@shop{n}.example.com")
        for n, family in enumerate(FAMILIES)
    ]


def given(pictures):
    return (Picture(str(path), path.read_bytes()) for path in pictures)


def names_on(pages):
    return [one.parsed.contact.name.full for page in pages for one in page.readings]


def told(crew, pictures):
    return [(picture.name, names_on(pages)) for picture, pages in crew.read(given(pictures))]


def expected(pictures):
    return [(str(path), [f"{family} 太郎"]) for path, family in zip(pictures, FAMILIES, strict=True)]


def test_pages_come_back_as_they_were_without_their_photos():
    one, other = reading(person(), 1), reading(person(), 2)
    photo = one.card.photo
    error = NoCardFound("no card was found in x.jpg", "Try again")
    pages = (Page("x.jpg", 1, (one, other, Failure("x.jpg", error, None, photo))),)
    (back,) = unpacked(packed(pages))
    first, _, failure = back.outcomes
    assert first.parsed == one.parsed and np.array_equal(first.card.pixels, one.card.pixels)
    assert first.card.photo is failure.photo and first.card.photo.pixels.shape == photo.pixels.shape
    assert (str(failure.error), failure.error.exit_code) == (str(error), 4)
    large = np.zeros((3000, 4000, 3), np.uint8)
    assert len(packed((Page("x.jpg", 1, (Failure("x.jpg", error, None, type(photo)("x.jpg", 1, large)),)),))) < 1000


def test_two_readers_give_the_same_in_the_same_order_as_one(pictures):
    said = []
    with Workers(Reader("replay"), 2, said.append) as crew:
        assert told(crew, pictures) == told(Here(open_engine("replay")), pictures) == expected(pictures)
    assert said == []


def test_a_reader_that_is_killed_costs_no_picture_and_it_is_said(pictures):
    said, seen = [], []
    with Workers(Reader("replay"), 2, said.append) as crew:
        for picture, pages in crew.read(given(pictures)):
            seen.append((picture.name, names_on(pages)))
            if len(seen) == 3:
                for number in crew.processes:
                    os.kill(number, signal.SIGKILL)
    assert seen == expected(pictures)
    assert 1 <= len(said) <= 2 and all("was killed (SIGKILL) while it read" in words for words in said)


def test_a_picture_that_kills_every_reader_is_named_and_the_others_are_read(pictures, monkeypatch, tmp_path):
    deadly = tmp_path / "sitecustomize.py"
    deadly.write_text(
        "import os, pickle\n"
        "import multiprocessing.connection as c\n"
        "read = c.Connection.recv\n"
        "def recv(self):\n"
        "    job = read(self)\n"
        f"    return os._exit(9) if job[0] == {str(pictures[4])!r} else job\n"
        "c.Connection.recv = recv\n"
    )
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{ROOT}")
    said = []
    with Workers(Reader("replay"), 2, said.append) as crew:
        found = list(crew.read(given(pictures)))
    failed = [one for _, pages in found for page in pages for one in page.outcomes if isinstance(one, Failure)]
    assert [one.source for one in failed] == [str(pictures[4])] and "2 readers died" in str(failed[0].error)
    assert sum(len(names_on(pages)) for _, pages in found) == len(pictures) - 1
    assert len(said) == 1 and str(pictures[4]) in said[0]


def test_pictures_that_are_known_or_could_not_be_had_are_passed_by(pictures):
    some = [Picture("gone.png", None), Picture("known.png", b"x", known=True), *given(pictures[:2])]
    with Workers(Reader("replay"), 2, print) as crew:
        found = [(picture.name, names_on(pages)) for picture, pages in crew.read(some)]
    assert found == [("gone.png", []), ("known.png", []), *expected(pictures)[:2]]


# ---------------------------------------------------------------- into the book


def people(cardscan, book):
    lines = cardscan("list", "--json", "--book", book).stdout.splitlines()
    return [{k: v for k, v in json.loads(line).items() if k != "uid"} for line in lines]


def test_scan_with_workers_fills_the_book_as_scan_without_does(cardscan, pictures, tmp_path):
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"no picture")
    files = [*pictures[:4], bad, pictures[0], tmp_path / "missing.png", *pictures[4:]]
    here = cardscan("scan", *files, "--book", tmp_path / "one", *REPLAY)
    many = cardscan("scan", *files, "--book", tmp_path / "many", "--workers", "2", *REPLAY)
    assert (many.returncode, many.stderr) == (here.returncode, here.stderr) and here.returncode == 3
    assert many.stdout.replace("many", "one") == here.stdout
    assert people(cardscan, tmp_path / "many") == people(cardscan, tmp_path / "one")
    again = cardscan("scan", *pictures, "--book", tmp_path / "many", "--workers", "2", *REPLAY)
    assert "10 pictures were in the book already" in again.stdout


def test_front_and_back_are_joined_whoever_read_them(cardscan, draw_card, tmp_path):
    files = [draw_card("f.png", "阿部 太郎", "阿部商店", "090-1234-5678", "taro@abe.example.com"),
             draw_card("g.png", "Taro ABE", "Abe Trading", "taro@abe.example.com")]  # fmt: skip
    for book, more in (("one", ()), ("many", ("--workers", "2")), ("pairs", ("--workers", "2", "--pairs"))):
        done = cardscan("scan", *files, "--book", tmp_path / book, *more, *REPLAY)
        assert "front and back of 1" in done.stdout, done.stdout + done.stderr
        assert len(people(cardscan, tmp_path / book)) == 1


def children(process):
    listed = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [int(n) for n in listed if b"spawn_main" in Path(f"/proc/{n}/cmdline").read_bytes()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to find the readers")
def test_scan_goes_on_when_a_reader_is_killed_half_way(pictures, home, tmp_path):
    command = [sys.executable, "-m", "cardscan", "scan", *map(str, pictures), "--workers", "2", *REPLAY]
    process = subprocess.Popen(
        [*command, "--book", str(tmp_path / "book")],
        env=user_environment(home), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    kept = tmp_path / "book" / "cards"
    while process.poll() is None and not (kept.exists() and len(list(kept.iterdir())) > 3):
        time.sleep(0.01)
    for number in children(process.pid)[:1]:
        os.kill(number, signal.SIGKILL)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert "10 cards read: 10 new, 0 known" in out


# ---------------------------------------------------------------- on a cluster


@contextmanager
def cluster(home, readers=2):
    """A scheduler and readers on loopback; yields its address and the readers' processes."""
    environment = user_environment(home)
    file = home / "scheduler.json"
    here = ["--host", "127.0.0.1", "--no-dashboard"]
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", *here, "--port", "0"]
    running = [subprocess.Popen([*dask, "--scheduler-file", str(file)], env=environment, stderr=subprocess.DEVNULL)]
    try:
        while not (file.exists() and file.read_text().rstrip().endswith("}")):
            time.sleep(0.05)
        address = json.loads(file.read_text())["address"]
        worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, *here, "--nthreads", "1", "--no-nanny"]
        running += [
            subprocess.Popen([*worker, "--local-directory", str(home)], env=environment, stderr=subprocess.DEVNULL)
            for _ in range(readers)
        ]
        yield address, running[1:]
    finally:
        for process in running:
            process.kill()
            process.wait()


def test_a_cluster_reads_as_one_reader_does_though_one_machine_is_killed_half_way(pictures, home):
    said, seen = [], []
    with cluster(home) as (address, readers), Cluster(address, Reader("replay"), said.append) as crew:
        crew._client.wait_for_workers(2, timeout=60)
        for picture, pages in crew.read(given(pictures)):
            seen.append((picture.name, names_on(pages)))
            if len(seen) == 3:
                readers[0].kill()
    assert seen == expected(pictures)
    assert said == ["1 of 2 readers of the cluster were lost: the others read on."]


def test_scan_on_a_cluster_fills_the_book(cardscan, pictures, home, tmp_path):
    with cluster(home, readers=1) as (address, _):
        done = cardscan("scan", *pictures[:3], "--dask", address, "--book", tmp_path / "book", *REPLAY)
    assert "3 cards read: 3 new, 0 known" in done.stdout, done.stderr
    assert [one["contact"]["name"]["family"] for one in people(cardscan, tmp_path / "book")] == ["阿部", "井上", "上田"]


def test_a_cluster_that_is_not_there_is_said_in_one_line(cardscan, pictures, monkeypatch, tmp_path):
    monkeypatch.setattr("cardscan.crew.cluster.ANSWER", 1.0)
    with pytest.raises(EngineMissing, match="no Dask scheduler answers"):
        Cluster("tcp://127.0.0.1:9", Reader("replay"), print)
    done = cardscan("scan", pictures[0], "--dask", "x", "--workers", "2", "--book", tmp_path / "book", *REPLAY)
    assert done.returncode == 2 and not (tmp_path / "book").exists()


def test_a_cluster_without_any_reader_is_not_waited_for_for_ever(pictures, home, monkeypatch):
    monkeypatch.setattr("cardscan.crew.cluster.PATIENCE", 1.0)
    with (
        cluster(home, readers=0) as (address, _),
        Cluster(address, Reader("replay"), print) as crew,
        pytest.raises(EngineError, match="no reader is left"),
    ):
        list(crew.read(given(pictures[:1])))
