"""`cardscan thank` and `nomail` as users meet them: drafts for those who can be written to, a reason for the others."""

import email
import email.policy
import json
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from book_contacts import english, person

from cardscan.book import open_book
from cardscan.model import Affiliation, Contact, Encounter, Event, Insert

TODAY = date.today()
EVENING = Event("異業種交流会 池袋", (TODAY - timedelta(days=3)).isoformat(), "池袋", "18:30", "21:00")
AGO = Event(EVENING.name, (TODAY - timedelta(days=200)).isoformat(), "池袋")


@pytest.fixture
def folder(tmp_path):
    with open_book(tmp_path / "book") as book:
        book.set_up(EVENING)
        meet(book, person(titles=("部長",)), "1", "話が長い")
        meet(book, replace(person("佐藤 花子", "さとう はなこ", mail="s@b.example"), notes=("営業メールお断り",)), "2")
        meet(book, english("John SMITH", mail="j@s.example"), "3")
        meet(book, Contact(None, (Affiliation("株式会社みどり", emails=("info@midori.example",)),)), "4")
        meet(book, person("田中 一", "たなか はじめ", mail=""), "5")
        meet(book, person("鈴木 二郎", "すずき じろう", mail="z@z.example"), "1", event=AGO)
    return tmp_path / "book"


def meet(book, contact, tag, memo=None, event=EVENING):
    book.apply(Insert(contact), encounter=Encounter(event.name, event.date, event.place, tag, memo))


@pytest.fixture
def thank(cardscan, folder):
    def run(*words, command="thank"):
        return cardscan(command, *words, CARDSCAN_BOOK=str(folder))

    return run


def records(done):
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_everybody_of_the_evening_has_a_draft_or_a_reason(thank, tmp_path):
    (tmp_path / "out").mkdir(mode=0o755)
    told = records(thank("--event", EVENING.name, "-o", "out", "--from", "Yama <y@z.example>", "--json"))
    assert [(one["name"], one["state"], one["why"]) for one in told] == [
        ("髙橋 美咲", "drafted", None),
        ("佐藤 花子", "no mail", "no mail: the card says 営業メールお断り"),
        ("John SMITH", "drafted", None),
        ("株式会社みどり", "drafted", None),
        ("田中 一", "no address", "no mail address"),
    ]
    drafts = {path.name.split("-")[0]: path for path in (tmp_path / "out").iterdir()}
    assert drafts.keys() == {"髙橋_美咲", "John_SMITH", "株式会社みどり"}
    assert all(path.stat().st_mode & 0o077 == 0 for path in drafts.values())
    message = email.message_from_bytes(drafts["髙橋_美咲"].read_bytes(), policy=email.policy.default)
    assert message["To"].addresses[0].addr_spec == "m.takahashi@aoba.example"
    assert message["From"].addresses[0].addr_spec == "y@z.example"
    assert f"先日の{EVENING.name}では" in message.get_content()
    assert b"Dear John Smith," in drafts["John_SMITH"].read_bytes()


def test_a_draft_that_somebody_worked_on_is_not_written_over(thank, tmp_path):
    (one,) = records(thank("--to", "髙橋", "--json"))
    draft = tmp_path / one["file"]
    draft.write_text("mine")
    done = thank("--to", "髙橋")
    assert "left as it is" in done.stdout and "話が長い" in done.stdout
    assert draft.read_text() == "mine"


def test_links_alone_are_on_stdout_and_the_reasons_on_stderr(thank, tmp_path):
    done = thank("--event", EVENING.name, "--mailto")
    assert [line.split("?")[0] for line in done.stdout.splitlines()] == [
        "mailto:m.takahashi@aoba.example",
        "mailto:j@s.example",
        "mailto:info@midori.example",
    ]
    assert "佐藤 花子: no mail: the card says" in done.stderr
    assert "田中 一: no mail address" in done.stderr
    assert not (tmp_path / "drafts").exists()


def test_what_has_no_room_in_a_link_is_said(thank, folder):
    (folder / "letters").mkdir()
    (folder / "letters" / "signature.txt").write_text("山田\n" + "東" * 200, encoding="utf-8")
    done = thank("--to", "髙橋", "--mailto")
    assert "no room in a link of 2000 characters" in done.stderr and "東" * 200 in done.stderr


def test_a_draft_is_no_thanks_until_the_user_says_so(thank):
    thank("--event", EVENING.name)
    assert {one["state"] for one in records(thank("--json"))} == {"drafted", "no mail", "no address"}
    done = thank("--done", "髙橋")
    assert done.stdout == f"髙橋 美咲: thanked for {EVENING.name} {EVENING.date}\n"
    left = records(thank("--list", "--json"))
    assert "髙橋 美咲" not in [one["name"] for one in left]
    thank("--not-done", "髙橋")
    assert "髙橋 美咲" in [one["name"] for one in records(thank("--list", "--json"))]
    thank("--event", EVENING.name, "--all-done")
    assert {one["state"] for one in records(thank("--json"))} == {"no mail", "no address"}


def test_the_list_marks_who_has_waited_for_more_than_24_hours(thank, folder):
    with open_book(folder) as book:
        tonight = Event("茶会", TODAY.isoformat())
        meet(book, person("山本 三郎", "やまもと さぶろう", mail="y@y.example"), "1", event=tonight)
    done = thank()
    assert re.search("! [23] days", done.stdout) and "! 0 hours" not in done.stdout
    assert "4 letters to send, 3 of them for more than 24 hours." in done.stderr
    assert "鈴木" not in done.stdout
    waiting = records(thank("--since", "24h", "--json"))
    assert [(one["name"], one["late"]) for one in waiting] == [
        ("髙橋 美咲", True),
        ("John SMITH", True),
        ("株式会社みどり", True),
    ]
    assert records(thank("--since", "9d", "--json")) == []
    assert [one["name"] for one in records(thank("--event", AGO.name, "--date", AGO.date, "--list", "--json"))] == [
        "鈴木 二郎"
    ]


def test_an_event_that_was_held_twice_is_the_last_one_unless_its_day_is_said(thank, folder):
    assert f"this is about {EVENING.date}" in thank("--event", EVENING.name, "--list").stderr
    assert thank("--event", EVENING.name, "--date", "2001-01-01", "--list").returncode == 8
    assert thank("--event", "another").returncode == 8
    with open_book(folder) as book:
        book.set_up(Event("展示会", "2030-01-01"))
    assert "nobody in the book was met at '展示会'" in thank("--event", "展示会").stderr


def test_who_wants_no_mail_is_shown_gets_none_and_may_change_their_mind(thank):
    assert re.search("no mail +the card says 営業メールお断り", thank("佐藤", command="show").stdout)
    assert "mail is welcome" in thank("佐藤", "--off", command="nomail").stdout
    assert records(thank("--to", "佐藤", "--json"))[0]["state"] == "drafted"
    assert "no mail" in thank("髙橋", command="nomail").stdout
    assert records(thank("--to", "髙橋", "--json"))[0]["why"] == "no mail: it is noted in the book"
    assert "Nothing has changed" in thank("髙橋", command="nomail").stderr
    assert "no mail" in thank("髙橋", command="history").stdout


def test_each_meeting_with_a_person_has_a_draft_of_its_own(thank, folder):
    with open_book(folder) as book:
        (one,) = book.show("髙橋")
        book.edit(one.uid, one.contact, (*one.encounters, Encounter(AGO.name, AGO.date)))
    words = ("--to", "髙橋", "--event", EVENING.name, "--json", "--date")
    files = [records(thank(*words, event.date))[0]["file"] for event in (EVENING, AGO)]
    assert len(set(files)) == 2


def test_what_was_noted_is_told_to_programs_too(thank):
    thank("--event", EVENING.name)
    (one,) = records(thank("--done", "髙橋", "--json"))
    assert one["state"] == "thanked" and one["thanked"]
    assert records(thank("--not-done", "髙橋", "--json"))[0]["state"] == "drafted"
    assert len(records(thank("--event", EVENING.name, "--all-done", "--json"))) == 3


def test_a_template_of_ones_own_that_tells_the_memo_is_warned_of(thank, folder, tmp_path):
    (tmp_path / "my.txt").write_text("Subject: hi\n\n{{ greeting }} {{ memo }}\n", encoding="utf-8")
    done = thank("--to", "髙橋", "--template", "my.txt", "--language", "en")
    assert done.returncode == 0 and "read each before you send it" in done.stderr
    assert "read each" not in thank("--to", "髙橋").stderr
    (folder / "letters").mkdir()
    (folder / "letters" / "polite-ja.txt").write_text("Subject: hi\n\n{{ memo }}\n", encoding="utf-8")
    assert "read each before you send it" in thank("--to", "髙橋").stderr
    (tmp_path / "my.txt").write_text("Subject: hi\n\n{{ greting }}\n", encoding="utf-8")
    done = thank("--to", "髙橋", "--template", "my.txt")
    assert done.returncode == 3 and "my.txt asks for greting" in done.stderr


def test_a_reminder_is_written_for_the_evening_or_for_each(thank, tmp_path):
    assert "1 reminder for" in thank("--event", EVENING.name, "--ics", "r.ics").stderr
    assert (tmp_path / "r.ics").read_bytes().count(b"BEGIN:VEVENT") == 1
    assert "3 reminders for" in thank("--event", EVENING.name, "--ics", "r.ics", "--each").stderr
    thank("--event", EVENING.name)
    thank("--event", EVENING.name, "--all-done")
    assert "nobody left" in thank("--event", EVENING.name, "--ics", "none.ics").stderr
    assert not (tmp_path / "none.ics").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("--list", "--mailto"),
        ("--done", "髙橋", "--all-done"),
        ("--each",),
        ("--since", "tomorrow"),
        ("--from", "nobody"),
        ("--event", EVENING.name, "--date", "yesterday"),
        ("--to", "髙橋", "--date", EVENING.date),
        ("--ics", "r.ics", "--json"),
    ],
)
def test_what_cannot_be_meant_is_refused(thank, words):
    assert thank(*words).returncode == 2


def test_a_folder_that_cannot_be_made_is_said(thank, tmp_path):
    (tmp_path / "file").write_text("x")
    done = thank("--to", "髙橋", "-o", "file/drafts")
    assert done.returncode == 7 and "file/drafts" in done.stderr


def test_a_part_of_an_events_name_is_enough_where_one_alone_has_it(thank):
    whole = records(thank("--event", EVENING.name, "-o", "one", "--json"))
    part = records(thank("--event", EVENING.name[:4], "-o", "two", "--json"))
    assert [one["name"] for one in part] == [one["name"] for one in whole]
    assert thank("--event", "読書会").returncode != 0
