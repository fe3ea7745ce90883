"""Who may come in and what may be sent: asked by a program that does what no browser would."""

from __future__ import annotations

import http.client
import json
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import ROOT, Draw, Run
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import URL, Headers
from web_page import Served, served

from cardscan.web.guard import is_from_here
from cardscan.web.tray import MOST_WAITING

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("guarded")
    (folder / "home").mkdir()
    with served(folder / "book", folder / "home") as running:
        yield running


def ask(web: Served, method: str, path: str, body: bytes | None = None, **headers: str) -> http.client.HTTPResponse:
    """Send one request as it is, with ``Host`` and ``Origin`` of the page unless told otherwise."""
    place = urlsplit(web.origin)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=30)
    connection.putrequest(method, path, skip_host=True)
    sent = {"host": place.netloc}
    if method != "GET":
        sent |= {"origin": web.origin, "content-length": str(len(body or b""))}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in sent.items():
        if value is not None:
            connection.putheader(name, value)
    connection.endheaders(body)
    return connection.getresponse()


def test_another_host_name_is_refused_so_that_no_name_can_be_pointed_here(web: Served) -> None:
    port = urlsplit(web.origin).port
    for host in (f"evil.example:{port}", "127.0.0.1", f"127.0.0.1.evil.example:{port}", ""):
        assert ask(web, "GET", "/people", host=host).status == 421
    assert ask(web, "GET", "/people", host=f"localhost:{port}").status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": None},
        {"origin": None, "sec_fetch_site": "cross-site"},
        {"origin": None, "sec_fetch_site": "same-site"},
        {"sec_fetch_site": "cross-site"},
    ],
    ids=str,
)
def test_another_site_can_change_nothing(web: Served, headers: dict[str, str]) -> None:
    for path in ("/photos?name=x", "/undo", "/people/x/delete", "/language", "/questions"):
        assert ask(web, "POST", path, b"{}", **headers).status == 403


@given(
    st.text(st.characters(max_codepoint=255), max_size=40) | st.just("http://127.0.0.1:80"),
    st.sampled_from([None, "cross-site", "same-site", "none", "same-origin"]),
)
def test_only_the_pages_own_origin_is_from_here(origin: str, site: str | None) -> None:
    given_headers = {"host": "127.0.0.1:80", "origin": origin} | ({"sec-fetch-site": site} if site else {})
    here = is_from_here(Headers(given_headers), URL("http://127.0.0.1:80/"))
    assert here is (origin == "http://127.0.0.1:80" and site in (None, "same-origin"))


def test_every_answer_says_that_no_script_but_ours_may_run(web: Served) -> None:
    for path in ("/", "/people", "/export/vcf", "/static/page.js", "/nothing-here", "/cards/7/flat.jpg"):
        answer = ask(web, "GET", path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert b"<script>" not in answer.read()


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/photos/..%2f..%2f..%2fetc%2fpasswd/view.jpg",
        "/photos/book.sqlite/view.jpg",
        f"/photos/{'0' * 64}/view.jpg",
        "/people/..%2fbook.sqlite",
        "/cards/999999999999999999/flat.jpg",
        "/cards/-1/flat.jpg",
        "/export/vcf?uid=../../etc/passwd",
    ],
)
def test_no_address_leads_to_a_file_that_is_none_of_the_books(web: Served, path: str) -> None:
    assert ask(web, "GET", path).status == 404


def test_a_photo_is_stored_under_its_hash_whatever_it_is_called(web: Served) -> None:
    answer = ask(web, "POST", "/photos?name=..%2F..%2Fevil.sh", PNG + b"named")
    shown = json.loads(answer.read())
    assert answer.status == 202 and shown["name"] == "../../evil.sh"
    assert re.fullmatch("[0-9a-f]{64}", shown["hash"])
    assert not list(web.book.parent.rglob("*evil*"))
    draft = r"\.[0-9a-f]{64}\.(photo|json)\.\d+"  # of a file that is being written
    for path in (web.book / "tray").iterdir():
        assert re.fullmatch(rf"[0-9a-f]{{64}}\.(photo|json)|{draft}", path.name)


def test_the_tray_is_for_its_owner_alone(web: Served) -> None:
    ask(web, "POST", "/photos?name=x", PNG)
    assert stat.S_IMODE((web.book / "tray").stat().st_mode) == 0o700


def test_too_large_a_body_is_refused_before_it_is_read(web: Served) -> None:
    assert ask(web, "POST", "/photos?name=x", b"x", content_length=str(10**12)).status == 413
    assert ask(web, "POST", "/undo", b"x", content_length=str(10**9)).status == 413
    assert ask(web, "POST", "/undo", b"x", content_length="-5").status in (400, 413)


def test_a_body_without_an_announced_length_is_counted(web: Served) -> None:
    place = urlsplit(web.origin)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=30)
    pieces = (b"x" * 100_000 for _ in range(6))
    connection.request("POST", "/undo", pieces, {"origin": web.origin}, encode_chunked=True)
    assert connection.getresponse().status == 413


def test_an_empty_photo_is_refused_in_words(web: Served) -> None:
    answer = ask(web, "POST", "/photos?name=x", b"")
    assert answer.status == 400 and "empty" in json.loads(answer.read())["message"]


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"nonsense", b'{"change": "1"}', b"\xff", b'{"change": 1e400}'])
def test_nonsense_is_answered_in_words(web: Served, body: bytes) -> None:
    answer = ask(web, "POST", "/undo", body)
    assert answer.status == 400 and json.loads(answer.read())["code"] == "unclear"


def test_a_path_that_is_no_field_and_a_person_who_is_not_there_are_answered_in_words(web: Served) -> None:
    field = json.dumps({"path": "__class__", "text": "x", "was": ""}).encode()
    assert ask(web, "POST", "/people/nobody/field", field).status == 404
    assert ask(web, "POST", "/people/nobody/approve").status == 404


def test_more_photos_than_anybody_takes_are_refused(web: Served) -> None:
    answers = [ask(web, "POST", "/photos?name=x", PNG + str(n).encode()).status for n in range(3)]
    assert answers == [202] * 3
    from cardscan.errors import TrayFull
    from cardscan.web.tray import Tray

    tray = Tray(web.book.parent / "full")
    for n in range(MOST_WAITING):
        tray.put(str(n).encode(), "x", None, None, None)
    with pytest.raises(TrayFull):
        tray.put(b"one more", "x", None, None, None)


def test_with_lan_nobody_gets_in_without_the_key(tmp_path: Path, home: Path) -> None:
    with served(tmp_path / "book", home, "--lan") as web:
        key = web.address.partition("?key=")[2]
        assert len(key) >= 32
        for path in ("/", "/people", "/static/page.css", "/?key=wrong", f"/people?key={key[:-1]}"):
            assert ask(web, "GET", path).status == 403
        assert ask(web, "POST", "/photos?name=x", PNG).status == 403
        answer = ask(web, "GET", f"/?key={key}")
        assert answer.status == 303 and answer.headers["location"] == "/", "the key stays in no history"
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie and "SameSite=strict" in cookie
        assert ask(web, "GET", "/people", cookie=cookie.partition(";")[0]).status == 200


def test_loopback_is_all_that_is_listened_on_unless_asked_otherwise(web: Served) -> None:
    port = urlsplit(web.origin).port
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    listening = [line.split()[1] for line in lines if line.split()[3] == "0A"]
    assert [one for one in listening if one.endswith(f":{port:04X}")] == [f"0100007F:{port:04X}"]


def test_a_port_that_is_taken_is_told_in_one_line(web: Served, cardscan: Run, tmp_path: Path) -> None:
    port = urlsplit(web.origin).port
    done = cardscan("web", "--book", tmp_path / "other", "--port", port, "--no-browser")
    assert done.returncode == 11
    assert f"port {port} cannot be opened" in done.stderr and "Traceback" not in done.stderr


def test_ctrl_c_ends_it_well(tmp_path: Path, home: Path) -> None:
    with served(tmp_path / "book", home) as web:
        assert ask(web, "GET", "/").status == 200
        assert web.stop() == 0


def test_a_hostile_picture_is_a_failure_of_its_own(tmp_path: Path, home: Path, draw_card: Draw) -> None:
    bomb = PNG + b"\x00\x00\x00\rIHDR" + (100_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00" + b"\x00" * 64
    with served(tmp_path / "book", home) as web:
        for content in (bomb, b"%PDF-1.7 nonsense", b"<svg onload=alert(1)>", b"\x00" * 500):
            assert ask(web, "POST", "/photos?name=hostile.jpg", content).status == 202
        good = draw_card("good.png", "阿部 太郎", "携帯 090-1234-5678", "abe@midori.example")
        web.teach(good)
        ask(web, "POST", "/photos?name=good.png", good.read_bytes())
        states = _states(web, 5)
        assert sorted(states.values()) == ["done", *["failed"] * 4]
        assert states["good.png"] == "done"


def _states(web: Served, photos: int) -> dict[str, str]:
    """Follow the server-sent events until nothing is left to read; return the states by name (or number)."""
    answer = ask(web, "GET", "/photos/events")
    for line in answer:
        if line.startswith(b"data: "):
            shown = json.loads(line[6:])
            if len(shown) == photos and all(one["state"] in ("done", "failed") for one in shown):
                return {one["name"] if one["state"] == "done" else str(n): one["state"] for n, one in enumerate(shown)}
    raise AssertionError("the news ended")


# What the server may do with sockets is to listen: whatever else it tries is written down.
ONLY_LISTEN = """
import os, sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        with open(os.environ["SEEN"], "a") as seen:
            seen.write(f"{event} {arguments}\\n")
        raise RuntimeError("the network was used")

sys.addaudithook(refuse)
"""


def test_the_page_calls_nobody(tmp_path: Path, home: Path, draw_card: Draw) -> None:
    (tmp_path / "block").mkdir()
    (tmp_path / "block" / "sitecustomize.py").write_text(ONLY_LISTEN)
    seen = tmp_path / "seen"
    with served(tmp_path / "book", home, PYTHONPATH=f"{tmp_path / 'block'}:{ROOT}", SEEN=str(seen)) as web:
        card = draw_card("good.png", "阿部 太郎", "携帯 090-1234-5678", "abe@midori.example")
        web.teach(card)
        ask(web, "POST", "/photos?name=good.png", card.read_bytes())
        assert _states(web, 1) == {"good.png": "done"}
        for path in ("/", "/review", "/people", "/export/vcf", "/camera"):
            assert ask(web, "GET", path).status in (200, 303)
    assert not seen.exists()
