"""A book that grows: what it shows first, whom it compares, and books of earlier versions."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from book_contacts import contacts, person
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from older_books import as_of_version

from cardscan.book import blocks, open_book, store
from cardscan.book.blocks import SIZE
from cardscan.book.keys import keys_of, short
from cardscan.book.schema import MIGRATIONS
from cardscan.book.search import names, query_terms, search_text
from cardscan.errors import NotFound
from cardscan.model import Ask, Encounter, Incoming, Insert, Merge
from cardscan.share.vdir import Vdir


@pytest.fixture
def book(tmp_path):
    with open_book(tmp_path / "book") as opened:
        yield opened


def add(book, *people):
    return [book.apply(Insert(one)).uid for one in people]


def employees(count, org="株式会社青葉"):
    """So many people of one company, with other names and in 五十音 order."""
    kana = "あいうえおかきくけこさしすせそたちつてと"
    return [
        person(f"山田 {a}{b}", f"やまだ {a}{b}", org=org, mail=f"p{number}@aoba.example", mobile=None)
        for number, (a, b) in enumerate((a, b) for a in kana for b in kana)
        if number < count
    ]


# ---------------------------------------------------------------- what is shown first


def test_a_part_of_what_is_found_is_that_part_of_all_of_it(book):
    add(book, *employees(25))
    everybody = book.find("青葉")
    assert len(everybody) == 25
    assert book.found("青葉", 10, 5) == (everybody[10:15], 25)
    assert book.found("青葉", 20, 60) == (everybody[20:], 25)
    assert book.found("青葉", 25, 60) == ((), 25) and book.found("若葉", 0, 60) == ((), 0)


def test_the_first_of_very_many_are_the_first_of_all(book, monkeypatch):
    """What is put in order one by one, and what is read in the order of the list, must not differ."""
    add(book, *employees(40), person("青葉 太郎", "あおば たろう", "山田商店", "t@y.example", None))
    few = [book.found("山田", begin, 7) for begin in range(0, 45, 3)]
    monkeypatch.setattr("cardscan.book.listing._FEW", 2)
    assert [book.found("山田", begin, 7) for begin in range(0, 45, 3)] == few
    assert few[-1][1] == 41


def test_whoever_bears_the_name_comes_first_on_whatever_page_it_is(book):
    add(book, *employees(12, org="株式会社高橋"), person())
    assert book.found("高橋", 0, 1)[0][0].contact == person()
    pages = [one for begin in range(0, 15, 4) for one in book.found("高橋", begin, 4)[0]]
    assert tuple(pages) == book.find("高橋")


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(contacts, st.integers(0, 6))
def test_whose_name_a_word_is_in_is_kept_as_the_contact_has_it(contact, at):
    called = search_text(contact, (), ()).called
    assert called.split("\n") == sorted(names(contact)) or not called
    for spelling in sorted(names(contact))[at : at + 1]:
        assert all(any(text in called for text in term) for term in query_terms(spelling))


def test_everybody_is_found_in_whatever_block_they_stand_whatever_becomes_of_the_others(book):
    many = [
        person(f"山田 {number:03}子", None, f"店{number:03}商会", mail=f"p{number}@x.example", mobile=None, land=None)
        for number in range(2 * SIZE + 9)
    ]
    uids = add(book, *many)
    for number in (0, SIZE - 2, SIZE - 1, SIZE, 2 * SIZE, 2 * SIZE + 8):
        assert [one.uid for one in book.find(f"店{number:03}")] == [uids[number]]
    book.delete(uids[70])
    assert not book.find("店070") and len(book.find("商会 山田")) == len(many) - 1
    assert blocks.in_step(book._db)


def test_a_check_tells_that_what_people_are_found_by_is_not_in_step(tmp_path):
    with open_book(tmp_path / "book", mirror=Vdir) as book:
        add(book, person())
        assert not book.check()
        book._db.execute("update search_block set native = ''")
        assert book.check() == ("what people are found by is not what the book says of them",)


def test_the_index_of_the_list_is_its_order(book):
    add(book, person("田中 一", None), person(), person("Ann Lee", None), person("青山 誠", "あおやま まこと"))
    assert [uid for uid, _ in book.signs()] == [one.uid for one in book.people()]
    assert [sign for _, sign in book.signs()] == ["あ", "た", "", "a"]


# ---------------------------------------------------------------- whom a card is compared with


def test_of_many_namesakes_the_one_at_the_same_company_is_compared(book):
    """Of a name that very many bear, only some can be looked at."""
    many = [person(mail=None, mobile=None, land=None, org=f"{number}商会") for number in range(store._LOOKED_AT + 30)]
    book.take_in([Incoming(one, mark=str(number)) for number, one in enumerate(many)], "x")
    (last,) = (one.uid for one in book.people() if one.contact == many[-1])
    plan = book.plan(replace(many[-1], notes=("裏面",)))
    assert isinstance(plan, Ask) and last in dict(plan.candidates)
    assert len(store.sharing_a_key(book._db, many[0])) == store.MOST_NAMESAKES


def test_whoever_shares_a_mobile_is_found_among_any_number_of_namesakes(book):
    many = [person(mail=None, mobile=None, land=None, org=f"{number}商会") for number in range(60)]
    book.take_in([Incoming(one, mark=str(number)) for number, one in enumerate(many)], "x")
    (uid,) = add(book, person(mail=None, mobile="+819099998888", org="青葉"))
    plan = book.plan(person(mail=None, mobile="+819099998888", org="若葉"))
    assert isinstance(plan, Merge) and plan.uid == uid


@given(contacts)
def test_no_two_keys_of_a_contact_become_one(contact):
    keys = keys_of(contact)
    assert len(short(keys.kept)) == len(keys.kept)
    assert short(keys.sought) & short(keys.kept) == short(keys.sought & keys.kept)


# ---------------------------------------------------------------- books of earlier versions


@pytest.mark.parametrize("version", range(3, len(MIGRATIONS)))
def test_a_book_of_an_earlier_version_is_found_and_compared_as_before(tmp_path, version):
    folder = tmp_path / "book"
    with open_book(folder) as book:
        uid = book.apply(Insert(person()), encounter=Encounter("交流会", "2026-11-01")).uid
    as_of_version(folder, version)
    with open_book(folder) as book:
        assert [one.uid for one in book.find("髙橋")] == [uid] and [one.uid for one in book.find("交流会")] == [uid]
        assert isinstance(book.plan(person()), Merge)
        assert store.indexed(book._db, uid)[1] == store.kept_keys(store.load_snapshot(book._db, uid))


def test_an_answer_about_somebody_who_is_gone_is_refused_in_words(book):
    one, other = add(book, person(), person("鈴木 一郎", None))
    book.delete(other)
    with pytest.raises(NotFound):
        book.keep_apart(one, other)


def test_a_person_who_leaves_takes_their_keys_along(book):
    (uid,) = add(book, person())
    book.delete(uid)
    with closing(sqlite3.connect(book.folder / "book.sqlite")) as db:
        assert db.execute("select count(*) from key").fetchone() == (0,)
        assert db.execute("select count(*) from search").fetchone() == (0,)
    assert isinstance(book.plan(person()), Insert)
    book.undo()
    assert isinstance(book.plan(person()), Merge)
