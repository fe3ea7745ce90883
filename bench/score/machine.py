"""Where the figures come from: processor, memory, versions. No host names, no paths."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil

PACKAGES = ("cardscan-book", "rapidocr", "onnxruntime", "opencv-python-headless", "pillow", "pytesseract", "numpy")


def machine() -> str:
    """Return processor, cores that may be used, and memory, in words."""
    memory = psutil.virtual_memory().total / 2**30
    return f"{_processor()}, {len(os.sched_getaffinity(0))} cores, {memory:.0f} GiB memory, {platform.system()}"


def versions() -> list[str]:
    """Return ``name version`` of Python, of the packages that read, and of Tesseract."""
    found = [f"Python {platform.python_version()}"]
    for package in PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(f"{package} (not installed)")
    return [*found, _tesseract()]


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    named = re.search(r"^model name\s*:\s*(.+)$", info.read_text(), re.MULTILINE) if info.exists() else None
    return named[1].strip() if named else platform.machine()


def _tesseract() -> str:
    try:
        told = subprocess.run(["tesseract", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return "tesseract (not installed)"
    return told.splitlines()[0]
