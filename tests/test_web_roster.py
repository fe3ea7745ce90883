"""The list of an evening on a phone: ticks and lines are saved at once, and stay."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from test_roster_commands import DAY, EVENING, fill, memos
from web_page import Served, chromium, served

from cardscan.book import Told, Unread, open_book
from cardscan.model import Event
from cardscan.web.words import words_in

PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
JAPANESE = {"locale": "ja-JP", "color_scheme": "dark"}
EVIL = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(params=["desk", "phone"])
def window(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    form = {"locale": "en-GB"} if request.param == "desk" else {**JAPANESE, **PHONE}
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce", **form)
    yield context
    context.close()


@pytest.fixture
def web(tmp_path: Path, home: Path) -> Iterator[Served]:
    fill(tmp_path / "book")
    with served(tmp_path / "book", home) as running:
        yield running


def guest(page: Page, name: str) -> object:
    return page.locator("[data-guest]", has=page.get_by_text(name, exact=True))


def until(web: Served, name: str, wanted: tuple[str | None, bool], page: Page) -> None:
    """Wait until the book says so."""
    for _ in range(100):
        if memos(web.book)[name] == wanted:
            return
        page.wait_for_timeout(100)
    assert memos(web.book)[name] == wanted


def test_a_tick_and_a_line_are_saved_at_once_and_stay(web: Served, window: BrowserContext) -> None:
    page = window.new_page()
    page.goto(f"{web.origin}/people")
    words = words_in(page.locator("html").get_attribute("lang") or "")
    page.get_by_role("link", name=words("roster.title")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(EVENING)
    expect(page.locator("[data-guest]")).to_have_count(4)
    second = guest(page, "𠮷田 修")
    second.get_by_role("checkbox").check()
    until(web, "𠮷田 修", (None, True), page)
    second.get_by_role("textbox").fill("絵画が趣味")
    second.get_by_role("textbox").press("Enter")
    expect(guest(page, "山﨑 龍").get_by_role("textbox")).to_be_focused()
    until(web, "𠮷田 修", ("絵画が趣味", True), page)
    page.reload()
    expect(guest(page, "𠮷田 修").get_by_role("checkbox")).to_be_checked()
    expect(guest(page, "𠮷田 修").get_by_role("textbox")).to_have_value("絵画が趣味")
    expect(guest(page, "山﨑 龍").get_by_role("checkbox")).not_to_be_checked()
    expect(page.get_by_text("不動産?" if words.language == "ja" else "property?").first).to_be_visible()


def test_a_line_is_saved_also_by_who_only_stops_typing(web: Served, browser: Browser) -> None:
    with browser.new_context(**PHONE) as context:
        page = context.new_page()
        page.goto(f"{web.origin}/roster")
        guest(page, "佐藤 花子").get_by_role("textbox").press_sequentially("釣り")
        until(web, "佐藤 花子", ("釣り", False), page)


def test_what_was_done_last_is_taken_back_with_the_keyboard(web: Served, browser: Browser) -> None:
    with browser.new_context(locale="en-GB") as context:
        page = context.new_page()
        page.goto(f"{web.origin}/roster?event={quote(EVENING)}&date={DAY}")
        guest(page, "髙橋 美咲").get_by_role("checkbox").check()
        expect(page.locator(".toast")).to_have_text("Saved")
        page.get_by_role("heading", level=1).click()
        page.keyboard.press("Control+z")
        expect(guest(page, "髙橋 美咲").get_by_role("checkbox")).not_to_be_checked()
        until(web, "髙橋 美咲", (None, False), page)


def test_another_window_is_not_written_over(web: Served, browser: Browser) -> None:
    with browser.new_context(locale="en-GB") as context:
        page = context.new_page()
        page.goto(f"{web.origin}/roster")
        with open_book(web.book) as book:
            uid = book.show("髙橋")[0].uid
            book.remember([Told(uid, Event(EVENING, DAY), "1", line="保険")], "meanwhile")
        line = guest(page, "髙橋 美咲").get_by_role("textbox")
        line.fill("絵画")
        line.blur()
        expect(page.get_by_text("changed in another window")).to_be_visible()
        expect(line).to_have_value("保険")
        assert memos(web.book)["髙橋 美咲"][0] == "保険"


def test_what_cannot_be_saved_now_is_saved_when_the_connection_is_back(web: Served, browser: Browser) -> None:
    with browser.new_context(locale="en-GB") as context:
        page = context.new_page()
        page.goto(f"{web.origin}/roster")
        context.set_offline(True)
        guest(page, "山﨑 龍").get_by_role("checkbox").check()
        expect(page.get_by_text("The connection to cardscan is lost")).to_be_visible()
        expect(guest(page, "山﨑 龍")).to_have_class(re.compile("unsaved"))
        context.set_offline(False)
        until(web, "山﨑 龍", (None, True), page)
        expect(guest(page, "山﨑 龍")).not_to_have_class(re.compile("unsaved"))


def test_the_list_is_good_for_everybody_and_fits_a_narrow_phone(web: Served, window: BrowserContext) -> None:
    fill(web.book, (EVIL, "長" * 80), EVENING, "2026-12-18")
    with open_book(web.book) as book:
        (original,) = [book.keep_picture(b"a photo", "table.jpg")]
        book.note_unread(original, [Unread(original, 1, 9, "9", "glare")])
    page = window.new_page()
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    for address in ("/roster", f"/roster?event={quote(EVENING)}&date={DAY}", "/people"):
        page.goto(f"{web.origin}{address}")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto(f"{web.origin}/roster")
    expect(page.get_by_text(EVIL, exact=True)).to_be_visible()
    page.locator(".roster details.menu summary").click()
    page.get_by_role("link", name=f"{EVENING} {DAY}").click()
    expect(page.locator("[data-guest]")).to_have_count(4)


def test_an_empty_book_has_a_list_that_says_so(tmp_path: Path, home: Path, browser: Browser) -> None:
    with served(tmp_path / "empty", home) as running, browser.new_context(locale="en-GB") as context:
        page = context.new_page()
        page.goto(f"{running.origin}/roster")
        expect(page.get_by_text("Nobody was met at an event yet")).to_be_visible()


def _post(web: Served, what: dict[str, object], origin: str | None = None) -> tuple[int, dict[str, object]]:
    connection = http.client.HTTPConnection(urlsplit(web.origin).netloc, timeout=30)
    connection.request("POST", "/roster", json.dumps(what), {"origin": origin or web.origin})
    answer = connection.getresponse()
    content = answer.read()
    return answer.status, json.loads(content) if content.startswith(b"{") else {}


def test_another_site_ticks_nobody(web: Served) -> None:
    with open_book(web.book) as book:
        uid = book.show("髙橋")[0].uid
    said = {"uid": uid, "event": EVENING, "date": DAY, "tag": "1", "talked": True}
    assert _post(web, said, "https://evil.example")[0] == 403
    assert memos(web.book)["髙橋 美咲"] == (None, False)
    assert _post(web, said)[0] == 200
    assert memos(web.book)["髙橋 美咲"] == (None, True)


@pytest.mark.parametrize(
    ("change", "status"),
    [({"uid": "nobody"}, 404), ({"event": "nowhere"}, 404), ({"memo": "x" * 2001}, 400), ({"talked": "perhaps"}, 400)],
)
def test_what_the_page_would_not_send_is_refused(change: dict[str, object], status: int, web: Served) -> None:
    with open_book(web.book) as book:
        uid = book.show("髙橋")[0].uid
    said = {"uid": uid, "event": EVENING, "date": DAY, "tag": "1", "talked": True, **change}
    assert _post(web, said)[0] == status
    assert memos(web.book)["髙橋 美咲"] == (None, False)


def test_a_phone_on_the_local_network_needs_the_key(tmp_path: Path, home: Path, browser: Browser) -> None:
    fill(tmp_path / "book")
    with served(tmp_path / "book", home, "--lan") as running, browser.new_context(**JAPANESE, **PHONE) as context:
        page = context.new_page()
        assert page.goto(f"{running.origin}/roster").status == 403
        page.goto(running.address)
        page.goto(f"{running.origin}/roster")
        guest(page, "髙橋 美咲").get_by_role("checkbox").check()
        until(running, "髙橋 美咲", (None, True), page)
