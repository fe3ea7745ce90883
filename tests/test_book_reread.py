"""Cards read again by a better reader: what they say now counts, and what a human said stands."""

from dataclasses import replace

import pytest
from around_book import purged
from book_contacts import person, reading
from hypothesis import given
from hypothesis import strategies as st
from test_book_changes import change, everything, scan

from cardscan.book import Reread, open_book
from cardscan.book.reread import revised
from cardscan.book.shelf import text_of
from cardscan.book.store import Snapshot
from cardscan.model import Code, Contact, Field, Kind, Name, Phone
from cardscan.share.vdir import Vdir


@pytest.fixture
def book(tmp_path):
    with open_book(tmp_path / "book", mirror=Vdir) as opened:
        yield opened


def again(book, uid, contact, number=0, words=("青葉の裏面",), fields=()):
    """What card number ``number`` of a person says now."""
    return Reread(book.cards(uid)[number].id, text_of(reading(contact, words=words, fields=fields)))


def rescan(book, uid, contact, number=0, **more):
    return book.reread([again(book, uid, contact, number, **more)], "test")


def test_what_a_card_no_longer_says_goes_and_what_it_says_now_comes(book):
    uid = scan(book, person(mail="m.takahash1@aoba.example", titles=("諜長",)), b"1")
    right = person(titles=("課長",), department="営業部")
    (shown,) = book.revisions([again(book, uid, right)])
    assert book.person(uid).contact.emails == ("m.takahash1@aoba.example",), "looking writes nothing"
    assert shown.after.contact == right and shown.held == ()
    rescan(book, uid, right)
    assert book.person(uid).contact == right
    assert book.check() == ()


@pytest.mark.parametrize(
    ("edits", "now", "stands"),
    [
        ({"emails[0]": "misaki@aoba.example"}, {"mail": "m.takahashi@aoba.examp1e"}, ("emails", "misaki@aoba.example")),
        ({"name.full": "髙橋 美沙"}, {"full": "高橋 美咲"}, ("name.full", "髙橋 美沙")),
        (
            {"name.given_reading": "みさ"},
            {"reading": "たかはし みさき", "titles": ("長",)},
            ("name.given_reading", "みさ"),
        ),
        ({"orgs[0].titles[0]": "部長"}, {"titles": ("謀長",)}, ("titles", "部長")),
        ({"phones[0].text": "090-9999-9999"}, {"mobile": "+819012345679"}, ("phones", "mobile +819099999999")),
    ],
)
def test_what_a_human_typed_stands_and_the_new_reading_in_its_place_is_not_taken(book, edits, now, stands):
    uid = scan(book, person(titles=("課長",)), b"1")
    change(book, uid, edits)
    before = book.person(uid)
    (shown,) = book.revisions([again(book, uid, person(**{"titles": ("課長",), **now}))])
    rescan(book, uid, person(**{"titles": ("課長",), **now}))
    after = book.person(uid)
    said = {(one.part, one.text) for one in after.claims if one.by == "human"}
    assert said == {(one.part, one.text) for one in before.claims} and stands in said
    assert len(after.contact.emails) == len(after.contact.orgs[0].titles) == 1 and len(after.contact.phones) == 2
    assert len(shown.held) == (0 if stands[0].startswith("name.") else 1)


def test_what_a_human_took_out_does_not_come_back_however_it_is_read(book):
    uid = scan(book, person(), b"1")
    change(book, uid, {"emails[0]": "", "phones[0]": ""})
    for mail in ("m.takahashi@aoba.example", "m.takahash1@aoba.example"):
        rescan(book, uid, person(mail=mail))
        kept = book.person(uid).contact
        assert kept.emails == () and [phone.kind for phone in kept.phones] == ["work"]


def test_values_that_stand_beside_a_corrected_one_are_mended(book):
    two = person(mail="m.takahash1@aoba.example")
    place = replace(two.affiliations[0], emails=("m.takahash1@aoba.example", "misaki@h0me.example"))
    uid = scan(book, replace(two, affiliations=(place,)), b"1")
    change(book, uid, {"emails[0]": "m.takahashi@aoba.example"})
    now = replace(two, affiliations=(replace(place, emails=("m.takahashl@aoba.example", "misaki@home.example")),))
    rescan(book, uid, now)
    assert book.person(uid).contact.emails == ("m.takahashi@aoba.example", "misaki@home.example")


def test_a_name_that_can_no_longer_be_read_is_not_lost(book):
    uid = scan(book, person(), b"1")
    rescan(book, uid, replace(person(mail="new@aoba.example"), name=None))
    assert book.person(uid).contact.name == person().name


def test_what_only_another_card_says_stays(book):
    uid = scan(book, person(), b"1")
    scan(book, person(org="株式会社若葉", mail="m@wakaba.example"), b"2")
    rescan(book, uid, person(org="株式会社双葉", mail="m@futaba.example"), number=1)
    contact = book.person(uid).contact
    assert [place.org for place in contact.orgs] == ["株式会社青葉", "株式会社双葉"]
    assert contact.emails == ("m.takahashi@aoba.example", "m@futaba.example")


def test_a_rescan_is_one_change_that_can_be_taken_back_and_done_again(book):
    uids = [scan(book, person(), b"1"),
            scan(book, person("鈴木 一郎", None, mail="s@s.example", mobile=None), b"2")]  # fmt: skip
    before, texts = everything(book), [book.cards(uid)[0] for uid in uids]
    rereads = [again(book, uids[0], person(titles=("部長",)), words=("新しい行",)),
               again(book, uids[1], person("鈴木 一朗", None, mail="s@s.example", mobile=None))]  # fmt: skip
    number = book.reread(rereads, "everybody")
    after = everything(book)
    assert [one.uid for one in book.find("新しい行")] == [uids[0]]
    assert [entry.action for entry in book.history(uids[1])] == ["insert", "rescan"]
    assert book.undo().id == number
    assert everything(book) == before and [book.cards(uid)[0] for uid in uids] == texts and book.find("新しい行") == ()
    book.undo(book.changes(1)[0].id)
    assert everything(book) == after and [one.uid for one in book.find("新しい行")] == [uids[0]]
    assert book.check() == ()


def test_the_same_reading_again_is_no_change(book):
    uid = scan(book, person(), b"1")
    assert book.reread([Reread(book.cards(uid)[0].id, book.cards(uid)[0].text)], "test") is None
    assert len(book.changes()) == 1


def test_doubts_are_those_of_the_new_reading_but_not_about_what_a_human_said(book):
    doubt = Field("emails[0]", Kind.EMAIL, "m.takahashi@aoba.example", 0.5, (), "hard to read")
    uid = scan(book, person(), b"1", fields=(doubt,))
    rescan(book, uid, person(titles=("課長",)))
    assert book.person(uid).doubts == ()
    rescan(book, uid, person(), fields=(doubt,))
    assert book.person(uid).doubts == (("emails[0]", "hard to read"),)


def test_what_a_code_says_is_known_as_such_after_reading_again(book):
    uid = scan(book, person(), b"1")
    coded = Field("emails[0]", Kind.EMAIL, "m.takahashi@aoba.example", 1.0)
    text = replace(again(book, uid, person(), fields=(coded,)).text, codes=(Code("QRCode", "x"),))
    book.reread([Reread(book.cards(uid)[0].id, text)], "test")
    assert [(one.part, one.by) for one in book.person(uid).claims] == [("emails", "code")]


def test_a_deleted_persons_cards_are_passed_over_and_purged_with_what_they_said_before(book):
    uid = scan(book, person(), b"1")
    card = again(book, uid, person(titles=("部長",)))
    book.reread([card], "test")
    book.delete(uid)
    assert book.revisions([card]) == () and book.reread([card], "test") is None
    purged(book)
    assert b"takahashi" not in (book.folder / "book.sqlite").read_bytes()


cards = st.builds(
    lambda full, mail, titles, numbers: Contact(
        Name(full), (replace(person().affiliations[0], titles=titles, emails=mail, phones=numbers),)
    ),
    st.sampled_from(["髙橋 美咲", "高橋 美咲", "髙橋 美沙"]),
    st.lists(st.sampled_from("abcd").map(lambda c: f"{c}@x.example"), max_size=3, unique=True).map(tuple),
    st.lists(st.sampled_from(["部長", "課長", "諜長"]), max_size=2, unique=True).map(tuple),
    st.lists(st.sampled_from("123").map(lambda c: Phone("work", c * 9)), max_size=2, unique=True).map(tuple),
)


@given(cards, cards)
def test_a_person_of_whom_nobody_said_anything_is_what_the_cards_say_now(before, after):
    """The law of it: read again, a person is as if the cards had been read so at first."""
    was, now = (text_of(reading(contact)) for contact in (before, after))
    found, held = revised(Snapshot(before), [was], [now], "2026-11-28")
    assert (found.contact, held) == (after, ())
    assert revised(found, [now], [was], "2026-11-28")[0].contact == before
