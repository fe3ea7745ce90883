"""The pictures of a book: files in ``cards/`` named after the SHA-256 of what they hold. Written once."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from pathlib import Path

_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")
_MAGIC = ((b"\xff\xd8\xff", ".jpg"), (b"\x89PNG", ".png"), (b"%PDF", ".pdf"), (b"RIFF", ".webp"))


def keep(folder: Path, content: bytes, source: str) -> str:
    """Save ``content`` in ``folder`` unless it is there; return its file name. Whole or not there at all."""
    name = hashlib.sha256(content).hexdigest() + _suffix(content, source)
    path = folder / name
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(path, content)
    return name


def _write(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        _sync_folder(path.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _suffix(content: bytes, source: str) -> str:
    known = next((suffix for magic, suffix in _MAGIC if content.startswith(magic)), None)
    suffix = Path(source).suffix.lower()
    return known or (suffix if _SUFFIX.fullmatch(suffix) else "")
