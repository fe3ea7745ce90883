"""Nothing leaves the machine: a whole evening with every socket blocked."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, SAMPLES, Draw, user_environment

# Python imports `sitecustomize` before anything else. What it forbids is written down, so that nobody can swallow it.
NO_SOCKETS = """
import os, pathlib, sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        with open(os.environ["SEEN"], "a") as seen:
            seen.write(f"{event} {arguments}\\n")
        raise RuntimeError("the network was used")

sys.addaudithook(refuse)
"""


@pytest.fixture
def blocked(home: Path, tmp_path: Path) -> dict[str, str]:
    """An environment in which Python refuses and records every use of the network."""
    (tmp_path / "block").mkdir()
    (tmp_path / "block" / "sitecustomize.py").write_text(NO_SOCKETS)
    environment = user_environment(home, SEEN=str(tmp_path / "seen"))
    environment["PYTHONPATH"] = f"{tmp_path / 'block'}:{environment['PYTHONPATH']}"
    return environment


def test_the_block_blocks(blocked: dict[str, str], tmp_path: Path) -> None:
    code = "import socket; socket.create_connection(('127.0.0.1', 9))"
    done = subprocess.run([sys.executable, "-c", code], env=blocked, capture_output=True, text=True, check=False)
    assert done.returncode and "the network was used" in done.stderr
    assert "socket" in (tmp_path / "seen").read_text()


@pytest.mark.engine
def test_an_evening_needs_no_network(blocked: dict[str, str], tmp_path: Path) -> None:
    book = tmp_path / "book"
    pictures = sorted(path for path in SAMPLES.iterdir() if path.suffix in (".jpg", ".png"))[:3]
    truth = pictures[0].with_suffix(".truth.json")
    evening: list[list[object]] = [
        ["event", "new", "Expo", "--date", "2026-11-20", "--place", "Makuhari", "--book", book],
        ["scan", *pictures, "--event", "Expo", "--book", book],
        ["scan", *pictures, "--book", book],
        ["read", pictures[0], "--json"],
        ["event", "show", "Expo", "--date", "2026-11-20", "-o", tmp_path / "expo.html", "--book", book],
        ["find", "11/20", "--book", book],
        ["list", "--book", book],
        ["export", "-o", tmp_path / "out.vcf", "--book", book],
        ["export", "--photo", "card", "-o", tmp_path / "out.xlsx", "--book", book],
        ["export", "--format", "google", "-o", tmp_path / "out.csv", "--book", book],
        ["roster", "Expo", "-o", tmp_path / "roster.pdf", "--book", book],
        ["roster", "--photo", pictures[0], "-o", tmp_path / "roster.html", "--book", book],
        ["thank", "--event", "Expo", "-o", tmp_path / "drafts", "--book", book],
        ["thank", "--event", "Expo", "--ics", tmp_path / "reminder.ics", "--book", book],
        ["stats", "-o", tmp_path / "year.png", "--book", book],
        [
            "forget",
            json.loads(truth.read_text(encoding="utf-8"))["cards"][0]["contact"]["name"]["full"],
            "--yes",
            "--book",
            book,
        ],
        ["doctor", "--book", book],
    ]
    # In a network namespace of its own a process has not even a loopback; only root can make one.
    apart = ["unshare", "-n"] if os.geteuid() == 0 and _can_unshare() else []
    for words in evening:
        command = [*apart, sys.executable, "-m", "cardscan", *map(str, words)]
        done = subprocess.run(command, env=blocked, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert not (tmp_path / "seen").exists()
    assert (tmp_path / "out.vcf").read_bytes().count(b"BEGIN:VCARD") >= 2
    assert any((tmp_path / "drafts").iterdir()) and (tmp_path / "reminder.ics").is_file()


def test_the_book_can_be_read_by_its_owner_alone(draw_card: Draw, home: Path, tmp_path: Path) -> None:
    book = tmp_path / "book"
    picture = draw_card("a.png", "阿部 太郎", "携帯 090-1234-5678", "abe@midori.example")
    command = [sys.executable, "-m", "cardscan", "scan", picture, "--engine", "replay", "--book", book]
    subprocess.run(command, env=user_environment(home), check=True, capture_output=True)
    assert book.stat().st_mode & 0o077 == 0


def _can_unshare() -> bool:
    program = shutil.which("unshare")
    return bool(program) and subprocess.run([str(program), "-n", "true"], check=False).returncode == 0


def test_the_library_that_runs_the_networks_keeps_no_diary_to_send(tmp_path: Path) -> None:
    """onnxruntime 1.29 and later does by default: https://github.com/microsoft/onnxruntime/pull/27379"""
    code = "from pathlib import Path; from cardscan.network import Network; Network(Path('cardscan/image/finder.onnx'))"
    home = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "USERPROFILE": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], env=home, cwd=ROOT, check=True)
    assert list(tmp_path.rglob("*")) == []
