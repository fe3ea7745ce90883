"""Only whom this phone has not got yet: the page remembers each browser by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import vobject
from playwright.sync_api import Browser, BrowserContext, Page, expect
from web_page import Served, chromium, keep, served

from cardscan.book import open_book
from cardscan.web.words import words_in

ABE = ("株式会社みどり", "営業部 部長", "阿部 太郎", "あべ たろう", "携帯 090-1234-5678", "abe@midori.example")
BABA = ("馬場商店", "代表", "馬場 花子", "ばば はなこ", "携帯 090-8765-4321", "baba@baba-shop.example")
CHIBA = ("千葉酒店", "店主", "千葉 一郎", "ちば いちろう", "携帯 090-1111-2222", "chiba@chiba-sake.example")
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True, "locale": "ja-JP"}
NEW = words_in("ja")("out.new")


@pytest.fixture
def web(tmp_path: Path, home: Path) -> Iterator[Served]:
    keep(tmp_path / "book", ABE, BABA)
    with served(tmp_path / "book", home) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(accept_downloads=True, **PHONE)
    yield context
    context.close()


def _taken(page: Page) -> list[str]:
    """Press the button; return who is in the file that comes."""
    with page.expect_download() as download:
        page.get_by_role("button", name=NEW).click()
    content = Path(download.value.path()).read_text(encoding="utf-8")
    return [card.fn.value for card in vobject.readComponents(content)]


def _known(web: Served) -> int:
    with open_book(web.book) as book:
        return len(book._db.execute("select distinct device from sent").fetchall())


def _wait_until_noted(page: Page, web: Served, people: int) -> None:
    for _ in range(100):
        with open_book(web.book) as book:
            if book._db.execute("select count(*) from sent").fetchone()[0] == people:
                return
        page.wait_for_timeout(100)
    raise AssertionError("it was not noted who was downloaded")


def test_a_phone_gets_everybody_once_and_then_only_who_is_new(web: Served, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(f"{web.origin}/people")
    assert _taken(page) == ["阿部 太郎", "馬場 花子"]
    _wait_until_noted(page, web, 2)
    keep(web.book, ABE, BABA, CHIBA)
    page.reload()
    assert _taken(page) == ["千葉 一郎"]
    _wait_until_noted(page, web, 3)
    assert _known(web) == 1
    page.get_by_role("button", name=NEW).click()
    expect(page.get_by_text(words_in("ja").said("everybody asked for is on this device already"))).to_be_visible()


def test_another_phone_gets_everybody_again(web: Served, phone: BrowserContext, browser: Browser) -> None:
    first = phone.new_page()
    first.goto(f"{web.origin}/people")
    assert len(_taken(first)) == 2
    _wait_until_noted(first, web, 2)
    other = browser.new_context(accept_downloads=True, **PHONE)
    second = other.new_page()
    second.goto(f"{web.origin}/people?q={quote('みどり')}")
    assert _taken(second) == ["阿部 太郎"], "only whom the list shows"
    _wait_until_noted(second, web, 3)
    other.close()
    assert _known(web) == 2


def test_a_download_that_only_looks_counts_for_nobody(web: Served, phone: BrowserContext) -> None:
    answer = phone.request.get(f"{web.origin}/export/vcf")
    assert answer.ok and _known(web) == 0
    assert phone.request.get(f"{web.origin}/export/new").status == 404
    assert phone.request.post(f"{web.origin}/export/new").status == 403, "only the page itself may change anything"
    assert _known(web) == 0


def test_a_made_up_name_of_a_device_is_none(web: Served, phone: BrowserContext) -> None:
    phone.add_cookies([{"name": "cardscan_device", "value": "pixel", "url": web.origin}])
    headers = {"origin": web.origin}
    assert phone.request.post(f"{web.origin}/export/new", headers=headers).ok
    cookies = {one["name"]: one["value"] for one in phone.cookies()}
    assert cookies["cardscan_device"].startswith("browser-")
    with open_book(web.book) as book:
        assert book.sent_to("pixel") == {}
