"""What all layers of the reader are taught with: lines cut from cards, shapes that are no letters, lines on end."""

from __future__ import annotations

import tomllib
from pathlib import Path
from random import Random

import numpy as np
import pytest

from bench.reader import faces, logos
from bench.reader.crops import said
from bench.reader.cut import Crop, crops, opened, save
from bench.reader.lessons import by_length, turned
from bench.reader.lines import HEIGHT, harmed

FONTS = Path(__file__).parents[1] / "bench" / "cards" / "words" / "fonts.toml"


def strip(width: int = 200) -> np.ndarray:
    """A line of grey steps, darker to the right."""
    return np.repeat(np.linspace(250, 40, width)[None, :, None], HEIGHT, 0).repeat(3, 2).astype(np.uint8)


def test_lines_cut_from_cards_come_back_with_their_texts(tmp_path: Path) -> None:
    save([Crop(strip(), "山田 太郎"), Crop(strip(96), "Tel")], tmp_path / "crops-0.npz")
    save([Crop(strip(300), "東京都豊島区南池袋1-16-15")], tmp_path / "crops-1.npz")
    found = crops(tmp_path)
    assert [words for _, words in found] == ["山田 太郎", "Tel", "東京都豊島区南池袋1-16-15"]
    assert np.abs(opened(found[0][0]).astype(int) - strip()).mean() < 3
    assert {size: len(each) for size, each in by_length(found).items()} == {"short": 2, "middling": 0, "long": 1}


def test_what_is_no_picture_is_no_line() -> None:
    with pytest.raises(ValueError, match="no crop of a line"):
        opened(b"nonsense")


@pytest.mark.parametrize(
    ("printed", "read", "wanted"),
    [
        ("03-1234-5678", "☎ 03-1234-5678", "☎ 03-1234-5678"),
        ("☎ 03-1234-5678", "☎03-1234-5678", "☎ 03-1234-5678"),
        ("ＦＡＸ　０３", "FAX 03", "FAX 03"),
        ("北斗文化財団", "北斗文化財園", "北斗文化財団"),
    ],
)
def test_an_icon_that_the_reader_sees_before_a_line_is_a_part_of_it(printed: str, read: str, wanted: str) -> None:
    assert said(printed, read) == wanted


@pytest.mark.parametrize("seed", range(40))
def test_a_logo_stands_beside_a_line_and_leaves_its_height(seed: int) -> None:
    ink = np.zeros((60, 200), np.float32)
    made = logos.beside(Random(seed), ink)
    assert made.shape[0] == 60
    assert made.shape[1] > 200
    assert made.max() > 0.1
    assert made.min() >= 0.0
    assert made.max() <= 1.0


def test_a_line_on_its_head_has_its_end_first() -> None:
    heads = [turned(Random(seed), strip(192)) for seed in range(20)]
    assert all(each.shape == (HEIGHT, 192, 3) for each in heads)
    assert any(int(each[0, 0, 0]) == int(strip(192)[0, -1, 0]) for each in heads)


@pytest.mark.parametrize("hardness", [0.0, 0.5, 1.0])
def test_however_hard_a_line_is_to_read_it_is_as_high_as_the_reader_wants_it(hardness: float) -> None:
    ink = np.zeros((40, 160), np.float32)
    ink[12:28, 10:150:7] = 1.0
    for seed in range(20):
        assert harmed(Random(seed), ink, hardness).shape[0] == HEIGHT


def test_no_face_that_the_bench_scores_with_teaches_the_reader() -> None:
    families = tomllib.loads(FONTS.read_text("utf-8"))["family"]
    scored = {name.lower().replace(" ", "") for each in families if each["split"] == "test" for name in each["names"]}
    fetched = tomllib.loads(faces.FAMILIES.read_text("utf-8"))
    taught = {name.replace("-", "") for groups in fetched.values() for group in groups for name in group["names"]}
    paths = {Path(each.path).stem.lower().replace("-", "") for each in faces.SOURCES}
    assert not scored & taught
    assert not [name for name in scored for path in paths if path.startswith(name)]
