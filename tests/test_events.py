"""An event is its name and its day; whom one met there is found by both."""

import pytest
from book_contacts import person

from cardscan.book import open_book
from cardscan.model import Encounter, Event, Insert

EVENING = Event("異業種交流会 池袋", "2026-11-20", "池袋", "18:30", "21:00")


@pytest.fixture
def book(tmp_path):
    with open_book(tmp_path / "book") as opened:
        yield opened


def meet(book, name, event, tag=None):
    met = Encounter(event.name, event.date, event.place, tag)
    return book.apply(Insert(person(name)), encounter=met).uid


def test_events_are_those_that_were_set_up_and_those_that_people_were_met_at(book):
    fair = Event("展示会", "2026-10-02", "幕張")
    book.set_up(EVENING)
    for event in (EVENING, fair, Event("茶会")):
        meet(book, "髙橋 美咲", event)
    assert book.events() == (EVENING, fair, Event("茶会"))


def test_the_same_evening_a_month_later_is_another_event(book):
    later = Event(EVENING.name, "2026-12-18", "池袋")
    first, second = meet(book, "髙橋 美咲", EVENING, "8"), meet(book, "佐藤 花子", later, "3")
    third = meet(book, "田中 一郎", EVENING, "3")
    assert [one.uid for one in book.guests(EVENING)] == [third, first]
    assert [one.uid for one in book.guests(later)] == [second]


def test_what_is_known_of_an_event_can_be_changed_and_it_can_be_called_off(book):
    book.set_up(EVENING)
    moved = Event(EVENING.name, EVENING.date, "新宿")
    book.set_up(moved)
    assert book.events() == (moved,)
    book.call_off(moved)
    assert book.events() == ()
