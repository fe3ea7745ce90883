"""`cardscan read --debug DIR`: the outcomes pass through, and what was found on each page is drawn into the folder."""

from __future__ import annotations

import contextlib
import os
import re
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from cardscan.errors import CannotSave
from cardscan.shown import drawing, page_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardscan.model import CardReading, Photo
    from cardscan.sides import Failure

REMEDY = "Choose another folder with --debug, or make room in this one"
MARK = b"cardscan --debug "  # in a comment of the JPEG: only files that carry it are written over


def open_folder(folder: Path) -> Path:
    """Return ``folder``, made if it was not there. Raises CannotSave."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(None, "no permission to write there")
    except OSError as error:
        raise CannotSave(f"drawings cannot be put into {folder}: {error.strerror}", REMEDY) from None
    return folder


def drawn_into(folder: Path, outcomes: Iterator[CardReading | Failure]) -> Iterator[CardReading | Failure]:
    """Yield ``outcomes`` as they come; when a page is done, write its drawing. Raises CannotSave."""
    page: list[CardReading | Failure] = []  # one at a time: pictures are large
    for outcome in outcomes:
        if page and page_of(page[0]) is not page_of(outcome):
            _draw(folder, page)
            page = []
        page.append(outcome)
        yield outcome
    if page:
        _draw(folder, page)


def _draw(folder: Path, page: list[CardReading | Failure]) -> None:
    photo = page_of(page[0])
    if photo is None:  # the file could not be loaded
        return
    from hashlib import sha256

    page_name = os.fsencode(f"{Path(photo.name).absolute()}\0{photo.page}")
    mark = MARK + sha256(page_name).hexdigest().encode()
    content = _marked(drawing(photo, page), mark)
    try:
        _replace(_free(folder, photo, mark), content)
    except OSError as error:
        raise CannotSave(f"a drawing cannot be put into {folder}: {error.strerror}", REMEDY) from None


def file_stem(photo: Photo) -> str:
    """Return the first part of the drawing's file name: the photo's own, without what could lead elsewhere.

    Letters and digits of any script stay; everything else becomes ``_``.
    """
    stem = re.sub(r"[^\w.-]", "_", os.fsencode(Path(photo.name).stem).decode("utf-8", "replace"))
    short = stem.strip("._-")[:40] or "photo"
    return short if photo.page == 1 else f"{short}-p{photo.page}"


def _free(folder: Path, photo: Photo, mark: bytes) -> Path:
    """Return the first name that is nobody's, or that has the drawing of this very page from an earlier run."""
    for number in count(1):
        path = folder / f"{file_stem(photo)}{f'-{number}' if number > 1 else ''}.cards.jpg"
        if not os.path.lexists(path) or _carries(path, mark):
            return path
    raise AssertionError("count never ends")


def _carries(path: Path, mark: bytes) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with contextlib.suppress(OSError), path.open("rb") as file:
        return mark in file.read(4 + len(mark) + 2)
    return False


def _marked(jpeg: bytes, mark: bytes) -> bytes:
    """Return the JPEG with ``mark`` as a comment right after its start."""
    return jpeg[:2] + b"\xff\xfe" + (len(mark) + 2).to_bytes(2, "big") + mark + jpeg[2:]


def _replace(path: Path, content: bytes) -> None:
    """Write the file whole or not at all."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with draft.open("xb") as file:
            file.write(content)
        draft.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise
