"""An evening on the command line: set up, scanned into without being named, shown, moved, removed."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from book_contacts import person
from conftest import Draw, Run
from exposed import expose

from cardscan.book import open_book
from cardscan.model import Affiliation, Contact, Encounter, Event, Insert, Name, Person
from cardscan.share.event_page import event_page
from cardscan.share.vdir import Vdir

ABE = ("株式会社みどり", "営業部 部長", "阿部 太郎", "あべ たろう", "携帯 090-1234-5678", "abe@midori.example")
BABA = ("馬場商店", "代表", "馬場 花子", "ばば はなこ", "携帯 090-8765-4321", "baba@baba-shop.example")
REPLAY = ("--engine", "replay", "--yes")
EVENING = Event("異業種交流会 池袋", "2026-11-20", "池袋", "18:30", "21:00")
FULL = ("--date", "2026-11-20", "--place", "池袋", "--from", "18:30", "--until", "21:00")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "book"


@pytest.fixture
def run(cardscan: Run, folder: Path):
    """Run a command in the book; return what it printed and said."""

    def in_the_book(*words: object, code: int = 0, stdin: str = "", **environment: str) -> tuple[str, str]:
        done = cardscan(*words, stdin=stdin.encode(), CARDSCAN_BOOK=str(folder), **environment)
        assert done.returncode == code, (done.stdout, done.stderr)
        return done.stdout, done.stderr

    return in_the_book


@pytest.fixture
def evening(folder: Path) -> Path:
    """A book with an evening at which two people were met."""
    with open_book(folder, mirror=Vdir) as book:
        book.set_up(EVENING)
        for name, tag, memo in (("馬場 花子", "12", None), ("髙橋 美咲", "8", "絵画が趣味")):
            met = Encounter(EVENING.name, EVENING.date, EVENING.place, tag, memo)
            book.apply(Insert(person(name)), encounter=met)
    return folder


def met(folder: Path, name: str) -> tuple[Encounter, ...]:
    with open_book(folder) as book:
        return book.show(name)[0].encounters


def test_a_photo_taken_in_the_hours_of_an_event_needs_no_name(run, draw_card: Draw, folder: Path) -> None:
    run("event", "new", EVENING.name, *FULL)
    inside = expose(draw_card("in.png", *ABE), "2026:11:20 19:05:00")
    after = expose(draw_card("after.png", *BABA), "2026:11:20 23:05:00", (35.72951, 139.71094))
    _, said = run("scan", inside, after, "--place-from-photo", *REPLAY)
    assert met(folder, "阿部") == (Encounter(EVENING.name, EVENING.date, "池袋"),)
    assert met(folder, "馬場") == (Encounter(place="35.7295,139.7109"),)
    assert f"after.jpg: taken 2026-11-20 23:05, outside the hours of {EVENING.name}" in said
    assert "in.jpg" not in said


def test_no_event_leaves_the_photos_time_alone(run, draw_card: Draw, folder: Path) -> None:
    run("event", "new", EVENING.name, *FULL)
    picture = expose(draw_card("in.png", *ABE), "2026:11:20 19:05:00")
    _, said = run("scan", picture, "--no-event", *REPLAY)
    assert met(folder, "阿部") == () and "event" not in said
    assert "Give --event, or --no-event" in run("scan", picture, "--no-event", "--event", "x", code=2)[1]


def test_a_named_event_knows_its_day_and_place_and_photos_can_be_given_at_once(run, draw_card: Draw, folder) -> None:
    first, second = draw_card("a.png", *ABE), draw_card("b.png", *BABA)
    out, _ = run("event", "new", EVENING.name, *FULL, "--photo", first, *REPLAY)
    assert "異業種交流会 池袋, 2026-11-20, 18:30–21:00, 池袋 is set up" in out and "1 card read" in out
    run("scan", second, "--event", EVENING.name, *REPLAY)
    assert met(folder, "阿部") == met(folder, "馬場") == (Encounter(EVENING.name, EVENING.date, "池袋"),)


def test_a_watched_folder_knows_the_event_of_a_photo_too(run, draw_card: Draw, folder: Path, tmp_path: Path) -> None:
    run("event", "new", EVENING.name, *FULL)
    expose(draw_card("in.png", *ABE, folder=tmp_path / "inbox"), "2026:11:20 19:05:00")
    (tmp_path / "inbox" / "in.png").unlink()
    run("watch", tmp_path / "inbox", "--once", "--every", "0.1", *REPLAY)
    assert met(folder, "阿部") == (Encounter(EVENING.name, EVENING.date, "池袋"),)


def test_events_are_listed_with_how_many_were_met_there(run, evening: Path) -> None:
    out, _ = run("event", "list")
    assert [word for word in out.split() if "─" not in word][-5:] == [
        "池袋", "2026-11-20", "18:30–21:00", "池袋", "2"]  # fmt: skip
    told = [json.loads(line) for line in run("event", "list", "--json")[0].splitlines()]
    assert told == [{"name": EVENING.name, "date": "2026-11-20", "begins": "18:30", "ends": "21:00", "place": "池袋",
                     "people": 2}]  # fmt: skip


def test_who_was_met_is_shown_by_number(run, evening: Path, tmp_path: Path) -> None:
    out, _ = run("event", "show", "池袋")
    assert out.index("髙橋 美咲") < out.index("馬場 花子") and "絵画が趣味" in out and "2 people" in out
    people = [json.loads(line) for line in run("event", "show", "11/20", "--json")[0].splitlines()]
    assert [one["encounters"][0]["tag"] for one in people] == ["8", "12"]
    run("event", "show", "池袋", "-o", tmp_path / "evening.html")
    assert "絵画が趣味" in (tmp_path / "evening.html").read_text(encoding="utf-8")
    _, said = run("event", "show", "展示会", code=8)
    assert "no event is called '展示会'" in said


def test_an_event_is_renamed_and_removed_and_both_are_taken_back(run, evening: Path) -> None:
    vcards = evening / "contacts.vcf"
    vcards.write_bytes(b"")
    run("event", "change", "池袋", "--name", "異業種の会", "--to", "2026-11-21", "--until", "")
    assert vcards.read_text(encoding="utf-8").replace("\r\n ", "").count("異業種の会 2026-11-21") == 2
    moved = Event("異業種の会", "2026-11-21", "池袋", "18:30")
    assert {one.event for one in met(evening, "髙橋")} == {"異業種の会"}
    assert "Nothing was removed" in run("event", "remove", "異業種", code=1)[1]
    run("event", "remove", "異業種", stdin="1\n")
    with open_book(evening) as book:
        assert book.set_up_events() == () and len(book.guests(moved)) == 2
    run("undo")
    run("undo")
    with open_book(evening) as book:
        assert book.set_up_events() == (EVENING,) and len(book.guests(EVENING)) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("new", "x", "--from", "25:00"), "no time"),
        (("new", "x", "--date", "2026-11-31"), "no day"),
        (("show", "x", "--json", "-o", "y.html"), "--json, or -o"),
        (("change", "x", "--to", "soon"), "no day"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_done(run, folder: Path, words: tuple[str, ...], said) -> None:
    assert said in run("event", *words, code=2)[1]
    assert not folder.exists()


# ---------------------------------------------------------------- the page in one file


class Seen(HTMLParser):
    """The elements of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "action", "style")]

    def handle_data(self, data: str) -> None:
        self.text += data


EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(1)>\x1b[31m'


def test_nothing_from_a_card_is_anything_but_text_on_the_page() -> None:
    contact = Contact(Name(EVIL, latin=EVIL), (Affiliation(EVIL, EVIL, (EVIL,)),))
    evil = Encounter(EVIL, None, EVIL, EVIL, EVIL)
    page = Seen(event_page(Event(EVIL, None, EVIL), [(Person("u", contact), evil)], {"u": b"\xff\xd8jpeg"}).decode())
    assert "script" not in page.tags and page.tags.count("img") == 1
    assert page.addresses == ["data:image/jpeg;base64,/9hqcGVn"]
    assert page.text.count("<script>alert(1)</script>") >= 6, "it is all there, to be read"


def test_the_page_shows_everybody_with_number_reading_work_and_card() -> None:
    contact = Contact(
        Name("髙橋 美咲", "髙橋", "美咲", "たかはし", "みさき", "dictionary", latin="Misaki TAKAHASHI"),
        (Affiliation("株式会社青葉", "営業部", ("課長",)),),
    )
    guests = [(Person("a", contact), Encounter(tag="8", memo="絵画\n旅行")), (Person("b", Contact()), Encounter())]
    page = Seen(event_page(EVENING, guests, {"a": b"jpeg"}).decode())
    for text in (EVENING.name, "2026-11-20 · 18:30–21:00 · 池袋 · 2 people", "8", "髙橋 美咲", "たかはし みさき?",
                 "Misaki TAKAHASHI", "株式会社青葉", "営業部 課長", "絵画\n旅行", "(no name)"):  # fmt: skip
        assert text in page.text
    assert page.addresses == ["data:image/jpeg;base64,anBlZw=="]
