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
    """Return its name, and whether it has what the reader's 8-bit networks are fast, and read best, with."""
    info = Path("/proc/cpuinfo")
    told = info.read_text() if info.exists() else ""
    named = re.search(r"^model name\s*:\s*(.+)$", told, re.MULTILINE)
    if not named:
        return platform.machine()
    return f"{named[1].strip()} ({'with' if 'vnni' in told else 'without'} sums of 8-bit products, VNNI)"


def _tesseract() -> str:
    try:
        told = subprocess.run(["tesseract", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return "tesseract (not installed)"
    return told.splitlines()[0]
