"""Forgetting somebody on the page: it says what will happen, asks, and shows what is left to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from web_page import Served, chromium, keep, served

from cardscan.book import open_book

ABE = ("株式会社みどり", "営業部 部長", "阿部 太郎", "あべ たろう", "携帯 090-1234-5678", "abe@midori.example")
BABA = ("馬場商店", "代表", "馬場 花子", "ばば はなこ", "携帯 090-8765-4321", "baba@baba-shop.example")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def web(tmp_path: Path, home: Path) -> Iterator[Served]:
    keep(tmp_path / "book", ABE, BABA)
    with open_book(tmp_path / "book") as book:
        book.note_sent("pixel", [book.show("阿部")[0].uid])
        book.backup(tmp_path / "cards.zip")
    remembered = home / ".cache" / "cardscan" / "read"
    remembered.mkdir(parents=True)
    (remembered / "x").write_text("阿部 太郎")
    with served(tmp_path / "book", home) as running:
        yield running


def _raw(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_a_person_is_forgotten_after_a_yes_and_what_is_left_to_do_is_shown(
    web: Served, browser: Browser, home: Path
) -> None:
    with open_book(web.book) as book:
        uid = book.show("阿部")[0].uid
    page = browser.new_context(locale="en-GB", bypass_csp=True).new_page()
    page.goto(f"{web.origin}/people/{uid}")
    page.get_by_text("Forget for ever").click()
    expect(page.locator(".forget .panel")).to_contain_text("cards: 1")
    expect(page.locator(".forget .panel")).to_contain_text("cards.zip")
    assert Axe().run(page).violations_count == 0

    page.locator("[data-forget]").click()
    page.get_by_role("button", name="Keep").click()
    assert b"abe@midori.example" in _raw(web.book), "a no changes nothing"

    page.locator("[data-forget]").click()
    assert Axe().run(page).violations_count == 0
    page.get_by_role("dialog").get_by_role("button", name="Forget").click()
    expect(page.locator(".person")).to_contain_text("places left: 0")
    expect(page.locator(".person")).to_contain_text("Delete them by hand on: pixel")
    expect(page.locator(".person")).not_to_contain_text("阿部")
    for word in ("abe@midori.example", "090-1234-5678", "9012345678", "阿部"):
        assert word.encode() not in _raw(web.book)
    assert "阿部".encode() not in _raw(home / ".cache")
    page.reload()
    expect(page.locator(".list")).to_contain_text("馬場 花子")
    expect(page.locator(".list")).not_to_contain_text("阿部")


def test_somebody_who_was_changed_meanwhile_is_not_forgotten_unseen(web: Served, browser: Browser) -> None:
    from cardscan.review import edit

    with open_book(web.book) as book:
        person = book.show("阿部")[0]
    page = browser.new_context(locale="en-GB").new_page()
    page.goto(f"{web.origin}/people/{person.uid}")
    page.get_by_text("Forget for ever").click()
    expect(page.locator("[data-forget]")).to_be_visible()
    with open_book(web.book) as book:
        book.edit(person.uid, edit(person.contact, {"name.full": "安部 太郎"}), person.encounters)
    page.locator("[data-forget]").click()
    page.get_by_role("dialog").get_by_role("button", name="Forget").click()
    expect(page.locator(".toast")).to_contain_text("changed in another window")
    with open_book(web.book) as book:
        assert book.person(person.uid).contact.name.full == "安部 太郎"
