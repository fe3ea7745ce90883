"""What `cardscan thank` prints: drafts and links, who still waits, and both as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cardscan.cli.rows import called
from cardscan.cli.terminal import print_table, say, write, write_json
from cardscan.contract import to_json
from cardscan.share.letters.addressee import mailbox_of
from cardscan.share.letters.eml import file_name, to_eml
from cardscan.share.letters.mailto import LONGEST, to_mailto
from cardscan.share.vdir import save
from cardscan.thanking import IN_TIME, why_not

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.share.letters.letter import Letter
    from cardscan.share.letters.mailto import Link
    from cardscan.thanking import Meeting


@dataclass(frozen=True, slots=True)
class Draft:
    """What was written for a meeting: a ``file`` (``kept``: it was there already and is as it was), or a ``link``; or
    neither, and the meeting says why."""

    meeting: Meeting
    file: Path | None = None
    kept: bool = False
    link: Link | None = None


class ThankRecord(msgspec.Struct, frozen=True):
    """A person and a meeting, as ``thank`` prints them with ``--json``; ``since`` is when the meeting was over, in
    local time; ``left_out`` are lines that had no room in ``link``."""

    uid: str
    name: str
    event: str | None
    date: str | None
    state: str
    why: str | None
    address: str | None
    since: str | None
    late: bool
    drafted: str | None
    thanked: str | None
    memo: str | None
    file: str | None = None
    link: str | None = None
    left_out: list[str] = []


def keep(meeting: Meeting, letter: Letter, folder: Path) -> Draft:
    """Write a draft, readable by its owner alone. A file of its name is left as it is: somebody may have worked on it.

    Raises CannotSave.
    """
    file = folder / file_name(letter, meeting.event.date or "", meeting.person.uid[:8])
    if file.exists():
        return Draft(meeting, file, kept=True)
    save(to_eml(letter), _made(folder) / file.name)
    file.chmod(0o600)
    return Draft(meeting, file)


def _made(folder: Path) -> Path:
    from cardscan.errors import CannotSave

    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CannotSave(f"cannot make {folder}: {error.strerror}", "Choose another folder with -o") from error
    return folder


def linked(meeting: Meeting, letter: Letter) -> Draft:
    """Return a draft as a link."""
    return Draft(meeting, link=to_mailto(letter))


def print_links(drafts: Sequence[Draft]) -> None:
    """Print links on stdout, one a line; on stderr who gets none and why, and what had no room in whose link."""
    for draft in drafts:
        name = _who(draft.meeting)
        if draft.link is None:
            say(f"{name}: {why_not(draft.meeting)}")
            continue
        write(draft.link.address)
        if draft.link.left_out:
            left = " / ".join(draft.link.left_out)
            say(f"{name}: no room in a link of {LONGEST} characters, which is all that Windows hands on: {left}")


def print_drafts(drafts: Sequence[Draft], *, json: bool) -> None:
    """Print for each person the draft or why there is none, and what you remember: the letter does not say it."""
    if json:
        for draft in drafts:
            write_json(to_json(_record(draft, datetime.now())))
        return
    rows = [(_who(one.meeting), _address(one.meeting), _became(one), one.meeting.met.memo or "") for one in drafts]
    print_table(("Name", "To", "Draft", "You remember"), rows)


def print_waiting(meetings: Sequence[Meeting], now: datetime, *, json: bool) -> None:
    """Print who has not been thanked yet, since when, and what is in the way."""
    if json:
        for meeting in meetings:
            write_json(to_json(_record(Draft(meeting), now)))
    elif meetings:
        rows = [
            (_met(one), _who(one), _waited(one, now), why_not(one) or one.state, one.met.memo or "") for one in meetings
        ]
        print_table(("Met", "Name", "Waiting", "Letter", "You remember"), rows)


def _record(draft: Draft, now: datetime) -> ThankRecord:
    meeting, noted, link = draft.meeting, draft.meeting.noted, draft.link
    return ThankRecord(
        uid=meeting.person.uid,
        name=_who(meeting),
        event=meeting.event.name or None,
        date=meeting.event.date,
        state="drafted" if draft.file or link else meeting.state,
        why=why_not(meeting) or None,
        address=_address(meeting) or None,
        since=meeting.ended.isoformat() if meeting.ended else None,
        late=meeting.is_late(now),
        drafted=noted.drafted if noted else None,
        thanked=noted.thanked if noted else None,
        memo=meeting.met.memo,
        file=str(draft.file) if draft.file else None,
        link=link.address if link else None,
        left_out=list(link.left_out) if link else [],
    )


def _who(meeting: Meeting) -> str:
    contact = meeting.person.contact
    return contact.emails[0] if contact.emails and not (contact.name or contact.orgs) else called(contact)


def _address(meeting: Meeting) -> str:
    found = mailbox_of(meeting.person.contact)
    return found[0].address if found else ""


def _became(draft: Draft) -> str:
    if draft.file is None:
        return why_not(draft.meeting)
    return f"{draft.file} (was there: left as it is)" if draft.kept else str(draft.file)


def _met(meeting: Meeting) -> str:
    return ", ".join(filter(None, (meeting.event.name, meeting.event.date)))


def _waited(meeting: Meeting, now: datetime) -> str:
    """How long somebody has waited, in hours up to two days; over 24 hours it is marked."""
    if meeting.ended is None or meeting.state not in ("waiting", "drafted"):
        return ""
    waited = now - meeting.ended
    hours = max(0, int(waited.total_seconds() // 3600))
    told = f"{hours} hours" if hours < 48 else f"{hours // 24} days"
    return f"! {told}" if waited > IN_TIME else told
