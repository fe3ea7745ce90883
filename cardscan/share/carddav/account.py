"""An address book on a server, and vdirsyncer's configuration for it. Pure.

The password is never in it: vdirsyncer asks a command for it, of the user's or of the system's keyring.
"""

from __future__ import annotations

import ipaddress
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cardscan.errors import SyncFailed

_Section = Mapping[str, object]  # of vdirsyncer's file; values are written as JSON
SERVICE = "cardscan"  # what the keyring calls our passwords
PAIR, COLLECTION = "cardscan", "contacts"
_LOCAL, _SERVER = "book", "server"
# A person that changed on both sides: the union of both, see `cardscan sync merge`.
_MERGE = ["command", sys.executable, "-m", "cardscan", "sync", "merge"]


@dataclass(frozen=True, slots=True)
class Account:
    """Where the address book is: ``url`` of the server, ``name`` of the address book there (None until it is chosen),
    and the command that prints the password."""

    url: str
    user: str
    password: tuple[str, ...]
    name: str | None = None


def checked_url(url: str) -> str:
    """Return ``url`` if a password may be sent there. Raises SyncFailed."""
    try:
        told = urlsplit(url)
        host = told.hostname
    except ValueError:
        told, host = urlsplit(""), None
    if not host or told.scheme not in ("http", "https") or told.username or told.password:
        raise SyncFailed(f"{url!r} is no address like https://cloud.example/", "Give the address of the CardDAV server")
    if told.scheme == "http" and not _is_here(host):
        raise SyncFailed(f"{url} would send the password in the clear", "Give an address that begins with https://")
    return url


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def keyring_name(url: str, user: str) -> str:
    """Return under which name the keyring has the password of an account."""
    return f"{user}@{urlsplit(url).netloc}"


def keyring_command(url: str, user: str) -> tuple[str, ...]:
    """Return the command that asks the keyring of the system for the password."""
    return (sys.executable, "-m", "keyring", "get", SERVICE, keyring_name(url, user))


def sync_config(account: Account, book: Path, status: Path) -> str:
    """Return the configuration that keeps ``contacts/`` of the book in ``book`` the same as the address book."""
    collections = [[COLLECTION, COLLECTION, account.name]] if account.name else []
    return _config(
        status,
        {"a": _LOCAL, "b": _SERVER, "collections": collections, "conflict_resolution": _MERGE},
        _folder(book),
        _server(account),
    )


def fetch_config(account: Account, target: Path, status: Path) -> str:
    """Return the configuration that copies the address book into ``target`` and changes nothing on the server."""
    return _config(
        status,
        {"a": _LOCAL, "b": _SERVER, "collections": [[COLLECTION, COLLECTION, account.name]], "partial_sync": "ignore"},
        _folder(target),
        {**_server(account), "read_only": True},
    )


def copy_config(one: Path, other: Path, status: Path) -> str:
    """Return the configuration that keeps two folders the same, as ``sync_config`` would."""
    pair = {"a": _LOCAL, "b": _SERVER, "collections": [COLLECTION], "conflict_resolution": _MERGE}
    return _config(status, pair, _folder(one), _folder(other))


def _folder(path: Path) -> _Section:
    return {"type": "filesystem", "path": str(path.resolve()), "fileext": ".vcf"}


def _server(account: Account) -> _Section:
    told = {"type": "carddav", "url": account.url, "username": account.user}
    return {**told, "password.fetch": ["command", *account.password]}


def _config(status: Path, pair: _Section, a: _Section, b: _Section) -> str:
    parts: dict[str, _Section] = {
        "general": {"status_path": f"{status.resolve()}/"},
        f"pair {PAIR}": pair,
        f"storage {_LOCAL}": a,
        f"storage {_SERVER}": b,
    }
    return "\n".join(
        "\n".join((f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in values.items()), ""))
        for name, values in parts.items()
    )


def account_of(config: str) -> Account:
    """Return the account in a configuration that ``sync_config`` wrote. Raises SyncFailed for any other."""
    try:
        lines = (line.partition(" = ") for line in config.split("\n") if " = " in line)
        told = {key: json.loads(value) for key, _, value in lines}
        (collection,) = told["collections"]
        return Account(told["url"], told["username"], tuple(told["password.fetch"][1:]), collection[2])
    except (KeyError, ValueError, IndexError, TypeError) as error:
        raise SyncFailed("the configuration of sync cannot be read", "Run `cardscan sync setup` again") from error
