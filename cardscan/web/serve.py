"""The server: one port, opened on loopback unless asked otherwise."""

from __future__ import annotations

import platform
import secrets
import socket
from contextlib import closing
from typing import TYPE_CHECKING

from cardscan.errors import CannotServe
from cardscan.web.desk import Desk, Door
from cardscan.web.tray import Tray

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cardscan.ocr import Engine

LOOPBACK = "127.0.0.1"
EVERYWHERE = "0.0.0.0"
TRAY = "tray"  # the folder in the book's folder


def serve(
    folder: Path,
    open_reader: Callable[[], Engine],
    memory: Path,
    port: int,
    *,
    lan: bool,
    opened: Callable[[str], None],
) -> None:
    """Serve the page of the book in ``folder`` until somebody stops it; ``opened`` is told the address once it
    is there, ``memory`` is the folder in which readers remember what they read.

    With ``lan`` other machines in the same network can open it, if they have the key that is in the address.
    Raises CannotServe, BookUnusable, BookBusy, CannotSave.
    """
    import uvicorn

    from cardscan.web.app import page

    address = _own_address() if lan else LOOPBACK
    desk = Desk(folder, open_reader, Tray(folder / TRAY), memory)
    with desk.look():  # a book that cannot be used is told about now, not on the first photo
        pass
    with closing(_listening(EVERYWHERE if lan else LOOPBACK, port)) as listening:
        port = listening.getsockname()[1]
        door = _door(port, address, lan=lan)
        config = uvicorn.Config(
            page(desk, door),
            log_level="warning",
            access_log=False,
            ws="none",
            server_header=False,
            timeout_graceful_shutdown=1,  # pages listen for news for as long as they are open
        )
        opened(f"http://{address}:{port}/" + (f"?key={door.key}" if door.key else ""))
        uvicorn.Server(config).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise CannotServe(f"port {port} cannot be opened: {error.strerror}") from None


def _door(port: int, address: str, *, lan: bool) -> Door:
    names = {LOOPBACK, "localhost", address}
    if lan:
        names |= {platform.node(), f"{platform.node()}.local"}
    hosts = {f"{name}:{port}" for name in names} | (names if port == 80 else set())
    return Door(frozenset(hosts), secrets.token_urlsafe(24) if lan else None)


def _own_address() -> str:
    from cardscan.share.phone.addresses import place_to_serve

    return place_to_serve(None)[0].address
