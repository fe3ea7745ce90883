"""Whatever is printed on a card, or is the name of a file, does not steer the terminal."""

from __future__ import annotations

import json
import os
import unicodedata
from pathlib import Path

import pytest
from conftest import Draw, Run
from hypothesis import given
from hypothesis import strategies as st

from cardscan.cli.terminal import harmless, print_table
from cardscan.contract import error_record, to_json
from cardscan.errors import NoCardFound

REPLAY = ("--engine", "replay")
EVIL = (
    "株式会社\x1b[31m赤\x1b[0m",
    "[bold red]部長[/bold red] :smile:",
    "山田 太郎\x1b]0;owned\x07",
    "TEL 03-5950-1234\x9b2J",
    "taro@aka.example",
    "\u202eelpmaxe.live\u2066",
)
STEERING = ("\x1b", "\x07", "\x9b", "\u202e", "\u2066")


@given(st.text())
def test_harmless_text_is_one_line_without_anything_that_steers(text: str) -> None:
    shown = harmless(text)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    shown.encode("utf-8")


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Zs"])))
def test_ordinary_text_is_shown_as_it_is(text: str) -> None:
    assert harmless(text) == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_json_is_one_line_without_steering_and_keeps_the_text(text: str) -> None:
    line = to_json(error_record(text, NoCardFound("x")))
    assert json.loads(line)["source"] == text
    assert len(line.splitlines()) == 1
    assert not [c for c in line if unicodedata.category(c) == "Cc" or c in "\u202e\u2066"]


@pytest.mark.parametrize("words", [["read"], ["read", "--json"], ["scan", "--book", "book"]], ids=" ".join)
def test_a_card_does_not_steer_the_terminal(words: list[str], cardscan: Run, draw_card: Draw) -> None:
    done = cardscan(words[0], draw_card("evil.png", *EVIL), *words[1:], *REPLAY)
    assert done.returncode == 0, done.stderr
    assert not [sign for sign in STEERING if sign in done.stdout + done.stderr]


def test_markup_on_a_card_is_shown_as_printed(capfd: pytest.CaptureFixture[str]) -> None:
    print_table(("[b]Name[/b]",), [("[red]山田[/red] :smile: [link=https://evil.example]",)])
    shown = capfd.readouterr().out
    for printed in ("[b]Name[/b]", "[red]山田[/red] :smile: [link=https://evil.example]"):
        assert printed in shown


def test_the_name_of_a_file_does_not_steer_the_terminal(cardscan: Run, tmp_path: Path) -> None:
    bad = tmp_path / "a\x1b[31m\nb.jpg"
    bad.write_bytes(b"nothing")
    done = cardscan("read", bad)
    assert done.returncode == 3 and "\x1b" not in done.stderr and len(done.stderr.splitlines()) == 1


def test_a_file_name_that_is_not_utf8_is_read_all_the_same(cardscan: Run, draw_card: Draw, tmp_path: Path) -> None:
    picture = draw_card("a.png", "山田 太郎", "TEL 03-5950-1234", "taro@aka.example")
    strange = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.png")
    os.rename(picture, strange)  # noqa: PTH104 the point is the name in bytes
    Path(picture).with_suffix(".lines.json").rename(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.lines.json"))
    done = cardscan("read", strange, "--json", *REPLAY)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["source"].endswith("\ufffd.png")
    assert cardscan("scan", strange, "--book", "book", *REPLAY).returncode == 0


def test_a_table_can_be_printed_where_the_terminal_speaks_no_japanese(cardscan: Run, draw_card: Draw) -> None:
    picture = draw_card("a.png", "髙橋 美咲", "TEL 03-5950-1234", "misaki@aka.example")
    done = cardscan("read", picture, *REPLAY, PYTHONIOENCODING="ascii")
    assert done.returncode == 0 and "misaki@aka.example" in done.stdout and "Traceback" not in done.stderr
    as_json = cardscan("read", picture, "--json", *REPLAY, PYTHONIOENCODING="shift_jis")
    assert json.loads(as_json.stdout)["contact"]["name"]["full"] == "髙橋 美咲"
