"""Measure what the page costs and write the table in docs/web.md (`make measure-page`): the start, a large book, a card
after its photo arrived, memory over many photos. In real time and in processor time: the machine may do other things.
"""

from __future__ import annotations

import hashlib
import http.client
import io
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import quote, urlsplit

import msgspec
from PIL import Image

from cardscan.book import open_book
from cardscan.model import Affiliation, Contact, Encounter, Incoming, Name, Phone, TextLine
from cardscan.ocr.replay import Recording
from cardscan.share.vdir import Vdir

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "web.md"
PART = re.compile(r"(<!-- generated: figures -->\n).*?(<!-- end -->)", re.DOTALL)
CARD = ROOT / "samples" / "01-flat.png"
PEOPLE, PHOTOS, REPLAYED = 10_000, 150, 1000
KANA = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろ"
# Of two characters each: 24 names of families and 42 of persons, so that a thousand people are called differently.
FAMILIES = "佐藤鈴木高橋田中伊藤渡辺山本中村小林加藤吉田山田山口松本井上木村斎藤清水石川前田岡田藤田後藤長谷"
GIVENS = (
    "太郎花子健一美咲翔太大輔陽子直樹由美拓也智子裕子香織京子幸子和子勇気明美里奈千尋結衣"
    "一郎次郎三郎良子順子正子春子夏子秋子冬子道子光子洋子礼子英子典子弘子律子節子恭子雅子"
)


class Page:
    """A running `cardscan web`."""

    def __init__(self, process: subprocess.Popen[str], address: str, seconds: float) -> None:
        self.process, self.address, self.started = process, address.rstrip("/"), seconds

    def ask(self, method: str, path: str, body: bytes | None = None) -> bytes:
        """Send one request as the page does; return what came back."""
        place = urlsplit(self.address)
        connection = http.client.HTTPConnection(place.hostname or "", place.port)
        connection.request(method, path, body, {"origin": self.address})
        answer = connection.getresponse()
        content = answer.read()
        assert answer.status < 400, content
        return content

    def cost(self, path: str) -> str:
        """Return how long a page takes, the best of three: real seconds and processor seconds."""
        return "{:.2f} s ({:.2f} s)".format(*min(self._cost(path) for _ in range(3)))

    def _cost(self, path: str) -> tuple[float, float]:
        start, before = time.perf_counter(), self.processor()
        self.ask("GET", path)
        return time.perf_counter() - start, self.processor() - before

    def processor(self) -> float:
        """Return the processor seconds used so far."""
        parts = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / 100

    def memory(self) -> int:
        """Return the memory in use, in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) // 1024

    def read(self, photo: bytes) -> float:
        """Send a photo; return after how many seconds its card is in the book."""
        start = time.perf_counter()
        picture = json.loads(self.ask("POST", "/photos?name=card.png", photo))["hash"]
        while True:
            news = http.client.HTTPConnection(*self.address.removeprefix("http://").split(":"))
            news.request("GET", "/photos/events")
            for line in news.getresponse():
                shown = json.loads(line[6:]) if line.startswith(b"data: ") else []
                if any(one["hash"] == picture and one["state"] == "done" for one in shown):
                    news.close()
                    return time.perf_counter() - start


@contextmanager
def served(book: Path, *options: str) -> Iterator[Page]:
    """Run the page for the block."""
    command = [sys.executable, "-m", "cardscan", "web", "--book", str(book), "--port", "0", "--no-browser", *options]
    start = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--no-cache"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    page = Page(process, address, 0)
    page.ask("GET", "/")
    page.started = time.perf_counter() - start
    try:
        yield page
    finally:
        process.terminate()
        process.wait()


def large(folder: Path) -> None:
    """Make a book of PEOPLE with readings of their own, so that no two may be one."""
    with open_book(folder, mirror=Vdir) as book:
        book.take_in(map(_somebody, range(PEOPLE)), "measured.vcf")


def _somebody(number: int) -> Incoming:
    kana = "".join(KANA[number // len(KANA) ** place % len(KANA)] for place in range(4))
    name = Name(f"人{number} 名{number}", f"人{number}", f"名{number}", kana, f"{kana[::-1]}こ", "printed")
    phones = (Phone("mobile", f"090-{number:08}", f"+8190{number:08}"),)
    place = Affiliation(f"会社{number}", None, ("部長",), phones, (f"p{number}@c{number}.example",))
    met = Encounter(f"Event {number % 200}", f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}")
    return Incoming(Contact(name, (place,)), (met,), f"u{number}", mark=str(number))


def photos(width: int | None = None) -> Iterator[bytes]:
    """Yield photos of one card, no two of them the same file; ``width`` pixels wide if that is given."""
    with Image.open(CARD) as card:
        picture = card.convert("RGB")
    picture = picture.resize((width, picture.height * width // picture.width)) if width else picture
    for number in count():
        picture.putpixel((0, 0), (number % 256, number // 256, 128))
        out = io.BytesIO()
        picture.save(out, "PNG", compress_level=1)
        yield out.getvalue()


def teach(book: Path, photo: bytes, number: int) -> None:
    """Let the replaying reader say of a photo that it is somebody's card of whom there was none before."""
    family, given = number % (len(FAMILIES) // 2) * 2, number // (len(FAMILIES) // 2) % (len(GIVENS) // 2) * 2
    name = f"{FAMILIES[family : family + 2]} {GIVENS[given : given + 2]}"
    texts = (f"株式会社第{number}商事", "部長", name, f"p{number}@c{number}.example", f"090-{number:04}-1234")
    corners = (((60.0, y), (700.0, y), (700.0, y + 40), (60.0, y + 40)) for y in range(60, 360, 60))
    lines = tuple(TextLine(text, quad, 0.99, "replay") for text, quad in zip(texts, corners, strict=True))
    told = msgspec.json.encode(Recording("measured", {"1:1": list(lines)}, {}))
    tray = book / "tray"
    tray.mkdir(parents=True, exist_ok=True)
    (tray / f"{hashlib.sha256(photo).hexdigest()}.lines.json").write_bytes(told)


def replayed(folder: Path) -> tuple[str, str]:
    """Return the memory over REPLAYED small photos of as many people: all of the work is done but that of the two
    networks that read, whose lines are made up."""
    with served(folder, "--engine", "replay") as page:
        marks = []
        for number, photo in zip(range(1, REPLAYED + 1), photos(640), strict=False):
            teach(folder, photo, number)
            page.read(photo)
            marks += [page.memory()] if number in (10, REPLAYED // 2, REPLAYED) else []
    with open_book(folder) as book:
        assert book.count() == REPLAYED
    what = (
        f"memory after 10, {REPLAYED // 2} and {REPLAYED:,} small photos of as many people, the reading itself replayed"
    )
    return what, ", ".join(f"{mark} MB" for mark in marks)


def rows(folder: Path) -> list[tuple[str, str]]:
    """Return what was measured, in words."""
    large(folder / "large")
    with served(folder / "large") as page:
        found = [
            (f"start until the first page is there, {PEOPLE:,} people", f"{page.started:.2f} s"),
            ("the first page", page.cost("/")),
            ("the list of people", page.cost("/people")),
            ("a search while typing", page.cost(f"/people?part=1&q={quote('会社77')}")),
        ]
    with served(folder / "small") as page:
        cards = photos()
        page.read(next(cards))  # the reader opens with the first photo
        times = sorted(page.read(next(cards)) for _ in range(9))
        before = page.memory()
        for _ in range(PHOTOS):
            page.read(next(cards))
        found += [
            ("a flat card from the arrival of its photo until it is shown, median of 9", f"{times[4]:.2f} s"),
            (f"memory after 10 photos, and after {PHOTOS} more", f"{before} MB, {page.memory()} MB"),
        ]
    return [*found, replayed(folder / "replayed")]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        table = "\n".join(f"| {what} | {cost} |" for what, cost in rows(Path(name)))
    text = TARGET.read_text(encoding="utf-8")
    table = f"| what | took (processor time) |\n| --- | --- |\n{table}\n"
    TARGET.write_text(PART.sub(lambda found: f"{found[1]}{table}{found[2]}", text), encoding="utf-8")
    print(table)
