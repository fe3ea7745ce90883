"""A book in, who is still to be thanked for which meeting, and the letters to them, out: what the command line and the
page share. Nothing is ever sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal

from cardscan.book.wishes import refusal
from cardscan.model import Encounter, Event
from cardscan.share.letters.addressee import language_of, letter_words, mailbox_of
from cardscan.share.letters.stationery import usual_template
from cardscan.share.letters.written import letter_to
from cardscan.share.reminders import Reminder, next_morning

if TYPE_CHECKING:
    from cardscan.book.looking import Looking
    from cardscan.book.thanks import Thanks
    from cardscan.model import Person
    from cardscan.share.letters.letter import Language, Letter, Mailbox
    from cardscan.share.letters.stationery import Stationery
    from cardscan.share.letters.template import Template

IN_TIME = timedelta(hours=24)  # good manners: the same day or the next
LOOKED_BACK = timedelta(days=90)  # whom one met earlier and never thanked one will not thank now

State = Literal["waiting", "drafted", "thanked", "no mail", "no address"]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A person met at an event, and what became of the letter of thanks: ``noted``, if anything was."""

    person: Person
    event: Event
    met: Encounter
    noted: Thanks | None = None

    @property
    def state(self) -> State:
        """Whether a letter is to be written; one that was drafted is not thanks until the user says so."""
        if self.noted and self.noted.thanked:
            return "thanked"
        if refusal(self.person) is not None:
            return "no mail"
        if mailbox_of(self.person.contact) is None:
            return "no address"
        return "drafted" if self.noted and self.noted.drafted else "waiting"

    @property
    def ended(self) -> datetime | None:
        """When the meeting was over, in local time: at the hour that is known, else at the end of its day."""
        return ended(self.event)

    def is_late(self, now: datetime, after: timedelta = IN_TIME) -> bool:
        """Whether a letter can be written, is not, and the meeting was over longer ago than ``after``."""
        over = self.ended
        return self.state in ("waiting", "drafted") and over is not None and now - over > after


def why_not(meeting: Meeting) -> str:
    """Return in words why no letter is written; empty where one is."""
    match meeting.state:
        case "no mail":
            return str(refusal(meeting.person))
        case "no address":
            return "no mail address" if not meeting.person.contact.emails else "no address that mail can go to"
        case "thanked":
            return "thanked"
        case _:
            return ""


def ended(event: Event) -> datetime | None:
    """Return when an event was over, in local time without a zone; None if its day is not known."""
    if event.date is None:
        return None
    day = date.fromisoformat(event.date)
    if event.ends is None:
        return datetime.combine(day, time()) + timedelta(days=1)
    after_midnight = event.begins is not None and event.ends < event.begins
    return datetime.combine(day, time.fromisoformat(event.ends)) + timedelta(days=after_midnight)


# ---------------------------------------------------------------- who


def meetings_at(book: Looking, event: Event) -> tuple[Meeting, ...]:
    """Return everybody met at an event, by the number on their cases."""
    noted = {one.uid: one for one in book.thanks(event)}
    return tuple(Meeting(one, event, _met_at(one, event), noted.get(one.uid)) for one in book.guests(event))


def meetings_since(book: Looking, day: date) -> tuple[Meeting, ...]:
    """Return everybody met at an event on ``day`` or later, the last event first."""
    first = day.isoformat()
    noted = {(one.uid, one.event, one.date): one for one in book.thanks()}
    found = [(person, key) for person in book.met_since(first) for key in _events_of(person) if (key[1] or "") >= first]
    events = {key: book.event(*key) for key in dict.fromkeys(key for _, key in found)}
    meetings = (
        Meeting(person, events[key], _met_at(person, events[key]), noted.get((person.uid, *key)))
        for person, key in found
    )
    by_name = sorted(meetings, key=lambda one: one.event.name)
    return tuple(sorted(by_name, key=lambda one: (one.event.date or "", one.event.begins or ""), reverse=True))


def last_meeting(book: Looking, person: Person) -> Meeting:
    """Return where a person was met last; at an event without a name if that is not known."""
    return meetings_of(book, person)[0]


def meetings_of(book: Looking, person: Person) -> tuple[Meeting, ...]:
    """Return every event at which a person was met, the last one first; one without a name if none is known."""
    keys = sorted(_events_of(person), key=lambda key: key[1] or "", reverse=True) or [("", None)]
    return tuple(meeting_at(book, person, book.event(*key)) for key in keys)


def meeting_at(book: Looking, person: Person, event: Event) -> Meeting:
    """Return a person and an event at which they were met."""
    noted = next((one for one in book.thanks(event) if one.uid == person.uid), None)
    return Meeting(person, event, _met_at(person, event), noted)


def _events_of(person: Person) -> dict[tuple[str, str | None], None]:
    return {(met.event, met.date): None for met in person.encounters if met.event}


def _met_at(person: Person, event: Event) -> Encounter:
    there = [met for met in person.encounters if (met.event or "", met.date) == (event.name, event.date)]
    memo = "\n".join(met.memo for met in there if met.memo) or None
    first = there[0] if there else Encounter(event.name or None, event.date, event.place)
    return replace(first, memo=memo)


# ---------------------------------------------------------------- letters


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the user wants letters to be: ``template`` and ``language`` None: by each card's language."""

    stationery: Stationery
    today: date
    template: Template | None = None
    language: Language | None = None
    sender: Mailbox | None = None


def template_for(meeting: Meeting, wishes: Wishes) -> Template:
    """Return the template for a letter: the one wished for, else that of the language. Raises UnreadableTemplate."""
    language = wishes.language or language_of(meeting.person.contact)
    return wishes.template or usual_template(language, wishes.stationery.folder)


def letter_about(meeting: Meeting, wishes: Wishes) -> Letter | None:
    """Return the letter of thanks for a meeting; None if the person wants no mail, has no address, or was thanked.

    Raises UnreadableTemplate.
    """
    if why_not(meeting):
        return None
    return letter_to(
        meeting.person.contact,
        meeting.met,
        template_for(meeting, wishes),
        wishes.stationery,
        wishes.today,
        sender=wishes.sender,
        language=wishes.language,
    )


# ---------------------------------------------------------------- reminders


def reminders(meetings: Iterable[Meeting], now: datetime, language: Language | None) -> tuple[Reminder, ...]:
    """Return one reminder an event, for the morning after it, with how many are to be thanked, and no names: calendars
    are often kept by others."""
    found: dict[Event, int] = {}
    for meeting in _to_be_thanked(meetings):
        found[meeting.event] = found.get(meeting.event, 0) + 1
    return tuple(_evening(event, count, now, language) for event, count in found.items())


def reminders_of_each(meetings: Iterable[Meeting], now: datetime, language: Language | None) -> tuple[Reminder, ...]:
    """Return one reminder a person, with the name."""
    return tuple(_person(meeting, now, language) for meeting in _to_be_thanked(meetings))


def _to_be_thanked(meetings: Iterable[Meeting]) -> Iterator[Meeting]:
    return (meeting for meeting in meetings if meeting.state in ("waiting", "drafted"))


def _evening(event: Event, count: int, now: datetime, language: Language | None) -> Reminder:
    words = letter_words()["reminder"][language or _language(event.name)]
    text = words.get("one", words["evening"]) if count == 1 else words["evening"]
    summary = text.replace("{count}", str(count)).replace("{event}", event.name)
    return Reminder(f"{event.name}\n{event.date}", summary, next_morning(ended(event) or now, now))


def _person(meeting: Meeting, now: datetime, language: Language | None) -> Reminder:
    event, contact = meeting.event, meeting.person.contact
    text = letter_words()["reminder"][language or _language(event.name)]["person"]
    to = mailbox_of(contact)
    name = (to[0].name or to[0].address) if to else ""
    summary = text.replace("{event}", event.name).replace("{name}", name)
    key = f"{event.name}\n{event.date}\n{meeting.person.uid}"
    return Reminder(key, summary, next_morning(ended(event) or now, now))


def _language(text: str) -> Language:
    return "en" if text.isascii() else "ja"
