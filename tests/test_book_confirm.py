"""What a human has looked at: a value accepted as it stands is theirs, and doubted no longer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from book_contacts import doubtful, person, reading
from hypothesis import given
from hypothesis import strategies as st

from cardscan.book import Book, open_book
from cardscan.book.values import at_path, listed
from cardscan.model import Insert, Kind
from cardscan.review import edit

MAIL = "emails[0]"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with open_book(tmp_path / "book") as opened:
        yield opened


DOUBTED = {
    MAIL: doubtful(MAIL, Kind.EMAIL, "m.takahashi@aoba.example"),
    "name.full": doubtful("name.full", Kind.NAME, "髙橋 美咲"),
}


def _scanned(book: Book, contact, doubted=(MAIL,)) -> str:
    card = reading(contact, fields=tuple(DOUBTED[path] for path in doubted))
    return book.apply(Insert(contact), card, picture=book.keep_picture(b"photo", "photo.jpg")).uid


def test_an_accepted_value_is_a_humans_and_doubted_no_longer(book: Book) -> None:
    uid = _scanned(book, person())
    book.confirm(uid, book.person(uid).contact, [MAIL])
    after = book.person(uid)
    assert after.doubts == ()
    assert [(claim.part, claim.by) for claim in after.claims] == [("emails", "human")]


def test_another_doubt_stays(book: Book) -> None:
    uid = _scanned(book, person(), (MAIL, "name.full"))
    book.confirm(uid, book.person(uid).contact, [MAIL])
    assert [path for path, _ in book.person(uid).doubts] == ["name.full"]


def test_approving_claims_every_value_and_is_one_change(book: Book) -> None:
    uid = _scanned(book, person(), (MAIL, "name.full"))
    book.confirm(uid, book.person(uid).contact)
    after = book.person(uid)
    assert after.doubts == ()
    assert {(claim.part, claim.text) for claim in after.claims} == set(listed(after.contact))
    assert book.changes(1)[0].action == "approve"
    assert book.confirm(uid, after.contact) is None, "nothing is left to approve"


def test_a_corrected_value_is_accepted_by_that(book: Book) -> None:
    uid = _scanned(book, person())
    contact = edit(book.person(uid).contact, {MAIL: "right@aoba.example"})
    book.confirm(uid, contact, [MAIL])
    after = book.person(uid)
    assert after.contact.emails == ("right@aoba.example",) and after.doubts == ()
    assert book.changes(1)[0].action == "edit"


def test_an_approval_can_be_taken_back(book: Book) -> None:
    uid = _scanned(book, person())
    before = book.person(uid)
    change = book.confirm(uid, before.contact)
    book.undo(change)
    assert replace(book.person(uid), changed=None) == replace(before, changed=None)


def test_who_was_approved_is_no_longer_to_be_looked_at(book: Book) -> None:
    uid = _scanned(book, person(), ())
    assert [one.uid for one in book.unchecked()] == [uid], "nobody has looked at it, though nothing is doubtful"
    book.confirm(uid, book.person(uid).contact)
    assert book.unchecked() == ()


def test_who_came_from_an_address_book_is_not_to_be_looked_at(book: Book) -> None:
    book.apply(Insert(person()))
    assert book.unchecked() == ()


@given(st.sampled_from(["name.full", "orgs[0].name", "orgs[0].titles[0]", "phones[1]", "emails[0]", "phones[7]", "x"]))
def test_what_stands_at_a_path_is_among_the_values(path: str) -> None:
    contact = person(titles=("課長",))
    assert at_path(contact, path) <= set(listed(contact))
    assert bool(at_path(contact, path)) is (path not in ("phones[7]", "x"))
