"""Disk full, book locked, Ctrl-C, a reader that goes away: nothing that was reported as saved is lost."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Draw, Run, user_environment

REPLAY = ("--engine", "replay")
FAMILIES = (
    "阿部",
    "石川",
    "上田",
    "遠藤",
    "岡田",
    "加藤",
    "木村",
    "工藤",
    "小林",
    "斎藤",
    "清水",
    "鈴木",
    "高木",
    "中村",
)


def card(number: int) -> tuple[str, ...]:
    """The lines of the card of a person unlike any other."""
    family = FAMILIES[number % len(FAMILIES)]
    given = "一二三四五六七八九"[number // len(FAMILIES)] + "郎"
    mobile = f"090-{1000 + number:04}-{2000 + number:04}"
    return (f"株式会社見本{number}", "部長", f"{family} {given}", f"携帯 {mobile}", f"p{number}@sample{number}.example")


def people(cardscan: Run, book: Path) -> list[str]:
    done = cardscan("list", "--json", "--book", book)
    assert done.returncode == 0, done.stderr
    return [json.loads(line)["contact"]["name"]["full"] for line in done.stdout.splitlines()]


# ---------------------------------------------------------------- disk full


@contextlib.contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """Mount a disk of ``size`` on ``folder``; skip aloud where that may not be."""
    folder.mkdir()
    mount = shutil.which("mount")
    if not mount or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    if subprocess.run([mount, "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_full_disk_stops_the_scan_with_one_line_and_keeps_what_was_saved(
    cardscan: Run, draw_card: Draw, tmp_path: Path
) -> None:
    pictures = [draw_card(f"{number:02}.png", *card(number)) for number in range(12)]
    with small_disk(tmp_path / "disk", "700k"):
        book = tmp_path / "disk" / "book"
        done = cardscan("scan", *pictures, "--book", book, *REPLAY)
        assert done.returncode == 7
        assert len(done.stderr.splitlines()) == 1 and str(book) in done.stderr and "space" in done.stderr
        saved = people(cardscan, book)
        assert 0 < len(saved) < 12
        for name in saved:
            assert name in done.stdout
        with contextlib.closing(sqlite3.connect(book / "book.sqlite")) as db:
            assert db.execute("pragma integrity_check").fetchone() == ("ok",)
        copy = shutil.copytree(book, tmp_path / "copy")
    again = cardscan("scan", *pictures, "--book", copy, *REPLAY)
    assert again.returncode == 0, again.stderr
    assert len(people(cardscan, copy)) == 12


def test_a_file_that_may_grow_no_further_is_told_about_and_never_half_replaces_a_good_one(
    draw_card: Draw, cardscan: Run, home: Path, tmp_path: Path
) -> None:
    book, out = tmp_path / "book", tmp_path / "out.vcf"
    pictures = [draw_card(f"{number:02}.png", *card(number)) for number in range(8)]
    cardscan("scan", *pictures, "--book", book, *REPLAY)
    out.write_bytes(b"the good old file")
    done = subprocess.run(
        [sys.executable, "-m", "cardscan", "export", "-o", out, "--book", book],
        env=user_environment(home),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
    )
    assert done.returncode == 7 and "out.vcf" in done.stderr and len(done.stderr.splitlines()) == 1
    assert out.read_bytes() == b"the good old file"
    assert [file.name for file in tmp_path.iterdir() if "tmp" in file.name] == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("words", [["read", "--json"], ["read"], ["export"]], ids=" ".join)
def test_a_full_disk_behind_standard_output_is_an_error(
    words: list[str], cardscan: Run, draw_card: Draw, home: Path, tmp_path: Path
) -> None:
    picture = draw_card("a.png", *card(1))
    cardscan("scan", picture, "--book", tmp_path / "book", *REPLAY)
    more = ["--book", tmp_path / "book"] if words == ["export"] else [picture, *REPLAY]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cardscan", *words, *more],
            env=user_environment(home),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 7 and "standard output" in done.stderr and len(done.stderr.splitlines()) == 1


# ---------------------------------------------------------------- somebody else's lock, somebody else's file


def test_a_book_that_another_process_writes_to_is_waited_for_and_then_told_about(
    cardscan: Run, draw_card: Draw, tmp_path: Path
) -> None:
    book, picture = tmp_path / "book", draw_card("a.png", *card(1))
    assert cardscan("scan", draw_card("b.png", *card(2)), "--book", book, *REPLAY).returncode == 0
    other = sqlite3.connect(book / "book.sqlite", isolation_level=None)
    other.execute("begin immediate")
    try:
        done = cardscan("scan", picture, "--book", book, *REPLAY)
        assert cardscan("list", "--book", book).returncode == 0, "looking needs no lock"
    finally:
        other.execute("rollback")
        other.close()
    assert done.returncode == 6 and len(done.stderr.splitlines()) == 1
    assert str(book) in done.stderr and "Wait" in done.stderr
    assert cardscan("scan", picture, "--book", book, *REPLAY).returncode == 0
    assert len(people(cardscan, book)) == 2


@pytest.mark.parametrize("command", [["list"], ["scan"]], ids=" ".join)
def test_a_file_that_is_no_book_is_left_alone(
    command: list[str], cardscan: Run, draw_card: Draw, tmp_path: Path
) -> None:
    book = tmp_path / "book"
    book.mkdir()
    (book / "book.sqlite").write_bytes(b"my diary " * 500)
    words = [*command, draw_card("a.png", *card(1)), *REPLAY] if command == ["scan"] else command
    done = cardscan(*words, "--book", book)
    assert done.returncode == 6 and len(done.stderr.splitlines()) == 1 and "book.sqlite" in done.stderr
    assert (book / "book.sqlite").read_bytes() == b"my diary " * 500


# ---------------------------------------------------------------- stopped half-way


def test_ctrl_c_half_way_keeps_what_was_saved_and_the_next_run_goes_on(
    cardscan: Run, draw_card: Draw, home: Path, tmp_path: Path
) -> None:
    book = tmp_path / "book"
    pictures = [draw_card(f"{number:02}.png", *card(number)) for number in range(40)]
    process = subprocess.Popen(
        [sys.executable, "-m", "cardscan", "scan", *pictures, "--book", book, *REPLAY],
        env=user_environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    give_up = time.monotonic() + 60
    while time.monotonic() < give_up and process.poll() is None:
        if len(list(book.glob("contacts/*.vcf"))) >= 3:
            break
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert len(err.splitlines()) == 1 and "stopped" in err and "saved" in err
    saved = people(cardscan, book)
    assert 3 <= len(saved) < 40
    for name in saved:
        assert name in out
    assert f"{len(saved)} cards read" in out
    done = cardscan("scan", *pictures, "--book", book, *REPLAY)
    assert done.returncode == 0, done.stderr
    assert len(people(cardscan, book)) == 40


def test_a_process_that_is_killed_loses_nothing_that_was_saved(
    cardscan: Run, draw_card: Draw, home: Path, tmp_path: Path
) -> None:
    book = tmp_path / "book"
    pictures = [draw_card(f"{number:02}.png", *card(number)) for number in range(30)]
    process = subprocess.Popen(
        [sys.executable, "-m", "cardscan", "scan", *pictures, "--book", book, *REPLAY],
        env=user_environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    give_up = time.monotonic() + 60
    while time.monotonic() < give_up and process.poll() is None and len(list(book.glob("contacts/*.vcf"))) < 3:
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert len(people(cardscan, book)) >= 3
    assert cardscan("scan", *pictures, "--book", book, *REPLAY).returncode == 0
    assert len(people(cardscan, book)) == 30
    assert len(list(book.glob("contacts/*.vcf"))) == 30
    assert (book / "contacts.vcf").read_bytes().count(b"BEGIN:VCARD") == 30


@pytest.mark.parametrize("words", [["read", "--json"], ["list"], ["export"]], ids=" ".join)
def test_a_reader_that_has_seen_enough_is_no_error_worth_a_word(
    words: list[str], cardscan: Run, draw_card: Draw, home: Path, tmp_path: Path
) -> None:
    pictures = [draw_card(f"{number:02}.png", *card(number)) for number in range(3)]
    cardscan("scan", *pictures, "--book", tmp_path / "book", *REPLAY)
    more = ["--book", tmp_path / "book"] if words[0] != "read" else [*pictures, *REPLAY]
    ours, theirs = os.pipe()
    os.close(ours)  # nobody reads
    with os.fdopen(theirs, "wb") as pipe:
        done = subprocess.run(
            [sys.executable, "-m", "cardscan", *words, *more],
            env=user_environment(home),
            stdout=pipe,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (141, "")


def test_cards_come_out_while_later_pictures_are_still_to_be_read(draw_card: Draw, home: Path) -> None:
    """The first line must be there although standard input, the second picture, has not come to its end yet."""
    process = subprocess.Popen(
        [sys.executable, "-m", "cardscan", "read", draw_card("a.png", *card(1)), "-", "--json", *REPLAY],
        env=user_environment(home),
        cwd=home,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    first = json.loads(process.stdout.readline())
    assert process.poll() is None and first["card"] == 1
    process.communicate(timeout=60)
    assert process.returncode == 3  # the second picture was empty
