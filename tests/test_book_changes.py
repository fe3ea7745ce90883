"""What a human says stands for ever, and every change can be taken back."""

import sqlite3
from dataclasses import replace

import pytest
from book_contacts import english, person, reading

from cardscan.book import open_book
from cardscan.book.schema import APPLICATION_ID, MIGRATIONS
from cardscan.errors import CannotUndo, CardscanError, NotFound
from cardscan.model import Ask, Code, Encounter, Field, Insert, Kind, Merge, Phone
from cardscan.review import edit
from cardscan.share.vdir import Vdir

EVENING = Encounter("異業種交流会", "2026-11-01", "池袋", "8")


@pytest.fixture
def book(tmp_path):
    with open_book(tmp_path / "book", mirror=Vdir) as opened:
        yield opened


def scan(book, contact, photo, plan=None, fields=(), encounter=EVENING):
    picture = book.keep_picture(photo, "photo.jpg")
    read = reading(contact, fields=fields)
    read = replace(read, card=replace(read.card, codes=(Code("QRCode", "BEGIN:VCARD"),)))
    return book.apply(plan or book.plan(contact), read, picture=picture, encounter=encounter).uid


def change(book, uid, edits):
    kept = book.person(uid)
    return book.edit(uid, edit(kept.contact, edits), kept.encounters)


def everything(book):
    """All that can be seen of a book but the times and the journal itself."""
    people = {one.uid: replace(one, changed=None) for one in book.people()}
    return people, {uid: [card.id for card in book.cards(uid)] for uid in people}


# ---------------------------------------------------------------- human > code > camera


def test_a_corrected_mail_address_does_not_come_back_misread_by_the_next_scan(book):
    misread = person(mail="m.takahash1@aoba.example")
    uid = scan(book, misread, b"1")
    change(book, uid, {"emails[0]": "m.takahashi@aoba.example"})
    assert scan(book, misread, b"2") == uid
    assert book.person(uid).contact.emails == ("m.takahashi@aoba.example",)


@pytest.mark.parametrize(
    ("edits", "part", "value"),
    [
        ({"name.full": "髙槗 美咲"}, lambda c: c.name.full, "髙槗 美咲"),
        ({"name.given_reading": "みさ"}, lambda c: c.name.given_reading, "みさ"),
        ({"name.latin": "Misa Takahashi"}, lambda c: c.name.latin, "Misa Takahashi"),
        ({"phones[0].kind": "home"}, lambda c: [(p.kind, p.text) for p in c.phones][:1], [("home", "09012345678")]),
        ({"phones[1]": ""}, lambda c: len(c.phones), 1),
        ({"orgs[0]": "株式会社青葉商事"}, lambda c: [place.org for place in c.orgs], ["株式会社青葉商事"]),
        ({"orgs[0].titles[0]": "部長"}, lambda c: c.orgs[0].titles, ("部長",)),
        ({"emails[0]": ""}, lambda c: c.emails, ()),
    ],
)
def test_what_a_human_typed_or_took_out_outranks_every_later_scan(book, edits, part, value):
    read = person(titles=("課長",), latin="Misaki TAKAHASHI")
    uid = scan(book, read, b"1")
    change(book, uid, edits)
    for number in range(2, 4):
        scan(book, read, str(number).encode(), Merge(read, uid, ()))
        assert part(book.person(uid).contact) == value


def test_a_name_that_a_human_took_away_is_not_kept_as_a_note_by_the_next_scan(book):
    uid = scan(book, person("田中 花子", None), b"1")
    change(book, uid, {"name.full": "山田 花子"})
    scan(book, person("田中 花子", None), b"2", Merge(person("田中 花子", None), uid, ()))
    kept = book.person(uid).contact
    assert (kept.name.full, kept.notes) == ("山田 花子", ())


def test_a_name_in_a_code_outranks_one_that_was_read_but_not_one_that_was_typed(book):
    printed, coded = person("高橋 美咲"), person("髙橋 美咲")
    field = Field("name.full", Kind.NAME, "髙橋 美咲", 1.0)
    uid = scan(book, coded, b"1", fields=(field,))
    scan(book, person("髙槗 美咲"), b"2", Merge(person("髙槗 美咲"), uid, ()))
    assert book.person(uid).contact.name.full == "髙橋 美咲"
    change(book, uid, {"name.full": "高橋 美咲"})
    scan(book, coded, b"3", Merge(coded, uid, ()), (field,))
    assert book.person(uid).contact.name == printed.name


def test_a_person_knows_what_was_typed_and_when(book):
    uid = scan(book, person(), b"1")
    change(book, uid, {"emails[1]": "misaki@home.example"})
    assert [(one.part, one.text, one.by) for one in book.person(uid).claims] == [
        ("emails", "misaki@home.example", "human")
    ]


def test_an_edit_that_changes_nothing_is_no_change(book):
    uid = scan(book, person(), b"1")
    assert change(book, uid, {}) is None
    assert len(book.changes()) == 1


# ---------------------------------------------------------------- undo


def test_every_kind_of_change_can_be_taken_back_and_the_taking_back_too(book):
    first = scan(book, person(), b"1")
    second = scan(book, person("鈴木 一郎", None, mail="s@s.example", mobile=None), b"2")
    scan(book, english(), b"3")
    strokes = [
        lambda: scan(book, person("佐藤 花子", None, mail="h@h.example", mobile=None), b"4"),
        lambda: scan(book, person(mail="m2@aoba.example"), b"5"),
        lambda: change(book, first, {"emails[0]": "new@aoba.example", "name.full": "髙橋 美沙"}),
        lambda: book.edit(first, book.person(first).contact, (replace(EVENING, memo="絵画"),)),
        lambda: book.join(first, second),
        lambda: book.split(first, [book.cards(first)[-1].id]),
        lambda: book.delete(first),
    ]
    for stroke in strokes:
        before = everything(book)
        stroke()
        after = everything(book)
        number = book.changes(1)[0].id
        assert after != before
        book.undo()
        assert everything(book) == before
        book.undo(book.changes(1)[0].id)
        assert everything(book) == after
        book.undo(number)
        assert everything(book) == before
    files = {file.stem for file in (book.folder / "contacts").iterdir()}
    assert files == {first, second}


def test_an_older_change_is_taken_back_without_losing_what_came_after_it(book):
    uid = scan(book, person(), b"1")
    number = change(book, uid, {"emails[0]": "wrong@aoba.example"})
    change(book, uid, {"name.latin": "Misaki Takahashi", "orgs[0].titles[0]": "部長"})
    book.undo(number)
    kept = book.person(uid).contact
    assert kept.emails == ("m.takahashi@aoba.example",)
    assert (kept.name.latin, kept.orgs[0].titles) == ("Misaki Takahashi", ("部長",))


def test_a_wrong_merge_taken_back_leaves_no_trace_of_the_other_card_and_it_can_be_scanned_again(book):
    uid = scan(book, person(), b"1")
    before = everything(book)
    wrong = person("佐藤 花子", None, mail="h@h.example", mobile=None)
    scan(book, wrong, b"2", Merge(wrong, uid, ("you said so",)))
    book.close_picture(book.keep_picture(b"2", "2.jpg"))
    book.undo()
    assert everything(book) == before
    assert not book.has_picture(book.keep_picture(b"2", "2.jpg"))
    other = scan(book, wrong, b"2", Insert(wrong))
    assert [one.contact.name.full for one in book.people()] == ["髙橋 美咲", "佐藤 花子"]
    assert len(book.cards(other)) == 1


def test_what_later_changes_rest_on_is_not_taken_back_alone(book):
    uid = scan(book, person(), b"1")
    number = book.changes(1)[0].id
    scan(book, english(), b"2")
    with pytest.raises(CannotUndo, match="has changed since"):
        book.undo(number)
    book.undo()
    book.undo(number)
    assert book.people() == ()
    assert uid not in {file.stem for file in (book.folder / "contacts").iterdir()}


def test_nothing_is_taken_back_twice(book):
    scan(book, person(), b"1")
    number = book.changes(1)[0].id
    book.undo()
    with pytest.raises(CannotUndo, match="undone already"):
        book.undo(number)
    with pytest.raises(CannotUndo, match="nothing to undo"):
        book.undo()
    with pytest.raises(CannotUndo, match="no change number 99"):
        book.undo(99)


# ---------------------------------------------------------------- join, split, delete


def test_two_entries_of_one_person_become_one_with_all_of_both(book):
    one = scan(book, person(), b"1")
    other = scan(book, person("髙橋 美咲", None, "株式会社若葉", "t@wakaba.example", "+819099999999"), b"2")
    assert book.questions()
    book.join(one, other)
    (kept,) = book.people()
    assert kept.contact.emails == ("m.takahashi@aoba.example", "t@wakaba.example")
    assert [place.org for place in kept.contact.orgs] == ["株式会社青葉", "株式会社若葉"]
    assert len(book.cards(one)) == 2 and book.questions() == ()
    with pytest.raises(NotFound):
        book.join(one, other)
    with pytest.raises(CardscanError, match="one person already"):
        book.join(one, one)


def test_people_who_are_said_to_be_two_are_asked_about_no_more(book):
    one = scan(book, person(), b"1")
    other = scan(book, person("髙橋 美咲", None, "株式会社若葉", "t@wakaba.example", "+819099999999"), b"2")
    book.keep_apart(other, one)
    assert book.questions() == () and len(book.people()) == 2


def test_a_question_about_somebody_who_was_deleted_meanwhile_is_none(book):
    uid = scan(book, person(), b"1")
    namesake = person("髙橋 美咲", None, "株式会社若葉", "t@wakaba.example", "+819099999999")
    asked = book.plan(namesake)
    assert isinstance(asked, Ask)
    book.delete(uid)
    assert book.apply(asked).outcome == "new"
    assert len(book.people()) == 1 and book.questions() == ()


def test_nobody_and_one_person_twice_cannot_be_kept_apart(book):
    uid = scan(book, person(), b"1")
    with pytest.raises(NotFound):
        book.keep_apart(uid, "nobody")
    with pytest.raises(CardscanError, match="one person already"):
        book.keep_apart(uid, uid)


def test_a_split_gives_each_their_own_and_keeps_what_a_human_typed(book):
    uid = scan(book, person(), b"1")
    change(book, uid, {"notes[0]": "絵画が趣味"})
    wrong = person("佐藤 花子", "さとう はなこ", "株式会社若葉", "h@wakaba.example", "+819099999999", land=None)
    scan(book, wrong, b"2", Merge(wrong, uid, ()), encounter=Encounter("別の会", "2026-11-02"))
    other = book.split(uid, [book.cards(uid)[1].id])
    left, new = book.person(uid), book.person(other)
    assert (left.contact, left.encounters) == (replace(person(), notes=("絵画が趣味",)), (EVENING,))
    assert (new.contact, new.encounters) == (wrong, (Encounter("別の会", "2026-11-02"),))
    assert [len(book.cards(one)) for one in (uid, other)] == [1, 1]


def test_a_person_is_not_split_into_nothing(book):
    uid = scan(book, person(), b"1")
    for cards in ([], [book.cards(uid)[0].id], [999]):
        with pytest.raises(CardscanError, match="some, but not all"):
            book.split(uid, cards)


def test_a_deleted_person_does_not_come_back_when_the_picture_is_scanned_again(book):
    uid = scan(book, person(), b"1")
    book.close_picture(book.keep_picture(b"1", "photo.jpg"))
    book.delete(uid)
    assert book.has_picture(book.keep_picture(b"1", "photo.jpg"))
    assert book.people() == () and book.find("髙橋") == ()
    assert list((book.folder / "contacts").iterdir()) == []


def test_the_history_tells_what_was_done_by_whom(book):
    uid = scan(book, person(), b"1")
    change(book, uid, {"emails[0]": "new@aoba.example"})
    book.undo()
    assert [entry.action for entry in book.history(uid)] == ["insert", "edit", "undo"]
    assert [(one.action, one.people) for one in book.changes()] == [("undo", 1), ("edit", 1), ("insert", 1)]


# ---------------------------------------------------------------- older books


def test_a_book_of_an_earlier_version_keeps_people_cards_and_history(tmp_path):
    """Version 2 is made by its own statements, filled as it filled them, and opened."""
    folder = tmp_path / "book"
    with open_book(folder) as book:
        uid = scan(book, person(), b"1")
        (entry,) = book.history(uid)
        (card,) = book.cards(uid)
    new = sqlite3.connect(folder / "book.sqlite")
    old = sqlite3.connect(folder / "old.sqlite", isolation_level=None)
    for statements in MIGRATIONS[:2]:
        for statement in statements:
            old.execute(statement)
    old.execute(f"pragma application_id = {APPLICATION_ID}")
    old.execute("pragma user_version = 2")
    columns = {
        "person": "uid, contact, doubts, sort, added, changed",
        "picture": "hash, file, source, read_at",
        "card": "id, uid, picture, page, number, flat, side, tag, reading",
        "encounter": "uid, position, event, date, place, tag, memo",
        "journal": "id, at, action, uid, reasons, before, after",
    }
    for table, names in columns.items():
        extra = ", search" if table == "person" else ", card" if table == "journal" else ""
        more = ", ''" if table == "person" else ", 1" if table == "journal" else ""
        for row in new.execute(f"select {names} from {table}").fetchall():
            marks = ", ".join("?" for _ in row)
            old.execute(f"insert into {table} ({names}{extra}) values ({marks}{more})", row)
    new.close()
    old.close()
    (folder / "old.sqlite").replace(folder / "book.sqlite")
    with open_book(folder, mirror=Vdir) as book:
        assert book.person(uid).contact == person()
        assert book.cards(uid) == (card,)
        assert replace(book.history(uid)[0], after=None) == replace(entry, after=None)
        assert (book.folder / "contacts" / f"{uid}.vcf").exists()
        assert [one.uid for one in (*book.find("髙橋"), *book.find("takahashi"))] == [uid, uid]
        assert isinstance(book.plan(person()), Merge) and book.check() == ()
        book.undo()
        assert book.people() == ()


def test_phones_of_one_number_for_two_uses_are_two_values(book):
    both = (Phone("work", "03-5950-1234", "+81359501234"), Phone("fax", "03-5950-1234", "+81359501234"))
    place = replace(person().affiliations[0], phones=both)
    uid = scan(book, replace(person(), affiliations=(place,)), b"1")
    change(book, uid, {"phones[1]": ""})
    scan(book, replace(person(), affiliations=(place,)), b"2")
    assert [phone.kind for phone in book.person(uid).contact.phones] == ["work"]
