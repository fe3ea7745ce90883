"""`cardscan thank`: drafts of letters of thanks, and who is still to be thanked."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from cardscan.cli.options import AsJson, BookFolder, iso_date
from cardscan.cli.person import chosen, opened
from cardscan.cli.rows import called
from cardscan.cli.terminal import counted, harmless, say, write
from cardscan.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.book import Book
    from cardscan.model import Event
    from cardscan.share.letters.letter import Mailbox
    from cardscan.thanking import Meeting, Wishes


class Tongue(StrEnum):
    """Languages of letters."""

    JA = "ja"
    EN = "en"


To = Annotated[
    list[str] | None,
    typer.Option("--to", metavar="NAME", help="To this person; may be repeated.", show_default=False),
]
AtEvent = Annotated[
    str | None,
    typer.Option("--event", metavar="NAME", help="To those met there, the last time it was held.", show_default=False),
]
Day = Annotated[
    str | None,
    typer.Option("--date", metavar="DAY", help="The day of that event.", callback=iso_date, show_default=False),
]
Output = Annotated[
    Path, typer.Option("--output", "-o", metavar="FOLDER", help="Where the drafts go; files there are never replaced.")
]
Mailto = Annotated[bool, typer.Option("--mailto", help="Print mailto: links instead of writing files.")]
TemplateName = Annotated[
    str | None,
    typer.Option(
        "--template",
        metavar="NAME",
        help="polite-ja, en, one of your own, or a file. Default: by the card's language.",
        show_default=False,
    ),
]
Templates = Annotated[
    Path | None,
    typer.Option(
        "--templates",
        metavar="FOLDER",
        help="Your templates, signature.txt and honorifics.toml. Default: letters/ in the book's folder.",
        show_default=False,
    ),
]
Language = Annotated[
    Tongue | None, typer.Option("--language", help="Default: Japanese for Japanese cards, else English.")
]
From = Annotated[
    str | None,
    typer.Option(
        "--from", metavar="NAME <MAIL>", help="Who writes. Default: your mail program knows.", show_default=False
    ),
]
ListThem = Annotated[
    bool, typer.Option("--list", help="Show who has not been thanked yet, and since when; write nothing.")
]
Since = Annotated[
    str | None,
    typer.Option("--since", metavar="24h", help="Only those who have waited that long: 24h, 3d.", show_default=False),
]
Done = Annotated[
    list[str] | None,
    typer.Option(
        "--done", metavar="NAME", help="Note that this person was thanked; may be repeated.", show_default=False
    ),
]
NotDone = Annotated[
    list[str] | None,
    typer.Option("--not-done", metavar="NAME", help="Note that they were not, after all.", show_default=False),
]
AllDone = Annotated[bool, typer.Option("--all-done", help="Note that everybody with a draft was thanked.")]
Ics = Annotated[
    Path | None,
    typer.Option(
        "--ics", metavar="FILE", help="Write a reminder for the calendar: how many to thank.", show_default=False
    ),
]
Each = Annotated[bool, typer.Option("--each", help="With --ics: a reminder for each person, by name.")]


def thank(
    event: AtEvent = None,
    day: Day = None,
    to: To = None,
    output: Output = Path("drafts"),
    mailto: Mailto = False,
    template: TemplateName = None,
    language: Language = None,
    sender: From = None,
    templates: Templates = None,
    list: ListThem = False,
    since: Since = None,
    done: Done = None,
    not_done: NotDone = None,
    all_done: AllDone = False,
    ics: Ics = None,
    each: Each = False,
    book: BookFolder = None,
    json: AsJson = False,
) -> None:
    """Write drafts of thank-you letters to people you met; nothing is ever sent.

    With --event or --to, a draft for each person not thanked yet, which your mail program opens for you to read, change
    and send. Without, the list of who has not been thanked. Who wants no mail or has no address is listed with the
    reason. A draft is no thanks: say --done when you have sent it.

    \b
    Examples:
      cardscan thank --event "Ikebukuro meetup" -o drafts
      cardscan thank --to 髙橋 --mailto | xargs -d "\\n" -n 1 xdg-open
      cardscan thank --list --since 24h
      cardscan thank --done 髙橋 --done 佐藤
      cardscan thank --event "Ikebukuro meetup" --ics reminder.ics
    """
    if sum(map(bool, (mailto, list, done or not_done, all_done, ics))) > 1:
        raise typer.BadParameter("--mailto, --list, --done, --all-done and --ics are different things: say one.")
    if (each and not ics) or (day and not event) or (json and ics):
        raise typer.BadParameter("--each goes with --ics, --date with --event, and --json not with --ics.")
    now = datetime.now()
    waited = _span(since) if since else None
    writer = _writer(sender)
    with opened(book) as out:
        there = _event(out, event, day, now) if event else None
        if done or not_done:
            _note(out, there, done or (), not_done or (), json=json)
            return
        meetings = _meetings(out, there, to or (), now)
        if waited is not None:
            meetings = [one for one in meetings if one.is_late(now, waited)]
        if all_done:
            _note_all(out, meetings, json=json)
        elif ics:
            _remind(meetings, ics, now, language, each=each)
        elif list or not (event or to):
            _show(meetings, now, json=json)
        else:
            wishes = _wishes(templates or out.folder / "letters", template, language, writer, now)
            _draft(out, meetings, wishes, None if mailto else output, json=json)


# ---------------------------------------------------------------- what was asked


def _span(text: str) -> timedelta:
    found = re.fullmatch(r"(\d{1,4})([hd])", text.strip())
    if found is None:
        raise typer.BadParameter(f"{text!r} is no time to wait. Write it like 24h or 3d.")
    return timedelta(hours=int(found[1])) if found[2] == "h" else timedelta(days=int(found[1]))


def _writer(text: str | None) -> Mailbox | None:
    if text is None:
        return None
    from cardscan.share.letters.letter import mailbox

    try:
        return mailbox(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def _event(book: Book, name: str, day: str | None, now: datetime) -> Event:
    """Return the event that is meant: on ``day``, else the last one that has begun. Raises NotFound, WhichOne."""
    from cardscan.book.which import latest_called

    every = book.events()
    event = latest_called(every, name, now.date(), day)
    held = sum(one.name == event.name for one in every)
    if day is None and held > 1:
        say(f"{event.name} was held {held} times: this is about {event.date or 'the one without a day'} (--date)")
    return event


def _meetings(book: Book, event: Event | None, names: Sequence[str], now: datetime) -> list[Meeting]:
    from cardscan.thanking import LOOKED_BACK, last_meeting, meeting_at, meetings_at, meetings_since

    people = [chosen(book, name) for name in names]
    if people:
        return [meeting_at(book, one, event) if event else last_meeting(book, one) for one in people]
    if event:
        found = meetings_at(book, event)
        if not found:
            raise NotFound(f"nobody in the book was met at {event.name!r}", "Scan their cards with --event")
        return [*found]
    first = now.date() - LOOKED_BACK
    say(f"Those met since {first}; for earlier ones say --event.")
    return [*meetings_since(book, first)]


def _wishes(
    folder: Path, template: str | None, language: Tongue | None, writer: Mailbox | None, now: datetime
) -> Wishes:
    from cardscan.share.letters.stationery import stationery_in, template_called
    from cardscan.thanking import Wishes

    paper = template_called(template, folder) if template else None
    return Wishes(stationery_in(folder), now.date(), paper, language.value if language else None, writer)


# ---------------------------------------------------------------- what is done


def _draft(book: Book, meetings: list[Meeting], wishes: Wishes, folder: Path | None, *, json: bool) -> None:
    from cardscan.cli.thank_drafts import Draft, keep, linked, print_drafts, print_links
    from cardscan.thanking import letter_about, template_for

    letters = [(meeting, letter_about(meeting, wishes)) for meeting in meetings]
    drafts = [
        Draft(meeting) if letter is None else keep(meeting, letter, folder) if folder else linked(meeting, letter)
        for meeting, letter in letters
    ]
    written = [meeting for meeting, letter in letters if letter is not None]
    for event in dict.fromkeys(one.event for one in written):
        book.note_thanks(event, [one.person.uid for one in written if one.event == event], "drafted")
    for template in dict.fromkeys(template_for(one, wishes) for one in written):
        if template.tells_memo:
            say(f"{template.name} writes what you remember of people into the letters: read each before you send it")
    if folder is None and not json:
        print_links(drafts)
    else:
        print_drafts(drafts, json=json)
    left = len(letters) - len(written)
    said = f"{counted(len(written), 'draft')}, {left} left out. Nothing was sent"
    say(f"{said}: `cardscan thank --done NAME` when you have.")


def _show(meetings: list[Meeting], now: datetime, *, json: bool) -> None:
    from cardscan.cli.thank_drafts import print_waiting

    left = [one for one in meetings if one.state != "thanked"]
    print_waiting(left, now, json=json)
    late = sum(one.is_late(now) for one in left)
    to_write = sum(one.state in ("waiting", "drafted") for one in left)
    say(f"{counted(to_write, 'letter')} to send, {late} of them for more than 24 hours.")


def _note(book: Book, event: Event | None, done: Sequence[str], not_done: Sequence[str], *, json: bool) -> None:
    for name in done:
        (meeting,) = _meetings(book, event, [name], datetime.now())
        _noted(book, meeting, "thanked", json=json)
    for name in not_done:
        (meeting,) = _meetings(book, event, [name], datetime.now())
        _noted(book, meeting, "not thanked", json=json)


def _note_all(book: Book, meetings: list[Meeting], *, json: bool) -> None:
    drafted = [one for one in meetings if one.state == "drafted"]
    for one in drafted:
        _noted(book, one, "thanked", json=json)
    say(f"{counted(len(drafted), 'person', 'people')} thanked.")


def _noted(book: Book, meeting: Meeting, step: Literal["thanked", "not thanked"], *, json: bool) -> None:
    from cardscan.cli.thank_drafts import print_waiting
    from cardscan.thanking import meeting_at

    book.note_thanks(meeting.event, [meeting.person.uid], step)
    if json:
        print_waiting([meeting_at(book, meeting.person, meeting.event)], datetime.now(), json=True)
        return
    about = " ".join(filter(None, (meeting.event.name, meeting.event.date)))
    write(harmless(f"{called(meeting.person.contact)}: {step}{f' for {about}' if about else ''}"))


def _remind(meetings: list[Meeting], file: Path, now: datetime, language: Tongue | None, *, each: bool) -> None:
    from cardscan.share.reminders import to_ics
    from cardscan.share.vdir import save
    from cardscan.thanking import reminders, reminders_of_each

    kind = reminders_of_each if each else reminders
    found = kind(meetings, now, language.value if language else None)
    if not found:
        say("There is nobody left to thank.")
        return
    save(to_ics(found, now.astimezone()), file)
    say(f"{counted(len(found), 'reminder')} for {found[0].at:%Y-%m-%d %H:%M} in {file}")
