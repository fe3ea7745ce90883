"""Readers are programs: what they print is scored, how they end is reported."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from bench.score import baselines
from bench.score.report import Outcome, Setting, document
from bench.score.systems import Run, run
from bench.score.tally import total
from cardscan.model import TextLine

if TYPE_CHECKING:
    from cardscan.model import Pixels

FAKE = """
import json, sys
held = bytearray(60_000_000)
for name in sys.argv[1:]:
    error = {"code": "no_card", "message": "none"}
    print(json.dumps({"source": name, "error": error} if "none" in name else {"source": name, "quad": []}))
import time; time.sleep(0.3)
sys.exit(4)
"""


def test_a_run_tells_records_by_file_with_time_and_memory(tmp_path: Path) -> None:
    told = run([sys.executable, "-c", FAKE], [tmp_path / "a.jpg", tmp_path / "none.jpg"])
    assert [record["source"] for record in told.of(tmp_path / "a.jpg")] == [str(tmp_path / "a.jpg")]
    assert told.of(tmp_path / "none.jpg") == []
    assert told.seconds >= 0.3
    assert told.peak_bytes > 50_000_000
    assert told.orderly


def test_a_crash_is_told_with_its_last_words(tmp_path: Path) -> None:
    told = run([sys.executable, "-c", "raise SystemExit('out of ink')"], [tmp_path / "a.jpg"])
    assert not told.orderly
    assert told.complaint == "out of ink"


def test_output_that_is_not_json_lines_cannot_be_scored(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="JSON"):
        run([sys.executable, "-c", "print('[1]')"], [tmp_path / "a.jpg"])


def test_a_baseline_that_remembers_reads_a_picture_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def lines_of(pixels: Pixels) -> tuple[TextLine, ...]:
        asked.append(pixels.shape[0])
        return (TextLine("山田 太郎", ((1, 1), (60, 1), (60, 20), (1, 20)), 0.9, "slow"),)

    monkeypatch.setitem(baselines.BASELINES, "slow", lambda: baselines.Baseline("slow", "1", lines_of))
    Image.new("RGB", (91, 55), "white").save(tmp_path / "a.png")
    for _ in range(2):
        assert baselines.main(["slow", "--memory", str(tmp_path / "memory"), str(tmp_path / "a.png")]) == 0
    assert asked == [55]


def test_what_the_baselines_remember_is_no_figure_of_speed() -> None:
    read = Run(2, (), 0.1, 0.1, 2**20, 0, "")
    told = document(
        Setting("2026-11-30", "a machine", (), "bench", "", {}),
        {"flat_ja": {"cardscan": Outcome(total(()), read), "tesseract": Outcome(total(()), read)}},
        {"cardscan": Run(20, (), 30.0, 50.0, 2**29, 0, ""), "tesseract": Run(20, (), 90.0, 90.0, 2**29, 0, "")},
    )
    (speed,) = [part for part in told.split("## ") if part.startswith("Speed")]
    rows = [line.split(" | ")[:4] for line in speed.splitlines() if line.startswith("| ")][2:]
    assert rows == [
        ["| photos in one run", "cardscan", "20", "30.0"],
        ["| photos in one run", "tesseract", "20", "90.0"],
        ["| flat_ja", "cardscan", "2", "0.1"],
    ]
