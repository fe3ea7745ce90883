"""The tray: photos that came through the page, in a folder of the book, until they are read; and what came of each.

A photo is a file named after its SHA-256 with a small JSON beside it. Closing the tab, or killing the program, loses
none: what is still waiting is read the next time. Nothing here is about people, but for the photo's own pixels.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec

from cardscan.errors import CannotSave, TrayFull
from cardscan.model import Encounter, Point, Quad
from cardscan.occasion import Told

State = Literal["waiting", "reading", "done", "failed", "cancelled"]
MOST_WAITING = 300  # photos
MOST_KEPT = 200  # photos that are done, of which something is remembered
_HASH = re.compile(r"[0-9a-f]{64}")


class Spot(msgspec.Struct, frozen=True):
    """A card found on a photo that gave nobody: where it lies, and why, in words."""

    page: int
    quad: Quad
    why: str


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A photo on the tray. ``cards`` are read so far; ``spots`` those found and not read; ``why`` says what is
    wrong with the photo as a whole; ``event``, ``date`` and ``place`` are where its people were met, as somebody said;
    ``by_time`` whether its own time may tell; ``note`` says what of that is not sure."""

    hash: str
    name: str
    at: str
    state: State = "waiting"
    cards: int = 0
    uids: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()
    why: str = ""
    event: str | None = None
    date: str | None = None
    place: str | None = None
    by_time: bool = True
    note: str = ""

    @property
    def told(self) -> Told:
        """What somebody said of the meeting when they added the photo."""
        return Told(Encounter(self.event, self.date, self.place), by_time=self.by_time)


class Tray:
    """The photos, in the order they came. For use by several threads; ``version`` grows with every change."""

    def __init__(self, folder: Path) -> None:
        """Look at what is in ``folder`` from the last time; what was being read then waits again."""
        self._folder = folder
        self._lock = threading.Condition()
        self._photos = {one.hash: one for one in sorted(_load(folder), key=lambda one: one.at)}
        self.version = 0

    def photos(self) -> tuple[Shown, ...]:
        """Return all of them, the oldest first."""
        with self._lock:
            return tuple(self._photos.values())

    def photo(self, picture: str) -> Shown | None:
        """Return one, by its hash."""
        with self._lock:
            return self._photos.get(picture)

    def source(self, picture: str) -> str:
        """Return what readers call a photo: a file in the tray's own folder, whatever the browser called it."""
        return str(self._folder / f"{picture}.photo")

    def content(self, picture: str) -> bytes | None:
        """Return the file of a photo, as long as the book has no copy of it."""
        if not _HASH.fullmatch(picture):
            return None
        with contextlib.suppress(FileNotFoundError):
            return Path(self.source(picture)).read_bytes()
        return None

    def put(
        self,
        content: bytes,
        name: str,
        event: str | None,
        date: str | None,
        place: str | None,
        *,
        by_time: bool = True,
    ) -> Shown:
        """Save a photo to be read. One that was read before is looked at again: its people may have been taken out of
        the book meanwhile. Raises TrayFull, CannotSave."""
        shown = Shown(
            hash=hashlib.sha256(content).hexdigest(),
            name=name,
            at=_now(),
            event=event,
            date=date,
            place=place,
            by_time=by_time,
        )
        with self._lock:
            there = self._photos.get(shown.hash)
            if there is not None and there.state in ("waiting", "reading"):
                return there
            if sum(one.state == "waiting" for one in self._photos.values()) >= MOST_WAITING:
                raise TrayFull(f"{MOST_WAITING} photos wait to be read")
            self._save_file(Path(self.source(shown.hash)), content)
            self._set(msgspec.structs.replace(shown, spots=there.spots if there else ()))
        return shown

    def set(self, picture: str, **changes: object) -> None:
        """Change what is known of a photo; of one that was taken away meanwhile nothing."""
        with self._lock:
            if (there := self._photos.get(picture)) is not None:
                self._set(msgspec.structs.replace(there, **changes))

    def next(self, seconds: float) -> Shown | None:
        """Wait for a photo to read, at the most so long, and mark it as being read."""
        with self._lock:
            waiting = self._first_waiting()
            if waiting is None:
                self._lock.wait(seconds)
                waiting = self._first_waiting()
            if waiting is not None:
                self._set(msgspec.structs.replace(waiting, state="reading", why="", cards=0))
            return waiting

    def read_by_hand(self, picture: str, quad: Quad, uid: str) -> None:
        """Note that somebody showed a card: what was found there before, and not read, is no longer missing."""
        with self._lock:
            there = self._photos.get(picture)
            if there is not None:
                spots = tuple(spot for spot in there.spots if not _is_within(_middle(spot.quad), quad))
                uids = tuple(dict.fromkeys((*there.uids, uid)))
                self._set(msgspec.structs.replace(there, state="done", spots=spots, uids=uids, cards=len(uids), why=""))

    def is_cancelled(self, picture: str) -> bool:
        """Whether somebody does not want a photo read any more."""
        there = self.photo(picture)
        return there is None or there.state == "cancelled"

    def forget_file(self, picture: str) -> None:
        """Take the file of a photo away: the book has its own copy now."""
        Path(self.source(picture)).unlink(missing_ok=True)

    def drop(self, picture: str) -> None:
        """Take a photo off the tray, and its file."""
        with self._lock:
            if self._photos.pop(picture, None) is not None:
                self.forget_file(picture)
                self._record(picture).unlink(missing_ok=True)
                self.version += 1

    def part(self, gone: frozenset[str], pictures: Mapping[str, str | None], is_kept: Callable[[str], bool]) -> None:
        """Forget people ``gone``, and photos of which something came that the book has no more. ``pictures`` are those
        that had to go, by hash, and what stands for each now, if anything does: of one that waited, nothing."""
        for one in self.photos():
            now = pictures.get(one.hash, one.hash)
            left = tuple(uid for uid in one.uids if uid not in gone)
            if one.hash in pictures or (one.uids and not is_kept(one.hash)):
                self.drop(one.hash)
                if now is not None and left:
                    with self._lock:
                        self._set(msgspec.structs.replace(one, hash=now, name="photo", uids=left, cards=len(left)))
            elif left != one.uids:
                self.set(one.hash, uids=left, cards=len(left))

    def _first_waiting(self) -> Shown | None:
        return next((one for one in self._photos.values() if one.state == "waiting"), None)

    def _set(self, shown: Shown) -> None:
        self._photos[shown.hash] = shown
        self._save_file(self._record(shown.hash), msgspec.json.encode(shown, enc_hook=float))
        self.version += 1
        done = [one.hash for one in self._photos.values() if one.state in ("done", "cancelled")]
        for old in done[:-MOST_KEPT]:
            self.drop(old)
        self._lock.notify_all()

    def _record(self, picture: str) -> Path:
        return self._folder / f"{picture}.json"

    def _save_file(self, path: Path, content: bytes) -> None:
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with draft.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise CannotSave(f"cannot write to {self._folder}: {error.strerror}") from error


def _load(folder: Path) -> list[Shown]:
    found = []
    for path in folder.glob("*.json") if folder.is_dir() else ():
        with contextlib.suppress(OSError, msgspec.DecodeError):  # a record is a convenience: the photo is still there
            shown = msgspec.json.decode(path.read_bytes(), type=Shown)
            if _HASH.fullmatch(shown.hash) and path.stem == shown.hash:
                found.append(_again(shown))
    return found


def _again(shown: Shown) -> Shown:
    """What was being read when the program ended waits again."""
    return msgspec.structs.replace(shown, state="waiting") if shown.state == "reading" else shown


def _middle(quad: Quad) -> Point:
    return sum(x for x, _ in quad) / 4, sum(y for _, y in quad) / 4


def _is_within(point: Point, quad: Quad) -> bool:
    """Whether a point lies inside four corners that go round clockwise, or the other way."""
    x, y = point
    sides = zip(quad, (*quad[1:], quad[0]), strict=True)
    turns = [(bx - ax) * (y - ay) - (by - ay) * (x - ax) for (ax, ay), (bx, by) in sides]
    return all(turn >= 0 for turn in turns) or all(turn <= 0 for turn in turns)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
