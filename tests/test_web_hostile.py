"""Whatever is sent to whatever address: no answer is a stumble of ours, every answer keeps browsers safe, and nothing
outside the book's folder is touched. The routes are those of the application itself, so a new one is tried as well."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.routing import Mount, Route
from starlette.types import Message
from web_page import keep

from cardscan.book import open_book
from cardscan.ocr import open_engine
from cardscan.web.app import ROUTES, page
from cardscan.web.contacts import KINDS
from cardscan.web.desk import Desk, Door
from cardscan.web.guard import HEADERS
from cardscan.web.tray import Tray

HOST = "127.0.0.1:8080"
ABE = ("株式会社みどり", "営業部 部長", "阿部 太郎", "あべ たろう", "携帯 090-1234-5678", "abe@midori.example")
BABA = ("馬場商店", "代表", "馬場 花子", "ばば はなこ", "携帯 090-8765-4321", "baba@baba-shop.example")
PNG = b"\x89PNG\r\n\x1a\n"
LONG_NUMBER = b'{"change": ' + b"9" * 5000 + b"}"
SECRET = b"nobody may read this"
# What an audit hook hears of when a file is written, moved or taken away; the place in its arguments is a path.
TOUCHES = {"os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.truncate"}


@dataclass(frozen=True)
class Sent:
    """A request as it arrives: ``path`` decoded, everything else as bytes."""

    method: str
    path: str
    query: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Known:
    """What is in the book: whoever knows these values gets further than chance would."""

    folder: Path
    uids: tuple[str, ...]
    pictures: tuple[str, ...]


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Known:
    folder = tmp_path_factory.mktemp("hostile") / "book"
    keep(folder, ABE, BABA)
    tray = Tray(folder / "tray")
    waiting = tray.put(PNG + b"waits", "waits.png", "Expo", "2026-11-20", None)
    with open_book(folder) as book:
        uids = tuple(one.uid for one in book.people())
        pictures = tuple(card.picture for uid in uids for card in book.cards(uid))
    return Known(folder, uids, (*pictures, waiting.hash))


class Touched:
    """Writes down, while it is on, which files outside ``inside`` are changed, and which beside it are even read."""

    def __init__(self) -> None:
        self.inside: Path | None = None
        self.seen: list[str] = []
        sys.addaudithook(self._heard)

    def _heard(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.inside is None or (event != "open" and event not in TOUCHES):
            return
        if not isinstance(arguments[0], str | bytes | os.PathLike):
            return
        path = Path(os.path.abspath(os.fsdecode(arguments[0])))  # noqa: PTH100  # links are not followed
        flags = arguments[2] if event == "open" and isinstance(arguments[2], int) else 0
        changes = event != "open" or flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        beside = path.is_relative_to(self.inside.parent)
        if not path.is_relative_to(self.inside) and (changes or beside) and "__pycache__" not in path.parts:
            self.seen.append(f"{event} {path}")


@pytest.fixture(scope="module")
def touched() -> Touched:
    return Touched()


def ask(desk: Desk, sent: Sent, told: list[Message]) -> None:
    """Give the application a request as uvicorn would, without a socket between; what it raises is raised here, and
    what it says is put into ``told``."""
    asyncio.run(asyncio.wait_for(_asked(desk, sent, told), 30))


async def _asked(desk: Desk, sent: Sent, told: list[Message]) -> None:
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "scheme": "http",
        "method": sent.method,
        "path": sent.path,
        "raw_path": quote(sent.path).encode(),
        "root_path": "",
        "query_string": sent.query,
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in sent.headers.items()],
        "server": ("127.0.0.1", 8080),
        "client": ("127.0.0.1", 50000),
    }
    began, pieces = asyncio.Event(), [sent.body]

    async def receive() -> Message:
        if pieces:
            return {"type": "http.request", "body": pieces.pop(), "more_body": False}
        await began.wait()  # then the browser goes away, so that news that never end do
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        told.append(message)
        began.set()

    await page(desk, Door(frozenset((HOST,))))(scope, receive, send)


def _answer(told: list[Message]) -> Answer:
    start, *rest = told
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in start["headers"]}
    return Answer(start["status"], headers, b"".join(one.get("body", b"") for one in rest))


# ---------------------------------------------------------------- requests, from nonsense to nearly right

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
NASTY = (
    st.sampled_from(("", "..", "../../secret", "\x00", "a\x00b", "/etc/passwd", "%2e%2e", "-1", "NaN"))
    | st.sampled_from(
        (
            "' or 1=1 --",
            "*",
            '"',
            "^",
            "NEAR(",
            "{uid}",
            "\u202e",
            "𠮷",
            "1e400",
            "０",
            "²",
            "9" * 25,
            "9" * 5000,
            "x" * 5000,
        )
    )
    | st.sampled_from(("orgs[999999999].name", "notes[99999999999999999999]", "addresses[0].region"))
)
WORDS = ("q", "event", "row", "from", "part", "uid", "page", "name", "date", "place", "key", "device")
PARTS = ("path", "text", "was", "page", "quad", "replaces", "one", "other", "answer", "change", "language")
FIELDS = st.sampled_from(
    ["name.full", "orgs[0].titles[1]", "phones[0]", "phones[0].kind", "emails[7]", "notes[0]", "orgs[3]"]
)


def texts(known: Known) -> st.SearchStrategy[str]:
    ours = (*known.uids, *known.pictures, *KINDS, "1", "2", "page.js", "阿部 太郎", "Expo", "2026-11-20", "あ")
    return st.sampled_from(ours) | FIELDS | NASTY | TEXT


def jsons(known: Known) -> st.SearchStrategy[object]:
    numbers = st.integers(-3, 9) | st.integers() | st.floats() | st.sampled_from([2**63, -(2**63), 10**30])
    simple = st.none() | st.booleans() | numbers | texts(known)
    corners = st.lists(st.lists(numbers, min_size=2, max_size=2), min_size=4, max_size=4)
    return st.recursive(simple | corners, lambda some: st.lists(some, max_size=4), max_leaves=8)


def bodies(known: Known) -> st.SearchStrategy[bytes]:
    """Right ones with one part changed, JSON of the parts that some route takes, forms, and any bytes."""
    one, other = known.uids
    corners = [[60, 0], [700, 0], [700, 40], [60, 40]]
    right = st.sampled_from(
        [
            {"path": "name.full", "text": "安部 太郎", "was": "阿部 太郎"},
            {"page": 1, "quad": corners, "replaces": 1},
            {"one": one, "other": other},
            {"one": one, "other": other, "answer": "same"},
            {"one": one, "other": one, "answer": "different"},
            {"change": 1},
            {"language": "ja"},
        ]
    )
    changes = st.dictionaries(st.sampled_from(PARTS), jsons(known), max_size=2)
    nearly = st.builds(lambda whole, change: {**whole, **change}, right, changes).map(_encoded)
    forms = st.dictionaries(st.sampled_from(PARTS), texts(known), max_size=3).map(lambda form: urlencode(form).encode())
    return (
        nearly
        | jsons(known).map(_encoded)
        | forms
        | st.binary(max_size=200)
        | st.sampled_from([PNG + b"more", LONG_NUMBER])
    )


def _encoded(value: object) -> bytes:
    return json.dumps(value).encode()


def headers() -> st.SearchStrategy[dict[str, str]]:
    """Mostly such as let a request in; then the ones that the program or Starlette looks at, with anything in them."""
    latin = st.text(st.characters(max_codepoint=255), max_size=40)
    values = latin | st.sampled_from(
        ["9" * 5000, "text/html", "bytes=0-5", "bytes=9-,-3", "ja;q=9", "cardscan_language=ja"]
    )
    looked_at = ("accept", "accept-language", "cookie", "range", "if-range", "if-none-match", "if-modified-since")
    names = (*looked_at, "content-type", "content-length", "host", "origin", "sec-fetch-site", "x-forwarded-for")
    ours = {"host": HOST, "origin": f"http://{HOST}"}
    more = st.dictionaries(st.sampled_from(names[:-4]), values, max_size=3) | st.dictionaries(
        st.sampled_from(names), values, max_size=3
    )
    return more.map(lambda some: {**ours, **some})


def _methods(route: Route | Mount) -> tuple[str, ...]:
    own = tuple(sorted(route.methods or ())) if isinstance(route, Route) else ("GET",)
    return (*own, *own, *own, "GET", "POST", "HEAD", "DELETE", "PUT", "OPTIONS", "PROPFIND")


def _paths(route: Route | Mount, known: Known) -> st.SearchStrategy[str]:
    """Addresses of a route with anything where something is left open, at times with something behind it."""
    shape = route.path if isinstance(route, Route) else f"{route.path}/{{path}}"
    pieces = [piece for part in shape.split("{") for piece in part.split("}")]
    filled = [texts(known) if place % 2 else st.just(piece) for place, piece in enumerate(pieces)]
    return st.tuples(*filled, st.just("") | st.just("") | NASTY).map("".join)


def requests(known: Known, route: Route | Mount) -> st.SearchStrategy[Sent]:
    """Requests for a route."""
    queries = st.dictionaries(st.sampled_from(WORDS), texts(known), max_size=3).map(
        lambda some: urlencode(some).encode()
    )
    return st.builds(
        Sent,
        st.sampled_from(_methods(route)),
        _paths(route, known),
        queries | st.binary(max_size=60),
        headers(),
        bodies(known),
    )


# ---------------------------------------------------------------- what must be true of every answer


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    """A folder for books, with a file beside them that is none of theirs."""
    (tmp_path / "secret").write_bytes(SECRET)
    return tmp_path


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.data())
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{'+'.join(_methods(route)[:1])} {route.path}")
def test_whatever_is_asked_no_answer_is_a_stumble(
    route: Route | Mount, known: Known, touched: Touched, beside: Path, data: st.DataObject
) -> None:
    sent = data.draw(requests(known, route))
    _holds(known, touched, beside, sent)


def _holds(known: Known, touched: Touched, beside: Path, sent: Sent) -> Answer:
    folder = Path(tempfile.mkdtemp(dir=beside)) / "book"
    shutil.copytree(known.folder, folder)
    desk = Desk(folder, lambda: open_engine("replay"), Tray(folder / "tray"), folder / "memory")
    touched.inside, touched.seen = folder, []
    try:
        told: list[Message] = []
        ask(desk, sent, told)
    finally:
        touched.inside = None
        shutil.rmtree(folder.parent)
    answer = _answer(told)
    assert 200 <= answer.status < 500
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert touched.seen == []
    assert SECRET not in answer.body
    return answer


class Stumbling(Desk):
    """A desk at which every look ends in a mistake of ours."""

    def look(self) -> NoReturn:
        raise RuntimeError("a mistake of ours")


def test_even_the_answer_that_says_that_we_stumbled_lets_no_script_run(known: Known) -> None:
    told: list[Message] = []
    desk = Stumbling(known.folder, lambda: open_engine("replay"), Tray(known.folder / "tray"), known.folder / "memory")
    with pytest.raises(RuntimeError, match="a mistake of ours"):
        ask(desk, Sent("GET", "/people", headers={"host": HOST}), told)
    answer = _answer(told)
    assert answer.status == 500
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize(
    "sent",
    [
        Sent("GET", f"/cards/{'9' * 5000}/flat.jpg"),
        Sent("GET", f"/cards/{10**30}/flat.jpg"),
        Sent("POST", f"/cards/{10**30}/nobody"),
        Sent("POST", "/undo", body=b'{"change": 1000000000000000000000000}'),
        Sent("POST", "/undo", body=LONG_NUMBER),
        Sent("POST", "/photos", headers={"content-length": "9" * 5000}),
    ],
    ids=lambda sent: f"{sent.method} {sent.path[:20]}",
)
def test_a_number_longer_than_any_database_holds_is_refused(
    known: Known, touched: Touched, beside: Path, sent: Sent
) -> None:
    ours = {"host": HOST, "origin": f"http://{HOST}"}
    answer = _holds(known, touched, beside, replace(sent, headers={**ours, **sent.headers}))
    assert answer.status in (400, 404, 413)
