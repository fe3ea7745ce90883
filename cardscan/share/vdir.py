"""vCards as files: a vdir (one .vcf per person) and one .vcf of many. A file is whole and new, or the old one."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from cardscan.errors import CannotSave
from cardscan.model import Incoming, Person, Written
from cardscan.share.content_lines import cards
from cardscan.share.vcard import to_vcard
from cardscan.share.vcard_in import read_card

_SAFE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")
_LARGEST = 20_000_000  # bytes of a .vcf of one person
_ONE_BY_ONE = 16  # more files than these are made final together


class Vdir:
    """A folder with ``UID.vcf`` for each person, as khard, vdirsyncer and CardDAV clients use it.

    One writer at a time: the book calls it under its write lock. A draft left by a killed process has the name of the
    next one and so is written over.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def stamps(self) -> Mapping[str, str] | None:
        """Return what tells each .vcf from a later version of it, by name; None if there is no folder."""
        with _saving(self.folder):
            if not self.folder.is_dir():
                return None
            with os.scandir(self.folder) as entries:
                return {one.name: _stamp(one.stat()) for one in entries if _is_card(one)}

    def stamp(self, name: str) -> str | None:
        """Return the stamp of one file, or None if it is not there."""
        with contextlib.suppress(OSError):
            return _stamp((self.folder / name).stat())
        return None

    def read(self, name: str) -> bytes | None:
        """Return what a file holds; None if it is gone, or larger than any card."""
        with contextlib.suppress(OSError):
            path = self.folder / name
            return path.read_bytes() if path.stat().st_size <= _LARGEST else b""
        return None

    def write(self, people: Iterable[Person]) -> Mapping[str, Written]:
        """Make the files of ``people`` current; a file that already is stays untouched. Raises CannotSave."""
        written: dict[str, Written] = {}
        with _saving(self.folder):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            contents = {person.uid: (self._file(person.uid), to_vcard(person).encode()) for person in people}
            stamps = _replace_all(list(contents.values()))
            _sync_folder(self.folder)
            for uid, (path, content) in contents.items():
                written[uid] = Written(path.name, stamps[path], self.digest(content))
        return written

    def delete(self, names: Iterable[str]) -> None:
        """Take files away. Raises CannotSave."""
        with _saving(self.folder):
            for name in names:
                (self.folder / Path(name).name).unlink(missing_ok=True)

    def digest(self, content: bytes) -> str:
        """Return the SHA-256 of ``content``."""
        return hashlib.sha256(content).hexdigest()

    def shown(self, person: Person) -> tuple[bytes, Incoming]:
        """Return what the file of a person holds, and what it says when it is read back."""
        content = to_vcard(person).encode()
        return content, self.understood(content) or Incoming(person.contact)

    def understood(self, content: bytes) -> Incoming | None:
        """Return what a file says; None unless it is one whole card in which every line can be read."""
        found = list(cards(content)) if content.rstrip().upper().endswith(b"END:VCARD") else []
        return read_card(found[0]) if len(found) == 1 and not found[0].broken else None

    def _file(self, uid: str) -> Path:
        return self.folder / f"{_name(uid)}.vcf"


def _is_card(entry: os.DirEntry[str]) -> bool:
    return entry.name.endswith(".vcf") and entry.name[0] != "." and entry.is_file(follow_symlinks=False)


def _stamp(status: os.stat_result) -> str:
    return f"{status.st_mtime_ns}:{status.st_size}:{status.st_ino}"


def export(people: Iterable[Person], to: Path, written: Mapping[str, bytes] = MappingProxyType({})) -> None:
    """Write one .vcf of all ``people`` to the file ``to``; ``written`` are their vCards that were made before, by uid.
    Raises CannotSave; an existing file is then still the old one."""
    save(b"".join(written.get(person.uid) or to_vcard(person).encode() for person in people), to)


def save(content: bytes, to: Path) -> None:
    """Write the file ``to``. Raises CannotSave; an existing file is then still the old one."""
    with _saving(to):
        if to.exists() and not to.is_file():
            to.write_bytes(content)  # a pipe or a device cannot be replaced
        else:
            _replace(to, content, to.with_name(f".{to.name}.{os.getpid()}.tmp"))
            _sync_folder(to.absolute().parent)


def save_each(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files of these names into ``folder``; others that are there stay. Raises CannotSave."""
    with _saving(folder):
        folder.mkdir(parents=True, exist_ok=True)
        _replace_all([(folder / _name(name), content) for name, content in files.items()])
        _sync_folder(folder)


def _name(name: str) -> str:
    if not _SAFE.fullmatch(name):
        raise ValueError(f"{name!r} is no name for a file")
    return name


@contextmanager
def _saving(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotSave(f"cannot write {path}: {error.strerror}") from error


def _replace_all(files: list[tuple[Path, bytes]]) -> dict[Path, str]:
    """Replace every file in one step each; return their stamps. Many are drafted first and made final by one call: a
    file system syncs a thousand files together in the time of a few."""
    if len(files) <= _ONE_BY_ONE:
        return {path: _replace(path, content, _draft(path)) for path, content in files}
    stamps = {path: stamp for path, content in files if (stamp := _stamp_if_same(path, content)) is not None}
    waiting = [(path, content) for path, content in files if path not in stamps]
    try:
        for path, content in waiting:
            _draft(path).write_bytes(content)
        os.sync()
        for path, _ in waiting:
            stamps[path] = _stamp(_draft(path).stat())  # of what we wrote: somebody may change the file at once
            _draft(path).replace(path)
    except BaseException:
        for path, _ in waiting:
            with contextlib.suppress(OSError):
                _draft(path).unlink(missing_ok=True)
        raise
    return stamps


def _draft(path: Path) -> Path:
    return path.with_name(f".{path.name}.tmp")


def _stamp_if_same(path: Path, content: bytes) -> str | None:
    with contextlib.suppress(OSError):
        stamp = _stamp(path.stat())
        return stamp if path.read_bytes() == content else None
    return None


def _replace(path: Path, content: bytes, draft: Path) -> str:
    """Replace ``path`` in one step, by way of ``draft``, only if it is not the same already; return its stamp."""
    same = _stamp_if_same(path, content)
    if same is not None:
        return same
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            stamp = _stamp(os.fstat(file.fileno()))
        draft.replace(path)
        return stamp
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
