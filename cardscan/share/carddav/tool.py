"""vdirsyncer, run as a program: what it did and what went wrong, in words. The only place that knows its messages."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from cardscan.errors import SyncFailed

_MOST_SECONDS = 3600
_DONE = re.compile(r"^(Copying \(uploading\)|Copying \(updating\)|Deleting) item .* (?:to|from) (book|server)\b")
_WORDS = {"Copying (uploading)": "new", "Copying (updating)": "changed", "Deleting": "deleted"}
_BOOK = re.compile(r'^\s+- (".*?")(?: \(|$)')
_REASONS = (
    (re.compile(r"^debug: 40[13]$|Unauthorized|Forbidden", re.MULTILINE), "the server refused the user or the password",
     "Check both; some servers want a password made for apps. Then run `cardscan sync setup` again"),
    (re.compile(r"completely emptied"), "one side is empty, so nothing is deleted on the other",
     "If everybody shall go, delete them on both sides; else bring the other side back from a backup"),
    (re.compile(r"Cannot connect|Connection refused|Name or service|Timeout|Server disconnected|ClientOSError"
                r"|Connection reset|getaddrinfo|raise client_error\("),
     "the server cannot be reached", "Try again later: nothing is lost, and nothing is done twice"),
    (re.compile(r"non-zero exit status|Failed to execute command|Empty value for password"),
     "the command for the password gave none", "Try it in a shell, then run `cardscan sync setup` again"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Done:
    """How many people are new, changed or deleted in the book or on the server: ``count["book", "new"]``."""

    count: dict[tuple[str, str], int]


def discover(config: Path) -> None:
    """Let vdirsyncer find the address book of ``config``. Raises SyncFailed."""
    _run(config, "discover")


def address_books(config: Path) -> tuple[str, ...]:
    """Return the names of the address books on the server. Raises SyncFailed."""
    said = _run(config, "discover", "--list", verbosity="debug")  # only there it says why it found none
    after = said[said.index("server:") + 1 :] if "server:" in said else []
    found = [match[1] for line in after if (match := _BOOK.match(line))]
    if not found:
        raise SyncFailed(f"no address book was found on the server{_reason(said)}", _remedy(said))
    return tuple(sorted(json.loads(name) for name in found))


def sync(config: Path) -> Done:
    """Make both sides of ``config`` the same; return what was done. Raises SyncFailed; what was done stays done."""
    said = _run(config, "sync")
    count: dict[tuple[str, str], int] = {}
    for line in said:
        if done := _DONE.match(line):
            key = (done[2], _WORDS[done[1]])
            count[key] = count.get(key, 0) + 1
    return Done(count)


def _run(config: Path, *words: str, verbosity: str = "info") -> list[str]:
    if importlib.util.find_spec("vdirsyncer") is None:
        raise SyncFailed("vdirsyncer is not installed", "Try: pip install 'cardscan-book[sync]'")
    command = [sys.executable, "-m", "vdirsyncer", "--verbosity", verbosity, "--config", str(config), *words]
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONWARNINGS": "ignore"}
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", timeout=_MOST_SECONDS,
            env=environment, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise SyncFailed("the server did not answer in an hour", "Try again: nothing is done twice") from None
    said = [_plain(line) for line in (done.stdout + done.stderr).split("\n") if line.strip()]
    if done.returncode:
        raise SyncFailed(f"not everything could be synced{_reason(said)}", _remedy(said))
    return said


def _plain(line: str) -> str:
    bare = re.sub(r"\x1b\[[0-9;]*m", "", line)
    return re.sub(r"^(?:info|warning|error|critical): ", "", bare)


def _reason(said: list[str]) -> str:
    text = "\n".join(said)
    known = next((words for sign, words, _ in _REASONS if sign.search(text)), None)
    last = next((line for line in reversed(said) if not line.startswith("debug:")), "it did not say why")
    return f": {known or last[:300]}"


def _remedy(said: list[str]) -> str:
    text = "\n".join(said)
    return next((remedy for sign, _, remedy in _REASONS if sign.search(text)), SyncFailed.remedy)
