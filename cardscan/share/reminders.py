"""Reminders to thank people, as an iCalendar file that phones and calendars take. The only place for icalendar.

Events with an alarm, not to-dos: the calendars of phones pass VTODO over. Times are without a zone: nine o'clock is
nine wherever the phone is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from icalendar import Alarm, Calendar
from icalendar import Event as Entry

from cardscan.share.words import PRODID

MORNING = time(9)
_LENGTH = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Reminder:
    """What to be reminded of, and when, in local time without a zone. ``key`` tells it from others: the same key again
    replaces it in the calendar."""

    key: str
    summary: str
    at: datetime


def next_morning(after: datetime, now: datetime) -> datetime:
    """Return the first nine o'clock after both times, which are local and without a zone."""
    later = max(after, now)
    morning = datetime.combine(later.date(), MORNING)
    return morning if morning > later else morning + timedelta(days=1)


def to_ics(reminders: Sequence[Reminder], now: datetime) -> bytes:
    """Return reminders as one iCalendar file (RFC 5545); ``now`` is when it was made, with a zone."""
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    for one in reminders:
        calendar.add_component(_entry(one, now))
    return bytes(calendar.to_ical())


def _entry(one: Reminder, now: datetime) -> Entry:
    entry = Entry()
    entry.add("uid", f"{hashlib.sha256(one.key.encode('utf-8', 'replace')).hexdigest()[:32]}@cardscan")
    entry.add("dtstamp", now.astimezone(UTC))
    entry.add("dtstart", one.at)
    entry.add("dtend", one.at + _LENGTH)
    entry.add("summary", one.summary)
    entry.add("transp", "TRANSPARENT")  # nobody is busy while they may write a letter
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one.summary)
    alarm.add("trigger", timedelta(0))
    entry.add_component(alarm)
    return entry
