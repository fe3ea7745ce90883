"""What the reader is taught with: texts, icons, columns laid out as lines."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from random import Random

import numpy as np
import onnxruntime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.reader import alphabet, icons
from bench.reader.standing import standing
from bench.reader.texts import Text, text, with_some
from cardscan import network
from cardscan.image.cards import cards_in
from cardscan.image.load import load
from cardscan.model import CardImage
from cardscan.network import Network
from cardscan.ocr import Engine
from cardscan.ocr.ppocr import RECOGNISER, WHEEL_DETECTOR, PpOcr, models, open_engine

ROOT = Path(__file__).parents[1]
TAUGHT = ROOT / "bench" / "reader" / "reader.onnx"
SAMPLE = ROOT / "samples" / "02-desk.jpg"

DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
CORPUS = (
    "株式会社青葉印刷",
    "髙橋 美咲",
    "03-1234-5678",
    "m.takahashi@aoba.example",
    "東京都豊島区南池袋1-16-15",
    "部長",
)


def test_the_alphabet_has_the_kanji_that_names_are_printed_in_and_hangul() -> None:
    assert set("髙﨑濵栁𠮷德邊邉齋曻瀨") <= set(alphabet.kanji())
    assert len(alphabet.hangul()) == 2350
    assert not set(alphabet.added({"髙", "가"})) & {"髙", "가"}


@given(st.integers(0, 10_000), st.sampled_from(("short", "middling", "long")))
def test_a_text_is_as_long_as_it_was_wanted(seed: int, size: str) -> None:
    made = text(Random(seed), size, CORPUS)
    width = sum(1.0 if ord(char) > 0x2000 else 0.55 for char in made.words)
    assert made.words == made.words.strip() != ""
    assert made.use in {"ja", "ko", "zh", "latin"}
    assert {"short": width <= 6, "middling": 4 <= width <= 13, "long": width > 8}[size]


@given(st.integers(0, 10_000))
def test_wanted_kanji_or_the_form_they_are_taken_for_are_in_the_line(seed: int) -> None:
    made = with_some(Random(seed), Text("山田商店", "ja"), ("𠮷",))
    assert set(made.words) & {"𠮷", "吉"}
    assert [char for char in made.words if char not in "𠮷吉"] == list("山田商店")


def test_an_icon_stands_before_the_line_and_is_called_by_its_character(monkeypatch: pytest.MonkeyPatch) -> None:
    if not DEJAVU.exists():
        pytest.skip("fonts-dejavu-core is not installed")
    monkeypatch.setattr(icons, "icons", lambda folder: (icons.Icon("✉", str(DEJAVU), "✉"),))
    line = np.zeros((50, 300), np.float32)
    line[20:30, 10:290] = 1
    for seed in range(20):
        ink, mark = icons.before(Random(seed), line, "")
        assert mark == "✉"
        assert ink.shape[0] >= 50
        assert ink.shape[1] > 320
        assert 0 <= ink.min() <= ink.max() <= 1
        assert ink[:, : ink.shape[1] - 300].max() > 0.5  # the icon
        middle = ink.shape[0] // 2
        assert ink[middle, -150] == 1  # the line, where it was


def test_without_fonts_of_icons_it_is_said_how_to_get_them(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"bench\.reader\.faces"):
        icons.icons(str(tmp_path))


def test_a_column_is_laid_out_as_the_reader_lays_it_out() -> None:
    made = [standing(Random(seed), "電話　〇三（五九八二）五九一七") for seed in range(6)]
    pictures = [each for each in made if each is not None]
    assert pictures
    assert all(each.shape[0] == 48 and each.shape[1] > 10 * 24 for each in pictures)


def test_the_reader_that_is_shipped_is_made_of_the_one_that_was_taught() -> None:
    told = Network(RECOGNISER).notes
    assert told["source"] == sha256(TAUGHT.read_bytes()).hexdigest()
    assert told["character"] == Network(TAUGHT).notes["character"]


@pytest.mark.parametrize(("cpuinfo", "slower"), [("flags: avx2 avx512_vnni", False), ("flags: avx2", True)])
def test_a_processor_on_which_products_of_eight_bits_overflow_takes_slower_ones(
    cpuinfo: str, slower: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cpuinfo").write_text(cpuinfo)
    monkeypatch.setattr(network, "CPUINFO", tmp_path / "cpuinfo")
    told: dict[str, str] = {}

    class Options(onnxruntime.SessionOptions):
        def add_session_config_entry(self, key: str, value: str) -> None:
            told[key] = value
            super().add_session_config_entry(key, value)

    monkeypatch.setattr(onnxruntime, "SessionOptions", Options)
    crops = np.zeros((1, 3, 48, 160), np.float32)
    assert Network(RECOGNISER)(crops).shape[0] == 1
    assert ("session.x64quantprecision" in told) is slower


def test_eight_bits_read_what_thirty_two_do() -> None:
    (photo,) = load(str(SAMPLE))
    exact = PpOcr("exact", models() / WHEEL_DETECTOR, TAUGHT, lambda _: {})
    for card in cards_in(photo):
        wanted, got = (_letters(engine, card) for engine in (exact, open_engine()))
        assert len(wanted & got) >= 0.9 * len(wanted) > 0


def _letters(engine: Engine, card: CardImage) -> set[str]:
    """Return the lines without their spaces, which no two readings agree on."""
    return {"".join(line.text.split()) for line in engine.read(card)}


def test_the_same_seed_gives_the_same_lines_in_every_run() -> None:
    program = (
        "from random import Random; from bench.reader.texts import text; rng = Random(1); "
        "print([text(rng, 'middling', ('髙橋 美咲', '部長')).words for _ in range(200)])"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1]
    assert len(said[0]) > 2000
