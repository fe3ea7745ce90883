"""One contract, every engine: what ``ocr.Engine`` promises, tried on each. Absent ones skip aloud."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import msgspec
import numpy as np
import pytest

from cardscan.errors import EngineError, EngineMissing
from cardscan.model import CardImage, Photo, Quality
from cardscan.ocr import ENGINES, ONLY_TESSERACT, Engine, open_engine, tesseract
from cardscan.ocr.order import quarters
from cardscan.ocr.replay import Recorder, beside

WORDS = ("CONTOSO TRADING", "CHRIS SMITH", "chris@contoso.com", "03-5950-1234")
Opener = Callable[[str], Engine]


def drawn() -> np.ndarray:
    pixels = np.full((600, 1000, 3), 250, np.uint8)
    for i, words in enumerate(WORDS):
        cv2.putText(pixels, words, (80, 120 + 120 * i), cv2.FONT_HERSHEY_DUPLEX, 1.6, (30, 30, 30), 2, cv2.LINE_AA)
    return pixels


def card_of(pixels: np.ndarray, name: str) -> CardImage:
    height, width = pixels.shape[:2]
    quad = ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))
    return CardImage(Photo(name, 1, pixels), 1, quad, pixels, Quality(300, 1, 0))


@pytest.fixture(scope="module", params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Engine, str]:
    """Each engine, with the name of the picture it can read: replay reads what ppocr said of it before."""
    name = str(tmp_path_factory.mktemp("cards") / "drawn.png")
    if request.param == "replay":
        recorder = Recorder(open_engine("ppocr"))
        recorder.read(card_of(drawn(), name))
        recorder.read_labels([label()])
        beside(name).write_bytes(msgspec.json.encode(recorder.recording))
    try:
        return open_engine(request.param), name
    except EngineMissing as missing:
        pytest.skip(str(missing))


def label() -> np.ndarray:
    patch = np.full((120, 140, 3), 255, np.uint8)
    cv2.putText(patch, "17", (25, 85), cv2.FONT_HERSHEY_DUPLEX, 2.2, (0, 0, 0), 4, cv2.LINE_AA)
    return patch


def test_an_engine_goes_by_the_name_in_the_table(engine):
    assert engine[0].name in ENGINES


def test_an_engine_reads_every_line_in_order(engine):
    reader, name = engine
    read = " ".join(line.text for line in reader.read(card_of(drawn(), name))).replace(" ", "")
    assert [read.find(words.replace(" ", "")) >= 0 for words in WORDS] == [True] * len(WORDS)


def test_an_engine_gives_confidences_from_0_to_1_and_quads_inside_the_card(engine):
    reader, name = engine
    for line in reader.read(card_of(drawn(), name)):
        assert 0 <= line.confidence <= 1
        assert all(-30 <= x <= 1030 and -30 <= y <= 630 for x, y in line.quad)


def test_an_engine_reads_the_same_pixels_the_same_way_twice(engine):
    reader, name = engine
    assert reader.read(card_of(drawn(), name)) == reader.read(card_of(drawn(), name))


def test_an_engine_reads_number_labels(engine):
    reader, name = engine
    reader.read(card_of(drawn(), name))
    blank = np.full((120, 140, 3), 255, np.uint8)
    ((text, confidence), *_), _ = reader.read_labels([label(), blank])
    assert text.strip() == "17"
    assert confidence > 0.5


def test_an_engine_finds_no_text_on_blank_paper(engine):
    reader, name = engine
    if reader.name == "replay":
        pytest.skip("a recording is not made from the pixels it is asked about")
    assert reader.read(card_of(np.full((600, 1000, 3), 245, np.uint8), name)) == ()


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_an_engine_says_which_way_up_a_turned_card_is(engine, turn: int):
    reader, name = engine
    if reader.name == "replay":
        pytest.skip("a recording is not made from the pixels it is asked about")
    turned = np.ascontiguousarray(np.rot90(drawn(), -turn))
    lines = reader.read(card_of(turned, name))
    assert quarters(lines) == (4 - turn) % 4
    assert "CHRIS" in " ".join(line.text for line in lines)


def test_an_unknown_engine_is_refused_with_the_names_of_those_there_are():
    with pytest.raises(EngineMissing, match="ppocr"):
        open_engine("nonesuch")


@pytest.mark.parametrize("name", ["ppocr", "plain"])
@pytest.mark.parametrize("language", ONLY_TESSERACT)
def test_a_reader_refuses_letters_that_it_would_read_as_others(name: str, language: str):
    with pytest.raises(EngineMissing, match=f"{name} does not know the letters of '{language}'") as refused:
        open_engine(name, language)
    assert refused.value.remedy == f"Try: --engine tesseract --lang {language}"


@pytest.mark.parametrize("language", ONLY_TESSERACT)
def test_tesseract_reads_a_language_with_its_data_and_without_names_the_package(language: str, monkeypatch):
    data = tesseract.WANTED[language][0]
    monkeypatch.setattr(tesseract, "installed", lambda: frozenset({"eng", data}))
    assert tesseract.open_engine(language).languages == f"{data}+eng"
    monkeypatch.setattr(tesseract, "installed", lambda: frozenset({"eng"}))
    with pytest.raises(EngineMissing, match=data) as refused:
        tesseract.open_engine(language)
    assert refused.value.remedy == f"Try: apt install tesseract-ocr-{data}"


def test_tesseract_puts_no_space_between_thai_letters_and_no_mark_without_ink_on_a_line(monkeypatch):
    boxes = (("ใจ", 100, 160), ("ด", 165, 195), ("ี", 190, 200), ("\u200fสมชาย", 250, 400))
    rows = [
        {"text": text, "left": left, "top": 50, "width": right - left, "height": 60, "conf": 95}
        for text, left, right in boxes
    ]
    found = {key: [row[key] for row in rows] for key in rows[0]}
    found |= {key: [1] * len(rows) for key in ("block_num", "par_num", "line_num")}
    monkeypatch.setattr("pytesseract.image_to_data", lambda *_, **__: found)
    lines = tesseract.Tesseract("tha").read(card_of(drawn(), "thai.png"))
    assert [line.text for line in lines] == ["ใจดี สมชาย"]


def test_replay_says_which_recording_is_missing(tmp_path: Path):
    name = str(tmp_path / "never.png")
    with pytest.raises(EngineError, match=r"never\.lines\.json"):
        open_engine("replay").read(card_of(drawn(), name))
