"""Events on the page: set up, filled by the photos' own time, shown with faces and numbers, moved and taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from book_contacts import person, reading
from conftest import Draw
from exposed import expose
from playwright.sync_api import Browser, BrowserContext, Page, expect
from web_page import Served, chromium, served, upload

from cardscan.book import open_book
from cardscan.model import Encounter, Event, Insert
from cardscan.shown import flat_jpeg

ABE = ("株式会社みどり", "営業部 部長", "阿部 太郎", "あべ たろう", "携帯 090-1234-5678", "abe@midori.example")
BABA = ("馬場商店", "代表", "馬場 花子", "ばば はなこ", "携帯 090-8765-4321", "baba@baba-shop.example")
EVENING = Event("異業種交流会 池袋", "2026-11-20", "池袋", "18:30", "21:00")
EVIL = Event('"><script>document.title="evil"</script>', "2026-11-21")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def page_of(browser: Browser) -> Iterator[object]:
    """Open pages in windows of their own; whatever goes wrong in a script of the page fails the test."""
    opened: list[BrowserContext] = []
    wrong: list[str] = []

    def make(**options: object) -> Page:
        context = browser.new_context(**{"locale": "en-GB", **options})
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if "Content Security" in said.text else None)
        return page

    yield make
    for context in opened:
        context.close()
    assert wrong == []


@pytest.fixture
def web(tmp_path: Path, home: Path) -> Iterator[Served]:
    with served(tmp_path / "book", home) as running:
        yield running


def _meet(folder: Path) -> None:
    """A book with two evenings, one of which is called by something nasty; two people were met at the first."""
    with open_book(folder) as book:
        book.set_up(EVENING)
        book.set_up(EVIL)
        picture = book.keep_picture(b"a photo", "table.jpg")
        for number, (name, tag, memo) in enumerate((("馬場 花子", "12", None), ("髙橋 美咲", "8", "絵画\n初参加")), 1):
            card = reading(person(name), number, photo="table.jpg")
            met = Encounter(EVENING.name, EVENING.date, EVENING.place, tag, memo)
            pixels = np.full((55, 91, 3), 240, np.uint8)
            flat = flat_jpeg(type(card.card)(card.card.photo, number, card.card.quad, pixels, card.card.quality))
            book.apply(Insert(person(name)), card, picture=picture, flat=flat, encounter=met)


@pytest.fixture
def evening(tmp_path: Path, home: Path) -> Iterator[Served]:
    _meet(tmp_path / "book")
    with served(tmp_path / "book", home) as running:
        yield running


def _met(web: Served, name: str) -> tuple[Encounter, ...]:
    with open_book(web.book) as book:
        return book.show(name)[0].encounters


def test_an_event_is_set_up_and_photos_taken_in_its_hours_belong_to_it(web: Served, page_of, draw_card: Draw) -> None:
    inside = expose(draw_card("in.png", *ABE), "2026:11:20 19:05:00")
    after = expose(draw_card("after.png", *BABA), "2026:11:20 23:05:00")
    for picture in (inside, after):
        web.teach(picture)
    page = page_of()
    page.goto(f"{web.origin}/events")
    for label, text in (("Name", EVENING.name), ("Day", "2026-11-20"), ("From", "18:30"), ("Until", "21:00"),
                        ("Place", "池袋")):  # fmt: skip
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(EVENING.name)
    expect(page.locator(".lead")).to_have_text("2026-11-20 · 18:30–21:00 · 池袋 · 0 met")
    page.goto(web.address)
    upload(page, inside, after)
    expect(page.locator(".tray")).to_contain_text(f"taken 2026-11-20 23:05, outside the hours of {EVENING.name}")
    assert _met(web, "阿部") == (Encounter(EVENING.name, EVENING.date, "池袋"),)
    assert _met(web, "馬場") == ()


def test_the_photos_own_time_can_be_left_alone(web: Served, page_of, draw_card: Draw) -> None:
    with open_book(web.book) as book:
        book.set_up(EVENING)
    picture = expose(draw_card("in.png", *ABE), "2026:11:20 19:05:00")
    web.teach(picture)
    page = page_of()
    page.goto(web.address)
    page.get_by_label("Photos without an event").uncheck()
    upload(page, picture)
    assert _met(web, "阿部") == ()


def test_the_event_of_now_is_proposed_until_somebody_types_another_one(web: Served, page_of) -> None:
    now = datetime.now()
    begins, ends = (f"{now + timedelta(minutes=minutes):%H:%M}" for minutes in (-5, 30))
    day = now - timedelta(days=1) if begins > f"{now:%H:%M}" else now
    with open_book(web.book) as book:
        book.set_up(Event("いまの会", f"{day:%Y-%m-%d}", "渋谷", begins, ends))
    page = page_of()
    page.goto(web.address)
    for label, text in (("Event", "いまの会"), ("Date", f"{day:%Y-%m-%d}"), ("Place", "渋谷")):
        expect(page.get_by_label(label, exact=True)).to_have_value(text)
    page.get_by_label("Event", exact=True).fill("")
    page.reload()
    expect(page.get_by_label("Event", exact=True)).to_have_value("")
    page.goto(f"{web.origin}/camera")
    expect(page.get_by_label("Event", exact=True)).to_have_value("")


def test_everybody_met_is_shown_by_number_with_card_and_memo(evening: Served, page_of) -> None:
    page = page_of()
    page.goto(f"{evening.origin}/events")
    assert [text.split()[0] for text in page.locator(".events .list strong").all_text_contents()] == [
        '"><script>document.title="evil"</script>', "異業種交流会"]  # fmt: skip
    page.get_by_role("link", name=re.compile("池袋")).click()
    guests = page.locator(".faces li")
    expect(guests).to_have_count(2)
    expect(guests.first).to_contain_text("8")
    expect(guests.first).to_contain_text("髙橋 美咲")
    expect(guests.first.locator(".memo")).to_have_text("絵画\n初参加")
    assert guests.first.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 91
    guests.first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("髙橋 美咲")
    page.get_by_role("link", name=re.compile("2026-11-20")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(EVENING.name)


def test_an_event_is_kept_as_one_file_that_needs_no_other(evening: Served, page_of, tmp_path: Path) -> None:
    page = page_of(accept_downloads=True)
    page.goto(f"{evening.origin}/event?name=異業種交流会 池袋&date=2026-11-20")
    with page.expect_download() as download:
        page.get_by_role("link", name="As one page").click()
    assert download.value.suggested_filename == "異業種交流会_池袋.html"
    file = tmp_path / "evening.html"
    download.value.save_as(file)
    asked: list[str] = []
    alone = page_of(offline=True)
    alone.on("request", lambda request: asked.append(request.url))
    alone.goto(file.as_uri())
    expect(alone.locator("li")).to_have_count(2)
    assert alone.locator("img").first.evaluate("image => image.naturalWidth") > 0
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_an_event_is_moved_with_everybody_and_one_key_takes_it_back(evening: Served, page_of) -> None:
    page = page_of()
    page.goto(f"{evening.origin}/event?name=異業種交流会 池袋&date=2026-11-20")
    page.get_by_text("Change", exact=True).click()
    page.get_by_label("Name", exact=True).fill("異業種の会")
    page.get_by_label("Day", exact=True).fill("2026-11-27")
    page.get_by_label("Until", exact=True).fill("")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("異業種の会")
    expect(page.locator(".lead")).to_have_text("2026-11-27 · 18:30– · 池袋 · 2 met")
    assert {(one.event, one.date) for one in _met(evening, "髙橋")} == {("異業種の会", "2026-11-27")}
    expect(page.locator(".toast")).to_contain_text("Saved")  # the script of the new page is there
    page.keyboard.press("Control+z")
    expect(page.locator(".list")).to_contain_text(EVENING.name)
    assert {(one.event, one.date) for one in _met(evening, "髙橋")} == {(EVENING.name, EVENING.date)}


def test_an_event_is_removed_and_who_was_met_there_keeps_that(evening: Served, page_of) -> None:
    page = page_of()
    page.goto(f"{evening.origin}/event?name=異業種交流会 池袋&date=2026-11-20")
    page.get_by_text("Change", exact=True).click()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Events")
    with open_book(evening.book) as book:
        assert book.set_up_events() == (EVIL,) and len(book.guests(EVENING)) == 2


def test_an_event_that_cannot_be_is_refused_in_words(web: Served, page_of) -> None:
    page = page_of()
    page.goto(f"{web.origin}/events")
    answer = page.evaluate(
        """async () => {
            const said = [];
            for (const value of [{name: " "}, {name: "x", date: "soon"}, {name: "x", begins: "25:00"}, {}, [1]]) {
              const told = {method: "POST", headers: {"content-type": "application/json"}, body: JSON.stringify(value)};
              said.push((await fetch("/events", told)).status);
            }
            return said;
        }"""
    )
    assert answer == [400] * 5
    with open_book(web.book) as book:
        assert book.events() == ()
    page.goto(f"{web.origin}/event?name=nothing")
    expect(page.locator("main")).to_contain_text("not there any more")


PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True, "locale": "ja-JP"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("form", [{}, PHONE], ids=["desk", "phone"])
def test_axe_finds_no_barrier_on_the_pages_of_events(
    evening: Served, browser: Browser, scheme: str, form: dict[str, object]
) -> None:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True, reduced_motion="reduce", **form)
    page = context.new_page()
    for address in ("", "events", "event?name=異業種交流会 池袋&date=2026-11-20"):
        page.goto(f"{evening.origin}/{address}")
        for summary in page.locator("main details.set-up summary").all():
            summary.click()
        found = Axe().run(page)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    context.close()
