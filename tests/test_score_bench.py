"""The bench end to end on a folder of labelled pictures, with readers that are three lines long."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path

import pytest

from bench.score.__main__ import main
from bench.score.pictures import in_folder
from bench.score.report import table

# Reads the truth itself; every second picture's mail it gets wrong, and is sure of it.
READER = """
import json, sys
for at, name in enumerate(sys.argv[1:]):
    card = json.load(open(name.replace(".png", ".truth.json")))["cards"][0]
    mails = ["wrong@aoba.example"] if at % 2 else card["contact"]["emails"]
    fields = [{"field": "emails[0]", "confidence": 0.95, "doubt": None}]
    contact = {**card["contact"], "emails": mails}
    print(json.dumps({"source": name, "quad": card["quad"], "contact": contact, "fields": fields}))
"""


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / f"{name}.png").write_bytes(b"only its name is used")
        contact = {"name": {"full": "山田 太郎"}, "emails": [f"{name}@aoba.example"]}
        card = {"quad": [[0, 0], [91, 0], [91, 55], [0, 55]], "tag": None, "contact": contact, "lines": ["山田 太郎"]}
        truth = {"source": f"{name}.png", "slice": "flat_ja", "split": "dev", "seed": 1, "cards": [card]}
        (folder / f"{name}.truth.json").write_text(json.dumps(truth))
    (folder / "unlabelled.png").write_bytes(b"")
    return folder


def bench(folder: Path, code: str, *more: str) -> int:
    reader = f"fake={shlex.join([sys.executable, '-c', code])}"
    return main(["--folder", str(folder), "--systems", "", "--command", reader, *more])


def test_the_document_and_the_terminal_tell_the_same_figures(
    pictures: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "accuracy.md"
    assert bench(pictures, READER, "--out", str(out)) == 0
    told = out.read_text()
    assert "| flat_ja | 2 | 0.750 | 50 % |" in told  # name 1.0, mail 0.5
    assert "| email | 2 | 0.500 | 0.500 | 0.500 |" in told
    assert "| flat_ja | fake | 2 | 1 | 50.0 |" in told  # called certain, wrong
    assert capsys.readouterr().out.splitlines()[1].split()[:5] == ["flat_ja", "fake", "2", "100", "%"]


def test_details_name_every_difference_and_its_cause(pictures: Path, tmp_path: Path) -> None:
    assert bench(pictures, READER, "--details", str(tmp_path / "details")) == 0
    (card,) = json.loads((tmp_path / "details" / "fake" / "two.json").read_text())["cards"]
    assert [(each["what"], each["value"], each["cause"]) for each in card["differences"]] == [
        ("missed", "two@aoba.example", "not read"),
        ("extra", "wrong@aoba.example", "made up"),
    ]


def test_a_reader_that_crashes_fails_the_bench_but_is_still_scored(
    pictures: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "accuracy.md"
    assert bench(pictures, "raise SystemExit('out of ink')", "--out", str(out)) == 1
    assert "fake on flat_ja: exit status 1" in out.read_text()
    assert "| flat_ja | 2 | 0.000 | 0 % |" in out.read_text()
    assert "out of ink" in capsys.readouterr().err


def test_a_run_that_is_not_the_whole_benchmark_leaves_the_document_alone(
    pictures: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path)
    bench(pictures, READER)
    assert not list((tmp_path / "docs").iterdir())


def test_pictures_without_truth_are_left_out(pictures: Path) -> None:
    assert [each.path.name for each in in_folder(pictures)] == ["one.png", "two.png"]


def test_a_folder_without_labelled_pictures_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="truth"):
        in_folder(tmp_path)


def test_columns_of_figures_are_aligned_right() -> None:
    assert table(["a", "b"], [["x", "1"]]) == "| a | b |\n| --- | ---: |\n| x | 1 |"
