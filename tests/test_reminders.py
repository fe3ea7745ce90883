"""Reminders to thank people: valid, on the right morning, without names unless asked, and taken by a real calendar."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from book_contacts import person
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from cardscan.book import open_book
from cardscan.model import Contact, Encounter, Event, Insert, Name
from cardscan.share.reminders import Reminder, next_morning, to_ics
from cardscan.thanking import ended, meetings_at, reminders, reminders_of_each

EVENING = Event("異業種交流会 池袋", "2026-11-20", "池袋", "18:30", "21:00")
AT_NIGHT = datetime(2026, 11, 20, 23)
MADE = datetime(2026, 11, 20, 14, tzinfo=UTC)


@pytest.fixture
def book(tmp_path):
    with open_book(tmp_path / "book") as opened:
        opened.set_up(EVENING)
        for number, contact in enumerate((person(), person("佐藤 花子", "さとう はなこ", mail="s@b.example"))):
            meet(opened, contact, str(number))
        meet(opened, Contact(Name("田中 一")), "9")
        yield opened


def meet(book, contact, tag):
    met = Encounter(EVENING.name, EVENING.date, EVENING.place, tag)
    return book.apply(Insert(contact), encounter=met).uid


def read(content):
    """The events that another program finds in a file, alarms beside them."""
    calendar = Calendar.from_ical(content)
    return [(one, one.walk("VALARM")) for one in calendar.walk("VEVENT")]


def test_an_evening_is_one_reminder_for_the_next_morning_and_names_nobody(book):
    content = to_ics(reminders(meetings_at(book, EVENING), AT_NIGHT, None), MADE)
    ((entry, (alarm,)),) = read(content)
    assert str(entry["summary"]) == "お礼のメール 2 名：異業種交流会 池袋"
    assert entry["dtstart"].dt == datetime(2026, 11, 21, 9)
    assert (str(alarm["action"]), alarm["trigger"].dt) == ("DISPLAY", timedelta(0))
    assert "髙橋" not in content.decode() and content.count(b"BEGIN:VEVENT") == 1
    english = reminders(meetings_at(book, EVENING), AT_NIGHT, "en")[0].summary
    assert english == "Thank 2 people: 異業種交流会 池袋"


def test_each_person_is_a_reminder_by_name_if_that_is_asked_for(book):
    found = read(to_ics(reminders_of_each(meetings_at(book, EVENING), AT_NIGHT, None), MADE))
    names = [str(entry["summary"]) for entry, _ in found]
    assert names == [f"お礼のメール：{name}（異業種交流会 池袋）" for name in ("髙橋 美咲", "佐藤 花子")]
    assert len({str(entry["uid"]) for entry, _ in found}) == 2


def test_who_was_thanked_or_wants_no_mail_is_not_counted(book):
    one, two = (meeting.person.uid for meeting in meetings_at(book, EVENING)[:2])
    book.note_thanks(EVENING, [one], "thanked")
    assert "1 名" in reminders(meetings_at(book, EVENING), AT_NIGHT, None)[0].summary
    assert reminders(meetings_at(book, EVENING), AT_NIGHT, "en")[0].summary.startswith("Thank 1 person:")
    book.note_wish(two, "yes")
    assert reminders(meetings_at(book, EVENING), AT_NIGHT, None) == ()


@pytest.mark.parametrize(
    ("after", "now", "morning"),
    [
        (datetime(2026, 11, 20, 21), datetime(2026, 11, 20, 23), datetime(2026, 11, 21, 9)),
        (datetime(2026, 11, 21, 2), datetime(2026, 11, 21, 3), datetime(2026, 11, 21, 9)),
        (datetime(2026, 11, 20, 21), datetime(2026, 11, 21, 9), datetime(2026, 11, 22, 9)),
        (datetime(2026, 11, 20, 21), datetime(2026, 12, 1, 8), datetime(2026, 12, 1, 9)),
        (datetime(2026, 12, 24, 21), datetime(2026, 11, 21, 8), datetime(2026, 12, 25, 9)),
    ],
)
def test_a_reminder_is_for_the_first_morning_that_is_still_to_come(after, now, morning):
    assert next_morning(after, now) == morning


def test_an_evening_is_over_at_its_hour_after_midnight_too_or_at_the_end_of_its_day():
    assert ended(EVENING) == datetime(2026, 11, 20, 21)
    assert ended(Event("", "2026-11-20", None, "22:00", "01:30")) == datetime(2026, 11, 21, 1, 30)
    assert ended(Event("", "2026-11-20")) == datetime(2026, 11, 21)
    assert ended(Event("")) is None


def test_the_same_evening_again_replaces_its_reminder(book):
    first, second = (
        read(to_ics(reminders(meetings_at(book, EVENING), now, None), MADE))[0][0]["uid"]
        for now in (AT_NIGHT, AT_NIGHT + timedelta(days=3))
    )
    assert first == second


@given(st.text(max_size=200), st.text(max_size=50))
def test_whatever_people_and_events_are_called_it_is_one_event_with_that_summary(summary, key):
    ((entry, alarms),) = read(to_ics([Reminder(key, summary, AT_NIGHT)], MADE))
    assert len(alarms) == 1
    assert entry.keys() == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "TRANSP"}


KHAL = """
[calendars]
[[evening]]
path = {folder}/calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
default_timezone = Asia/Tokyo
local_timezone = Asia/Tokyo
[default]
default_calendar = evening
[sqlite]
path = {folder}/khal.db
"""


def khal(folder: Path, *words: str) -> str:
    command = [sys.executable, "-m", "khal", "-c", str(folder / "khal.conf"), *words]
    environment = {**os.environ, "HOME": str(folder), "LANG": "C.UTF-8", "TZ": "Asia/Tokyo"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_real_calendar_takes_it_and_takes_it_again_as_the_same(book, tmp_path):
    (tmp_path / "calendar").mkdir()
    (tmp_path / "khal.conf").write_text(KHAL.format(folder=tmp_path), encoding="utf-8")
    for now in (AT_NIGHT, AT_NIGHT + timedelta(minutes=5)):
        file = tmp_path / "reminder.ics"
        file.write_bytes(to_ics(reminders(meetings_at(book, EVENING), now, None), MADE))
        khal(tmp_path, "import", "--batch", "-a", "evening", str(file))
    listed = khal(tmp_path, "list", "--format", "{start} {title}{alarm-symbol}", "2026-11-20", "7d")
    assert "2026-11-21 09:00 お礼のメール 2 名：異業種交流会 池袋 ⏰" in listed
    assert listed.count("お礼のメール") == 1
