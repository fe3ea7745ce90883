"""`cardscan doctor`: what is installed, what is missing, what to do about it."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from cardscan import __version__
from cardscan.cli.options import DEFAULT_ENGINE, AsJson, BookFolder, book_folder, cache_folder
from cardscan.cli.terminal import print_table, write_json
from cardscan.errors import CardscanError, EngineError

if TYPE_CHECKING:
    from pathlib import Path

PACKAGES = ("rapidocr", "onnxruntime", "opencv-python-headless", "pillow", "pytesseract", "vobject", "phonenumbers",
            "resvg-py")  # fmt: skip
TESSERACT_LANGUAGES = ("jpn", "jpn_vert", "eng")
HOW_TO_GET_TESSERACT = "apt install tesseract-ocr tesseract-ocr-jpn tesseract-ocr-jpn-vert"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. ``remedy`` is None when all is well."""

    what: str
    state: str
    remedy: str | None = None


def doctor(book: BookFolder = None, json: AsJson = False) -> None:
    """Show what is installed, missing, and where the book is.

    \b
    Examples:
      cardscan doctor
      cardscan doctor --json
    """
    import platform

    findings = [
        Finding("cardscan", __version__),
        Finding("Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}"),
        *_engines(),
        _tesseract(),
        _fonts(),
        *(Finding(name, _version(name)) for name in PACKAGES),
        _memory(),
        _book(book_folder(book)),
    ]
    if json:
        import msgspec

        for finding in findings:
            write_json(msgspec.json.encode(finding).decode())
    else:
        print_table(("What", "State", "What to do"), [(one.what, one.state, one.remedy or "") for one in findings])
    if any(one.remedy for one in findings if one.what == f"reader {DEFAULT_ENGINE}"):
        raise typer.Exit(EngineError.exit_code)


def _engines() -> list[Finding]:
    from cardscan.ocr import ENGINES, open_engine

    findings = []
    for name in ENGINES:
        try:
            open_engine(name)
            findings.append(Finding(f"reader {name}", "ready" + (", the default" if name == DEFAULT_ENGINE else "")))
        except CardscanError as error:
            findings.append(Finding(f"reader {name}", error.message, error.remedy or "Reinstall cardscan-book"))
    return findings


def _tesseract() -> Finding:
    program = shutil.which("tesseract")
    if program is None:
        return Finding("Tesseract", "not installed; only --engine tesseract needs it", HOW_TO_GET_TESSERACT)
    version = _output(program, "--version").split("\n")[0].removeprefix("tesseract ")
    there = set(_output(program, "--list-langs").split("\n")[1:])
    state = f"{version}, languages: {' '.join(sorted(there - {''}))}"
    return Finding("Tesseract", state, None if there.issuperset(TESSERACT_LANGUAGES) else HOW_TO_GET_TESSERACT)


def _fonts() -> Finding:
    program = shutil.which("fc-list")
    families = set(_output(program, ":lang=ja", "family").split("\n")) - {""} if program else set()
    return Finding(
        "Japanese fonts", f"{len(families)} families; only `stats -o year.png` and the drawing of test cards need them"
    )


def _output(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=20, check=True).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""


def _version(package: str) -> str:
    from importlib import metadata

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"


def _memory() -> Finding:
    from cardscan.ocr import memory_size

    folder = cache_folder()
    return Finding("what was read", f"{folder}: {memory_size(folder) / 2**20:.1f} MB, to be deleted at any time")


def _book(folder: Path) -> Finding:
    if not folder.exists():
        return Finding("book", f"{folder}: none yet, the first scan makes it")
    from cardscan.book import open_book

    try:
        with open_book(folder, create=False) as book:
            return Finding("book", f"{folder}: {len(book.people())} people")
    except CardscanError as error:
        return Finding("book", error.message, error.remedy or "See docs/commands.md, exit code 6")
