"""What a sync would do, found out on copies: the server is only read, the book not touched.

vdirsyncer has no dry run. It is let loose on a copy of ``contacts/`` and one of the address book; so that it knows
which cards nobody touched on the server, what it noted of them there is carried over to the copy.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from cardscan.errors import SyncFailed
from cardscan.share.carddav.account import COLLECTION, PAIR, Account, copy_config, fetch_config
from cardscan.share.carddav.tool import Done, discover, sync

_NOTED = Path(PAIR) / f"{COLLECTION}.items"


def would_do(account: Account, book: Path, status: Path) -> Done:
    """Return what a sync would do now. Raises SyncFailed, OSError."""
    with tempfile.TemporaryDirectory(prefix="cardscan-") as made:
        folder = Path(made)
        mine, theirs = folder / "mine" / COLLECTION, folder / "theirs" / COLLECTION
        _copy_cards(book / COLLECTION, mine)
        theirs.mkdir(parents=True)
        _sync(folder / "fetch", fetch_config(account, theirs.parent, folder / "fetched"))
        if (status / _NOTED).exists():
            shutil.copytree(status, folder / "status")
            _carry_over(folder / "status" / _NOTED, folder / "fetched" / _NOTED)
        before = (_cards(mine), _cards(theirs))
        _sync(folder / "both", copy_config(mine.parent, theirs.parent, folder / "status"))
        count = {("book", word): number for word, number in _compared(before[0], _cards(mine)).items()}
        count |= {("server", word): number for word, number in _compared(before[1], _cards(theirs)).items()}
        return Done({key: number for key, number in count.items() if number})


def _carry_over(noted: Path, fetched: Path) -> None:
    """Let ``noted``, what vdirsyncer knows of the server, speak of the copy: a card that is there as it was noted is in
    the copy as it was fetched. Raises SyncFailed."""
    try:
        with closing(sqlite3.connect(noted)) as db, db:
            db.execute("attach ? as copy", (str(fetched),))
            same = "from copy.status c where c.href_b = status.href_b and c.etag_b = status.etag_b"
            told = f"(href_b, etag_b) = (select c.href_a, c.etag_a {same})"
            db.execute(f"update status set {told} where exists (select 1 {same})")
    except sqlite3.Error as error:
        raise SyncFailed(f"what vdirsyncer noted cannot be read: {error}", "Run `cardscan sync` itself") from error


def _sync(file: Path, config: str) -> None:
    file.write_text(config, encoding="utf-8")
    discover(file)
    sync(file)


def _copy_cards(whence: Path, to: Path) -> None:
    to.mkdir(parents=True)
    for file in whence.glob("*.vcf"):
        shutil.copy2(file, to / file.name)


def _cards(folder: Path) -> Mapping[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.suffix == ".vcf"}


def _compared(was: Mapping[str, bytes], now: Mapping[str, bytes]) -> dict[str, int]:
    changed = sum(was[name] != content for name, content in now.items() if name in was)
    return {"new": len(now.keys() - was.keys()), "changed": changed, "deleted": len(was.keys() - now.keys())}
