"""The book on the command line: what is typed happens, is said in one line, and can be taken back."""

import json
import stat

import pytest

from cardscan.cli.rows import word_for

TAKAHASHI = ("髙橋 美咲", "株式会社青葉", "課長", "m.takahashi@aoba.example.com", "090-1234-5678")
REPLAY = ("--engine", "replay", "--yes")
PHONE = """BEGIN:VCARD
VERSION:3.0
UID:phone-1
N:鈴木;一郎;;;
FN:鈴木 一郎
X-PHONETIC-LAST-NAME:スズキ
X-PHONETIC-FIRST-NAME:イチロウ
TEL;TYPE=CELL:080-1111-2222
this line is broken
END:VCARD
"""


@pytest.fixture
def book(cardscan, draw_card, tmp_path):
    folder = tmp_path / "book"
    done = cardscan("scan", draw_card("a.png", *TAKAHASHI), "--event", "池袋交流会", "--book", folder, *REPLAY)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def run(cardscan, book):
    def in_the_book(*words, code=0, stdin="", **environment):
        done = cardscan(*words, stdin=stdin.encode(), CARDSCAN_BOOK=str(book), **environment)
        assert done.returncode == code, (done.stdout, done.stderr)
        return done.stdout + done.stderr

    return in_the_book


def shown(run, name="髙橋"):
    return json.loads(run("show", name, "--json").splitlines()[0])


def test_fields_are_edited_by_options_and_taken_back(run):
    before = shown(run)["contact"]
    said = run("edit", "髙橋", "--set", "mail=misaki@aoba.example.com", "--set", "reading=たかはし みさ",
               "--set", "phones[1]=03-5950-1234", "--set", "title=部長")  # fmt: skip
    assert "cardscan undo takes it back" in said
    after = shown(run)
    assert after["contact"]["emails"] == ["misaki@aoba.example.com"]
    assert after["contact"]["name"]["given_reading"] == "みさ"
    assert after["contact"]["phones"][1]["e164"] == "+81359501234"
    assert after["contact"]["orgs"][0]["titles"] == ["部長"]
    assert ("emails", "human") in {(one["part"], one["by"]) for one in after["claims"]}
    run("undo")
    assert shown(run)["contact"] == before


def test_a_person_is_edited_in_an_editor_as_a_small_text(run, tmp_path):
    editor = tmp_path / "editor.sh"
    editor.write_text("#!/bin/sh\nsed -i 's/課長/部長/; s/池袋交流会/池袋の会/' \"$1\"\n")
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    run("edit", "髙橋", EDITOR=str(editor))
    person = shown(run)
    assert person["contact"]["orgs"][0]["titles"] == ["部長"]
    assert person["encounters"][0]["event"] == "池袋の会"
    assert "Nothing has changed" in run("edit", "髙橋", EDITOR="true")


@pytest.mark.parametrize(
    ("script", "words"), [("echo 'x = [' > \"$1\"", "cannot be understood"), ("exit 1", "the editor")]
)
def test_a_text_that_cannot_be_understood_changes_nothing(run, tmp_path, script, words):
    before = shown(run)
    editor = tmp_path / "editor.sh"
    editor.write_text(f"#!/bin/sh\n{script}\n")
    editor.chmod(0o755)
    assert words in run("edit", "髙橋", code=1, EDITOR=str(editor))
    assert shown(run) == before


def test_tags_and_memos_are_found(run):
    run("tag", "髙橋", "保険", "要連絡")
    run("memo", "髙橋", "絵画が趣味")
    run("memo", "髙橋", "初参加")
    for words in ("保険", "絵画", "要連絡 初参加", "池袋 保険"):
        assert "髙橋 美咲" in run("find", words)
    assert shown(run)["encounters"][0]["memo"] == "絵画が趣味\n初参加"
    run("tag", "髙橋", "保険", "--remove")
    assert "保険" not in run("show", "髙橋")


def test_a_phones_contacts_come_in_once_and_what_is_broken_is_named(run, tmp_path):
    phone = tmp_path / "phone.vcf"
    phone.write_text(PHONE, encoding="utf-8")
    said = run("import", phone)
    assert "1 new" in said and "line 9 of the file cannot be read" in said
    assert "1 unchanged" in run("import", phone)
    assert "1 unchanged" in run("import", "-", stdin=PHONE)
    assert "すずき いちろう" in run("list")
    assert "no program that we know" in run("import", __file__, phone, code=3)


def test_people_who_may_be_one_are_asked_about_joined_and_split_again(run, tmp_path, cardscan, draw_card):
    other = draw_card("b.png", "髙橋 美咲", "株式会社若葉", "080-9999-8888", "taka@wakaba.example.com")
    run("scan", other, *REPLAY)
    (question,) = run("ask", "--json").splitlines()
    assert json.loads(question)["reasons"]
    assert "3 people" not in run("list")
    said = run("edit", "髙橋", "--set", "mail=x@x.example", code=8)
    assert "2 people answer to" in said and "株式会社若葉" in said
    run("ask", stdin="1\n")
    assert len(run("list", "--json").splitlines()) == 1
    assert "Card" in run("split", "髙橋")
    run("split", "髙橋", "2")
    assert len(run("list", "--json").splitlines()) == 2
    assert "No questions are open" in run("ask")
    uids = [json.loads(line)["uid"][:8] for line in run("list", "--json").splitlines()]
    run("join", *uids)
    assert len(run("list", "--json").splitlines()) == 1


def test_a_deleted_person_is_gone_everywhere_until_it_is_undone(run, book):
    assert "Nobody was deleted" in run("delete", "髙橋", code=1)
    run("delete", "髙橋", "--yes")
    assert "髙橋" not in run("find", "青葉", code=8)
    assert "美咲" not in (book / "contacts.vcf").read_text(encoding="utf-8")
    assert list((book / "contacts").iterdir()) == []
    run("undo")
    assert "髙橋 美咲" in run("list")
    run("delete", "髙橋", "--yes")
    assert "Purged: 1 person" in run("purge", "--older-than", "0", "--yes")
    assert "purged" in run("undo", code=8)


def test_the_history_is_shown_for_people_and_for_programs(run):
    run("edit", "髙橋", "--set", "title=部長")
    told = run("history", "髙橋")
    assert "− title: 課長" in told and "+ title: 部長" in told and "edited by you" in told
    assert [json.loads(line)["action"] for line in run("history", "--json").splitlines()] == ["edit", "insert"]
    assert json.loads(run("history", "髙橋", "--json").splitlines()[-1])["after"]["orgs"][0]["titles"] == ["部長"]


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("orgs[0].name", "company"),
        ("orgs[1].department", "department"),
        ("orgs[0].titles[0]", "title"),
        ("name.given_reading", "reading"),
        ("phones[0].e164", "phone"),
    ],
)
def test_what_is_to_be_looked_at_is_called_what_it_is(path: str, word: str) -> None:
    assert word_for(path) == word


def test_the_history_calls_every_part_of_a_person_by_its_own_name(run):
    run("edit", "髙橋", "--set", "reading=たかはし みさ", "--set", "latin=Misa Takahashi", "--set", "department=営業部",
        "--set", "company=株式会社若葉", "--set", "phones[0].text=090-1234-9999")  # fmt: skip
    told = run("history", "髙橋")
    for line in ("+ reading: たかはし みさ", "+ Latin name: Misa Takahashi", "+ department: 営業部",
                 "− company: 株式会社青葉", "+ company: 株式会社若葉", "+ mobile: 090-1234-9999"):  # fmt: skip
        assert line in told
    assert "name: たかはし" not in told and "company: 営業部" not in told


def test_the_list_is_by_date_by_event_and_cut_short(run, draw_card):
    later = draw_card("b.png", "阿部 誠", "阿部商店", "090-2222-3333", "abe@abe.example.com")
    run("scan", later, "--event", "展示会", "--date", "2031-01-01", *REPLAY)
    names = [json.loads(line)["contact"]["name"]["full"] for line in run("list", "--by", "date", "--json").splitlines()]
    assert names == ["阿部 誠", "髙橋 美咲"]
    assert "阿部" not in run("list", "--event", "池袋交流会")
    assert "展示会, 2031-01-01" in run("list", "--by", "event", "--first", "1")
    run("list", "--event", "ない会", code=8)


def test_a_book_is_checked_backed_up_and_restored(run, book, tmp_path):
    assert "The book is sound: 1 person." in run("check")
    run("backup", tmp_path / "x.zip")
    assert "is now in" in run("restore", tmp_path / "x.zip")
    assert "The book is sound: 1 person." in run("check")
    picture = next((book / "cards").iterdir())
    picture.unlink()
    assert f"cards/{picture.name} is missing" in run("check", code=10)


def test_an_edit_made_in_the_folder_is_seen_by_the_next_command(run, book):
    file = next((book / "contacts").iterdir())
    file.write_text(file.read_text(encoding="utf-8").replace("TITLE:課長", "TITLE:部長"), encoding="utf-8", newline="")
    assert shown(run)["contact"]["orgs"][0]["titles"] == ["部長"]
    run("undo")
    assert "TITLE:課長" in file.read_text(encoding="utf-8")
