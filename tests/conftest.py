"""What several test files need: the command line as users run it, and the sample pictures."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"

# how long an example takes says more about the machine than about us: pytest-timeout catches what hangs
settings.register_profile("cardscan", deadline=None)
# where a change is let in or not, the same examples for everybody; at home, new ones every time
settings.register_profile("gate", deadline=None, derandomize=True)
settings.load_profile("gate" if "CI" in os.environ else "cardscan")

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def pytest_configure() -> None:
    """Let Ctrl-C reach what the tests start: a shell ignores it for its background jobs, with all they start."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def user_environment(home: Path, **more: str) -> dict[str, str]:
    """Return the environment of a user whose home is ``home``: no settings of the machine's own leak in."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "HOME": str(home), "LANG": "C.UTF-8", "OMP_NUM_THREADS": "2", "PYTHONPATH": str(ROOT), **more}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty home folder."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def cardscan(home: Path, tmp_path: Path) -> Run:
    """Run `cardscan …` in a process of its own, as a user would, and return what came out."""

    def run(*words: object, stdin: bytes = b"", timeout: float = 250, **environment: str) -> object:
        done = subprocess.run(
            [sys.executable, "-m", "cardscan", *map(str, words)],
            input=stdin,
            capture_output=True,
            timeout=timeout,
            cwd=tmp_path,
            env=user_environment(home, **environment),
            check=False,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
        )

    return run


Draw = Callable[..., Path]


@pytest.fixture
def draw_card(tmp_path: Path) -> Draw:
    """Draw a flat card and record its lines beside it, for `--engine replay`: no model, no Japanese font."""

    def draw(name: str, *lines: str, folder: Path = tmp_path) -> Path:
        picture = folder / name
        picture.parent.mkdir(parents=True, exist_ok=True)
        _card_picture(lines, seed=name).save(picture)
        quads = [
            [[60, top], [700, top], [700, top + 40], [60, top + 40]] for top in range(60, 60 + 60 * len(lines), 60)
        ]
        recorded = [
            {"text": text, "quad": quad, "confidence": 0.99, "engine": "replay"}
            for text, quad in zip(lines, quads, strict=True)
        ]
        recording = {"engine": "replay", "cards": {"1:1": recorded}, "labels": {}}
        picture.with_suffix(".lines.json").write_text(json.dumps(recording), encoding="utf-8")
        return picture

    return draw


def _card_picture(lines: tuple[str, ...], seed: str) -> Image.Image:
    """A white card of 910×550 with letters where each line is; the name of the file makes it unlike any other."""
    card = Image.new("RGB", (910, 550), "white")
    pen = ImageDraw.Draw(card)
    for number, text in enumerate(lines):
        letters = "".join(chr(ord("a") + ord(character) % 26) for character in text[:30])
        pen.text((60, 60 + 60 * number), letters, fill=(20, 20, 20), font=ImageFont.load_default(34))
    pen.text((640, 500), seed, fill=(20, 20, 20), font=ImageFont.load_default(24))
    return card
