"""Forgetting on the command line: it shows whom, asks, forgets, proves it, and says what is left to do by hand."""

import json
from datetime import date, timedelta

import pytest
from book_contacts import person, reading
from conftest import SAMPLES

from cardscan.book import open_book
from cardscan.model import Encounter
from cardscan.share.vdir import Vdir

OLD = (date.today() - timedelta(days=1200)).isoformat()
TAKAHASHI = person("髙橋 美咲", "たかはし みさき", mail="m.takahashi@aoba.example", land=None)
SATO = person("佐藤 健", "さとう けん", "佐藤工務店", "ken@sato.example", "+819087654321", land=None)


def scan(book, contact, source, event, day):
    picture = book.keep_picture(source.encode(), source)
    card = reading(contact, words=(contact.name.full, *contact.emails))
    met = Encounter(event, day)
    book.apply(book.plan(contact), card, picture=picture, flat=f"flat {source}".encode(), encounter=met)
    book.close_picture(picture)


@pytest.fixture
def book(tmp_path, monkeypatch):
    folder = tmp_path / "book"
    with open_book(folder, mirror=Vdir) as opened:
        with monkeypatch.context() as then:
            then.setattr("cardscan.book.clock.utc_now", lambda: f"{OLD}T20:00:00.000000+00:00")
            scan(opened, TAKAHASHI, "a.png", "池袋交流会", OLD)
        scan(opened, SATO, "b.png", "池袋交流会", date.today().isoformat())
    return folder


@pytest.fixture
def run(cardscan, book):
    def in_the_book(*words, code=0, stdin="", **environment):
        done = cardscan(*words, stdin=stdin.encode(), CARDSCAN_BOOK=str(book), **environment)
        assert done.returncode == code, (done.stdout, done.stderr)
        return done.stdout + done.stderr

    return in_the_book


def raw(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_person_is_forgotten_by_name_after_a_yes(run, book, tmp_path):
    run("export", "-o", tmp_path / "phone.vcf", "--device", "pixel")
    run("backup", tmp_path / "cards.zip")
    run("export", "-o", book / "contacts.vcf")
    assert "cannot be undone" in run("forget", "髙橋", code=1, stdin="0\n")
    assert b"m.takahashi@aoba" in raw(book)
    said = run("forget", "髙橋", stdin="1\n")
    assert "Forgotten: 髙橋 美咲" in said and "0 places left" in said
    assert f"a backup that still holds them: {tmp_path / 'cards.zip'}" in said
    assert "exported to: pixel" in said and "the pictures that you gave stay where you have them: a.png" in said
    for word in ("m.takahashi@aoba", "090-1234-5678", "9012345678", "髙橋"):
        assert word.encode() not in raw(book)
    assert "sound: 1 person" in run("check")
    run("show", "髙橋", code=8)


def test_without_a_yes_nobody_is_forgotten(run, book):
    assert "Nobody was forgotten" in run("forget", "髙橋", code=1)
    assert "髙橋" in run("list")


def test_what_was_done_is_told_to_programs(run, book):
    told = json.loads(run("forget", "髙橋", "--yes", "--json").splitlines()[0])
    assert told["forgotten"][0]["name"] == "髙橋 美咲"
    assert (told["left"], told["pictures_given"], told["files_removed"]) == ([], ["a.png"], 2)


def test_something_left_in_a_file_of_ones_own_is_named_and_the_exit_code_says_so(run, book):
    (book / "mail.txt").write_text("To: M.Takahashi@aoba.example")
    said = run("forget", "髙橋", "--yes", code=10)
    assert "still there: mail.txt" in said and "1 place left" in said


def test_those_with_whom_nothing_was_done_for_years_are_listed_and_forgotten_after_a_yes(run, book):
    said = run("forget", "--forget-after", "3y")
    assert "髙橋 美咲" in said and "佐藤" not in said
    assert "Nobody was forgotten: use --yes" in said, "without a terminal it is a dry run"
    assert "Nobody was last met before" in run("forget", "--older-than", "4y", "--yes")
    assert "Forgotten: 髙橋 美咲" in run("forget", "--forget-after", "3y", "--yes")
    assert "佐藤 健" in run("list")


@pytest.mark.parametrize(
    "touch",
    [
        ("memo", "髙橋", "sent her the brochure"),
        ("tag", "髙橋", "保険"),
        ("edit", "髙橋", "--set", "title=部長"),
    ],
    ids=lambda words: words[0],
)
def test_whom_one_has_done_something_with_is_not_forgotten_by_age(run, book, touch):
    run(*touch)
    assert "Nobody was last met before" in run("forget", "--forget-after", "3y", "--yes")


def test_whom_one_has_thanked_or_met_again_is_not_forgotten_by_age(book):
    with open_book(book) as opened:
        uid = opened.show("髙橋")[0].uid
        assert [one.person.uid for one in opened.lapsed(date.today())] == [uid]
        assert opened.lapsed(date.today(), thanked={uid}) == ()
        scan(opened, TAKAHASHI, "again.png", "展示会", OLD)
        assert opened.lapsed(date.today() + timedelta(days=1), thanked={opened.show("佐藤")[0].uid}) == ()


@pytest.mark.parametrize("words", [(), ("髙橋", "--forget-after", "3y"), ("--forget-after", "soon"),
                                   ("--forget-after", "9999y")], ids=" ".join)  # fmt: skip
def test_what_is_asked_for_must_be_clear(run, book, words):
    run("forget", *words, code=2)


def test_what_was_cut_off_is_finished_by_the_next_check(run, book):
    with open_book(book, mirror=Vdir) as opened:
        opened.forget(opened.leaving([opened.show("髙橋")[0].uid]), {})
    said = run("check")
    assert "finished now" in said and "sound" in said
    assert b"m.takahashi@aoba" not in raw(book)


@pytest.mark.engine
def test_the_others_on_a_photo_are_read_again_as_before_and_who_was_forgotten_is_not(cardscan, tmp_path):
    folder, photo = tmp_path / "table", SAMPLES / "16-table-of-eight.jpg"
    done = cardscan("scan", photo, "--book", folder, "--yes")
    assert done.returncode == 0, done.stderr
    said = cardscan("forget", "廣瀬", "--yes", "--book", folder)
    assert said.returncode == 0 and "0 places left" in said.stdout, (said.stdout, said.stderr)
    assert f"their card is black now, other people's are as they were: {photo}" in said.stderr
    again = cardscan("rescan", "all", "--no-cache", "--book", folder)
    assert "7 cards read again, 0 people changed" in again.stderr, (again.stdout, again.stderr)
    assert "廣瀬" not in again.stdout + again.stderr and "not found before" not in again.stderr
