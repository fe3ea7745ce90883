"""A book can be looked over, carried away and back, and the deleted leave no byte behind."""

import os
import sqlite3
import zipfile

import pytest
from around_book import purged
from book_contacts import english, person, reading

from cardscan.book import open_book
from cardscan.book.backup import restore
from cardscan.errors import BookUnusable, CannotSave, CannotUndo
from cardscan.model import Encounter
from cardscan.review import edit
from cardscan.share.vdir import Vdir

SUZUKI = person("鈴木 一郎", None, mail="s@s.example", mobile="+818011112222", org="若葉商事", land=None)


@pytest.fixture
def book(tmp_path):
    with open_book(tmp_path / "book", mirror=Vdir) as opened:
        yield opened


def scan(book, contact, photo, index=1):
    picture = book.keep_picture(photo, "photo.jpg")
    flat = b"\xff\xd8\xff flat " + photo + str(index).encode()
    return book.apply(book.plan(contact), reading(contact, index), picture=picture, flat=flat).uid


def files(book):
    return {file.name for file in (book.folder / "cards").iterdir()}


def raw(folder):
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


# ---------------------------------------------------------------- check


def test_a_book_in_use_is_sound(book):
    uid = scan(book, person(), b"1")
    other = scan(book, SUZUKI, b"2")
    book.edit(uid, edit(person(), {"emails[1]": "x@x.example"}), (Encounter("交流会"),))
    book.join(uid, other)
    book.undo()
    book.delete(other)
    assert book.check() == ()


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("update search set native = 'x'", "is not found by"),
        ("update person set sort = 'x'", "is not found by"),
        ("delete from key", "is not found by"),
        ("update person set contact = '{\"name\": null}'", "the journal ends with something else"),
        ("update card set uid = 'nobody'", "points to a person that is not there"),
        ("insert into stale values ('x')", "contacts/ is not current"),
    ],
)
def test_what_is_out_of_step_in_the_database_is_named(book, sql, words):
    scan(book, person(), b"1")
    with sqlite3.connect(book.folder / "book.sqlite") as db:
        db.execute(sql)
    assert any(words in fault for fault in book.check())


def test_pictures_that_are_missing_changed_or_nobodys_are_named(book):
    uid = scan(book, person(), b"1")
    (card,) = book.cards(uid)
    picture, flat = book.picture_file(card.picture), book.folder / "cards" / card.flat
    picture.unlink()
    flat.write_bytes(b"another")
    stray = book.folder / "cards" / "stray.jpg"
    stray.write_bytes(b"x")
    os.utime(stray, (1, 1))
    told = "\n".join(book.check())
    assert f"cards/{picture.name} is missing" in told
    assert f"cards/{flat.name} is not what it was" in told
    assert "cards/stray.jpg belongs to nothing" in told


def test_a_contact_file_changed_behind_the_books_back_is_named(book):
    uid = scan(book, person(), b"1")
    (book.folder / "contacts" / f"{uid}.vcf").write_text("x")
    assert book.check() == (f"contacts/{uid}.vcf is not what the book says",)


# ---------------------------------------------------------------- purge


def test_a_purged_person_leaves_no_byte_in_the_folder(book):
    gone, stays = scan(book, SUZUKI, b"photo of suzuki"), scan(book, person(), b"photo of takahashi")
    book.edit(gone, edit(SUZUKI, {"notes[0]": "secret words"}), (Encounter("交流会", memo="secret memo"),))
    words = [text.encode() for text in ("鈴木", "s@s.example", "8011112222", "secret", "photo of suzuki", "若葉商事")]
    assert all(word in raw(book.folder) for word in words)
    book.delete(gone)
    assert any(word in raw(book.folder) for word in words), "until it is purged it can be undone"
    assert purged(book, 30).erased.people == 0
    done = purged(book)
    assert (done.erased.people, done.erased.files, done.lost, done.left) == (1, 2, (), ())
    assert not [word for word in words if word in raw(book.folder)]
    assert [one.uid for one in book.people()] == [stays]
    assert book.check() == ()
    with pytest.raises(CannotUndo, match="purged"):
        book.undo(next(one.id for one in book.changes() if one.action == "delete"))


def test_a_photo_that_shows_others_stays_when_one_of_them_is_purged(book):
    gone, stays = scan(book, SUZUKI, b"table"), scan(book, person(), b"table", index=2)
    book.delete(gone)
    assert purged(book).lost == ("photo.jpg",), "it is no picture that could be made black in parts"
    (card,) = book.cards(stays)
    assert files(book) == {book.picture_file(card.picture).name, card.flat}


def test_whoever_was_joined_with_another_is_not_purged(book):
    one, other = scan(book, person(), b"1"), scan(book, SUZUKI, b"2")
    book.join(one, other)
    assert purged(book).erased.people == 0
    book.undo()
    assert len(book.people()) == 2


# ---------------------------------------------------------------- backup and restore


def test_a_backup_brings_everything_back_and_the_book_that_was_there_is_kept(book, tmp_path):
    uid = scan(book, person(), b"1")
    scan(book, english(), b"2")
    before, cards = book.people(), book.cards(uid)
    assert book.backup(tmp_path / "book.zip") == 4
    assert (tmp_path / "book.zip").stat().st_mode & 0o077 == 0, "nobody else may read it"
    book.delete(uid)
    book.close()
    aside = restore(tmp_path / "book.zip", book.folder)
    assert aside == tmp_path / "book.before-restore"
    with open_book(book.folder, mirror=Vdir) as again:
        assert (again.people(), again.cards(uid)) == (before, cards)
        assert again.check() == ()
        again.undo()
    with open_book(aside) as old:
        assert old.people() == ()
    assert restore(tmp_path / "book.zip", book.folder) == tmp_path / "book.before-restore-2"


def test_a_backup_is_whole_or_not_there(book, tmp_path):
    uid = scan(book, person(), b"1")
    target = tmp_path / "book.zip"
    book.backup(target)
    old = target.read_bytes()
    (book.folder / "cards" / book.cards(uid)[0].flat).unlink()
    with pytest.raises(CannotSave):
        book.backup(target)
    assert target.read_bytes() == old
    assert {file.name for file in tmp_path.iterdir()} == {"book", "book.zip"}


def repacked(source, target, change):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name, content in change({name: old.read(name) for name in old.namelist()}).items():
            new.writestr(name, content)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda all: {**all, "../evil": b"x"}, "which no backup does"),
        (lambda all: {**all, "cards/" + "0" * 64 + ".jpg": b"x"}, "is not what it was"),
        (lambda all: {name: all[name] for name in all if name != "book.sqlite"}, "holds no book"),
        (lambda all: {**all, "book.sqlite": b"no database at all, but long enough"}, "not a book"),
    ],
)
def test_a_backup_that_is_none_or_damaged_touches_nothing(book, tmp_path, change, words):
    scan(book, person(), b"1")
    book.backup(tmp_path / "book.zip")
    repacked(tmp_path / "book.zip", tmp_path / "bad.zip", change)
    before = raw(book.folder)
    with pytest.raises(BookUnusable, match=words):
        restore(tmp_path / "bad.zip", book.folder)
    assert raw(book.folder) == before
    assert {file.name for file in tmp_path.iterdir()} == {"book", "book.zip", "bad.zip"}


def test_a_file_that_is_no_archive_or_not_there_is_named(tmp_path):
    (tmp_path / "x.zip").write_bytes(b"PK no")
    for name in ("x.zip", "nowhere.zip"):
        with pytest.raises(BookUnusable, match=name):
            restore(tmp_path / name, tmp_path / "book")
    assert not (tmp_path / "book").exists()
