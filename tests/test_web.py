"""The page in a real browser: from photo to phone, by mouse, by keyboard, by thumb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import vobject
from conftest import SAMPLES, Draw
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect
from web_page import Served, chromium, keep, served, upload

from cardscan.book import open_book

ABE = ("株式会社みどり", "営業部 部長", "阿部 太郎", "あべ たろう", "携帯 090-1234-5678", "abe@midori.example")
BABA = ("馬場商店", "代表", "馬場 花子", "ばば はなこ", "携帯 090-8765-4321", "baba@baba-shop.example")


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


@pytest.fixture
def evening(tmp_path: Path, home: Path) -> Iterator[Served]:
    """The page of a book in which the cards of two people wait to be looked at."""
    keep(tmp_path / "book", ABE, BABA)
    with served(tmp_path / "book", home) as running:
        yield running


def _two_cards(web: Served, draw_card: Draw) -> tuple[Path, Path]:
    pictures = draw_card("abe.png", *ABE), draw_card("baba.png", *BABA)
    for picture in pictures:
        web.teach(picture)
    return pictures


def test_from_photo_to_vcard(web: Served, page_of, draw_card: Draw, tmp_path: Path) -> None:
    pictures = _two_cards(web, draw_card)
    asked: list[str] = []
    page = page_of(accept_downloads=True)
    page.goto(web.address)
    page.get_by_label("Event").fill("異業種交流会 池袋")
    page.get_by_label("Date").fill("2026-11-20")
    upload(page, *pictures)
    expect(page.locator(".todo")).to_contain_text("2 cards to look at")

    page.get_by_role("link", name="Review", exact=True).first.click()
    name = page.get_by_role("heading", level=1)
    expect(name).to_have_text("阿部 太郎")
    page.context.on("request", lambda request: asked.append(request.url))
    mail = page.get_by_role("group", name="Mail")
    mail.locator("[data-text-button]").click()
    mail.locator("input").fill("taro@midori.example")
    mail.get_by_role("button", name="Save").click()
    expect(page.get_by_role("group", name="Mail").locator("[data-text-button]")).to_have_text("taro@midori.example")
    page.get_by_role("button", name="Approve").click()
    expect(name).to_have_text("馬場 花子")
    page.get_by_role("button", name="Approve").click()
    expect(name).to_have_text("All looked at")

    with page.expect_download() as download:
        page.get_by_role("link", name="Download vCards").click()
    file = tmp_path / "contacts.vcf"
    download.value.save_as(file)
    cards = {card.fn.value: card for card in vobject.readComponents(file.read_text())}
    assert set(cards) == {"阿部 太郎", "馬場 花子"}
    assert [mail.value for mail in cards["阿部 太郎"].contents["email"]] == ["taro@midori.example"]
    assert "異業種交流会 池袋" in cards["馬場 花子"].note.value
    with open_book(web.book) as book:
        abe = book.show("阿部")[0]
        assert {claim.by for claim in abe.claims} == {"human"}
        assert abe.doubts == () and book.unchecked() == ()
    assert asked and all(url.startswith((f"{web.origin}/", "blob:")) for url in asked), "nothing comes from elsewhere"


def test_a_card_without_doubts_takes_one_key_and_all_can_be_undone(evening: Served, page_of) -> None:
    page = page_of()
    page.goto(f"{evening.origin}/review")
    heading = page.get_by_role("heading", level=1)
    keys = 0
    for name in ("阿部 太郎", "馬場 花子"):
        expect(heading).to_have_text(name)
        while heading.text_content() == name:
            page.keyboard.press("Enter")
            keys += 1
            page.wait_for_timeout(250)
    expect(heading).to_have_text("All looked at")
    assert keys <= 2 * 3
    page.keyboard.press("Control+z")
    expect(heading).to_have_text("馬場 花子")
    with open_book(evening.book) as book:
        assert [one.contact.name.full for one in book.unchecked()] == ["馬場 花子"]


def test_keys_are_shown_with_a_question_mark(web: Served, page_of) -> None:
    page = page_of()
    page.goto(web.address)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_hidden()


def test_enter_that_ends_the_composing_of_kanji_saves_nothing(evening: Served, page_of) -> None:
    page = page_of()
    page.goto(f"{evening.origin}/review")
    row = page.get_by_role("group", name="Company")
    row.locator("[data-text-button]").click()
    field = row.locator("input")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    devices = page.context.new_cdp_session(page)
    field.fill("")
    devices.send("Input.imeSetComposition", {"selectionStart": 3, "selectionEnd": 3, "text": "あおば"})
    enter = {"key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229}
    devices.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    devices.send("Input.insertText", {"text": "青葉"})
    devices.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter})
    expect(field).to_have_value("青葉")
    page.wait_for_timeout(200)
    assert asked == [], "the word was chosen, not the field saved"
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Company").locator("[data-text-button]")).to_have_text("青葉")


def test_what_was_changed_in_another_tab_is_not_overwritten(evening: Served, page_of) -> None:
    page = page_of()
    page.goto(f"{evening.origin}/review")
    other = page.context.new_page()
    other.goto(page.url)
    for tab, text in ((other, "first@midori.example"), (page, "second@midori.example")):
        row = tab.get_by_role("group", name="Mail")
        row.locator("[data-text-button]").click()
        row.locator("input").fill(text)
        row.locator("input").press("Enter")
        expect(tab.get_by_role("group", name="Mail").locator("[data-text-button]")).to_have_text("first@midori.example")
    with open_book(evening.book) as book:
        assert book.show("阿部")[0].contact.emails == ("first@midori.example",)


def test_a_page_loaded_again_half_way_has_lost_nothing(web: Served, page_of, draw_card: Draw) -> None:
    pictures = _two_cards(web, draw_card)
    page = page_of()
    page.goto(web.address)
    page.locator("#event").fill("Expo")
    page.locator("#choose").set_input_files(list(pictures))
    expect(page.locator(".photo .state", has_text=re.compile("waiting|reading|1 card")).first).to_be_visible()
    page.wait_for_timeout(300)
    page.reload()
    expect(page.locator(".photo[data-state=done]")).to_have_count(2)
    expect(page.locator("#event")).to_have_value("Expo")


def test_what_waits_when_the_program_ends_is_read_the_next_time(
    tmp_path: Path, home: Path, page_of, draw_card: Draw
) -> None:
    picture = draw_card("abe.png", *ABE)
    book = tmp_path / "book"
    with open_book(book):
        pass
    from cardscan.web.tray import Tray

    Tray(book / "tray").put(picture.read_bytes(), "abe.png", "Expo", "2026-11-20", None)
    with served(book, home) as web:
        web.teach(picture)
        page = page_of()
        page.goto(web.address)
        retry = page.get_by_role("button", name="Try again: abe.png")
        done = page.locator(".photo[data-state=done]")
        expect(done.or_(retry)).to_be_visible()
        if retry.is_visible():  # it was read before the reader was taught
            retry.click()
        expect(done).to_have_count(1)
    with open_book(book) as opened:
        assert opened.met_at("Expo")[0].contact.name.full == "阿部 太郎"


def test_a_photo_that_is_none_says_so_and_costs_no_other(web: Served, page_of, draw_card: Draw, tmp_path: Path) -> None:
    broken = tmp_path / "<img src=x onerror=alert(1)>.jpg"
    broken.write_bytes(b"\xff\xd8\xff" + b"nonsense" * 200)
    page = page_of()
    page.goto(web.address)
    page.locator("#choose").set_input_files([broken, _two_cards(web, draw_card)[0]])
    expect(page.locator(".photo[data-state=done]")).to_have_count(1)
    failed = page.locator(".photo[data-state=failed]")
    expect(failed).to_contain_text("not read")
    expect(failed.locator(".name")).to_have_text(broken.name)
    failed.get_by_role("button", name="Remove").click()
    expect(failed).to_have_count(0)


def test_a_card_with_markup_and_a_very_long_field_is_shown_as_text(web: Served, page_of, draw_card: Draw) -> None:
    markup = "<script>alert(1)</script>"
    picture = draw_card("eve.png", markup, "阿部 太郎", "携帯 090-1234-5678", "abe@midori.example")
    web.teach(picture)
    page = page_of()
    page.goto(web.address)
    upload(page, picture)
    page.goto(f"{web.origin}/review")
    row = page.get_by_role("group", name="Note").or_(page.get_by_role("group", name="Company")).first
    row.locator("[data-text-button]").click()
    row.locator("input").fill(f"{markup}{'長' * 9_900}")
    row.locator("input").press("Enter")
    expect(page.get_by_text("長" * 50).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto(f"{web.origin}/people")
    page.locator(".people .list a").first.click()
    expect(page.locator(".person")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("script:not([src]):not([type='application/json'])").count() == 0


def test_people_are_found_while_typing_and_by_their_row(evening: Served, page_of) -> None:
    page = page_of()
    page.goto(f"{evening.origin}/people")
    names = page.locator(".people .list strong")
    expect(names).to_have_text(["阿部 太郎", "馬場 花子"])
    page.get_by_role("link", name="は", exact=True).click()
    expect(names).to_have_text(["馬場 花子"])
    for typed in ("あべ", "abe taro", "1234", "みどり"):
        page.get_by_role("searchbox").fill(typed)
        expect(names).to_have_text(["阿部 太郎"])
    page.locator(".people .list a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("阿部 太郎")
    expect(page.locator(".facts")).to_contain_text("printed, line 3")


def test_two_people_who_may_be_one_are_joined_and_parted_again(tmp_path: Path, home: Path, page_of) -> None:
    first = ("株式会社みどり", "阿部 太郎", "あべ たろう", "電話 03-1234-5678")
    second = ("青空商事", "阿部 太郎", "あべ たろう", "電話 03-8765-4321")
    keep(tmp_path / "book", first, second)
    with served(tmp_path / "book", home) as web:
        _join_and_part(web, page_of())


def _join_and_part(web: Served, page: Page) -> None:
    page.goto(f"{web.origin}/questions")
    question = page.locator(".question")
    expect(question).to_contain_text("same name")
    question.get_by_role("button", name="Later").click()
    expect(question).to_have_count(1)
    question.get_by_role("button", name="Same person").click()
    expect(page.get_by_text("No questions are open.")).to_be_visible()
    with open_book(web.book) as book:
        assert book.count() == 1
    expect(page.locator(".toast")).to_contain_text("Joined")  # its scripts run, too
    page.keyboard.press("Control+z")
    expect(page.get_by_text("Taken back")).to_be_visible()
    with open_book(web.book) as book:
        assert book.count() == 2


def test_the_page_speaks_the_language_of_the_browser_and_the_one_chosen(web: Served, page_of) -> None:
    page = page_of(locale="ja-JP")
    page.goto(web.address)
    expect(page.get_by_role("heading", level=1)).to_have_text("名刺を撮る")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Photos")
    page.goto(f"{web.origin}/people")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_on_a_phone_the_camera_opens_and_nothing_is_cut_off(web: Served, page_of, draw_card: Draw) -> None:
    page = page_of(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True, device_scale_factor=2)
    page.goto(web.address)
    expect(page.get_by_text("Take a photo", exact=True)).to_be_visible()
    assert page.locator("input[capture=environment]").count() == 1
    upload(page, _two_cards(web, draw_card)[0])
    for place in ("", "review", "people", "questions", "camera"):
        page.goto(f"{web.origin}/{place}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, place
    page.goto(f"{web.origin}/review")
    page.get_by_role("button", name="Approve").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("All looked at")


@pytest.mark.engine
def test_each_of_two_people_on_a_card_has_a_number_beside_the_others(web: Served, page_of, draw_card: Draw) -> None:
    salon = draw_card(
        "salon.png", "美容室 Lumière", "スタイリスト", "中村 さくら", "店長", "小林 大輔", "TEL 03-3401-2345"
    )
    web.teach(salon)
    page = page_of(viewport={"width": 1280, "height": 900})
    page.goto(web.address)
    upload(page, salon)
    page.locator(".photo .name").click()
    expect(page.locator(".outline .number")).to_have_count(2)
    first, second = (number.bounding_box() for number in page.locator(".outline .number circle").all())
    assert first and second and second["x"] >= first["x"] + 0.9 * first["width"]
    expect(page.get_by_role("link", name="中村 さくら")).to_be_visible()
    expect(page.get_by_role("link", name="小林 大輔")).to_be_visible()


def test_the_real_reader_reads_a_table_and_shows_its_outlines(tmp_path: Path, home: Path, page_of) -> None:
    with served(tmp_path / "book", home, engine="ppocr") as web:
        page = page_of(viewport={"width": 1280, "height": 900})
        page.goto(web.address)
        upload(page, SAMPLES / "16-table-of-eight.jpg")
        page.locator(".photo .name").click()
        expect(page.locator("[data-count]")).to_have_text("8 of 8 cards read")
        expect(page.locator(".outline")).to_have_count(8)
        page.goto(f"{web.origin}/review")
        expect(page.get_by_role("heading", level=1)).to_have_text("大野 拓也")
        crop = page.locator(".doubtful .crop").first
        expect(crop).to_be_visible()


def test_a_line_of_the_card_goes_into_the_field_that_is_edited(evening: Served, page_of) -> None:
    page = page_of()
    page.goto(f"{evening.origin}/review")
    page.get_by_role("group", name="Title").locator("[data-text-button]").click()
    page.get_by_role("button", name="Line: 営業部 部長").click()
    field = page.get_by_role("group", name="Title").locator("input")
    expect(field).to_have_value("営業部 部長")
    field.press("Enter")
    expect(page.get_by_role("group", name="Title").locator("[data-text-button]")).to_have_text("営業部 部長")


def test_a_field_that_is_missing_is_added_and_a_number_gets_its_kind(evening: Served, page_of) -> None:
    page = page_of()
    page.goto(f"{evening.origin}/review")
    page.get_by_label("Add a field").first.select_option(label="Phone")
    page.locator(".new input").fill("03-1234-5678")
    page.locator(".new input").press("Enter")
    rows = page.get_by_role("group", name="Phone")
    expect(rows).to_have_count(2)
    expect(page.locator("[data-line][tabindex='0']").first).to_be_attached()  # its scripts run, too
    rows.nth(1).get_by_label("Kind of number").select_option("home")
    expect(page.locator(".toast")).to_have_text("Saved")  # and no longer what was said of the number itself
    with open_book(evening.book) as book:
        phones = book.show("阿部")[0].contact.phones
    assert [(phone.kind, phone.e164) for phone in phones] == [("mobile", "+819012345678"), ("home", "+81312345678")]


def test_a_person_is_deleted_only_after_a_question_and_comes_back(evening: Served, page_of) -> None:
    page = page_of()
    page.goto(f"{evening.origin}/review")
    heading = page.get_by_role("heading", level=1)
    page.keyboard.press("d")
    page.get_by_role("button", name="Keep").click()
    expect(heading).to_have_text("阿部 太郎")
    page.keyboard.press("d")
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(heading).to_have_text("馬場 花子")
    expect(page.get_by_text("Ctrl-Z takes it back")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(heading).to_have_text("阿部 太郎")


def test_what_was_done_stands_on_the_persons_page_and_is_taken_back_there(evening: Served, page_of) -> None:
    page = page_of()
    page.goto(f"{evening.origin}/review")
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("馬場 花子")
    page.goto(f"{evening.origin}/people")
    page.get_by_role("link", name="阿部 太郎").click()
    expect(page.locator(".facts")).to_contain_text("you, 20")
    page.get_by_role("button", name="Undo: Approved by you").click()
    expect(page.locator(".facts")).not_to_contain_text("you, 20")
    expect(page.locator(".history")).to_contain_text("Taken back")


def test_a_photo_can_be_left_unread_and_read_after_all(web: Served, page_of, draw_card: Draw) -> None:
    picture = draw_card("abe.png", *ABE)  # the reader does not know it yet: it fails
    page = page_of()
    page.goto(web.address)
    page.locator("#choose").set_input_files(picture)
    expect(page.locator(".photo[data-state=failed]")).to_have_count(1)
    web.teach(picture)
    page.get_by_role("button", name="Try again: abe.png").click()
    expect(page.locator(".photo[data-state=done]")).to_contain_text("1 card")


def test_vcards_of_an_event_are_only_those_met_there(web: Served, page_of, draw_card: Draw) -> None:
    abe, baba = _two_cards(web, draw_card)
    page = page_of(accept_downloads=True)
    page.goto(web.address)
    page.get_by_label("Event").fill("Expo")
    upload(page, abe)
    page.get_by_label("Event").fill("")
    upload(page, baba, done=2)
    page.goto(f"{web.origin}/people")
    page.get_by_label("Events").select_option("Expo")
    expect(page.locator(".people .list strong")).to_have_text(["阿部 太郎"])
    page.get_by_text("Download", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="vCard for the phone").click()
    assert download.value.suggested_filename == "Expo.vcf"
    cards = list(vobject.readComponents(Path(download.value.path()).read_text()))
    assert [card.fn.value for card in cards] == ["阿部 太郎"]


def test_a_photo_whose_person_was_taken_back_is_read_again_when_it_is_added_again(
    web: Served, page_of, draw_card: Draw
) -> None:
    picture = _two_cards(web, draw_card)[0]
    page = page_of()
    page.goto(web.address)
    upload(page, picture)
    page.goto(f"{web.origin}/people")
    page.locator(".people .list a").click()
    page.get_by_role("button", name="Undo: New").click()
    expect(page.get_by_text("The book is empty.")).to_be_visible()
    page.goto(web.address)
    page.locator("#choose").set_input_files(picture)
    expect(page.locator(".todo")).to_contain_text("1 card to look at")
    with open_book(web.book) as book:
        assert [one.contact.name.full for one in book.people()] == ["阿部 太郎"]


def test_a_kind_of_picture_that_the_browser_does_not_know_is_shown_by_the_server(
    web: Served, page_of, draw_card: Draw, tmp_path: Path
) -> None:
    picture = draw_card("abe.png", *ABE)
    tiff = tmp_path / "abe.tiff"
    Image.open(picture).save(tiff)
    tiff.with_suffix(".lines.json").write_bytes(picture.with_suffix(".lines.json").read_bytes())
    web.teach(tiff)
    page = page_of()
    page.goto(web.address)
    upload(page, tiff)
    shown = page.locator(".photo img")
    expect(shown).to_have_attribute("src", re.compile(r"^/photos/[0-9a-f]{64}/view\.jpg$"))
    expect(shown).to_have_js_property("naturalWidth", 910)
