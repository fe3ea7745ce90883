"""Events that are set up, moved, called off, and taken back; who was met there follows. And whom a day finds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from around_book import purged
from book_contacts import person
from hypothesis import given, settings
from hypothesis import strategies as st

from cardscan.book import Book, open_book
from cardscan.book.which import event_called
from cardscan.errors import CannotUndo, NotFound, WhichOne
from cardscan.model import Encounter, Event, Insert
from cardscan.share.vdir import Vdir

EVENING = Event("異業種交流会 池袋", "2026-11-20", "池袋", "18:30", "21:00")
LATER = Event("異業種交流会 池袋", "2026-12-18", "池袋")
AFTER = Event("二次会", "2026-11-20", "居酒屋")
TODAY = date(2026, 11, 28)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with open_book(tmp_path / "book", mirror=Vdir) as opened:
        yield opened
        assert opened.check() == ()


def meet(book: Book, name: str, *met: Encounter) -> str:
    uid = book.apply(Insert(person(name)), encounter=met[0]).uid
    if met[1:]:
        book.edit(uid, book.person(uid).contact, met)
    return uid


def at(event: Event, tag: str | None = None, memo: str | None = None) -> Encounter:
    return Encounter(event.name, event.date, event.place, tag, memo)


# ---------------------------------------------------------------- moved


def test_an_event_that_moves_takes_along_who_was_met_there_and_all_of_it_is_taken_back_at_once(book: Book) -> None:
    book.set_up(EVENING)
    eight = meet(book, "髙橋 美咲", at(EVENING, "8", "絵画"), at(LATER, "3"))
    other = meet(book, "佐藤 花子", at(AFTER))
    moved = Event("異業種の会", "2026-11-21", "新宿", "19:00")
    before = book.people()
    change = book.move(EVENING, moved)
    assert book.person(eight).encounters == (at(moved, "8", "絵画"), at(LATER, "3"))
    assert book.person(other).encounters == (at(AFTER),)
    assert moved in book.events() and EVENING not in book.events()
    assert book.changes(1)[0].id == change and book.changes(1)[0].people == 1
    book.undo()
    assert [one.encounters for one in book.people()] == [one.encounters for one in before]
    assert EVENING in book.set_up_events() and moved not in book.events()
    book.undo(book.changes(1)[0].id)
    assert book.person(eight).encounters[0] == at(moved, "8", "絵画")
    assert book.set_up_events() == (moved,)


def test_a_place_of_ones_own_stays_when_the_event_moves(book: Book) -> None:
    uid = meet(book, "髙橋 美咲", Encounter(EVENING.name, EVENING.date, "駅の前"))
    book.move(EVENING, Event(EVENING.name, EVENING.date, "新宿"))
    assert book.person(uid).encounters == (Encounter(EVENING.name, EVENING.date, "駅の前"),)


def test_an_event_that_gets_the_name_of_another_one_is_that_one(book: Book) -> None:
    book.set_up(EVENING)
    typed = Event("池袋", EVENING.date)
    uid = meet(book, "髙橋 美咲", Encounter(typed.name, typed.date), at(EVENING, "8"))
    book.move(typed, EVENING)
    assert book.person(uid).encounters == (at(EVENING, "8"),)
    assert book.events() == (EVENING,)
    book.undo()
    assert set(book.person(uid).encounters) == {Encounter(typed.name, typed.date), at(EVENING, "8")}
    assert set(book.events()) == {EVENING, typed}


def test_setting_up_and_calling_off_are_changes_that_can_be_taken_back(book: Book) -> None:
    first = book.set_up(EVENING)
    assert book.set_up(EVENING) is None and book.call_off(AFTER) is None and book.move(EVENING, EVENING) is None
    moved = Event(EVENING.name, EVENING.date, "新宿")
    book.set_up(moved)
    with pytest.raises(CannotUndo, match="has changed since"):
        book.undo(first)
    book.undo()
    assert book.set_up_events() == (EVENING,)
    book.call_off(EVENING)
    book.undo()
    assert book.set_up_events() == (EVENING,)


def test_who_was_met_at_an_event_that_is_called_off_keeps_that(book: Book) -> None:
    book.set_up(EVENING)
    uid = meet(book, "髙橋 美咲", at(EVENING, "8"))
    book.call_off(EVENING)
    assert book.person(uid).encounters == (at(EVENING, "8"),)
    assert book.attendance() == ((Event(EVENING.name, EVENING.date, EVENING.place), 1),)


def test_what_was_done_to_events_is_still_told_when_others_were_purged(book: Book) -> None:
    book.set_up(EVENING)
    book.delete(meet(book, "髙橋 美咲", at(AFTER)))
    purged(book)
    assert [one.words for one in book.changes() if one.action == "event"] == ["異業種交流会 池袋, 2026-11-20"]


NAMES = st.sampled_from(("会", "例会"))
EVENTS = st.builds(Event, NAMES, st.sampled_from((None, "2026-11-20", "2026-12-18")), st.sampled_from((None, "池袋")))


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from(("set_up", "call_off", "move")), EVENTS, EVENTS), max_size=6))
def test_whatever_is_done_to_events_is_taken_back_step_by_step(tmp_path_factory, steps) -> None:
    with open_book(tmp_path_factory.mktemp("events") / "book") as book:
        meet(book, "髙橋 美咲", Encounter("会", "2026-11-20", None, "8"), Encounter("例会", None, "池袋"))
        seen = []
        for what, event, to in steps:
            seen.append((book.events(), [one.encounters for one in book.people()]))
            done = book.move(event, to) if what == "move" else getattr(book, what)(event)
            if done is None:
                seen.pop()
        for before in reversed(seen):
            book.undo()
            assert (book.events(), [one.encounters for one in book.people()]) == before


# ---------------------------------------------------------------- called


@pytest.mark.parametrize(
    ("text", "day", "event"),
    [
        ("二次会", None, AFTER),
        ("異業種交流会　池袋", "2026-12-18", LATER),
        ("池袋 11/20", None, EVENING),
        ("2026-12-18", None, LATER),
        ("池袋", "2026-11-20", EVENING),
        ("先週の金曜 池袋", None, EVENING),
    ],
)
def test_an_event_is_called_by_its_name_a_part_of_it_or_its_day(text: str, day: str | None, event: Event) -> None:
    assert event_called((LATER, AFTER, EVENING), text, TODAY, day) == event


@pytest.mark.parametrize("text", ["池袋", "異業種交流会 池袋", "11/20"])
def test_events_that_answer_alike_are_listed(text: str) -> None:
    with pytest.raises(WhichOne, match=r"2 events answer .*2026-11-20"):
        event_called((LATER, AFTER, EVENING), text, TODAY)


def test_an_event_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound, match="展示会"):
        event_called((LATER, AFTER), "展示会", TODAY)


# ---------------------------------------------------------------- found by day and number


@pytest.fixture
def met_people(book: Book) -> Book:
    meet(book, "髙橋 美咲", at(EVENING, "8"), at(LATER, "3"))
    meet(book, "佐藤 花子", at(LATER, "8", "保険"))
    meet(book, "田中 一郎", Encounter(date="2025-11-20", memo="保険"))
    return book


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("who did I meet on 20 November", {"髙橋 美咲", "田中 一郎"}),
        ("2026-11-20", {"髙橋 美咲"}),
        ("11/20 保険", {"田中 一郎"}),
        ("先週の金曜", {"髙橋 美咲"}),
        ("8", {"髙橋 美咲", "佐藤 花子"}),
        ("no.8", {"髙橋 美咲", "佐藤 花子"}),
        ("12/18 8", {"佐藤 花子"}),
        ("12/18 池袋", {"髙橋 美咲", "佐藤 花子"}),
        ("異業種交流会 池袋", {"髙橋 美咲", "佐藤 花子"}),
        ("11/21", set()),
        ("11/20 12/18", {"髙橋 美咲"}),
    ],
)
def test_people_are_found_by_the_day_and_the_number_they_were_met_with(met_people: Book, text, names) -> None:
    assert {one.contact.name.full for one in met_people.find(text, TODAY)} == names


def test_a_bare_number_that_is_on_nobodys_case_is_looked_for_everywhere(met_people: Book) -> None:
    uid = met_people.people()[0].uid
    contact = met_people.person(uid).contact
    met_people.edit(uid, contact, (Encounter(memo="room 171"),))
    assert [one.uid for one in met_people.find("171", TODAY)] == [uid]


def test_whom_one_talked_with_is_kept_when_the_event_is_moved(tmp_path):
    with open_book(tmp_path / "talked") as book:
        met = Encounter(EVENING.name, EVENING.date, EVENING.place, "8", "絵画が趣味", talked=True)
        uid = book.apply(Insert(person("髙橋 美咲")), encounter=met).uid
        book.move(EVENING, Event("交流会 新宿", "2026-11-27"))
        (moved,) = book.person(uid).encounters
        assert (moved.talked, moved.memo, moved.event) == (True, "絵画が趣味", "交流会 新宿")
