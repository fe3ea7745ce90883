"""On a real (pseudo) terminal: progress is shown and taken away, questions are asked, colours can be switched off."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import Draw, Run, user_environment

from cardscan.cli.terminal import counted

REPLAY = ("--engine", "replay")
ABE = ("株式会社みどり製作所", "代表取締役", "阿部 太郎", "携帯 090-1234-5678", "abe@midori.example")
NAMESAKE = ("株式会社みどり製作所", "部長", "阿部 太郎", "TEL 06-6123-4567", "taro@midori.example")


def on_terminal(words: list[object], answers: dict[str, str], home: Path, **environment: str) -> tuple[int, str]:
    """Run cardscan on a terminal of 100 columns, answer its prompts, and return (exit code, screen)."""
    ours, theirs = pty.openpty()
    environment = user_environment(home, TERM="xterm-256color", COLUMNS="100", **environment)
    command = [sys.executable, "-m", "cardscan", *map(str, words)]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=home)
    os.close(theirs)
    screen, waiting, give_up = "", dict(answers), time.monotonic() + 120
    while time.monotonic() < give_up:
        if select.select([ours], [], [], 0.2)[0]:
            try:
                screen += os.read(ours, 65536).decode("utf-8", "replace")
            except OSError:  # the other end is closed
                break
        for prompt in [prompt for prompt in waiting if prompt in screen]:
            os.write(ours, waiting.pop(prompt).encode())
    os.close(ours)
    return process.wait(timeout=10), screen


def count(cardscan: Run, book: Path) -> int:
    return len(cardscan("list", "--json", "--book", book).stdout.splitlines())


@pytest.mark.parametrize(("answer", "people"), [("1\n", 1), ("0\n", 2), ("\n", 2), ("seven\n1\n", 1)])
def test_a_doubtful_match_is_asked_about(
    answer: str, people: int, cardscan: Run, draw_card: Draw, home: Path, tmp_path: Path
) -> None:
    book = tmp_path / "book"
    cardscan("scan", draw_card("a.png", *ABE), "--book", book, *REPLAY)
    words = ["scan", draw_card("b.png", *NAMESAKE), "--book", book, *REPLAY]
    code, screen = on_terminal(words, {"Which of them": answer}, home)
    assert code == 0, screen
    assert "abe@midori.example" in screen and "taro@midori.example" in screen and "same company" in screen
    assert count(cardscan, book) == people


def test_a_person_confirmed_once_keeps_what_both_cards_say(
    cardscan: Run, draw_card: Draw, home: Path, tmp_path: Path
) -> None:
    book = tmp_path / "book"
    cardscan("scan", draw_card("a.png", *ABE), "--book", book, *REPLAY)
    on_terminal(["scan", draw_card("b.png", *NAMESAKE), "--book", book, *REPLAY], {"Which of them": "1\n"}, home)
    (person,) = map(json.loads, cardscan("list", "--json", "--book", book).stdout.splitlines())
    assert person["contact"]["emails"] == ["abe@midori.example", "taro@midori.example"]


def test_progress_is_shown_on_a_terminal_and_nowhere_else(cardscan: Run, draw_card: Draw, home: Path) -> None:
    picture = draw_card("a.png", *ABE)
    _, screen = on_terminal(["read", picture, *REPLAY], {}, home)
    assert "0/1" in screen
    assert cardscan("read", picture, *REPLAY).stderr == ""


@pytest.mark.parametrize(("words", "environment"), [(["--no-color"], {}), ([], {"NO_COLOR": "1"})])
def test_colours_can_be_switched_off(
    words: list[str], environment: dict[str, str], draw_card: Draw, home: Path
) -> None:
    picture = draw_card("a.png", *ABE)
    colour = re.compile(r"\x1b\[(?:\d+;)*(?:3[0-8]|9[0-7])(?:;\d+)*m")
    _, coloured = on_terminal(["read", picture, *REPLAY], {}, home)
    _, plain = on_terminal([*words, "read", picture, *REPLAY], {}, home, **environment)
    assert colour.search(coloured) and not colour.search(plain)


@pytest.mark.parametrize(("number", "said"), [(0, "0 people"), (1, "1 person"), (2, "2 people")])
def test_one_is_counted_in_the_singular(number, said):
    assert counted(number, "person", "people") == said
