"""A real Radicale on loopback, at a free port, with one address book; and what is in it, straight from its folder."""

from __future__ import annotations

import base64
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

# `python -m radicale`, but for what only its own tests may switch off: a disk that is waited for after every card.
_WITHOUT_FSYNC = """
import sys
from radicale import config, server
loaded = config.load([(sys.argv[1], False)])
loaded.update({"storage": {"_filesystem_fsync": "False"}}, "test", privileged=True)
server.serve(loaded)
"""
USER, PASSWORD = "misaki", "s3cret word"


class Radicale:
    """The server, to start, kill and look into."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.books = folder / "collections" / "collection-root" / USER
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}/"
        self.process: subprocess.Popen[bytes] | None = None
        (folder / "users").write_text(f"{USER}:{PASSWORD}\n")
        (folder / "config").write_text(
            f"[server]\nhosts = 127.0.0.1:{self.port}\n[auth]\ntype = htpasswd\nhtpasswd_filename = {folder}/users\n"
            f"htpasswd_encryption = plain\ndelay = 0\n[storage]\nfilesystem_folder = {folder}/collections\n"
            "[logging]\nlevel = error\n"
        )

    def start(self) -> None:
        command = [sys.executable, "-c", _WITHOUT_FSYNC, str(self.folder / "config")]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("Radicale does not start")

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait(20)

    def make_book(self, name: str) -> None:
        body = (
            '<?xml version="1.0"?><mkcol xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"><set><prop>'
            "<resourcetype><collection/><C:addressbook/></resourcetype></prop></set></mkcol>"
        )
        self.ask("MKCOL", name + "/", body.encode())

    def put(self, name: str, content: bytes, book: str = "cards") -> None:
        self.ask("PUT", f"{book}/{name}", content, "text/vcard; charset=utf-8")

    def delete(self, name: str, book: str = "cards") -> None:
        self.ask("DELETE", f"{book}/{name}")

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "application/xml") -> bytes:
        # The password goes with the first request: a server that refuses one without reading it breaks a long one off.
        login = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        headers = {"Content-Type": kind, "Authorization": f"Basic {login}"}
        request = urllib.request.Request(f"{self.url}{USER}/{path}", body, headers, method=method)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.read()

    def cards(self, book: str = "cards") -> dict[str, bytes]:
        """What each file of the address book holds."""
        return {file.name: file.read_bytes() for file in (self.books / book).glob("*.vcf")}


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
