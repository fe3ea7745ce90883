"""Contacts out of the page: as files for phones and programs, and as a code for a phone's camera."""

from __future__ import annotations

import csv
import http.client
import io
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import numpy as np
import openpyxl
import pytest
import vobject
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, expect
from web_page import Served, chromium, keep, served

from cardscan.book import open_book
from cardscan.web.contacts import KINDS
from cardscan.web.words import words_in

LONG = f"https://midori.example/{'a' * 200}"
ABE = ("株式会社みどり", "営業部 部長", "阿部 太郎", "あべ たろう", "携帯 090-1234-5678", "abe@midori.example", LONG)
BABA = ("馬場商店", "代表", "馬場 花子", "ばば はなこ", "携帯 090-8765-4321", "baba@baba-shop.example")
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("out")
    (folder / "home").mkdir()
    keep(folder / "book", ABE, BABA)
    with served(folder / "book", folder / "home") as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(params=["desk", "phone"])
def window(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    form = {"locale": "en-GB"} if request.param == "desk" else {"locale": "ja-JP", "color_scheme": "dark", **PHONE}
    context = browser.new_context(bypass_csp=True, accept_downloads=True, reduced_motion="reduce", **form)
    yield context
    context.close()


def _get(web: Served, path: str) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(urlsplit(web.origin).netloc, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer, answer.read()


def _name(answer: http.client.HTTPResponse) -> str:
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith("attachment; filename*=UTF-8''")
    return unquote(disposition.partition("''")[2])


def _uid(web: Served, name: str) -> str:
    with open_book(web.book) as book:
        return book.show(name)[0].uid


def _names(kind: str, content: bytes) -> list[str]:
    """Return who is in a file, read as the program reads it for which it was made."""
    if kind == "vcf":
        return [card.fn.value for card in vobject.readComponents(content.decode())]
    if kind == "json":
        return [json.loads(line)["contact"]["name"]["full"] for line in content.splitlines()]
    if kind == "xlsx":
        (sheet,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
        assert len(sheet._images) == sheet.max_row - 1, "the picture of each card"
        rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    else:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    joined = ["".join(map(str, row)) for row in rows[1:]]
    return [
        name for row in joined for name in ("阿部 太郎", "馬場 花子") if set(name.split()) <= set(_pieces(row, name))
    ]


def _pieces(row: str, name: str) -> list[str]:
    return [piece for piece in name.split() if piece in row]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_file_holds_everybody_under_the_right_name(web: Served, kind: str) -> None:
    answer, content = _get(web, f"/export/{kind}")
    assert answer.status == 200
    assert answer.headers["content-type"] == KINDS[kind].media_type
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert _name(answer) == f"contacts{KINDS[kind].ending}"
    assert sorted(_names(kind, content)) == ["阿部 太郎", "馬場 花子"]


@pytest.mark.parametrize("kind", ["vcf", "eight"])
def test_only_whom_the_list_shows_is_in_the_file(web: Served, kind: str) -> None:
    for asked, name in ((f"q={quote('みどり')}", "みどり"), (f"row={quote('あ')}", "あ")):
        answer, content = _get(web, f"/export/{kind}?{asked}")
        assert _names(kind, content) == ["阿部 太郎"]
        assert _name(answer) == f"{name}{KINDS[kind].ending}"
    _, content = _get(web, f"/export/{kind}?uid={_uid(web, '馬場')}")
    assert _names(kind, content) == ["馬場 花子"]


@pytest.mark.parametrize(
    "path", ["vcf?q=nobody", "vcf?event=nowhere", "xlsx?row=%E3%82%8F", "docx", "..%2Fbook.sqlite"]
)
def test_a_file_of_nobody_is_refused_in_words_and_not_empty(web: Served, path: str) -> None:
    answer, content = _get(web, f"/export/{path}")
    assert answer.status == 404
    assert json.loads(content)["message"]


def test_a_picture_that_is_gone_costs_no_workbook(tmp_path: Path, home: Path) -> None:
    keep(tmp_path / "book", BABA)
    for flat in (tmp_path / "book" / "cards").glob("*"):
        flat.unlink()
    with served(tmp_path / "book", home) as alone:
        answer, content = _get(alone, "/export/xlsx")
    assert answer.status == 200
    assert openpyxl.load_workbook(io.BytesIO(content)).active["B2"].value is not None


def test_the_menu_of_files_is_opened_and_left_by_keyboard(web: Served, window: BrowserContext, tmp_path: Path) -> None:
    page = window.new_page()
    page.goto(f"{web.origin}/people?q={quote('みどり')}")
    menu = page.locator("details.menu")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    links = menu.get_by_role("link")
    expect(links).to_have_count(len(KINDS))
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Escape")
    expect(links.first).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(links.first).to_be_focused()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "みどり.vcf"
    page.get_by_role("heading", level=1).click()
    expect(links.first).to_be_hidden()


def test_a_phones_camera_takes_the_code_on_a_persons_page(web: Served, window: BrowserContext, tmp_path: Path) -> None:
    page = window.new_page()
    page.goto(f"{web.origin}/people/{_uid(web, '阿部')}")
    words = words_in(page.locator("html").get_attribute("lang") or "")
    assert page.locator(".code").count() == 0, "nothing is drawn before somebody asks"
    page.locator("details.qr summary").press("Enter")
    picture = page.get_by_role("img", name=words("code.picture"))
    expect(picture).to_be_visible()
    expect(page.locator(".code")).to_contain_text(words.said("web addresses"))
    page.wait_for_function("document.querySelector('.code img').naturalWidth > 0")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot = tmp_path / "code.png"
    picture.screenshot(path=shot)
    (read,) = zxingcpp.read_barcodes(np.asarray(Image.open(shot).convert("L")))
    card = vobject.readOne(read.text)
    assert (card.fn.value, card.tel.value) == ("阿部太郎", "+819012345678") or card.fn.value == "阿部 太郎"
    assert "url" not in card.contents
