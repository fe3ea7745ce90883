"""Bad input: one clear line on stderr naming the file and the remedy, a documented exit code, and the rest goes on."""

from __future__ import annotations

import base64
import os
import shutil
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Draw, Run, user_environment
from PIL import Image

from cardscan import errors

REPLAY = ("--engine", "replay")
ABE = ("株式会社みどり製作所", "代表取締役", "阿部 太郎", "携帯 090-1234-5678", "abe@midori.example")

# An empty page of 91×55 mm, locked with the password "geheim" (RC4, 128 bits), compressed.
LOCKED_PDF = (
    "eNqNUctuE0EQvM9X9MVHMtPz2hlp5QNJLCFAsZyQS8Shdx7GyNqN1msp4Sc58AfwI3QMJBbmwEoj7VRXVfd0zZYXi1d4ZsTs+4+v3wSCgqH7LNpW"
    "yOU45H0qI7RaBU85KmXmYj4Xpc9PHH3EvXm8LyCXtC47Ic+HfT8BCvl2k3dwB5aJK/h4JDUn0nOaaDusxS8PePJeHQnsP3sJuSq7YT8mVnCF6fJ9"
    "yRt6PTxwW3WmDke7AOg8D8CisfBof7u7I/db0GwLRsh3pV9PnwB1YCFYHW30jY5cXmy2E+9FXk/UZxqzkFfQUjSlVBVJmUClYo1VF5tCVKgKdqqS"
    "77RryFcMuakxW4s2Zex0oq4ay8N/gNbE4EilQgHRUMM7JxcTWdLZZeTuoau2uGJL4wJZ9FYpvvtaK3GjcBzQw1iqUOCFev7AO2ccVHjGkB9/qPQv"
    "mIsnGGI4xXxzgmmPL9g00mZbxsNerzdfCo8iV8MwgTkEIN/0dQD8/X/BkbUqxxCTtx1GjKY22invq/cpeWWo1vn/UDjoyz6Nj/cTuD9J7yYap8NC"
    "bOPFbHZ5tRA/Afq1wx8="
)


def chunk(kind: bytes, content: bytes) -> bytes:
    """Return one chunk of a PNG file."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int, height: int, pixels: bytes = b"") -> bytes:
    """Return a black-and-white PNG file, whatever the figures say."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(pixels, 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def truncated_jpeg() -> bytes:
    """Return the first third of a photograph."""
    import io

    whole = io.BytesIO()
    Image.effect_noise((1200, 800), 60).save(whole, "JPEG")
    return whole.getvalue()[: len(whole.getvalue()) // 3]


def bomb() -> bytes:
    """Return 48 kB that would become 400 megapixels."""
    return png(20_000, 20_000, bytes(20_000 * 2_501))


BAD_FILES: dict[str, tuple[Callable[[], bytes], type[errors.CardscanError]]] = {
    "letter.jpg": (lambda: "拝啓 これは写真ではありません".encode(), errors.UnreadableFile),
    "truncated.jpg": (truncated_jpeg, errors.UnreadableFile),
    "empty.png": (lambda: b"", errors.UnreadableFile),
    "zero-by-zero.png": (lambda: png(0, 0), errors.UnreadableFile),
    "bomb.png": (bomb, errors.PictureTooLarge),
    "locked.pdf": (lambda: zlib.decompress(base64.b64decode(LOCKED_PDF)), errors.LockedDocument),
    "broken.pdf": (lambda: b"%PDF-1.7\n1 0 obj\n<<", errors.UnreadableFile),
    "header-only.heic": (lambda: b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", errors.UnreadableFile),
}


def assert_one_clear_line(stderr: str, names: str, remedy: str = "") -> None:
    assert len(stderr.splitlines()) == 1, stderr
    assert stderr.startswith("cardscan: ") and names in stderr and remedy in stderr
    assert "Traceback" not in stderr


@pytest.mark.parametrize("command", ["read", "scan"])
@pytest.mark.parametrize("name", list(BAD_FILES))
def test_a_bad_file_is_one_line_and_the_others_are_still_processed(
    name: str, command: str, cardscan: Run, draw_card: Draw, tmp_path: Path
) -> None:
    make, error = BAD_FILES[name]
    bad = tmp_path / name
    bad.write_bytes(make())
    good = draw_card("good.png", *ABE)
    more = ["--book", tmp_path / "book"] if command == "scan" else []
    done = cardscan(command, bad, good, *more, *REPLAY)
    assert done.returncode == error.exit_code == 3
    assert_one_clear_line(done.stderr, name, error.remedy)
    assert "阿部 太郎" in done.stdout


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")
def test_a_bomb_is_refused_without_being_blown_up(tmp_path: Path, home: Path) -> None:
    bad = tmp_path / "bomb.png"
    bad.write_bytes(bomb())
    # 400 megapixels are 1.2 GB as colours; the process may have a third of that. Not ru_maxrss: a child starts with
    # its parent's peak.
    code = (
        "import re, pathlib\nfrom cardscan.image.load import load\nfrom cardscan.errors import PictureTooLarge\n"
        f"try:\n    list(load({str(bad)!r}))\nexcept PictureTooLarge:\n"
        "    print(re.search(r'VmHWM:\\s+(\\d+) kB', pathlib.Path('/proc/self/status').read_text())[1])"
    )
    done = subprocess.run([sys.executable, "-c", code], env=user_environment(home), capture_output=True, text=True)
    assert int(done.stdout) < 400_000, done.stderr


@pytest.mark.parametrize("name", ["missing.jpg", "none*.jpg", "folder"])
def test_what_is_not_there_is_said_by_name(name: str, cardscan: Run, draw_card: Draw, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    done = cardscan("read", tmp_path / name, draw_card("good.png", *ABE), *REPLAY)
    assert done.returncode == 3 and "阿部 太郎" in done.stdout
    assert_one_clear_line(done.stderr, name)


def test_a_folder_that_may_not_be_read_is_said_by_name(draw_card: Draw, home: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    draw_card("closed/a.png", *ABE)
    good = draw_card("good.png", *ABE)
    words = [sys.executable, "-m", "cardscan", "read", closed, good, *REPLAY]
    if os.geteuid() == 0:  # permissions do not apply to root unless it gives these two capabilities up
        if not shutil.which("setpriv"):
            pytest.skip("root, and no setpriv to give up its rights with")
        words = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", *words]
    closed.chmod(0)
    try:
        done = subprocess.run(words, env=user_environment(home), capture_output=True, text=True, check=False)
    finally:
        closed.chmod(0o700)
    assert done.returncode == 3 and "阿部 太郎" in done.stdout
    assert_one_clear_line(done.stderr, str(closed))


# ---------------------------------------------------------------- pictures without a contact


def test_a_card_without_text_is_told_apart_from_a_contact(cardscan: Run, draw_card: Draw) -> None:
    picture = draw_card("back.png", *ABE)
    recording = picture.with_suffix(".lines.json")
    recording.write_text('{"engine": "replay", "cards": {"1:1": []}, "labels": {}}')
    done = cardscan("read", picture, draw_card("good.png", *ABE), *REPLAY)
    assert done.returncode == errors.BlankCard.exit_code == 4 and "阿部 太郎" in done.stdout
    complaint, count = done.stderr.splitlines()
    assert_one_clear_line(f"{complaint}\n", "back.png", "back")
    assert count.startswith("1 of 2 read")


@pytest.mark.parametrize("lines", [("ᚠᚢᚦᚨᚱᚲ ᚷᚹᚺᚾ", "ᛁᛃᛇᛈᛉᛊᛏ"), ("~^* ### ---", "||| ///")])
def test_text_in_no_known_script_is_no_contact(lines: tuple[str, ...], cardscan: Run, draw_card: Draw) -> None:
    done = cardscan("read", draw_card("runes.png", *lines), *REPLAY)
    assert (done.returncode, done.stdout) == (4, "")
    assert_one_clear_line(done.stderr, "runes.png", "again")


@pytest.mark.engine
@pytest.mark.parametrize("kind", ["white", "gradient", "noise"])
def test_a_photo_without_a_card_says_so(kind: str, cardscan: Run, draw_card: Draw, tmp_path: Path) -> None:
    picture = tmp_path / "desk.jpg"
    desk = {
        "white": lambda: Image.new("L", (1200, 900), 250),
        "gradient": lambda: Image.linear_gradient("L").resize((1200, 900)),
        "noise": lambda: Image.effect_noise((1200, 900), 40),
    }[kind]()
    desk.convert("RGB").save(picture)
    done = cardscan("read", picture)
    assert (done.returncode, done.stdout) == (4, "")
    assert_one_clear_line(done.stderr, "desk.jpg")


# ---------------------------------------------------------------- the default reader without its helpers


def test_the_second_reader_that_is_not_installed_is_said_with_its_remedy(
    cardscan: Run, draw_card: Draw, tmp_path: Path
) -> None:
    nowhere = tmp_path / "nowhere"
    nowhere.mkdir()
    done = cardscan("read", draw_card("a.png", *ABE), "--engine", "tesseract", PATH=str(nowhere))
    assert done.returncode == 5
    assert_one_clear_line(done.stderr, "esseract", "install")


def test_a_bug_is_not_dressed_up_as_bad_input(home: Path, draw_card: Draw) -> None:
    code = (
        "import cardscan.cli.read as read, sys\n"
        "def broken(*_): raise ValueError('a bug of ours')\n"
        "read.pictures = broken\n"
        f"sys.argv = ['cardscan', 'read', {str(draw_card('a.png', *ABE))!r}, '--engine', 'replay']\n"
        "from cardscan.__main__ import main\nmain()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=user_environment(home), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1 and "Traceback" in done.stderr and "a bug of ours" in done.stderr
