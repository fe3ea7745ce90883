"""The page as somebody has it open: a server of its own on a free port, and Debian's Chromium looking at it."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from conftest import ROOT, user_environment
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
expect.set_options(timeout=20_000)  # a machine that does other things, too


@dataclass(frozen=True)
class Served:
    """A running `cardscan web`: its ``address`` (with a slash at the end) and its book."""

    address: str
    book: Path
    process: subprocess.Popen[str]

    @property
    def origin(self) -> str:
        """What its own pages say where they are from."""
        return self.address.split("/?")[0].rstrip("/")

    def teach(self, picture: Path) -> None:
        """Let the replaying reader know what is on a picture: it looks beside the tray's copy."""
        tray = self.book / "tray"
        tray.mkdir(parents=True, exist_ok=True)
        name = hashlib.sha256(picture.read_bytes()).hexdigest()
        (tray / f"{name}.lines.json").write_bytes(picture.with_suffix(".lines.json").read_bytes())

    def stop(self) -> int:
        """End it as Ctrl-C does; return its exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=20)


@contextmanager
def served(book: Path, home: Path, *options: str, engine: str = "replay") -> Iterator[Served]:
    """Run `cardscan web` for the block."""
    command = [sys.executable, "-m", "cardscan", "web", "--book", str(book), "--port", "0", "--no-browser"]
    process = subprocess.Popen(
        [*command, "--engine", engine, *options],
        env=user_environment(home),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None and process.stderr is not None
    address = process.stdout.readline().strip()
    assert address, process.stderr.read()
    os.set_blocking(process.stderr.fileno(), False)
    try:
        yield Served(address, book, process)
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=20)
        process.stdout.close()
        process.stderr.close()


@contextmanager
def chromium(*arguments: str) -> Iterator[Browser]:
    """Run Debian's Chromium for the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *arguments])
        yield browser
        browser.close()


def upload(page: Page, *pictures: Path, done: int | None = None) -> None:
    """Choose photos on the first page and wait until so many have been read."""
    page.locator("#choose").set_input_files(list(pictures))
    expect(page.locator(".photo[data-state=done]")).to_have_count(len(pictures) if done is None else done)
