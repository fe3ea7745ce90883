"""Who was thanked: noted for each person and meeting, and it follows people through joins, undo and deletion."""

import sqlite3
from datetime import date

import pytest
from around_book import purged
from book_contacts import person

from cardscan.book import open_book
from cardscan.model import Encounter, Event, Insert
from cardscan.thanking import meetings_since

EVENING = Event("異業種交流会 池袋", "2026-11-20")
FAIR = Event("展示会", None)


@pytest.fixture
def book(tmp_path):
    with open_book(tmp_path / "book") as opened:
        yield opened


def meet(book, name="髙橋 美咲", mail="a@b.example", event=EVENING):
    met = Encounter(event.name, event.date)
    return book.apply(Insert(person(name, mail=mail, mobile=None)), encounter=met).uid


def thanked(book, event=EVENING):
    return {one.uid for one in book.thanks(event) if one.thanked}


def test_a_draft_is_not_thanks_and_the_book_tells_both_apart(book):
    uid = meet(book)
    book.note_thanks(EVENING, [uid], "drafted")
    (one,) = book.thanks(EVENING)
    assert one.drafted and one.thanked is None
    book.note_thanks(EVENING, [uid], "thanked")
    (one,) = book.thanks()
    assert one.drafted and one.thanked
    book.note_thanks(EVENING, [uid], "not thanked")
    (one,) = book.thanks()
    assert one.drafted and one.thanked is None


def test_each_meeting_is_thanked_for_by_itself(book):
    uid = meet(book)
    book.note_thanks(EVENING, [uid], "thanked")
    book.note_thanks(FAIR, [uid], "drafted")
    assert [(one.event, one.date, bool(one.thanked)) for one in book.thanks()] == [
        (FAIR.name, None, False),
        (EVENING.name, EVENING.date, True),
    ]
    assert book.thanks(Event(EVENING.name, "2026-12-18")) == ()


def test_of_two_entries_that_are_joined_either_ones_thanks_count_until_the_join_is_undone(book):
    one, two, three = meet(book), meet(book, "佐藤 花子", "s@b.example"), meet(book, "田中 一", "t@b.example")
    book.note_thanks(EVENING, [three], "thanked")
    book.join(two, three)
    change = book.join(one, two)
    assert thanked(book) == {one}
    book.undo(change)
    assert thanked(book) == {two}
    book.undo(change + 1)
    book.note_thanks(EVENING, [one], "not thanked")
    assert thanked(book) == set()


def test_deletion_keeps_it_for_undo_and_purge_takes_it_away(book):
    one, two = meet(book), meet(book, "佐藤 花子", "s@b.example")
    book.note_thanks(EVENING, [one, two], "thanked")
    book.join(one, two)
    book.delete(one)
    book.undo()
    assert thanked(book) == {one}
    book.delete(one)
    purged(book)
    assert book.thanks() == ()
    with sqlite3.connect(book.folder / "book.sqlite") as db:
        assert db.execute("select count(*) from thanks").fetchone() == (0,)


def test_who_was_met_lately_is_found_without_the_others(book):
    uid = meet(book)
    meet(book, "佐藤 花子", "s@b.example", Event("昔", "2020-01-01"))
    meet(book, "田中 一", "t@b.example", FAIR)
    assert [one.uid for one in book.met_since("2026-11-20")] == [uid]
    assert book.met_since("2026-11-21") == ()


def test_evenings_come_the_last_one_first_with_what_was_noted_of_each(book):
    late, early = Event("二次会", EVENING.date, None, "21:30"), Event("茶会", "2026-11-19")
    for event in (early, EVENING, late):
        book.set_up(event)
        uid = meet(book, f"田中 {event.name}", f"{len(event.name)}@b.example", event)
    meet(book, "佐藤 花子", "s@b.example")
    book.note_thanks(late, [uid], "drafted")
    meetings = meetings_since(book, date(2026, 11, 19))
    assert [one.event for one in meetings] == [late, EVENING, EVENING, early]
    assert [one.state for one in meetings] == ["drafted", "waiting", "waiting", "waiting"]
    assert meetings_since(book, date(2026, 11, 21)) == ()


def test_what_was_noted_follows_an_event_that_is_moved_and_back_again(book):
    uid = meet(book)
    book.note_thanks(EVENING, [uid], "thanked")
    later = Event("異業種交流会 新宿", "2026-11-27")
    change = book.move(EVENING, later)
    assert (thanked(book, later), thanked(book)) == ({uid}, set())
    book.undo(change)
    assert (thanked(book, later), thanked(book)) == (set(), {uid})
