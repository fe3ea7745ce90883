"""What is said of a meeting afterwards: it goes to the right person, and is taken back without what was said since."""

import pytest
from book_contacts import encounters, person
from hypothesis import given
from hypothesis import strategies as st

from cardscan.book import Told, open_book
from cardscan.book.meetings import carried_over, retold
from cardscan.errors import NotFound
from cardscan.model import Encounter, Event, Incoming, Insert, Merge
from cardscan.share.note import note_of
from cardscan.share.vcard_in import read_vcards
from cardscan.share.vdir import Vdir
from cardscan.share.versions import in_version

EVENING = Event("異業種交流会", "2026-11-20")
MET = Encounter(EVENING.name, EVENING.date, tag="8")


@pytest.fixture
def book(tmp_path):
    with open_book(tmp_path / "book", mirror=Vdir) as opened:
        yield opened


def guest(book, name="髙橋 美咲", met=MET, mail="m@aoba.example", mobile=None):
    return book.apply(Insert(person(name, mail=mail, mobile=mobile)), encounter=met).uid


def met(book, uid):
    return book.person(uid).encounters


def test_lines_are_added_each_once_and_found_and_stand_in_the_note_of_the_phone(book):
    uid = guest(book)
    for line in ("絵画が趣味", "初参加", "絵画が趣味"):
        book.remember([Told(uid, EVENING, line=line)], "8")
    assert met(book, uid)[0].memo == "絵画が趣味\n初参加"
    assert [one.uid for one in book.find("絵画")] == [uid]
    assert "絵画が趣味" in note_of(book.person(uid), None)
    assert book.remember([Told(uid, EVENING, line="初参加")], "8") is None


def test_whom_one_talked_with_is_found_by_that_word_in_both_languages(book):
    spoken, other = guest(book), guest(book, "佐藤 花子", Encounter(EVENING.name, EVENING.date, tag="3"), "s@s.example")
    book.remember([Told(spoken, EVENING, talked=True)], "8")
    for word in ("話した", "talked", f"{EVENING.name} 話した"):
        assert [one.uid for one in book.find(word)] == [spoken]
    assert not met(book, other)[0].talked
    assert book.check() == ()


def test_many_are_told_of_in_one_change_that_is_taken_back_at_once(book):
    first, second = guest(book), guest(book, "佐藤 花子", Encounter(EVENING.name, EVENING.date, tag="3"), "s@s.example")
    book.remember([Told(first, EVENING, line="保険", talked=True), Told(second, EVENING, line="不動産")], "two lines")
    assert [one.memo for uid in (first, second) for one in met(book, uid)] == ["保険", "不動産"]
    book.undo()
    assert met(book, first) == (MET,) and met(book, second)[0].memo is None


def test_somebody_who_was_not_there_costs_the_others_nothing_that_is_half_done(book):
    uid = guest(book)
    with pytest.raises(NotFound, match="髙橋 美咲 was not met at 茶会"):
        book.remember([Told(uid, EVENING, line="保険"), Told(uid, Event("茶会"), line="茶")], "x")
    assert met(book, uid) == (MET,)


def test_an_older_line_is_taken_back_and_what_was_said_since_stays(book):
    uid = guest(book)
    ticked = book.remember([Told(uid, EVENING, talked=True)], "8")
    first = book.remember([Told(uid, EVENING, line="保険")], "8")
    book.remember([Told(uid, EVENING, line="絵画が趣味")], "8")
    book.undo(first)
    book.undo(ticked)
    assert met(book, uid) == (Encounter(EVENING.name, EVENING.date, tag="8", memo="絵画が趣味"),)
    assert not met(book, uid)[0].talked


def test_two_entries_that_are_joined_were_talked_with_if_one_was(book):
    one, other = guest(book), guest(book, mail="other@aoba.example", mobile="+819099998888")
    book.remember([Told(other, EVENING, talked=True, line="保険")], "8")
    book.join(one, other)
    (joined,) = met(book, one)
    assert joined.talked and joined.memo == "保険"


def test_the_same_card_again_does_not_untick_anybody(book):
    uid = guest(book)
    book.remember([Told(uid, EVENING, talked=True)], "8")
    book.apply(Merge(book.person(uid).contact, uid, ("same",)), encounter=MET)
    assert met(book, uid)[0].talked


def test_a_vcard_that_goes_out_and_comes_back_still_says_so(book, tmp_path):
    uid = guest(book)
    book.remember([Told(uid, EVENING, talked=True, line="保険")], "8")
    file = in_version(book.person(uid), "3.0")
    (back,) = [one for one in read_vcards(file) if isinstance(one, Incoming)]
    assert back.encounters == met(book, uid) and back.encounters[0].talked


def test_of_several_numbers_at_one_evening_the_one_named_is_meant():
    both = (MET, Encounter(EVENING.name, EVENING.date, tag="9"))
    assert retold(both, Told("u", EVENING, "9", line="保険")) == (both[0], Encounter(*EVENING_9, memo="保険"))
    assert retold(both, Told("u", EVENING, None, line="保険"))[0].memo == "保険"
    assert retold(both, Told("u", Event("茶会"), line="茶")) is None


EVENING_9 = (EVENING.name, EVENING.date, None, "9")
some = st.lists(encounters, max_size=3, unique_by=lambda one: (one.event, one.date, one.place, one.tag)).map(tuple)


@given(some, some)
def test_a_change_that_nothing_came_after_is_taken_back_exactly(base, wanted):
    assert set(carried_over(base, base, wanted)) == set(wanted)


@given(some, some)
def test_nothing_that_was_not_changed_is_touched(now, base):
    assert carried_over(now, base, base) == now
