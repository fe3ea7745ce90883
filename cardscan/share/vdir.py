"""vCards as files: a vdir (one .vcf per person) and one .vcf of many. A file is whole and new, or the old one."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cardscan.errors import CannotSave
from cardscan.model import Person
from cardscan.share.vcard import to_vcard

_SAFE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")


class Vdir:
    """A folder with ``UID.vcf`` for each person, as khard, vdirsyncer and CardDAV clients use it.

    One writer at a time: the book calls it under its write lock. A draft left by a killed process has the name of the
    next one and so is written over.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def uids(self) -> frozenset[str]:
        """Return the uids that have a file."""
        with _saving(self.folder):
            names = [path.name for path in self.folder.iterdir()] if self.folder.is_dir() else []
        return frozenset(name.removesuffix(".vcf") for name in names if name.endswith(".vcf") and name[0] != ".")

    def write(self, people: Iterable[Person]) -> None:
        """Make the files of ``people`` current; a file that already is stays untouched. Raises CannotSave."""
        with _saving(self.folder):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for person in people:
                path = self._file(person.uid)
                _replace(path, to_vcard(person).encode(), path.with_name(f".{path.name}.tmp"))
            _sync_folder(self.folder)

    def delete(self, uids: Iterable[str]) -> None:
        """Take the files of ``uids`` away. Raises CannotSave."""
        with _saving(self.folder):
            for uid in uids:
                self._file(uid).unlink(missing_ok=True)

    def _file(self, uid: str) -> Path:
        if not _SAFE.fullmatch(uid):
            raise ValueError(f"{uid!r} is no name for a file")
        return self.folder / f"{uid}.vcf"


def export(people: Iterable[Person], to: Path | None) -> None:
    """Write one .vcf of all ``people`` to the file ``to``, or to standard output for None. Raises CannotSave; an
    existing file is then still the old one."""
    content = "".join(to_vcard(person) for person in people).encode()
    if to is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    with _saving(to):
        if to.exists() and not to.is_file():
            to.write_bytes(content)  # a pipe or a device cannot be replaced
        else:
            _replace(to, content, to.with_name(f".{to.name}.{os.getpid()}.tmp"))
            _sync_folder(to.absolute().parent)


@contextmanager
def _saving(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotSave(f"cannot write {path}: {error.strerror}") from error


def _replace(path: Path, content: bytes, draft: Path) -> None:
    """Replace ``path`` in one step, by way of ``draft``, only if it is not the same already."""
    with contextlib.suppress(OSError):
        if path.read_bytes() == content:
            return
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise


def _sync_folder(folder: Path) -> None:
    """Make renames in ``folder`` final."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
