"""The letter itself: plain values, before anybody decides in what it is carried (``eml``, ``mailto``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Literal

from email_validator import EmailNotValidError, validate_email

from cardscan.share.words import plain

Language = Literal["ja", "en"]
# Marks that turn the writing direction round: what is shown would not be what is there.
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name, on one line, maybe empty, and a mail address that mail can go to."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that nobody has sent. ``subject`` is one line, ``body`` lines that end in ``\\n``."""

    to: Mailbox
    subject: str
    body: str
    sender: Mailbox | None = None


def one_line(text: str | None) -> str:
    """Return text of a card as one line that shows what it is: no control characters, no turned writing."""
    return plain(_TURNING.sub("", text or ""))


def mailable(address: str) -> str | None:
    """Return an address as it stands in a header, its host in ASCII; None if no mail can go there.

    >>> mailable("misaki@日本語.example"), mailable("a@b.example\\r\\nBcc: c@d.example")
    ('misaki@xn--wgv71a119e.example', None)
    """
    try:
        return validate_email(address, check_deliverability=False).ascii_email
    except EmailNotValidError:
        return None


def mailbox(text: str) -> Mailbox:
    """Return who ``Misaki Takahashi <misaki@aoba.example>`` is. Raises ValueError if mail cannot go there."""
    name, address = parseaddr(text)
    checked = mailable(address)
    if checked is None:
        raise ValueError(f'{text!r} has no mail address. Write it like "Misaki Takahashi <misaki@aoba.example>"')
    return Mailbox(one_line(name), checked)
