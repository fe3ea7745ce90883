"""Measure what each dependency costs and write the table in docs/dependencies.md (`make dependencies`).

Size is that of the distribution's own files on disk, import time the least processor time of three starts of Python
less Python's own, both on the machine at hand: other work that goes on there hardly counts.
"""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "dependencies.md"
PART = re.compile(r"(<!-- generated: costs -->\n).*?(<!-- end -->)", re.DOTALL)
# Where the name to import is not the first one that the distribution lists.
IMPORTS = {
    "opencv-python-headless": "cv2",
    "pillow": "PIL.Image",
    "pillow-heif": "pillow_heif",
    "fpdf2": "fpdf",
    "zxing-cpp": "zxingcpp",
    "email-validator": "email_validator",
    "sudachidict-core": "sudachidict_core",
    "japanese-personal-name-dataset": "japanese_personal_name_dataset",
}


def table() -> str:
    """Return the table of costs as Markdown."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.split(r"[><=\[ ]", requirement)[0] for requirement in project["dependencies"]]
    bare = seconds("pass")
    rows = []
    for name in names:
        module = IMPORTS.get(name, name.replace("-", "_"))
        milliseconds = max(0.0, seconds(f"import {module}") - bare) * 1000
        rows.append(f"| {name} | {metadata.version(name)} | {megabytes(name):.1f} MB | {milliseconds:.0f} ms |")
    return "\n".join(("| package | version | on disk | import |", "| --- | --- | --- | --- |", *rows, ""))


def megabytes(name: str) -> float:
    """Return the size of the distribution's files in MB."""
    files = (Path(str(file.locate())) for file in metadata.files(name) or ())
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


def seconds(code: str) -> float:
    """Return how much processor time a fresh Python takes to run ``code``, best of three."""
    took = []
    for _ in range(3):
        before = _children()
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
        took.append(_children() - before)
    return min(took)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    text = TARGET.read_text(encoding="utf-8")
    TARGET.write_text(PART.sub(lambda part: part[1] + table() + part[2], text), encoding="utf-8")
    print(TARGET)
