"""What the user typed in, names of pictures out: files, folders, patterns and ``-``. Opens nothing and never fails.

What cannot be expanded is passed on as it is, so that ``load`` can say what is wrong with it in its turn.
"""

from __future__ import annotations

import glob
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STDIN = "-"
SUFFIXES = frozenset(
    (".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".tif", ".tiff", ".bmp", ".gif", ".heic", ".heif", ".pdf")
)


def pictures(arguments: Sequence[str]) -> Iterator[str]:
    """Yield the name of every picture meant by ``arguments``, in the order given.

    A folder stands for the pictures in it and below it (hidden ones skipped, ``2.jpg`` before ``10.jpg``), a pattern
    for what it matches, ``-`` for standard input. Everything else is yielded unchanged, existing or not.
    """
    for argument in arguments:
        if argument == STDIN:
            yield argument
        elif Path(argument).is_dir():
            yield from _below(argument)
        elif not os.path.lexists(argument) and glob.has_magic(argument):
            yield from _matches(argument)
        else:
            yield argument


def is_picture_name(name: str) -> bool:
    """Return whether a file of this name is taken for a picture when its folder is given."""
    path = Path(name)
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(".")


def _below(folder: str) -> Iterator[str]:
    found = False
    unreadable: list[str] = []

    def refused(error: OSError) -> None:
        unreadable.append(str(error.filename))

    for here, folders, files in os.walk(folder, onerror=refused):
        folders[:] = sorted((name for name in folders if not name.startswith(".")), key=natural)
        for name in sorted(filter(is_picture_name, files), key=natural):
            found = True
            yield str(Path(here, name))
    yield from unreadable
    if not found and not unreadable:
        yield folder


def _matches(pattern: str) -> Iterator[str]:
    # Path.glob takes no absolute patterns
    names = sorted(glob.glob(pattern, recursive=True), key=natural)  # noqa: PTH207
    if not names:
        yield pattern
    for name in names:
        if Path(name).is_dir():
            yield from _below(name)
        elif is_picture_name(name):
            yield name


def natural(name: str) -> list[tuple[int, int, str]]:
    """Return a sort key in which digits count as numbers: ``IMG_2`` comes before ``IMG_10``."""
    parts = re.findall(r"\d+|\D+", name)
    return [(0, int(part), part) if part.isdecimal() and part.isascii() else (1, 0, part.casefold()) for part in parts]
