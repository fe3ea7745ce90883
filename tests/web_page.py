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

import numpy as np
from conftest import ROOT, user_environment
from playwright.sync_api import Browser, Page, expect, sync_playwright

from cardscan.book import open_book
from cardscan.model import CardImage, CardReading, Photo, Quad, Quality, TextLine
from cardscan.parse import parse
from cardscan.shown import flat_jpeg

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
]
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
def served(book: Path, home: Path, *options: str, engine: str = "replay", **environment: str) -> Iterator[Served]:
    """Run `cardscan web` for the block."""
    command = [sys.executable, "-m", "cardscan", "web", "--book", str(book), "--port", "0", "--no-browser"]
    process = subprocess.Popen(
        [*command, "--engine", engine, *options],
        env=user_environment(home, **environment),
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


def keep(folder: Path, *cards: tuple[str, ...]) -> None:
    """Make a book of cards with these lines, as if a photo of each had been read: far faster than reading them."""
    blank = np.full((550, 910, 3), 250, np.uint8)
    with open_book(folder) as book:
        for number, texts in enumerate(cards, 1):
            quads = [_line_at(60 + 60 * place) for place in range(len(texts))]
            lines = tuple(TextLine(text, quad, 0.99, "replay") for text, quad in zip(texts, quads, strict=True))
            photo = Photo(f"{number}.jpg", 1, blank)
            card = CardImage(photo, 1, _line_at(0), blank, Quality(300, 0.9, 0.0))
            reading = CardReading(card, parse(lines))
            picture = book.keep_picture(f"photo {number}".encode(), photo.name)
            book.apply(book.plan(reading.parsed.contact), reading, picture=picture, flat=flat_jpeg(card))
            book.close_picture(picture)


def _line_at(top: float) -> Quad:
    return ((60.0, top), (700.0, top), (700.0, top + 40), (60.0, top + 40))


def upload(page: Page, *pictures: Path, done: int | None = None) -> None:
    """Choose photos on the first page and wait until so many have been read."""
    page.locator("#choose").set_input_files(list(pictures))
    expect(page.locator(".photo[data-state=done]")).to_have_count(len(pictures) if done is None else done)
