"""A letter as a ``mailto:`` link (RFC 6068), which a browser or terminal hands to the mail program."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from cardscan.share.letters.letter import Letter

# Windows hands on addresses of up to 2,083 characters (INTERNET_MAX_URL_LENGTH); one Japanese character takes nine.
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Link:
    """The link, and the lines at the end of the letter that had no room in it."""

    address: str
    left_out: tuple[str, ...] = ()


def to_mailto(letter: Letter, longest: int = LONGEST) -> Link:
    """Return the letter as a link of at most ``longest`` characters; whole lines at its end are left out if need be,
    and then the end of the subject."""
    head = f"mailto:{quote(letter.to.address, safe='@')}?subject="
    subject = letter.subject
    while subject and len(head + quote(subject, safe="")) > longest:
        subject = subject[:-1]
    head = f"{head}{quote(subject, safe='')}&body="
    lines = letter.body.rstrip("\n").split("\n")
    kept = len(lines)
    while kept and len(head + _text(lines[:kept])) > longest:
        kept -= 1
    return Link(head + _text(lines[:kept]), tuple(line for line in lines[kept:] if line))


def _text(lines: list[str]) -> str:
    return "%0D%0A".join(quote(line, safe="") for line in lines)
