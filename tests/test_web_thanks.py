"""Letters of thanks on the page: a draft is a click away, and who was thanked or wants no mail is said there, too."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from book_contacts import english, person
from playwright.sync_api import Browser, Page, expect
from web_page import Served, chromium, served

from cardscan.book import open_book
from cardscan.book.wishes import wish_in
from cardscan.model import Contact, Encounter, Event, Insert, Name

EVENING = Event('異業種交流会 "池袋" & <b>', (date.today() - timedelta(days=3)).isoformat(), "池袋")
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def web(tmp_path: Path, home: Path) -> Iterator[Served]:
    with open_book(tmp_path / "book") as book:
        for number, (contact, memo) in enumerate(
            [
                (person(), "話が長い <script>alert(1)</script>"),
                (english("John SMITH", mail="j@s.example"), None),
                (Contact(Name("田中 一")), None),
            ]
        ):
            met = Encounter(EVENING.name, EVENING.date, EVENING.place, str(number + 1), memo)
            book.apply(Insert(contact), encounter=met)
    with served(tmp_path / "book", home) as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB")
    yield context.new_page()
    context.close()


def uid_of(web: Served, name: str) -> str:
    with open_book(web.book) as book:
        return book.show(name)[0].uid


def test_a_draft_is_downloaded_and_the_person_is_thanked_when_the_user_says_so(web: Served, page: Page) -> None:
    page.goto(f"{web.origin}/people")
    page.get_by_role("link", name="Not thanked yet").click()
    row = page.locator(".thanks", has_text="髙橋 美咲")
    expect(row).to_contain_text("To be written")
    expect(row).to_contain_text("over 24 hours")
    expect(row).to_contain_text("話が長い <script>alert(1)</script>")
    with page.expect_download() as download:
        row.get_by_role("link", name="Draft (.eml)").click()
    assert download.value.suggested_filename.startswith("髙橋_美咲-")
    message = email.message_from_bytes(Path(download.value.path()).read_bytes(), policy=email.policy.default)
    assert message["X-Unsent"] == "1" and message["To"].addresses[0].addr_spec == "m.takahashi@aoba.example"
    assert EVENING.name in message.get_content() and "話が長い" not in message.as_string()
    expect(row).to_contain_text("Drafted, not sent yet")
    row.get_by_role("button", name="I have thanked them").click()
    expect(page.locator(".thanks")).to_have_count(2)
    page.goto(f"{web.origin}/people/{uid_of(web, '髙橋')}")
    expect(page.locator(".letters .thanks")).to_contain_text("Thanked")
    page.get_by_role("button", name="Not thanked after all").click()
    expect(page.locator(".letters .thanks")).to_contain_text("Drafted, not sent yet")


def test_the_link_to_the_mail_program_holds_the_letter_and_nothing_of_the_memo(web: Served, page: Page) -> None:
    page.goto(f"{web.origin}/thanks")
    link = page.locator(".thanks", has_text="髙橋 美咲").get_by_role("link", name="Open in mail")
    address = unquote(link.get_attribute("href") or "")
    assert address.startswith(f"mailto:m.takahashi@aoba.example?subject={EVENING.name}のお礼&body=株式会社青葉\r\n")
    assert "話が長い" not in address


def test_who_has_no_address_is_listed_with_the_reason(web: Served, page: Page) -> None:
    page.goto(f"{web.origin}/thanks")
    row = page.locator(".thanks", has_text="田中 一")
    expect(row).to_contain_text("no mail address")
    expect(row.get_by_role("link", name="Draft")).to_have_count(0)
    with open_book(web.book) as book:
        uid = book.show("田中")[0].uid
    assert page.request.get(f"{web.origin}/people/{uid}/thanks.eml").status == 404


def test_no_mail_is_noted_on_the_persons_page_and_can_be_taken_back(web: Served, page: Page) -> None:
    uid = uid_of(web, "髙橋")
    page.goto(f"{web.origin}/people/{uid}")
    page.get_by_role("button", name="Wants no mail").click()
    letters = page.locator("section.letters")
    expect(letters.get_by_role("button", name="Mail is welcome")).to_be_visible()
    expect(letters.get_by_role("link", name="Draft")).to_have_count(0)
    with open_book(web.book) as book:
        assert wish_in(book.person(uid).properties) == "yes"
    page.locator("[data-undo]").first.click()
    expect(letters.get_by_role("link", name="Draft")).to_have_count(1)
    with open_book(web.book) as book:
        assert wish_in(book.person(uid).properties) is None


def test_one_evening_can_be_looked_at_alone(web: Served, page: Page) -> None:
    other = Event("茶会", date.today().isoformat())
    with open_book(web.book) as book:
        book.apply(Insert(Contact(Name("山本 三郎"))), encounter=Encounter(other.name, other.date))
    page.goto(f"{web.origin}/thanks")
    expect(page.locator(".thanks")).to_have_count(4)
    page.get_by_role("link", name=EVENING.name, exact=True).click()
    expect(page.locator(".thanks")).to_have_count(3)
    page.get_by_role("link", name="All evenings").click()
    expect(page.get_by_text("People met since")).to_be_visible()


def test_only_what_the_page_itself_can_ask_for_is_noted(web: Served, page: Page) -> None:
    uid = uid_of(web, "髙橋")
    own = {"origin": web.origin, "sec-fetch-site": "same-origin"}
    said = {"uid": uid, "event": EVENING.name, "date": EVENING.date, "step": "thanked"}

    def status(address: str, value: object, headers: dict[str, str] = own) -> int:
        return page.request.post(f"{web.origin}{address}", data=value, headers=headers).status

    assert status("/thanks", said, {"origin": "https://evil.example"}) == 403
    assert status("/thanks", {**said, "event": "another"}) == 404
    assert status("/thanks", {**said, "uid": "nobody"}) == 404
    assert status("/thanks", {**said, "step": "sent"}) == 400
    assert status("/people/nobody/nomail", {"no_mail": "yes"}) == 404
    assert status(f"/people/{uid}/nomail", {"no_mail": "perhaps"}) == 400
    with open_book(web.book) as book:
        assert book.thanks() == ()
    assert status("/thanks", said) == 204


def test_a_template_that_cannot_be_used_is_told_and_the_page_goes_on(web: Served, page: Page) -> None:
    (web.book / "letters").mkdir()
    (web.book / "letters" / "polite-ja.txt").write_text("Subject: x\n\n{{ nobody }}", encoding="utf-8")
    (web.book / "letters" / "honorifics.toml").write_text("not toml", encoding="utf-8")
    (web.book / "letters" / "en.txt").write_text("Subject: x\n\n{{ memo }}", encoding="utf-8")
    page.goto(f"{web.origin}/thanks")
    expect(page.locator(".thanks", has_text="John SMITH")).to_contain_text("read it before you send it")
    expect(page.locator(".thanks", has_text="髙橋 美咲")).to_contain_text("polite-ja.txt asks for nobody")
    expect(page.locator(".thanks", has_text="John SMITH").get_by_role("link", name="Draft")).to_be_visible()


@pytest.mark.parametrize("form", [{}, PHONE], ids=["desk", "phone"])
def test_axe_finds_no_barrier_in_letters(web: Served, browser: Browser, form: dict[str, object]) -> None:
    language = "ja-JP" if form else "en-GB"
    scheme = "dark" if form else "light"
    context = browser.new_context(locale=language, color_scheme=scheme, bypass_csp=True, **form)
    page = context.new_page()
    for address in ("thanks", f"people/{uid_of(web, '髙橋')}", "people"):
        page.goto(f"{web.origin}/{address}")
        found = Axe().run(page)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    context.close()
