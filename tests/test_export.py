"""`cardscan export` as its users run it: whom, as what, and where to."""

import csv
import io
import json
import re
import sqlite3
from contextlib import closing

import pytest
from around_book import purged
from book_contacts import person
from older_books import as_of_version

from cardscan.book import open_book
from cardscan.model import Encounter
from cardscan.share.content_lines import cards
from cardscan.share.vcard import to_vcard
from cardscan.share.vdir import Vdir


@pytest.fixture
def book(tmp_path):
    folder = tmp_path / "book"
    with open_book(folder) as opened:
        first = person("髙橋 美咲", mail="m@aoba.example", mobile="+819012345678")
        opened.apply(opened.plan(first), encounter=Encounter("交流会", "2026-11-01"))
        second = person("鈴木 一郎", "すずき いちろう", "鈴木商店", "s@suzuki.example", "+818011112222")
        opened.apply(opened.plan(second), encounter=Encounter("展示会", "2026-11-02"))
    return folder


def names(content):
    return [next(line.text() for line in card.lines if line.name == "FN") for card in cards(content)]


def test_everybody_an_evening_a_search_or_a_name(cardscan, book, tmp_path):
    for words, wanted in (
        ([], ["鈴木 一郎", "髙橋 美咲"]),
        (["--event", "交流会"], ["髙橋 美咲"]),
        (["--find", "鈴木商店"], ["鈴木 一郎"]),
        (["たかはし"], ["髙橋 美咲"]),
        (["髙橋", "鈴木", "--event", "展示会"], ["鈴木 一郎"]),
    ):
        done = cardscan("export", *words, "--book", book, "-o", tmp_path / "out.vcf")
        assert done.returncode == 0, done.stderr
        assert names((tmp_path / "out.vcf").read_bytes()) == wanted


@pytest.mark.parametrize("words", [["--event", "無"], ["--find", "無"], ["無"], ["髙橋", "--event", "展示会"]])
def test_nobody_is_an_error_and_writes_nothing(cardscan, book, tmp_path, words):
    done = cardscan("export", *words, "--book", book, "-o", tmp_path / "out.vcf")
    assert done.returncode == 8 and not (tmp_path / "out.vcf").exists()


def test_new_means_new_to_this_device(cardscan, book, tmp_path):
    def export(*words):
        return cardscan("export", *words, "--book", book, "-o", tmp_path / "out.vcf")

    assert export("--new", "--device", "pixel", "--event", "交流会").returncode == 0
    assert export("--new", "--device", "pixel").returncode == 0
    assert names((tmp_path / "out.vcf").read_bytes()) == ["鈴木 一郎"]
    done = export("--new", "--device", "pixel")
    assert done.returncode == 8 and "all of the 2 people asked for are on pixel already" in done.stderr
    assert export("--new").returncode == 0, "another device has nobody yet"
    assert len(names((tmp_path / "out.vcf").read_bytes())) == 2


def test_an_export_that_failed_is_not_remembered(cardscan, book, tmp_path):
    assert cardscan("export", "--new", "--book", book, "-o", tmp_path / "nowhere" / "out.vcf").returncode == 7
    assert cardscan("export", "--new", "--book", book, "-o", tmp_path / "out.vcf").returncode == 0


def test_one_file_for_each_person_for_outlook(cardscan, book, tmp_path):
    assert cardscan("export", "--each", "--book", book, "-o", tmp_path / "outlook").returncode == 0
    files = sorted((tmp_path / "outlook").iterdir())
    assert len(files) == 2 and all(len(list(cards(file.read_bytes()))) == 1 for file in files)


@pytest.mark.parametrize("version", ["3.0", "4.0", "2.1"])
def test_every_version_says_which_it_is(cardscan, book, version):
    done = cardscan("export", "--vcard", version, "--book", book)
    assert done.stdout.count(f"VERSION:{version}") == 2


def test_the_ending_of_the_file_says_what_it_is(cardscan, book, tmp_path):
    for name, start in (("a.xlsx", b"PK"), ("a.json", b'{"uid"'), ("a.jcard", b'[["vcard"'), ("a", b"BEGIN:VCARD")):
        assert cardscan("export", "--book", book, "-o", tmp_path / name).returncode == 0
        assert (tmp_path / name).read_bytes().startswith(start)
    done = cardscan("export", "--book", book, "-o", tmp_path / "a.csv")
    assert done.returncode == 2 and "which program" in done.stderr


def test_a_table_is_one_of_the_program(cardscan, book, tmp_path):
    assert cardscan("export", "--format", "google", "--book", book, "-o", tmp_path / "g.csv").returncode == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "g.csv").read_text("utf-8-sig"))))
    assert [row["Last Name"] for row in rows] == ["鈴木", "髙橋"]


def test_json_is_what_list_prints(cardscan, book):
    exported = cardscan("export", "--format", "json", "--book", book).stdout
    assert exported == cardscan("list", "--json", "--book", book).stdout
    assert [json.loads(line)["contact"]["name"]["full"] for line in exported.splitlines()] == ["鈴木 一郎", "髙橋 美咲"]


def test_the_picture_of_the_card_goes_with_its_person(cardscan, draw_card, tmp_path):
    book = tmp_path / "book"
    picture = draw_card("a.png", "阿部 太郎", "携帯 090-1234-5678", "abe@midori.example")
    assert cardscan("scan", picture, "--engine", "replay", "--book", book).returncode == 0
    for photo, there in (("card", 1), ("none", 0)):
        assert cardscan("export", "--photo", photo, "--book", book).stdout.count("PHOTO;ENCODING=b") == there
    assert cardscan("export", "--book", book, "-o", tmp_path / "a.xlsx").returncode == 0
    assert b"xl/media/image1" in (tmp_path / "a.xlsx").read_bytes()
    with open_book(book) as opened:
        opened.flat_picture(opened.people()[0].uid).write_bytes(b"broken")
    done = cardscan("export", "--photo", "card", "--book", book)
    assert done.returncode == 0 and "PHOTO" not in done.stdout and done.stdout.count("BEGIN:VCARD") == 1
    assert "阿部 太郎: no picture" in done.stderr


def test_who_was_sent_where_outlives_an_undone_deletion_but_not_a_purge(tmp_path):
    with open_book(tmp_path / "book", mirror=Vdir) as opened:
        uid = opened.apply(opened.plan(person())).uid
        opened.note_sent("pixel", [uid])
        opened.delete(uid)
        opened.undo()
        assert set(opened.sent_to("pixel")) == {uid}
        opened.delete(uid)
        purged(opened)
        assert opened.sent_to("pixel") == {}


def test_a_book_of_an_earlier_version_gets_its_files_in_the_new_form(tmp_path):
    folder = tmp_path / "book"
    with open_book(folder, mirror=Vdir) as opened:
        uid = opened.apply(opened.plan(person()), encounter=Encounter("交流会", "2026-11-01")).uid
    file = folder / "contacts" / f"{uid}.vcf"
    old = re.sub(r"X-CARDSCAN:.*?\r\n(?! )", "", file.read_bytes().decode(), flags=re.DOTALL)
    with closing(sqlite3.connect(folder / "book.sqlite")) as db, db:
        file.write_bytes(old.encode())
        stamp = Vdir(folder / "contacts").stamp(file.name)
        digest = Vdir(folder / "contacts").digest(old.encode())
        db.execute("update mirrored set stamp = ?, hash = ?", (stamp, digest))
    as_of_version(folder, 4)  # the last one without X-CARDSCAN in its files
    with open_book(folder, mirror=Vdir) as opened:
        assert opened.check() == ()
        assert b"X-CARDSCAN" in file.read_bytes() and len(opened.changes()) == 1


# ---------------------------------------------------------------- what stands in contacts/ is not made again


def test_an_export_is_the_same_whether_or_not_the_files_of_the_book_are_used(cardscan, tmp_path):
    folder = tmp_path / "book"
    with open_book(folder, mirror=Vdir) as opened:
        for one in (person(), person("鈴木 一郎", "すずき いちろう", "鈴木商店", "s@suzuki.example", "+818011112222")):
            opened.apply(opened.plan(one), encounter=Encounter("交流会", "2026-11-01", memo="また会う"))
        assert set(opened.vcards(opened.people())) == {one.uid for one in opened.people()}
        made = b"".join(to_vcard(one).encode() for one in opened.people())
    assert cardscan("export", "-o", "-", "--book", folder).stdout.encode() == made


def test_a_file_that_somebody_changed_or_that_is_not_current_is_no_export(tmp_path):
    folder = tmp_path / "book"
    with open_book(folder, mirror=Vdir) as opened:
        first = opened.apply(opened.plan(person())).uid
        second = opened.apply(opened.plan(person("鈴木 一郎", None, "鈴木商店", "s@suzuki.example", None))).uid
        changed = folder / "contacts" / f"{first}.vcf"
        changed.write_bytes(changed.read_bytes().replace("髙橋".encode(), "高橋".encode()))
        assert set(opened.vcards(opened.people())) == {second}
    with open_book(folder) as opened:
        opened.delete(second)
        opened.undo()
        assert opened.vcards(opened.people()) == {}
