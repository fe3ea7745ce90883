"""One photo with its outlines: cards that are shown, moved and joined by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from conftest import Draw
from playwright.sync_api import Browser, Page, expect
from web_page import Served, chromium, served, upload

from cardscan.book import open_book

LINES = {
    "1:1": ("株式会社みどり", "阿部 太郎", "あべ たろう", "携帯 090-1234-5678", "abe@midori.example"),
    "1:2": ("馬場商店", "馬場 花子", "ばば はなこ", "携帯 090-8765-4321", "baba@baba-shop.example"),
    "1:3": ("千葉工房", "千葉 次郎", "ちば じろう", "携帯 090-2222-3333", "chiba@kobo.example"),
}
SIZE = (910, 550)  # of a drawn card
TABLE = (2400, 1500)
PLACES = ((150, 150), (1250, 300))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB", viewport={"width": 1300, "height": 1000})
    yield context.new_page()
    context.close()


@pytest.fixture
def web(tmp_path: Path, home: Path) -> Iterator[Served]:
    with served(tmp_path / "book", home) as running:
        yield running


@pytest.fixture
def table(draw_card: Draw, tmp_path: Path, web: Served) -> Path:
    """A photo of a dark table with two cards, and what the reader says of them and of a third one."""
    photo = np.full((TABLE[1], TABLE[0], 3), (60, 70, 90), np.uint8)
    for number, (x, y) in enumerate(PLACES, 1):
        card = cv2.imread(str(draw_card(f"card{number}.png", *LINES[f"1:{number}"])))
        photo[y : y + SIZE[1], x : x + SIZE[0]] = card
    picture = tmp_path / "table.png"
    cv2.imwrite(str(picture), photo)
    cards = {key: [_line(text, place) for place, text in enumerate(lines)] for key, lines in LINES.items()}
    picture.with_suffix(".lines.json").write_text(json.dumps({"engine": "replay", "cards": cards, "labels": {}}))
    web.teach(picture)
    return picture


def _line(text: str, place: int) -> dict[str, object]:
    top = 60 + 60 * place
    quad = [[60, top], [700, top], [700, top + 40], [60, top + 40]]
    return {"text": text, "quad": quad, "confidence": 0.99, "engine": "replay"}


def _at(page: Page, x: float, y: float) -> tuple[float, float]:
    """Where a pixel of the photo is in the window."""
    box = page.locator(".view svg").bounding_box()
    assert box is not None
    scale = min(box["width"] / TABLE[0], box["height"] / TABLE[1])
    left = box["x"] + (box["width"] - TABLE[0] * scale) / 2
    return left + x * scale, box["y"] + (box["height"] - TABLE[1] * scale) / 2 + y * scale


def _names(web: Served) -> list[str]:
    with open_book(web.book) as book:
        return [person.contact.name.full for person in book.people()]


def _open(page: Page, web: Served, table: Path) -> None:
    page.goto(web.address)
    upload(page, table)
    page.locator(".photo .name").click()
    expect(page.locator("[data-count]")).to_have_text("2 of 2 cards read")
    expect(page.locator(".number[transform]")).to_have_count(2)  # its scripts run, too


def test_a_missing_card_is_drawn_with_four_clicks_and_read(page: Page, web: Served, table: Path) -> None:
    _open(page, web, table)
    page.get_by_role("button", name="Draw a missing card").click()
    x, y = 150, 900
    for corner in ((x, y), (x + SIZE[0], y), (x + SIZE[0], y + SIZE[1]), (x, y + SIZE[1])):
        page.mouse.click(*_at(page, *corner))
    expect(page.locator("[data-count]")).to_have_text("3 of 3 cards read")
    assert _names(web) == ["阿部 太郎", "千葉 次郎", "馬場 花子"]
    with open_book(web.book) as book:
        quad = book.cards(book.show("千葉")[0].uid)[0].text.quad
    assert np.allclose(quad, [(x, y), (x + 910, y), (x + 910, y + 550), (x, y + 550)], atol=6)


def test_corners_moved_with_the_keyboard_are_read_again_in_place_of_the_old_ones(
    page: Page, web: Served, table: Path
) -> None:
    _open(page, web, table)
    page.get_by_role("button", name="1: 阿部 太郎").press("Enter")
    corner = page.get_by_role("button", name="Corner 1 of the card")
    for _ in range(3):
        corner.press("ArrowLeft")
    page.get_by_role("button", name="Read again").click()
    expect(page.get_by_text("Saved")).to_be_visible()
    expect(page.locator("[data-count]")).to_have_text("2 of 2 cards read")
    assert _names(web) == ["千葉 次郎", "馬場 花子"], "the reader says the third of what is read anew"
    with open_book(web.book) as book:
        assert len(book.cards(book.show("千葉")[0].uid)) == 1


def test_what_is_no_card_goes_and_comes_back_with_undo(page: Page, web: Served, table: Path) -> None:
    _open(page, web, table)
    page.get_by_role("button", name="2: 馬場 花子").press("Enter")
    page.get_by_role("button", name="Not a card").click()
    expect(page.locator("[data-count]")).to_have_text("1 of 1 cards read")
    assert _names(web) == ["阿部 太郎"]
    expect(page.get_by_text("Ctrl-Z takes it back")).to_be_visible()  # its scripts run, too
    page.keyboard.press("Control+z")
    expect(page.locator("[data-count]")).to_have_text("2 of 2 cards read")


def test_one_outline_dragged_onto_another_makes_them_one_person(page: Page, web: Served, table: Path) -> None:
    _open(page, web, table)
    page.mouse.move(*_at(page, PLACES[1][0] + 450, PLACES[1][1] + 300))
    page.mouse.down()
    page.mouse.move(*_at(page, 900, 500), steps=4)
    page.mouse.move(*_at(page, PLACES[0][0] + 450, PLACES[0][1] + 300), steps=4)
    page.mouse.up()
    expect(page.get_by_text("Joined")).to_be_visible()
    with open_book(web.book) as book:
        (person,) = book.people()
        assert len(book.cards(person.uid)) == 2


def test_the_view_turns_and_numbers_stay_upright(page: Page, web: Served, table: Path) -> None:
    _open(page, web, table)
    page.get_by_role("button", name="Turn the view").click()
    expect(page.locator(".view svg")).to_have_attribute("viewBox", f"0 0 {TABLE[1]} {TABLE[0]}")
    expect(page.locator(".number").first).to_have_attribute("transform", re.compile(r"rotate\(-90\)"))


def test_corners_where_nobody_can_be_read_are_told_and_change_nothing(page: Page, web: Served, table: Path) -> None:
    _open(page, web, table)
    page.get_by_role("button", name="Draw a missing card").click()
    recording = next((web.book / "tray").glob("*.lines.json"))
    lines = json.loads(recording.read_text())
    recording.write_text(json.dumps({**lines, "cards": {}}))
    for corner in ((150, 900), (1060, 900), (1060, 1450), (150, 1450)):
        page.mouse.click(*_at(page, *corner))
    told = page.locator(".toast")
    expect(told).to_have_text("nobody could be read there")
    assert _names(web) == ["阿部 太郎", "馬場 花子"]
