"""Front and back from the files to the book: one contact, both sides kept, every field knows its side."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from book_contacts import contacts, english, person, reading
from conftest import ROOT, Draw, Run
from hypothesis import given
from parse_lines import lines

from cardscan.book import Book, open_book
from cardscan.errors import BlankCard, NoCardFound
from cardscan.intake import in_twos
from cardscan.likeness.folding import fold_url
from cardscan.model import CardReading, Contact, OtherSide, Side
from cardscan.parse import parse
from cardscan.sides import Failure, Page, is_contact, told_by_content, told_in_order, whole_cards

FRONT = (
    "株式会社青葉ソリューションズ",
    "営業本部 課長代理",
    "髙橋 美咲",
    "TEL 03-5950-1234",
    "m.takahashi@aoba-sol.example",
)
BACK = ("Aoba Solutions Inc.", "Misaki TAKAHASHI", "Deputy Manager", "m.takahashi@aoba-sol.example")
OTHER = ("株式会社みどり製作所", "代表取締役", "阿部 太郎", "携帯 090-1234-5678", "abe@midori.example")
SILENT = ("すべての笑顔のために", "経営相談", "完全予約制")
REPLAY = ("--engine", "replay")


def records(done: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


# ---------------------------------------------------------------- read


def test_a_back_in_the_next_picture_says_whose_back_it_is(cardscan: Run, draw_card: Draw) -> None:
    front, back = draw_card("1.png", *FRONT), draw_card("2.png", *BACK)
    first, second = records(cardscan("read", front, back, "--json", *REPLAY))
    schema = json.loads((ROOT / "schema" / "read.schema.json").read_text(encoding="utf-8"))
    for record in (first, second):
        jsonschema.validate(record, schema)
    assert (first["side"], second["side"]) == ("front", "back")
    assert {key: second["other_side"][key] for key in ("source", "page", "card")} == {
        "source": str(front),
        "page": 1,
        "card": 1,
    }
    assert second["contact"]["name"]["full"] == "Misaki TAKAHASHI"  # each object says what is on its own side


def test_with_pairs_a_back_without_contact_data_is_no_failure(cardscan: Run, draw_card: Draw) -> None:
    pictures = [draw_card("1.png", *OTHER), draw_card("2.png", *SILENT), draw_card("3.png", *FRONT)]
    done = cardscan("read", *pictures, "--pairs", "--json", *REPLAY)
    sides = [(record["side"], record["other_side"] is not None) for record in records(done)]
    assert (done.returncode, sides) == (0, [("front", True), ("back", True), ("front", False)])
    assert records(done)[1]["contact"]["notes"] == list(SILENT)


def test_without_pairs_a_card_that_is_nobodys_fails_and_the_remedy_names_the_option(
    cardscan: Run, draw_card: Draw
) -> None:
    done = cardscan("read", draw_card("1.png", *SILENT), draw_card("2.png", *OTHER), "--json", *REPLAY)
    assert done.returncode == 4
    assert "--pairs" in records(done)[0]["error"]["message"]


# ---------------------------------------------------------------- scan


@pytest.mark.parametrize("option", [(), ("--pairs",)], ids=["by content", "in order"])
def test_front_and_back_become_one_contact_with_both_cards_kept(
    cardscan: Run, draw_card: Draw, tmp_path: Path, option: tuple[str, ...]
) -> None:
    pictures = [draw_card("1.png", *FRONT), draw_card("2.png", *BACK), draw_card("3.png", *OTHER)]
    words = ("scan", *pictures, *option, "--event", "Expo", "--date", "2026-11-20", "--yes", "--book", tmp_path / "b")
    assert cardscan(*words, *REPLAY).returncode == 0
    with open_book(tmp_path / "b") as book:
        people = {one.contact.name.full: one for one in book.people() if one.contact.name}
        assert set(people) == {"髙橋 美咲", "阿部 太郎"}
        takahashi = people["髙橋 美咲"]
        cards = book.cards(takahashi.uid)
        assert [card.side for card in cards] == ["front", "back"]
        assert {field.side for field in cards[1].text.fields} == {"back"}
        assert takahashi.contact.name is not None and takahashi.contact.name.latin == "Misaki TAKAHASHI"
        assert len(takahashi.encounters) == 1
        before = book.people()
    again = cardscan(*words, *REPLAY)
    assert again.returncode == 0 and "nothing changes" in again.stdout
    with open_book(tmp_path / "b") as book:
        assert book.people() == before


def test_a_scan_that_was_stopped_between_front_and_back_joins_them_when_it_goes_on(
    cardscan: Run, draw_card: Draw, tmp_path: Path
) -> None:
    front = draw_card("1.png", *FRONT)
    company = draw_card("2.png", "https://www.aoba-sol.example/", *SILENT)
    scan = ("scan", "--yes", "--book", tmp_path / "b", *REPLAY)
    assert cardscan(*scan, front).returncode == 0
    assert cardscan(*scan, front, company).returncode == 0
    with open_book(tmp_path / "b") as book:
        (only,) = book.people()
        assert [card.side for card in book.cards(only.uid)] == ["front", "back"]
        assert set(SILENT) <= set(only.contact.notes)


def test_a_back_scanned_on_another_day_goes_to_its_front(cardscan: Run, draw_card: Draw, tmp_path: Path) -> None:
    scan = ("scan", "--yes", "--book", tmp_path / "b", *REPLAY)
    assert cardscan(*scan, draw_card("1.png", *FRONT)).returncode == 0
    assert cardscan(*scan, draw_card("2.png", *BACK)).returncode == 0
    with open_book(tmp_path / "b") as book:
        assert len(book.people()) == 1


# ---------------------------------------------------------------- values


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with open_book(tmp_path_factory.mktemp("book")) as opened:
        yield opened


@given(front=contacts, back=contacts)
def test_every_way_to_be_reached_of_both_sides_is_in_the_one_contact(book: Book, front: Contact, back: Contact) -> None:
    whole = book.plan(front, back).contact
    for contact in (front, back):
        assert {mail.casefold() for mail in contact.emails} <= {mail.casefold() for mail in whole.emails}
        assert {phone.e164 for phone in contact.phones} <= {phone.e164 for phone in whole.phones}
        assert {fold_url(url) for url in contact.urls} <= {fold_url(url) for url in whole.urls}


def side(number: int, other: int | None = None, which: Side = "front", source: str = "a.jpg") -> CardReading:
    card = reading(person(), number, photo=source)
    place = OtherSide("a.jpg", 1, other) if other else None
    return replace(card, parsed=replace(card.parsed, side=which), other_side=place)


def test_a_whole_card_is_its_front_and_then_its_back_wherever_they_lay() -> None:
    failure = Failure("a.jpg", NoCardFound("nobody"))
    outcomes = [side(1, 3, "back"), failure, side(2), side(3, 1)]
    cards = list(whole_cards(iter(outcomes)))
    assert cards[0] is failure
    assert [[one.card.index for one in card] for card in cards if not isinstance(card, Failure)] == [[2], [3, 1]]


def test_a_side_whose_other_side_came_with_an_earlier_picture_is_not_held_back() -> None:
    (front,), (back,) = whole_cards(iter([side(1), side(1, 1, "back", source="b.jpg")]))  # type: ignore[misc]
    assert (front.card.photo.name, back.card.photo.name) == ("a.jpg", "b.jpg")


def page(number: int, *outcomes: CardReading | Failure) -> Page:
    return Page("scan.pdf", number, outcomes)


def test_an_empty_back_is_no_failure_but_an_empty_front_is() -> None:
    blank = Failure("scan.pdf", BlankCard("there is no text on scan.pdf"))
    front = reading(person(), photo="scan.pdf")
    assert list(told_in_order([page(1, front), page(2, blank)])) == [front]
    assert list(told_in_order([page(1, blank), page(2, front)])) == [blank, front]


def test_a_white_page_behind_a_card_is_no_failure_but_a_photo_without_a_card_is() -> None:
    front, nothing = reading(person(), photo="scan.pdf"), Failure("scan.pdf", NoCardFound("no card was found"))
    assert list(told_in_order([page(1, front), page(2, nothing)])) == [front]
    photo = Page("next.jpg", 1, (nothing,))
    assert list(told_in_order([page(1, front), photo])) == [front, nothing]


def test_a_slogan_on_a_back_becomes_a_note_and_no_company() -> None:
    silent = reading(Contact(None), words=SILENT, photo="scan.pdf", page=2)
    slogan = replace(silent, parsed=parse(silent.parsed.lines))
    _, back = told_in_order([page(1, reading(person(), photo="scan.pdf")), page(2, slogan)])
    assert isinstance(back, CardReading)
    assert back.parsed.contact == Contact(notes=SILENT)
    assert all(field.side == "back" for field in back.parsed.fields)


def test_a_back_on_the_next_page_finds_its_front() -> None:
    front = reading(person(), photo="scan.pdf")
    back = reading(english(), photo="scan.pdf", page=2)
    told = list(told_by_content([page(1, front), page(2, back)]))
    assert [one.parsed.side for one in told if isinstance(one, CardReading)] == ["front", "back"]


def test_documents_stand_alone_and_pictures_come_in_twos() -> None:
    names = ["a.jpg", "b.jpg", "scan.PDF", "c.jpg", "d.jpg", "e.jpg"]
    assert in_twos(names) == [("a.jpg", "b.jpg"), ("scan.PDF",), ("c.jpg", "d.jpg"), ("e.jpg",)]


def test_a_mail_without_a_domain_is_nobody() -> None:
    assert not is_contact(parse(lines("利用明細", "緑茶 5@ml", "牛乳", "食パン6枚")))


def test_many_lines_that_could_hardly_be_read_are_nobody() -> None:
    nonsense = parse(lines(*["8928 40183739296", "ema@aaaae8.jp", "画 三", "90308-770-1234"] * 3, confidence=0.4))
    assert not is_contact(nonsense)
    assert is_contact(parse(lines(*["03-5950-1234", "阿部 太郎"], confidence=0.4)))  # a few lines may be right
    assert is_contact(parse(lines(*OTHER, *SILENT, confidence=0.8)))
