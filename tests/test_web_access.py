"""Everybody can use the page: axe finds no barrier, nothing is cut off, and a whole evening is reviewed by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from book_contacts import doubtful, person, reading
from playwright.sync_api import Browser, Page, expect
from web_page import Served, chromium, served

from cardscan.book import open_book
from cardscan.model import Alternative, Encounter, Insert, Kind, Source, TextLine
from cardscan.shown import flat_jpeg

VIEWS = ("", "review", "people", "people?q=nobody", "questions", "stats", "camera", "nowhere")
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("evening")
    (folder / "home").mkdir()
    _evening(folder / "book", 20)
    with served(folder / "book", folder / "home") as running:
        yield running


def _evening(folder: Path, cards: int) -> None:
    """A book with the cards of an evening: every other one with a doubtful mail that has other spellings; two of the
    people may be one."""
    with open_book(folder) as book:
        picture = book.keep_picture(_photo(), "table.jpg")
        for number in range(cards):
            mail = f"m.tanaka{number}@aoba.example"
            name = f"田中 {'一二三四五六七八九十'[number % 10]}{'郎美'[number // 10]}"
            contact = person(name, "たなか いちろう", f"会社{number}", mail, f"+8190{number:08}", land=None)
            card = reading(contact, number + 1, photo="table.jpg")
            line = TextLine(mail, ((4.0, 20.0), (80.0, 20.0), (80.0, 28.0), (4.0, 28.0)), 0.6, "replay")
            line = replace(line, alternatives=(Alternative(mail.replace("m.", "n."), 0.3),))
            field = replace(doubtful("emails[0]", Kind.EMAIL, mail), sources=(Source(0, 0, len(mail), "mail"),))
            fields = (field,) if number % 2 else ()
            parsed = replace(card.parsed, lines=(line,), fields=fields)
            pixels = np.full((55, 91, 3), 250, np.uint8)
            card = replace(card, parsed=parsed, card=replace(card.card, pixels=pixels, quad=_place(number)))
            met = Encounter("異業種交流会", "2026-11-20", "池袋", str(number + 1))
            book.apply(Insert(contact), card, picture=picture, flat=flat_jpeg(card.card), encounter=met)
        book.close_picture(picture)
        namesake = person("田中 一郎", "たなか いちろう", "別会社", "x@other.example", None, land=None)
        book.apply(book.plan(namesake))


def _place(number: int):
    x, y = 40.0 + 240 * (number % 5), 40.0 + 160 * (number // 5)
    return ((x, y), (x + 182, y), (x + 182, y + 110), (x, y + 110))


def _photo() -> bytes:
    from cardscan.image.save import jpeg

    return jpeg(np.full((720, 1280, 3), 90, np.uint8))


def _addresses(web: Served) -> list[str]:
    with open_book(web.book) as book:
        someone = book.unchecked()[-1].uid
        (card,) = book.cards(someone)
    return [f"{web.origin}/{view}" for view in (*VIEWS, f"people/{someone}", f"photos/{card.picture}")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("form", [{}, PHONE], ids=["desk", "phone"])
def test_axe_finds_no_barrier(web: Served, browser: Browser, scheme: str, form: dict[str, object]) -> None:
    language = "ja-JP" if form else "en-GB"
    context = browser.new_context(
        color_scheme=scheme, locale=language, bypass_csp=True, reduced_motion="reduce", **form
    )
    page = context.new_page()
    for address in _addresses(web):
        page.goto(address)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    page.goto(web.address)
    page.keyboard.press("?")
    if not form:
        expect(page.get_by_role("dialog")).to_be_visible()
        assert Axe().run(page).violations_count == 0
    context.close()


def test_on_a_very_wide_screen_lines_stay_short_enough_to_read(web: Served, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 2560, "height": 1440})
    page = context.new_page()
    for address in _addresses(web):
        page.goto(address)
        width = page.evaluate("document.querySelector('main').getBoundingClientRect().width")
        assert width <= 2000, address
    context.close()


def test_twenty_cards_are_reviewed_by_keyboard_alone(tmp_path: Path, home: Path, browser: Browser) -> None:
    _evening(tmp_path / "book", 20)
    with served(tmp_path / "book", home) as web:
        context = browser.new_context(locale="en-GB")
        page = context.new_page()
        page.goto(f"{web.origin}/review")
        _enter_without_focus_approves_nothing_doubtful(page)
        keys = [_reviewed(page, number) for number in range(20)]
        expect(page.get_by_role("heading", level=1)).to_have_text("All looked at")
        assert max(keys[::2]) <= 3, "cards without doubts"
        assert sum(keys) <= 2 * 10 + 3 * 10
        with open_book(web.book) as book:
            assert book.unchecked() == ()
            mails = [mail for one in book.met_at("異業種交流会") for mail in one.contact.emails]
        assert mails == [f"{'n' if number % 4 == 3 else 'm'}.tanaka{number}@aoba.example" for number in range(20)]
        context.close()


def _enter_without_focus_approves_nothing_doubtful(page: Page) -> None:
    page.keyboard.press("l")
    expect(page.locator(".status")).to_contain_text("2 of 20")
    expect(page.locator(".row.doubtful [data-text-button]")).to_be_focused()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Enter")
    expect(page.locator(".row.doubtful [data-text-button]")).to_be_focused()
    page.goto(page.url.rpartition("/")[0])


def _reviewed(page: Page, number: int) -> int:
    """Review one card as somebody would who has no mouse; return how many keys that took."""
    place = page.locator(".status")
    expect(place).to_contain_text(f"1 of {20 - number}")
    keys = 0
    if number % 2:
        expect(page.locator(".row.doubtful [data-text-button]")).to_be_focused()
        wrong = number % 4 == 3
        page.keyboard.press("1" if wrong else "Enter")
        keys += 1
        expect(page.locator(".row.doubtful")).to_have_count(0)
    expect(page.locator("[data-approve]")).to_be_focused()
    page.keyboard.press("Enter")
    return keys + 1
