"""What several test files need: the command line as users run it, and the sample pictures."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


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
