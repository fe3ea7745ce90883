"""A year in figures counts what was noted, and its pictures hold whatever people and events are called."""

import json
import urllib.request
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from book_contacts import doubtful, hostile, person, reading
from hypothesis import given, settings
from hypothesis import strategies as st
from web_page import served

from cardscan.book import open_book
from cardscan.book.lived import LivedCard
from cardscan.errors import CannotDraw
from cardscan.model import Address, Affiliation, Contact, Encounter, Kind, Name, Person
from cardscan.review import edit
from cardscan.stats import Year, year_of, years_in
from cardscan.stats.panels import panels
from cardscan.stats.png import png, shows_kanji
from cardscan.stats.poster import poster
from cardscan.stats.svg import DARK, LIGHT, fitted, width_of
from cardscan.web.words import words_in

ENGLISH, JAPANESE = words_in("en"), words_in("ja")
EVENING, FAIR = Encounter("異業種交流会", "2026-03-10"), Encounter("展示会", "2026-05-02")


def somebody(uid, *met, region=None):
    place = Affiliation(addresses=(Address("x", region=region),) if region else ())
    return Person(uid, Contact(Name(uid), (place,)), met)


PEOPLE = (
    somebody("a", EVENING, FAIR, region="東京都"),
    somebody("b", EVENING, region="東京都"),
    somebody("c", FAIR, region="大阪府"),
    somebody("d", Encounter("忘年会", "2025-12-20")),
    somebody("e", Encounter("いつか")),
)


def test_people_are_counted_by_day_month_event_and_place() -> None:
    year = year_of(2026, PEOPLE, ())
    assert (year.people, year.again, year.events) == (3, 1, 2)
    assert year.days == {"2026-03-10": 2, "2026-05-02": 2}
    assert [(one.name, one.people, one.thanked) for one in year.evenings] == [
        ("異業種交流会", 2, None),
        ("展示会", 2, None),
    ]
    assert [(one.number, one.new, one.again) for one in year.months if one.new] == [(3, 2, 0), (5, 1, 1)]
    assert year.places == (("東京都", 2), ("大阪府", 1))


def test_whom_one_met_in_an_earlier_year_is_met_again() -> None:
    year = year_of(2026, [somebody("a", Encounter("忘年会", "2025-12-20"), EVENING)], ())
    assert (year.people, year.again, year.months[2].again, year.months[2].new) == (1, 1, 1, 0)


def test_who_was_thanked_and_what_business_they_are_in_count_where_somebody_knows() -> None:
    year = year_of(
        2026, PEOPLE, (), thanked={("a", EVENING.event, EVENING.date)}, businesses={"a": "保険", "b": "保険", "d": "IT"}
    )
    assert [one.thanked for one in year.evenings] == [1, 0]
    assert year.businesses == (("保険", 2),)
    assert {one.name for one in panels(year, ENGLISH, LIGHT)} == {"calendar", "again", "events", "places", "businesses"}


def test_two_events_on_one_day_are_two_and_whoever_was_at_both_is_met_once() -> None:
    later = Encounter("二次会", EVENING.date)
    year = year_of(2026, [somebody("a", EVENING, later), somebody("b", later)], ())
    assert (year.people, year.again, year.events) == (2, 0, 2)
    assert {one.name: one.people for one in year.evenings} == {"異業種交流会": 1, "二次会": 2}


def test_cards_count_in_the_month_in_which_they_came() -> None:
    cards = (LivedCard("2026-03-11T08:00:00+00:00", 8, 1, 2), LivedCard("2026-03-31T08:00:00+00:00", 2, 0, 0))
    month = year_of(2026, (), cards).months[2]
    assert (month.cards, month.values, month.doubtful, month.corrected) == (2, 10, 1, 2)
    assert years_in(PEOPLE, cards) == (2026, 2025)


def test_a_book_without_anybody_gives_no_panel() -> None:
    assert panels(year_of(2026, (), ()), ENGLISH, LIGHT) == ()


days = st.dates(date(2025, 1, 1), date(2027, 12, 31)).map(date.isoformat)
meetings = st.builds(Encounter, st.none() | hostile, st.none() | days)
everybody = st.lists(st.lists(meetings, max_size=5), max_size=8).map(
    lambda all: tuple(somebody(str(number), *met) for number, met in enumerate(all))
)
lived = st.lists(st.builds(LivedCard, days, *(st.integers(0, 20),) * 3), max_size=8)


@given(everybody, lived)
def test_every_meeting_on_a_day_is_in_exactly_one_month(people: tuple[Person, ...], cards: list[LivedCard]) -> None:
    for year in (2025, 2026, 2027):
        found = year_of(year, people, cards)
        dated = {(one.uid, met.date) for one in people for met in one.encounters if (met.date or "")[:4] == str(year)}
        assert sum(found.days.values()) == sum(one.new + one.again for one in found.months) == len(dated)
        assert dict(Counter(day for _, day in dated)) == found.days
        assert found.people == len({uid for uid, _ in dated})


@settings(max_examples=40)
@given(everybody, lived, st.sampled_from([ENGLISH, JAPANESE]))
def test_every_picture_is_xml_whatever_stands_on_it(people, cards, words) -> None:
    for look in (LIGHT, DARK):
        root = ElementTree.fromstring(poster(year_of(2026, people, cards, thanked=()), words, look))
        assert not {one.tag.rpartition("}")[2] for one in root.iter()} - {"svg", "title", "rect", "text", "g"}


@given(hostile, st.floats(0, 500))
def test_what_is_fitted_has_room(text: str, room: float) -> None:
    assert width_of(fitted(text, 15, room), 15) <= max(room, width_of("…", 15))


def test_the_colours_of_the_calendar_differ_in_lightness_alone() -> None:
    for look in (LIGHT, DARK):
        light = [sum(w * int(c[i : i + 2], 16) for w, i in ((0.21, 1), (0.72, 3), (0.07, 5))) for c in look.scale]
        assert light == sorted(light, reverse=look is LIGHT)
        assert min(abs(a - b) for a, b in pairwise(light)) > 20


# ---------------------------------------------------------------- in the book, on the command line, on the page


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A person met twice, with a card on which a human put the company right, and a person with a doubtful mail."""
    folder = tmp_path / "book"
    monkeypatch.setattr("cardscan.book.clock.utc_now", lambda: "2026-03-10T20:00:00.000000+00:00")
    with open_book(folder) as opened:
        uids = []
        for number, (contact, met) in enumerate(
            ((person(), EVENING), (person("佐藤 健", None, mail="k@s.example", land=None), EVENING), (person(), FAIR))
        ):
            fields = (doubtful("emails[0]", Kind.EMAIL, contact.emails[0]),) if number == 1 else ()
            picture = opened.keep_picture(str(number).encode(), "x.jpg")
            uids.append(
                opened.apply(opened.plan(contact), reading(contact, fields=fields), picture=picture, encounter=met).uid
            )
            opened.close_picture(picture)
        opened.edit(uids[0], edit(opened.person(uids[0]).contact, {"orgs[0].name": "株式会社あおば"}), (EVENING, FAIR))
    return folder


def test_what_a_human_put_right_and_who_was_known_again_is_counted(book) -> None:
    with open_book(book) as opened:
        cards, known = opened.lived_cards(), opened.known_again()
    assert [(one.doubtful, one.corrected) for one in cards] == [(0, 1), (1, 0), (0, 1)]
    assert len(known) == 1
    year = year_of(2026, (), cards, known)
    assert isinstance(year, Year) and (year.cards, year.known) == (3, 1)


def test_what_was_taken_back_is_nobody_known_again(book) -> None:
    with open_book(book) as opened:
        opened.undo(next(one.id for one in opened.changes() if one.action == "edit"))
        opened.undo(next(one.id for one in opened.changes() if one.action == "merge"))
        assert opened.known_again() == ()


def test_stats_prints_figures_and_draws_the_year(cardscan, book, tmp_path) -> None:
    table = cardscan("stats", "--book", book)
    assert table.returncode == 0 and "2026: 2 people met (1 again) at 2 events, 3 cards" in table.stdout
    assert "異業種交流会" in table.stdout
    told = json.loads(cardscan("stats", "--book", book, "--json").stdout)
    assert (told["people"], told["met_again"], told["known_already"], told["event_count"]) == (2, 1, 1, 2)
    for name, begins in (("year.svg", b"<svg"), ("year.png", b"\x89PNG")):
        done = cardscan("stats", "--book", book, "--dark", "-o", tmp_path / name)
        assert done.returncode == 0 and done.stdout == "", done.stderr
        assert (tmp_path / name).read_bytes().startswith(begins)
    assert cardscan("stats", "--book", book, "-o", tmp_path / "year.jpg").returncode == 2
    empty = cardscan("stats", "--book", book, "--year", "1999")
    assert empty.returncode == 0 and "Nobody was met on a day of 1999" in empty.stderr


def test_a_picture_has_kanji_where_a_font_has(monkeypatch) -> None:
    assert shows_kanji()
    plain = png('<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24"/>')
    monkeypatch.setattr("cardscan.stats.png.png", lambda svg: plain)
    assert not shows_kanji()


def test_without_the_package_a_png_says_what_to_install(monkeypatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "resvg_py", None)
    with pytest.raises(CannotDraw, match="plots"):
        png("<svg/>")


def test_the_page_shows_the_same_and_escapes_what_events_are_called(book, home) -> None:
    with open_book(book) as opened:
        one = opened.show("佐藤")[0]
        opened.edit(one.uid, one.contact, (*one.encounters, Encounter("<script>alert(1)</script>", "2026-06-01")))
    with served(book, home) as web:
        page = urllib.request.urlopen(f"{web.origin}/stats").read().decode()
        assert "2 met" in page and page.count("<svg") >= 5
        assert "<script>alert" not in page and "&lt;script&gt;alert" in page
        with urllib.request.urlopen(f"{web.origin}/stats.svg?year=2026") as answer:
            assert answer.headers["content-disposition"] == 'attachment; filename="cardscan-2026.svg"'
            ElementTree.fromstring(answer.read())
        assert "Nobody was met" in urllib.request.urlopen(f"{web.origin}/stats?year=1999").read().decode()


def test_a_leap_day_has_its_place() -> None:
    day = date(2028, 2, 29)
    year = year_of(2028, [somebody("a", Encounter("x", day.isoformat()))], ())
    (calendar, *_) = panels(year, ENGLISH, LIGHT)
    root = ElementTree.fromstring(calendar.drawing.svg())
    hints = [one.text for one in root.iter() if one.tag.endswith("title") and one.text.startswith("2028")]
    assert hints == ["2028-02-29: 1 met"]
    assert (day + timedelta(days=1)).month == 3
