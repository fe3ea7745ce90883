"""Readers side by side: what the figures say in words."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bench.score.letters import Letters
from bench.score.pace_report import Pace, document


def pace(seconds: float, wrong: int) -> Pace:
    each = tuple(seconds * (1 + 0.1 * (i % 2)) for i in range(8))
    letters = tuple(100 + 50 * (i // 2) for i in range(8))
    return Pace(each, letters, 8 * seconds, 1.25, 500 * 2**20, Letters(1000, wrong), {"detect": 2 * seconds}, 8e9)


def test_each_reader_has_its_row_and_ours_is_compared_with_it() -> None:
    text = document("2026-11-27", "a machine", ["x 1"], {"cardscan": pace(0.5, 1), "rapidocr": pace(1.25, 20)}, 4e9)
    assert "| cardscan | 1.90 | 1.00 × | 0.50 | 1.25 s | 500 MB | 0.10 % |" in text
    assert "| rapidocr | 0.76 | 2.50 × | 1.25 | 1.25 s | 500 MB | 2.00 % |" in text


def test_what_the_cores_could_do_stands_beside_what_they_did() -> None:
    text = document("2026-11-27", "a machine", ["x 1"], {"cardscan": pace(0.5, 1)}, 4e9)
    assert "| detect | 0.125 | 24 % |" in text
    assert "would be 0.250 seconds a card;" in text
    assert "the networks take 0.125." in text


def test_growth_is_told_by_quarters_of_the_cards() -> None:
    text = document("2026-11-27", "a machine", ["x 1"], {"cardscan": pace(0.5, 1)}, 4e9)
    assert "| 100 | 0.525 | 0.525 |" in text
    assert "| 250 | 0.525 | 0.210 |" in text
    assert "The first half of the cards took 0.525 seconds each, the second 0.525." in text


def test_the_peak_is_the_readers_own_not_that_of_the_program_that_started_it() -> None:
    if not Path("/proc/self/status").is_file():
        pytest.skip("only Linux hands it down")
    large = bytearray(b"x") * 700_000_000
    told = subprocess.run(
        [sys.executable, "-c", "from bench.score.pace import most_memory; print(most_memory())"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(large) > 2 * int(told.stdout) > 0
