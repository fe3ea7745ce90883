"""The page on the network: one address, one port, until it has been given or its time is over."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

import uvicorn

from cardscan.errors import CannotServe
from cardscan.share.phone.offer import Offer
from cardscan.share.phone.page import page_of

if TYPE_CHECKING:
    import socket

_LOOK = 0.2  # seconds between two looks at the clock
_PATIENCE = 5  # seconds for a phone that is in the middle of something when time is over
_AT_ONCE = 32  # connections


def serve(offer: Offer, address: str, port: int, opened: Callable[[str], None]) -> None:
    """Offer the page at ``address`` until its time is over, or the one download is done. ``opened`` is told the link
    before the first request is answered. ``port`` 0 is any free one. Raises CannotServe, KeyboardInterrupt."""
    config = uvicorn.Config(
        app=page_of(offer, address, lambda: _stop_if_over(server, offer)),
        host=address,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        limit_concurrency=_AT_ONCE,
        timeout_keep_alive=_PATIENCE,
        timeout_graceful_shutdown=_PATIENCE,
    )
    server = uvicorn.Server(config)
    try:
        listening = config.bind_socket()
    except SystemExit:  # uvicorn's way of saying that the address is not free, or not ours
        raise CannotServe(f"cannot listen at {address}, port {port}") from None
    with listening:
        listening.listen(_AT_ONCE)  # before the link is told: who is quick waits a moment
        host = f"[{address}]" if ":" in address else address
        opened(f"http://{host}:{listening.getsockname()[1]}/{offer.token}")
        asyncio.run(_until_over(server, offer, listening))


async def _until_over(server: uvicorn.Server, offer: Offer, listening: socket.socket) -> None:
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not serving.done():
        await asyncio.wait([serving], timeout=_LOOK)
        server.should_exit = server.should_exit or offer.clock() >= offer.until
    await serving


def _stop_if_over(server: uvicorn.Server, offer: Offer) -> None:
    server.should_exit = server.should_exit or offer.is_over()
