"""The list on paper: a PDF and a page that hold every letter, as it is printed and as it is read back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from conftest import SAMPLES, Run
from playwright.sync_api import Browser, sync_playwright
from web_page import ARGUMENTS, CHROMIUM

from cardscan.errors import FontMissing
from cardscan.model import Affiliation, Contact, Encounter, Event, Name, Person
from cardscan.roster import Roster, of_people
from cardscan.roster.fonts import fonts
from cardscan.roster.page import to_html
from cardscan.roster.pdf import ON_A_PAGE, to_pdf
from cardscan.roster.words import words_in
from cardscan.share.photo import small_jpeg

EVENING = Event("異業種交流会 池袋", "2026-11-20", "池袋")
RARE = ("髙橋 美咲", "𠮷田 修", "山﨑 龍", "渡邉 健", "栁 德子", "김민준", "歐陽 曉", "Jürgen Müller-Weiß")
EVIL = "<script>alert(1)</script>{nb}\x1b[31m\u202e${7*7}{{ 7*7 }}"


def listed(names: tuple[str, ...] = RARE, **more: str) -> Roster:
    people = [
        Person(
            f"u{number}",
            Contact(
                Name(name, None, None, "よみ", None, "dictionary"), (Affiliation("丸八不動産", more.get("department")),)
            ),
            (Encounter(EVENING.name, EVENING.date, EVENING.place, str(number), more.get("memo")),),
        )
        for number, name in enumerate(names, 1)
    ]
    return of_people(EVENING, people, [("30", "glare")], 31, {person.uid: FACE for person in people})


FACE = small_jpeg((SAMPLES / "01-flat.png").read_bytes(), 360)
JA = words_in("ja")


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def pixels_of(pdf: bytes, page: int = 0) -> np.ndarray:
    return np.asarray(pypdfium2.PdfDocument(pdf)[page].render(scale=2).to_pil().convert("L"))


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


def test_every_name_can_be_read_back_out_of_the_pdf() -> None:
    printed = to_pdf(listed(), JA, fonts())
    text = text_of(printed.content)
    assert printed.lacking == ""
    for name in RARE:
        assert name in text
    assert "不動産?" in text and "30: 光の反射で読めません" in text and "31: テーブルにありません" in text


@pytest.mark.parametrize("name", ["髙", "﨑", "𠮷", "栁", "김"])
def test_a_rare_letter_is_drawn_as_itself_and_not_as_a_box_or_a_common_one(name: str) -> None:
    """Its ink differs from that of 〓, of the common form and of a blank."""
    common = {"髙": "高", "﨑": "崎", "𠮷": "吉", "栁": "柳", "김": "감"}[name]
    drawn = [pixels_of(to_pdf(listed((letter * 4,)), JA, fonts()).content) for letter in (name, common, "〓", "　")]
    area = [one[150:190, 390:720] for one in drawn]  # where the first name stands
    ink = [int((255 - one.astype(int)).sum()) for one in area]
    assert ink[0] > ink[3] + 1000
    assert (area[0] != area[1]).sum() > 20 and (area[0] != area[2]).sum() > 200


def test_a_large_evening_takes_as_many_pages_as_it_needs_each_with_its_number() -> None:
    names = tuple(f"客 {n}号" for n in range(1, 2 * ON_A_PAGE + 2))
    content = to_pdf(listed(names), JA, fonts()).content
    assert len(pypdfium2.PdfDocument(content)) == 3
    assert "3 / 3" in text_of(content) and all(name in text_of(content) for name in names)
    assert len(content) < 200_000, "the picture is in it once, and of the font only the letters used"


@pytest.mark.parametrize("text", [EVIL, "長" * 5000, "\n\n", "\ud800", "‮️"])
def test_no_text_of_a_card_breaks_the_pdf(text: str) -> None:
    content = to_pdf(listed((text or "x",), department=text, memo=text), JA, fonts()).content
    page = pixels_of(content)
    assert len(pypdfium2.PdfDocument(content)) == 1
    assert (page[:, :20] > 250).all() and (page[:, -20:] > 250).all(), "nothing runs over the edge of the paper"


def test_what_is_in_no_font_is_said_and_has_a_mark() -> None:
    printed = to_pdf(listed(("\U0010ffff 太郎",)), JA, fonts())
    assert printed.lacking == "\U0010ffff" and "〓 太郎" in text_of(printed.content)


def test_without_a_font_it_is_said_what_to_do() -> None:
    with pytest.raises(FontMissing, match=r"apt install fonts-noto-cjk.*\.html"):
        to_pdf(listed(), JA, ())


def test_a_file_that_is_no_font_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    broken = tmp_path / "broken.ttf"
    assert "𠮷田 修" in text_of(to_pdf(listed(), JA, (broken, *fonts())).content)
    with pytest.raises(FontMissing):
        to_pdf(listed(), JA, (broken,))


def test_a_letter_that_the_first_font_lacks_is_borrowed() -> None:
    lacking = [path for path in fonts() if path.name == "ipaexg.ttf"]
    printed = to_pdf(listed(), JA, (*lacking, *fonts()))
    assert lacking and printed.lacking == "" and "𠮷田 修" in text_of(printed.content)
    assert to_pdf(listed(("𠮷田 修",)), JA, lacking).lacking == "𠮷"


def test_an_empty_list_is_a_page() -> None:
    assert len(pypdfium2.PdfDocument(to_pdf(listed(()), JA, fonts()).content)) == 1


def test_the_page_escapes_everything_and_loads_nothing(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "roster.html"
    file.write_bytes(to_html(listed((EVIL, *RARE), memo=EVIL, department=EVIL), JA))
    page = browser.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.goto(file.as_uri())
    assert said == [] and [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert page.locator("li").count() == 9 and page.locator("script").count() == 0
    assert "<script>alert(1)</script>{nb}" in page.locator("li").first.inner_text()
    assert page.locator("img").evaluate_all("all => all.every(one => one.naturalWidth > 0)")
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


def test_the_page_prints_on_a4_with_no_guest_cut_in_two(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "roster.html"
    file.write_bytes(to_html(listed(tuple(f"客 {n}号" for n in range(1, 25))), JA))
    page = browser.new_page()
    page.goto(file.as_uri())
    content = page.pdf(prefer_css_page_size=True)
    page.close()
    document = pypdfium2.PdfDocument(content)
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (595, 842), "A4 in points"
    pages = ["".join(one.get_textpage().get_text_range().split()) for one in document]
    assert 2 <= len(pages) <= 4
    for number in range(1, 25):
        (there,) = [text for text in pages if f"客{number}号" in text]
        assert there.count("話した") == sum(f"客{n}号" in there for n in range(1, 25))


@pytest.mark.parametrize("kind", ["html", "pdf", "csv"])
def test_the_command_writes_each_kind(kind: str, cardscan: Run, tmp_path: Path) -> None:
    from test_roster_commands import fill

    book = fill(tmp_path / "book", RARE)
    done = cardscan("roster", "-o", f"roster.{kind}", "--up-to", "10", "--book", book, LANG="ja_JP.UTF-8")
    assert done.returncode == 0, done.stderr
    assert f"8 cards written to roster.{kind}; 9–10: not on the table" in done.stderr
    content = (tmp_path / f"roster.{kind}").read_bytes()
    text = text_of(content) if kind == "pdf" else content.decode("utf-8-sig")
    for word in (*RARE, "不動産?", "テーブルにありません"):
        assert word in text
