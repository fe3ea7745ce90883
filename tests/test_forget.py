"""Who is forgotten leaves no byte: not in rows, not in the past, not in pictures, not in the pages of the database."""

import json
import os
import sqlite3
from dataclasses import replace

import cv2
import numpy as np
import pytest
from around_book import around as what_lies_around
from book_contacts import person, reading
from hypothesis import given
from hypothesis import strategies as st

from cardscan.book import open_book
from cardscan.book.marks import in_bytes, in_text, marks_of
from cardscan.book.search import search_text
from cardscan.book.shelf import to_json
from cardscan.errors import BookBusy, CannotUndo
from cardscan.forgetting import finish, forget, purge
from cardscan.model import Account, Affiliation, Contact, Encounter, Name, Person, Phone
from cardscan.review import edit
from cardscan.share.vcard import to_vcard
from cardscan.share.vdir import Vdir, export
from cardscan.web.tray import Tray

SUZUKI = person("鈴木 一郎", "すずき いちろう", mail="s@s.example", mobile="+818011112222", org="若葉商事", land=None)
TANAKA = person("田中 健一", "たなか けんいち", mail="t@t.example", mobile="+818033334444", org="若葉商事", land=None)
WORDS = ("鈴木 一郎", "鈴木一郎", "すずき", "s@s.example", "8011112222", "08011112222")


@pytest.fixture
def book(tmp_path):
    with open_book(tmp_path / "book", mirror=Vdir) as opened:
        yield opened


@pytest.fixture
def around(book):
    return what_lies_around(book)


def scan(book, contact, photo, index=1, quad=None, name="photo.jpg", **more):
    picture = book.keep_picture(photo, name)
    flat = b"\xff\xd8\xff flat " + contact.name.full.encode()
    card = reading(contact, index, words=(contact.name.full, *contact.emails), **more)
    card = replace(card, card=replace(card.card, quad=quad)) if quad else card
    uid = book.apply(
        book.plan(contact), card, picture=picture, flat=flat, encounter=Encounter("交流会", "2026-11-20")
    ).uid
    book.close_picture(picture)
    return uid


def raw(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def holding(folder, words=WORDS):
    """Return the files that hold one of these words in any of the encodings that files of cards have."""
    encoded = [word.encode(encoding) for word in words for encoding in ("utf-8", "utf-16-le", "cp932")]
    return [str(name) for name, content in raw(folder).items() if any(one in content for one in encoded)]


def test_who_is_forgotten_leaves_no_byte_in_the_folder(book, around):
    gone, stays = scan(book, SUZUKI, b"photo of suzuki"), scan(book, person(), b"photo of takahashi")
    book.edit(gone, edit(SUZUKI, {"notes[0]": "secret words"}), (Encounter("交流会", memo="secret memo"),))
    book.note_sent("phone", [gone, stays])
    export(book.people(), book.folder / "contacts.vcf")
    done = forget(book, [gone], around)
    assert done.left == ()
    assert holding(book.folder, (*WORDS, "secret", "photo of suzuki")) == []
    assert [one.uid for one in book.people()] == [stays]
    assert book.check() == ()
    assert done.who.devices[0][0] == "phone"


def test_what_happened_to_who_is_forgotten_cannot_be_brought_back(book, around):
    gone = scan(book, SUZUKI, b"1")
    before = book.changes(1)[0].id
    forget(book, [gone], around)
    for change in (None, before):
        with pytest.raises(CannotUndo):
            book.undo(change)


def test_who_was_joined_with_them_goes_with_them(book, around):
    one, other = scan(book, SUZUKI, b"1"), scan(book, TANAKA, b"2")
    book.join(one, other)
    forget(book, [one], around)
    assert holding(book.folder, (*WORDS, "田中", "t@t.example")) == []
    assert book.people() == () and book.check() == ()


def test_the_past_of_somebody_who_was_one_entry_with_them_says_no_more_of_them(book, around):
    one, other = scan(book, TANAKA, b"1"), scan(book, SUZUKI, b"2")
    book.join(one, other)
    book.edit(one, replace(book.person(one).contact, qualifications=("Dr.",)), book.person(one).encounters)
    (card,) = (card for card in book.cards(one) if card.text.contact == SUZUKI)
    forget(book, [book.split(one, [card.id])], around)
    assert holding(book.folder) == []
    assert book.person(one).contact.qualifications == ("Dr.",)
    assert book.check() == ()
    assert [entry.action for entry in book.history(one)] == ["insert", "forget"]


def test_a_name_in_what_is_remembered_of_somebody_else_is_named_and_stays(book, around):
    gone, stays = scan(book, SUZUKI, b"1"), scan(book, TANAKA, b"2")
    book.edit(stays, TANAKA, (Encounter("交流会", memo="brother of 鈴木 一郎"),))
    done = forget(book, [gone], around)
    assert [mark.text for mark in done.who.common if mark.kind == "name"] == ["鈴木 一郎"]
    assert done.left == ()
    assert book.person(stays).encounters[0].memo == "brother of 鈴木 一郎"


def test_a_number_that_others_have_too_is_not_theirs(book, around):
    both = "+81359501234"
    gone = scan(book, person("鈴木 一郎", None, mail="s@s.example", mobile=None, land=both), b"1")
    stays = scan(book, person("田中 健一", None, mail="t@t.example", mobile=None, land=both), b"2")
    done = forget(book, [gone], around)
    assert {mark.text for mark in done.who.common} == {"+81359501234", "0359501234"}
    assert done.left == ()
    assert book.person(stays).contact.phones[0].e164 == both


def test_a_reading_that_others_have_too_is_not_theirs(book, around):
    gone = scan(book, person("鈴木 一郎", "すずき いちろう", mail="s@s.example", mobile=None, land=None), b"1")
    stays = scan(book, person("鱸 一朗", "すずき いちろう", mail="t@t.example", mobile=None, land=None), b"2")
    done = forget(book, [gone], around)
    assert [mark.text for mark in done.who.common] == ["すずき いちろう"]
    assert done.left == ()
    assert [one.uid for one in book.find("すずき")] == [stays] and book.check() == ()


def test_what_is_a_part_of_anothers_value_is_told_from_it(book, around):
    gone = scan(
        book, person("鈴木 一郎", None, "若葉", "suzuki@wakaba.example", mobile=None, land="+81359501234"), b"1"
    )
    other = person("鈴木 花子", None, "若葉", "h.suzuki@wakaba.example.org", mobile=None, land="+8135950123499")
    stays = scan(book, other, b"2")
    book.edit(stays, replace(other, qualifications=("Dr.",)), ())
    before = book.history(stays)
    done = forget(book, [gone], around)
    assert (done.who.common, done.left) == (frozenset(), ())
    assert book.history(stays) == before and book.check() == ()
    (book.folder / "a.txt").write_text("to: h.suzuki@wakaba.example.org")
    assert book.places_left(done.who) == ()
    (book.folder / "a.txt").write_text("to: <suzuki@wakaba.example>")
    assert book.places_left(done.who) == ("a.txt",)


def test_what_stands_in_no_row_but_in_the_pages_is_found(book, around):
    done = forget(book, [scan(book, SUZUKI, b"1")], around)
    assert done.left == ()
    with sqlite3.connect(book.folder / "book.sqlite") as db:
        db.execute("pragma secure_delete = off")
        db.execute("create table x (y text)")
        db.execute("insert into x values (?)", ("z" * 300 + "s@s.example" + "z" * 300,))
        db.commit()
        db.execute("delete from x")
    assert book.places_left(done.who) == ("book.sqlite: pages that belong to no row",)


def test_what_others_files_in_the_folder_hold_is_named(book, around):
    gone = scan(book, SUZUKI, b"1")
    (book.folder / "my-list.txt").write_text("鈴木 一郎, 080-1111-2222", encoding="cp932")
    (book.folder / "sub").mkdir()
    (book.folder / "sub" / "long.vcf").write_bytes(b"BEGIN:VCARD\r\nEMAIL:s@\r\n s.example\r\n")
    (book.folder / "other.txt").write_text("nothing of them: 鈴木 二郎")
    assert set(forget(book, [gone], around).left) == {"my-list.txt", "sub/long.vcf"}


odd = (
    st.text(st.sampled_from('ab髙橋𠮷 ,;"\\\\.-'), min_size=6, max_size=14)
    .map(str.strip)
    .filter(lambda text: len(text) > 5)
)
phoned = st.sampled_from(
    [Phone("work", "03-5950-1234", "+81359501234"), Phone("mobile", "090 1234 5678", "+819012345678")]
)


@given(odd, st.sampled_from(["a@b.example", "M.Tanaka@b.example"]), phoned)
def test_whatever_a_card_or_the_book_writes_of_somebody_is_found(full, mail, phone):
    contact = Contact(Name(full), (Affiliation("青葉", phones=(phone,), emails=(mail,)),))
    vcard = to_vcard(Person("u", contact)).replace("\r\n ", "").encode()
    text = search_text(contact, (), ())
    every = marks_of([contact])
    for kind in {mark.kind for mark in every}:
        marks = [mark for mark in every if mark.kind == kind]
        for file in (vcard, to_json(contact).encode()):
            assert in_bytes(marks).search(file.lower()), marks
        assert in_text(marks).search(f"{text.native}\n{text.ascii}"), marks


@given(st.binary(max_size=2000))
def test_pictures_hold_nobody_by_chance(content):
    assert not in_bytes(marks_of([SUZUKI, TANAKA])).search(content.lower())


# ---------------------------------------------------------------- pictures


LEFT = ((20.0, 20.0), (180.0, 20.0), (180.0, 120.0), (20.0, 120.0))
RIGHT = ((210.0, 20.0), (370.0, 20.0), (370.0, 120.0), (210.0, 120.0))


def table(seed=1):
    """A photo of 390×140 with a grey pattern everywhere."""
    pixels = np.random.default_rng(seed).integers(90, 200, (14, 39, 3), np.uint8).repeat(10, 0).repeat(10, 1)
    return pixels, cv2.imencode(".png", pixels)[1].tobytes()


def picture_of(book, uid):
    (card,) = book.cards(uid)
    return book.picture_file(card.picture)


def test_their_card_is_black_on_a_photo_of_others_and_all_else_is_as_it_was(book, around):
    pixels, photo = table()
    gone, stays = scan(book, SUZUKI, photo, 1, LEFT), scan(book, TANAKA, photo, 2, RIGHT)
    old = picture_of(book, stays)
    done = forget(book, [gone], around)
    assert done.covered == ("photo.jpg",) and done.lost == ()
    assert not old.exists()
    now = cv2.imread(str(picture_of(book, stays))).astype(int)
    assert now.shape == pixels.shape
    assert now[20:121, 20:181].max() < 8, "JPEG leaves black nearly black"
    assert np.abs(now[20:121, 210:371] - pixels[20:121, 210:371]).mean() < 4
    assert book.check() == ()
    assert {path.name for path in (book.folder / "cards").iterdir()} == {
        picture_of(book, stays).name, book.cards(stays)[0].flat,
    }  # fmt: skip


def test_where_two_cards_overlap_black_wins(book, around):
    _, photo = table()
    over = ((150.0, 20.0), (370.0, 20.0), (370.0, 120.0), (150.0, 120.0))
    gone, stays = scan(book, SUZUKI, photo, 1, LEFT), scan(book, TANAKA, photo, 2, over)
    forget(book, [gone], around)
    now = cv2.imread(str(picture_of(book, stays)))
    assert now[20:121, 150:170].max() < 8  # JPEG blurs the very edge
    assert now[40:100, 200:360].min() > 40


def test_a_photo_that_cannot_be_read_any_more_is_removed_and_this_is_said(book, around):
    gone, stays = scan(book, SUZUKI, b"no picture", 1, LEFT), scan(book, TANAKA, b"no picture", 2, RIGHT)
    done = forget(book, [gone], around)
    assert done.lost == ("photo.jpg",) and done.covered == ()
    assert cv2.imread(str(picture_of(book, stays))).max() == 0
    assert book.check() == ()


def test_pages_keep_their_numbers_when_one_of_them_is_blackened(book, around):
    import io

    from PIL import Image

    pages = [Image.fromarray(table(seed)[0]) for seed in (1, 2)]
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    gone = scan(book, SUZUKI, out.getvalue(), 1, LEFT, "scan.tif", page=2)
    stays = scan(book, TANAKA, out.getvalue(), 1, RIGHT, "scan.tif", page=1)
    forget(book, [gone], around)
    with Image.open(picture_of(book, stays)) as now:
        assert now.n_frames == 2
        assert np.asarray(now)[20:121, 20:181].max() > 80
        now.seek(1)
        assert np.asarray(now)[20:121, 20:181].max() < 8


def test_the_tray_forgets_them_and_keeps_the_others(book, around):
    _, photo = table()
    gone, stays = scan(book, SUZUKI, photo, 1, LEFT), scan(book, TANAKA, photo, 2, RIGHT)
    alone = scan(book, person("佐藤 花子", None, mail="h@h.example", mobile=None, land=None), b"alone")
    tray = around.photos
    for content, uids in ((photo, (gone, stays)), (b"alone", (alone,))):
        shown = tray.put(content, "鈴木 一郎.png", None, None, None)
        tray.set(shown.hash, state="done", uids=uids, cards=len(uids))
    waits = tray.put(b"waits", "waits.png", None, None, None)
    sato = scan(book, person("佐野 花", None, mail="h@sano.example", mobile=None, land=None), b"given again")
    tray.put(b"given again", "again.png", None, None, None)
    forget(book, [gone, alone, sato], around)
    left = {one.hash: one for one in Tray(book.folder / "tray").photos()}
    assert set(left) == {waits.hash, book.cards(stays)[0].picture}
    assert left[book.cards(stays)[0].picture].uids == (stays,)
    assert holding(book.folder) == []


def test_what_another_process_adds_meanwhile_is_not_overlooked(book, around):
    gone = scan(book, SUZUKI, b"1")
    who = book.leaving([gone])
    scan(book, SUZUKI, b"another card of theirs")
    with pytest.raises(BookBusy, match="just changed"):
        book.forget(who, {})
    assert len(book.cards(gone)) == 2 and book.check() == ()
    assert forget(book, [gone], around).left == ()


# ---------------------------------------------------------------- purge, backups, what was cut off


def test_a_purge_forgets_the_deleted_and_blackens_their_cards(book, around):
    _, photo = table()
    gone, stays = scan(book, SUZUKI, photo, 1, LEFT), scan(book, TANAKA, photo, 2, RIGHT)
    book.delete(gone)
    assert holding(book.folder), "until it is purged it can be undone"
    assert purge(book, 30, around).erased.people == 0
    done = purge(book, 0, around)
    assert (done.erased.people, done.covered, done.left, done.strays) == (1, ("photo.jpg",), (), 0)
    assert holding(book.folder) == [] and book.check() == ()
    assert [one.uid for one in book.people()] == [stays]


def test_backups_and_books_moved_aside_are_listed_as_long_as_they_may_hold_them(book, around, tmp_path):
    scan(book, TANAKA, b"1")
    book.backup(tmp_path / "before.zip")
    gone = scan(book, SUZUKI, b"2")
    book.backup(tmp_path / "after.zip")
    book.backup(tmp_path / "removed.zip")
    (tmp_path / "removed.zip").unlink()
    (tmp_path / "book.before-restore").mkdir()
    done = forget(book, [gone], around)
    assert [one.path.name for one in done.who.backups] == ["after.zip", "book.before-restore"]


def test_what_is_remembered_of_pictures_is_emptied(book, around):
    around.memory.mkdir()
    (around.memory / "x").write_text("鈴木 一郎")
    forget(book, [scan(book, SUZUKI, b"1")], around)
    assert not around.memory.exists()


def test_what_was_cut_off_is_named_by_check_and_finished(book, around):
    gone = scan(book, SUZUKI, b"photo of suzuki")
    (book.folder / "contacts" / f".{gone}.vcf.tmp").write_text("鈴木 一郎")
    export(book.people(), book.folder / "contacts.vcf")
    book.forget(book.leaving([gone]), {})  # and killed here
    assert not book.is_swept()
    assert any("was cut off" in fault for fault in book.check())
    assert holding(book.folder, (*WORDS, "photo of suzuki"))
    finish(book, around)
    assert book.is_swept() and book.check() == ()
    assert holding(book.folder, (*WORDS, "photo of suzuki")) == []


def test_a_draft_of_a_process_that_still_runs_is_not_taken_away(book, around):
    mine, dead = (book.folder / f".contacts.vcf.{process}.tmp" for process in (os.getpid(), 2**22 + 1))
    for draft in (mine, dead):
        draft.write_text("x")
    finish(book, around)
    assert mine.exists() and not dead.exists()


def test_the_file_itself_holds_no_page_of_them(book, around):
    """Rows that grew and shrank leave old versions of themselves in pages: they are all written anew."""
    gone = scan(book, SUZUKI, b"1")
    for number in range(14):
        contact = replace(SUZUKI, notes=tuple(f"s@s.example {n} {'x' * 300}" for n in range(number % 7)),
                          accounts=(Account("x", f"suzuki_{number}"),))  # fmt: skip
        book.edit(gone, contact, ())
        scan(
            book,
            person(f"田中 {number}", None, mail=f"p{number}@t.example", mobile=None, land=None),
            str(number).encode(),
        )
    forget(book, [gone], around)
    content = (book.folder / "book.sqlite").read_bytes()
    assert b"suzuki_" not in content and b"s@s.example" not in content
    with sqlite3.connect(book.folder / "book.sqlite") as db:
        assert db.execute("pragma freelist_count").fetchone() == (0,)
    assert json.dumps(book.check()) == "[]"
