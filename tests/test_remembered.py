"""What was read is remembered: the same pixels, the same reader, the same answer, and no second reading."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from conftest import SAMPLES, Run, user_environment

from cardscan.errors import EngineMissing
from cardscan.model import Alternative, CardImage, Photo, Quality, TextLine
from cardscan.ocr import LANGUAGES, memory_size, open_engine
from cardscan.ocr.remembered import Remembered

QUAD = ((0.0, 0.0), (90.0, 0.0), (90.0, 20.0), (0.0, 20.0))


class Counting:
    """Reads the brightness of a card, and counts how often it does."""

    name = "counting"

    def __init__(self, version: str = "1") -> None:
        self.version, self.asked = version, 0

    def read(self, card: CardImage) -> tuple[TextLine, ...]:
        self.asked += 1
        return (
            TextLine(f"髙橋 {card.pixels[0, 0, 0]}", QUAD, 0.98, self.name, alternatives=(Alternative("高橋", 0.02),)),
        )

    def read_labels(self, patches: Sequence[np.ndarray]) -> tuple[tuple[tuple[str, float], ...], ...]:
        self.asked += 1
        return tuple(((str(patch[0, 0, 0]), 0.9),) for patch in patches)


def card(tone: int, size: tuple[int, int] = (55, 91)) -> CardImage:
    pixels = np.full((*size, 3), tone, np.uint8)
    return CardImage(Photo("a.jpg", 1, pixels), 1, QUAD, pixels, Quality(300, 1, 0))


def test_the_same_pixels_are_read_once_also_by_the_next_program(tmp_path: Path) -> None:
    first, second = Counting(), Counting()
    read = Remembered(first, tmp_path / "read").read(card(7))
    assert Remembered(second, tmp_path / "read").read(card(7)) == read == Counting().read(card(7))
    assert (first.asked, second.asked) == (1, 0)


def test_other_pixels_another_shape_and_another_version_are_read_anew(tmp_path: Path) -> None:
    engine, newer = Counting(), Counting("2")
    for each in (card(7), card(8), card(7, (91, 55))):
        Remembered(engine, tmp_path).read(each)
    Remembered(newer, tmp_path).read(card(7))
    assert (engine.asked, newer.asked) == (3, 1)


def test_labels_are_remembered_and_no_label_is_no_question(tmp_path: Path) -> None:
    engine = Counting()
    patches = [np.full((20, 20, 3), tone, np.uint8) for tone in (3, 4)]
    remembered = Remembered(engine, tmp_path)
    assert remembered.read_labels(patches) == remembered.read_labels(patches) == ((("3", 0.9),), (("4", 0.9),))
    assert remembered.read_labels([]) == ()
    assert engine.asked == 1


def test_a_damaged_memory_is_read_anew_and_mended(tmp_path: Path) -> None:
    engine = Counting()
    remembered = Remembered(engine, tmp_path)
    remembered.read(card(7))
    (file,) = tmp_path.iterdir()
    for damage in (b"", b"[", b'[{"text": 3}]'):
        file.write_bytes(damage)
        assert remembered.read(card(7))[0].text == "髙橋 7"
    assert engine.asked == 4
    assert remembered.read(card(7))[0].text == "髙橋 7"
    assert engine.asked == 4


def test_memory_does_not_grow_without_end_and_what_was_used_last_stays(tmp_path: Path) -> None:
    engine = Counting()
    remembered = Remembered(engine, tmp_path, largest=4000)
    for tone in range(60):
        remembered.read(card(tone))
        remembered.read(card(0))
        for age, file in enumerate(sorted(tmp_path.iterdir(), key=lambda file: file.stat().st_mtime_ns)):
            os.utime(file, (1000 + age, 1000 + age))  # one second apart, in their order
        assert memory_size(tmp_path) <= 4000
    assert engine.asked == 60


def test_a_memory_that_cannot_be_written_is_no_reason_not_to_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert Remembered(Counting(), tmp_path / "file" / "read").read(card(7))[0].text == "髙橋 7"
    assert memory_size(tmp_path / "nowhere") == 0


@pytest.mark.skipif(sys.platform == "win32", reason="has no such permissions")
def test_only_its_owner_may_look_into_the_memory(tmp_path: Path) -> None:
    Remembered(Counting(), tmp_path / "read").read(card(7))
    (file,) = (tmp_path / "read").iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert (tmp_path / "read").stat().st_mode & 0o077 == 0


def test_a_reader_that_goes_by_more_than_pixels_is_not_remembered(tmp_path: Path) -> None:
    assert open_engine("replay", None, tmp_path).name == "replay"
    assert not isinstance(open_engine("replay", None, tmp_path), Remembered)
    assert isinstance(open_engine("ppocr", None, tmp_path), Remembered)


def test_each_language_is_a_reader_of_its_own() -> None:
    versions = {open_engine("ppocr", language).version for language in (None, *LANGUAGES)}
    assert len(versions) == 1 + len(LANGUAGES)
    with pytest.raises(EngineMissing, match="another language"):
        open_engine("replay", "ko")


# ---------------------------------------------------------------- as users meet it


def test_read_twice_prints_the_same_and_no_cache_remembers_nothing(home: Path) -> None:
    (picture,) = [each for each in sorted(SAMPLES.iterdir()) if each.suffix in {".png", ".jpg"}][:1]
    memory = home / ".cache" / "cardscan" / "read"

    def read(*more: str) -> str:
        command = [sys.executable, "-m", "cardscan", "read", "--json", *more, str(picture)]
        return subprocess.run(command, capture_output=True, text=True, check=True, env=user_environment(home)).stdout

    fresh = read("--no-cache")
    assert not memory.exists()
    assert read() == fresh
    assert list(memory.iterdir())
    assert read() == fresh
    assert json.loads(fresh.splitlines()[0])["contact"]


def test_an_unknown_language_is_refused_with_those_there_are(cardscan: Run) -> None:
    done = cardscan("read", "x.jpg", "--lang", "fr")
    assert done.returncode == 2
    assert "ja, zh, ko, latin" in done.stderr
