"""contacts/ goes both ways: what others change there is a human's edit, and nobody's words are lost."""

import shutil
from dataclasses import replace

import pytest
from book_contacts import encounters, people, person
from hypothesis import given

from cardscan.book import Told, open_book
from cardscan.model import Affiliation, Encounter, Event, Incoming, Insert, Merge, Phone
from cardscan.review import edit
from cardscan.share.vcard import to_vcard
from cardscan.share.vdir import Vdir

MET = Encounter("交流会", "2026-11-01", "池袋", "8", "絵画が趣味")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "book"


@pytest.fixture
def uid(folder):
    with open_book(folder, mirror=Vdir) as book:
        return book.apply(book.plan(person(titles=("課長",))), encounter=MET).uid


def change(folder, uid, *pairs):
    file = folder / "contacts" / f"{uid}.vcf"
    text = file.read_bytes().decode()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    file.write_bytes(text.encode())


def seen(folder, uid):
    with open_book(folder, mirror=Vdir) as book:
        assert (folder / "contacts" / f"{uid}.vcf").read_bytes() == to_vcard(book.person(uid)).encode()
        return book.person(uid)


def test_an_edit_made_there_is_a_humans_and_can_be_undone(folder, uid):
    change(folder, uid, ("m.takahashi@aoba.example", "misaki@aoba.example"), ("TITLE:課長", "TITLE:部長"))
    kept = seen(folder, uid)
    assert kept.contact.emails == ("misaki@aoba.example",)
    assert kept.contact.orgs[0].titles == ("部長",)
    assert {(one.part, one.by) for one in kept.claims} == {("emails", "human"), ("titles", "human")}
    with open_book(folder, mirror=Vdir) as book:
        assert book.changes(1)[0].action == "folder"
        book.apply(Merge(person(titles=("課長",)), uid, ()))
        assert book.person(uid).contact == kept.contact, "the next scan does not bring it back"
        book.undo()
    assert seen(folder, uid).contact == person(titles=("課長",))


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("FN:髙橋 美咲", "FN:高橋 美沙", lambda one: one.contact.name.full == "高橋 美沙"),
        ("FIRST-NAME:ミサキ", "FIRST-NAME:ミサ", lambda one: one.contact.name.given_reading == "みさ"),
        ("+81 90-1234-5678", "+81 80-9999-8888", lambda one: one.contact.phones[0].e164 == "+818099998888"),
        ("絵画が趣味", "彫刻が趣味", lambda one: one.encounters[0].memo == "彫刻が趣味"),
        ("END:VCARD", "BDAY:1980-02-03\r\nEND:VCARD", lambda one: one.properties[0].value == "1980-02-03"),
        ("ORG:株式会社青葉;", "ORG:株式会社若葉;営業部", lambda one: one.contact.orgs[0].org == "株式会社若葉"),
        ("NOTE:", "NOTE:また会う\\n", lambda one: one.contact.notes == ("また会う",)),
    ],
)  # fmt: skip
def test_every_kind_of_edit_comes_back(folder, uid, old, new, part):
    change(folder, uid, (old, new))
    assert part(seen(folder, uid))


def test_one_of_several_memory_lines_is_changed_there_and_another_taken_out(folder, uid):
    event = Event(MET.event, MET.date)
    with open_book(folder, mirror=Vdir) as book:
        book.remember([Told(uid, event, line=line) for line in ("初参加", "犬を飼う")], "lines")
    change(folder, uid, ("初参加", "三回目"), ("\\n犬を飼う", ""))
    kept = seen(folder, uid)
    assert kept.encounters[0].memo == "絵画が趣味\n三回目" and kept.contact.notes == ()


def test_what_a_vcard_cannot_show_stays_through_an_edit(folder):
    work = replace(person().affiliations[0], titles=("課長", "理事"))
    second = Affiliation("日本名刺協会", "事務局", ("幹事",), (Phone("work", "03-1111-2222", "+81311112222"),))
    contact = replace(person(), affiliations=(work, second), qualifications=("FP2級",))
    with open_book(folder, mirror=Vdir) as book:
        uid = book.apply(book.plan(contact), encounter=MET).uid
    change(folder, uid, ("m.takahashi@aoba.example", "misaki@aoba.example"))
    kept = seen(folder, uid).contact
    assert kept == replace(contact, affiliations=(replace(work, emails=("misaki@aoba.example",)), second))


def test_a_file_that_was_only_touched_or_saved_again_changes_nothing(folder, uid):
    file = folder / "contacts" / f"{uid}.vcf"
    file.write_bytes(file.read_bytes())
    with open_book(folder, mirror=Vdir) as book:
        assert len(book.changes()) == 1


def test_a_file_taken_away_there_is_a_deletion_that_can_be_undone(folder, uid):
    with open_book(folder, mirror=Vdir) as book:
        book.apply(book.plan(person("鈴木 一郎", None, mail="s@s.example", mobile=None)))
    (folder / "contacts" / f"{uid}.vcf").unlink()
    with open_book(folder, mirror=Vdir) as book:
        assert [one.contact.name.full for one in book.people()] == ["鈴木 一郎"]
        book.undo()
        assert book.person(uid).contact == person(titles=("課長",))
    assert (folder / "contacts" / f"{uid}.vcf").exists()


def test_a_folder_that_is_gone_deletes_nobody_and_is_written_anew(folder, uid):
    shutil.rmtree(folder / "contacts")
    assert seen(folder, uid).contact.name.full == "髙橋 美咲"
    (folder / "contacts" / f"{uid}.vcf").unlink()
    assert seen(folder, uid).contact.name.full == "髙橋 美咲"


def test_a_card_put_there_is_a_new_person_under_its_own_uid(folder, uid):
    new = "BEGIN:VCARD\nVERSION:3.0\nUID:khard-1\nFN:鈴木 一郎\nN:鈴木;一郎;;;\nEMAIL:s@s.example\nEND:VCARD\n"
    (folder / "contacts" / "whatever.vcf").write_text(new, encoding="utf-8")
    assert seen(folder, "khard-1").contact.emails == ("s@s.example",)
    assert sorted(file.stem for file in (folder / "contacts").iterdir()) == sorted(["khard-1", uid])
    with open_book(folder, mirror=Vdir) as book:
        assert book.check() == ()


def test_a_file_that_cannot_be_read_is_left_alone_and_named(folder, uid):
    file = folder / "contacts" / f"{uid}.vcf"
    half = file.read_bytes()[:60]
    file.write_bytes(half)
    with open_book(folder, mirror=Vdir) as book:
        assert file.name in book.notices[0]
        assert book.person(uid).contact == person(titles=("課長",))
    assert file.read_bytes() == half


def test_where_both_changed_both_are_kept_and_it_is_said(folder, uid):
    """A process that has no mirror changes the book while somebody edits the file."""
    with open_book(folder) as book:
        kept = book.person(uid)
        changed = edit(kept.contact, {"name.full": "髙橋 美紗", "emails[1]": "book@aoba.example"})
        book.edit(uid, changed, kept.encounters)
    change(folder, uid, ("FN:髙橋 美咲", "FN:髙橋 美沙"), ("END:VCARD", "EMAIL:file@aoba.example\r\nEND:VCARD"))
    with open_book(folder, mirror=Vdir) as book:
        (notice,) = book.notices
        contact = book.person(uid).contact
    assert set(contact.emails) == {"m.takahashi@aoba.example", "book@aoba.example", "file@aoba.example"}
    assert (contact.name.full, contact.notes) == ("髙橋 美紗", ("髙橋 美沙",))
    assert "changed in the book and in contacts/" in notice


def test_an_edit_made_while_a_long_scan_runs_is_not_written_over(folder, uid):
    with open_book(folder, mirror=Vdir) as book:
        change(folder, uid, ("m.takahashi@aoba.example", "misaki@aoba.example"))
        book.apply(Merge(replace(person(), notes=("裏面",)), uid, ()))
        contact = book.person(uid).contact
    assert contact.notes == ("裏面",)
    assert "misaki@aoba.example" in contact.emails
    assert seen(folder, uid).contact == contact


def test_a_half_saved_file_is_not_written_over_by_a_long_scan(folder, uid):
    file = folder / "contacts" / f"{uid}.vcf"
    with open_book(folder, mirror=Vdir) as book:
        whole = file.read_bytes()
        file.write_bytes(whole[:50])
        book.apply(Merge(replace(person(), notes=("裏面",)), uid, ()))
        assert file.read_bytes() == whole[:50] and file.name in book.notices[0]
        file.write_bytes(whole.replace(b"m.takahashi@", b"misaki@"))
    kept = seen(folder, uid).contact
    assert kept.notes == ("裏面",) and "misaki@aoba.example" in kept.emails


def test_a_file_that_another_process_writes_while_the_folder_is_looked_at_is_not_missing(folder, uid):
    class Slow(Vdir):
        """Between its first look at the folder and the next step, another process adds somebody."""

        def stamps(self):
            seen = super().stamps()
            if len(seen) == 1:
                with open_book(folder, mirror=Vdir) as other:
                    other.apply(Insert(person("佐藤 花子")))
            return seen

    with open_book(folder, mirror=Slow) as book:
        assert {one.contact.name.full for one in book.people()} == {"髙橋 美咲", "佐藤 花子"}
    assert len(list((folder / "contacts").iterdir())) == 2


@given(people, encounters)
def test_a_file_nobody_touched_says_what_was_written(one, met):
    vdir = Vdir(None)
    content, incoming = vdir.shown(replace(one, encounters=(*one.encounters, met)))
    assert isinstance(incoming, Incoming)
    assert vdir.understood(content) in (None, incoming)
