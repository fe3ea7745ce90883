"""Readers are programs: what they print is scored, how they end is reported."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.score.systems import run

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
