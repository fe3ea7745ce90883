"""The page for the phone, as the phone sees it: a real server on loopback, and a real browser."""

import http.client
import json
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn
from book_contacts import person
from conftest import user_environment

from cardscan.book import open_book
from cardscan.errors import CannotServe
from cardscan.model import Affiliation, Contact, Encounter, Name
from cardscan.share.content_lines import cards
from cardscan.share.phone.addresses import Place, likeliest, place_to_serve
from cardscan.share.phone.offer import Answer, Offer
from cardscan.share.phone.page import page_of

CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture
def book(tmp_path):
    with open_book(tmp_path / "book") as opened:
        opened.apply(opened.plan(person()), encounter=Encounter("交流会", "2026-11-01"))
        evil = Contact(Name("<img src=x onerror=alert(1)>"), (Affiliation("<b>鈴木商店</b>"),))
        opened.apply(opened.plan(evil))
    return tmp_path / "book"


@contextmanager
def shared(home, book, *words):
    """`cardscan share` as it runs, and its link."""
    command = [sys.executable, "-m", "cardscan", "share", *words, "--json", "--address", "127.0.0.1", "--book", book]
    running = subprocess.Popen(
        list(map(str, command)), env=user_environment(home), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        line = running.stdout.readline()
        assert line, running.stderr.read()
        yield running, json.loads(line)["url"]
    finally:
        if running.poll() is None:
            running.send_signal(signal.SIGTERM)
        running.wait(20)
        running.stdout.close()
        running.stderr.close()


def ask(url, path=None, method="GET", host=None):
    """Send one request exactly as written; return (status, headers, body)."""
    there = urlsplit(url)
    connection = http.client.HTTPConnection(there.hostname, there.port, timeout=20)
    try:
        connection.putrequest(method, there.path if path is None else path, skip_host=True)
        connection.putheader("Host", host or there.netloc)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, {name.lower(): text for name, text in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def test_the_file_is_what_a_phone_opens_as_contacts(home, book):
    with shared(home, book, "--event", "交流会") as (_, url):
        status, headers, body = ask(f"{url}/contacts.vcf")
        assert status == 200
        assert headers["content-type"] == "text/vcard; charset=utf-8"
        assert headers["content-disposition"] == 'attachment; filename="contacts.vcf"'
        assert headers["cache-control"] == "no-store" and headers["x-content-type-options"] == "nosniff"
        assert "server" not in headers
        assert len(list(cards(body))) == 1, "only who was chosen"


def test_the_page_lists_who_was_chosen_and_nothing_on_a_card_is_markup(home, book):
    with shared(home, book) as (_, url):
        _, headers, body = ask(url)
        page = body.decode()
        assert "2 contacts" in page and "髙橋 美咲" in page
        assert "<img" not in page and "&lt;img src=x" in page and "<b>" not in page
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["referrer-policy"] == "no-referrer"


def test_wrong_missing_and_tricky_paths_are_all_not_found_alike(home, book):
    with shared(home, book) as (_, url):
        token = urlsplit(url).path
        wrong = token[:-1] + ("A" if token[-1] != "A" else "B")
        paths = ["/", "", "/contacts.vcf", wrong, f"{wrong}/contacts.vcf", f"{token}/../book.sqlite", f"{token}/..",
                 f"{token}/%2e%2e/book.sqlite", f"/{token}", "/..%2f..%2fetc/passwd", f"{token}//contacts.vcf",
                 f"{token}%00", f"{token}/contacts.vcf/", f"{token}/contacts.vcf%2f", "/%ff", f"{token.upper()}x",
                 "/" + "a" * 3000, "/favicon.ico", "/docs", "/openapi.json"]  # fmt: skip
        for path in paths:
            status, _, body = ask(url, path or "/")
            assert status in (404, 307) and b"BEGIN:VCARD" not in body and "髙橋".encode() not in body, path
            assert status == 404 or token in path, path
        assert ask(url)[0] == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost", "127.0.0.2", "0"])
def test_another_host_is_refused_also_with_the_token(home, book, host):
    with shared(home, book) as (_, url):
        port = urlsplit(url).port
        for name in (host, f"{host}:{port}"):
            status, _, body = ask(f"{url}/contacts.vcf", host=name)
            assert status == 400 and b"BEGIN" not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"])
def test_nothing_but_looking_is_allowed(home, book, method):
    with shared(home, book) as (_, url):
        assert ask(f"{url}/contacts.vcf", method=method)[0] == 405


def test_once_is_once_and_looking_first_does_not_count(home, book):
    with shared(home, book, "--once", "--device", "pixel") as (running, url):
        assert ask(f"{url}/contacts.vcf", method="HEAD")[0] == 200
        assert ask(url)[0] == 200
        assert ask(f"{url}/contacts.vcf")[0] == 200
        with pytest.raises(OSError):
            for _ in range(100):
                assert ask(f"{url}/contacts.vcf")[0] == 410
                time.sleep(0.1)
        assert running.wait(20) == 0
        assert "taken 1 time" in running.stderr.read()
    with open_book(book) as opened:
        assert set(opened.sent_to("pixel")) == {one.uid for one in opened.people()}


def test_it_stops_by_itself_when_its_time_is_over(home, book):
    with shared(home, book, "--minutes", "0.02", "--new") as (running, url):
        assert ask(url)[0] == 200
        assert running.wait(20) == 0
    with open_book(book) as opened:
        assert opened.sent_to("phone") == {}, "nobody took it"


def test_stopping_it_is_a_good_end(home, book):
    with shared(home, book) as (running, _):
        running.send_signal(signal.SIGINT)
        assert running.wait(20) == 0


def test_an_address_or_port_that_is_not_free_says_so(home, book, cardscan):
    with shared(home, book) as (_, url):
        port = urlsplit(url).port
        done = cardscan("share", "--address", "127.0.0.1", "--port", port, "--book", book)
        assert done.returncode == 11 and f"port {port}" in done.stderr
    for address in ("203.0.113.9", "somewhere", "0.0.0.0", "::"):
        done = cardscan("share", "--address", address, "--book", book)
        assert done.returncode == 11, address


def test_a_link_cannot_be_guessed_and_is_over_at_its_time():
    now = [0.0]
    offers = [Offer(b"", (), 60.0, lambda: now[0]) for _ in range(20)]
    assert len({one.token for one in offers}) == 20 and all(len(one.token) >= 22 for one in offers)
    one = offers[0]
    assert [one.answer(one.token), one.answer(""), one.answer("髙" * 22)] == [
        Answer.HERE,
        Answer.UNKNOWN,
        Answer.UNKNOWN,
    ]
    now[0] = 60.0
    assert [one.answer(one.token), one.answer("x")] == [Answer.GONE, Answer.UNKNOWN]


def test_the_likeliest_address_is_one_of_a_home_network():
    docker, wifi, wire = Place("172.17.0.1", "docker0"), Place("192.168.1.5", "wlan0"), Place("10.0.0.2", "eth0")
    own, far = Place("127.0.0.1", "lo"), Place("8.8.4.4", "eth1")
    assert likeliest([own, docker, far, wifi, wire, Place("169.254.1.1", "eth2")]) == (wire, wifi, far, docker)


def test_an_address_for_everybody_is_refused():
    with pytest.raises(CannotServe, match="every network at once"):
        place_to_serve("0.0.0.0")


# ---------------------------------------------------------------- in a browser


@pytest.fixture(scope="module")
def browser():
    assert CHROMIUM.exists(), "make chromium installs it"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield opened
        opened.close()


PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 3, "is_mobile": True, "has_touch": True}


def test_a_phone_takes_everybody_with_one_tap(home, book, browser, tmp_path):
    with shared(home, book) as (_, url):
        page = browser.new_context(**PHONE).new_page()
        said = []
        page.on("console", lambda message: said.append(message.text))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.goto(url)
        assert page.locator("h1").inner_text() == "2 contacts"
        assert page.locator("li").count() == 2 and page.locator("img").count() == 0
        button = page.get_by_role("link")
        box = button.bounding_box()
        assert box["height"] >= 44 and box["width"] > 200, "a thumb finds it"
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "nothing to scroll sideways"
        with page.expect_download() as download:
            button.tap()
        assert download.value.suggested_filename == "contacts.vcf"
        download.value.save_as(tmp_path / "contacts.vcf")
        assert len(list(cards((tmp_path / "contacts.vcf").read_bytes()))) == 2
        assert [text for text in said if not re.search("favicon", text)] == []


def test_a_link_that_is_over_says_what_to_do(browser):
    """The page itself closes a moment later; here it is kept open, to be looked at."""
    offer = Offer(b"", (), 0.0, lambda: 1.0)
    with listening(page_of(offer, "127.0.0.1", lambda: None)) as port:
        page = browser.new_context(**PHONE).new_page()
        answer = page.goto(f"http://127.0.0.1:{port}/{offer.token}")
        assert answer.status == 410
        assert "cardscan share" in page.locator("body").inner_text()


@contextmanager
def listening(app):
    """An app at a free port of loopback, in a thread."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, lifespan="off")
    socket = config.bind_socket()
    socket.listen()
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]})
    thread.start()
    try:
        yield socket.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(20)
        socket.close()
